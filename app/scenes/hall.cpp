// The hall: boards in the form of their state, opponents who think, the masters and the way that they came, and in the
// middle the clock and the times that count.
#include "app/layout/hall.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "app/layout/hall_masters.h"
#include "app/scenes/drawing.h"
#include "app/scenes/scenes.h"
#include "app/theme/compat.h"
#include "engine/analysis/time_words.h"

namespace simul::scenes {

namespace {

using layout::HallBoard;
using layout::HallMaster;
using layout::kFullTurn;
using theme::Face;
using theme::im;
using theme::Tone;

class HallDrawing {
  public:
    HallDrawing(const SceneView& view, const Box& box)
        : view_(view), list_(view.list), hall_(layout::hall_of(view.moment, box, SceneView::unit())) {}

    bool is_there() const { return !hall_.boards.empty(); }

    std::vector<Target> draw() {
        numbered_ = numbers_fit();
        draw_table();
        if (view_.words || hall_.table.height() > 40) draw_middle();
        for (const HallBoard& board : hall_.boards) draw_board(board);
        for (const HallMaster& master : hall_.masters)
            draw_trail(view_, master.trail, master.size * 0.42F, Tone::accent);
        for (const HallMaster& master : hall_.masters) draw_master(master);
        if (view_.words && hall_.masters.size() == 1) draw_name(hall_.masters.front());
        return std::move(targets_);
    }

  private:
    /// All boards have numbers or none has, also if some are short.
    bool numbers_fit() const {
        return hall_.numbered && view_.words &&
               std::all_of(hall_.boards.begin(), hall_.boards.end(), [](const HallBoard& board) {
                   return theme::text_width(board.number, Face::strong) <= board.side * 0.92F;
               });
    }

    // ---- The tables ----------------------------------------------------------------------------------------------

    void draw_table() {
        const float thickness = std::max(1.0F, theme::px(1.5F));
        list_->AddRectFilled(theme::top_left(hall_.table), theme::bottom_right(hall_.table),
                             theme::mixed(view_.ground(), theme::colour(Tone::ground), 0.35F), hall_.table_radius);
        compat::add_frame(*list_, theme::top_left(hall_.table), theme::bottom_right(hall_.table), view_.ink(Tone::line),
                          hall_.table_radius, thickness);
    }

    // ---- Boards --------------------------------------------------------------------------------------------------

    void draw_board(const HallBoard& board) {
        const TurnedSquare square{board.centre, board.side, board.angle, board.side * 0.12F};
        const Box box = layout::square(board.centre, board.side);
        draw_form(square, board);
        if (board.person_size > 0 && board.state != State::done && board.state != State::absent) draw_opponent(board);
        if (view_.is_marked(board.task))
            frame_square(list_, {square.centre, square.side + theme::px(9), square.angle, square.radius + theme::px(4)},
                         theme::colour(Tone::accent), theme::px(2));
        if (numbered_) draw_number(board);
        Target target;
        target.box = box;
        target.task = board.task;
        targets_.push_back(target);
    }

    void draw_form(const TurnedSquare& square, const HallBoard& board) {
        const bool large = board.side >= 9 * SceneView::unit();
        const float edge = large ? std::max(1.0F, theme::px(1.5F)) : 1;
        switch (board.state) {
            case State::running:
                if (large)
                    fill_square(list_, {square.centre, square.side * 1.16F, square.angle, square.side * 0.2F},
                                view_.ink(Tone::running, 0.28F));
                fill_square(list_, square, view_.ink(Tone::running));
                if (large) checker_square(list_, square, view_.ink(Tone::running, 0.8F));
                return;
            case State::ready:
            case State::blocked: {
                const Tone tone = tone_of(board.state);
                fill_square(list_, square, view_.ink(tone, 0.14F));
                if (large && board.state == State::ready) checker_square(list_, square, view_.ink(tone, 0.27F));
                if (large && board.state == State::blocked) hatch_square(list_, square, view_.ink(tone, 0.6F));
                return frame_square(list_, square, view_.ink(tone), edge);
            }
            case State::asleep:
                fill_square(list_, square, view_.ink(Tone::figure, 0.75F));
                if (large) checker_square(list_, square, view_.ink(Tone::figure, 0.42F));
                return;
            case State::done:
                return fill_square(list_, square, view_.ink(Tone::figure, 0.4F));
            case State::absent:
                return dash_square(list_, square, view_.ink(Tone::figure), edge);
        }
    }

