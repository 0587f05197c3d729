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
    // On a loop who looks again comes once more before the timer of who is inside has its effect, and once after that.
    EXPECT_EQ(told.marked_at("inside"), told.on({Model::sequential}) ? 1 : told.on({Model::event_loop}) ? 1.5 : 1.25);
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

/// Two regulars hand the lock to each other until both have called six times, at 24 s; the guest came at 0.5 s.
inline void who_only_tries_may_starve(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_TRUE(told.findings.empty()) << told.findings.front().text;
    EXPECT_EQ(told.mark("regulars_done").count, told.count("regulars"));
    const bool gives_up = told.variable("gave_up") == 1;
    EXPECT_EQ(told.lines(), Lines{gives_up ? "the guest gives up" : "the guest has made a call"});
    EXPECT_EQ(told.measure("wait").n, gives_up ? 0u : 1u);
    if (told.knob("guest") == "waits in line") {
        EXPECT_EQ(told.variable("failed"), 0);
    }
    if (!told.exact() || told.on({Model::sequential})) return;
    EXPECT_EQ(gives_up, told.count("patience") == 5);
    if (gives_up) return;
    const bool in_line = told.knob("guest") == "waits in line";
    EXPECT_NEAR(told.measure("wait").max, in_line ? 3.5 : told.count("regulars") == 1 ? 2 : 24, kTiny);
}

/// Whoever looks under the lock does not heat a second time. Who looks without it relies on what the lamp says.
inline void a_look_without_the_lock_needs_a_lamp_that_is_right(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::int64_t heated = told.variable("heated"), cold = told.variable("cold");
    const bool alone = told.on({Model::sequential});
    const bool free = told.knob("look") == "no lock" && !alone, early = told.knob("lamp") == "on too early" && !alone;
    if (!free) {
        EXPECT_EQ(heated, 1);
    }
    if (!early) {
        EXPECT_EQ(cold, 0);
    }
    EXPECT_EQ(told.has_found(FindingKind::expectation), heated > 1 || cold > 0);
    EXPECT_EQ(told.lines(), Lines{"heatings: " + std::to_string(heated) +
                                  ", keys taken: " + std::to_string(told.variable("locked"))});
    if (!told.exact()) return;
    EXPECT_EQ(heated, free ? 3 : 1);
    EXPECT_EQ(cold, early ? 3 : 0);
    const bool each = told.knob("look") == "under the lock";
    EXPECT_EQ(told.variable("locked"), told.knob("look") == "no lock" ? 0 : each ? 6 : alone || early ? 1 : 3);
}

/// Where the top may come back, a change of it goes unnoticed.
inline void a_stamp_tells_one_change_from_none(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool twice = told.variable("held[2]") == 2;
    EXPECT_EQ(told.has_found(FindingKind::expectation), twice);
    const bool may = told.knob("pile") == "compared" && !told.on({Model::sequential});
    if (!may) {
        EXPECT_FALSE(twice);
    }
    if (!told.exact()) return;
    EXPECT_EQ(twice, may && told.knob("pause") != "0");
    const bool meets =
        !told.on({Model::sequential}) && told.knob("pile") != "under a lock" && told.knob("pause") != "0";
    const std::string quick = meets ? "2" : "3", next = twice || !meets ? "2" : "3";
    EXPECT_EQ(told.lines(), Lines{"the slow guest has tray 1, the quick one " + quick + ", the next one " + next});
}

/// Where all see one memory, whoever looks last finds both lamps on. A real run of it has no late stores.
inline void whoever_looks_last_sees_both(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_LE(told.variable("on_bridge"), 1);
    if (told.exact()) {
        EXPECT_EQ(told.variable("on_bridge"), 1);
    }
}

