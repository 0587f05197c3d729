"""Copying files: six files, and a disk that is full in the middle of the fifth copy."""
import errno
import os
import tempfile
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path


class knob:
    program = "careless"                         # or "stops", "careful"
    files = 6
    size = 1000                                  # KB in a file
    room = 4500                                  # KB of room for copies
    tasks = 1


class Folder:
    """A folder with so much room: what does not fit is not written, as on a full disk."""

    def __init__(self, path, room):
        self.path = Path(path)
        self.room = room
        self.one = threading.Lock()              # the disk does one thing at a time

    def write(self, name, content):
        with self.one:
            file = self.path / name
            file.write_bytes(b"")                # what was there before gives its room back
            free = self.room - sum(other.stat().st_size for other in self.path.iterdir())
            file.write_bytes(content[:free])
            if len(content) > free:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), name)

    def read(self, name):
        return (self.path / name).read_bytes()

    def copy(self, source, target):
        self.write(target, self.read(source))


size = knob.size * 1000


def copier(first):
    copied = 0
    for file in range(first, knob.files + 1, knob.tasks):
        try:
            disk.copy(f"file {file}", f"copy {file}")
        except OSError:
            if knob.program == "careful":
                disk.write(f"copy {file}", b"")  # takes the half copy away
            if knob.program != "careless":
                return copied
        copied += 1
    return copied


def size_of_copy(file):
    try:
        return len(disk.read(f"copy {file}"))
    except FileNotFoundError:
        return 0


def main():
    for file in range(1, knob.files + 1):
        disk.write(f"file {file}", bytes(size))
    with ThreadPoolExecutor(knob.tasks) as pool:
        said = sum(pool.map(copier, range(1, knob.tasks + 1)))
    print(f"{said} of {knob.files} files are copied")
    copies = [size_of_copy(file) for file in range(1, knob.files + 1)]
    half = sum(0 < copy < size for copy in copies)
    print(f"whole copies: {copies.count(size)}, half copies: {half}")


with tempfile.TemporaryDirectory() as folder:
    disk = Folder(folder, knob.files * size + knob.room * 1000)
    main()
