// A story of a few lines for tests: functions by name, resources as listed.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "engine/run/settings.h"
#include "engine/scenario/operations.h"
#include "engine/scenario/scenario.h"
#include "engine/trace/trace.h"

namespace simul::testing {

using Arguments = std::vector<PlainValue>;
using Body = Task (*)(TaskContext&, Arguments);

class SmallStory : public Story {
  public:
    SmallStory() { description_.name = description_.title = "small"; }

    ResourceId add(ResourceKind kind, std::string name, std::int64_t number = 0);
    ResourceId add_variable(std::string name, std::int64_t initial, bool mmap);
    SmallStory& function(std::string name, Body body) {
        functions_[std::move(name)] = body;
        return *this;
    }

    const ScenarioDescription& description() const override { return description_; }
    ScenarioDescription& edit() { return description_; }
    bool may_cancel() const override { return may_cancel_; }
    /// Its tasks cancel each other.
    void cancels() { may_cancel_ = true; }
    Task start_main(TaskContext& task) override { return functions_.at("main")(task, {}); }
    Task start(TaskContext& task, std::string_view call) override;

  private:
    ScenarioDescription description_;
    bool may_cancel_ = false;
    std::map<std::string, Body, std::less<>> functions_;
};

/// Two tasks: one locks a, then b, the other b, then a; each unlocks in the opposite order.
SmallStory two_lockers();

/// Packs a call: `call("game", 3)`.
template <class... Values>
std::string call(std::string name, Values... values) {
    std::string packed;
    pack(PlainValue(std::move(name)), packed);
    (pack(PlainValue(std::int64_t{values}), packed), ...);
    return packed;
}

inline std::int64_t integer(const PlainValue& value) { return std::get<std::int64_t>(value.content); }

/// A simulated plan: model, cores, policy, quantum. A pool has as many workers as cores.
RunPlan simulated(Model model, std::uint32_t cores = 4, std::string policy = "fifo", Duration quantum = 1s);

/// When the mark was last set, in seconds; -1 if never.
double mark_of(const Trace& trace, std::string_view name);
Outcome outcome_of(const Trace& trace);
double end_of(const Trace& trace);
/// The trace as text, one event a line.
std::string text_of(const Trace& trace);

}  // namespace simul::testing
