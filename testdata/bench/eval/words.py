import sys


def text(n):
    lines = []
    seed = 99
    for i in range(n):
        seed = (seed * 1103515 + 12345) % 2147483
        lines.append(f"word{seed % 700} and Other{i % 50} or w{seed % 9000} again")
    return "\n".join(lines)


def main():
    counts = {}
    for line in text(int(sys.argv[1])).split("\n"):
        for word in line.split(" "):
            key = word.lower()
            counts[key] = counts.get(key, 0) + 1
    s = 0
    for k, n in counts.items():
        s += n * n % 1009 * len(k)
    print(s * 1000 + len(counts) % 1000)


main()
