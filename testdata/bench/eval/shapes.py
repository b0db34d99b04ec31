import sys


class Rect:
    def __init__(self, w, h):
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h

    def holds(self, x, y):
        return x >= 0.0 and x <= self.w and y >= 0.0 and y <= self.h


class Disc:
    def __init__(self, r):
        self.r = r

    def area(self):
        return self.r * self.r * 3.0

    def holds(self, x, y):
        return x * x + y * y <= self.r * self.r


class Wedge:
    def __init__(self, w, h):
        self.w = w
        self.h = h

    def area(self):
        return self.w * self.h / 2.0

    def holds(self, x, y):
        return x >= 0.0 and y >= 0.0 and x * self.h + y * self.w <= self.w * self.h


def main():
    shapes = []
    for i in range(30):
        k = float(i + 1)
        if i % 3 == 0:
            shapes.append(Rect(k, k + 1.0))
        elif i % 3 == 1:
            shapes.append(Disc(k))
        else:
            shapes.append(Wedge(k + 2.0, k))
    total, inside = 0.0, 0
    for i in range(int(sys.argv[1])):
        x = float(i % 19)
        y = float(i % 23)
        for s in shapes:
            if s.holds(x, y):
                inside += 1
            total += s.area()
    print(int(total) % 1000003 * 1000 + inside % 1000)


main()