    void draw_number(const HallBoard& board) {
        const bool over = board.state == State::done || board.state == State::absent;
        ImU32 ink = view_.ink(over ? Tone::faint : board.state == State::asleep ? Tone::dim : Tone::text);
        if (board.state == State::running) ink = theme::colour(Tone::on_running);
        if (board.state == State::blocked) {
            const float half = theme::text_width(board.number, Face::strong) / 2 + theme::px(2);
            const Box back{board.centre.x - half, board.centre.y - theme::px(8), board.centre.x + half,
                           board.centre.y + theme::px(8)};
            list_->AddRectFilled(theme::top_left(back), theme::bottom_right(back), view_.ink(Tone::blocked, 0.14F),
                                 theme::px(3));
        }
        theme::draw_text(list_, board.centre, {board.number, Face::strong, ink, theme::Align::centre});
    }

    void draw_opponent(const HallBoard& board) {
        const Tone tone = tone_of(board.state);
        draw_person(list_, board.person, board.person_size, board.angle,
                    {view_.ink(tone, 0.5F), view_.ink(tone, board.state == State::asleep ? 0.85F : 1)});
        if (board.state == State::asleep)
            draw_part_ring(view_, board.person, board.person_size * 0.54F, board.share_thought, Tone::waiting);
    }

    // ---- Masters -------------------------------------------------------------------------------------------------

    void draw_master(const HallMaster& master) {
        const float size = master.size;
        list_->AddCircleFilled(im(master.place), size, view_.ink(Tone::accent, 0.24F));
        if (master.moves) {
            const Point hand = layout::between(master.place, master.facing, 0.96F);
            list_->AddLine(im(master.place), im(hand), view_.ink(Tone::accent), size * 0.3F);
            list_->AddCircleFilled(im(hand), size * 0.2F, view_.ink(Tone::text));
        }
        list_->AddCircleFilled(im(master.place), size * 0.52F, view_.ink(Tone::accent));
        list_->AddCircleFilled(im(master.place), size * 0.34F, theme::colour(is_light() ? Tone::panel : Tone::text));
        Target target;
        target.box = layout::square(master.place, size * 1.6F);
        target.resource = layout::master_resource(view_.header());
        if (target.resource == kNoResource) target.task = master.board;
        targets_.push_back(target);
    }

    static bool is_light() { return theme::setting().look != Look::dark; }

    /// Beside her, inside, where nothing else stands: ahead of her or behind if not before her.
    void draw_name(const HallMaster& master) {
        const ResourceId resource = layout::master_resource(view_.header());
        if (resource == kNoResource) return;
        std::string name = view_.header().resources[index_of(resource)].name;
        name[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(name[0])));
        const float width = theme::text_width(name, Face::strong) / 2, reach = master.size + theme::px(7);
        const Point in = layout::between(master.place, master.label, 1 / (26 * SceneView::unit()));
        const Point inward{in.x - master.place.x, in.y - master.place.y};
        const float tall = theme::px(7);
        const float away = reach + std::abs(inward.x) * width + std::abs(inward.y) * tall;
        const Point candidates[] = {
            {master.place.x + inward.x * away, master.place.y + inward.y * away},
            {master.place.x + inward.x * tall + reach + width, master.place.y + inward.y * (tall + theme::px(2))},
            {master.place.x + inward.x * tall - reach - width, master.place.y + inward.y * (tall + theme::px(2))},
        };
        for (const Point at : candidates) {
            const Box room{at.x - width - 2, at.y - tall, at.x + width + 2, at.y + tall};
            if (room.meets(dial_) || room.meets(lines_) || meets_a_board(room)) continue;
            theme::draw_text(list_, at, {name, Face::strong, view_.ink(Tone::text), theme::Align::centre});
            return;
        }
    }

