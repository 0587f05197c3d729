// Why this task and no other: who was ready when a policy chose, what it saw in each, and what follows from that.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/analysis/speech.h"
#include "engine/trace/trace.h"

namespace simul {

/// One who could have been chosen.
struct Contender {
    TaskId task = kNoTask;
    std::optional<Cell> rank;  ///< what the policy saw; nothing: it compares nothing
    bool may_run = true;       ///< false: the policy passes it over now
    Time since{};              ///< when it became ready
    double place = 0;          ///< the smaller, the farther ahead it stands in the line
    bool lent = false;         ///< the rank, by a mutex
};

/// What the chosen one makes of it.
enum class ChoiceKind : std::uint8_t {
    gets,     ///< gets a core
    goes_on,  ///< its slice had ended, and it begins another
    keeps,    ///< others have just become ready, and do not take its core
};
inline constexpr std::string_view kChoiceKindNames[] = {"gets", "goes_on", "keeps"};
constexpr std::string_view name_of(ChoiceKind kind) { return kChoiceKindNames[static_cast<std::size_t>(kind)]; }

/// One decision of a policy.
struct PolicyChoice {
    ChoiceKind kind{};
    Time at{};
    CoreId core = kNoCore;
    TaskId chosen = kNoTask;
    std::vector<Contender> contenders;  ///< as they stand in the line, the chosen one included
    std::optional<std::int64_t> drawn;  ///< the ticket of a lottery
    std::string said;                   ///< by a policy that somebody has written

    const Contender& winner() const;
};

/// Whom the policy's comparison prefers: another way to the same answer. Nobody: not all was seen that it compares.
TaskId preferred_in(const Comparison& comparison, const PolicyChoice& choice);

/// Of a number in a sentence, so many count.
inline constexpr int kUsualDigits = 6;

/// "2 s", "0.5 s ahead of its share"; of a line since when the task is ready.
std::string rank_in_words(const Comparison& comparison, const Contender& contender, int digits = kUsualDigits);
/// Of what the story says of a task when it starts it.
std::string attribute_in_words(const std::string& name, std::string_view attribute, const std::string& value);
/// A sentence about the event that told a task's rank: "The remaining time of job 3 is 9 s." `lent_by`: the mutex that
/// has just lent it.
std::string seen_rank_in_words(const Comparison& comparison, const TraceEvent& rank, const std::string& name,
                               std::string_view lent_by = {});

/// "has the shortest remaining time, 2 s, against 4 s and 5 s"; empty where not all was seen, or nobody else was ready.
std::string reason_in_words(const Comparison& comparison, const PolicyChoice& choice);

/// "core 1 goes to job 2: it has the shortest remaining time, 2 s, against 4 s and 5 s".
std::string choice_in_words(const Comparison& comparison, const PolicyChoice& choice, const Speech& speech);

}  // namespace simul
