#include "scenarios/twin.h"

#include <utility>

#include "engine/scenario/operations.h"

namespace simul {

Task TwinStory::start(TaskContext&, std::string_view call) {
    const PlainValue function = unpack(call);
    const PlainValue argument = call.empty() ? PlainValue() : unpack(call);
    const auto* number = std::get_if<std::int64_t>(&argument.content);
    return start_function(std::get<std::string>(function.content), number ? *number : 0);
}

ResourceId TwinStory::declare(ResourceDeclaration declaration) {
    description_.resources.push_back(std::move(declaration));
    return static_cast<ResourceId>(description_.resources.size() - 1);
}

std::string packed_call(const char* function) {
    Packed call;
    pack(PlainValue(std::string(function)), call);
    return call;
}

std::string packed_call(const char* function, std::int64_t argument) {
    Packed call = packed_call(function);
    pack(PlainValue(argument), call);
    return call;
}

Operation gathered(TaskId future, std::string& futures, std::int64_t number) {
    Operation next = operations::await(future);
    next.text = &futures;
    watch(next, Until::a_failure, number);
    return next;
}

std::string list_of(const std::vector<TaskId>& futures) {
    std::string list;
    for (const TaskId future : futures) append_future(list, future);
    return list;
}

static Knob number_knob(KnobKind kind, std::string name, double value, double min, double max, std::string text) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = kind;
    knob.number = value;
    knob.min = min;
    knob.max = max;
    knob.text = std::move(text);
    return knob;
}

Knob count_knob(std::string name, double value, double min, double max, std::string text) {
    return number_knob(KnobKind::count, std::move(name), value, min, max, std::move(text));
}

Knob seconds_knob(std::string name, double value, double min, double max, std::string text) {
    return number_knob(KnobKind::duration, std::move(name), value, min, max, std::move(text));
}

Knob choice_knob(std::string name, std::string value, std::vector<std::string> choices, std::string text) {
    Knob knob;
    knob.name = std::move(name);
    knob.kind = KnobKind::choice;
    knob.text_value = std::move(value);
    knob.choices = std::move(choices);
    knob.text = std::move(text);
    return knob;
}

Result<ScenarioDescription> turned(ScenarioDescription description, const KnobSettings& settings) {
    if (Result<void> done = turn(description.knobs, settings); !done.ok()) return done.error();
    return description;
}

}  // namespace simul
