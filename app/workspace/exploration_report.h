// What exploring a story has answered, as readers of it need it: the command line, and the window.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/workspace/exploration.h"
#include "engine/analysis/challenges.h"
#include "engine/base/big_count.h"

namespace simul::workspace {

struct ReportedExample {
    std::size_t steps = 0, switches = 0;
    std::string schedule;  ///< as text (engine/run/schedule.h)
};

/// What went wrong: `expectation`, its line, its sentence.
struct ReportedFault {
    std::string kind;
    std::optional<std::uint16_t> line;
    std::string text;
};

struct ReportedResult {
    std::string outcome;
    std::vector<ReportedFault> faults;
    std::vector<std::pair<std::string, std::string>> variables;
    BigCount count;
    double share = 0;
    bool fails = false;
    ReportedExample example;
};

struct ReportedFinding {
    std::string kind, text;
    std::optional<std::uint16_t> line;
    std::optional<BigCount> count;  ///< none: a data race
    ReportedExample example;
};

/// Of what was to be mended.
struct ReportedJudgement {
    Verdict verdict{};
    std::string text;
    std::optional<ReportedExample> counterexample;
};

/// Those that fail stand first, the shortest first; then the most frequent first.
struct ExplorationReport {
    std::string scenario, model, wakeups;
    std::string faults;       ///< that one order might have, as `text_of` gives them; of one machine empty
    std::string memory;       ///< the memory order, where it is not `sc`
    bool goes_round = false;  ///< orders that differ only in how they come back to a state are one
    SearchKind search = SearchKind::all;
    BigCount interleavings;
    std::size_t distinct_states = 0;
    std::vector<ReportedResult> results;
    std::vector<ReportedFinding> findings;
    bool complete = false;
    std::string left_off;  ///< why it is not complete
    std::optional<ReportedJudgement> judgement;
};

/// Of an answer of `explore_here`. It comes from the process in which a stranger's story ran, so it may be anything; an
/// error says what is wrong with it.
Result<ExplorationReport> report_from(const std::string& answer);

/// Null: none fails.
const ReportedResult* shortest_that_fails(const ExplorationReport& report);

/// `1 234`; beyond 64 bits all digits.
std::string in_words(const BigCount& count);
/// `1 234`, `1.6 × 10^60`.
std::string short_words(const BigCount& count);
/// `finished, counter = 1; not so: no update is lost (line 35)`.
std::string in_words(const ReportedResult& result);
/// `counter = 1`: how it ended is said only where that is worth it.
std::string short_words(const ReportedResult& result);
/// `data race`.
std::string short_words(const ReportedFinding& finding);
/// `6 steps and 2 switches`.
std::string length_in_words(const ReportedExample& example);
/// `orders`, `classes of orders` where one order of each is run, of a search at random `runs`.
std::string_view what_is_counted(const ExplorationReport& report);
std::string_view one_that_is_counted(const ExplorationReport& report);
/// `1 order`, `1 234 orders`: all that were followed, in figures of either kind.
std::string all_in_words(const ExplorationReport& report);
std::string all_in_short_words(const ExplorationReport& report);
/// Of several machines: `In each order at most 1 message is lost or doubled, no machine crashes, and no link is cut.`
std::string faults_allowed_in_words(const ExplorationReport& report);
/// Of memory order tso, where it changes nothing: why. Else empty.
std::string why_no_store_is_late(const ExplorationReport& report);
/// `18 of 20 orders fail.`, `2 of 2 orders are right.`
std::string verdict_in_words(const ExplorationReport& report);

}  // namespace simul::workspace
