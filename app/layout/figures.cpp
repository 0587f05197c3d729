#include "app/layout/figures.h"

#include <algorithm>
#include <cmath>
#include <cstdlib>

namespace simul::layout {

namespace {

constexpr std::size_t kMostLetters = 4;

}  // namespace

float distance(Point one, Point other) { return std::hypot(one.x - other.x, one.y - other.y); }

Point towards(Point from, float angle, float length) {
    return {from.x + std::cos(angle) * length, from.y + std::sin(angle) * length};
}

float share_of(Time from, Time until, Time at) {
    if (until <= from) return at >= until ? 1.0F : 0.0F;
    const double share = seconds_of(at - from) / seconds_of(until - from);
    return static_cast<float>(std::clamp(share, 0.0, 1.0));
}

float share_slept(const SceneMoment& scene, TaskId task) {
    const TaskMoment& sleeper = scene.moment.task(task);
    if (sleeper.state.state != State::asleep) return 0;
    const Duration wanted = scene.trace[sleeper.since_event].duration();
    return share_of(sleeper.since, sleeper.since + wanted, scene.at);
}

namespace {

/// Of the compute that the task is in the middle of; not further back than a few thousand events.
const TraceEvent* begun_compute(const SceneMoment& scene, TaskId task) {
    constexpr std::size_t kWindow = 4096;
    const std::size_t now = scene.moment.size();
    for (std::size_t i = now; i > 0 && now - i < kWindow; --i) {
        const TraceEvent& event = scene.trace[i - 1];
        if (event.task != task) continue;
        const bool computes = event.kind == EventKind::compute || event.kind == EventKind::work;
        if (computes) return event.phase == Phase::wanted ? &event : nullptr;
        const bool changes_core = event.kind == EventKind::run || event.kind == EventKind::preempt ||
                                  event.kind == EventKind::core_busy || event.kind == EventKind::note;
        if (!changes_core) return nullptr;
    }
    return nullptr;
}

}  // namespace

float share_computed(const SceneMoment& scene, TaskId task) {
    const TraceEvent* begun = begun_compute(scene, task);
    if (begun == nullptr || begun->duration() <= Duration{}) return 0;
    const Spans lane = scene.timeline.of_task(task);
    Duration ran{};
    for (std::ptrdiff_t i = last_span_within(lane, scene.moment.size()); i >= 0; --i) {
        const Span span = lane[static_cast<std::size_t>(i)];
        if (span.state == SpanState::running)
            ran += std::max(Duration{}, std::min(span.until, scene.at) - std::max(span.from, begun->time));
        if (span.from <= begun->time) break;
    }
    return std::min(1.0F, static_cast<float>(seconds_of(ran) / seconds_of(begun->duration())));
}

std::string_view bound_text(const TraceHeader& header, std::string_view name) {
    for (const auto& [bound, value] : header.words.bindings)
        if (bound == name) return value;
    return {};
}

double bound_number(const TraceHeader& header, std::string_view name, double otherwise) {
    const std::string text(bound_text(header, name));
    char* end = nullptr;
    const double number = std::strtod(text.c_str(), &end);
    return end == text.c_str() ? otherwise : number;
}

namespace {

/// Nobody has told the task's name.
bool is_made_up(const std::string& name, TaskId task) { return name == "task " + std::to_string(index_of(task)); }

}  // namespace

std::string number_of(const TaskNames& names, TaskId task) {
    if (std::string told = names.short_name_of(task); !told.empty()) return told;
    const auto beyond = static_cast<TaskId>(kMostLetters + 1);
    const bool few = is_made_up(names.name_of(beyond), beyond);
    if (few && task != kMainTask && index_of(task) <= kMostLetters)
        return std::string(1, static_cast<char>('A' + static_cast<int>(index_of(task)) - 1));
    return std::to_string(index_of(task));
}

std::size_t spawned_tasks(const SceneMoment& scene) {
    const std::size_t tasks = std::max(scene.timeline.task_count(), scene.moment.task_count());
    return tasks == 0 ? 0 : tasks - 1;
}

std::ptrdiff_t last_span_within(const Spans& lane, std::size_t events) {
    std::size_t first = 0, count = lane.size();
    while (count > 0) {
        const std::size_t half = count / 2;
        const bool within = lane.lane()[first + half].event < events;
        if (within) first += half + 1;
        count = within ? count - half - 1 : half;
    }
    return static_cast<std::ptrdiff_t>(first) - 1;
}

std::vector<CoreId> cores_of(const SceneMoment& scene) {
    const TraceHeader& header = scene.trace.header();
    const std::size_t given = uses_one_core(header) ? 1 : std::max<std::size_t>(header.cores, 1);
    std::vector<CoreId> cores;
    const bool all_are_known = header.exact();
    for (std::size_t i = 0; i < scene.timeline.core_count(); ++i)
        if (all_are_known || !scene.timeline.of_core(CoreId(i)).empty()) cores.push_back(CoreId(i));
    for (std::size_t i = 0; cores.size() < given; ++i)
        if (std::find(cores.begin(), cores.end(), CoreId(i)) == cores.end()) cores.push_back(CoreId(i));
    std::sort(cores.begin(), cores.end());
    return cores;
}

}  // namespace simul::layout
