"""Ann asks, Bob answers, each a process with a clock of its own; a board sorts what they wrote by it, or by counts."""
import multiprocessing
import time

QUESTIONS, THINK, BEHIND = 5, 0.01, 10.0


def publish(board, colleague, post):
    board.put(post)
    colleague.put(post)


def ann(board, asked, replied):
    lamport = 0
    for number in range(QUESTIONS):
        time.sleep(THINK)
        lamport += 1
        publish(board, asked, ("question", number, time.time(), lamport))
        lamport = max(lamport, replied.get()[3]) + 1


def bob(board, asked, replied):
    lamport = 0
    for number in range(QUESTIONS):
        lamport = max(lamport, asked.get()[3]) + 1
        time.sleep(THINK)
        lamport += 1
        publish(board, replied, ("answer", number, time.time() - BEHIND, lamport))


def swapped(posts):
    """How many answers stand before their question."""
    seen, count = set(), 0
    for what, number, _, _ in posts:
        if what == "question":
            seen.add(number)
        elif number not in seen:
            count += 1
    return count


def main():
    queues = [multiprocessing.Queue() for _ in range(3)]
    for function in (ann, bob):
        multiprocessing.Process(target=function, args=queues).start()
    posts = [queues[0].get() for _ in range(2 * QUESTIONS)]
    by_clock = swapped(sorted(posts, key=lambda post: post[2]))
    by_count = swapped(sorted(posts, key=lambda post: post[3]))
    print(f"answers before their question: {by_clock} by their clocks, {by_count} by Lamport's")


if __name__ == "__main__":
    main()
