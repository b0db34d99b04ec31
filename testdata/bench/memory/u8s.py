def main():
    v = []
    for i in range(5000000):
        v.append(i % 256)
    print(len(v))


main()
