// The workshop: benches, queues, things and resting places; a circle of waits is a circle of arrows.
#include "app/layout/workshop.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenes/drawing.h"
#include "app/scenes/scenes.h"
#include "app/scenes/things.h"
#include "app/scenes/workers.h"
#include "app/theme/compat.h"
#include "engine/analysis/time_words.h"

namespace simul::scenes {

namespace {

using layout::Bench;
using layout::Crowd;
using theme::Align;
using theme::Face;
using theme::Tone;

class WorkshopDrawing {
  public:
    WorkshopDrawing(const SceneView& view, const Box& box)
        : view_(view),
          list_(view.list),
          workshop_(layout::workshop_of(view.moment, box, SceneView::unit())),
          workers_(view, targets_) {}

    std::vector<Target> draw() {
        if (!workshop_.round_table.empty()) draw_table();
        draw_benches();
        draw_crowd(workshop_.ready, "Ready");
        for (const layout::Thing& thing : workshop_.things) draw_thing(view_, workers_, thing, targets_);
        draw_things_title();
        draw_crowd(workshop_.asleep, "Asleep");
        draw_crowd(workshop_.awaiting, "Await a result");
        draw_crowd(workshop_.ended, ended_in_words());
        for (const layout::WaitArrow& arrow : workshop_.cycle) draw_wait(arrow);
        return std::move(targets_);
    }

  private:
    /// Who ended badly has not just ended.
    std::string ended_in_words() const {
        const Counts counts(view_.moment.moment);
        std::string words = "Ended";
        for (const Doing doing : {Doing::failed, Doing::cancelled, Doing::died})
            if (counts.of(doing) > 0)
                words += fmt::format(", {} {}", grouped(counts.of(doing)),
                                     doing == Doing::failed ? "failed"
                                     : doing == Doing::died ? "died"
                                                            : "cancelled");
        return words;
    }

    void say_title(const Box& box, std::string_view title, std::size_t count) {
        if (!view_.words || box.empty()) return;
        const Box at = theme::draw_text_in(list_, box, {title, Face::body, view_.ink(Tone::dim)});
        const std::string number = grouped(count);
        Box rest = box;
        rest.left = at.right + theme::px(8);
        if (theme::text_width(number, Face::strong) <= rest.width())
            theme::draw_text_in(list_, rest, {number, Face::strong, view_.ink(count > 0 ? Tone::text : Tone::dim)});
    }

    void draw_crowd(const Crowd& crowd, std::string_view title) {
        say_title(crowd.title, title, crowd.count);
        workers_.draw_crowd(crowd);
    }

    // ---- Benches -------------------------------------------------------------------------------------------------

    void draw_benches() {
        std::size_t busy = 0;
        for (const Bench& bench : workshop_.benches) busy += bench.at.size();
        if (view_.words) {
            const std::string title = fmt::format("{} of {} busy", busy, plural(workshop_.benches.size(), "core"));
            theme::draw_text_in(list_, workshop_.benches_title, {title, Face::body, view_.ink(Tone::dim)});
        }
        for (const Bench& bench : workshop_.benches) draw_bench(bench);
    }

    void draw_bench(const Bench& bench) {
        const bool busy = !bench.at.empty();
        const float radius = std::min(theme::px(6), bench.box.height() * 0.25F);
        const ImU32 top = busy ? view_.ink(Tone::running, 0.16F) : view_.ink(Tone::figure, 0.35F);
        list_->AddRectFilled(theme::top_left(bench.box), theme::bottom_right(bench.box), top, radius);
        const float edge = std::max(1.0F, std::min(theme::px(3), bench.box.height() * 0.12F));
        const float left = bench.box.left + radius, right = bench.box.right - radius, foot = bench.box.bottom - edge;
        list_->AddRectFilled({left, foot}, {right, bench.box.bottom},
                             busy ? view_.ink(Tone::running, 0.35F) : view_.ink(Tone::figure));
        if (busy)
            list_->AddRectFilled({left, foot}, {left + (right - left) * bench.share_computed, bench.box.bottom},
                                 view_.ink(Tone::running));
        for (const layout::Worker& worker : bench.at)
            workers_.draw(worker, worker.chip.width() >= 19 * SceneView::unit());
        if (!view_.words) return;
        const std::string name = view_.core_name(bench.core);
        if (!bench.label.empty()) {
            theme::draw_text_in(list_, bench.label, {name, Face::body, view_.ink(Tone::dim)});
            if (!busy) say_idle(bench, "idle");
        } else if (!busy) {
            say_idle(bench, name);
        }
    }

