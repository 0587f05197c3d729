// The limit for exploring: coroutines that do the same operations on plain memory, in every order, and no engine.
#pragma once

#include <array>
#include <coroutine>
#include <cstddef>
#include <utility>
#include <vector>

namespace simul::bench {

/// One order after another: at each step the first choice that was not tried yet.
class OrderCounter {
  public:
    std::size_t choose(std::size_t step, std::size_t choices) {
        if (step == path_.size()) path_.emplace_back(0, choices);
        return path_[step].first;
    }
    /// False: all were tried.
    bool turn_back() {
        while (!path_.empty() && path_.back().first + 1 == path_.back().second) path_.pop_back();
        if (path_.empty()) return false;
        ++path_.back().first;
        return true;
    }

  private:
    std::vector<std::pair<std::size_t, std::size_t>> path_;  ///< chosen, of how many
};

/// A task that stands before each of its operations.
struct BareTask {
    struct promise_type {
        BareTask get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_always final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() {}
    };
    std::coroutine_handle<promise_type> body;
};

inline BareTask bare_increment(int* counter, int times) {
    for (int i = 0; i < times; ++i) {
        co_await std::suspend_always{};
        const int seen = *counter;
        co_await std::suspend_always{};
        *counter = seen + 1;
    }
}

/// Two tasks with three increments each. Returns how many orders there were.
inline std::size_t bare_increments() {
    OrderCounter orders;
    std::size_t count = 0;
    do {
        int counter = 0;
        const std::array<BareTask, 2> tasks = {bare_increment(&counter, 3), bare_increment(&counter, 3)};
        for (const BareTask& task : tasks) task.body.resume();
        for (std::size_t step = 0;; ++step) {
            std::array<std::size_t, 2> enabled{};
            std::size_t able = 0;
            for (std::size_t i = 0; i < tasks.size(); ++i)
                if (!tasks[i].body.done()) enabled[able++] = i;
            if (able == 0) break;
            tasks[enabled[orders.choose(step, able)]].body.resume();
        }
        for (const BareTask& task : tasks) task.body.destroy();
        ++count;
    } while (orders.turn_back());
    return count;
}

}  // namespace simul::bench
