#include "app/scenes/things.h"

#include <fmt/format.h>

#include <algorithm>
#include <initializer_list>

#include "app/scenes/drawing.h"
#include "app/theme/compat.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul::scenes {

namespace {

using layout::Detail;
using layout::Thing;
using theme::Align;
using theme::Face;
using theme::Tone;

class ThingDrawing {
  public:
    ThingDrawing(const SceneView& view, const WorkerDrawing& workers, const Thing& thing)
        : view_(view),
          list_(view.list),
          workers_(workers),
          thing_(thing),
          info_(view.header().resources[index_of(thing.resource)]),
          now_(view.moment.moment.resource(thing.resource)) {}

    void draw() {
        draw_ground();
        const bool round = thing_.box == thing_.body;
        if (round)
            draw_small();
        else
            draw_body();
        if (view_.words && !round) draw_title();
        workers_.draw_crowd(thing_.queue);
        if (round && thing_.queue.hidden > 0 && thing_.detail == Detail::card) draw_hidden_at_table();
    }

  private:
    void draw_ground() {
        if (thing_.box != thing_.body && thing_.detail == Detail::card) {
            const ImU32 ground = theme::mixed(view_.ground(), theme::colour(Tone::raised), view_.ghost ? 0 : 0.7F);
            fill(thing_.box, ground, 8);
            frame(thing_.box, view_.ink(Tone::line), 8);
        }
        if (view_.is_marked(thing_.resource)) theme::draw_ring(list_, thing_.box, 8);
    }

    void fill(const Box& box, ImU32 ink, float radius) {
        list_->AddRectFilled(theme::top_left(box), theme::bottom_right(box), ink,
                             std::min(theme::px(radius), box.height() * 0.3F));
    }
    void frame(const Box& box, ImU32 ink, float radius) {
        const float thickness = std::max(1.0F, theme::px(1));
        const Box middle = box.inset(thickness / 2);
        if (middle.empty()) return;
        compat::add_frame(*list_, theme::top_left(middle), theme::bottom_right(middle), ink,
                          std::min(theme::px(radius), box.height() * 0.3F), thickness);
    }
    void say(const Box& box, std::string_view text, Face face, Tone tone, Align align = Align::left) {
        if (view_.words) theme::draw_text_in(list_, box, {text, face, view_.ink(tone), align});
    }

    /// Of an array what tells its members apart is at the end: `te…[2]`.
    static std::string shortened(const std::string& name, float room) {
        const std::size_t end = name.find_last_of("[.");
        if (end == std::string::npos || theme::text_width(name, Face::strong) <= room) return name;
        const std::string index = name.substr(end);
        for (std::size_t kept = end; kept-- > 1;) {
            std::string shorter = name.substr(0, kept) + "…" + index;
            if (theme::text_width(shorter, Face::strong) <= room) return shorter;
        }
        return "…" + index;
    }
    /// The first of these that has room, or nothing: two letters of a word say nothing.
    void say_if_it_fits(const Box& box, std::initializer_list<std::string_view> words, Tone tone,
                        Align align = Align::left) {
        for (const std::string_view each : words)
            if (theme::text_width(each) <= box.width()) return say(box, each, Face::body, tone, align);
    }

    void draw_title() {
        const bool card = thing_.detail == Detail::card;
        const std::string name = shortened(resource_in_words(view_.header(), thing_.resource), thing_.title.width());
        const Box at = theme::draw_text_in(list_, thing_.title, {name, Face::strong, view_.ink(Tone::text)});
        std::string kind(kind_in_words(info_));
        const float room = thing_.title.right - at.right - theme::px(16);
        if (view_.header().has_nodes()) {
            const std::string& node = view_.header().nodes[index_of(info_.node)].name;
            kind = theme::text_width(kind + " on " + node) <= room ? kind + " on " + node : node;
        }
        if (card && theme::text_width(kind) <= room) say(thing_.title, kind, Face::body, Tone::dim, Align::right);
    }

    // ---- What it is ----------------------------------------------------------------------------------------------

