#include "engine/trace/task_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace simul {

namespace {

bool is_digit(char letter) { return '0' <= letter && letter <= '9'; }

/// The name but for its number, and the number.
std::pair<std::string_view, std::string_view> parts_of(std::string_view name) {
    std::size_t first = name.size();
    while (first > 0 && is_digit(name[first - 1])) --first;
    return {name.substr(0, first), name.substr(first)};
}

/// So many letters of the stem as no other begins with, at most three; else none. Others than those of ASCII are never
/// cut.
std::string_view letters_of(std::string_view stem, const std::vector<std::string_view>& stems) {
    constexpr std::size_t kMost = 3;
    for (std::size_t count = 1; count <= kMost && count <= stem.size(); ++count) {
        const std::string_view letters = stem.substr(0, count);
        const auto begins_so = [&](std::string_view other) { return other.substr(0, count) == letters; };
        const bool is_cut =
            std::any_of(letters.begin(), letters.end(), [](char letter) { return (letter & 0x80) != 0; });
        if (is_cut) return {};
        if (std::count_if(stems.begin(), stems.end(), begins_so) == 1) return letters;
    }
    return {};
}

}  // namespace

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
    const auto [stem, number] = parts_of(names_[index_of(named)]);
    std::vector<std::string_view>& stems = stems_[number];
    constexpr std::size_t kMostStems = 16;
    const bool is_known = std::find(stems.begin(), stems.end(), stem) != stems.end();
    if (!number.empty() && !is_known && stems.size() < kMostStems) stems.push_back(stem);
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

std::string TaskNames::short_name_of(TaskId task) const {
    const auto bearers = bearers_.find(told(task));
    if (bearers == bearers_.end() || bearers->second > 1) return {};
    const auto [stem, number] = parts_of(bearers->first);
    const auto stems = stems_.find(number);
    if (number.empty() || stems == stems_.end()) return {};
    if (stems->second.size() == 1) return std::string(number);
    const std::string_view letters = letters_of(stem, stems->second);
    return letters.empty() ? std::string() : std::string(letters).append(number);
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
