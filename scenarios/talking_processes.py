"""Main asks, another process answers: all that they say goes through two pipes, pickled."""
import multiprocessing
import time

QUESTIONS, THINKING = 6, 0.02


def partner(asked, answered):
    while (question := asked.recv()) is not None:
        time.sleep(THINKING)         # stands for the calculation
        answered.send({"number": question["number"], "square": question["number"] ** 2})
    answered.close()


def main():
    asked, to_answer = multiprocessing.Pipe()
    answers, answered = multiprocessing.Pipe(duplex=False)
    other = multiprocessing.Process(target=partner, args=(to_answer, answered))
    other.start()
    for number in range(1, QUESTIONS + 1):
        asked.send({"number": number})
        answer = answers.recv()
        print(answer["number"], "times", answer["number"], "is", answer["square"])
    asked.send(None)                 # nobody will ask again
    other.join()


if __name__ == "__main__":
    main()
