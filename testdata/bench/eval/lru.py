import sys


class Cache:
    def __init__(self, room):
        self.room = room
        self.at = {}
        self.key = [0]
        self.held = [0]
        self.newer = [0]
        self.older = [0]

    def unlink(self, p):
        n, o = self.newer[p], self.older[p]
        self.older[n] = o
        self.newer[o] = n

    def link(self, p):
        o = self.older[0]
        self.older[p] = o
        self.newer[p] = 0
        self.newer[o] = p
        self.older[0] = p

    def get(self, key):
        p = self.at.get(key)
        if p is None:
            return -1
        self.unlink(p)
        self.link(p)
        return self.held[p]

    def put(self, key, value):
        p = len(self.key)
        if p > self.room:
            p = self.newer[0]
            self.unlink(p)
            del self.at[self.key[p]]
            self.key[p] = key
            self.held[p] = value
        else:
            self.key.append(key)
            self.held.append(value)
            self.newer.append(0)
            self.older.append(0)
        self.link(p)
        self.at[key] = p


def main():
    cache = Cache(1000)
    seed, hits, s = 42, 0, 0
    for i in range(int(sys.argv[1])):
        seed = (seed * 1103515 + 12345) % 2147483
        key = seed % 900 + seed % 7 * 100
        found = cache.get(key)
        if found >= 0:
            hits += 1
            s = (s + found) % 1000003
        else:
            cache.put(key, i)
    print(s * 1000 + hits % 1000)


main()
