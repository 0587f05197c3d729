"""Rows of a bank: two machines pay into the same row of a database."""
import sqlite3
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor


class knob:
    how = "read, then write"                     # or "add in one statement", "under a lock"
    busy = "wait"                                # or "refuse"
    again = "nothing"                            # or "the write", "all"
    machines = 2
    deposits = 1
    latency = 0.02


guard = threading.Lock()


class Bank:
    """A connection to the database, whose answers take a while."""

    def __init__(self):
        self.connection = sqlite3.connect(path, timeout=5 if knob.busy == "wait" else 0, isolation_level=None)
        self.connection.execute("PRAGMA synchronous = OFF")     # a power cut would lose it, and it is quick

    def query(self):
        time.sleep(knob.latency)
        return self.connection.execute("SELECT balance FROM accounts").fetchone()[0]

    def execute(self, statement, value=None):
        self.connection.execute("BEGIN IMMEDIATE")
        time.sleep(knob.latency)
        self.connection.execute(statement, () if value is None else (value,))
        self.connection.execute("COMMIT")

    def set(self, value):
        self.execute("UPDATE accounts SET balance = ?", value)

    def add(self, value):
        self.execute("UPDATE accounts SET balance = balance + ?", value)


def insist(statement, *values):                  # tries again where it is refused, but not for ever
    for attempt in range(5):
        try:
            return statement(*values)
        except sqlite3.OperationalError:
            time.sleep(knob.latency / 2)
    statement(*values)


def change(statement, value):
    insist(statement, value) if knob.again == "the write" else statement(value)


def pay_in(bank, value):
    if knob.how == "add in one statement":
        change(bank.add, value)
    else:
        before = bank.query()
        change(bank.set, before + value)


def deposit(bank, value):
    insist(pay_in, bank, value) if knob.again == "all" else pay_in(bank, value)


def machine(number):
    paid = 0
    bank = Bank()
    for _ in range(knob.deposits):
        if knob.how == "under a lock":
            guard.acquire()
        try:
            deposit(bank, 10)
            paid += 10
        except sqlite3.OperationalError:         # it was refused, and the customer has the money
            pass
        if knob.how == "under a lock":
            guard.release()
    return paid


def main():
    bank = Bank()
    bank.execute("CREATE TABLE accounts (balance INTEGER)")
    bank.execute("INSERT INTO accounts VALUES (?)", 0)
    with ThreadPoolExecutor(knob.machines) as pool:
        paid = sum(pool.map(machine, range(1, knob.machines + 1)))
    print(f"paid in: {paid}, in the account: {bank.query()}")


with tempfile.NamedTemporaryFile(suffix=".db") as file:
    path = file.name
    main()
