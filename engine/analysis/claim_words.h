// Words for claims: those of the story where it has some that hold, else Simul's own. The only place that chooses.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/claims.h"
#include "engine/analysis/speech.h"

namespace simul {

/// Words are put on what is true in this moment.
struct ClaimView {
    const Moment& moment;
    const Speech& speech;
};

/// What the story says of this claim; null: nothing that holds.
const StateWords* story_words_of(const ClaimView& view, const TaskClaim& claim);
/// Conducted, where one thread does everything: `another task has the event loop`.
std::string_view what_holds_up(Model model);
/// `Judit moves at board 19`; empty: the story has no words for it.
std::string story_sentence(const ClaimView& view, const TaskClaim& claim);
/// The same, or in Simul's own words: `game 3 computes on core 1`, `game 3 waits for judit, which game 2 holds`.
/// Without a full stop.
std::string claim_in_words(const ClaimView& view, const TaskClaim& claim);

/// Tasks of which one clause speaks: all do the same, and the story says the same of them.
struct Crowd {
    Doing doing{};
    const StateWords* words = nullptr;  ///< null: in our own
    std::uint64_t count = 0;
    TaskId first = kNoTask;
};
/// All tasks that have arrived, in the order of Doing.
std::vector<Crowd> crowds_in(const ClaimView& view, bool in_story_words = true);
/// `12 boards want Judit`, `3 tasks wait`; `3 wait` where it was said already that they are tasks.
std::string in_words(const Crowd& crowd, bool says_tasks = false);

/// What became of the futures of all tasks but main: `2 pending, 1 with a result, 1 failed`. Empty: there are none.
std::string futures_in_words(const Moment& moment);

}  // namespace simul
