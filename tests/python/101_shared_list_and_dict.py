import threading

ages, list_, board = {"Ada": 36}, [5, 7], [[1, 2], [3, 4]]


def note(name, age):
    ages[name] = age
    list_.append(age)


def plays(to, table):
    board[0][1] = to
    table["played"] = True


tasks = [threading.Thread(target=note, args=("Bob", 41)), threading.Thread(target=plays, args=(9, ages))]
for task in tasks:
    task.start()
    task.join()
print(ages["Ada"], ages["Bob"], ages["played"], ages.get("Eve"), len(list_), list_[2])
print(board[0][1], board[1][0], len(board))
del ages["played"]
for name in sorted(ages):
    print(name, ages[name])
for place, x in enumerate(list_):
    print(place + 1, x)
list_.insert(0, "first")
print(list_.pop(0), list_.pop(), len(list_))
list_[0] += 1
print(list_[0])
