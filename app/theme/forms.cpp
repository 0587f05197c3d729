#include "app/theme/forms.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <string>

#include "app/theme/compat.h"
#include "app/theme/text.h"

namespace simul::theme {
namespace {

constexpr float kPi = std::numbers::pi_v<float>;

Tone tone_of(Form form) {
    switch (form) {
        case Form::running:
            return Tone::running;
        case Form::ready:
            return Tone::ready;
        case Form::blocked:
        case Form::failed:
            return Tone::blocked;
        default:
            return Tone::waiting;
    }
}

/// How much of a colour is left of it.
float strength_of(Presence presence) {
    if (presence == Presence::now) return 1;
    if (presence == Presence::ghost) return 0.7F;
    static constexpr float kNotYet[] = {0.40F, 0.50F, 0.35F};
    return kNotYet[static_cast<std::size_t>(setting().look)];
}

ImU32 faded(ImU32 ink, Presence presence) { return mixed(colour(Tone::panel), ink, strength_of(presence)); }

float rounding_of(const layout::Box& box, float radius) { return box.width() < px(10) ? 0 : px(radius); }

void fill(ImDrawList* list, const layout::Box& box, ImU32 ink, float radius) {
    list->AddRectFilled(top_left(box), bottom_right(box), ink, rounding_of(box, radius));
}

void frame(ImDrawList* list, const layout::Box& box, ImU32 ink, float radius, float thickness = 1) {
    const float half = thickness / 2;
    const layout::Box middle = box.inset(half);
    if (middle.empty()) return;
    compat::add_frame(*list, top_left(middle), bottom_right(middle), ink, rounding_of(box, radius), thickness);
}

void draw_tinted(ImDrawList* list, const layout::Box& box, Form form, Presence presence) {
    const ImU32 ink = faded(colour(tone_of(form)), presence);
    fill(list, box, mixed(colour(Tone::panel), ink, 0.16F), spacing().span_radius);
    if (form == Form::ready)
        draw_dots(list, box.inset(1), mixed(colour(Tone::panel), ink, 0.75F));
    else
        draw_hatch(list, box.inset(1), px(7), px(1.5F), mixed(colour(Tone::panel), ink, 0.85F));
    frame(list, box, ink, spacing().span_radius);
}

void draw_rule(ImDrawList* list, const layout::Box& box, float thickness, ImU32 ink) {
    const float middle = std::round((box.top + box.bottom - thickness) / 2);
    list->AddRectFilled({box.left, middle}, {box.right, middle + thickness}, ink);
}

void draw_held(ImDrawList* list, const layout::Box& box, Presence presence) {
    fill(list, box, faded(colour(Tone::waiting_fill), presence), spacing().span_radius);
    const float foot = std::min(px(3), box.height() / 2);
    list->AddRectFilled({box.left, box.bottom - foot}, bottom_right(box), faded(colour(Tone::text), presence));
}

void draw_torn_edge(ImDrawList* list, float x, const layout::Box& box) {
    std::array<ImVec2, 7> edge;
    for (std::size_t i = 0; i < edge.size(); ++i)
        edge[i] = {x + (i % 2 == 0 ? 0 : px(4)),
                   box.top + box.height() * static_cast<float>(i) / static_cast<float>(edge.size() - 1)};
    compat::add_lines(*list, edge, colour(Tone::waiting), px(1.5F), false);
}

void draw_lost(ImDrawList* list, const layout::Box& box) {
    list->AddRectFilled(top_left(box), bottom_right(box), colour(Tone::ground));
    draw_torn_edge(list, box.left, box);
    draw_torn_edge(list, box.right - px(4), box);
}

void draw_cap(ImDrawList* list, const layout::Box& box, float height, Presence presence) {
    const float middle = (box.top + box.bottom) / 2;
    list->AddRectFilled({box.left + px(3), middle - height / 2}, {box.left + px(3) + px(2), middle + height / 2},
                        faded(colour(Tone::waiting), presence));
}

/// At the left edge, where a cap would be: it did not end well.
void draw_cross(ImDrawList* list, const layout::Box& box, float height, ImU32 ink) {
    const float middle = (box.top + box.bottom) / 2, half = std::min(height, px(10)) / 2, left = box.left + px(2);
    const float thickness = std::max(1.5F, px(2));
    list->AddLine({left, middle - half}, {left + 2 * half, middle + half}, ink, thickness);
    list->AddLine({left, middle + half}, {left + 2 * half, middle - half}, ink, thickness);
}

}  // namespace

void draw_strike(ImDrawList* list, const layout::Box& box, ImU32 ink) {
    const layout::Box inner = box.inset(px(3));
    list->AddLine({inner.left, inner.bottom}, {inner.right, inner.top}, ink, std::max(1.0F, px(1.5F)));
}

void draw_span(ImDrawList* list, const layout::Box& box, Form form, Presence presence) {
    switch (form) {
        case Form::running:
            return fill(list, box, faded(colour(Tone::running), presence), spacing().span_radius);
        case Form::ready:
        case Form::blocked:
            return draw_tinted(list, box, form, presence);
        case Form::waiting:
            return draw_rule(list, box, px(2), faded(colour(Tone::waiting), presence));
        case Form::done:
            return draw_cap(list, box, px(14), presence);
        case Form::failed:
        case Form::cancelled:
            return draw_cross(list, box, px(10), faded(colour(tone_of(form)), presence));
        case Form::switching:
            return draw_hatch(list, box, px(4), px(1), faded(colour(Tone::waiting), presence));
        case Form::held:
            return draw_held(list, box, presence);
        case Form::lost:
            return draw_lost(list, box);
    }
}

void draw_folded_span(ImDrawList* list, const layout::Box& box, Form form, Presence presence) {
    const ImU32 ink = faded(colour(tone_of(form)), presence);
    switch (form) {
        case Form::running:
            return list->AddRectFilled(top_left(box), bottom_right(box), ink, rounding_of(box, 2));
        case Form::ready:
            return draw_rule(list, box, std::max(2.0F, px(3)), mixed(colour(Tone::panel), ink, 0.75F));
        case Form::blocked: {
            const float middle = (box.top + box.bottom) / 2, half = std::min(box.height(), px(5)) / 2;
            const layout::Box band{box.left, std::round(middle - half), box.right, std::round(middle + half)};
            list->AddRectFilled(top_left(band), bottom_right(band), mixed(colour(Tone::panel), ink, 0.45F));
            return draw_hatch(list, band, px(5), px(1.5F), ink);
        }
        case Form::waiting:
            return draw_rule(list, box, std::max(1.0F, px(1)), mixed(colour(Tone::panel), ink, 0.8F));
        case Form::done:
            return draw_cap(list, box, box.height(), presence);
        case Form::failed:
        case Form::cancelled:
            return draw_cross(list, box, box.height(), ink);
        case Form::switching:
            return draw_hatch(list, box, px(4), px(1), ink);
        case Form::held:
            return draw_held(list, box, presence);
        case Form::lost: {
            const float middle = (box.top + box.bottom) / 2;
            for (float x = box.left; x < box.right; x += px(6))
                list->AddRectFilled({x, middle - 1}, {std::min(x + px(2), box.right), middle + 1}, ink);
        }
    }
}

ImU32 colour_of(Form form, Presence presence) { return faded(colour(tone_of(form)), presence); }

void draw_chip(ImDrawList* list, const layout::Box& box, std::string_view label, Form form, bool selected) {
    ImU32 ink = colour(Tone::text);
    switch (form) {
        case Form::running:
            fill(list, box, colour(Tone::running), spacing().chip_radius);
            ink = colour(Tone::on_running);
            break;
        case Form::ready:
        case Form::blocked:
            fill(list, box, mixed(Tone::panel, tone_of(form), 0.16F), spacing().chip_radius);
            if (form == Form::blocked) draw_hatch(list, box.inset(1), px(7), px(1.5F), colour(Tone::blocked, 0.45F));
            frame(list, box, colour(tone_of(form)), spacing().chip_radius, std::max(1.0F, px(1)));
            break;
        default:
            fill(list, box, colour(Tone::raised), spacing().chip_radius);
            frame(list, box, colour(form == Form::failed ? Tone::blocked : Tone::line), spacing().chip_radius);
            if (form == Form::done || form == Form::cancelled) ink = colour(Tone::dim);
            if (form == Form::failed || form == Form::cancelled) draw_strike(list, box, colour(tone_of(form)));
    }
    draw_text(list, box.centre(), {label, Face::strong, ink, Align::centre});
    if (selected) draw_ring(list, box, spacing().chip_radius);
}

float legend_entry_width(std::string_view label) { return px(22 + 10) + text_width(label); }

float draw_legend_entry(ImDrawList* list, layout::Point left_middle, Form form, std::string_view label) {
    const layout::Box sample{left_middle.x, left_middle.y - px(7), left_middle.x + px(22), left_middle.y + px(7)};
    draw_span(list, sample, form);
    draw_text(list, {sample.right + px(10), left_middle.y}, {label, Face::body, colour(Tone::dim)});
    return legend_entry_width(label);
}

void draw_whose(ImDrawList* list, layout::Point centre, float radius, int which, bool filled, std::string_view label) {
    static constexpr Tone kTones[] = {Tone::task_a, Tone::task_b, Tone::text, Tone::waiting};
    static constexpr int kCorners[] = {24, 4, 4, 6};
    static constexpr float kTurns[] = {0, kPi / 4, 0, 0}, kSizes[] = {1, 1.25F, 1.2F, 1.1F};
    const auto index = static_cast<std::size_t>(which % 4);
    const ImU32 ink = colour(kTones[index]);
    for (int corner = 0; corner < kCorners[index]; ++corner) {
        const float angle = kTurns[index] + 2 * kPi * static_cast<float>(corner) / static_cast<float>(kCorners[index]);
        const float reach = radius * kSizes[index];
        list->PathLineTo({centre.x + reach * std::cos(angle), centre.y + reach * std::sin(angle)});
    }
    if (filled)
        list->PathFillConvex(ink);
    else
        list->PathStroke(ink, ImDrawFlags_Closed, px(2));
    if (!label.empty())
        draw_text(list, centre, {label, Face::strong, filled ? colour(Tone::panel) : ink, Align::centre});
}

std::string label_of_whose(int which, const std::string& number) {
    return number.empty() ? std::string(1, static_cast<char>('A' + which % 26)) : number;
}

void draw_hatch(ImDrawList* list, const layout::Box& box, float step, float thickness, ImU32 ink) {
    if (box.empty()) return;
    list->PushClipRect(top_left(box), bottom_right(box), true);
    const float height = box.height();
    const float low = std::max(box.left, list->GetClipRectMin().x),
                high = std::min(box.right, list->GetClipRectMax().x);
    // Lines stand at multiples of the step on the screen, so that neighbours fit together.
    for (float x = std::floor((low - height) / step) * step; x < high; x += step)
        list->AddLine({x, box.bottom}, {x + height, box.top}, ink, thickness);
    list->PopClipRect();
}

void draw_dots(ImDrawList* list, const layout::Box& box, ImU32 ink) {
    const float step = std::max(4.0F, px(6)), size = std::max(1.0F, px(1.5F));
    const ImVec2 clip_low = list->GetClipRectMin(), clip_high = list->GetClipRectMax();
    const float low = std::max(box.left, clip_low.x), high = std::min(box.right, clip_high.x);
    const auto rows = static_cast<int>(box.height() / step);
    const float first = (box.top + box.bottom) / 2 - step * static_cast<float>(rows - 1) / 2;
    for (int row = 0; row < rows; ++row) {
        const float y = std::round(first + step * static_cast<float>(row) - size / 2);
        const float shift = row % 2 == 0 ? 0 : step / 2;
        for (float x = std::ceil((low - shift + 2) / step) * step + shift; x + size < high - 1; x += step)
            list->AddRectFilled({std::round(x), y}, {std::round(x) + size, y + size}, ink);
    }
}

void draw_dashed_line(ImDrawList* list, layout::Point from, layout::Point to, ImU32 ink, float thickness) {
    const float dash = px(5), period = px(9);
    const float length = std::hypot(to.x - from.x, to.y - from.y);
    for (float begin = 0; begin < length; begin += period) {
        const float end = std::min(begin + dash, length);
        const auto at = [&](float along) {
            return ImVec2{from.x + (to.x - from.x) * along / length, from.y + (to.y - from.y) * along / length};
        };
        list->AddLine(at(begin), at(end), ink, thickness);
    }
}

void draw_dashed_frame(ImDrawList* list, const layout::Box& box, ImU32 ink) {
    const float thickness = std::max(1.0F, px(setting().look == Look::projector ? 2 : 1));
    const layout::Box edge = box.inset(0.5F);
    draw_dashed_line(list, {edge.left, edge.top}, {edge.right, edge.top}, ink, thickness);
    draw_dashed_line(list, {edge.left, edge.bottom}, {edge.right, edge.bottom}, ink, thickness);
    draw_dashed_line(list, {edge.left, edge.top}, {edge.left, edge.bottom}, ink, thickness);
    draw_dashed_line(list, {edge.right, edge.top}, {edge.right, edge.bottom}, ink, thickness);
}

void draw_ring(ImDrawList* list, const layout::Box& box, float radius) {
    const layout::Box around = box.inset(-px(3));
    compat::add_frame(*list, top_left(around), bottom_right(around), colour(Tone::accent), px(radius + 3), px(2));
}

void draw_progress_ring(ImDrawList* list, layout::Point centre, float radius, float part, ImU32 ink) {
    if (part <= 0) return;
    list->PathArcTo(im(centre), radius, -kPi / 2, -kPi / 2 + 2 * kPi * std::min(part, 1.0F), 0);
    list->PathStroke(ink, 0, std::max(1.0F, px(1.5F)));
}

void draw_cause(ImDrawList* list, layout::Point from, layout::Point to, ImU32 ink) {
    const float reach = std::max(px(8), std::min(px(24), std::abs(to.x - from.x) / 2));
    const float direction = to.y >= from.y ? 1.0F : -1.0F, head = px(5);
    const ImVec2 end{to.x, to.y - direction * head};
    list->AddCircleFilled(im(from), px(3), ink);
    list->AddBezierCubic(im(from), {from.x + reach, from.y}, {to.x, to.y - direction * reach * 1.2F}, end, ink, px(2));
    list->AddTriangleFilled({to.x - head, end.y}, {to.x + head, end.y}, im(to), ink);
}

void draw_flag(ImDrawList* list, layout::Point foot, ImU32 ink) {
    const float height = px(14);
    list->AddLine(im(foot), {foot.x, foot.y - height}, ink, px(1.5F));
    list->AddTriangleFilled({foot.x, foot.y - height}, {foot.x + px(9), foot.y - height + px(4)},
                            {foot.x, foot.y - height + px(8)}, ink);
}

void draw_page(ImDrawList* list, layout::Point foot, ImU32 ink) {
    const float left = foot.x - px(kPageWidth), top = foot.y - px(kPageHeight), ear = px(3);
    const std::array<ImVec2, 5> page = {
        ImVec2{left + ear, top}, {foot.x, top}, {foot.x, foot.y}, {left, foot.y}, {left, top + ear}};
    list->AddConvexPolyFilled(page.data(), static_cast<int>(page.size()), ink);
    for (const float line : {5.0F, 8.0F})
        list->AddRectFilled({left + px(2), top + px(line)}, {foot.x - px(2), top + px(line) + std::max(1.0F, px(1))},
                            colour(Tone::panel));
}

}  // namespace simul::theme