    void say_idle(const Bench& bench, std::string_view words) {
        const Box room = bench.box.inset(theme::px(8), 0);
        if (room.width() >= theme::text_width(words))
            theme::draw_text_in(list_, room, {words, Face::body, view_.ink(Tone::dim)});
    }

    // ---- Things --------------------------------------------------------------------------------------------------

    void draw_things_title() {
        if (!view_.words || workshop_.things_title.empty()) return;
        const std::size_t copies = count_copies();
        std::string title = view_.header().has_nodes()          ? "On the machines"
                            : copies == 0                       ? "Shared"
                            : copies == workshop_.things.size() ? "Own copies of each process"
                                                                : "Shared, and own copies";
        if (workshop_.things_hidden > 0) title += fmt::format(", {} more", grouped(workshop_.things_hidden));
        theme::draw_text_in(list_, workshop_.things_title, {title, Face::body, view_.ink(Tone::dim)});
    }

    /// Variables of which each process has one of its own.
    std::size_t count_copies() const {
        if (!copies_variables(view_.header().model)) return 0;
        const auto is_copied = [this](const layout::Thing& thing) {
            const ResourceInfo& info = view_.header().resources[index_of(thing.resource)];
            return info.kind == ResourceKind::variable && !info.mmap;
        };
        return static_cast<std::size_t>(std::count_if(workshop_.things.begin(), workshop_.things.end(), is_copied));
    }

    void draw_table() {
        const Box& table = workshop_.round_table;
        compat::add_frame(*list_, theme::top_left(table), theme::bottom_right(table), view_.ink(Tone::line),
                          std::min(table.width(), table.height()) / 2, std::max(1.0F, theme::px(1.5F)));
        if (!view_.words) return;
        const std::string words = workshop_.cycle.empty() ? name_of_array() : "a circle of waits";
        const bool caught = !workshop_.cycle.empty();
        if (theme::text_width(words, Face::strong) <= table.width() * 0.46F)
            theme::draw_text(list_, table.centre(),
                             {words, caught ? Face::strong : Face::body, view_.ink(caught ? Tone::blocked : Tone::dim),
                              Align::centre});
    }

    std::string name_of_array() const {
        for (const layout::Thing& thing : workshop_.things) {
            const std::string& name = view_.header().resources[index_of(thing.resource)].name;
            if (thing.box == thing.body && name.find('[') != std::string::npos) return name.substr(0, name.find('['));
        }
        return {};
    }

    // ---- A circle of waits ---------------------------------------------------------------------------------------

    /// Bent away from the middle of the table, or to one side, so that two that wait for each other are two arrows.
    void draw_wait(const layout::WaitArrow& wait) {
        Arrow arrow;
        arrow.from = wait.start;
        arrow.to = wait.end;
        arrow.trim_start = arrow.trim_end = wait.chip * 0.62F;
        arrow.bend = workshop_.round_table.empty() ? 0.22F : outward_bend(wait);
        const bool large = wait.chip >= 14 * SceneView::unit();
        draw_arrow(list_, arrow, view_.ink(Tone::blocked), std::max(1.0F, theme::px(large ? 2 : 1)));
    }

    float outward_bend(const layout::WaitArrow& wait) const {
        const Point middle = workshop_.round_table.centre();
        const float across = (wait.end.x - wait.start.x) * (middle.y - wait.start.y) -
                             (wait.end.y - wait.start.y) * (middle.x - wait.start.x);
        return across > 0 ? 0.12F : -0.12F;
    }

    const SceneView& view_;
    ImDrawList* list_;
    layout::Workshop workshop_;
    std::vector<Target> targets_;
    WorkerDrawing workers_;
};

}  // namespace

std::vector<Target> draw_workshop(const SceneView& view, const Box& box) { return WorkshopDrawing(view, box).draw(); }

}  // namespace simul::scenes
