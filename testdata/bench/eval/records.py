import sys


class Entry:
    def __init__(self, group, score, name):
        self.group = group
        self.score = score
        self.name = name


def less(a, b):
    if a.group != b.group:
        return a.group < b.group
    if a.score != b.score:
        return a.score > b.score
    return a.name < b.name


def merge(src, to, lo, mid, hi):
    i, j = lo, mid
    for k in range(lo, hi):
        if i < mid and (j >= hi or not less(src[j], src[i])):
            to[k] = src[i]
            i += 1
        else:
            to[k] = src[j]
            j += 1


def ordered(entries):
    n = len(entries)
    a, b = entries, list(entries)
    width = 1
    while width < n:
        lo = 0
        while lo < n:
            merge(a, b, lo, min(lo + width, n), min(lo + 2 * width, n))
            lo += 2 * width
        a, b = b, a
        width *= 2
    return a


def main():
    entries = []
    seed = 7
    for i in range(int(sys.argv[1])):
        seed = (seed * 1103515 + 12345) % 2147483
        entries.append(Entry(seed % 50, float(seed % 1000), f"n{i}"))
    s = 0
    for e in ordered(entries):
        s = (s * 31 + e.group * 1000 + int(e.score) + len(e.name)) % 1000003
    print(s)


main()
