import sys


def picture(w, h):
    p = bytearray()
    for y in range(h):
        for x in range(w):
            p.append((x * x + y * 3) % 256)
    return p


def smooth(src, to, w, h):
    for y in range(1, h - 1):
        for x in range(1, w - 1):
            at = y * w + x
            around = src[at - 1] + src[at + 1] + src[at - w] + src[at + w]
            to[at] = (around + src[at] * 4) // 8


def main():
    size = int(sys.argv[1])
    a = picture(size, size)
    b = bytearray(a)
    for _ in range(2):
        smooth(a, b, size, size)
        smooth(b, a, size, size)
    shades = [0] * 256
    for x in a:
        shades[x] += 1
    s = 0
    for i in range(256):
        s = (s * 31 + shades[i]) % 1000003
    print(s)


main()
