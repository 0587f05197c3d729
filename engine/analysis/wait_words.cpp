#include "engine/analysis/wait_words.h"

#include <fmt/format.h>

#include <algorithm>

namespace simul {
namespace {

/// Whom or what a blocked task waits for, without the place where it asked.
std::string what_is_missing(const TaskState& state, const ResourceInfo& resource) {
    const bool is_pool = resource.line == 0 && resource.kind == ResourceKind::semaphore && resource.name == "pool";
    if (is_pool) return "for a worker of the pool";
    switch (resource.kind) {
        case ResourceKind::mutex:
            return fmt::format("for {}", resource.name);
        case ResourceKind::semaphore:
            return fmt::format("for a permit of {}", resource.name);
        case ResourceKind::condition:
            return fmt::format("for somebody to notify {}", resource.name);
        case ResourceKind::barrier:
            return fmt::format("for the others at {}", resource.name);
        case ResourceKind::event:
            return fmt::format("for {} to be set", resource.name);
        case ResourceKind::channel:
            return fmt::format("for {} {}", state.operation == EventKind::send ? "room in" : "a message from",
                               resource.name);
        case ResourceKind::variable:
        case ResourceKind::device:
            break;
    }
    return fmt::format("for {}", resource.name);
}

std::string holder_in_words(const Moment& moment, TaskId waiter, const TaskNames& names) {
    const ResourceId resource = moment.task(waiter).state.resource;
    if (moment.header().resources[index_of(resource)].kind != ResourceKind::mutex) return {};
    const TaskId owner = moment.resource(resource).owner;
    if (owner == waiter) return ", which it holds itself";
    return fmt::format(", which {} holds", names.clear_name_of(owner));
}

}  // namespace

std::string wait_in_words(const Moment& moment, TaskId task, const TaskNames& names) {
    const TaskMoment& waiter = moment.task(task);
    const std::string line = line_in_words(waiter.line);
    if (waiter.state.resource == kNoResource)
        return fmt::format("waits for {} to end{}", names.clear_name_of(waiter.state.other), line);
    const ResourceInfo& resource = moment.header().resources[index_of(waiter.state.resource)];
    return fmt::format("waits {}{}{}", what_is_missing(waiter.state, resource), line,
                       holder_in_words(moment, task, names));
}

std::string listed_names(const std::vector<TaskId>& tasks, const TaskNames& names, std::size_t most) {
    const std::size_t shown = tasks.size() > most ? most - 1 : tasks.size();
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == tasks.size();
        list += fmt::format("{}{}", i == 0 ? "" : is_last ? " and " : ", ", names.clear_name_of(tasks[i]));
    }
    if (shown < tasks.size()) list += fmt::format(" and {} more", tasks.size() - shown);
    return list;
}

std::string line_in_words(std::uint16_t line) { return line == 0 ? std::string() : fmt::format(" (line {})", line); }

}  // namespace simul
