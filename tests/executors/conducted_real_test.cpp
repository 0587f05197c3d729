// Conducted runs on threads and processes of this computer: event by event what they are on coroutines.
#include <gtest/gtest.h>

#include <csignal>
#include <map>

#include "engine/analysis/findings.h"
#include "engine/os/processes.h"
#include "engine/os/threads.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conducted/stage.h"
#include "engine/run/conductors/by_function.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/scenario/body_end.h"
#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kA{0}, kB{1};
constexpr Model kParallel[] = {Model::threads, Model::threads_gil, Model::processes, Model::thread_pool,
                               Model::process_pool};

RunPlan conducted(Model model, Clock clock) {
    RunPlan plan = simulated(model, 2);
    plan.clock = clock;
    become_conducted(plan);
    return plan;
}

std::string recorded(Story& story, const RunPlan& plan, Stage* stage, std::uint64_t seed) {
    BySeed conductor(seed);
    return text_of(*Rehearsal(story, plan, stage).record(conductor));
}

/// The same seeds with and without a stage.
void expect_equal_on_a_stage(Story& story, const StoryMaker& make, Model model) {
    const RunPlan plain = conducted(model, Clock::simulated), real = conducted(model, Clock::real);
    ASSERT_TRUE(Stage::is_for(real));
    const auto stage = Stage::create(story, real, make);
    ASSERT_TRUE(stage.ok());
    for (std::uint64_t seed = 1; seed <= 3; ++seed) {
        BySeed one(seed), other(seed);
        EXPECT_EQ(recorded(story, plain, nullptr, seed), recorded(story, real, stage->get(), seed))
            << story.description().name << " on " << name_of(model) << ", seed " << seed;
        Rehearsal here(story, plain), there(story, real, stage->get());
        here.run(one);
        there.run(other);
        EXPECT_EQ(here.state(), there.state());
    }
}

StoryMaker copies_of(const SmallStory& story) {
    return [&story]() -> Result<std::unique_ptr<Story>> { return std::unique_ptr<Story>(new SmallStory(story)); };
}

// ---- The shelf.

class ConductedShelf : public ::testing::TestWithParam<Model> {};

TEST_P(ConductedShelf, is_told_alike_on_a_stage) {
    const std::map<std::string, KnobSettings> stories{{"lost_update.cpp", {{"steps", "3"}}},
                                                      {"two_cashiers.cpp", {{"customers", "2"}}},
                                                      {"chess_exhibition.cpp", {{"opponents", "4"}, {"pairs", "2"}}}};
    for (const auto& [name, knobs] : stories) {
        const auto scenario = find_scenario(name);
        ASSERT_TRUE(scenario.ok()) << name;
        const StoryMaker make = [&scenario, &knobs = knobs] { return scenario.value()->load(knobs, 1); };
        const auto story = make();
        ASSERT_TRUE(story.ok()) << name;
        if (suits((*story)->description(), GetParam())) expect_equal_on_a_stage(**story, make, GetParam());
    }
}

INSTANTIATE_TEST_SUITE_P(Models, ConductedShelf, ::testing::ValuesIn(kParallel),
                         [](const auto& tested) { return std::string(name_of(tested.param)); });

// ---- A story in which everything travels: variables, messages, results, failures, callbacks, kernels, waits.

Task child_of_a_child(TaskContext&, Arguments) {
    const Operation seen = co_await load(kA);
    co_await store(kA, seen.value + 100);
    Packed result;
    pack(PlainValue(seen.value), result);
    const Returns returned(result);
    co_await returned;
}

Task teller(TaskContext&, Arguments arguments) {
    std::string line = "hello";
    co_await with_text(OperationKind::print, line, 1);
    co_await store(kA, integer(arguments[0]));
    std::string call_of_child = call("grandchild", 0), result;
    const Operation child = co_await spawn(call_of_child);
    co_await store(kA, 50);
    Operation wait = await(child.task);
    wait.text = &result;
    co_await wait;
    const Operation own = co_await load(kA);
    std::string_view bytes = result;
    const bool kept = own.value == 50 && integer(unpack(bytes)) == integer(arguments[0]);
    std::string sentence = "what a process stores stays its own";
    co_await expect(kept, sentence);
}

Task fails(TaskContext&, Arguments) {
    co_await lock(kB);
    co_await unlock(kB);
    throw StoryError("the cheese is gone");
}

Task unlocks_what_is_not_its_own(TaskContext&, Arguments) {
    std::string line;
    try {
        co_await unlock(kB);
    } catch (const StoryError& error) {
        line = error.what();
    }
    co_await with_text(OperationKind::print, line, 1);
}

Task told(TaskContext&, Arguments) {
    const Operation seen = co_await load(kA);
    co_await store(kA, seen.value + 1);
}

