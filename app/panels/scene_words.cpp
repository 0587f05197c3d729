#include "app/panels/scene_words.h"

#include <fmt/format.h>

#include "app/scenes/things.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul::panels {

namespace {

using scenes::SceneView;

std::string uncapitalized(std::string words) {
    words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return words;
}

std::string state_words(const SceneView& view, TaskId task) {
    const TaskMoment& now = view.moment.moment.task(task);
    const std::string told = view.speech.doing(task, now.state.state);
    if (!told.empty()) return capitalized(told);
    switch (now.state.state) {
        case State::absent:
            return "Has not begun yet";
        case State::running:
            return "Runs on " + uncapitalized(view.core_name(now.state.core));
        case State::ready:
            return "Is ready: it waits for a core";
        case State::blocked:
            return capitalized(wait_in_words(view.moment.moment, task, view.speech));
        case State::asleep:
            return "Sleeps";
        case State::done:
            break;
    }
    return now.ending == Ending::returned ? "Has ended" : fmt::format("Has ended: {}", name_of(now.ending));
}

std::string about_task(const SceneView& view, TaskId task) {
    const TaskMoment& now = view.moment.moment.task(task);
    std::string words = capitalized(view.speech.name_of(task)) + "\n" + state_words(view, task);
    if (now.state.state == State::absent) return words;
    const bool told = !view.speech.doing(task, now.state.state).empty();
    if (now.state.state == State::blocked && told)
        words += "\n" + capitalized(wait_in_words(view.moment.moment, task, view.speech));
    if (view.header().conducted()) return words + "\nSince " + moment_in_words(view.header(), now.since);
    const Duration since = view.moment.at - now.since;
    words += fmt::format("\nSince {}", clock_time(now.since.time_since_epoch(), view.horizon));
    if (since > Duration{}) words += fmt::format(", for {}", short_time(since));
    return words;
}

std::string about_resource(const SceneView& view, ResourceId resource) {
    const ResourceInfo& info = view.header().resources[index_of(resource)];
    const ResourceMoment& now = view.moment.moment.resource(resource);
    std::string words = resource_in_words(view.header(), resource) + "\n";
    words += fmt::format("A {}{}", name_of(info.kind), line_in_words(info.line));
    if (info.kind == ResourceKind::mutex)
        words += now.owner == kNoTask ? ", free" : fmt::format(", held by {}", view.speech.name_of(now.owner));
    if (info.kind == ResourceKind::semaphore) words += fmt::format(", {} left", now.count);
    if (info.kind == ResourceKind::channel) words += fmt::format(", {} of {} inside", now.count, info.capacity);
    if (info.kind == ResourceKind::event) words += now.flag ? ", set" : ", not set";
    if (info.kind == ResourceKind::variable && !info.raw)
        words += ", " + scenes::value_in_words(view.moment.moment.value_of(resource));
    const std::vector<TaskId> queue = view.moment.moment.queue_of(resource);
    if (!queue.empty()) words += fmt::format("\nWaiting: {}", listed_names(queue, view.speech));
    return words;
}

}  // namespace

std::string words_about(const SceneView& view, const scenes::Target& target) {
    if (target.task != kNoTask) return about_task(view, target.task);
    return about_resource(view, target.resource);
}

}  // namespace simul::panels
