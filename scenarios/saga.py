"""A trip needs money and a seat, kept in two databases that share no transaction: each step has one that undoes it."""
import sqlite3

TRIPS, SEATS, UNDOES = 5, 3, True


class Refused(Exception):
    pass


def database():
    db = sqlite3.connect(":memory:", isolation_level=None)
    db.execute("CREATE TABLE rows (trip INTEGER PRIMARY KEY)")
    return db


def count(db):
    return db.execute("SELECT count(*) FROM rows").fetchone()[0]


def do(db, trip):
    db.execute("INSERT OR IGNORE INTO rows VALUES (?)", (trip,))     # asked for twice, it is done once


def undo(db, trip):
    db.execute("DELETE FROM rows WHERE trip = ?", (trip,))           # also what was never done


def reserve(db, trip):
    if count(db) >= SEATS:
        raise Refused
    do(db, trip)


def book(trip, steps):
    begun = []
    try:
        for step, db in steps:
            begun.append(db)
            step(db, trip)
    except Refused:
        for db in reversed(begun if UNDOES else []):
            undo(db, trip)


def main():
    bank, airline = database(), database()
    for trip in range(TRIPS):
        book(trip, [(do, bank), (reserve, airline)])
    print(f"{100 * count(bank)} € are paid, {count(airline)} seats are sold")


if __name__ == "__main__":
    main()
