// Free and conducted runs do not contradict each other: what a free run comes to, exploring finds, on every model.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/metrics.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/any_lua.h"
#include "tests/support/any_program.h"
#include "tests/support/any_turns.h"
#include "tests/support/real_run.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using Ends = std::set<std::string>;

std::unique_ptr<Story> story_told_by(const std::string& text) {
    auto story = lua_scenario("any", "any.lua", text)->load({}, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence()) << "\n" << text;
    return story.ok() ? std::move(*story) : nullptr;
}

/// Outcome and variables.
std::string end_of_any(const Trace& trace) {
    const Metrics metrics = metrics_of(trace);
    std::string text(name_of(*metrics.outcome));
    for (const VariableFigures& it : metrics.variables)
        text += " " + std::string(it.name) + "=" + std::to_string(it.value.bits);
    return text;
}

/// Nothing: there are too many states, or classes.
std::optional<Ends> ends_found(Story& story, Model model, bool reduced) {
    RehearsedStory explored(story, simulated(model, 2));
    std::size_t left = reduced ? 2'000 : 20'000;
    Bounds bounds;
    bounds.enough = [&left] { return left-- == 0 ? "it takes too long" : ""; };
    const Exploration found = reduced ? explore_reduced(explored, bounds) : explore(explored, bounds);
    if (!found.complete) return std::nullopt;
    Ends ends;
    for (const ExploredResult& it : found.results) ends.insert(end_of_any(*explored.record(it.example)));
    return ends;
}

std::string listed(const Ends& ends) {
    std::string text;
    for (const std::string& end : ends) text += end + "\n";
    return text;
}

/// What one story comes to in simulated time, on more or fewer cores, with another quantum.
Ends ends_of_free_runs(Story& story, Model model) {
    Ends ends;
    for (RunPlan plan : {simulated(model, 1), simulated(model, 2), simulated(model, 1, "round_robin", 500ms)}) {
        plan.workers = 2;
        ends.insert(end_of_any(*simulate_in_place(story, plan)));
    }
    return ends;
}

class FreeRuns : public ::testing::TestWithParam<Model> {};

TEST_P(FreeRuns, come_to_what_all_orders_and_one_of_each_class_come_to) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= programs_of(30); ++seed) {
        AnyLua program{seed, seed % 3 == 0 ? 3 : 2, seed % 3 == 0 ? 2 : 3, seed % 5 == 0};
        program.in_turn = true;
        const std::string text = text_of(program);
        const std::unique_ptr<Story> story = story_told_by(text);
        ASSERT_NE(story, nullptr);
        const Ends free = ends_of_free_runs(*story, GetParam());
        for (const bool reduced : {false, true}) {
            const std::optional<Ends> found = ends_found(*story, GetParam(), reduced);
            if (!found) continue;
            ++compared;
            for (const std::string& end : free)
                EXPECT_TRUE(found->count(end))
                    << "reduced " << reduced << ", a free run ends: " << end << "\nof these:\n"
                    << listed(*found) << text;
        }
    }
    EXPECT_GE(compared, programs_of(30));
}

