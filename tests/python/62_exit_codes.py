import multiprocessing as mp, os, signal, sys, time
def fine(): time.sleep(0.2); return 7
def fails(): raise ValueError("a pity")
def leaves(code): sys.exit(code)
def stays(): time.sleep(9)
def kills_itself(): os.kill(os.getpid(), signal.SIGKILL); print("never")
def begin(f, *arguments): p = mp.Process(target=f, args=arguments); p.start(); return p
def code_of(p): p.join(); return p.exitcode
mp.set_start_method("fork")
p = begin(fine)
print("runs", p.exitcode)
print("returned", code_of(p), "failed", code_of(begin(fails)))
for code in (0, 3, 256, -1): print("exit", code, code_of(begin(leaves, code)))
print("exit", code_of(begin(leaves, None)))
p = begin(stays)
p.kill()
print("killed", code_of(p), "itself", code_of(begin(kills_itself)))
p.kill()
print("again", p.exitcode)
