"""Runs a program whose threads and processes print whole lines: print() itself writes each word for itself, so that
lines that are printed at the same instant mix. whole_lines.py PROGRAM"""
import builtins
import os
import runpy
import sys


def print_line(*words, sep=" ", end="\n", file=None, flush=False):
    out = file or sys.stdout
    out.write(sep.join(map(str, words)) + end)
    if flush:
        out.flush()


builtins.print = print_line
del sys.argv[0]
sys.path[0] = os.path.dirname(os.path.abspath(sys.argv[0]))
runpy.run_path(sys.argv[0], run_name="__main__")
