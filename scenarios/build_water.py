"""Build water: atoms come one by one, and continue in threes that make a molecule."""
import threading

SECOND = 0.1                                     # of the story, in seconds of this computer


class knob:
    gate = "places and barrier"                  # or "barrier only"
    molecules = 2
    apart = 0.5


places = {"H": threading.Semaphore(2), "O": threading.Semaphore(1)}
bond = threading.Barrier(3)
counting = threading.Lock()
gone = 0                                         # atoms behind the barrier
hydrogens = [0] * knob.molecules


def atom(kind):
    global gone
    if knob.gate == "places and barrier":
        places[kind].acquire()
    bond.wait()
    with counting:
        hydrogens[gone // 3] += kind == "H"
        gone += 1
    if knob.gate == "places and barrier":
        places[kind].release()


def main():
    kinds = "HH" * knob.molecules + "O" * knob.molecules
    atoms = [threading.Timer(knob.apart * SECOND * n, atom, args=(kind,)) for n, kind in enumerate(kinds)]
    for thread in atoms:
        thread.start()
    for thread in atoms:
        thread.join()
    for molecule, count in enumerate(hydrogens, start=1):
        print(f"molecule {molecule} has {count} hydrogens")


main()
