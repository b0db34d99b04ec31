import sys


class Log:
    def __init__(self):
        self.text = ""
        self.lines = 0

    def add(self, s):
        self.text = self.text + s
        self.lines += 1


def joined(a, b):
    return a + b


def main():
    log = Log()
    parts = {}
    every = both = ""
    for i in range(int(sys.argv[1])):
        log.add("entry;")
        key = "even" if i % 2 == 0 else "odd"
        parts[key] = parts.get(key, "") + "abcd"
        every = f"{every}{i % 10},"
        both = joined(both, "xyz")
    s = log.lines + len(log.text) + len(every) + len(both)
    for k in ("even", "odd"):
        s += len(parts.get(k, ""))
    print(s)


main()
