// Points and boxes of the screen, in pixels; y grows downwards.
#pragma once

namespace simul::layout {

struct Point {
    float x = 0, y = 0;
    friend bool operator==(const Point&, const Point&) = default;
};

/// Edges, the right and the lower one outside.
struct Box {
    float left = 0, top = 0, right = 0, bottom = 0;

    float width() const { return right - left; }
    float height() const { return bottom - top; }
    Point centre() const { return {(left + right) / 2, (top + bottom) / 2}; }
    bool empty() const { return right <= left || bottom <= top; }
    bool contains(Point point) const {
        return point.x >= left && point.x < right && point.y >= top && point.y < bottom;
    }
    bool meets(const Box& other) const {
        return left < other.right && other.left < right && top < other.bottom && other.top < bottom;
    }
    /// Smaller by so much on each side.
    Box inset(float by) const { return {left + by, top + by, right - by, bottom - by}; }
    Box inset(float x, float y) const { return {left + x, top + y, right - x, bottom - y}; }

    // Cut a piece off one side; the box keeps the rest.
    Box take_left(float width) {
        const Box piece{left, top, left + width, bottom};
        left += width;
        return piece;
    }
    Box take_right(float width) {
        const Box piece{right - width, top, right, bottom};
        right -= width;
        return piece;
    }
    Box take_top(float height) {
        const Box piece{left, top, right, top + height};
        top += height;
        return piece;
    }
    Box take_bottom(float height) {
        const Box piece{left, bottom - height, right, bottom};
        bottom -= height;
        return piece;
    }
    friend bool operator==(const Box&, const Box&) = default;
};

}  // namespace simul::layout
