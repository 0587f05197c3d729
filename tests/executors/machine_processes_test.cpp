// Machines that are processes: what holds for real, however busy the computer is.
#include <gtest/gtest.h>

#include <map>

#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kAsked{0}, kAnswers{1}, kTold{2};
constexpr NodeId kThere{1};
constexpr int kQuestions = 20;

Task answer_all(TaskContext&, Arguments) {
    std::string question, answer;
    for (;;) {
        const Operation received = co_await receive(kAsked, question);
        if (!received.succeeded) break;
        co_await atomic_add(kTold, 1);
        answer = question;
        co_await send(kAnswers, answer);
    }
}

Task begin_answering(TaskContext&, Arguments) {
    for (int i = 0; i < 2; ++i) {
        std::string child = call("answer", i);
        co_await spawn(child);
    }
}

Task ask_twice(TaskContext&, Arguments) {
    std::string question, answer;
    for (int round = 0; round < 2; ++round) {
        co_await come_back(kThere);
        for (int i = 0; i < kQuestions; ++i) {
            question = call("question", i);
            co_await send(kAsked, question);
            co_await receive(kAnswers, answer);
        }
        co_await crash(kThere);
    }
}

std::unique_ptr<SmallStory> questions() {
    auto story = std::make_unique<SmallStory>();
    story->add(ResourceKind::channel, "asked", 8);
    story->add(ResourceKind::channel, "answers", 8);
    story->add_variable("told", 0, false);
    ScenarioDescription& description = story->edit();
    description.nodes = {{"here", 1, {}, 0}, {"there", 2, {}, 0}};
    description.network.all.latency = 100us;
    description.restart = "restart";
    description.resources[index_of(kAsked)].node = description.resources[index_of(kTold)].node = kThere;
    story->function("restart", begin_answering).function("answer", answer_all).function("main", ask_twice);
    return story;
}

/// It is down at the beginning, and comes back twice.
TEST(RealMachineProcesses, answer_whenever_they_are_back_and_have_forgotten_the_rest) {
    tell_story(questions);
    Settings settings;
    settings.scenario = "small";
    settings.model = Model::threads;
    settings.clock = Clock::real;
    settings.scale = 1;
    settings.crashes = {"there@0"};
    const RealRun real = run_for_real(settings);
    ASSERT_FALSE(real.ending.error) << real.ending.error->sentence();
    EXPECT_EQ(real.ending.outcome, Outcome::finished);
    EXPECT_EQ(real.ending.lost_events, 0U);
    std::map<EventKind, int> done;
    std::int64_t most_told = 0;
    for (std::size_t i = 0; i < real.trace().size(); ++i) {
        const TraceEvent& event = real.trace()[i];
        EXPECT_NE(event.kind, EventKind::lost) << "event " << i;
        if (event.phase == Phase::done) ++done[event.kind];
        if (event.kind == EventKind::atomic_add) most_told = std::max(most_told, event.value);
    }
    EXPECT_EQ(done[EventKind::transmit], 4 * kQuestions);
    EXPECT_EQ(done[EventKind::deliver], 4 * kQuestions);
    EXPECT_EQ(done[EventKind::crash], 3);
    EXPECT_EQ(done[EventKind::come_back], 2);
    EXPECT_EQ(done[EventKind::atomic_add], 2 * kQuestions);
    EXPECT_EQ(most_told, kQuestions) << "the second time it counts from the beginning";
}

}  // namespace
}  // namespace simul::testing
