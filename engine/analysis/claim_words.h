// Words for claims: those of the story where it has some that hold, else Simul's own. The only place that chooses.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/analysis/claims.h"
#include "engine/analysis/speech.h"

namespace simul {

/// Words are put on what is true in this moment.
struct ClaimView {
    const Moment& moment;
    const Speech& speech;
};

/// What the story has for tasks that do this, of interrupted ones else what it has for ready ones; it may be empty, and
/// it need not hold of each of them.
const StateWords& words_for(const TaskWords& words, Doing doing);
/// What the story says of this claim; null: nothing that holds.
const StateWords* story_words_of(const ClaimView& view, const TaskClaim& claim);
/// `Judit moves at board 19`; empty: the story has no words for it.
std::string story_sentence(const ClaimView& view, const TaskClaim& claim);
/// The same, or in Simul's own words: `game 3 computes on core 1`, `game 3 waits for judit, which game 2 holds`.
/// Without a full stop.
std::string claim_in_words(const ClaimView& view, const TaskClaim& claim);

/// Tasks of which one clause speaks: the story says the same of them, or all do the same.
struct Crowd {
    Doing doing{};                      ///< of the first
    const StateWords* words = nullptr;  ///< null: in our own
    std::uint64_t count = 0;
    TaskId first = kNoTask;
    bool others = false;  ///< in our own words: besides some of whom the story speaks

    bool is_of(Doing does, const StateWords* told) const {
        return words == told && (words != nullptr ? state_of(doing) == state_of(does) : doing == does);
    }
};
/// All tasks that have arrived, in the order of Doing.
std::vector<Crowd> crowds_in(const ClaimView& view, bool in_story_words = true);
/// `12 boards want Judit`, `3 tasks wait`; `3 wait` where it was said already that they are tasks.
std::string in_words(const Crowd& crowd, bool says_tasks = false);

/// What became of the futures of all tasks but main: `2 pending, 1 with a result, 1 failed`. Empty: there are none.
std::string futures_in_words(const Moment& moment);

}  // namespace simul
