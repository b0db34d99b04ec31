def main():
    m = {}
    for i in range(300000):
        m[f"key {i}"] = f"value {i}"
    print(len(m))


main()