    bool meets_a_board(const Box& room) const {
        return std::any_of(hall_.boards.begin(), hall_.boards.end(), [&room](const HallBoard& board) {
            return room.meets(layout::square(board.centre, board.side * 1.1F));
        });
    }

    // ---- The middle ----------------------------------------------------------------------------------------------

    void draw_middle() {
        const Box& middle = hall_.middle;
        const Face face = figure_face(middle.height());
        const float row = row_height(face), rows = static_cast<float>(view_.clock_lines.size());
        const bool lines = view_.words && rows > 0 && row * rows <= middle.height();
        const float column = lines ? lines_width(face) : 0;
        const float radius = std::min(std::max(middle.height() * 0.5F, 0.0F), 64 * SceneView::unit());
        const float gap = lines ? theme::px(30) : 0;
        const bool dial = radius >= 9 && column + gap + 2 * radius <= middle.width();
        if (lines && column > middle.width()) return;
        const float width = column + (dial ? gap + 2 * radius : 0);
        const float left = middle.centre().x - width / 2;
        const float x = left + (dial ? 2 * radius + gap : 0), top = middle.centre().y - row * rows / 2;
        if (dial) dial_ = layout::square({left + radius, middle.centre().y}, 2 * radius);
        if (lines) lines_ = {x, top, x + column, top + row * rows};
        if (dial) draw_dial(dial_.centre(), radius);
        if (lines) draw_lines({lines_.left, lines_.top}, face);
    }

    static float row_height(Face face) { return theme::font_size(face) * 1.04F; }

    /// The largest in which all lines find room.
    Face figure_face(float height) const {
        const auto rows = static_cast<float>(view_.clock_lines.size());
        for (const Face face : {Face::figure, Face::title})
            if (row_height(face) * rows <= height && lines_width(face) <= hall_.middle.width()) return face;
        return Face::strong;
    }

    float times_width(Face face) const {
        float width = 0;
        for (const ClockLine& line : view_.clock_lines) width = std::max(width, theme::text_width(line.time, face));
        return width;
    }
    float lines_width(Face face) const {
        float width = 0;
        for (const ClockLine& line : view_.clock_lines) width = std::max(width, theme::text_width(line.label));
        return times_width(face) + theme::px(14) + width;
    }

    /// One column of times, right-aligned; what they are stands at their right.
    void draw_lines(Point top_left, Face face) {
        const float right = top_left.x + times_width(face), row = row_height(face);
        float y = top_left.y + row / 2;
        for (const ClockLine& line : view_.clock_lines) {
            const Tone tone = line.ghost ? Tone::dim : Tone::text;
            const float strength = line.reached ? 1 : line.ghost ? 0.6F : 0.5F;
            theme::draw_text(list_, {right, y}, {line.time, face, view_.ink(tone, strength), theme::Align::right});
            theme::draw_text(list_, {right + theme::px(14), y + row * 0.06F},
                             {line.label, Face::body, view_.ink(line.reached && !line.ghost ? Tone::text : Tone::dim)});
            y += row;
        }
    }

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
    layout::Hall hall_;
    std::vector<Target> targets_;
    bool numbered_ = false;
    Box dial_{}, lines_{};  ///< what stands in the middle
};

}  // namespace

std::vector<Target> draw_hall(const SceneView& view, const Box& box) {
    HallDrawing drawing(view, box);
    return drawing.is_there() ? drawing.draw() : draw_workshop(view, box);
}

}  // namespace simul::scenes
