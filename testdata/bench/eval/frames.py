import sys


def chunk(turn):
    data = bytearray()
    for k in range(40):
        n = (turn * 31 + k * 17) % 60 + 4
        data.append(n // 256)
        data.append(n % 256)
        for i in range(n):
            data.append((turn + i) % 256)
    return data


def total(payload):
    s = 0
    for b in payload:
        s = (s * 31 + b) % 1000003
    return s


def main():
    buf = bytearray()
    got = s = 0
    for turn in range(int(sys.argv[1])):
        buf += chunk(turn)
        while len(buf) >= 2:
            n = buf[0] * 256 + buf[1]
            if len(buf) < n + 2:
                break
            s = (s + total(buf[2:n + 2])) % 1000003
            got += 1
            buf = buf[n + 2:]
    print(s * 1000 + got % 1000)


main()
