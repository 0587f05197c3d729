"""Money goes from one account to the other and back. Each transfer locks both, always the lower number first.

As asked (first the account that gives) two transfers would wait for each other for ever: try it with order=AS_ASKED.
"""
import threading
import time

AS_ASKED, BY_NUMBER = "as asked", "by number"
account = {1: threading.Lock(), 2: threading.Lock()}
balance = {1: 100, 2: 100}


def transfer(number, order=BY_NUMBER):
    source, target = (2, 1) if number % 2 == 0 else (1, 2)
    first, second = (1, 2) if order == BY_NUMBER else (source, target)
    with account[first]:
        time.sleep(0.01)             # looking the second account up
        with account[second]:
            balance[source] -= 10 * number
            balance[target] += 10 * number


transfers = [threading.Thread(target=transfer, args=(number,)) for number in (1, 2)]
for each in transfers:
    each.start()
for each in transfers:
    each.join()
print(balance)
assert sum(balance.values()) == 200, "no money is lost"