    void draw_body() {
        switch (info_.kind) {
            case ResourceKind::mutex:
                return draw_mutex();
            case ResourceKind::semaphore:
                return draw_slots(fmt::format("{} left", grouped_count(now_.count)), true);
            case ResourceKind::channel:
                return draw_slots(
                    info_.capacity == 0 ? "hands over" : fmt::format("{} of {}", now_.count, info_.capacity), false);
            case ResourceKind::stream:
                return draw_level(fmt::format("{} of {}", grouped_count(now_.count), grouped_count(info_.capacity)));
            case ResourceKind::rw_lock:
                return now_.count > 0 ? draw_slots(readers_in_words(now_.count), true) : draw_mutex();
            case ResourceKind::barrier:
                return draw_slots(fmt::format("{} of {}", now_.waiters, info_.capacity), true);
            case ResourceKind::event:
                return draw_event();
            case ResourceKind::variable:
                return draw_variable();
            case ResourceKind::device:
                if (now_.waiters == 0) say_if_it_fits(thing_.queue.box, {"no request", "idle"}, Tone::dim);
                return draw_what_card_does();
            case ResourceKind::condition:
                if (now_.waiters == 0) say_if_it_fits(thing_.queue.box, {"nobody waits", "nobody", "0"}, Tone::dim);
        }
    }

    /// At the foot of a graphics card's box.
    void draw_what_card_does() {
        if (thing_.detail != Detail::card || !shows_card(view_.header(), thing_.resource)) return;
        const Spans lane = view_.moment.timeline.of_resource(thing_.resource);
        const std::size_t now = lane.at(view_.moment.at);
        if (now == lane.size() || lane[now].state == SpanState::none) return;
        const std::string_view what = on_card_in_words(static_cast<DevicePart>(lane[now].level));
        Box rest = thing_.box.inset(10 * SceneView::unit(), 5 * SceneView::unit());
        const Box foot = rest.take_bottom(24 * SceneView::unit());
        const bool has_room = foot.top >= thing_.queue.box.centre().y + 16 * SceneView::unit();  // below the crowd
        if (!has_room) return;
        const std::string whole = fmt::format("{} for {}", what, view_.speech.name_of(lane[now].task));
        say_if_it_fits(foot, {whole, what}, Tone::dim);
    }

    static std::string grouped_count(std::int64_t count) {
        return grouped(static_cast<std::uint64_t>(std::max<std::int64_t>(count, 0)));
    }

    /// A slate block with a bright foot while somebody holds it, else an empty frame.
    void draw_mutex() {
        const float side = std::min(thing_.body.height(), 40 * SceneView::unit());
        const Point middle = thing_.body.centre();
        const float half = std::min(thing_.body.width() / 2, std::max(side * 0.9F, 30 * SceneView::unit()));
        const Box block{thing_.body.left, middle.y - side / 2, thing_.body.left + 2 * half, middle.y + side / 2};
        if (thing_.owner.empty()) {
            theme::draw_dashed_frame(list_, block, view_.ink(Tone::faint));
            return say_if_it_fits(block.inset(theme::px(2), 0), {"free"}, Tone::dim, Align::centre);
        }
        draw_held(block);
        const float sign = std::min(side * 0.68F, 24 * SceneView::unit());
        const Point centre = block.centre();
        workers_.draw_sign(now_.owner, {block.left + theme::px(6), centre.y - sign / 2, block.right - theme::px(6),
                                        centre.y + sign / 2});
    }

    void draw_held(const Box& block) {
        fill(block, view_.ink(Tone::waiting_fill), 5);
        const float foot = std::max(2.0F, theme::px(3));
        list_->AddRectFilled({block.left, block.bottom - foot}, theme::bottom_right(block), view_.ink(Tone::text));
    }

    void draw_slots(const std::string& words, bool round) {
        if (thing_.slots.empty()) return draw_level(words);
        for (std::size_t i = 0; i < thing_.slots.size(); ++i) draw_slot(thing_.slots[i], i < thing_.filled, round);
    }

    std::int64_t count_inside() const { return info_.kind == ResourceKind::barrier ? now_.waiters : now_.count; }

    /// Too many slots to be drawn: how many, and how full; in little room the number alone.
    void draw_level(const std::string& words) {
        const bool card = thing_.detail == Detail::card;
        Box rest = thing_.body;
        if (card && info_.kind != ResourceKind::semaphore && info_.capacity > 0) {
            const Box bar = rest.take_bottom(theme::px(8));
            const auto inside = static_cast<float>(count_inside());
            const float share = std::clamp(inside / static_cast<float>(info_.capacity), 0.0F, 1.0F);
            fill({bar.left, bar.top, bar.left + bar.width() * share, bar.bottom}, view_.ink(Tone::waiting), 3);
            frame(bar, view_.ink(Tone::faint), 3);
        }
        if (theme::text_width(words) > rest.width())
            return say(rest, grouped_count(count_inside()), Face::body, Tone::text);
        const bool large = card && theme::text_width(words, Face::title) <= rest.width();
        say(rest, words, large ? Face::title : Face::body, Tone::text);
    }

