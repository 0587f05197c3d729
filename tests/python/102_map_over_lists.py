from concurrent.futures import ThreadPoolExecutor


def times(a, b):
    return a * b


def joined(*words):
    return "-".join(words)


with ThreadPoolExecutor(2) as pool:
    print(list(pool.map(times, [1, 2, 3], [4, 5])))
    print(list(pool.map(joined, ["a", "b"], ["c", "d"], ["e", "f"])))
    print(list(pool.map(times, [], [4, 5])))