Task everything(TaskContext&, Arguments) {
    std::string one = call("tell", 7), two = call("fail", 0), three = call("unlock", 0), back = call("told", 0), line;
    const Operation first = co_await spawn(one);
    const Operation second = co_await spawn(two);
    const Operation third = co_await spawn(three);
    Operation callback = await(second.task);
    callback.kind = OperationKind::add_done_callback;
    callback.text = &back;
    co_await callback;
    Operation work(OperationKind::work, 1);
    work.kernel = Kernel::search;
    work.expected = 3;
    work.value = nominal_length(Kernel::search, 3).count();
    co_await work;
    co_await await(first.task);
    try {
        co_await await(second.task);
    } catch (const StoryError& error) {
        line = error.what();
    }
    co_await with_text(OperationKind::print, line, 1);
    co_await await(third.task);
    const Operation cancelled = co_await of_task(OperationKind::future_cancel, third.task, 1);
    co_await store(kA, cancelled.value);
}

SmallStory eventful() {
    SmallStory story;
    story.add_variable("own", 0, false);
    story.add(ResourceKind::mutex, "guard");
    story.function("main", everything).function("tell", teller).function("grandchild", child_of_a_child);
    story.function("fail", fails).function("unlock", unlocks_what_is_not_its_own).function("told", told);
    return story;
}

class ConductedForReal : public ::testing::TestWithParam<Model> {};

TEST_P(ConductedForReal, all_that_travels_arrives) {
    SmallStory story = eventful();
    expect_equal_on_a_stage(story, copies_of(story), GetParam());
    const auto stage = Stage::create(story, conducted(GetParam(), Clock::real), copies_of(story));
    const std::string told = recorded(story, conducted(GetParam(), Clock::real), stage->get(), 1);
    EXPECT_NE(told.find("the cheese is gone"), std::string::npos) << told;
}

Task says_where(TaskContext&, Arguments) {
    co_await store(kA, os::thread_id());
    co_await store(kB, os::own_pid());
}

Task two_say_where(TaskContext&, Arguments) {
    std::string one = call("say", 1), two = call("say", 2);
    co_await spawn(one);
    co_await spawn(two);
}

TEST_P(ConductedForReal, every_task_runs_in_a_thread_or_process_of_its_own) {
    SmallStory story;
    story.add_variable("thread", 0, true);
    story.add_variable("process", 0, true);
    story.function("say", says_where).function("main", two_say_where);
    const auto stage = Stage::create(story, conducted(GetParam(), Clock::real), copies_of(story));
    BySeed conductor(1);
    const auto trace = Rehearsal(story, conducted(GetParam(), Clock::real), stage->get()).record(conductor);
    std::map<std::int64_t, TaskId> threads;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        const TraceEvent& event = (*trace)[i];
        if (event.kind != EventKind::store) continue;
        if (event.resource == kB) {
            EXPECT_EQ(event.value != os::own_pid(), copies_variables(GetParam()));
            continue;
        }
        EXPECT_NE(event.value, os::thread_id());
        threads.emplace(event.value, event.task);
    }
    EXPECT_EQ(threads.size(), 2u);
    EXPECT_FALSE(os::has_children()) << "after the run its processes are gone";
}

TEST_P(ConductedForReal, two_locks_in_opposite_order_have_six_orders_and_two_deadlocks) {
    SmallStory story = two_lockers();
    const RunPlan plan = conducted(GetParam(), Clock::real);
    const auto stage = Stage::create(story, plan, copies_of(story));
    RehearsedStory explored(story, plan, stage->get());
    const Exploration found = explore(explored, {});
    EXPECT_EQ(found.interleavings.small(), 6u);
    ASSERT_EQ(found.results.size(), 2u);
    EXPECT_EQ(found.results[0].outcome, Outcome::deadlock);
    EXPECT_EQ(found.results[0].count.small(), 2u);
}

TEST_P(ConductedForReal, lost_updates_are_counted_as_on_coroutines) {
    struct Row {
        KnobSettings knobs;
        std::uint64_t orders;
        std::map<std::int64_t, std::uint64_t> counter;
    };
    for (const Row& row : {Row{{{"steps", "3"}}, 20, {{1, 18}, {2, 2}}}, Row{{{"steps", "2"}}, 6, {{1, 4}, {2, 2}}},
                           Row{{{"protect", "lock"}}, 2, {{2, 2}}}}) {
        const auto scenario = find_scenario("lost_update.cpp");
        const StoryMaker make = [&] { return scenario.value()->load(row.knobs, 1); };
        const auto story = make();
        if (!suits((*story)->description(), GetParam())) continue;
        const RunPlan plan = conducted(GetParam(), Clock::real), plain = conducted(GetParam(), Clock::simulated);
        const auto stage = Stage::create(**story, plan, make);
        RehearsedStory explored(**story, plan, stage->get()), on_coroutines(**story, plain);
        const Exploration found = explore(explored, {}), known = explore(on_coroutines, {});
        EXPECT_EQ(found.interleavings.text(), known.interleavings.text());
        EXPECT_EQ(found.distinct_states, known.distinct_states);
        std::map<std::int64_t, std::uint64_t> counter, counter_known;
        for (const ExploredResult& it : found.results) counter[it.variables.at(0).second.bits] = *it.count.small();
        for (const ExploredResult& it : known.results)
            counter_known[it.variables.at(0).second.bits] = *it.count.small();
        EXPECT_EQ(counter, counter_known);
        if (copies_variables(GetParam())) continue;
        EXPECT_EQ(found.interleavings.small(), row.orders);
        EXPECT_EQ(counter, row.counter);
    }
}

