// A circle of waits in the inspector: who wants what, and who has it, as a ring.
#include <fmt/format.h>

#include <algorithm>

#include "app/layout/wait_ring.h"
#include "app/panels/inspector.h"
#include "app/panels/task_chip.h"
#include "app/scenes/drawing.h"
#include "app/theme/forms.h"
#include "app/theme/widgets.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_cycle.h"
#include "engine/analysis/wait_words.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::RingNode;

constexpr std::size_t kMostTasks = 8;  ///< in a ring; more are listed
constexpr float kArrow = 18;           ///< units of design: what one needs at least

class RingDrawing {
  public:
    RingDrawing(const Workspace& workspace, Commands& commands, Flow& flow, const std::vector<TaskId>& circle)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          moment_(workspace.moment()),
          header_(workspace.run()->header()),
          circle_(circle) {}

    void draw() {
        flow_.rule();
        if (circle_.size() > kMostTasks) return draw_list();
        flow_.heading(circle_.size() == 1 ? "Waits for itself" : "A circle of waits", "no task can continue");
        nodes_ = layout::ring_of(moment_, circle_);
        const Box box = flow_.next(px(height())).inset(px(6));
        place(box);
        for (std::size_t i = 0; i < nodes_.size(); ++i) draw_arrow_from(i);
        for (const RingNode& node : nodes_)
            node.task != kNoTask ? draw_task_chip(workspace_, commands_, "ring", node.box(), node.task)
                                 : draw_resource(node);
        draw_closing(box.centre());
        draw_legend();
        flow_.skip(px(6));
    }

  private:
    /// With names as long as arrows between them, and the words in the middle, leave room for.
    void place(const Box& box) {
        for (const float name : {nodes_.size() == 4 ? 100.0F : 64.0F, 26.0F}) {
            name_room_ = px(name);
            for (RingNode& node : nodes_) {
                node.width = node.task != kNoTask ? chip_width(chip_label(workspace_, node.task))
                                                  : std::max(px(30), text_width(name_in_ring(node.resource)) + px(14));
                node.height = px(kChipHeight);
            }
            layout::place_ring(nodes_, box);
            if (layout::least_gap(nodes_) >= px(kArrow)) return;
        }
    }

    float height() const {
        const auto count = static_cast<float>(nodes_.size());
        return std::clamp(90 + 16 * count, 130.0F, 346.0F);
    }

    /// One that is too long for a ring is told, and nobody is left out.
    void draw_list() {
        flow_.heading("A circle of waits", plural(circle_.size(), "task"));
        flow_.skip(px(4));
        const float used = draw_task_chips(workspace_, commands_, "ring", flow_.here(), circle_, 6);
        flow_.skip(used + px(8));
    }

    // ---- Resources

    /// `fork[2]`, or of a long name or in a close ring, what tells it apart: `2`.
    std::string name_in_ring(ResourceId resource) const {
        const std::string name = resource_in_words(header_, resource);
        if (text_width(name) <= name_room_) return name;
        const std::size_t end = name.find_last_of("0123456789");
        if (end == std::string::npos) return fitted(name, Face::body, name_room_);
        const std::size_t before = name.find_last_not_of("0123456789", end);
        const std::size_t begin = before == std::string::npos ? 0 : before + 1;
        return fitted(name.substr(begin, end + 1 - begin), Face::body, name_room_);
    }

    void draw_resource(const RingNode& node) {
        const Box box = node.box();
        draw_span(Flow::list(), box, Form::held);
        draw_text(Flow::list(), box.centre(), {name_in_ring(node.resource), Face::body, 0, Align::centre});
        if (workspace_.story->selection.resource == node.resource) draw_ring(Flow::list(), box, spacing().chip_radius);
        const Touch touched = touch(fmt::format("ring resource {}", index_of(node.resource)), box);
        if (touched.clicked) commands_.push_back(workspace::Select{{kNoTask, node.resource}});
        if (touched.hovered) tooltip(about(node.resource));
    }

    std::string about(ResourceId resource) const {
        const ResourceMoment& now = moment_.resource(resource);
        const TraceEvent& since = workspace_.run()->trace()[now.owned_event];
        return fmt::format("{}, {}\n{} has held it since {}{}.", resource_in_words(header_, resource),
                           kind_with_article(header_.resources[index_of(resource)]),
                           capitalized(speech_of(workspace_).name_of(now.owner)), moment_in_words(header_, since.time),
                           line_in_words(since.line));
    }

