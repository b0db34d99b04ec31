def main():
    v = []
    for i in range(5000000):
        v.append(i)
    print(len(v))


main()