    void draw_slot(const Box& slot, bool filled, bool round) {
        const float side = slot.width();
        if (!round) {
            if (filled) fill(slot, view_.ink(Tone::waiting), 4);
            return frame(slot, view_.ink(filled ? Tone::text : Tone::faint, filled ? 0.8F : 1), 4);
        }
        const ImVec2 middle = theme::im(slot.centre());
        if (filled) list_->AddCircleFilled(middle, side * 0.42F, view_.ink(Tone::waiting));
        list_->AddCircle(middle, side * 0.42F, view_.ink(filled ? Tone::text : Tone::faint, filled ? 0.8F : 1), 0,
                         std::max(1.0F, theme::px(1.5F)));
    }

    void draw_event() {
        const float x = thing_.body.left + theme::px(6), foot = thing_.body.centre().y + theme::px(11);
        if (now_.flag)
            theme::draw_flag(list_, {x, foot}, view_.ink(Tone::text));
        else
            list_->AddLine({x, foot}, {x, foot - theme::px(14)}, view_.ink(Tone::faint), theme::px(1.5F));
        Box words = thing_.body;
        words.take_left(theme::px(22));
        if (now_.flag)
            say_if_it_fits(words, {"set"}, Tone::text);
        else
            say_if_it_fits(words, {"not set", "not"}, Tone::dim);
    }

    void draw_variable() {
        if (!thing_.copies.empty()) return draw_copies();
        if (info_.raw) return say(thing_.body, "no order, no value", Face::body, Tone::dim);
        const std::string value = value_in_words(view_.moment.moment.value_of(thing_.resource));
        const bool card = thing_.detail == Detail::card;
        say(thing_.body, value, card ? Face::title : Face::strong, Tone::text, card ? Align::centre : Align::left);
    }

    /// Each process has its own.
    void draw_copies() {
        for (const layout::Copy& copy : thing_.copies) {
            Box rest = copy.box;
            const float side = std::min(rest.height(), 22 * SceneView::unit());
            workers_.draw_sign(copy.reader, layout::square({rest.left + side / 2, rest.centre().y}, side));
            rest.take_left(side + theme::px(6));
            say(rest, value_in_words(copy.value), Face::strong, Tone::text);
        }
    }

    // ---- Around a table, or as a dot -----------------------------------------------------------------------------

    void draw_small() {
        if (thing_.owner.empty()) {
            fill(thing_.body, view_.ground(), 5);
            frame(thing_.body, view_.ink(Tone::faint), 5);
        } else {
            draw_held(thing_.body);
            if (thing_.detail == Detail::card)
                workers_.draw_sign(now_.owner, thing_.body.inset(thing_.body.width() * 0.16F));
        }
        const bool waited_for = thing_.detail == Detail::dot && now_.waiters > 0;
        if (waited_for) frame(thing_.body, view_.ink(Tone::blocked), 5);
        if (thing_.detail == Detail::card && !thing_.title.empty()) draw_index();
    }

    void draw_index() {
        const std::size_t bracket = info_.name.find('[');
        if (bracket == std::string::npos) return;
        const std::string index = info_.name.substr(bracket + 1, info_.name.size() - bracket - 2);
        if (theme::text_width(index) <= thing_.title.width())
            say(thing_.title, index, Face::body, Tone::dim, Align::centre);
    }

    void draw_hidden_at_table() {
        if (!view_.words || thing_.queue.box.empty()) return;
        const std::string more = fmt::format("+{}", thing_.queue.hidden);
        theme::draw_text(list_, {thing_.queue.box.right + theme::px(3), thing_.queue.box.centre().y},
                         {more, Face::body, view_.ink(Tone::dim)});
    }

    const SceneView& view_;
    ImDrawList* list_;
    const WorkerDrawing& workers_;
    const Thing& thing_;
    const ResourceInfo& info_;
    const ResourceMoment& now_;
};

}  // namespace

void draw_thing(const SceneView& view, const WorkerDrawing& workers, const layout::Thing& thing,
                std::vector<Target>& targets) {
    Target target;
    target.box = thing.box;
    target.resource = thing.resource;
    targets.push_back(target);
    ThingDrawing(view, workers, thing).draw();
}

std::string value_in_words(const ShownCell& value) {
    return value.type == CellType::real ? fmt::format("{:.6g}", value.as_real()) : text_of(value);
}

}  // namespace simul::scenes
