// What exploring finds of stories of several machines, where it was once wrong.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/metrics.h"
#include "engine/run/fault_bounds.h"
#include "engine/run/schedule.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> story_of_text(const std::string& text) {
    auto story = lua_scenario("any", "any.lua", text)->load({}, 1);
    EXPECT_TRUE(story) << story.error().sentence();
    return std::move(*story);
}

RunPlan with_faults(const std::string& faults) {
    RunPlan plan = simulated(Model::threads, 1);
    become_conducted(plan);
    plan.faults = *fault_bounds_from(faults);
    return plan;
}

Exploration all_orders(const std::string& lua, const std::string& faults, const Bounds& bounds = {}) {
    const std::unique_ptr<Story> story = story_of_text(lua);
    RehearsedStory explored(*story, with_faults(faults));
    return explore(explored, bounds);
}

std::string told_of_every_event(const Trace& trace) {
    const TaskNames names(trace);
    const Timeline timeline(trace);
    std::string told;
    for (std::size_t i = 1; i <= trace.size(); ++i)
        told += event_in_words(trace, moment_after(trace, i), timeline, names) + "\n";
    return told;
}

std::set<Outcome> outcomes_of(const Exploration& found) {
    std::set<Outcome> all;
    for (const ExploredResult& result : found.results) all.insert(result.outcome);
    return all;
}

std::unique_ptr<Trace> trace_after(const std::string& lua, const std::string& faults, const std::string& order) {
    const std::unique_ptr<Story> story = story_of_text(lua);
    const Result<Schedule> schedule = schedule_from("conducted story\n" + order);
    EXPECT_TRUE(schedule) << schedule.error().sentence();
    RehearsedStory explored(*story, with_faults(faults));
    return explored.record({schedule->choices});
}

TEST(EachClassOfOrders, has_one_in_which_a_message_arrives_before_its_link_is_cut) {
    const std::string lua =
        "nodes = { 'a', 'b' }\nc = on('b', channel(2))\nfunction t() c:receive() end\n"
        "function main() spawn_on('b', t) c:send(1) cut('a', 'b') end";
    const std::unique_ptr<Story> story = story_of_text(lua);
    RehearsedStory explored(*story, with_faults("0"));
    EXPECT_EQ(outcomes_of(explore_reduced(explored, {})), (std::set{Outcome::finished, Outcome::deadlock}));
    EXPECT_EQ(outcomes_of(all_orders(lua, "0")), (std::set{Outcome::finished, Outcome::deadlock}));
}

TEST(AMachine, may_come_back_when_all_tasks_have_ended) {
    const std::string lua =
        "nodes = { 'a', 'b' }\nx = on('b', variable(0))\nfunction t() sleep(2) end\n"
        "function restart() x.value = 1 end\nfunction main() spawn_on('b', t) end";
    std::set<std::int64_t> values;
    for (const ExploredResult& result : all_orders(lua, "crash=1").results)
        values.insert(result.variables.at(0).second.bits);
    EXPECT_EQ(values, (std::set<std::int64_t>{0, 1}));
}

/// Main's end M, the crash C, the return R and the step of `restart` S: M, CM, CMRS, CRMS, CRSM. That all tasks have
/// ended is no end while the machine, on which none stood, may come back.
TEST(AMachine, may_come_back_in_each_order) {
    const Exploration found = all_orders(
        "nodes = { 'a', 'b' }\nx = on('b', variable(0))\nfunction restart() x.value = 1 end\n"
        "function main() sleep(2) end",
        "crash=1");
    EXPECT_EQ(found.interleavings, BigCount(5));
}

TEST(Exploring, leaves_off_within_a_run_that_has_no_end) {
    Bounds bounds;
    bounds.enough = [asked = 0]() mutable { return ++asked > 20 ? "the time is up" : ""; };
    const Exploration found = all_orders(
        "nodes = { 'a', 'b' }\nc = channel(1)\nfunction restart() end\nfunction main() c:receive() end", "any", bounds);
    EXPECT_EQ(found.left_off, "the time is up");
    EXPECT_LT(found.distinct_states, 3'000u);
    EXPECT_FALSE(found.results.empty()) << "what was found until then is told";
}

constexpr const char* kAsks =
    "nodes = { 'a', 'b' }\nanswer, question = channel(1), on('b', channel(1))\n"
    "function clerk() question:receive() answer:send(7) end\n"
    "function main() spawn_on('b', clerk) question:send(1) pcall(answer.receive, answer, 1) end";

/// (Its time could run out until then.)
TEST(WhoWaitsWithALimit, is_told_to_receive_as_soon_as_the_message_is_there) {
    const auto trace = trace_after(kAsks, "0", "0 arrive:0>1 1 1 arrive:1>0 0");
    bool is_there = false, is_told = false;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        const TraceEvent& event = (*trace)[i];
        is_there = is_there || (event.kind == EventKind::deliver && event.task != kMainTask);
        const bool stands = event.kind == EventKind::stand && event.task == kMainTask && event.phase == Phase::done;
        is_told = is_told || (is_there && stands);
    }
    EXPECT_TRUE(is_told);
}

TEST(TheReasonOfAWakeUp, is_the_message_although_its_sender_has_ended) {
    const auto trace = trace_after(
        "nodes = { 'a', 'b' }\nanswer, x = channel(1), on('b', variable(0))\n"
        "function clerk() answer:send(7) x.value = 1 end\n"
        "function main() spawn_on('b', clerk) answer:receive() end",
        "0", "1 arrive:1>0 1 0");
    const std::string told = told_of_every_event(*trace);
    EXPECT_EQ(told.find("clerk ended"), std::string::npos) << told;
    EXPECT_NE(told.find("has reached answer"), std::string::npos) << told;
}

TEST(AMessageIntoACutLink, is_never_told_to_be_under_way) {
    const auto trace = trace_after(
        "nodes = { 'a', 'b' }\nc = on('b', channel(2))\nfunction main() cut('a', 'b') c:send(1) end", "0", "0 0");
    const std::string told = told_of_every_event(*trace);
    EXPECT_EQ(told.find("under way."), std::string::npos) << told;
    EXPECT_NE(told.find("message 1 is lost at once"), std::string::npos) << told;
}

TEST(AMessageThatArrivesTwice, is_counted_before_the_second_one_is_there) {
    const auto trace = trace_after(
        "nodes = { 'a', 'b' } network = { doubles = 0.5 }\nc = on('b', channel(2))\nfunction t() c:receive() end\n"
        "function main() spawn_on('b', t) c:send(1) end",
        "1", "0 double:0>1 1");
    const MessageFigures messages = metrics_of(*trace).messages;
    EXPECT_EQ(messages.sent, 1u);
    EXPECT_EQ(messages.delivered, 1u);
    EXPECT_EQ(messages.doubled, 1u);
    EXPECT_EQ(messages.under_way, 1u);
}

TEST(AKnobOfThatName, cancels_nothing) {
    const auto lua = [](const std::string& name) {
        return "knobs = { " + name + " = seconds(1, { min = 0, max = 9 }) }\nnodes = { 'a', 'b' }\nc = channel(1)\n" +
               "function t() c:send(1) end\nfunction main() spawn_on('b', t) pcall(c.receive, c, knob." + name +
               ") end";
    };
    const BigCount as_by_any_name = all_orders(lua("patience"), "0").interleavings;
    for (const char* name : {"timeout", "wait", "map", "kill", "done"})
        EXPECT_EQ(all_orders(lua(name), "0").interleavings, as_by_any_name) << name;
}

}  // namespace
}  // namespace simul::testing

#endif
