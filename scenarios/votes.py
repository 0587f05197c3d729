"""Three voters and two candidates, in threads: what a voter keeps in memory is gone when it crashes, and it votes twice."""
import queue
import random
import threading
import time

REMEMBERS = "in memory"              # or "on disk", or "nothing"
TERM, CANDIDATES = 1, ("n1", "n2")


class Voter(threading.Thread):
    def __init__(self):
        super().__init__(daemon=True)
        self.requests, self.disk, self.memory = queue.Queue(), 0, 0

    def may_vote(self, term):
        last = {"on disk": self.disk, "in memory": self.memory, "nothing": 0}[REMEMBERS]
        if last >= term:
            return False
        self.disk = self.memory = term
        return True

    def run(self):
        while True:
            answer, term = self.requests.get()
            if answer is None:       # it crashes, and comes back
                self.memory = 0
            else:
                answer.put(self.may_vote(term))


def candidate(name, voters, elected):
    time.sleep(random.random() * 0.01)
    answers = queue.Queue()
    for voter in voters:
        voter.requests.put((answers, TERM))
    if sum(answers.get() for _ in voters) > len(voters) / 2:
        elected.append(name)


def main():
    voters, elected = [Voter() for _ in range(3)], []
    for voter in voters:
        voter.start()
    threads = [threading.Thread(target=candidate, args=(name, voters, elected)) for name in CANDIDATES]
    for thread in threads:
        thread.start()
    time.sleep(0.005)
    for voter in voters[1:]:
        voter.requests.put((None, 0))
    for thread in threads:
        thread.join()
    print(f"elected in term {TERM}: {', '.join(elected) or 'nobody'}")


if __name__ == "__main__":
    main()
