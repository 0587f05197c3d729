// The machines: each with its tasks and what stands on it, links between them, and messages on their way.
#include "app/layout/machines.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenes/scenes.h"
#include "app/scenes/things.h"
#include "app/scenes/workers.h"
#include "app/theme/compat.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul::scenes {

namespace {

using layout::Flight;
using layout::Link;
using layout::Machine;
using theme::Align;
using theme::Face;
using theme::Tone;

class MachinesDrawing {
  public:
    MachinesDrawing(const SceneView& view, const Box& box)
        : view_(view),
          list_(view.list),
          hall_(layout::machine_hall_of(view.moment, view.outages, box, SceneView::unit())),
          workers_(view, targets_) {}

    std::vector<Target> draw() {
        for (const Link& link : hall_.links) draw_line(link);
        for (const Machine& machine : hall_.machines) draw_machine(machine);
        for (const Link& link : hall_.links) draw_handle(link);
        for (const Flight& flight : hall_.flights) draw_flight(flight);
        for (const Link& link : hall_.links)  // a message that is just there is no obstacle
            targets_.push_back({link.handle, kNoTask, kNoResource, layout::MachineEnds{link.one, link.other}});
        return std::move(targets_);
    }

  private:
    // ---- Links ---------------------------------------------------------------------------------------------------

    void draw_line(const Link& link) {
        const float thickness = std::max(1.0F, theme::px(2));
        if (link.cut)
            theme::draw_dashed_line(list_, link.from, link.to, view_.ink(Tone::blocked), thickness);
        else
            list_->AddLine(theme::im(link.from), theme::im(link.to), view_.ink(Tone::line), thickness);
    }

    /// A knot near its middle; of a link that is cut, a cross.
    void draw_handle(const Link& link) {
        const Point middle = link.handle.centre();
        const float radius = theme::px(6), thickness = std::max(1.0F, theme::px(1.5F));
        list_->AddCircleFilled(theme::im(middle), radius, view_.ground());
        const ImU32 ink = view_.ink(link.cut ? Tone::blocked : Tone::dim);
        list_->AddCircle(theme::im(middle), radius, ink, 0, thickness);
        if (link.cut) {
            const float arm = theme::px(9);
            list_->AddLine({middle.x - arm, middle.y - arm}, {middle.x + arm, middle.y + arm}, ink, thickness);
            list_->AddLine({middle.x - arm, middle.y + arm}, {middle.x + arm, middle.y - arm}, ink, thickness);
        }
    }

    void draw_flight(const Flight& flight) {
        const float radius = theme::px(5);
        list_->AddCircleFilled(theme::im(flight.at), radius + theme::px(1.5F), view_.ground());
        list_->AddCircleFilled(theme::im(flight.at), radius, view_.ink(Tone::accent));
        if (flight.sender != kNoTask)
            targets_.push_back({layout::square(flight.at, 2 * radius), flight.sender, kNoResource, {}});
    }

    // ---- Machines ------------------------------------------------------------------------------------------------

    void draw_machine(const Machine& machine) {
        const float radius = std::min(theme::px(8), machine.box.height() * 0.2F);
        const ImVec2 from = theme::top_left(machine.box), to = theme::bottom_right(machine.box);
        list_->AddRectFilled(from, to, theme::mixed(view_.ground(), theme::colour(Tone::raised), view_.ghost ? 0 : 1),
                             radius);
        if (machine.down)
            theme::draw_hatch(list_, machine.box.inset(1), theme::px(9), theme::px(1), view_.ink(Tone::line));
        compat::add_frame(*list_, from, to, view_.ink(machine.down ? Tone::blocked : Tone::line), radius,
                          std::max(1.0F, theme::px(1)));
        targets_.push_back({machine.box, kNoTask, kNoResource, layout::MachineEnds{machine.node, machine.node}});
        draw_title(machine);
        workers_.draw_crowd(machine.tasks);
        for (const layout::HeldThing& thing : machine.things) draw_thing(thing);
    }

    void draw_title(const Machine& machine) {
        if (!view_.words) return;
        const NodeInfo& node = view_.header().nodes[index_of(machine.node)];
        const Box name = theme::draw_text_in(list_, machine.title, {node.name, Face::strong, view_.ink(Tone::text)});
        std::string more;
        if (machine.down)
            more = "down";
        else if (machine.things_hidden > 0)
            more = fmt::format("{} more", grouped(machine.things_hidden));
        Box rest = machine.title;
        rest.left = name.right + theme::px(8);
        if (more.empty() || theme::text_width(more) > rest.width()) return;
        theme::draw_text_in(list_, rest,
                            {more, Face::body, view_.ink(machine.down ? Tone::blocked : Tone::dim), Align::right});
    }

    void draw_thing(const layout::HeldThing& thing) {
        targets_.push_back({thing.box, kNoTask, thing.resource, {}});
        if (view_.is_marked(thing.resource)) theme::draw_ring(list_, thing.box, 4);
        if (!view_.words) return;
        const std::string holds = content_of(thing.resource);
        const float width = theme::text_width(holds);
        Box name = thing.box;
        name.right -= width + theme::px(8);
        theme::draw_text_in(list_, name,
                            {resource_in_words(view_.header(), thing.resource), Face::body, view_.ink(Tone::dim)});
        if (width <= thing.box.width())
            theme::draw_text_in(list_, thing.box, {holds, Face::body, view_.ink(Tone::text), Align::right});
    }

    std::string content_of(ResourceId resource) const {
        const ResourceInfo& info = view_.header().resources[index_of(resource)];
        const ResourceMoment& now = view_.moment.moment.resource(resource);
        if (info.kind == ResourceKind::variable && !info.raw)
            return value_in_words(view_.moment.moment.value_of(resource));
        if (info.kind == ResourceKind::channel) return fmt::format("{} inside", now.count);
        if (info.kind == ResourceKind::mutex)
            return now.owner == kNoTask ? "free" : "held by " + view_.speech.name_of(now.owner);
        return std::string(kind_in_words(info));
    }

    const SceneView& view_;
    ImDrawList* list_;
    layout::MachineHall hall_;
    std::vector<Target> targets_;
    WorkerDrawing workers_;
};

}  // namespace

std::vector<Target> draw_machines(const SceneView& view, const Box& box) { return MachinesDrawing(view, box).draw(); }

}  // namespace simul::scenes
