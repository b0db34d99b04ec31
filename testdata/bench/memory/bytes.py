def main():
    b = bytearray()
    for i in range(100000000):
        b.append(i % 251)
    print(len(b))


main()
