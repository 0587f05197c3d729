// One lane of the timeline: what was, stretch after stretch, with an index that says for any two moments how long each
// state lasted between them.
//
// How it works. A stretch lasts until the next one begins. Every 16th, 64th, 256th and 1024th stretch the index keeps
// the moment and how long each state had lasted until then. So the time in a state between two moments is a difference
// of two sums, found by descending from the coarse to the fine, however many stretches lie between.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>

#include "engine/analysis/timeline_blocks.h"
#include "engine/base/time.h"

namespace simul {

/// What a lane shows over a stretch.
enum class SpanState : std::uint8_t {
    none,  ///< nobody runs on the core, nobody has the resource
    ready,
    running,
    blocked,
    asleep,
    done,
    held,       ///< a resource: somebody has it, or something is inside
    switching,  ///< a core: it is given to another task, which costs time
    lost,       ///< events of the task were lost: nobody knows
};
inline constexpr std::string_view kSpanStateNames[] = {"none", "ready", "running",   "blocked", "asleep",
                                                       "done", "held",  "switching", "lost"};
constexpr std::string_view name_of(SpanState state) { return kSpanStateNames[static_cast<std::size_t>(state)]; }

struct Stretch {
    Time from{};
    std::uint32_t event = 0;  ///< that began it
    std::uint16_t level = 0;  ///< how many permits are in use, messages are inside, tasks wait
    SpanState state{};
};
static_assert(sizeof(Stretch) == 16);

/// How long each state lasted. What is not counted is the rest: of a task, lost; of all others, nothing. Four, so that
/// two of these fill a line of the cache.
struct alignas(32) StateTimes : std::array<Duration, 4> {};

/// A moment on a lane.
struct LanePoint {
    Time at{};              ///< not later than what was asked
    std::size_t index = 0;  ///< the stretch that holds it
    bool exact = false;     ///< `at` is what was asked; else every stretch here is short, and `at` begins one
    StateTimes before{};    ///< since the lane began
};

/// How to find a point.
struct LaneSearch {
    std::size_t near = 0;  ///< a stretch that is not after the point
    /// Where all stretches are so short that some of them together last at most so long, the beginning of these will
    /// do.
    Duration coarse{};
    std::size_t level = 3;  ///< of the index, where the search begins
};

class Lane {
  public:
    /// `of_core`: it may have stretches of nothing and lost ones.
    explicit Lane(bool of_core = false) : of_core_(of_core) {}

    /// Ends the last stretch and begins another. One that has no length leaves no trace.
    void begin(const Stretch& stretch) {
        const bool goes_on = !empty() && stretch.state == SpanState::none && back().state == SpanState::none;
        if (goes_on) return;
        if (empty() || back().from != stretch.from) return append(stretch);
        stretches_.back() = stretch;
        note(stretch.state);
        if (stretch.state == SpanState::none && size() > 1 && stretches_[size() - 2].state == SpanState::none) drop();
    }

    bool empty() const { return stretches_.empty(); }
    std::size_t size() const { return stretches_.size(); }
    const Stretch& operator[](std::size_t index) const { return stretches_[index]; }
    const Stretch& back() const { return stretches_.back(); }
    /// kNever: the last one lasts as far as the trace goes.
    Time until_of(std::size_t index) const { return index + 1 < size() ? stretches_[index + 1].from : kNever; }

    /// `at` must not be before the first stretch.
    LanePoint point(Time at, const LaneSearch& search = LaneSearch()) const {
        LanePoint point;
        find(at, search, point);
        return point;
    }
    void find(Time at, const LaneSearch& search, LanePoint& point) const;
    /// How to search for points between these moments one after another, each good to about `coarse`.
    LaneSearch search_between(Time from, Time until, Duration coarse) const;
    /// Which state a place in StateTimes stands for.
    SpanState state_of_place(std::size_t place) const { return states_[place]; }
    /// The place in StateTimes; none for a state that is not counted.
    std::size_t place_of(SpanState state) const {
        if (state == SpanState::lost && of_core_) return kLostOfCore;
        return kPlaces[static_cast<std::size_t>(state)];
    }
    static constexpr std::size_t kNoPlace = 4;
    /// What the time is that no place counts: lost, or nothing.
    SpanState rest() const { return lost_some_ ? SpanState::lost : SpanState::none; }

    std::size_t bytes() const;

  private:
    // Two states share a place where no lane has both: cores are never ready, resources never run.
    static constexpr std::uint8_t kPlaces[] = {kNoPlace, 0, 1, 2, 3, kNoPlace, 1, 0, kNoPlace};
    static constexpr std::size_t kLostOfCore = 2;  ///< tasks are blocked, cores never
    static constexpr std::size_t kLevels = 4;
    static constexpr std::size_t kSpacing[kLevels] = {16, 64, 256, 1024};

    struct Level {
        Blocks<Time, 512> from;
        Blocks<StateTimes, 128> before;
    };
    using Index = std::array<Level, kLevels>;

    void append(const Stretch& stretch) {
        if (!stretches_.empty()) count(back(), stretch.from, sums_);
        if (size() % kSpacing[0] == 0 && size() > 0) grow_index(stretch.from);
        note(stretch.state);
        stretches_.push(stretch);
    }
    void note(SpanState state) {
        states_[place_of(state)] = state;
        if (state == SpanState::lost && !of_core_) lost_some_ = true;
    }
    void count(const Stretch& stretch, Time until, StateTimes& sums) const {
        const std::size_t place = place_of(stretch.state);
        if (place != kNoPlace) sums[place] += until - stretch.from;
    }
    void drop();
    void grow_index(Time from);
    static void expect(const Level& level, std::size_t entry);
    static std::size_t last_until(const Level& level, std::size_t first, Time at);
    void find_in_block(std::size_t block, Time at, LanePoint& point) const;

    Blocks<Stretch, 512> stretches_;
    std::unique_ptr<Index> index_;
    StateTimes sums_{};
    std::array<SpanState, kNoPlace + 1> states_{};
    bool of_core_ = false;
    bool lost_some_ = false;
};

}  // namespace simul
