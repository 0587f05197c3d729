#include "app/panels/miniature.h"

#include <algorithm>
#include <cmath>

#include "app/scenes/scenes.h"
#include "app/theme/forms.h"
#include "app/workspace/playhead.h"

namespace simul::panels {
namespace {

using layout::Box;
using workspace::OpenRun;

constexpr std::size_t kMostLanes = 9;

/// Some way into the run, when much happens at once; a deadlock, when it is complete.
workspace::Playhead telling_moment(const OpenRun& run) {
    for (const Finding& finding : run.findings())
        if (finding.kind == FindingKind::deadlock) return workspace::playhead_after(run, run.trace().size());
    const auto part = std::chrono::duration_cast<Duration>(run.end().time_since_epoch() * 38 / 100);
    return workspace::playhead_at(run, Time(part));
}

bool has_round_table(const TraceHeader& header) {
    const auto mutexes = std::count_if(header.resources.begin(), header.resources.end(), [](const ResourceInfo& info) {
        return info.kind == ResourceKind::mutex && info.name.find('[') != std::string::npos;
    });
    return mutexes >= 3;
}

void draw_scene_of(ImDrawList* list, const Box& box, const OpenRun& run) {
    const workspace::Playhead playhead = telling_moment(run);
    scenes::SceneView view{list,
                           {run.trace(), run.timeline(), run.names(), run.moment(playhead.events), playhead.at},
                           Speech(run.names(), run.header().words)};
    view.horizon = run.end().time_since_epoch();
    view.words = false;
    view.outages = run.metrics().outages;
    scenes::scene_of(run.header()).draw(view, box);
}

bool is_drawn(SpanState state) {
    return state == SpanState::running || state == SpanState::ready || state == SpanState::blocked ||
           state == SpanState::asleep;
}

/// The first ones that took time.
std::vector<TaskId> shown_tasks(const OpenRun& run) {
    std::vector<TaskId> tasks;
    for (std::size_t i = 0; i < run.timeline().task_count() && tasks.size() < kMostLanes; ++i) {
        const Spans lane = run.timeline().of_task(TaskId(i));
        if (!lane.empty() && is_drawn(lane.front().state)) tasks.push_back(TaskId(i));
    }
    return tasks;
}

theme::Form form_of(SpanState state) {
    switch (state) {
        case SpanState::running:
            return theme::Form::running;
        case SpanState::ready:
            return theme::Form::ready;
        case SpanState::blocked:
            return theme::Form::blocked;
        default:
            return theme::Form::waiting;
    }
}

/// One task. Of spans that are thinner than a pixel, the first is drawn.
class LaneDrawing {
  public:
    LaneDrawing(ImDrawList* list, const Box& box, Time end) : list_(list), box_(box), end_(end) {}

    void draw(const Spans& lane) {
        for (std::size_t i = 0; i < lane.size() && i < kMostSpans; ++i) {
            const Span span = lane[i];
            if (span.state == SpanState::done && x_of(span.from) < box_.right - theme::px(6))
                theme::draw_folded_span(list_, {x_of(span.from), box_.top, box_.right, box_.bottom}, theme::Form::done);
            if (!is_drawn(span.state)) continue;
            const float left = x_of(span.from), right = x_of(std::min(span.until, end_));
            if (right - left < 1 && left < last_) continue;
            const Box piece{left, box_.top, std::max(right, left + 1), box_.bottom};
            last_ = piece.right;
            if (box_.height() >= 7 && piece.width() >= 4)
                theme::draw_span(list_, piece, form_of(span.state));
            else
                theme::draw_folded_span(list_, piece, form_of(span.state));
        }
    }

  private:
    static constexpr std::size_t kMostSpans = 2000;

    float x_of(Time at) const {
        const double share = end_ > Time{} ? seconds_of(at) / seconds_of(end_) : 0;
        return box_.left + static_cast<float>(share) * box_.width();
    }

    ImDrawList* list_;
    Box box_;
    Time end_;
    float last_ = 0;
};

void draw_lanes_of(ImDrawList* list, const Box& box, const OpenRun& run) {
    const std::vector<TaskId> tasks = shown_tasks(run);
    if (tasks.empty()) return;
    const auto rows = static_cast<float>(tasks.size());
    const float row = std::min(box.height() / rows, theme::px(18));
    float top = box.centre().y - row * rows / 2;
    for (const TaskId task : tasks) {
        const Box lane{box.left, std::round(top + row * 0.16F), box.right, std::round(top + row * 0.84F)};
        LaneDrawing(list, lane, run.end()).draw(run.timeline().of_task(task));
        top += row;
    }
}

}  // namespace

void draw_miniature(ImDrawList* list, const Box& box, const OpenRun& run) {
    if (run.trace().size() == 0 || box.empty()) return;
    const bool took_time = run.end() > Time{};
    if (!run.header().words.scene.empty() || has_round_table(run.header()) || !took_time)
        draw_scene_of(list, box, run);
    else
        draw_lanes_of(list, box, run);
}

}  // namespace simul::panels
