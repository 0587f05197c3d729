"""A shop sends orders to a bank in datagrams, some of which are lost: booked once, twice, or not at all."""
import multiprocessing
import random
import socket

ORDERS, LOSS, TIMEOUT = 10, 0.3, 0.02
SENDS = "until confirmed"            # or "once", or "with a key"


def send(sock, number, to, chance):
    if chance.random() >= LOSS:      # else the network has lost it, and nobody is told
        sock.sendto(str(number).encode(), to)


def bank(sock, booked):
    chance, known = random.Random(1), set()
    while True:
        number, shop = sock.recvfrom(100)
        if number not in known or SENDS != "with a key":
            booked.value += 10
        known.add(number)
        send(sock, int(number), shop, chance)


def hears_of(sock, number):
    try:
        while int(sock.recv(100)) != number:
            pass                     # a confirmation of an order before it says nothing
        return True
    except TimeoutError:
        return False


def main():
    at_bank, at_shop = (socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2))
    at_bank.bind(("127.0.0.1", 0))
    at_shop.bind(("127.0.0.1", 0))
    at_shop.settimeout(TIMEOUT)
    booked = multiprocessing.Value("i", 0, lock=False)
    multiprocessing.Process(target=bank, args=(at_bank, booked), daemon=True).start()
    chance = random.Random(2)
    for number in range(ORDERS):
        while True:
            send(at_shop, number, at_bank.getsockname(), chance)
            if hears_of(at_shop, number) or SENDS == "once":
                break
    print(f"{ORDERS * 10} € were ordered, {booked.value} € are booked")


if __name__ == "__main__":
    main()
