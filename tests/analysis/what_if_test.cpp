#include "engine/analysis/what_if.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

using Kind = Trial::Kind;

const std::string kRun = "0 a arrive\n0 a run @0\n9 a finish returned\n9 end finished\n";

std::vector<Kind> tried(const std::string& text) {
    const auto trace = trace_from(text);
    std::vector<Kind> kinds;
    for (const Trial& it : trials_for(trace->header(), metrics_of(*trace))) kinds.push_back(it.kind);
    return kinds;
}

TEST(Trials, are_of_what_the_model_can_have_more_of) {
    EXPECT_EQ(tried("model threads\nclock simulated\n" + kRun), std::vector<Kind>{Kind::core});
    EXPECT_EQ(tried("model event_loop\nclock simulated\n" + kRun), std::vector<Kind>{});
    EXPECT_EQ(tried("model process_pool\nclock simulated\n" + kRun), (std::vector<Kind>{Kind::core, Kind::worker}));
}

TEST(Trials, are_made_of_free_runs_that_have_finished) {
    EXPECT_TRUE(tried("model threads\nclock simulated\npolicy conducted\n" + kRun).empty());
    EXPECT_TRUE(tried("model threads\nclock simulated\n0 a arrive\n9 end deadlock\n").empty());
    EXPECT_TRUE(tried("model threads\nclock simulated\n0 a arrive\n").empty());
}

TEST(Trials, are_of_the_semaphore_that_tasks_waited_for_longest) {
    const std::string waits =
        "semaphore few 1\nsemaphore many 9\nsemaphore events 0\nsemaphore pool 1\n0 a arrive\n"
        "0 a acquire? few\n1 a ready\n1 a acquire? many\n3 a ready\n3 a acquire? events\n9 a ready\n9 a acquire? pool\n"
        "20 a ready\n20 a finish returned\n20 end finished\n";
    const auto trace = trace_from("model event_loop\nclock simulated\n" + waits);
    EXPECT_EQ(trials_for(trace->header(), metrics_of(*trace)),
              (std::vector<Trial>{{Kind::permit, static_cast<ResourceId>(1)}}))
        << "without permits it counts events, and the pool's are workers";
}

std::string words(const std::string& header, const WhatIf& what_if) {
    const auto trace = trace_from(header + kRun);
    const std::vector<std::string> sentences = in_words(trace->header(), metrics_of(*trace), {what_if});
    return sentences.empty() ? "" : sentences.front();
}

TEST(WhatIf, is_told_by_how_long_the_runs_took) {
    const std::string simulated = "model threads\nclock simulated\nsemaphore few 1\n";
    EXPECT_EQ(words(simulated, {{Kind::core}, 9s, 5s}), "With one more core it would end after 5 s, not 9 s.");
    EXPECT_EQ(words(simulated, {{Kind::worker}, 9s, 9s}), "With one more worker it would end after 9 s all the same.");
    EXPECT_EQ(words(simulated, {{Kind::permit, static_cast<ResourceId>(0)}, 9s, 10s}),
              "With one more permit of few it would end after 10 s, not 9 s.");
    EXPECT_EQ(words(simulated, {{Kind::free_switches}, 9s, 9s - 1ns}),
              "With switches that cost nothing it would end after nearly the same time, 9 s.");
    EXPECT_EQ(words("model threads\nclock real\n", {{Kind::core}, 8s, 5s}),
              "With one more core it would in simulated time end after 5 s, not 8 s.");
}

TEST(WhatIf, is_not_told_if_the_simulated_run_is_another_one) {
    EXPECT_EQ(words("model threads\nclock simulated\n", {{Kind::core}, 8s, 5s}), "");
}

}  // namespace
}  // namespace simul
