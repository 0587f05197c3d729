#include "tests/support/small_story.h"

#include "engine/trace/task_names.h"
#include "engine/trace/text_form.h"

namespace simul::testing {

ResourceId SmallStory::add(ResourceKind kind, std::string name, std::int64_t number) {
    ResourceDeclaration declaration;
    declaration.kind = kind;
    declaration.name = std::move(name);
    declaration.initial = Cell::integer(number);
    if (kind != ResourceKind::semaphore) declaration.capacity = number;
    description_.resources.push_back(declaration);
    return static_cast<ResourceId>(description_.resources.size() - 1);
}

ResourceId SmallStory::add_variable(std::string name, std::int64_t initial, bool mmap) {
    const ResourceId id = add(ResourceKind::variable, std::move(name), initial);
    description_.resources.back().mmap = mmap;
    return id;
}

Task SmallStory::start(TaskContext& task, std::string_view call) {
    const std::string name = std::get<std::string>(unpack(call).content);
    Arguments arguments;
    while (!call.empty()) arguments.push_back(unpack(call));
    return functions_.at(name)(task, std::move(arguments));
}

namespace {

Task lock_both(TaskContext&, Arguments arguments) {
    constexpr ResourceId kA{0}, kB{1};
    const bool turned = integer(arguments[0]) == 2;
    const ResourceId first = turned ? kB : kA, second = turned ? kA : kB;
    co_await operations::lock(first);
    co_await operations::lock(second);
    co_await operations::unlock(second);
    co_await operations::unlock(first);
}

Task lock_both_twice(TaskContext&, Arguments) {
    std::string one = call("lock_both", 1), two = call("lock_both", 2);
    co_await operations::spawn(one);
    co_await operations::spawn(two);
}

}  // namespace

SmallStory two_lockers() {
    SmallStory story;
    story.add(ResourceKind::mutex, "a");
    story.add(ResourceKind::mutex, "b");
    story.function("lock_both", lock_both).function("main", lock_both_twice);
    return story;
}

RunPlan simulated(Model model, std::uint32_t cores, std::string policy, Duration quantum) {
    RunPlan plan;
    plan.model = model;
    plan.clock = Clock::simulated;
    plan.cores = uses_one_core(model) ? 1 : cores;
    plan.workers = cores;
    plan.policy = std::move(policy);
    plan.quantum = quantum;
    return plan;
}

double mark_of(const Trace& trace, std::string_view name) {
    double at = -1;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::mark && trace.text_of(i) == name) at = seconds_of(trace[i].time);
    return at;
}

Outcome outcome_of(const Trace& trace) { return static_cast<Outcome>(trace[trace.size() - 1].value); }

double end_of(const Trace& trace) { return seconds_of(trace[trace.size() - 1].time); }

std::string text_of(const Trace& trace) {
    TaskNames names;
    std::string text;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        names.take(trace, i);
        text += text_form(trace, i, names) + "\n";
    }
    return text;
}

}  // namespace simul::testing
