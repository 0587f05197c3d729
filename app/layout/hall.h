// The hall of a simultaneous exhibition: boards around the tables, masters inside, a free middle for clocks.
#pragma once

#include <string>
#include <vector>

#include "app/layout/figures.h"

namespace simul::layout {

/// One game. Its opponent sits outside, the masters come from inside.
struct HallBoard {
    TaskId task = kNoTask;
    std::string number;
    Point centre;
    float side = 0;
    float angle = 0;  ///< how far it is turned; upright on the long sides
    State state = State::absent;
    float share_thought = 0;  ///< asleep: how much of the opponent's time has passed
    Point person;             ///< where the opponent sits
    float person_size = 0;    ///< across the shoulders; 0: too small to be drawn
};

struct HallMaster {
    Point place;
    float size = 0;
    TaskId board = kNoTask;    ///< where the master stands, or stood last
    bool moves = false;        ///< has the move at that board; else walks or waits
    Point facing;              ///< the middle of the side of the board
    std::vector<Point> trail;  ///< the way here, the oldest point first; ends at `place`
    Point label;               ///< inside, where a name may be centred
};

struct Hall {
    Box table;  ///< the line on which the masters walk
    float table_radius = 0;
    Box middle;             ///< free, for clocks and figures
    bool numbered = false;  ///< the boards are large enough for numbers
    std::vector<HallBoard> boards;
    std::vector<HallMaster> masters;
    int pair = 0;   ///< of the game in which the first master moves; 0: nobody knows
    int pairs = 0;  ///< that are played in each game; 0: the story does not say
};

/// `unit` is how many pixels one of the design is.
Hall hall_of(const SceneMoment& scene, const Box& box, float unit);

/// Boards of one size in rings around the table.
struct HallRings {
    Box table;
    float side = 0;         ///< of a board
    float person_size = 0;  ///< 0: no persons
    /// How far each ring's inner edges are from the table's line, and how many boards stand in it.
    std::vector<float> distance;
    std::vector<std::size_t> count;
};

/// The largest boards that find room.
HallRings rings_for(std::size_t boards, const Box& box, float unit);

}  // namespace simul::layout
