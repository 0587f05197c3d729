// The timeline's title and the legend of the forms that this run has.
#include <algorithm>
#include <string_view>
#include <vector>

#include "app/panels/stale_mark.h"
#include "app/panels/timeline_parts.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/wait_words.h"

namespace simul::panels {
namespace {

using namespace theme;

struct Entry {
    Form form{};
    std::string_view label;
    bool ghost = false;
};

bool holds_anything(const OpenRun& run) {
    for (std::size_t i = 0; i < run.timeline().resource_count(); ++i) {
        const auto resource = static_cast<ResourceId>(i);
        if (!shows_card(run.header(), resource) && !run.timeline().of_resource(resource).empty()) return true;
    }
    return false;
}

std::vector<Entry> entries_of(const TimelineFrame& frame) {
    const Metrics& metrics = frame.run.metrics();
    Duration running{0}, ready{0}, blocked{0}, asleep{0};
    for (const TaskFigures& task : metrics.tasks) {
        running += task.running;
        ready += task.ready;
        blocked += task.blocked;
        asleep += task.asleep;
    }
    std::vector<Entry> entries;
    const auto put = [&entries](bool is_there, Form form, std::string_view label) {
        if (is_there) entries.push_back({form, label, false});
    };
    put(running > 0ns, Form::running, "running");
    put(ready > 0ns, Form::ready, "ready");
    put(blocked > 0ns || metrics.outcome == Outcome::deadlock, Form::blocked, "blocked");
    put(asleep > 0ns, Form::waiting, asleep_in_words(frame.run.header()));
    put(holds_anything(frame.run), Form::held, "held");
    put(frame.run.header().switch_cost_ns > 0, Form::switching, "switching");
    put(metrics.lost_events > 0, Form::lost, "events lost");
    if (frame.ghost != nullptr) entries.push_back({Form::done, frame.ghost_name, true});
    return entries;
}

void draw_entry(const TimelineFrame& frame, const Entry& entry, layout::Point left_middle) {
    if (!entry.ghost) {
        draw_legend_entry(frame.list, left_middle, entry.form, entry.label);
        return;
    }
    const Box sample{left_middle.x, left_middle.y - px(7), left_middle.x + px(22), left_middle.y + px(7)};
    draw_dashed_frame(frame.list, sample, colour(Tone::waiting));
    draw_text(frame.list, {sample.right + px(10), left_middle.y}, {entry.label, Face::body, colour(Tone::dim)});
}

/// Which settings the run was made with, where there is room for it.
void draw_settings(const TimelineFrame& frame, const Box& room) {
    const OpenRun& run = *frame.workspace.run();
    std::string words = workspace::settings_in_words(run.header(), frame.workspace.story->untouched);
    if (run.in_steps() != nullptr) words += ", all at 0 s: in steps";
    if (text_width(words) <= room.width()) draw_text_in(frame.list, room, {words, Face::body, colour(Tone::dim)});
}

}  // namespace

void draw_timeline_heading(const TimelineFrame& frame) {
    if (frame.heading.empty()) return;
    const Box title = draw_text_in(frame.list, frame.heading, {"Timeline", Face::strong});
    Box room = frame.heading;
    room.left = title.right + px(16);
    const float stale = draw_stale_mark(frame.workspace, "timeline", room);
    room.left += stale;
    std::vector<Entry> entries = entries_of(frame);
    const float gap = px(20);
    const auto width = [&entries, gap] {
        float sum = 0;
        for (const Entry& entry : entries) sum += legend_entry_width(entry.label) + gap;
        return sum - gap;
    };
    while (!entries.empty() && width() > room.width() - px(8)) entries.pop_back();
    float x = frame.heading.right - width();
    room.right = x - px(24);
    if (stale == 0) draw_settings(frame, room);
    for (const Entry& entry : entries) {
        draw_entry(frame, entry, {x, frame.heading.centre().y});
        x += legend_entry_width(entry.label) + gap;
    }
}

}  // namespace simul::panels
