#include "app/workspace/model_words.h"

namespace simul::workspace {
namespace {

struct ModelWords {
    std::string_view title, python, manner, about;
};

// In the order of the list of models.
constexpr ModelWords kWords[] = {
    {"Sequential", "plain calls", "synchronous",
     "Plain function calls. spawn runs the function to its end before it returns; compute uses the one core, sleep "
     "blocks everything."},
    {"Threads", "threading, free-threaded", "",
     "threading.Thread in a free-threaded build (3.13t). compute uses a core and may be preempted, sleep blocks this "
     "thread alone."},
    {"Threads with a GIL", "threading", "",
     "threading.Thread. One lock must be held to run: compute holds it, a waiter of 5 ms forces it over, sleep gives "
     "it "
     "up."},
    {"Processes", "multiprocessing", "",
     "multiprocessing.Process. Each has its own copy of every variable; arguments and results travel as bytes."},
    {"Event loop", "asyncio", "asynchronous",
     "asyncio: one thread, coroutines, await. compute keeps the whole loop, sleep suspends this task and the loop goes "
     "on."},
    {"Thread pool", "ThreadPoolExecutor", "",
     "concurrent.futures.ThreadPoolExecutor. A task queues for one of a few threads; a worker that waits stays "
     "occupied."},
    {"Process pool", "ProcessPoolExecutor", "",
     "concurrent.futures.ProcessPoolExecutor. A task queues for one of a few processes, each with its own copies of "
     "the "
     "variables."},
};

const ModelWords& words_of(Model model) { return kWords[static_cast<std::size_t>(model)]; }

}  // namespace

std::string_view title_of(Model model) { return words_of(model).title; }
std::string_view python_of(Model model) { return words_of(model).python; }
std::string_view manner_of(Model model) { return words_of(model).manner; }
std::string_view about(Model model) { return words_of(model).about; }

}  // namespace simul::workspace
