// What the stories of real input and output show in any run.
#pragma once

#include "tests/scenarios/told_run.h"

namespace simul::testing {

/// So many rounds do n tasks need if k of them are under way at a time.
inline double rounds_of(std::size_t n, std::size_t k) { return static_cast<double>((n + k - 1) / k); }

/// Each round of downloads waits once for its answers; the bytes of all come one after another, whoever shares the
/// link.
inline void waits_overlap_and_bandwidth_is_shared(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), (Lines{"20 pages are there, 1000000 bytes"}));
    const bool blocks = told.on({Model::event_loop}) && told.knob("call") == "blocks";
    if (blocks) {
        EXPECT_TRUE(told.has_found(FindingKind::loop_blocked));
    }
    if (!told.exact()) return;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), blocks);
    const bool alone = told.knob("how") == "one after another" || told.on({Model::sequential}) || blocks;
    const bool four = told.knob("how") == "four workers" || told.knob("at_once") == "4" || is_pool(told.model());
    EXPECT_NEAR(told.marked_at("all_there"), rounds_of(20, alone ? 1 : four ? 4 : 20) * 0.05 + 0.5, 1e-6);
}

/// One queue: each job is launched, brings its bytes there, computes and brings them back. The cores share the jobs.
inline void a_card_pays_where_it_saves_more_than_it_moves(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), (Lines{"4 of 4 results are right"}));
    EXPECT_FALSE(told.has_found(FindingKind::expectation));
    if (!told.exact()) return;
    const double jobs = 4, bytes = 4e6, operations = bytes * static_cast<double>(told.count("work"));
    const bool in_parallel = told.on({Model::threads, Model::processes, Model::thread_pool, Model::process_pool});
    const double on_card = jobs * (20e-6 + 2 * bytes / 4e9 + operations / 400e9);
    const double on_cores = (in_parallel ? jobs / told.trace.header().cores : jobs) * operations / 4e9;
    EXPECT_NEAR(told.measure("took").max, told.knob("where") == "on the card" ? on_card : on_cores, 1e-9);
}

/// There is room for four and a half of six copies.
inline void a_full_disk_leaves_what_the_program_leaves(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::string program = told.knob("program");
    const std::int64_t half = program == "careful" ? 0 : 1;
    EXPECT_EQ(told.lines(), (Lines{std::string(program == "careless" ? "6" : "4") + " of 6 files are copied",
                                   "whole copies: 4, half copies: " + std::to_string(half)}));
    EXPECT_EQ(told.variable("half"), half);
    EXPECT_EQ(told.has_found(FindingKind::expectation), half > 0);
    if (told.exact()) {
        EXPECT_NEAR(told.measure("copying").max, program == "careless" ? 0.36 : program == "stops" ? 0.3 : 0.31, kTiny);
    }
}

/// One disk that does one copy at a time is not made faster by tasks; one that shares itself looks for places at once.
inline void tasks_share_a_disk(const Told& told) {
    EXPECT_TRUE(told.finished());
    EXPECT_EQ(told.lines(), (Lines{"6 of 6 files are copied", "whole copies: 6, half copies: 0"}));
    if (!told.exact()) return;
    const bool blocks = told.on({Model::event_loop}) && told.knob("call") == "blocks";
    const bool together = told.knob("at_once") == "0" && !told.on({Model::sequential}) && !blocks;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), blocks);
    EXPECT_NEAR(told.measure("copying").max, 6 * 0.05 + (together ? 3 : 6) * 0.01, 1e-6);
}

