import sys


class Job:
    def __init__(self, rank, id):
        self.rank = rank
        self.id = id


def before(a, b):
    if a.rank == b.rank:
        return a.id < b.id
    return a.rank < b.rank


def push(h, job):
    h.append(job)
    i = len(h) - 1
    while i > 0:
        up = (i - 1) // 2
        if not before(h[i], h[up]):
            return
        h[i], h[up] = h[up], h[i]
        i = up


def pop(h):
    top = h[0]
    last = h.pop()
    n = len(h)
    if n == 0:
        return top
    h[0] = last
    i = 0
    while True:
        least = i
        for c in range(2 * i + 1, min(2 * i + 3, n)):
            if before(h[c], h[least]):
                least = c
        if least == i:
            return top
        h[i], h[least] = h[least], h[i]
        i = least


def main():
    h = []
    seed, s = 12345, 0
    for id in range(int(sys.argv[1])):
        seed = (seed * 1103515 + 12345) % 2147483
        push(h, Job(seed % 10000, id))
        if id % 3 == 2:
            s = (s * 31 + pop(h).rank) % 1000003
    while h:
        job = pop(h)
        s = (s * 31 + job.rank + job.id) % 1000003
    print(s)


main()
