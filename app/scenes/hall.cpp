// The hall: boards in the form of their state, opponents who think, the masters and the way that they came, and in the
// middle the clock and the times that count.
#include "app/layout/hall.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>

#include "app/layout/hall_masters.h"
#include "app/scenes/drawing.h"
#include "app/scenes/hall_clock.h"
#include "app/scenes/scenes.h"
#include "app/theme/compat.h"

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
        clock_ = draw_clock(view_, hall_.middle);
        for (const HallBoard& board : hall_.boards) draw_board(board);
        for (const HallMaster& master : hall_.masters)
            draw_trail(view_, master.trail, master.size * 0.42F, view_.ink(Tone::line));
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
            if (!is_free({at.x - width - 2, at.y - tall, at.x + width + 2, at.y + tall})) continue;
            const Box said =
                theme::draw_text(list_, at, {name, Face::strong, view_.ink(Tone::text), theme::Align::centre});
            return draw_pair(said, inward.y < -0.5F ? -1.0F : 1.0F);
        }
    }

    /// Below her name, or above it where she stands below.
    void draw_pair(const Box& name, float direction) {
        if (hall_.pair == 0 || hall_.pairs == 0) return;
        const std::string words = fmt::format("pair {} of {}", hall_.pair, hall_.pairs);
        const float width = theme::text_width(words), down = direction * theme::line_height(Face::body) * 0.86F;
        const bool leftwards = name.centre().x > hall_.table.centre().x;
        const float left = leftwards ? name.right - width : name.left;
        const Box room{left - 2, name.top + down, left + width + 2, name.bottom + down};
        if (is_free(room) && room.top > hall_.table.top + 2 && room.bottom < hall_.table.bottom - 2)
            theme::draw_text(list_, {left, room.centre().y}, {words, Face::body, view_.ink(Tone::dim)});
    }

    bool is_free(const Box& room) const {
        return !room.meets(clock_.dial) && !room.meets(clock_.lines) && !meets_a_board(room);
    }

    bool meets_a_board(const Box& room) const {
        return std::any_of(hall_.boards.begin(), hall_.boards.end(), [&room](const HallBoard& board) {
            return room.meets(layout::square(board.centre, board.side * 1.1F));
        });
    }

    const SceneView& view_;
    ImDrawList* list_;
    layout::Hall hall_;
    std::vector<Target> targets_;
    bool numbered_ = false;
    ClockPlaces clock_{};
};

}  // namespace

std::vector<Target> draw_hall(const SceneView& view, const Box& box) {
    HallDrawing drawing(view, box);
    return drawing.is_there() ? drawing.draw() : draw_workshop(view, box);
}

}  // namespace simul::scenes
