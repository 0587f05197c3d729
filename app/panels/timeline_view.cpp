#include "app/panels/timeline_view.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/layout/figures.h"
#include "app/workspace/on_ruler.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/logical_clocks.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// Where there is less room, in units, lanes need all of it.
constexpr float kRoomForMinimap = 190, kRoomForHeading = 150;

/// Whether anybody can have it or wait for it.
bool has_lane(const ResourceInfo& resource) { return resource.kind != ResourceKind::variable; }

/// For some time: what was put on a core and left it at once leaves a lane of nothing.
bool ran_something(const OpenRun& run, std::uint32_t core) {
    const Lane& lane = run.timeline().of_core(static_cast<CoreId>(core)).lane();
    return lane.size() > 1 || (!lane.empty() && lane.back().state != SpanState::none);
}

/// Of a small computer all, of a large one those that ran something, in the order in which they first did: so that no
/// row comes between others while the run continues.
std::vector<std::uint32_t> real_cores_of(const OpenRun& run) {
    constexpr std::uint32_t kFew = 8;
    const auto seen = static_cast<std::uint32_t>(run.timeline().core_count());
    const std::uint32_t cores_there = run.header().cores;
    const bool all = cores_there <= kFew && seen <= cores_there;
    std::vector<std::uint32_t> cores;
    for (std::uint32_t i = 0; i < (all ? cores_there : seen); ++i)
        if (all || ran_something(run, i)) cores.push_back(i);
    if (all) return cores;
    const auto first = [&run](std::uint32_t core) {
        return run.timeline().of_core(static_cast<CoreId>(core)).lane()[0].event;
    };
    std::sort(cores.begin(), cores.end(), [&first](std::uint32_t a, std::uint32_t b) { return first(a) < first(b); });
    return cores;
}

/// Of a machine that was down, or whose link was cut.
bool shows_an_outage(const OpenRun& run, std::uint32_t core) {
    const NodeId node = node_of_core(run.header().nodes, static_cast<CoreId>(core));
    const std::vector<Outage>& outages = run.metrics().outages;
    return outages.size() <= kMostOutages && std::any_of(outages.begin(), outages.end(), [node](const Outage& it) {
               return it.node == node || it.other == node;
           });
}

/// Those of a simulated run, or of several machines, that ran something, or show an outage: all of it is there from the
/// beginning.
std::vector<std::uint32_t> cores_of(const OpenRun& run) {
    if (run.header().clock == Clock::real && !run.header().has_nodes()) return real_cores_of(run);
    std::vector<std::uint32_t> cores;
    for (std::uint32_t i = 0; i < run.header().cores; ++i)
        if (ran_something(run, i) || (run.header().has_nodes() && shows_an_outage(run, i))) cores.push_back(i);
    return cores;
}

layout::LaneSubjects subjects_of(const TimelineFrame& frame) {
    layout::LaneSubjects subjects;
    subjects.cores = cores_of(frame.run);
    const std::uint32_t cores = frame.run.header().cores, busy = static_cast<std::uint32_t>(subjects.cores.size());
    if (frame.run.header().clock == Clock::simulated && cores > busy) subjects.idle_cores = cores - busy;
    const std::vector<ResourceInfo>& resources = frame.run.header().resources;
    for (std::size_t i = 0; i < resources.size(); ++i)
        if (has_lane(resources[i])) subjects.resources.push_back(static_cast<std::uint32_t>(i));
    if (frame.ghost != nullptr) subjects.ghost_cores = cores_of(*frame.ghost);
    subjects.tasks = static_cast<std::uint32_t>(frame.run.timeline().task_count());
    subjects.selected = frame.selection().task;
    subjects.clocks = clocks_differ(frame.run.header());
    return subjects;
}

