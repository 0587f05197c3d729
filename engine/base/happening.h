// What may happen next in a conducted run by no task's doing: of several machines a message arrives or is lost, a
// machine crashes, a link is cut; where stores are late, the oldest in the buffer of a task reaches memory.
//
// Among those who may be chosen, in schedules and in what exploring walks through, a happening stands as a task does,
// with a number that no task has. The number says what happens and where, so it is the same in equal states.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/ids.h"

namespace simul {

struct Happening {
    enum class What : std::uint8_t {
        arrives,
        is_lost,
        arrives_twice,
        crashes,
        comes_back,
        is_cut,
        is_mended,
        reaches_memory
    };

    What what{};
    NodeId node{}, other{};   ///< of a message, from where to where; of a link, its ends; of a node, equal
    std::uint16_t place = 0;  ///< of a message: among those under way there, where any of them may be next
    TaskId task = kNoTask;    ///< of a store: whose

    constexpr bool of_message() const { return what <= What::arrives_twice; }
    constexpr bool of_link() const { return what == What::is_cut || what == What::is_mended; }
    constexpr bool of_store() const { return what == What::reaches_memory; }
    friend bool operator==(const Happening&, const Happening&) = default;
};

/// In schedules: `arrive:0>1`, `crash:2`, `cut:0-1`, `flush:1`.
inline constexpr std::array<std::string_view, 8> kHappeningWords = {"arrive", "lose", "double", "crash",
                                                                    "return", "cut",  "mend",   "flush"};

constexpr bool is_happening(TaskId id) { return id != kNoTask && (index_of(id) & 0x80000000) != 0; }

/// The number of its kind, and then of where it happens, or to whose store.
constexpr TaskId id_of(const Happening& it) {
    if (it.of_store()) return static_cast<TaskId>(0xf0000000U | static_cast<std::uint32_t>(index_of(it.task)));
    return static_cast<TaskId>(0x80000000U | static_cast<std::uint32_t>(it.what) << 28 |
                               static_cast<std::uint32_t>(index_of(it.node)) << 22 |
                               static_cast<std::uint32_t>(index_of(it.other)) << 16 | it.place);
}
constexpr Happening happening_of(TaskId id) {
    const auto bits = static_cast<std::uint32_t>(id);
    if (bits >> 28 == 15) return {Happening::What::reaches_memory, {}, {}, 0, static_cast<TaskId>(bits & 0x0fffffff)};
    return {static_cast<Happening::What>(bits >> 28 & 7), static_cast<NodeId>(bits >> 22 & 63),
            static_cast<NodeId>(bits >> 16 & 63), static_cast<std::uint16_t>(bits & 0xffff), kNoTask};
}
/// Of the oldest store of this task that has not reached memory.
constexpr TaskId flush_of(TaskId task) { return id_of({Happening::What::reaches_memory, {}, {}, 0, task}); }

/// It is a fault, or mends one: a run goes on without it, too.
constexpr bool is_optional(TaskId id) {
    return is_happening(id) && happening_of(id).what != Happening::What::arrives && !happening_of(id).of_store();
}

/// Whether only one of the two can be next, as both are about what is under way from one node to another.
constexpr bool are_alternatives(TaskId one, TaskId other) {
    if (!is_happening(one) || !is_happening(other)) return false;
    const Happening a = happening_of(one), b = happening_of(other);
    return a.of_message() && b.of_message() && a.node == b.node && a.other == b.other;
}

/// As a schedule has it.
std::string text_of(const Happening& happening);
/// Nothing: it is none.
std::optional<Happening> happening_in(std::string_view word);

}  // namespace simul
