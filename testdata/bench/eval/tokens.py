import sys

WORD, NUMBER, SIGN, END = range(4)


def letter(c):
    return "a" <= c <= "z" or c == "_"


def figure(c):
    return "0" <= c <= "9"


class Lexer:
    def __init__(self, text):
        self.text = text
        self.at = 0

    def peek(self):
        return self.text[self.at] if self.at < len(self.text) else ""

    def next(self):
        while self.peek() == " " or self.peek() == "\n":
            self.at += 1
        c = self.peek()
        if not c:
            return END, None
        start = self.at
        if letter(c):
            while letter(self.peek()) or figure(self.peek()):
                self.at += 1
            return WORD, self.text[start:self.at]
        if figure(c):
            n = 0
            while figure(self.peek()):
                n = (n * 10 + ord(self.peek()) - 48) % 1000003
                self.at += 1
            return NUMBER, n
        self.at += 1
        return SIGN, ord(c)


def main():
    s = 0
    for i in range(int(sys.argv[1])):
        lexer = Lexer(f"let total_{i} = (a1 + {i * 37}) * rate - offset[{i % 10}];\n  if x >= 10 {{ y = y / 2; }}")
        while True:
            kind, v = lexer.next()
            if kind == WORD:
                s = s * 7 + len(v)
            elif kind == NUMBER:
                s = s * 3 + v
            elif kind == SIGN:
                s += v
            else:
                break
            s %= 1000003
    print(s)


main()