    // ---- Arrows

    static ImU32 ink_of_want() { return colour(Tone::blocked); }
    static ImU32 ink_of_hold() { return colour(Tone::dim); }
    static float thickness() { return px(setting().look == Look::projector ? 3 : 2); }

    /// From a task to what it wants, from a resource to who has it.
    void draw_arrow_from(std::size_t index) const {
        const RingNode& from = nodes_[index];
        const RingNode& to = nodes_[(index + 1) % nodes_.size()];
        if (nodes_.size() < 2) return;
        scenes::Arrow arrow;
        arrow.from = from.centre;
        arrow.to = to.centre;
        arrow.trim_start = layout::rim_towards(from, to.centre) + px(3);
        arrow.trim_end = layout::rim_towards(to, from.centre) + px(4);
        arrow.bend = nodes_.size() == 2 ? 0.3F : 0.08F;
        scenes::draw_arrow(Flow::list(), arrow, from.task != kNoTask ? ink_of_want() : ink_of_hold(), thickness());
    }

    /// When the circle closed. Pressed, the playhead goes there.
    void draw_closing(layout::Point centre) {
        const std::size_t event = layout::closed_at(moment_, circle_);
        const TraceEvent& closing = workspace_.run()->trace()[event];
        const std::string when = fmt::format("closed at {}", moment_in_words(header_, closing.time));
        const std::string who =
            fmt::format("by {}{}", chip_label(workspace_, closing.task), line_in_words(closing.line));
        const float half = std::max(text_width(when, Face::strong), text_width(who)) / 2 + px(4);
        const Box box{centre.x - half, centre.y - px(22), centre.x + half, centre.y + px(22)};
        const Touch touched = touch("ring closed", box);
        draw_text(Flow::list(), {centre.x, centre.y - px(10)},
                  {when, Face::strong, colour(touched.hovered ? Tone::accent : Tone::blocked), Align::centre});
        draw_text(Flow::list(), {centre.x, centre.y + px(11)}, {who, Face::body, colour(Tone::dim), Align::centre});
        if (touched.hovered)
            tooltip(fmt::format("The circle closed here\n{} {}.",
                                capitalized(speech_of(workspace_).name_of(closing.task)),
                                wait_in_words(moment_, closing.task, speech_of(workspace_))));
        if (touched.clicked) commands_.push_back(workspace::MoveToEvent{event + 1});
    }

    void draw_legend() {
        Box row = flow_.next(px(26));
        const auto entry = [&](std::string_view words, ImU32 ink) {
            const Box sample = row.take_left(px(30));
            scenes::Arrow arrow;
            arrow.from = {sample.left, sample.centre().y};
            arrow.to = {sample.right, sample.centre().y};
            scenes::draw_arrow(Flow::list(), arrow, ink, thickness());
            row.left += px(8);
            draw_text_in(Flow::list(), row.take_left(text_width(words) + 1), {words, Face::body, colour(Tone::dim)});
            row.left += px(20);
        };
        entry("wants", ink_of_want());
        const bool any_resource =
            std::any_of(nodes_.begin(), nodes_.end(), [](const RingNode& node) { return node.task == kNoTask; });
        if (any_resource) entry("is held by", ink_of_hold());
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    const Moment& moment_;
    const TraceHeader& header_;
    const std::vector<TaskId>& circle_;
    std::vector<RingNode> nodes_;
    float name_room_ = 0;
};

}  // namespace

void draw_circles(const Workspace& workspace, Commands& commands, Flow& flow) {
    constexpr std::size_t kMostCircles = 3;
    const TaskId task = workspace.story->selection.task;
    std::vector<std::vector<TaskId>> circles;
    if (task == kNoTask) {
        circles = circles_in(workspace.moment());
    } else if (std::vector<TaskId> circle = circle_behind(workspace.moment(), task); !circle.empty()) {
        circles.push_back(std::move(circle));
    }
    for (std::size_t i = 0; i < circles.size() && i < kMostCircles; ++i)
        RingDrawing(workspace, commands, flow, circles[i]).draw();
    if (circles.size() > kMostCircles)
        flow.put(fmt::format("and {} more circles", circles.size() - kMostCircles), Face::body, Tone::dim);
}

}  // namespace simul::panels
