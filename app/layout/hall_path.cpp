#include "app/layout/hall_path.h"

#include <algorithm>
#include <cmath>

namespace simul::layout {

namespace {

constexpr float kQuarter = kFullTurn / 4;

}  // namespace

Stadium::Stadium(const Box& box)
    : Stadium(box.centre(), (box.width() - std::min(box.width(), box.height())) / 2,
              (box.height() - std::min(box.width(), box.height())) / 2, std::min(box.width(), box.height()) / 2) {}

Stadium::Stadium(Point centre, float half_width, float half_height, float radius)
    : centre_(centre), half_width_(half_width), half_height_(half_height), radius_(radius) {}

Stadium Stadium::at_distance(float outward) const {
    return {centre_, half_width_, half_height_, std::max(radius_ + outward, 0.5F)};
}

float Stadium::length() const { return 4 * (half_width_ + half_height_) + kFullTurn * radius_; }

// Half the upper side, then a corner and a side in turn, and the other half of the upper side last.
float Stadium::piece_length(int piece) const {
    if (piece % 2 == 1) return kQuarter * radius_;
    if (piece == 0 || piece == kPieces - 1) return half_width_;
    return 2 * (piece % 4 == 2 ? half_height_ : half_width_);
}

int Stadium::piece_at(float along, float& share) const {
    const float whole = length();
    float rest = std::fmod(along, whole);
    if (rest < 0) rest += whole;
    for (int piece = 0; piece < kPieces; ++piece) {
        const float piece_long = piece_length(piece);
        if (rest <= piece_long && piece_long > 0) {
            share = rest / piece_long;
            return piece;
        }
        rest -= piece_long;
    }
    share = 1;
    return kPieces - 2 + (half_width_ > 0 ? 1 : 0);
}

Spot Stadium::spot_in_piece(int piece, float share) const {
    const float w = half_width_, h = half_height_, r = radius_;
    const auto at = [this](float x, float y) { return Point{centre_.x + x, centre_.y + y}; };
    if (piece % 2 == 1) {
        const Point ends[] = {at(w, -h), at(w, h), at(-w, h), at(-w, -h)};
        const float angle = -kQuarter + kQuarter * (static_cast<float>(piece / 2) + share);
        return {towards(ends[piece / 2], angle, r), angle};
    }
    switch (piece) {
        case 0:
            return {at(w * share, -h - r), -kQuarter};
        case 2:
            return {at(w + r, -h + 2 * h * share), 0};
        case 4:
            return {at(w - 2 * w * share, h + r), kQuarter};
        case 6:
            return {at(-w - r, h - 2 * h * share), 2 * kQuarter};
        default:
            return {at(-w + w * share, -h - r), -kQuarter};
    }
}

Spot Stadium::spot(float along) const {
    float share = 0;
    const int piece = piece_at(along, share);
    return spot_in_piece(piece, share);
}

float Stadium::same_spot(const Stadium& other, float along) const {
    float share = 0;
    const int piece = other.piece_at(along, share);
    float before = 0;
    for (int earlier = 0; earlier < piece; ++earlier) before += piece_length(earlier);
    return before + share * piece_length(piece);
}

}  // namespace simul::layout
