// How it works. ImGui's draw lists are triangles with colours and places in one texture, the atlas of glyphs, in which
// one white spot serves whatever is no glyph. Two triangles that are an upright box, as most are, are drawn as a box.
// Of a triangle, each line of pixels is a span: where it begins and ends follows from the edges, which are told in
// double and always from the same end, so that of two triangles with a common edge exactly one has each pixel of it.
#include "app/window/rasteriser.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace simul::window {
namespace {

/// Pixels, right and bottom outside.
struct Clip {
    int left, top, right, bottom;
};

struct Corner {
    double x, y, u, v;
    ImU32 colour;
};

/// What changes from pixel to pixel: a value at one place, and how it grows.
struct Plane {
    double at_origin = 0, across = 0, down = 0;
    double at(double x, double y) const { return at_origin + across * x + down * y; }
};

/// The first pixel whose middle is not left of `place`, kept within what an int holds.
int first_pixel(double place) { return static_cast<int>(std::clamp(std::ceil(place - 0.5), -1e6, 1e6)); }

ImU32 channel(ImU32 colour, int shift) { return colour >> shift & 0xff; }

ImU32 mix(ImU32 under, ImU32 over, ImU32 alpha) {
    const ImU32 sum = under * (255 - alpha) + over * alpha + 127;
    return sum / 255;
}

/// What lies beneath is opaque, and stays so.
void blend(ImU32& pixel, ImU32 colour, ImU32 alpha) {
    if (alpha == 0) return;
    ImU32 mixed = 0xff000000;
    for (const int shift : {0, 8, 16}) mixed |= mix(channel(pixel, shift), channel(colour, shift), alpha) << shift;
    pixel = mixed;
}

void fill(ImU32* from, ImU32* to, ImU32 colour, ImU32 alpha) {
    if (alpha == 255)
        std::fill(from, to, colour | 0xff000000);
    else
        for (; from != to; ++from) blend(*from, colour, alpha);
}

class Rasteriser {
  public:
    Rasteriser(Image& image, const ImDrawData& drawn, const compat::Coverage& glyphs)
        : image_(image), glyphs_(glyphs), origin_(drawn.DisplayPos), scale_(drawn.FramebufferScale) {}

    void draw(const ImDrawList& list) {
        for (const ImDrawCmd& command : list.CmdBuffer)
            if (command.UserCallback == nullptr) draw(list, command);
    }

  private:
    void draw(const ImDrawList& list, const ImDrawCmd& command);
    Clip clip_of(const ImVec4& box) const;
    Corner corner_of(const ImDrawVert& vertex) const;

    /// Two triangles that are an upright box of one colour.
    static bool is_box(const ImDrawIdx* indices, const ImDrawVert* vertices);
    void draw_box(const Corner& from, const Corner& to);
    void draw_glyph(const Clip& box, const Corner& from, const Corner& to);

    void draw_triangle(std::array<Corner, 3> corners);
    void draw_span(int y, int left, int right, const std::array<Corner, 3>& corners, double area);
    void draw_shaded_span(int y, int left, int right, const std::array<Corner, 3>& corners, double area);

    /// How much of a glyph, or of the white spot, is there: 0 to 1, between the middles of the texture's pixels.
    double coverage(double u, double v) const;

