import multiprocessing

own = {"n": 1}


def adds(every):
    own["n"] += 1
    every["n"] += 1
    print(own["n"], every["n"], flush=True)


if __name__ == "__main__":
    context = multiprocessing.get_context("fork")
    with context.Manager() as manager:
        every = manager.dict(n=1)
        own["n"] = 5
        for _ in range(2):
            process = context.Process(target=adds, args=(every,))
            process.start()
            process.join()
        print(own["n"], every["n"])