/// So that no name that may be shown moves the axis; of very many tasks, some are looked at.
float label_width(const TimelineFrame& frame, float most) {
    float width = px(44);
    const auto make_room = [&width](std::string_view name) { width = std::max(width, text_width(name, Face::strong)); };
    make_room("Core 00");
    for (std::uint32_t i = 0; frame.run.header().has_nodes() && i < frame.run.timeline().core_count(); ++i)
        make_room(core_label(frame.run.header(), static_cast<CoreId>(i)) +
                  (clocks_differ(frame.run.header()) ? " 00.000 s" : ""));
    if (frame.run.header().clock == Clock::simulated && (frame.run.header().cores > 1 || cores_of(frame.run).empty()))
        make_room("0 cores idle");
    if (frame.ghost != nullptr) make_room(frame.ghost_name);
    const std::size_t tasks = frame.run.timeline().task_count();
    const std::size_t step = std::max<std::size_t>(1, tasks / 64);
    for (std::size_t i = 0; i < tasks; i += step) make_room(frame.speech.name_of(static_cast<TaskId>(i)));
    for (std::size_t i = 0; i < frame.run.header().resources.size(); ++i)
        if (has_lane(frame.run.header().resources[i]))
            make_room(resource_in_words(frame.run.header(), static_cast<ResourceId>(i)));
    return std::min(width + px(12), most);
}

bool stands_still(const OpenRun& run) { return !run.live() && run.metrics().outcome == Outcome::deadlock; }

/// A run that stands still is seen to do so for a while.
Time end_with_standstill(const OpenRun& run) {
    return stands_still(run) ? run.end() + std::max<Duration>(run.end().time_since_epoch() / 8, 1ns) : run.end();
}

/// A ghost that ends a little later is seen whole; one that takes far longer is not what is looked at.
Time end_of(const OpenRun& run, const OpenRun* ghost) {
    constexpr int kMuchLonger = 2;
    const Duration whole = run.end().time_since_epoch();
    const Time end = end_with_standstill(run);
    if (ghost == nullptr || ghost->end().time_since_epoch() / kMuchLonger > whole) return end;
    return std::max(end, ghost->end());
}

void place_boxes(TimelineFrame& frame, Box inside) {
    if (inside.height() >= px(kRoomForHeading)) {
        frame.heading = inside.take_top(px(24));
        inside.top += px(6);
    }
    frame.ruler = inside.take_top(px(32));
    const TraceHeader& header = frame.run.header();
    if (header.clock == Clock::real && header.scale != 1 && !header.conducted())
        frame.real_ruler = inside.take_top(px(20));
    inside.top += px(2);
    if (inside.height() > px(kRoomForMinimap)) {
        frame.minimap = inside.take_bottom(px(10));
        inside.take_bottom(px(6));
    }
    frame.labels = inside.take_left(label_width(frame, inside.width() * 0.3F));
    frame.lanes = inside;
    for (Box* row : {&frame.ruler, &frame.real_ruler, &frame.minimap})
        if (!row->empty()) row->left = frame.lanes.left;
}

}  // namespace

TimelineFrame timeline_frame(const Workspace& workspace, const Box& inside, ImDrawList* list) {
    const workspace::OnRuler shown = workspace::on_ruler(*workspace.run(), workspace.story->playhead);
    const OpenRun& run = shown.run;
    const OpenRun* ghost = workspace.story->ghost.get();
    TimelineFrame frame{workspace,
                        run,
                        shown.playhead,
                        ghost,
                        list,
                        Speech(run.names(), run.header().words),
                        {},
                        {},
                        {},
                        {},
                        {},
                        {},
                        end_of(run, ghost),
                        {},
                        {},
                        {}};
    if (ghost != nullptr)
        frame.ghost_name = workspace::name_beside(ghost->header(), run.header(), workspace.story->description.knobs);
    place_boxes(frame, inside);
    const workspace::TimelineView& view = workspace.story->timeline;
    frame.axis = layout::fitted(frame.end, frame.lanes.left, frame.lanes.right);
    if (!view.whole)
        frame.axis = layout::clamped({view.from, view.until, frame.axis.left, frame.axis.right}, frame.end);
    const float unit = px(1000) / 1000;
    frame.rows = lanes_in(subjects_of(frame), frame.lanes, view.scroll * unit, unit);
    return frame;
}

