// What the stories of tasks and their results show in any run.
#pragma once

#include "tests/scenarios/told_run.h"

namespace simul::testing {

/// An event loop ends with main, and nobody waits for daemons, which are threads or processes.
inline void who_is_left_when_main_returns_is_the_models_choice(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool daemons =
        told.knob("started") == "daemons" && told.on({Model::threads, Model::threads_gil, Model::processes});
    const bool cut = told.knob("main") == "returns" && (told.on({Model::event_loop}) || daemons);
    const std::int64_t sent = told.variable("sent");
    const Lines lines = told.lines();
    const auto printed = std::count_if(lines.begin(), lines.end(), [](const auto& it) { return it[0] == 'l'; });
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "main returns"), 1);
    EXPECT_LE(printed, sent);
    if (!cut) {
        EXPECT_EQ(sent, 3);
        EXPECT_EQ(printed, 3);
    }
    if (sent < 3) {
        EXPECT_TRUE(told.has_found(FindingKind::cut_off));
    }
    if (told.knob("main") == "awaits all") {
        EXPECT_EQ(lines.back(), "main returns");
    }
    if (told.exact()) {
        EXPECT_EQ(told.has_found(FindingKind::cut_off), cut);
        EXPECT_EQ(sent, !cut ? 3 : told.knob("stays") == "0" ? 0 : 1);
    }
}

/// A coroutine that is awaited runs where it stands; one that is a task runs beside main.
inline void nothing_of_a_coroutine_runs_by_itself(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::string how = told.knob("how");
    const bool never = how == "only made";
    EXPECT_EQ(told.variable("baked"), never ? 0 : 2);
    EXPECT_EQ(told.has_found(FindingKind::never_awaited), never);
    Lines expected = {"baked so far: 0"};
    if (!never) expected.push_back("nut cake");
    if (how == "awaited twice") expected.push_back("again: an error");
    if (!never) expected.push_back("plum cake");
    expected.push_back(never ? "baked: 0" : "baked: 2");
    EXPECT_EQ(told.lines(), expected);
    EXPECT_EQ(told.figures.tasks.size(), how == "as tasks" ? 3u : 1u);
    if (told.exact()) {
        const bool together = how == "as tasks" && !told.on({Model::sequential});
        EXPECT_EQ(told.marked_at("main_done"), never ? 1 : together ? 2 : 3);
    }
}

/// One result, set once, for all who await it.
inline void the_first_result_counts(const Told& told) {
    const std::string clerks = told.knob("clerks");
    if (clerks == "nobody") {
        EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
        EXPECT_TRUE(told.has_found(FindingKind::deadlock));
        return;
    }
    EXPECT_TRUE(told.finished());
    Lines lines = told.lines();
    const auto refused = std::count_if(lines.begin(), lines.end(), [](const auto& it) { return it[0] == 'c'; });
    EXPECT_EQ(refused, told.variable("refused"));
    lines.erase(std::remove_if(lines.begin(), lines.end(), [](const auto& it) { return it[0] == 'c'; }), lines.end());
    ASSERT_EQ(lines.size(), 2u);
    EXPECT_EQ(lines[0].substr(6), lines[1].substr(8)) << "main and the reader have the same";
    if (clerks == "both set") {
        EXPECT_EQ(refused, 1);
    }
    if (!told.exact()) return;
    EXPECT_EQ(refused, clerks == "both set" ? 1 : 0);
    EXPECT_EQ(lines[0], clerks == "set an error" ? "main: there is no price" : "main: the price is 30, says clerk 1");
    EXPECT_EQ(told.marked_at("main_knows"), told.on({Model::sequential}) ? 3 : 1);
}

/// Only a callback that takes no care keeps an error from main.
inline void an_error_goes_to_whoever_awaits(const Told& told) {
    const bool fails = told.knob("fails") != "nothing";
    const bool lost = fails && told.knob("style") == "callbacks";
    EXPECT_EQ(told.figures.outcome, lost ? Outcome::deadlock : Outcome::finished);
    EXPECT_EQ(told.has_found(FindingKind::failure), lost);
    EXPECT_EQ(told.lines(), lost    ? Lines{}
                            : fails ? Lines{"not ordered: the shop has no cake"}
                                    : Lines{"cake ordered"});
    if (told.exact() && !lost) {
        EXPECT_EQ(told.marked_at("main_knows"), fails ? 2 : 3);
    }
}

/// Generators and greenlets are parts of one task, and their waits add up.
inline void only_tasks_wait_at_the_same_time(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::string way = told.knob("way");
    const bool by_hand = way == "generators" || way == "greenlets";
    const bool in_turn = by_hand || told.on({Model::event_loop});
    Lines lines = told.lines();
    if (!in_turn) std::sort(lines.begin(), lines.end());
    EXPECT_EQ(lines,
              in_turn ? (Lines{"A1", "B1", "A2", "B2", "A3", "B3"}) : (Lines{"A1", "A2", "A3", "B1", "B2", "B3"}));
    if (told.exact()) {
        EXPECT_NEAR(told.marked_at("all_said"), by_hand || told.on({Model::sequential}) ? 6 : 3, kTiny);
    }
    if (by_hand) {
        EXPECT_EQ(told.figures.tasks.size(), 1u);
    }
}

}  // namespace simul::testing
