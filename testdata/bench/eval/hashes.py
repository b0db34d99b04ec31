import sys

MASK = 0xFFFFFFFF


def mixed(x):
    h = x
    h = h ^ (h >> 16)
    h = h * 0x45D9F3B & MASK
    h = h ^ (h >> 15)
    h = h + (h << 7) & MASK
    return h ^ (h >> 11)


def rotated(x, n):
    return (x << n & MASK) | (x >> (32 - n))


def stepped(state):
    x = state
    x = x ^ (x << 13 & MASK)
    x = x ^ (x >> 17)
    return x ^ (x << 5 & MASK)


def signed(a, b):
    return (int(a / 3) + b % 1000) * 2 - (a & 255) + (b >> 9)


def main():
    state, total, low = 2463534242, 0, 0
    for _ in range(int(sys.argv[1])):
        state = stepped(state)
        total = rotated(total ^ mixed(state), 5)
        low = signed(int(low / 4), state & 65535)
    print(total + low)


main()