Time TimelineFrame::lasts_until(const OpenRun& shown) const {
    return stands_still(shown) ? std::max(axis.until, shown.end()) : shown.end();
}

Spans spans_of(const TimelineFrame& frame, const LaneRow& row) {
    const Timeline& timeline = frame.run.timeline();
    switch (row.kind) {
        case RowKind::core:
            return timeline.of_core(static_cast<CoreId>(row.number));
        case RowKind::ghost:
            return frame.ghost->timeline().of_core(static_cast<CoreId>(row.number));
        case RowKind::task:
            return timeline.of_task(static_cast<TaskId>(row.number));
        case RowKind::idle:
            return timeline.of_core(kNoCore);
        case RowKind::resource:
            break;
    }
    // Nobody has a condition or a barrier: what there is to see is who waits.
    const auto resource = static_cast<ResourceId>(row.number);
    const ResourceKind kind = frame.run.header().resources[row.number].kind;
    const bool only_waits = kind == ResourceKind::condition || kind == ResourceKind::barrier;
    return only_waits ? timeline.waiting_for(resource) : timeline.of_resource(resource);
}

std::optional<PointedSpan> span_at(const TimelineFrame& frame, layout::Point point) {
    const LaneRow* row = frame.lanes.contains(point) ? frame.rows.row_at(point.y) : nullptr;
    if (row == nullptr) return std::nullopt;
    const Spans spans = spans_of(frame, *row);
    const Time at = frame.axis.time_at(point.x);
    const Time last = frame.lasts_until(row->kind == RowKind::ghost ? *frame.ghost : frame.run);
    const std::size_t index = spans.at(at);
    if (index == spans.size() || at > last) return std::nullopt;
    return PointedSpan{*row, index, spans[index]};
}

workspace::Selection selection_of(const LaneRow& row, const Span* span) {
    if (row.kind == RowKind::task) return {static_cast<TaskId>(row.number), kNoResource};
    if (row.kind == RowKind::resource) return {kNoTask, static_cast<ResourceId>(row.number)};
    if (row.kind == RowKind::core && span != nullptr && span->state == SpanState::running)
        return {span->task, kNoResource};
    return {};
}

std::string name_of(const TimelineFrame& frame, const LaneRow& row) {
    const OpenRun& run = row.kind == RowKind::ghost ? *frame.ghost : frame.run;
    const bool only_one = row.kind == RowKind::ghost && frame.rows.ghost_rows == 1;
    if (only_one) return frame.ghost_name;
    switch (row.kind) {
        case RowKind::core:
        case RowKind::ghost:
            return core_label(run.header(), static_cast<CoreId>(row.number));
        case RowKind::resource:
            return resource_in_words(run.header(), static_cast<ResourceId>(row.number));
        case RowKind::idle:
            return fmt::format("{} idle", plural(row.number, "core"));
        case RowKind::task:
            break;
    }
    return frame.speech.name_of(static_cast<TaskId>(row.number));
}

std::string clock_at(const TraceHeader& header, CoreId core, Time at) {
    const Duration shown = local_time(header.nodes[index_of(node_of_core(header.nodes, core))], at);
    return fmt::format("{:.3f} s", seconds_of(shown));
}

theme::Form form_of(SpanState state) {
    switch (state) {
        case SpanState::running:
            return Form::running;
        case SpanState::ready:
            return Form::ready;
        case SpanState::blocked:
            return Form::blocked;
        case SpanState::held:
            return Form::held;
        case SpanState::switching:
            return Form::switching;
        case SpanState::lost:
            return Form::lost;
        case SpanState::done:
            return Form::done;
        case SpanState::asleep:
        case SpanState::none:
            break;
    }
    return Form::waiting;
}

}  // namespace simul::panels
