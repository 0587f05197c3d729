// What a nice value weighs: each step is 10 % of the core time, as Linux publishes it.
#pragma once

#include <array>
#include <cstdint>

#include "engine/run/policies/policy.h"

namespace simul {

/// Of nice 0.
inline constexpr std::int64_t kWeightAtFirst = 1024;

/// sched_prio_to_weight in kernel/sched/core.c of Linux, from nice -20 to 19.
inline constexpr std::array<std::int64_t, 40> kNiceWeights = {
    88761, 71755, 56483, 46273, 36291, 29154, 23254, 18705, 14949, 11916, 9548, 7620, 6100, 4904,
    3906,  3121,  2501,  1991,  1586,  1277,  1024,  820,   655,   526,   423,  335,  272,  215,
    172,   137,   110,   87,    70,    56,    45,    36,    29,    23,    18,   15};

inline std::size_t place_of_nice(const TaskView& task) {
    return static_cast<std::size_t>(task.given.nice.value_or(0) + 20);
}
inline std::int64_t weight_of(const TaskView& task) { return kNiceWeights[place_of_nice(task)]; }

/// What so long a run adds to the virtual runtime. (Without the product, which may be too large.)
constexpr std::int64_t virtual_length(std::int64_t nanoseconds, std::int64_t weight) {
    return nanoseconds / weight * kWeightAtFirst + nanoseconds % weight * kWeightAtFirst / weight;
}

/// The same, for tasks that mostly run for one length: it is worked out again only when that changes.
class VirtualLengths {
  public:
    std::int64_t of(Duration length, const TaskView& task) {
        Known& known = known_[place_of_nice(task)];
        if (known.length != length) known = {length, virtual_length(length.count(), weight_of(task))};
        return known.virtual_length;
    }

  private:
    struct Known {
        Duration length{0};
        std::int64_t virtual_length = 0;
    };
    std::array<Known, kNiceWeights.size()> known_{};  ///< by nice value
};

}  // namespace simul
