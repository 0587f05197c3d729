"""Three processes count the words of a text, a line at a time; a line that is not answered in time is done again."""
import multiprocessing
import queue
import time
from collections import Counter

SLOW, DEAD = None, None              # the number of a machine that is slow, or dies
MACHINES, PATIENCE = 3, 0.2
TEXT = ["the early bird catches the worm", "many hands make light work", "the more the merrier", "all roads lead to rome",
        "the pen is mightier than the sword", "out of the frying pan into the fire", "the devil is in the detail",
        "a watched pot never boils", "it is the last straw that breaks the back of the camel",
        "too many cooks spoil the broth", "the squeaky wheel gets the grease", "all is well that ends well"]


def machine(me, tasks, inbox):
    while True:
        line = tasks.get()
        if me == DEAD:
            return
        time.sleep(PATIENCE * 2 if me == SLOW else 0.01)
        inbox.put((me, line, Counter(TEXT[line].split())))


def next_answer(inbox, due):
    """An answer, or nothing once a line is late."""
    try:
        return inbox.get(timeout=max(0, min(due.values(), default=0) - time.monotonic()))
    except queue.Empty:
        return None


def main():
    inbox, tasks = multiprocessing.Queue(), [multiprocessing.Queue() for _ in range(MACHINES)]
    for me in range(MACHINES):
        multiprocessing.Process(target=machine, args=(me, tasks[me], inbox), daemon=True).start()
    todo, idle, due = list(range(len(TEXT))), list(range(MACHINES)), {}
    answered, total = set(), Counter()
    while len(answered) < len(TEXT):
        while todo and idle:
            line = todo.pop(0)
            if line not in answered:
                tasks[idle.pop(0)].put(line)
                due[line] = time.monotonic() + PATIENCE
        answer = next_answer(inbox, due)
        if answer:
            me, line, counts = answer
            if line not in answered:         # else it was done twice, and is added already
                total += counts
            answered.add(line)
            due.pop(line, None)
            idle.append(me)
        for line in [line for line in due if due[line] <= time.monotonic()]:
            del due[line]
            todo.insert(0, line)
    print("the:", total["the"])


if __name__ == "__main__":
    main()
