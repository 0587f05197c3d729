#include <fmt/format.h>

#include <algorithm>

#include "app/panels/inspector.h"
#include "app/panels/task_chip.h"
#include "app/scenes/scene_view.h"
#include "app/theme/widgets.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/analysis/why.h"

namespace simul::panels {
namespace {

using namespace theme;

class TaskPart {
  public:
    TaskPart(const Workspace& workspace, Commands& commands, Flow& flow)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          run_(*workspace.run()),
          moment_(workspace.moment()),
          id_(workspace.story->selection.task),
          claim_(claim_of(moment_, id_)) {}

    void draw() {
        draw_title();
        draw_circles(workspace_, commands_, flow_);
        draw_why();
    }

  private:
    Time at() const { return workspace_.story->playhead.at; }
    State state() const { return state_of(claim_.doing); }

    void draw_title() {
        const std::string name = capitalized(speech_of(workspace_).name_of(id_)), words = state_words();
        Box row = flow_.next(px(30));
        const Form form = scenes::form_of(claim_.doing);
        const float width = px(22 + 8) + text_width(words);
        const bool beside = text_width(name, Face::title) + px(12) + width <= row.width();
        draw_text_in(Flow::list(), row, {name, Face::title});
        if (!beside) row = flow_.next(px(26));
        const float left = beside ? row.right - width : row.left, middle = row.centre().y;
        draw_span(Flow::list(), {left, middle - px(7), left + px(22), middle + px(7)}, form);
        draw_text(Flow::list(), {left + px(30), middle}, {words, Face::body, colour(scenes::tone_of(state()))});
        flow_.skip(px(8));
    }

    /// "ready for 24 s".
    std::string state_words() const {
        if (state() == State::absent) return "not there yet";
        if (state() == State::done) return std::string(name_of(moment_.task(id_).ending));
        const std::string now(claim_.doing == Doing::may_go_on ? "can continue" : name_of(state()));
        const Duration lasted = at() - claim_.since;
        return lasted > 0ns ? fmt::format("{} for {}", now, length_in_words(run_.header(), lasted)) : now;
    }

    std::string_view question() const {
        switch (state()) {
            case State::running:
                return "What does it do?";
            case State::done:
                return "What became of it?";
            case State::ready:
                if (claim_.doing == Doing::may_go_on) return "What would it do?";
                [[fallthrough]];
            default:
                return "Why is it not moving?";
        }
    }

    void draw_why() {
        flow_.put(question(), Face::body, Tone::dim);
        flow_.skip(px(8));
        const WhyView view{run_.trace(), moment_, run_.timeline(), speech_of(workspace_), at()};
        const std::vector<WhyLink> links = why_of(view, id_);
        for (std::size_t i = 0; i < links.size(); ++i) draw_link(links[i], i, i + 1 == links.size());
    }

    static bool leads_on(const WhyLink& link) {
        return link.task != kNoTask || link.resource != kNoResource || link.event.has_value();
    }

    /// A dot in the tone of whom it speaks of, its sentence, and a line to the next one.
    void draw_link(const WhyLink& link, std::size_t number, bool last) {
        const Box here = flow_.here();
        const float text_left = here.left + px(24), width = here.right - text_left;
        const float height = paragraph_height(width, link.sentence);
        const Box row{here.left, here.top, here.right, here.top + height};
        const Touch touched = touch(fmt::format("why {}", number), row);
        const bool warm = touched.hovered && leads_on(link);
        const layout::Point dot{here.left + px(6), here.top + line_height(Face::body) / 2};
        if (!last)
            Flow::list()->AddLine({dot.x, dot.y + px(8)}, {dot.x, dot.y + height + px(4)}, colour(Tone::line), px(2));
        Flow::list()->AddCircleFilled(im(dot), px(5), colour(scenes::tone_of(link.state)));
        draw_paragraph(Flow::list(), {text_left, here.top}, width,
                       {link.sentence, Face::body, colour(warm ? Tone::accent : Tone::text)});
        if (touched.clicked) follow(link);
        flow_.skip(height + px(last ? 4 : 12));
    }

    /// To the task or the resource that it speaks of, else to the event that proves it.
    void follow(const WhyLink& link) {
        if (link.task != kNoTask)
            commands_.push_back(workspace::Select{{link.task, kNoResource}});
        else if (link.resource != kNoResource)
            commands_.push_back(workspace::Select{{kNoTask, link.resource}});
        else if (link.event)
            commands_.push_back(workspace::MoveToEvent{*link.event + 1});
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    const workspace::OpenRun& run_;
    const Moment& moment_;
    TaskId id_;
    TaskClaim claim_;
};

void draw_sum(Flow& flow, std::string_view label, State state, std::string_view sum) {
    Box row = flow.next(px(24));
    const float middle = row.centre().y;
    draw_span(Flow::list(), {row.left, middle - px(6), row.left + px(20), middle + px(6)}, scenes::form_of(state));
    row.left += px(30);
    draw_text_in(Flow::list(), row, {sum, Face::strong, 0, Align::right});
    draw_text_in(Flow::list(), row, {label, Face::body, colour(Tone::dim)});
}

void draw_future(const TaskMoment& task, Flow& flow) {
    const Box row = flow.next(px(24));
    const std::string_view holds = task.state.state != State::done   ? "pending"
                                   : task.ending == Ending::returned ? "has its result"
                                   : task.ending == Ending::failed   ? "holds an error"
                                                                     : "has no result";
    draw_text_in(Flow::list(), row, {holds, Face::strong, 0, Align::right});
    draw_text_in(Flow::list(), row, {"Its future", Face::body, colour(Tone::dim)});
}

}  // namespace

void draw_selected_task(const Workspace& workspace, Commands& commands, Flow& flow) {
    TaskPart(workspace, commands, flow).draw();
}

void draw_task_so_far(const Workspace& workspace, Flow& flow) {
    const TaskId task = workspace.story->selection.task;
    const Time at = workspace.story->playhead.at;
    const Spans spans = workspace.run()->timeline().of_task(task);
    if (spans.empty() || spans.front().from > at) return;
    const LanePoint point = spans.lane().point(at);
    const TraceHeader& header = workspace.run()->header();
    const auto put_sum = [&](std::string_view label, State state, SpanState in) {
        const Duration sum = point.before[spans.lane().place_of(in)];
        if (sum > Duration{0}) draw_sum(flow, label, state, length_in_words(header, sum));
    };
    flow.rule();
    flow.heading("So far");
    put_sum(header.conducted() ? "Its own steps" : "On a core", State::running, SpanState::running);
    put_sum(header.conducted() ? "Could continue" : "Ready", State::ready, SpanState::ready);
    put_sum("Blocked", State::blocked, SpanState::blocked);
    put_sum(capitalized(std::string(asleep_in_words(header))), State::asleep, SpanState::asleep);
    if (task != kMainTask) draw_future(workspace.moment().task(task), flow);
}

}  // namespace simul::panels
