#include "app/scenes/drawing.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace simul::scenes {

namespace {

using layout::kFullTurn;
using theme::im;

/// From the square's own coordinates, -0.5 to 0.5, to the screen.
Point placed(const TurnedSquare& square, float x, float y) {
    const float c = std::cos(square.angle) * square.side, s = std::sin(square.angle) * square.side;
    return {square.centre.x + x * c - y * s, square.centre.y + x * s + y * c};
}

void trace_square(ImDrawList* list, const TurnedSquare& square) {
    const float radius = std::min(square.radius, square.side / 2), inner = 0.5F - radius / square.side;
    static constexpr float kCorners[][2] = {{1, -1}, {1, 1}, {-1, 1}, {-1, -1}};
    for (int corner = 0; corner < 4; ++corner) {
        const Point middle = placed(square, kCorners[corner][0] * inner, kCorners[corner][1] * inner);
        if (radius < 0.5F) {
            list->PathLineTo(im(middle));
            continue;
        }
        const float from = square.angle + kFullTurn * (static_cast<float>(corner) - 1) / 4;
        list->PathArcTo(im(middle), radius, from, from + kFullTurn / 4, radius > 4 ? 5 : 3);
    }
}

}  // namespace

void fill_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink) {
    trace_square(list, square);
    list->PathFillConvex(ink);
}

void frame_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink, float thickness) {
    trace_square(list, {square.centre, square.side - thickness, square.angle, square.radius});
    list->PathStroke(ink, ImDrawFlags_Closed, thickness);
}

void dash_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink, float thickness) {
    static constexpr float kCorners[][2] = {{-0.5F, -0.5F}, {0.5F, -0.5F}, {0.5F, 0.5F}, {-0.5F, 0.5F}};
    for (int side = 0; side < 4; ++side) {
        const auto corner = [&](int index) { return placed(square, kCorners[index % 4][0], kCorners[index % 4][1]); };
        theme::draw_dashed_line(list, corner(side), corner(side + 1), ink, thickness);
    }
}

void checker_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink) {
    constexpr int kFields = 4;
    constexpr float kField = 0.86F / kFields;
    for (int row = 0; row < kFields; ++row)
        for (int column = row % 2; column < kFields; column += 2) {
            const float x = -0.43F + kField * static_cast<float>(column), y = -0.43F + kField * static_cast<float>(row);
            list->AddQuadFilled(im(placed(square, x, y)), im(placed(square, x + kField, y)),
                                im(placed(square, x + kField, y + kField)), im(placed(square, x, y + kField)), ink);
        }
}

/// Lines at 45 degrees of the square itself, cut at its edges.
void hatch_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink) {
    const float step = theme::px(7) / square.side;
    constexpr float kEdge = 0.44F;
    for (float sum = -2 * kEdge + step / 2; sum < 2 * kEdge; sum += step) {
        const float low = std::max(-kEdge, sum - kEdge), high = std::min(kEdge, sum + kEdge);
        list->AddLine(im(placed(square, low, sum - low)), im(placed(square, high, sum - high)), ink, theme::px(1.5F));
    }
}

void dot_square(ImDrawList* list, const TurnedSquare& square, ImU32 ink) {
    const int rows = std::clamp(static_cast<int>(square.side / theme::px(7)), 2, 5);
    for (int row = 0; row < rows; ++row)
        for (int column = 0; column < rows; ++column) {
            const auto at = [rows](int index) {
                return (static_cast<float>(index) + 0.5F) / static_cast<float>(rows) - 0.5F;
            };
            const float dot = std::max(0.7F, theme::px(0.8F));
            list->AddCircleFilled(im(placed(square, at(column) * 0.84F, at(row) * 0.84F)), dot, ink, 6);
        }
}

void draw_person(ImDrawList* list, Point centre, float size, float facing, const PersonInks& inks) {
    constexpr int kCorners = 22;
    const Point along{-std::sin(facing), std::cos(facing)}, forward{std::cos(facing), std::sin(facing)};
    for (int corner = 0; corner < kCorners; ++corner) {
        const float angle = kFullTurn * static_cast<float>(corner) / kCorners;
        const float across = std::cos(angle) * size * 0.5F, deep = std::sin(angle) * size * 0.21F;
        list->PathLineTo(
            {centre.x + along.x * across + forward.x * deep, centre.y + along.y * across + forward.y * deep});
    }
    list->PathFillConvex(inks.shoulders);
    const float head = size * 0.28F;
    list->AddCircleFilled(im(centre), head, inks.head);
    if (inks.head_edge != 0)
        list->AddCircle(im(centre), head, inks.head_edge, 0, std::max(1.5F, std::min(theme::px(2), size * 0.08F)));
}

