import sys


def shifted(text, by):
    out = ""
    for i in range(len(text)):
        c = ord(text[i])
        if 97 <= c <= 122:
            out = out + chr((c - 97 + by) % 26 + 97)
        else:
            out = out + chr(c)
    return out


def squeezed(text):
    out = ""
    last = " "
    for c in text:
        if c != last:
            out = out + c
        last = c
    return out


def main():
    text = "the quick brown fox jumps over the lazy dog, and then sleeps all day"
    s = 0
    for i in range(int(sys.argv[1])):
        text = shifted(text, i % 5 + 1)
        s = (s * 31 + len(squeezed(text)) + ord(text[i % len(text)])) % 1000003
    print(s)


main()
