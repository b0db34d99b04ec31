import sys


def table():
    t = []
    for n in range(256):
        c = n
        for _ in range(8):
            if c & 1 == 1:
                c = (c >> 1) ^ 0xEDB88320
            else:
                c = c >> 1
        t.append(c)
    return t


def crc(t, data):
    c = 0xFFFFFFFF
    for b in data:
        c = t[(c ^ b) & 0xFF] ^ (c >> 8)
    return c ^ 0xFFFFFFFF


def main():
    data = bytearray()
    for i in range(int(sys.argv[1])):
        data.append(i * 7 % 251)
    print(crc(table(), data))


main()