/// A child that sends more than there is room for does not end before somebody reads.
inline void to_join_before_reading_needs_room(const Told& told) {
    const bool stuck = told.knob("main") == "joins first" && told.count("results") > told.count("room");
    EXPECT_EQ(told.figures.outcome, stuck ? Outcome::deadlock : Outcome::finished);
    EXPECT_EQ(told.has_found(FindingKind::deadlock), stuck);
    if (stuck) return;
    const bool few = told.count("results") == 4;
    EXPECT_EQ(told.lines(), Lines{few ? "4 results, and their sum is 30" : "10 results, and their sum is 385"});
    if (told.exact()) {
        EXPECT_NEAR(told.marked_at("child_ended"), few ? 0.4 : 1, kTiny);
    }
}

/// What is shared comes one at a time; what is not, at once: n clerks need 1 + (n - 1)s of what one alone would.
inline void only_what_is_not_shared_is_done_at_once(const Told& told) {
    EXPECT_TRUE(told.finished());
    const double share = static_cast<double>(told.count("shared")) / 100;
    const int sum = told.count("shared") == 100 ? 0 : told.count("shared") == 50 ? 15 : 55;
    Lines expected;
    for (int number = 1; number <= 4; ++number)
        expected.push_back("clerk " + std::to_string(number) + " has " + std::to_string(sum * number));
    EXPECT_EQ(told.lines(), expected);
    EXPECT_EQ(told.variable("last_line") == 0, share == 0);
    if (!told.exact()) return;
    const bool one = told.on({Model::sequential, Model::event_loop, Model::threads_gil});
    EXPECT_NEAR(told.marked_at("all_done"), one ? 4 : 1 + 3 * share, kTiny);
}

/// Amdahl's bound holds whatever the parts. On simulated cores the hardest of four parts decides, which is 7/16 of 9 s.
inline void a_job_is_as_quick_as_its_serial_share_lets_it(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::size_t parts = told.count("parts"), workers = told.count("workers");
    EXPECT_EQ(told.lines(),
              (Lines{std::to_string(parts) + " parts are done by " + std::to_string(workers) + " workers"}));
    if (!told.exact()) return;
    const double bound = 1 / (0.1 + 0.9 / static_cast<double>(workers));
    EXPECT_NEAR(told.measure("bound").max, bound, 1e-6);
    EXPECT_LE(told.measure("speed_up").max, bound);
    const double before = 1 + 0.01 * static_cast<double>(parts);
    const bool one = told.on({Model::sequential, Model::event_loop, Model::threads_gil});
    if (one) {
        EXPECT_NEAR(told.marked_at("all_done"), before + 9, 1e-6);
    } else if (parts == 4) {
        EXPECT_NEAR(told.marked_at("all_done"), before + (told.knob("picture") == "even" ? 2.25 : 9 * 7.0 / 16), 1e-6);
    }
}

/// A condition forgets, a semaphore counts, an event stays set, and a flag is looked at first.
inline void only_a_condition_forgets_its_signal(const Told& told) {
    const std::string signal = told.knob("signal");
    const std::int64_t ran = told.variable("ran"), runners = static_cast<std::int64_t>(told.count("runners"));
    EXPECT_EQ(told.figures.outcome, ran == runners ? Outcome::finished : Outcome::deadlock);
    EXPECT_EQ(told.has_found(FindingKind::deadlock), ran < runners);
    EXPECT_EQ(told.mark("runs").count, static_cast<std::size_t>(ran));
    const bool in_time = told.knob("comes") != "2" && !told.on({Model::sequential});
    if (signal != "condition") {
        EXPECT_EQ(ran, signal == "semaphore" ? 1 : runners);
    } else if (told.exact()) {
        EXPECT_EQ(ran, in_time ? runners : 0);
    }
}

/// Whoever is woken may not be the one whose turn it is, and then nobody is woken any more.
inline void to_wake_one_may_wake_the_wrong_one(const Told& told) {
    static const Lines kAll = {"1",    "2",    "fizz", "4",    "buzz", "fizz", "7",        "8",
                               "fizz", "buzz", "11",   "fizz", "13",   "14",   "fizzbuzz", "counted to 15"};
    const Lines lines = told.lines();
    if (told.knob("wake") == "all") {
        EXPECT_TRUE(told.finished());
    }
    if (told.exact()) {
        EXPECT_EQ(told.finished(), told.knob("wake") == "all");
    }
    if (told.finished()) {
        EXPECT_EQ(lines, kAll);
        EXPECT_TRUE(told.findings.empty());
        return;
    }
    EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
    EXPECT_LT(lines.size(), kAll.size());
    EXPECT_TRUE(std::equal(lines.begin(), lines.end(), kAll.begin()));
}

