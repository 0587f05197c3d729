"""One master, 24 boards. The clock runs 400 times as fast: a minute of theirs takes 150 ms."""
import asyncio

OPPONENTS, PAIRS = 24, 4
FAST = 1 / 400
MASTER_MOVE, OPPONENT_MOVE = 5 * FAST, 55 * FAST


async def move(judit):               # Judit moves: there is one of her
    async with judit:
        await asyncio.sleep(MASTER_MOVE)


async def game(board, judit):
    for pair in range(PAIRS):
        await move(judit)
        await asyncio.sleep(OPPONENT_MOVE)      # the opponent thinks: this needs nobody
    return board


async def main():
    judit = asyncio.Lock()
    began = asyncio.get_running_loop().time()
    boards = await asyncio.gather(*(game(board, judit) for board in range(1, OPPONENTS + 1)))
    took = (asyncio.get_running_loop().time() - began) / FAST
    print(f"{len(boards)} games of {PAIRS} pairs of moves took {took / 60:.0f} minutes.")
    print(f"One after another they take {OPPONENTS * PAIRS} minutes.")


asyncio.run(main())
