// What exploring a story has found: how many orders there are, and what comes of them.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/variables.h"
#include "engine/base/big_count.h"
#include "engine/base/conductor.h"
#include "engine/base/words.h"
#include "engine/trace/trace.h"

namespace simul {

/// One run that leads somewhere, the shortest that is known; of these, with the fewest switches.
struct Example {
    std::vector<TaskId> choices;
    /// After the last choice all is as it was after so many: from there the run goes round for ever.
    std::optional<std::size_t> round_from = std::nullopt;

    std::size_t switches() const;
    /// Fewer steps, then fewer switches.
    bool is_shorter_than(const Example& other) const;
};

/// A story that can be run from its beginning as often as one likes, conducted.
class Explored {
  public:
    struct End {
        bool cut = false;  ///< by the conductor
        StateHash state;
    };
    virtual End run(Conductor& conductor) = 0;
    virtual std::unique_ptr<Trace> record(const Example& example) = 0;
    /// From now on states differ when a mark was set more often in one of them.
    virtual void tell_marks_apart() = 0;

  protected:
    ~Explored() = default;
};

/// When to leave off. What was found until then is kept.
struct Bounds {
    std::size_t steps = 10'000;                     ///< of one run; a longer one is not followed to its end
    std::size_t bytes = std::size_t{1} << 30;       ///< for states
    std::function<std::string()> enough = nullptr;  ///< asked now and then: why to leave off, empty to continue
};

/// Whether it is to be asked within a run too: one that is long can take longer than all may.
inline bool asks_within_run(const Decision& decision) { return decision.step % 64 == 63; }

/// What went wrong in a run, so that it is the same in every run in which it does.
struct Fault {
    FindingKind kind{};
    std::uint16_t line = 0;  ///< of an expectation, or a failure
    std::string text;        ///< of an expectation its sentence, of a failure the task and its error; else empty
    friend bool operator==(const Fault&, const Fault&) = default;
    friend auto operator<=>(const Fault&, const Fault&) = default;
};

/// What a run may come to.
struct ExploredResult {
    Outcome outcome{};
    std::vector<std::pair<std::string, ShownCell>> variables;
    std::vector<Fault> faults;  ///< in order, each once; a data race is none: other orders come to the same without it
    bool fails = false;         ///< there are faults: this is not what the story wants
    BigCount count;             ///< of the orders that lead here
    Example example;
};

struct ExploredFinding {
    FindingKind kind{};
    std::string text;
    std::uint16_t line = 0;
    std::vector<TaskId> tasks;  ///< by number
    BigCount count;             ///< means nothing for a data race: it is no property of the state that orders lead to
    Example example;
    std::string subject;  ///< tells it from others of its kind at the same line
};

struct Exploration {
    /// Of orders from the beginning to an end; in a search, of those that were run. Orders that differ only in how
    /// often they come back to a state that they were in, and how they do so, are one.
    BigCount interleavings;
    bool goes_round = false;  ///< there are orders that come back to a state that they were in
    std::size_t distinct_states = 0;
    std::vector<ExploredResult> results;  ///< those that fail first, the shortest first; then the most frequent first
    std::vector<ExploredFinding> findings;
    bool complete = false;
    std::string left_off;  ///< why it is not complete
    std::size_t runs = 0;  ///< that were needed
    BigCount falls_short;  ///< of the orders whose end is not as it is to be
    Example short_example;
};

/// What is to hold of the trace of a run that is over.
using EndCheck = std::function<bool(const Trace&)>;

/// All orders. Equal states are merged: what can follow is explored once, and counted as often as it is reached. So
/// `check` may ask for what is equal in equal states: findings but data races, outcome, variables, marks, endings. A
/// circle of states that nobody can leave is an end, too: a livelock. `helpers`: the same story, loaded once more for
/// each thread that helps; what is found is the same.
Exploration explore(Explored& story, const Bounds& bounds, const EndCheck& check = nullptr,
                    std::span<Explored* const> helpers = {});

struct Walked;
/// Of all that was walked through (walk.h), by whomever: what `explore` says of it.
Exploration exploration_of(Explored& story, const Bounds& bounds, Walked walked);

/// One order of each class: of orders that differ only in steps which may change places, one is run to its end. Finds
/// every result that all orders have, and every deadlock and expectation that is broken; `interleavings` counts the
/// classes.
Exploration explore_reduced(Explored& story, const Bounds& bounds);

/// `count` runs, each by its own conductor: for stories with too many orders.
Exploration search(Explored& story, std::size_t count,
                   const std::function<std::unique_ptr<Conductor>(std::size_t run)>& conductor, const Bounds& bounds);

}  // namespace simul
