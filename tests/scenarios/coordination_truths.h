// What the stories of waiting for each other, and of what goes wrong there, show in any run.
#pragma once

#include "tests/scenarios/told_run.h"
#include "tests/support/small_story.h"

namespace simul::testing {

/// Whoever looks while somebody pays is told that the seat is free.
inline void a_seat_is_sold_once_where_check_and_act_are_one(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::int64_t sold = told.variable("sold");
    const bool joined = told.knob("protect") != "none" || told.on({Model::sequential});
    if (joined) {
        EXPECT_EQ(sold, 1);
    } else if (told.exact()) {
        EXPECT_EQ(sold, 2);
    }
    EXPECT_EQ(told.variable("free"), 1 - sold);
    EXPECT_EQ(told.mark("ticket").count, static_cast<std::size_t>(sold));
    EXPECT_EQ(told.has_found(FindingKind::expectation), sold > 1);
    const Lines lines = told.lines();
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "customer 1 has a ticket") +
                  std::count(lines.begin(), lines.end(), "customer 2 has a ticket"),
              sold);
}

/// One after another the loaves are there before the customers.
inline void whoever_is_woken_must_look_again(const Told& told) {
    const std::string waiting = told.knob("waiting");
    const bool others = !told.on({Model::sequential});
    const bool overslept = waiting == "through the window" && others;
    if (told.exact()) {
        EXPECT_EQ(told.figures.outcome, overslept ? Outcome::deadlock : Outcome::finished);
        EXPECT_EQ(told.variable("imaginary"), waiting == "if" && told.knob("wake") == "all" && others ? 1 : 0);
    }
    if (!told.finished()) {
        EXPECT_TRUE(overslept);
        EXPECT_TRUE(told.has_found(FindingKind::deadlock));
        return;
    }
    const std::int64_t imaginary = told.variable("imaginary");
    EXPECT_EQ(told.variable("loaves"), 0);
    EXPECT_EQ(told.has_found(FindingKind::expectation), imaginary > 0);
    if (waiting == "while") {
        EXPECT_EQ(imaginary, 0);
    }
    const Lines lines = told.lines();
    EXPECT_EQ(lines.size(), 2u);
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "takes a loaf, -1 left"), imaginary);
}

/// They differ in what other orders do. On an event loop whoever computes keeps the loop, which is told.
inline void a_free_run_of_any_lock_looks_right(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.variable("inside"), 0);
    EXPECT_EQ(told.mark("inside").count, 2 * told.count("visits"));
    EXPECT_EQ(told.lines(), Lines{"both have been inside"});
    const bool is_right =
        told.knob("lock") == "Peterson" || told.knob("lock") == "bakery" || told.knob("lock") == "test and set";
    if (told.exact() || is_right) {
        EXPECT_EQ(told.variable("crowded"), 0);
    }
    if (!told.exact()) return;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), told.on({Model::event_loop}));
    EXPECT_EQ(told.marked_at("inside"), told.on({Model::sequential}) ? 1 : 1.25);
}

/// Each round of giving way is a hand raised, a hand taken down, and a pause.
inline void two_who_do_the_same_get_nowhere(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::int64_t through = told.variable("through");
    EXPECT_EQ(told.has_found(FindingKind::expectation), through < 2);
    const Lines lines = told.lines();
    EXPECT_EQ(std::count(lines.begin(), lines.end(), "person 1 is through") +
                  std::count(lines.begin(), lines.end(), "person 2 is through"),
              through);
    if (told.knob("manners") != "give way") {
        EXPECT_EQ(through, 2);
    } else if (told.exact() && !told.on({Model::sequential})) {
        EXPECT_EQ(through, 0);
        EXPECT_EQ(told.mark("gave_way").count, 2 * told.count("patience"));
        EXPECT_EQ(end_of(told.trace), 3 * told.count("patience"));
    }
}

/// Two readers who overlap leave no room for a writer before the last of 4 visits is over, at 8.5 s; it came at 1 s.
inline void the_rule_says_who_waits(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_TRUE(told.findings.empty()) << told.findings.front().text;
    EXPECT_EQ(told.measure("wait_reader").n, told.count("readers") * told.count("rounds"));
    EXPECT_EQ(told.measure("wait_writer").n, told.count("writers") * told.count("rounds"));
    if (!told.exact() || told.on({Model::sequential})) return;
    const bool readers_first = told.knob("rule") == "readers first";
    EXPECT_NEAR(told.measure("wait_writer").max, readers_first ? 7.5 : 3, kTiny);
    EXPECT_NEAR(told.measure("wait_reader").max, readers_first ? 0 : 3.5, kTiny);
}

/// The last hiker needs 2 s to a hut and rests there for 3 s.
inline void one_gate_serves_once(const Told& told) {
    const bool breaks = told.knob("built") == "one gate" && told.count("huts") > 1;
    if (told.exact()) {
        EXPECT_EQ(told.figures.outcome, breaks ? Outcome::deadlock : Outcome::finished);
        EXPECT_EQ(told.has_found(FindingKind::expectation), breaks);
    }
    EXPECT_FALSE(told.has_found(FindingKind::data_race));
    if (!told.finished()) {
        EXPECT_TRUE(breaks);
        return;
    }
    EXPECT_EQ(told.variable("came"), static_cast<std::int64_t>(told.count("hikers") * told.count("huts")));
    EXPECT_EQ(told.mark("home").count, told.count("hikers"));
    EXPECT_EQ(told.lines().back(), "all are home");
    if (told.exact()) {
        EXPECT_EQ(told.marked_at("home"), 5 * told.count("huts"));
    }
}

/// Whoever comes is served or turned away. A bell that only rings may be rung while nobody listens.
inline void nobody_rings_in_vain_at_a_bell_that_counts(const Told& told) {
    const bool overslept = told.knob("bell") == "rings" && told.count("customers") == 1;
    if (told.exact()) {
        EXPECT_EQ(told.finished(), !overslept);
    }
    if (told.knob("bell") == "counts") {
        EXPECT_TRUE(told.finished());
    }
    if (!told.finished()) return;
    EXPECT_EQ(told.variable("served") + told.variable("away"), static_cast<std::int64_t>(told.count("customers")));
    EXPECT_EQ(told.variable("inside"), 0);
    EXPECT_EQ(told.measure("in_the_shop").n, static_cast<std::size_t>(told.variable("served")));
    if (told.exact() && !overslept) {
        EXPECT_EQ(told.variable("away"), 1);
        EXPECT_NEAR(told.measure("in_the_shop").max, told.knob("bell") == "counts" ? 4 : 5, kTiny);
    }
}

/// n, then n - 1, and so on; in a pool of four workers one dispatches, and all three others wait.
inline void a_herd_is_woken_for_each_job(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.variable("jobs"), 0);
    const std::size_t workers = told.count("workers");
    EXPECT_EQ(told.mark("taken").count, workers);
    const auto woken = static_cast<std::size_t>(told.variable("woken"));
    EXPECT_EQ(told.lines(), Lines{std::to_string(woken) + " times somebody was woken"});
    const std::size_t most = told.knob("wake") == "all" ? workers * (workers + 1) / 2 : workers;
    EXPECT_LE(woken, most);
    if (told.exact()) {
        EXPECT_EQ(woken, told.on({Model::sequential}) ? 0 : most);
    }
}

}  // namespace simul::testing
