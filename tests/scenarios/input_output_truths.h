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
    const bool together = told.knob("at_once") == "0" && !told.on({Model::sequential});
    EXPECT_NEAR(told.measure("copying").max, 6 * 0.05 + (together ? 3 : 6) * 0.01, 1e-6);
}

}  // namespace simul::testing