INSTANTIATE_TEST_SUITE_P(Models, FreeRuns,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

TEST(OrdersOfALoop, come_to_what_turns_in_any_order_come_to) {
    for (std::uint64_t seed = 1; seed <= programs_of(150); ++seed) {
        const AnyTurns turns(seed);
        const std::string text = turns.text();
        const std::unique_ptr<Story> story = story_told_by(text);
        ASSERT_NE(story, nullptr);
        const Ends by_hand = turns.ends();
        for (const bool reduced : {false, true}) {
            const std::optional<Ends> found = ends_found(*story, Model::event_loop, reduced);
            if (!found && reduced) continue;
            ASSERT_TRUE(found) << text;
            EXPECT_EQ(listed(*found), listed(by_hand)) << "reduced " << reduced << "\n" << text;
        }
        EXPECT_TRUE(by_hand.count(end_of_any(*simulate_in_place(*story, simulated(Model::event_loop))))) << text;
    }
}

// ---- By name.

struct Woken {
    const char* name;
    Model model;
    const char* text;
    Ends ends;
};
void PrintTo(const Woken& it, std::ostream* out) { *out << it.name; }

class WhoWasWoken : public ::testing::TestWithParam<Woken> {};

TEST_P(WhoWasWoken, keeps_what_it_was_given_in_all_orders) {
    const std::unique_ptr<Story> story = story_told_by(GetParam().text);
    for (const bool reduced : {false, true})
        EXPECT_EQ(listed(*ends_found(*story, GetParam().model, reduced)), listed(GetParam().ends));
}

INSTANTIATE_TEST_SUITE_P(
    All, WhoWasWoken,
    ::testing::Values(
        Woken{"a_permit",
              Model::event_loop,
              "s, got = semaphore(0), variable(0)\n"
              "function waits() s:acquire() got.value = 1 end\n"
              "function gives() s:release() if s:try_acquire() then got.value = 10 end end\n"
              "function main() gather{ spawn(waits), spawn(gives) } end\n",
              {"finished got=1", "deadlock got=10"}},
        Woken{"a_mutex",
              Model::event_loop,
              "m, got = mutex(), variable(0)\n"
              "function first() m:lock() sleep(1) m:unlock()\n"
              "  if m:try_lock() then got.value = 10 sleep(1) m:unlock() end end\n"
              "function second() m:lock() got:add(1) m:unlock() end\n"
              "function main() gather{ spawn(first), spawn(second) } end\n",
              {"finished got=1", "finished got=10", "finished got=11"}},
        Woken{"a_permit_of_a_bounded_semaphore",
              Model::event_loop,
              "s, got = bounded_semaphore(1), variable(0)\n"
              "function first() s:acquire() sleep(1) s:release() got.value = pcall(s.release, s) and 1 or 2 end\n"
              "function second() s:acquire() end\n"
              "function main() gather{ spawn(first), spawn(second) } end\n",
              {"finished got=1", "finished got=2", "deadlock got=0"}},
        Woken{"that_all_was_done",
              Model::event_loop,
              "q, got = channel(2), variable(0)\n"
              "function works() q:receive() q:task_done() q:send(2) end\n"
              "function waits() q:join() got.value = q:length() + 1 end\n"
              "function main() q:send(1) gather{ spawn(waits), spawn(works) } end\n",
              {"finished got=2", "deadlock got=0"}},
        Woken{"a_lock_to_read_under",
              Model::event_loop,
              "book, text, seen = rw_lock(), variable(0), variable(-1)\n"
              "function writes() book:lock_write() sleep(1) text:add(1) book:unlock_write()\n"
              "  book:lock_write() text:add(1) book:unlock_write() end\n"
              "function reads() book:lock_read() seen.value = text.value book:unlock_read() end\n"
              "function main() gather{ spawn(writes), spawn(reads) } end\n",
              {"finished text=2 seen=0", "finished text=2 seen=1", "finished text=2 seen=2"}},
        Woken{"that_a_writer_keeps_out_who_reads_already",
              Model::threads,
              "book, x = rw_lock(), variable(0, { atomic = true })\n"
              "function reads() book:lock_read() book:lock_read() x:add(1) book:unlock_read() book:unlock_read() end\n"
              "function writes() book:lock_write() x:add(1) book:unlock_write() end\n"
              "function main() gather{ spawn(reads), spawn(writes) } end\n",
              {"finished x=2", "deadlock x=0"}},
        Woken{"that_its_time_was_up_while_another_computed",
              Model::event_loop,
              "meet, got = barrier(2), variable(0)\n"
              "function waits() pcall(meet.wait, meet, 1) end\n"
              "function looks() local before = meet:broken() compute(2)\n"
              "  got.value = (before and 10 or 0) + (meet:broken() and 1 or 0) end\n"
              "function main() gather{ spawn(waits), spawn(looks) } end\n",
              {"finished got=0", "finished got=1", "finished got=11"}}),
    [](const auto& row) { return std::string(row.param.name); });

// ---- On this computer.

TEST(RealFreeRuns, come_to_what_all_orders_come_to) {
    for (const Model model : {Model::threads, Model::event_loop, Model::processes, Model::thread_pool}) {
        for (const std::uint64_t seed : {3, 5, 8}) {
            const AnyProgram program{seed, 2, 4, true, false, true};
            AnyStory story(program);
            const std::optional<Ends> found = ends_found(story, model, false);
            ASSERT_TRUE(found);
            tell_story([&program] { return std::make_unique<AnyStory>(program); });
            const RealRun real = run_for_real(model);
            EXPECT_TRUE(found->count(end_of_any(real.trace())))
                << name_of(model) << seed << ": " << end_of_any(real.trace()) << "\nof these:\n"
                << listed(*found);
        }
    }
}

}  // namespace
}  // namespace simul::testing

#endif
