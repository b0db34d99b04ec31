import sys


def tak(x, y, z):
    if y >= x:
        return z
    return tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def clamp(x, low, high):
    if x < low:
        return low
    return high if x > high else x


def blend(a, b, part, whole):
    return (a * (whole - part) + b * part) // whole


def power(base, n, m, acc):
    if n == 0:
        return acc
    return power(base * base % m, n // 2, m, acc * base % m if n % 2 == 1 else acc)


def main():
    size = int(sys.argv[1])
    s = tak(size % 7 + 11, 8, 4)
    for i in range(size):
        c = clamp(i % 300 - 20, 0, 255)
        s = (s * 31 + blend(c, 255 - c, i % 64, 64) + power(3, c, 10007, 1)) % 1000003
    print(s)


main()
