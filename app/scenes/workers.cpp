#include "app/scenes/workers.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/scenes/drawing.h"
#include "app/theme/compat.h"
#include "engine/analysis/time_words.h"

namespace simul::scenes {

namespace {

using theme::Align;
using theme::Face;
using theme::Tone;

constexpr std::size_t kMostLetters = 4;

}  // namespace

WorkerDrawing::WorkerDrawing(const SceneView& view, std::vector<Target>& targets)
    : view_(view), targets_(targets), letters_(layout::spawned_tasks(view.moment) <= kMostLetters) {
    const std::size_t events = view.moment.moment.size();
    if (events > 0) latest_ = view.moment.trace[events - 1].task;
}

std::string WorkerDrawing::label_of(TaskId task) const {
    return task == kMainTask ? "M" : layout::number_of(view_.moment.names, task);
}

void WorkerDrawing::draw(const layout::Worker& worker, bool labelled) const {
    if (has_letter(worker.task))
        draw_lettered(worker);
    else
        draw_numbered(worker, labelled);
    draw_bad_end(worker);
    if (worker.state == State::asleep && worker.chip.height() >= 16 * SceneView::unit()) draw_sleep(worker);
    if (view_.is_marked(worker.task)) {
        theme::draw_ring(view_.list, worker.chip, theme::spacing().chip_radius);
    } else if (worker.task == latest_ && worker.chip.width() >= 16 * SceneView::unit()) {
        const Box around = worker.chip.inset(-theme::px(2));
        compat::add_frame(*view_.list, theme::top_left(around), theme::bottom_right(around),
                          view_.ink(Tone::text, 0.7F), theme::px(7), std::max(1.0F, theme::px(1)));
    }
    draw_name(worker);
    Target target;
    target.box = worker.chip;
    if (!worker.name.empty()) target.box.right = worker.name.right;
    target.task = worker.task;
    targets_.push_back(target);
}

/// A ring that fills; where the number is too long for one, a foot that does.
void WorkerDrawing::draw_sleep(const layout::Worker& worker) const {
    const Box& chip = worker.chip;
    if (chip.width() <= chip.height() * 1.05F) {
        const float radius = chip.height() * (has_letter(worker.task) ? 0.53F : 0.44F);
        return draw_part_ring(view_, chip.centre(), radius, worker.share_slept, Tone::waiting);
    }
    const float edge = theme::px(4), foot = std::max(1.5F, theme::px(2));
    const float left = chip.left + edge, right = left + (chip.width() - 2 * edge) * worker.share_slept;
    view_.list->AddRectFilled({left, chip.bottom - foot}, {right, chip.bottom}, view_.ink(Tone::waiting));
}

void WorkerDrawing::draw_background(const Box& chip, State state) const {
    const float radius = std::min(theme::px(theme::spacing().chip_radius), chip.width() * 0.25F);
    const Tone tone = tone_of(state);
    const auto fill = [&](ImU32 ink) {
        view_.list->AddRectFilled(theme::top_left(chip), theme::bottom_right(chip), ink, radius);
    };
    const bool large = chip.width() >= 12 * SceneView::unit();
    const auto frame = [&](ImU32 ink) {
        const float thickness = std::max(1.0F, theme::px(1));
        const Box middle = chip.inset(thickness / 2);
        compat::add_frame(*view_.list, theme::top_left(middle), theme::bottom_right(middle), ink, radius, thickness);
    };
    switch (state) {
        case State::running:
            return fill(view_.ink(tone));
        case State::ready:
        case State::blocked:
            fill(view_.ink(tone, large ? 0.16F : 0.4F));
            if (large && state == State::ready) theme::draw_dots(view_.list, chip.inset(2), view_.ink(tone, 0.6F));
            if (large && state == State::blocked)
                theme::draw_hatch(view_.list, chip.inset(1), theme::px(7), theme::px(1.5F), view_.ink(tone, 0.5F));
            return frame(view_.ink(tone));
        case State::asleep:
            return fill(view_.ink(Tone::figure, 0.8F));
        default:
            return frame(view_.ink(Tone::figure));
    }
}

/// Of a task that did not end well.
void WorkerDrawing::draw_bad_end(const layout::Worker& worker) const {
    const Doing doing = claim_of(view_.moment.moment, worker.task).doing;
    if (!has_ended(doing) || doing == Doing::returned) return;
    theme::draw_strike(view_.list, worker.chip, view_.ink(doing == Doing::cancelled ? Tone::waiting : Tone::blocked));
}

void WorkerDrawing::draw_numbered(const layout::Worker& worker, bool labelled) const {
    draw_background(worker.chip, worker.state);
    const std::string label = label_of(worker.task);
    const float width = theme::text_width(label, Face::strong);
    if (!labelled || !view_.words || width > worker.chip.width() - 2) return;
    const bool over = worker.state == State::done || worker.state == State::asleep;
    ImU32 ink = view_.ink(over ? Tone::dim : Tone::text);
    if (worker.state == State::running) ink = theme::colour(Tone::on_running);
    const bool textured = worker.state == State::blocked || worker.state == State::ready;
    if (textured) {
        const Point middle = worker.chip.centre();
        const Box back{middle.x - width / 2 - 2, middle.y - theme::px(7), middle.x + width / 2 + 2,
                       middle.y + theme::px(7)};
        view_.list->AddRectFilled(theme::top_left(back), theme::bottom_right(back),
                                  view_.ink(tone_of(worker.state), 0.16F), theme::px(3));
    }
    theme::draw_text(view_.list, worker.chip.centre(), {label, Face::strong, ink, Align::centre});
}

void WorkerDrawing::draw_lettered(const layout::Worker& worker) const {
    const bool textured = worker.state == State::ready || worker.state == State::blocked;
    if (textured) draw_background(worker.chip, worker.state);
    draw_sign(worker.task, worker.chip.inset(textured ? worker.chip.width() * 0.13F : 0), worker.state != State::done);
}

void WorkerDrawing::draw_sign(TaskId task, const Box& box, bool filled) const {
    const float side = std::min(box.width(), box.height());
    if (has_letter(task) && view_.words) {
        const bool too_small = side < theme::line_height(Face::strong) * 0.7F;  // form and color say who it is, too
        const int which = static_cast<int>(index_of(task)) - 1;
        theme::draw_whose(view_.list, box.centre(), side * 0.42F, which, filled,
                          too_small ? "" : theme::label_of_whose(which, label_of(task)));
        return;
    }
    // A long number gets a wider chip, if there is room.
    const std::string label = label_of(task);
    const float width = theme::text_width(label, Face::strong);
    const float half = std::min(std::max(side, width + theme::px(8)), box.width()) / 2;
    const Point middle = box.centre();
    const Box chip{middle.x - half, middle.y - side / 2, middle.x + half, middle.y + side / 2};
    view_.list->AddRectFilled(theme::top_left(chip), theme::bottom_right(chip), view_.ink(Tone::figure),
                              std::min(theme::px(5), side * 0.25F));
    if (view_.words && width <= chip.width() - 2)
        theme::draw_text(view_.list, middle, {label, Face::strong, view_.ink(Tone::text), Align::centre});
}

void WorkerDrawing::draw_name(const layout::Worker& worker) const {
    if (worker.name.empty() || !view_.words) return;
    const Tone tone = worker.state == State::done ? Tone::dim : Tone::text;
    const Box name =
        theme::draw_text_in(view_.list, worker.name, {view_.speech.name_of(worker.task), Face::body, view_.ink(tone)});
    Box rest = worker.name;
    rest.left = name.right + theme::px(8);
    const std::string more = more_about(worker);
    if (!more.empty() && theme::text_width(more) <= rest.width())
        theme::draw_text_in(view_.list, rest, {more, Face::body, view_.ink(Tone::dim)});
}

/// Until when it sleeps, whose result it awaits.
std::string WorkerDrawing::more_about(const layout::Worker& worker) const {
    const TaskMoment& now = view_.moment.moment.task(worker.task);
    if (now.state.state == State::asleep && !view_.moment.moment.header().conducted()) {
        const Time until = now.since + view_.moment.trace[now.since_event].duration();
        return "until " + clock_time(until);
    }
    if (now.state.state == State::blocked && now.state.other != kNoTask)
        return "for " + view_.speech.name_of(now.state.other);
    return {};
}

/// All chips of a crowd have numbers or none has, also if some are short.
bool WorkerDrawing::labels_fit(const layout::Crowd& crowd) const {
    return std::all_of(crowd.workers.begin(), crowd.workers.end(), [this](const layout::Worker& worker) {
        return has_letter(worker.task) ||
               theme::text_width(label_of(worker.task), Face::strong) <= worker.chip.width() - 2;
    });
}

void WorkerDrawing::draw_crowd(const layout::Crowd& crowd) const {
    const bool labelled = crowd.labelled && labels_fit(crowd);
    for (const layout::Worker& worker : crowd.workers) draw(worker, labelled);
    if (crowd.hidden == 0 || !view_.words) return;
    const std::string more = fmt::format("+{}", grouped(crowd.hidden));
    if (theme::text_width(more) <= crowd.more.width())
        theme::draw_text_in(view_.list, crowd.more, {more, Face::body, view_.ink(Tone::dim)});
}

}  // namespace simul::scenes
