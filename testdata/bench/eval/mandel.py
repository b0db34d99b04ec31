import sys


def steps(cx, cy, most):
    x = y = 0.0
    n = 0
    while n < most:
        xx = x * x
        yy = y * y
        if xx + yy > 4.0:
            return n
        y = 2.0 * x * y + cy
        x = xx - yy + cx
        n += 1
    return n


def main():
    size = int(sys.argv[1])
    scale = 3.0 / size
    s = 0
    for j in range(size):
        for i in range(size):
            s += steps(i * scale - 2.0, j * scale - 1.5, 50)
    print(s)


main()
