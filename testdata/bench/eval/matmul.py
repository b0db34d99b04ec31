import sys


def matrix(n, k):
    m = []
    for i in range(n):
        row = []
        for j in range(n):
            row.append(float((i * k + j) % 17 - 8))
        m.append(row)
    return m


def product(a, b, n):
    c = matrix(n, 0)
    for i in range(n):
        for j in range(n):
            s = 0.0
            for k in range(n):
                s += a[i][k] * b[k][j]
            c[i][j] = s
    return c


def main():
    size = int(sys.argv[1])
    c = product(matrix(size, 3), matrix(size, 5), size)
    trace = 0.0
    for i in range(size):
        trace += c[i][i] + c[i][size - 1 - i] * 3.0
    print(int(trace))


main()
