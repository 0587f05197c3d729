// What a step of a conducted run touches: so it is known which steps may change places and nobody could tell.
#pragma once

#include <cstdint>

#include "engine/base/ids.h"

namespace simul {

/// Something that more than one task can touch.
struct Thing {
    enum class Kind : std::uint8_t {
        resource,        ///< by number, as those below
        sending,         ///< the end of a channel, by the channel's number
        receiving,       ///< the other end
        slot,            ///< of a channel, where a message is put and taken; by number among those of all channels
        memory,          ///< a task's own copies of the variables
        end,             ///< of a task: what those who ask after its future see
        task,            ///< itself: only `Use::follows`
        numbering,       ///< of the tasks that are to come
        head_of_way,     ///< of the messages under way from one node to another: which is next
        tail_of_way,     ///< which is last
        slot_of_way,     ///< where one of them is put and taken
        entry,           ///< of a shared table, by number among all that were met
        entries,         ///< of a shared table: which key each of them has
        slot_of_buffer,  ///< where one of the stores of a task waits that have not reached memory
        faults,          ///< how many there may still be
        loop,            ///< event loop beside which threads run: whose turn it is
        all,             ///< a step that touches it changes places with none
    };
    Kind kind{};
    std::uint32_t number = 0;
    friend bool operator==(const Thing&, const Thing&) = default;
};

inline constexpr Thing kEverything{Thing::Kind::all, 0};

enum class Use : std::uint8_t {
    reads,    ///< changes places with others who read
    adds,     ///< changes places with others who add
    writes,   ///< changes places with nobody
    wants,    ///< waits for it: it would write
    follows,  ///< continues because of that task, or of who touched that slot, which is no matter of order
};

struct Contact {
    TaskId task = kNoTask;  ///< who
    Use use{};
    Thing thing;
};

/// Whether it matters which of the two comes first.
constexpr bool conflict(const Contact& a, const Contact& b) {
    const bool alike = a.use == b.use && (a.use == Use::reads || a.use == Use::adds);
    return a.thing == b.thing && !alike;
}

}  // namespace simul
