// How a story speaks of itself: data of its file, kept in the trace, so that a recording speaks the same words.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace simul {

/// What a task does while it is in one state.
struct StateWords {
    std::string sentence;  ///< "Judit moves at {}": {} is the task's name, "board 19"
    std::string label;     ///< "opponents think": follows a number, and stands in legends
    std::string single;    ///< "opponent thinks": follows the number 1; empty: the label does
    friend bool operator==(const StateWords&, const StateWords&) = default;
};

/// What a task does in the operation of one line.
struct LineWords {
    std::string text;  ///< that stands in the line: "sleep(knob.eating)"
    StateWords words;
    friend bool operator==(const LineWords&, const LineWords&) = default;
};

/// The tasks of one function. What is empty is said in Simul's own words.
struct TaskWords {
    std::string function;  ///< "game"
    std::string name;      ///< "board": the task `game 3` is called "board 3"
    std::string woken;     ///< "the opponent at {} replied": what ends its sleep
    StateWords running, ready, blocked, asleep, done;
    StateWords interrupted;        ///< ready again, in the middle of a compute
    StateWords wants_lock;         ///< waits for the global lock
    StateWords wants_worker;       ///< waits for a worker of the pool
    StateWords failed, cancelled;  ///< has ended so
    std::vector<LineWords> at{};   ///< more precise than `running`, `blocked` and `asleep`
    friend bool operator==(const TaskWords&, const TaskWords&) = default;
};

struct StoryWords {
    std::string scene;  ///< "hall", "shop"; empty: the workshop, which serves every story
    std::vector<TaskWords> tasks;
    std::vector<std::pair<std::string, std::string>> why;  ///< a mark, and the sentence why it is when it is
    /// What the story tells its scene, by name, as text: "boards" "24".
    std::vector<std::pair<std::string, std::string>> bindings;
    friend bool operator==(const StoryWords&, const StoryWords&) = default;
};

}  // namespace simul
