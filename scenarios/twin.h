// What the three stories that stand in both languages need to stand in C++.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/scenario/scenario.h"
#include "engine/scenario/until.h"

namespace simul {

/// A story written in C++: what it declares, given the knobs as turned, and how its tasks begin.
class TwinStory : public Story {
  public:
    explicit TwinStory(ScenarioDescription description) : description_(std::move(description)) {}
    bool may_cancel() const override { return false; }

    const ScenarioDescription& description() const final { return description_; }
    Task start(TaskContext& task, std::string_view call) final;

  protected:
    virtual Task start_function(const std::string& name, std::int64_t argument) = 0;

    const Knob& knob(std::string_view name) const { return knob_named(description_.knobs, name); }
    ResourceId declare(ResourceDeclaration declaration);
    void speak(StoryWords words) { description_.words = std::move(words); }

  private:
    ScenarioDescription description_;
};

/// "game", 3: what a spawn asks for.
std::string packed_call(const char* function);
std::string packed_call(const char* function, std::int64_t argument);

/// As the word gather does: `futures` is the list of all, `number` that of the watch, which the first await (0) gives.
Operation gathered(TaskId future, std::string& futures, std::int64_t number);
std::string list_of(const std::vector<TaskId>& futures);

Knob count_knob(std::string name, double value, double min, double max, std::string text);
Knob seconds_knob(std::string name, double value, double min, double max, std::string text);
Knob choice_knob(std::string name, std::string value, std::vector<std::string> choices, std::string text);

/// Turns the knobs of a description; the error is the reader's.
Result<ScenarioDescription> turned(ScenarioDescription description, const KnobSettings& settings);

/// A scenario whose story is `TheStory`, made from `TheStory::describe()`.
template <class TheStory>
class TwinScenario final : public Scenario {
  public:
    Result<std::unique_ptr<Story>> load(const KnobSettings& knobs, std::uint64_t) const override {
        Result<ScenarioDescription> description = turned(TheStory::describe(), knobs);
        if (!description.ok()) return description.error();
        return std::unique_ptr<Story>(std::make_unique<TheStory>(std::move(description.value())));
    }
};

std::unique_ptr<Scenario> chess_exhibition_twin();
std::unique_ptr<Scenario> two_cashiers_twin();
std::unique_ptr<Scenario> lost_update_twin();

}  // namespace simul