    Image& image_;
    const compat::Coverage& glyphs_;
    ImVec2 origin_, scale_;
    Clip clip_{};
};

void Rasteriser::draw(const ImDrawList& list, const ImDrawCmd& command) {
    clip_ = clip_of(command.ClipRect);
    if (clip_.left >= clip_.right || clip_.top >= clip_.bottom) return;
    const ImDrawVert* vertices = list.VtxBuffer.Data + command.VtxOffset;
    const ImDrawIdx* indices = list.IdxBuffer.Data + command.IdxOffset;
    const ImDrawIdx* end = indices + command.ElemCount;
    while (indices != end) {
        if (end - indices >= 6 && is_box(indices, vertices)) {
            draw_box(corner_of(vertices[indices[0]]), corner_of(vertices[indices[2]]));
            indices += 6;
        } else {
            draw_triangle(
                {corner_of(vertices[indices[0]]), corner_of(vertices[indices[1]]), corner_of(vertices[indices[2]])});
            indices += 3;
        }
    }
}

Clip Rasteriser::clip_of(const ImVec4& box) const {
    const auto pixel = [](float place, float origin, float scale) {
        return static_cast<int>(std::clamp((place - origin) * scale, -1e6F, 1e6F));
    };
    return {std::max(pixel(box.x, origin_.x, scale_.x), 0), std::max(pixel(box.y, origin_.y, scale_.y), 0),
            std::min(pixel(box.z, origin_.x, scale_.x), image_.width()),
            std::min(pixel(box.w, origin_.y, scale_.y), image_.height())};
}

Corner Rasteriser::corner_of(const ImDrawVert& vertex) const {
    return {static_cast<double>(vertex.pos.x - origin_.x) * static_cast<double>(scale_.x),
            static_cast<double>(vertex.pos.y - origin_.y) * static_cast<double>(scale_.y),
            static_cast<double>(vertex.uv.x), static_cast<double>(vertex.uv.y), vertex.col};
}

bool Rasteriser::is_box(const ImDrawIdx* indices, const ImDrawVert* vertices) {
    if (indices[0] != indices[3] || indices[2] != indices[4]) return false;
    const ImDrawVert &a = vertices[indices[0]], &b = vertices[indices[1]], &c = vertices[indices[2]],
                     &d = vertices[indices[5]];
    const auto is_upright = [](ImVec2 p, ImVec2 q, ImVec2 r, ImVec2 s) {
        return p.y == q.y && q.x == r.x && r.y == s.y && s.x == p.x;
    };
    return a.col == b.col && a.col == c.col && a.col == d.col && a.pos.x < c.pos.x && a.pos.y < c.pos.y &&
           is_upright(a.pos, b.pos, c.pos, d.pos) && is_upright(a.uv, b.uv, c.uv, d.uv);
}

void Rasteriser::draw_box(const Corner& from, const Corner& to) {
    const Clip box{std::max(first_pixel(from.x), clip_.left), std::max(first_pixel(from.y), clip_.top),
                   std::min(first_pixel(to.x), clip_.right), std::min(first_pixel(to.y), clip_.bottom)};
    if (box.left >= box.right) return;
    if (from.u != to.u || from.v != to.v) return draw_glyph(box, from, to);
    const double alpha = channel(from.colour, 24) * coverage(from.u, from.v);
    for (int y = box.top; y < box.bottom; ++y)
        fill(image_.row(y) + box.left, image_.row(y) + box.right, from.colour, static_cast<ImU32>(alpha + 0.5));
}

void Rasteriser::draw_glyph(const Clip& box, const Corner& from, const Corner& to) {
    const double u_step = (to.u - from.u) / (to.x - from.x), v_step = (to.v - from.v) / (to.y - from.y);
    const double alpha = channel(from.colour, 24);
    for (int y = box.top; y < box.bottom; ++y) {
        const double v = from.v + (y + 0.5 - from.y) * v_step;
        for (int x = box.left; x < box.right; ++x) {
            const double u = from.u + (x + 0.5 - from.x) * u_step;
            blend(image_.row(y)[x], from.colour, static_cast<ImU32>(alpha * coverage(u, v) + 0.5));
        }
    }
}

/// Twice the area; above 0 when the corners go round as the hands of a clock do.
double turn(const Corner& a, const Corner& b, const Corner& c) {
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/// Narrows `left` and `right` to where the line of pixels `y` is on the right hand of who goes from `p` to `q`.
void cut_at_edge(Corner p, Corner q, int y, int& left, int& right) {
    const bool upwards = std::pair(q.y, q.x) < std::pair(p.y, p.x);
    if (upwards) std::swap(p, q);
    if (p.y == q.y) return;  // it is the first or the last line of pixels that tells
    const int border = first_pixel(p.x + (q.x - p.x) * (y + 0.5 - p.y) / (q.y - p.y));
    if (upwards)
        left = std::max(left, border);
    else
        right = std::min(right, border);
}

void Rasteriser::draw_triangle(std::array<Corner, 3> corners) {
    double area = turn(corners[0], corners[1], corners[2]);
    if (area == 0 || !std::isfinite(area)) return;
    if (area < 0) {
        std::swap(corners[1], corners[2]);
        area = -area;
    }
    const auto [low, high] = std::minmax({corners[0].y, corners[1].y, corners[2].y});
    const int bottom = std::min(first_pixel(high), clip_.bottom);
    for (int y = std::max(first_pixel(low), clip_.top); y < bottom; ++y) {
        int left = clip_.left, right = clip_.right;
        for (std::size_t i = 0; i < 3; ++i) cut_at_edge(corners[i], corners[(i + 1) % 3], y, left, right);
        if (left < right) draw_span(y, left, right, corners, area);
    }
}

void Rasteriser::draw_span(int y, int left, int right, const std::array<Corner, 3>& corners, double area) {
    const Corner& one = corners[0];
    const bool same = std::all_of(corners.begin(), corners.end(), [&one](const Corner& corner) {
        return corner.colour == one.colour && corner.u == one.u && corner.v == one.v;
    });
    if (!same) return draw_shaded_span(y, left, right, corners, area);
    const double alpha = channel(one.colour, 24) * coverage(one.u, one.v);
    fill(image_.row(y) + left, image_.row(y) + right, one.colour, static_cast<ImU32>(alpha + 0.5));
}

/// The plane through three values.
template <class Value>
Plane plane(const std::array<Corner, 3>& corners, double area, Value value) {
    const auto& [a, b, c] = corners;
    const double at_a = value(a), to_b = value(b) - at_a, to_c = value(c) - at_a;
    Plane plane;
    plane.across = (to_b * (c.y - a.y) - to_c * (b.y - a.y)) / area;
    plane.down = (to_c * (b.x - a.x) - to_b * (c.x - a.x)) / area;
    plane.at_origin = at_a - plane.across * a.x - plane.down * a.y;
    return plane;
}

void Rasteriser::draw_shaded_span(int y, int left, int right, const std::array<Corner, 3>& corners, double area) {
    std::array<Plane, 4> colours;
    for (int i = 0; i < 4; ++i)
        colours[static_cast<std::size_t>(i)] = plane(
            corners, area, [i](const Corner& corner) { return static_cast<double>(channel(corner.colour, 8 * i)); });
    const Plane u = plane(corners, area, [](const Corner& corner) { return corner.u; });
    const Plane v = plane(corners, area, [](const Corner& corner) { return corner.v; });
    const double down = y + 0.5;
    for (int x = left; x < right; ++x) {
        const double across = x + 0.5;
        ImU32 colour = 0;
        for (int i = 0; i < 3; ++i)
            colour |=
                static_cast<ImU32>(std::clamp(colours[static_cast<std::size_t>(i)].at(across, down) + 0.5, 0.0, 255.0))
                << (8 * i);
        const double alpha = std::clamp(colours[3].at(across, down), 0.0, 255.0);
        blend(image_.row(y)[x], colour,
              static_cast<ImU32>(alpha * coverage(u.at(across, down), v.at(across, down)) + 0.5));
    }
}

double Rasteriser::coverage(double u, double v) const {
    const double x = std::clamp(u * glyphs_.width - 0.5, 0.0, glyphs_.width - 1.0);
    const double y = std::clamp(v * glyphs_.height - 0.5, 0.0, glyphs_.height - 1.0);
    const int left = static_cast<int>(x), top = static_cast<int>(y);
    const int right = std::min(left + 1, glyphs_.width - 1), bottom = std::min(top + 1, glyphs_.height - 1);
    const double across = x - left, down = y - top;
    const auto pixel = [this](int column, int line) {
        return static_cast<double>(glyphs_.pixels[static_cast<std::ptrdiff_t>(line) * glyphs_.width + column]);
    };
    const double upper = pixel(left, top) * (1 - across) + pixel(right, top) * across;
    const double lower = pixel(left, bottom) * (1 - across) + pixel(right, bottom) * across;
    return (upper * (1 - down) + lower * down) / 255;
}

}  // namespace

Image rasterised(const ImDrawData& drawn, const compat::Coverage& glyphs, ImU32 ground) {
    Image image(static_cast<int>(drawn.DisplaySize.x * drawn.FramebufferScale.x),
                static_cast<int>(drawn.DisplaySize.y * drawn.FramebufferScale.y), ground);
    rasterise_onto(image, drawn, glyphs);
    return image;
}

void rasterise_onto(Image& image, const ImDrawData& drawn, const compat::Coverage& glyphs) {
    Rasteriser rasteriser(image, drawn, glyphs);
    for (const ImDrawList* list : compat::lists_of(drawn)) rasteriser.draw(*list);
}

}  // namespace simul::window