void draw_bust(ImDrawList* list, Point centre, float size, const PersonInks& inks) {
    constexpr int kCorners = 18;
    const float edge = std::max(1.2F, std::min(theme::px(1.8F), size * 0.06F));
    const auto trace_shoulders = [&](float shrink) {
        for (int corner = 0; corner <= kCorners; ++corner) {
            const float angle = kFullTurn / 2 * (1 + static_cast<float>(corner) / kCorners);
            list->PathLineTo({centre.x + std::cos(angle) * (size * 0.29F - shrink),
                              centre.y + size * 0.27F - shrink + std::sin(angle) * (size * 0.25F - 1.5F * shrink)});
        }
    };
    trace_shoulders(0);
    list->PathFillConvex(inks.shoulders);
    const ImVec2 head{centre.x, centre.y - size * 0.16F};
    const float radius = size * 0.15F;
    if (inks.head_edge == 0) return list->AddCircleFilled(head, radius, inks.head);
    trace_shoulders(edge / 2);
    list->PathStroke(inks.head_edge, ImDrawFlags_Closed, edge);
    list->AddCircleFilled(head, radius, inks.head);
    list->AddCircle(head, radius - edge / 2, inks.head_edge, 0, edge);
}

void draw_trail(const SceneView& view, std::span<const Point> way, float thickness, ImU32 under) {
    if (way.size() < 2) return;
    constexpr theme::Tone tone = theme::Tone::accent;
    // Only the last stretch of a long way is seen.
    float length = 0;
    std::size_t first = way.size() - 1;
    const float longest = 380 * SceneView::unit();
    while (first > 0 && length < longest) {
        length += layout::distance(way[first], way[first - 1]);
        --first;
    }
    float behind = 0;
    for (std::size_t i = first; i + 1 < way.size(); ++i) {
        const float step = layout::distance(way[i], way[i + 1]);
        behind += step;
        const float share = length > 0 ? behind / length : 1;
        const ImU32 ink = theme::mixed(under, view.ink(tone), 0.8F * share * share);
        const float thick = thickness * (0.25F + 0.75F * share);
        view.list->AddLine(im(way[i]), im(way[i + 1]), ink, thick);
        view.list->AddCircleFilled(im(way[i + 1]), thick / 2, ink, 8);
    }
}

void draw_arrow(ImDrawList* list, const Arrow& arrow, ImU32 ink, float thickness) {
    const float whole = layout::distance(arrow.from, arrow.to);
    if (whole < 1) return;
    const Point left{(arrow.to.y - arrow.from.y) * arrow.bend, (arrow.from.x - arrow.to.x) * arrow.bend};
    const Point middle{(arrow.from.x + arrow.to.x) / 2 + left.x, (arrow.from.y + arrow.to.y) / 2 + left.y};
    const auto trimmed = [&middle](Point end, float by) {
        const float reach = layout::distance(end, middle);
        return layout::between(end, middle, reach > 0 ? std::min(by / reach, 0.9F) : 0);
    };
    const Point start = trimmed(arrow.from, arrow.trim_start), tip = trimmed(arrow.to, arrow.trim_end);
    const float head = std::max(4 * thickness, 5.0F);
    const float away = std::max(layout::distance(tip, middle), 1.0F);
    const Point foot = layout::between(tip, middle, std::min(head / away, 1.0F));
    list->AddBezierQuadratic(im(start), im(middle), im(foot), ink, thickness);
    const Point side{(tip.y - foot.y) * 0.55F, (foot.x - tip.x) * 0.55F};
    list->AddTriangleFilled({foot.x + side.x, foot.y + side.y}, {foot.x - side.x, foot.y - side.y}, im(tip), ink);
}

void draw_part_ring(const SceneView& view, Point centre, float radius, float part, theme::Tone tone) {
    view.list->AddCircle(im(centre), radius, view.ink(tone, 0.2F), 0, std::max(1.0F, theme::px(1.5F)));
    theme::draw_progress_ring(view.list, centre, radius, part, view.ink(tone));
}

}  // namespace simul::scenes
