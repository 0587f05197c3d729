#include "app/scenes/hall_clock.h"

#include <algorithm>
#include <cmath>
#include <span>

#include "app/scenes/drawing.h"

namespace simul::scenes {

namespace {

using layout::kFullTurn;
using theme::Face;
using theme::im;
using theme::Tone;

class ClockDrawing {
  public:
    ClockDrawing(const SceneView& view, const Box& middle) : view_(view), list_(view.list), middle_(middle) {}

    ClockPlaces draw() {
        if (view_.words) choose_lines();
        const float radius = std::min(middle_.height() / 2, 64 * SceneView::unit());
        const float gap = lines_.empty() ? 0 : theme::px(30), column = lines_.empty() ? 0 : lines_width(face_);
        const bool dial = radius >= 9 && column + gap + 2 * radius <= middle_.width();
        const float left = middle_.centre().x - (column + (dial ? gap + 2 * radius : 0)) / 2;
        ClockPlaces places;
        if (dial) {
            places.dial = layout::square({left + radius, middle_.centre().y}, 2 * radius);
            draw_dial(places.dial.centre(), radius);
        }
        if (!lines_.empty()) {
            const float x = left + (dial ? 2 * radius + gap : 0), height = row_height(face_) * count(lines_);
            places.lines = {x, middle_.centre().y - height / 2, x + column, middle_.centre().y + height / 2};
            draw_lines({x, places.lines.top});
        }
        return places;
    }

  private:
    using Lines = std::span<const ClockLine>;

    // ---- Times ---------------------------------------------------------------------------------------------------

    static float row_height(Face face) { return theme::font_size(face) * 1.04F; }
    static float count(Lines lines) { return static_cast<float>(lines.size()); }

    /// The largest face in which all find room; else as many of the last ones as do.
    void choose_lines() {
        lines_ = view_.clock_lines;
        for (const Face face : {Face::figure, Face::title, Face::strong}) {
            face_ = face;
            if (row_height(face) * count(lines_) <= middle_.height() && lines_width(face) <= middle_.width()) return;
        }
        const auto room = static_cast<std::size_t>(std::max(0.0F, middle_.height() / row_height(face_)));
        lines_ = lines_.last(std::min(room, lines_.size()));
        if (lines_width(face_) > middle_.width()) lines_ = {};
    }

    float times_width(Face face) const {
        float width = 0;
        for (const ClockLine& line : lines_) width = std::max(width, theme::text_width(line.time, face));
        return width;
    }
    float lines_width(Face face) const {
        float width = 0;
        for (const ClockLine& line : lines_) width = std::max(width, theme::text_width(line.label));
        return times_width(face) + theme::px(14) + width;
    }

    /// One column of times, right-aligned; what they are stands at their right.
    void draw_lines(Point top_left) {
        const float right = top_left.x + times_width(face_), row = row_height(face_);
        float y = top_left.y + row / 2;
        for (const ClockLine& line : lines_) {
            const Tone tone = line.ghost ? Tone::dim : Tone::text;
            const float strength = line.reached ? 1 : line.ghost ? 0.6F : 0.5F;
            theme::draw_text(list_, {right, y}, {line.time, face_, view_.ink(tone, strength), theme::Align::right});
            theme::draw_text(list_, {right + theme::px(14), y + row * 0.06F},
                             {line.label, Face::body, view_.ink(line.reached && !line.ghost ? Tone::text : Tone::dim)});
            y += row;
        }
    }

    // ---- The dial ------------------------------------------------------------------------------------------------

    /// Twelve hours; in a short run one, or a minute. More than once round, all of it is filled.
    Duration dial_round() const {
        if (view_.horizon > 30min) return 12h;
        return view_.horizon > 1min ? Duration(1h) : Duration(1min);
    }

    void draw_dial(Point centre, float radius) {
        const double turns = seconds_of(view_.moment.at) / seconds_of(dial_round());
        const auto part = static_cast<float>(turns - std::floor(turns));
        const double whole = seconds_of(view_.moment.timeline.end()) / seconds_of(dial_round());
        fill_wedge(centre, radius * 0.93F, static_cast<float>(std::min(whole, 1.0)), view_.ink(Tone::accent, 0.16F));
        if (turns >= 1) list_->AddCircleFilled(im(centre), radius * 0.93F, view_.ink(Tone::accent, 0.22F));
        fill_wedge(centre, radius * 0.93F, part, view_.ink(Tone::accent, 0.5F));
        draw_dial_edge(centre, radius);
        const Point hand = layout::towards(centre, kFullTurn * (part - 0.25F), radius * 0.93F);
        list_->AddLine(im(centre), im(hand), view_.ink(Tone::accent), std::max(1.0F, theme::px(2)));
        list_->AddCircleFilled(im(centre), std::max(1.5F, radius * 0.055F), view_.ink(Tone::text));
    }

    void fill_wedge(Point centre, float radius, float part, ImU32 ink) {
        // A fan of at most a quarter each: only then is it convex.
        for (float from = 0; from < part; from += 0.25F) {
            const float until = std::min(part, from + 0.25F);
            list_->PathLineTo(im(centre));
            list_->PathArcTo(im(centre), radius, kFullTurn * (from - 0.25F), kFullTurn * (until - 0.25F), 24);
            list_->PathFillConvex(ink);
        }
    }

    void draw_dial_edge(Point centre, float radius) {
        const int dashes = static_cast<int>(kFullTurn * radius / theme::px(5));
        for (int i = 0; i < dashes; ++i) {
            const auto angle = [&](float at) { return kFullTurn * at / static_cast<float>(dashes); };
            const float from = angle(static_cast<float>(i)), until = angle(static_cast<float>(i) + 0.55F);
            list_->AddLine(im(layout::towards(centre, from, radius)), im(layout::towards(centre, until, radius)),
                           view_.ink(Tone::waiting), std::max(1.0F, theme::px(1.2F)));
        }
        for (int hour = 0; hour < 12; ++hour) {
            const float angle = kFullTurn * static_cast<float>(hour) / 12;
            list_->AddLine(im(layout::towards(centre, angle, radius * (hour % 3 == 0 ? 0.8F : 0.86F))),
                           im(layout::towards(centre, angle, radius * 0.93F)),
                           view_.ink(hour % 3 == 0 ? Tone::dim : Tone::faint), std::max(1.0F, theme::px(1.2F)));
        }
    }

    const SceneView& view_;
    ImDrawList* list_;
    Box middle_;
    Lines lines_;
    Face face_ = Face::figure;
};

}  // namespace

ClockPlaces draw_clock(const SceneView& view, const Box& middle) {
    if (middle.empty() || (!view.words && middle.height() < 30)) return {};
    return ClockDrawing(view, middle).draw();
}

}  // namespace simul::scenes
