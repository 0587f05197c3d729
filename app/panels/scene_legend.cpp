#include "app/panels/scene_legend.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul::panels {

namespace {

using scenes::SceneView;

constexpr State kShown[] = {State::running, State::ready, State::blocked, State::asleep};

/// The tasks of one function in one state, or all in one state.
struct Group {
    State state{};
    const TaskWords* words = nullptr;
    std::size_t count = 0, most = 0;
    bool occurs = false;  ///< at some time of the run
    bool for_worker = false;
};

bool occurs(const TaskFigures& task, State state) {
    switch (state) {
        case State::running:
            return task.running > Duration{};
        case State::ready:
            return task.ready > Duration{};
        case State::blocked:
            return task.blocked > Duration{};
        default:
            return task.asleep > Duration{};
    }
}

/// Who waits for a worker of the pool has not begun: the story's words are about later.
bool waits_for_worker(const SceneView& view, TaskId task) {
    const TaskState& now = view.moment.moment.task(task).state;
    return now.state == State::blocked && now.resource != kNoResource &&
           is_pool_of_workers(view.header().resources[index_of(now.resource)]);
}

const TaskWords* told_words(const SceneView& view, TaskId task, State state) {
    const TaskWords* words = view.speech.words_of(task);
    return words != nullptr && !words_of(*words, state).label.empty() ? words : nullptr;
}

Group& group_for(std::vector<Group>& groups, const Group& like) {
    for (Group& group : groups)
        if (group.state == like.state && group.words == like.words && group.for_worker == like.for_worker) return group;
    groups.push_back(like);
    return groups.back();
}

std::vector<Group> groups_of(const SceneView& view, const Metrics& metrics, bool in_story_words) {
    std::vector<Group> groups;
    const auto group_of = [&](TaskId task, State state, bool for_worker) -> Group& {
        const bool told = in_story_words && !for_worker;
        return group_for(groups, {state, told ? told_words(view, task, state) : nullptr, 0, 0, false, for_worker});
    };
    for (const State state : kShown) {
        for (const TaskFigures& task : metrics.tasks) {
            if (task.id == kMainTask || !occurs(task, state)) continue;
            Group& group = group_of(task.id, state, false);
            ++group.most;
            group.occurs = true;
        }
        for (std::size_t i = 1; i < view.moment.moment.task_count(); ++i) {
            const auto task = static_cast<TaskId>(i);
            if (view.moment.moment.state_of(task) == state) ++group_of(task, state, waits_for_worker(view, task)).count;
        }
    }
    return groups;
}

std::string words_for(const Group& group, std::size_t count) {
    const std::string number = grouped(count);
    if (group.for_worker) return number + (count == 1 ? " waits for a worker" : " wait for a worker");
    if (group.words == nullptr) return number + " " + std::string(name_of(group.state));
    const StateWords& words = words_of(*group.words, group.state);
    return number + " " + (count == 1 && !words.single.empty() ? words.single : words.label);
}

std::vector<LegendEntry> entries_of(const std::vector<Group>& groups) {
    std::vector<LegendEntry> entries;
    for (const Group& group : groups) {
        if (!group.occurs && group.count == 0) continue;
        LegendEntry entry;
        entry.form = scenes::form_of(group.state);
        entry.text = words_for(group, group.count);
        const std::size_t most = std::max(group.most, group.count);
        entry.width = std::max({theme::legend_entry_width(words_for(group, most)),
                                theme::legend_entry_width(words_for(group, 1)), theme::legend_entry_width(entry.text)});
        entries.push_back(std::move(entry));
    }
    return entries;
}

float gap() { return theme::px(22); }

float width_of(const std::vector<LegendEntry>& entries) {
    float width = 0;
    for (const LegendEntry& entry : entries) width += entry.width + gap();
    return width;
}

}  // namespace

std::vector<LegendEntry> legend_of(const SceneView& view, const Metrics& metrics, float room) {
    std::vector<LegendEntry> entries = entries_of(groups_of(view, metrics, true));
    if (width_of(entries) > room) entries = entries_of(groups_of(view, metrics, false));
    while (!entries.empty() && width_of(entries) > room) entries.pop_back();
    return entries;
}

void draw_legend(ImDrawList* list, const layout::Box& row, const std::vector<LegendEntry>& entries) {
    float x = row.right - width_of(entries) + gap();
    for (const LegendEntry& entry : entries) {
        // The last one ends at the edge whatever it says now.
        if (&entry == &entries.back()) x = row.right - theme::legend_entry_width(entry.text);
        theme::draw_legend_entry(list, {x, row.centre().y}, entry.form, entry.text);
        x += entry.width + gap();
    }
}

}  // namespace simul::panels