TEST_P(ConductedForReal, a_run_that_is_cut_in_the_middle_leaves_nothing) {
    SmallStory story = eventful();
    const RunPlan plan = conducted(GetParam(), Clock::real);
    const auto stage = Stage::create(story, plan, copies_of(story));
    for (std::size_t length = 0; length < 6; ++length) {
        ByFunction conductor([length](const Decision& decision) -> std::optional<std::size_t> {
            if (decision.step == length) return std::nullopt;
            return 0;
        });
        EXPECT_TRUE(Rehearsal(story, plan, stage->get()).run(conductor).cut);
        EXPECT_FALSE(os::has_children());
    }
    expect_equal_on_a_stage(story, copies_of(story), GetParam());
}

INSTANTIATE_TEST_SUITE_P(Models, ConductedForReal, ::testing::ValuesIn(kParallel),
                         [](const auto& tested) { return std::string(name_of(tested.param)); });

// ---- Who dies.

Task kills_itself(TaskContext&, Arguments) {
    co_await yield();
    std::raise(SIGKILL);
}

Task awaits_one_that_dies(TaskContext&, Arguments) {
    std::string one = call("die", 1), line = "nobody died";
    const Operation first = co_await spawn(one);
    try {
        co_await await(first.task);
    } catch (const StoryError& error) {
        line = error.what();
    }
    co_await with_text(OperationKind::print, line, 1);
}

class ConductedDeath : public ::testing::TestWithParam<Model> {};

TEST_P(ConductedDeath, of_a_process_is_a_finding_and_fails_who_awaits_it) {
    SmallStory story;
    story.function("die", kills_itself).function("main", awaits_one_that_dies);
    const RunPlan plan = conducted(GetParam(), Clock::real);
    const auto stage = Stage::create(story, plan, copies_of(story));
    BySeed conductor(1);
    const auto trace = Rehearsal(story, plan, stage->get()).record(conductor);
    EXPECT_EQ(outcome_of(*trace), Outcome::finished) << text_of(*trace);
    const std::vector<Finding> findings = findings_of(*trace);
    ASSERT_EQ(findings.size(), 1u);
    EXPECT_EQ(findings[0].kind, FindingKind::died);
    EXPECT_NE(text_of(*trace).find("its process was ended by SIGKILL"), std::string::npos);
}

TEST(ConductedProcesses, that_are_spawned_have_the_first_values_on_a_stage) {
    SmallStory story = eventful();
    story.edit().start_method = StartMethod::spawn;
    expect_equal_on_a_stage(story, copies_of(story), Model::processes);
    const std::string spawned = recorded(story, conducted(Model::processes, Clock::simulated), nullptr, 1);
    story.edit().start_method = StartMethod::fork;
    EXPECT_NE(recorded(story, conducted(Model::processes, Clock::simulated), nullptr, 1), spawned);
}

Task stays(TaskContext&, Arguments) { co_await sleep(9s); }

Task leaves(TaskContext&, Arguments) {
    co_await yield();
    throw StoryError(told_of_exit(3));
}

Task kills_one(TaskContext&, Arguments) {
    std::string one = call("stay", 1), two = call("leave", 1), three = call("stay", 2);
    const Operation first = co_await spawn(one);
    const Operation second = co_await spawn(two);
    const Operation third = co_await spawn(three);
    co_await yield();
    co_await kill(first.task);
    std::int64_t seen = 0;
    try {
        co_await await(second.task);
        const Operation code = co_await exit_code(second.task);
        seen = code.value;
    } catch (const StoryError&) {
        seen = 100;
    }
    try {
        co_await await(third.task);
    } catch (const StoryError&) {
        seen += 1000;
    }
    co_await store(kA, seen);
}

TEST_P(ConductedDeath, by_another_is_told_alike_on_a_stage) {
    for (const KilledWorker killed : {KilledWorker::replaced, KilledWorker::breaks}) {
        SmallStory story;
        story.add_variable("code", 0, true);
        story.cancels();
        story.edit().killed_worker = killed;
        story.function("stay", stays).function("leave", leaves).function("main", kills_one);
        expect_equal_on_a_stage(story, copies_of(story), GetParam());
        EXPECT_FALSE(os::has_children()) << "after the run its processes are gone";
    }
}

INSTANTIATE_TEST_SUITE_P(Models, ConductedDeath, ::testing::Values(Model::processes, Model::process_pool),
                         [](const auto& tested) { return std::string(name_of(tested.param)); });

}  // namespace
}  // namespace simul::testing