/// Places keep a third hydrogen from the barrier.
inline void places_make_the_right_three(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::int64_t first = told.variable("hydrogens[1]"), second = told.variable("hydrogens[2]");
    EXPECT_EQ(told.variable("gone"), 6);
    EXPECT_EQ(first + second, 4);
    EXPECT_EQ(told.has_found(FindingKind::expectation), first != 2);
    if (told.knob("gate") == "places and barrier") {
        EXPECT_EQ(first, 2);
    } else if (told.exact()) {
        EXPECT_EQ(first, 3);
    }
}

/// Eight tasks of 2 s each, on four cores or four workers.
inline void the_best_model_depends_on_the_job(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), Lines{"8 tasks are done"});
    if (!told.exact()) return;
    const bool alone = told.on({Model::sequential}), pool = is_pool(told.model());
    const bool one_computes = told.on({Model::event_loop, Model::threads_gil});
    double done = alone ? 16 : pool ? 4 : one_computes ? 2.7 : 2.1;
    if (told.on({Model::threads_gil})) done = 3.365;  // they compute in turns of 5 ms
    if (told.knob("computes") == "0") done = alone ? 16 : pool ? 4 : 2;
    if (told.knob("waits") == "0") done = alone || one_computes || told.knob("locked") == "100" ? 16 : 4;
    EXPECT_NEAR(told.marked_at("all_done"), done, 1e-6);
}

/// Who takes one of two things may keep it from the one who could use both.
inline void both_at_once_or_nothing(const Told& told) {
    const bool at_once = told.knob("takes") == "both at once";
    const std::int64_t rounds = static_cast<std::int64_t>(told.count("rounds"));
    if (at_once) {
        EXPECT_TRUE(told.finished());
    } else if (told.exact()) {
        EXPECT_EQ(told.figures.outcome, Outcome::deadlock);
        EXPECT_EQ(told.variable("baked"), 1);
    }
    EXPECT_EQ(told.has_found(FindingKind::deadlock), !told.finished());
    EXPECT_EQ(told.variable("baked") == rounds, told.finished());
    Lines expected = {"baker 1 has baked", "baker 2 has baked", "baker 3 has baked"};
    expected.resize(static_cast<std::size_t>(told.variable("baked")));
    EXPECT_EQ(told.lines(), expected);
}

/// Eighty pinches of 0.05 s come one after another where there is one cellar.
inline void what_is_locked_comes_one_after_another(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), Lines{"80 pinches of salt"});
    const bool at_the_end = told.knob("salting") != "each time";
    EXPECT_EQ(told.measure("waited").n, at_the_end ? 8u : 80u);
    if (!told.exact() || is_pool(told.model())) return;
    const double alone = at_the_end ? 8.4 : 12;
    const double together = at_the_end ? 1.4 : told.count("cellars") == 4 ? 1.55 : 4.1;
    EXPECT_NEAR(told.marked_at("all_done"), told.on({Model::sequential}) ? alone : together, 1e-6);
}

/// What a process is given is a copy. To the worker of a pool a function travels by its name alone; a child that is
/// forked has all functions.
inline void only_what_can_be_packed_travels(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_TRUE(told.findings.empty());
    const bool packs =
        told.on({Model::process_pool}) || (told.on({Model::processes}) && told.knob("starts") == "spawn");
    EXPECT_EQ(told.variable("refused"), packs ? 2 : 0);
    Lines lines = {"the list is changed in the child", "and as it was in main"};
    if (packs) {
        lines.emplace_back("a function made inside another: refused");
        lines.emplace_back("a list with a function in it: refused");
    }
    lines.emplace_back("5000 letters arrive in pieces");
    EXPECT_EQ(told.lines(), lines);
}

}  // namespace simul::testing
