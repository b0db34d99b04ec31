import sys


def numbers(n):
    for i in range(n):
        yield i


def odd(n):
    for x in numbers(n):
        if x % 2 == 1:
            yield x


def squares(n):
    k = 0
    while k < n:
        yield k * k % 1009
        k += 1


def main():
    size = int(sys.argv[1])
    s = 0
    for x in odd(size):
        s = (s + x) % 1000003
    for x in squares(size):
        s += x
    pull = numbers(size)
    while (x := next(pull, None)) is not None:
        s = (s * 3 + x) % 1000003
    print(s)


main()
