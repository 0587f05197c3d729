// What is true at the playhead: of the task that is selected, of the ready queue, of resources, variables and futures.
#include "app/panels/inspector.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/panels/task_chip.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "engine/analysis/claim_words.h"
#include "engine/analysis/time_words.h"
#include "engine/trace/tab_stops.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// Those who are ready, in the order in which they became so.
std::vector<TaskId> ready_tasks(const Moment& moment) {
    std::vector<TaskId> ready;
    for (std::size_t i = 0; i < moment.task_count(); ++i)
        if (const auto task = static_cast<TaskId>(i); moment.state_of(task) == State::ready) ready.push_back(task);
    std::sort(ready.begin(), ready.end(), [&](TaskId left, TaskId right) {
        return moment.task(left).since_event < moment.task(right).since_event;
    });
    return ready;
}

std::string_view queue_title(const TraceHeader& header) {
    if (header.conducted()) return "Can continue";
    if (header.model == Model::event_loop) return "Ready queue of the loop";
    return header.clock == Clock::simulated ? "Ready queue of the cores" : "Ready, since then in this order";
}

void draw_ready_queue(const Workspace& workspace, Commands& commands, Flow& flow) {
    flow.rule();
    const std::vector<TaskId> ready = ready_tasks(workspace.moment());
    flow.heading(queue_title(workspace.run()->header()), ready.empty() ? "nobody" : grouped(ready.size()));
    flow.skip(px(4));
    constexpr int kMostRows = 4;
    const float height = draw_task_chips(workspace, commands, "queue", flow.here(), ready, kMostRows);
    flow.skip(height + px(ready.empty() ? 0 : 8));
}

/// A future is as far as its task is; main has none.
void draw_futures(const Workspace& workspace, Flow& flow) {
    const std::string words = futures_in_words(workspace.moment());
    if (words.empty()) return;
    flow.rule();
    flow.heading("Futures", words);
}

/// The last lines that were printed until now.
std::vector<std::string> printed(const Workspace& workspace) {
    constexpr std::size_t kMostLines = 6, kMostBack = 20'000;
    const Trace& trace = workspace.run()->trace();
    const std::size_t events = workspace.story->playhead.events;
    std::vector<std::string> lines;
    for (std::size_t i = events; i > 0 && events - i < kMostBack && lines.size() < kMostLines; --i)
        if (trace[i - 1].kind == EventKind::print) lines.push_back(printable_line(trace.text_of(i - 1)));
    std::reverse(lines.begin(), lines.end());
    return lines;
}

void draw_output(const Workspace& workspace, Flow& flow) {
    const std::vector<std::string> lines = printed(workspace);
    if (lines.empty()) return;
    flow.rule();
    flow.heading("Printed");
    for (const std::string& line : lines) flow.put(line, Face::mono);
}

void draw_content(const Workspace& workspace, Commands& commands, Flow& flow) {
    const bool has_task = workspace.story->selection.task != kNoTask;
    if (has_task) {
        draw_selected_task(workspace, commands, flow);
    } else {
        flow.put("Press a task or a resource to see why it waits.", Face::body, Tone::dim);
        draw_circles(workspace, commands, flow);
    }
    if (!has_task || workspace.moment().state_of(workspace.story->selection.task) == State::ready)
        draw_ready_queue(workspace, commands, flow);
    draw_resources(workspace, commands, flow);
    has_task ? draw_task_so_far(workspace, flow) : draw_futures(workspace, flow);
    draw_output(workspace, flow);
}

}  // namespace

void draw_inspector(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("inspector", box);
    if (workspace.run() == nullptr) {
        Flow(panel.inside()).put("Nothing has run yet.", Face::body, Tone::dim);
        return;
    }
    const float beside = px(8);  // for the rings of chips
    ScrollArea area("inspector content", panel.inside().inset(-beside, 0));
    Flow flow(area.content().inset(beside, 0));
    draw_content(workspace, commands, flow);
    area.ends_after(flow.used() + px(4));
}

}  // namespace simul::panels