/// Both machines read before one has written, if two statements are two and nobody keeps the other away; on an event
/// loop, calls that block do so.
inline void a_deposit_is_lost_between_two_statements(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::int64_t balance = told.variable("balance");
    const bool blocks = told.on({Model::event_loop}) && told.knob("call") == "blocks";
    const bool whole = told.knob("how") != "read, then write" || told.on({Model::sequential}) || blocks;
    EXPECT_EQ(told.has_found(FindingKind::loop_blocked), blocks);
    EXPECT_EQ(told.lines().size(), 1u);
    const bool right =
        told.lines().front() == "paid in: " + std::to_string(balance) + ", in the account: " + std::to_string(balance);
    EXPECT_EQ(told.has_found(FindingKind::expectation), !right);
    if (whole) {
        EXPECT_TRUE(right);
    }
    if (told.knob("busy") == "wait") {
        EXPECT_EQ(told.lines().front().rfind("paid in: 20", 0), 0u);
    }
    if (!told.exact()) return;
    const std::string again = told.knob("again");
    EXPECT_EQ(balance, whole || again == "all" ? 20 : 10);
    EXPECT_EQ(right, whole || again == "all" || (told.knob("busy") == "refuse" && again == "nothing"));
}

/// As long as what is scarce suffices, each takes 0.05 s; else all of it is used to the end.
inline void a_service_breaks_where_something_is_scarce(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::size_t n = told.count("requests");
    EXPECT_EQ(told.measure("response").n, n);
    EXPECT_EQ(told.lines(), (Lines{std::to_string(n) + " requests are answered"}));
    if (!told.exact()) return;
    EXPECT_GE(told.measure("response").mean(), 0.05 - kTiny);
    const double load = std::stod(told.knob("load"));
    const bool waiting_is_scarce = is_pool(told.model()) || told.on({Model::sequential});
    const double each = waiting_is_scarce ? 0.05 : 0.01;
    const double at_a_time =
        told.on({Model::sequential, Model::event_loop, Model::threads_gil}) ? 1 : told.trace.header().cores;
    const double last_comes = static_cast<double>(n - 1) / load;
    const double worked_off = (waiting_is_scarce ? 0 : 0.04) + static_cast<double>(n) * each / at_a_time;
    EXPECT_NEAR(told.marked_at("all_answered"), std::max(last_comes + 0.05, worked_off), 0.021);
}

/// Pages in the order in which they are found, each of which leads to two others.
inline int rounds_of_a_crawl(std::size_t pages, std::size_t bound) {
    int rounds = 0;
    for (std::size_t fetched = 0, found = 1; fetched < pages; ++rounds) {
        fetched += std::min(bound, found - fetched);
        found = std::min(pages, 2 * fetched + 1);
    }
    return rounds;
}

inline void a_crawl_is_bounded_and_complete(const Told& told) {
    const bool forgets = told.knob("place") == "forgotten";
    EXPECT_LE(told.measure("under_way").max, static_cast<double>(told.count("bound")));
    if (told.exact()) {
        EXPECT_EQ(told.figures.outcome, forgets ? Outcome::deadlock : Outcome::finished);
    }
    if (!told.finished()) {
        EXPECT_TRUE(forgets);
        return;
    }
    const std::string pages = told.knob("pages");
    EXPECT_EQ(told.lines(), (Lines{pages + " pages are there, 0 are given up"}));
    EXPECT_GE(told.measure("under_way").n, told.count("pages"));
    if (!told.exact() || told.knob("errors") != "0") return;
    const std::size_t at_a_time = told.on({Model::sequential}) ? 1
                                  : is_pool(told.model())
                                      ? std::min<std::size_t>(told.count("bound"), told.trace.header().workers)
                                      : told.count("bound");
    EXPECT_NEAR(told.marked_at("all_there"), rounds_of_a_crawl(told.count("pages"), at_a_time) * 0.05, kTiny);
}

/// The starts add up, and the waits do so only where nobody else can wait meanwhile.
inline void to_wait_needs_no_core(const Told& told) {
    EXPECT_TRUE(told.finished());
    const auto n = static_cast<double>(told.count("clients"));
    EXPECT_EQ(told.lines(), (Lines{told.knob("clients") + " clients have their answers"}));
    if (!told.exact()) return;
    const double starts = n * 0.0001;
    if (is_pool(told.model())) {
        EXPECT_NEAR(told.marked_at("all_answered"), 0.2 * rounds_of(told.count("clients"), told.trace.header().workers),
                    starts);
    } else {
        EXPECT_NEAR(told.marked_at("all_answered"), starts + 0.2 * (told.on({Model::sequential}) ? n : 1), 1e-6);
    }
}

}  // namespace simul::testing
