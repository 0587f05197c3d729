"""Split the work: a picture in parts, which workers take from a queue."""
import time
from concurrent.futures import ProcessPoolExecutor

SECOND = 0.01                                    # of the story, in seconds of this computer


class knob:
    parts = 4
    workers = 4
    picture = "uneven"                           # or "even"
    job = 10
    serial = 10                                  # percent that main must do alone, first


share = knob.serial / 100


def compute(seconds):
    end = time.process_time() + seconds * SECOND
    while time.process_time() < end:
        pass


def work_above(height):                          # of all the picture, height from 0 to 1
    return height if knob.picture == "even" else height * height


def do_part(part):
    compute(knob.job * (1 - share) * (work_above(part / knob.parts) - work_above((part - 1) / knob.parts)))
    return 1


def main():
    compute(knob.job * share)                    # prepare: nobody can help
    with ProcessPoolExecutor(knob.workers) as workers:
        done = sum(workers.map(do_part, range(1, knob.parts + 1)))
    print(f"{done} parts are done by {knob.workers} workers")


if __name__ == "__main__":
    main()
