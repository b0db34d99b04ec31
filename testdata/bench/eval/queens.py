import sys


def place(row, n, cols, up, down):
    if row == n:
        return 1
    ways = 0
    for c in range(n):
        if not cols[c] and not up[row + c] and not down[row - c + n]:
            cols[c] = True
            up[row + c] = True
            down[row - c + n] = True
            ways += place(row + 1, n, cols, up, down)
            cols[c] = False
            up[row + c] = False
            down[row - c + n] = False
    return ways


def main():
    n = int(sys.argv[1])
    print(place(0, n, [False] * n, [False] * (2 * n), [False] * (2 * n + 1)))


main()
