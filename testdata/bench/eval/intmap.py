import sys


def main():
    size = int(sys.argv[1])
    m = {}
    for i in range(size):
        m[i * 7919 % 1000003] = i
    s = 0
    for i in range(size):
        v = m.get(i)
        if v is not None:
            s = (s + v) % 1000003
            m[i] = v + 1
        else:
            s += 1
    for i in range(size):
        k = i * 7919 % 1000003
        if k % 3 == 0:
            m.pop(k, None)
        elif k in m:
            s = (s + m.get(k, 0)) % 1000003
    print(s * 1000 + len(m) % 1000)


main()
