"""Raft as small as it can be: elections, and a log of one entry. A call is a message and its answer."""

VOTES_FOR = "who is up to date"      # or "anybody"
CUT = {("n1", "n3"), ("n3", "n1")}   # who does not hear whom


class Machine:
    def __init__(self, name, cluster):
        self.name, self.cluster = name, cluster
        self.term, self.voted, self.entry = 0, None, (0, None)       # the entry: its term, and its value

    def follows(self, term):
        if term > self.term:
            self.term, self.voted = term, None
        return term == self.term

    def votes(self, term, candidate, last):
        if not self.follows(term) or self.voted not in (None, candidate):
            return False
        if last < self.entry[0] and VOTES_FOR == "who is up to date":
            return False
        self.voted = candidate
        return True

    def append(self, term, entry):
        if self.follows(term):
            self.entry = entry
        return term == self.term

    def others(self):
        return [other for other in self.cluster if other is not self and (self.name, other.name) not in CUT]

    def stand(self):
        """What the log was when it was elected; nothing, if it was not."""
        self.term, self.voted = self.term + 1, self.name
        if 1 + sum(other.votes(self.term, self.name, self.entry[0]) for other in self.others()) < 2:
            return None
        return self.entry

    def replicate(self):
        """Whether its entry is committed now."""
        if self.entry[1] is None:
            self.entry = (self.term, self.name)
        have = 1 + sum(other.append(self.term, self.entry) for other in self.others())
        return have >= 2 and self.entry[0] == self.term


def main():
    cluster = []
    n1, n2, n3 = (Machine(name, cluster) for name in ("n1", "n2", "n3"))
    cluster.extend((n1, n2, n3))
    n1.stand()
    print(f"n1 leads in term {n1.term}, its entry is", "committed" if n1.replicate() else "not committed")
    for _ in range(2):               # the first time, it has not heard of the term of n1
        elected = n3.stand()
        print(f"n3 stands in term {n3.term}:", "refused" if elected is None else f"elected with {elected[1] or 'nothing'}")
        if elected:
            n3.replicate()
            break
    print("n2 has the entry of", n2.entry[1])


if __name__ == "__main__":
    main()
