class Triple:
    __slots__ = ("a", "b", "c")

    def __init__(self, a, b, c):
        self.a = a
        self.b = b
        self.c = c


def main():
    v = []
    for i in range(1000000):
        v.append(Triple(i, i * 2, i * 3))
    print(len(v))


main()
