import sys


def document(n):
    rows = []
    for i in range(n):
        rows.append(f"row {i}: {{{i % 7}}} [{i * 13 % 101}]")
    return "\n".join(rows)


def depths(text):
    depth = s = 0
    for i in range(len(text)):
        c = text[i]
        if c == "{" or c == "[":
            depth += 1
        elif c == "}" or c == "]":
            depth -= 1
        s += depth
    return s


def lines(text):
    rest = text
    s = 0
    while True:
        at = rest.find("\n")
        if at < 0:
            return s + len(rest)
        s = (s * 3 + at) % 1000003
        rest = rest[at + 1:]


def main():
    text = document(int(sys.argv[1]))
    print(depths(text) * 1000 + lines(text) % 1000)


main()
