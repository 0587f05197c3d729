"""Two generals, each a process: messages over pipes, of which some are caught. How often does one attack alone?"""
import multiprocessing
import random

MESSAGES, LOSS, NIGHTS = 3, 0.2, 100


def general(first, other, reports, seed):
    chance = random.Random(seed)
    for _ in range(NIGHTS):
        attacks = True
        for number in range(1, MESSAGES + 1):
            if (number % 2 == 1) == first:
                # None stands for a messenger who was caught, and for those who then are not sent.
                other.send(number if attacks and chance.random() >= LOSS else None)
            elif other.recv() is None:
                attacks = False
        reports.send(attacks)


def main():
    west, east = multiprocessing.Pipe()
    from_west, to_historian_1 = multiprocessing.Pipe(duplex=False)
    from_east, to_historian_2 = multiprocessing.Pipe(duplex=False)
    for arguments in ((True, west, to_historian_1, 1), (False, east, to_historian_2, 2)):
        multiprocessing.Process(target=general, args=arguments).start()
    nights = [from_west.recv() + from_east.recv() for _ in range(NIGHTS)]
    print(f"both: {nights.count(2)}, alone: {nights.count(1)}, neither: {nights.count(0)}")
    print(f"expected alone: {NIGHTS * LOSS * (1 - LOSS) ** (MESSAGES - 1):.1f}")


if __name__ == "__main__":
    main()
