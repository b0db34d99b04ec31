import sys
from dataclasses import dataclass


class Empty(Exception):
    pass


class Digit(Exception):
    def __init__(self, c):
        self.c = c


class TooLarge(Exception):
    def __init__(self, n, at):
        self.n = n
        self.at = at


@dataclass
class Number:
    n: int


class Nothing:
    pass


NOTHING = Nothing()


def digit(c):
    if 48 <= c <= 57:
        return c - 48
    raise Digit(c)


def number(s):
    if not s:
        raise Empty
    n = 0
    for i in range(len(s)):
        n = n * 10 + digit(ord(s[i]))
        if n > 99999:
            raise TooLarge(n, i)
    return n


def sign(s):
    if s == "-":
        return None
    n = number(s)
    return NOTHING if n == 0 else Number(n)


def weigh(s):
    try:
        t = sign(s)
    except Empty:
        return 3
    except Digit as e:
        return e.c
    except TooLarge as e:
        return e.n % 100 + e.at
    if t is None:
        return 2
    if t is NOTHING:
        return 1
    return t.n - 5000 if t.n > 5000 else t.n


def main():
    texts = ["1234", "77", "x1", "12x", "", "-", "999999", "0", "8123", "56789"]
    s = 0
    for i in range(int(sys.argv[1])):
        s = (s * 3 + weigh(texts[i % 10])) % 1000003
    print(s)


main()
