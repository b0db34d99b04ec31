import sys


def program():
    return [
        0, 0,
        3, 1,
        8, 24,
        3, 0,
        3, 1,
        3, 1,
        5, 0,
        4, 0,
        1, 1009,
        6, 0,
        2, 0,
        3, 1,
        1, -1,
        4, 0,
        2, 1,
        7, 0,
        9, 0,
    ]


def execute(code, n):
    vars = [0, n]
    stack = []
    at = 0
    while True:
        x = code[at + 1]
        op = code[at]
        at += 2
        if op == 0:
            pass
        elif op == 1:
            stack.append(x)
        elif op == 2:
            vars[x] = stack.pop()
        elif op == 3:
            stack.append(vars[x])
        elif op == 4:
            b = stack.pop()
            a = stack.pop()
            stack.append(a + b)
        elif op == 5:
            b = stack.pop()
            a = stack.pop()
            stack.append(a * b)
        elif op == 6:
            b = stack.pop()
            a = stack.pop()
            stack.append(a % b)
        elif op == 7:
            at = x
        elif op == 8:
            if stack.pop() == 0:
                return vars[0]
        else:
            raise ValueError("no such instruction")


print(execute(program(), int(sys.argv[1])))
