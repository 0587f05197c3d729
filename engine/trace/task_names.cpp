#include "engine/trace/task_names.h"

#include <fmt/format.h>

namespace simul {

TaskNames::TaskNames(const Trace& trace) {
    const std::size_t size = trace.size();
    for (std::size_t i = 0; i < size; ++i) take(trace, i);
}

void TaskNames::take(const Trace& trace, std::size_t index) {
    const TraceEvent& event = trace[index];
    if (!event.has_text) return;
    TaskId named = kNoTask;
    if (event.kind == EventKind::arrive) named = event.task;
    const bool makes = event.kind == EventKind::spawn || event.kind == EventKind::spawn_at;
    if (makes || event.kind == EventKind::make_future) named = event.other_task();
    if (named == kNoTask) return;
    if (names_.size() <= index_of(named)) names_.resize(index_of(named) + 1);
    if (!names_[index_of(named)].empty()) return;
    names_[index_of(named)] = trace.text_of(index);
    ++bearers_[names_[index_of(named)]];
}

std::string TaskNames::name_of(TaskId task) const {
    if (task == kNoTask) return "nobody";
    const std::string_view name = told(task);
    if (!name.empty()) return std::string(name);
    return task == kMainTask ? "main" : fmt::format("task {}", index_of(task));
}

std::string TaskNames::clear_name_of(TaskId task) const {
    const auto bearers = bearers_.find(told(task));
    if (bearers == bearers_.end() || bearers->second < 2) return name_of(task);
    return fmt::format("{} (task {})", bearers->first, index_of(task));
}

std::string TaskNames::label_of(TaskId task) const {
    if (task == kNoTask) return "nobody";
    if (told(task).empty() && task != kMainTask) return fmt::format("#{}", index_of(task));
    return fmt::format("#{} {}", index_of(task), name_of(task));
}

std::string_view TaskNames::told(TaskId task) const {
    return index_of(task) < names_.size() ? names_[index_of(task)] : std::string_view{};
}

}  // namespace simul
