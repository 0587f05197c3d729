// The way around the tables of the hall: a stadium, and boards at equal steps along it.
#pragma once

#include "app/layout/figures.h"

namespace simul::layout {

/// A place on the way and the direction away from the middle.
struct Spot {
    Point point;
    float outward = 0;
};

/// A rounded box, clockwise from the middle of its upper side. Ways around the same straights at another distance from
/// the middle have the same spots at the same `Turn`, so one can walk from one to the other.
class Stadium {
  public:
    /// Its ends are half circles, whichever side is the longer one. The box must not be empty.
    explicit Stadium(const Box& box);

    /// The way around this one at that distance; a spot of it has the same direction. Negative: inside.
    Stadium at_distance(float outward) const;

    float length() const;
    /// Any length along the way; it goes round.
    Spot spot(float along) const;
    /// How far along this way the spot is that stands at `along` on another around the same straights.
    float same_spot(const Stadium& other, float along) const;
    float radius() const { return radius_; }

  private:
    static constexpr int kPieces = 9;
    Stadium(Point centre, float half_width, float half_height, float radius);
    float piece_length(int piece) const;
    Spot spot_in_piece(int piece, float share) const;
    /// The piece at `along`, and which share of it lies before.
    int piece_at(float along, float& share) const;

    Point centre_;
    float half_width_, half_height_;  ///< of the box between the centres of the ends
    float radius_;
};

}  // namespace simul::layout
