// What exploring says of a story's orders is what they do: outcome, variables, and what went wrong on the way.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <algorithm>
#include <map>
#include <set>

#include "engine/analysis/metrics.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/any_lua.h"
#include "tests/support/any_program.h"
#include "tests/support/brute_force.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

std::unique_ptr<Story> loaded(const std::string& text, const KnobSettings& knobs = {}) {
    auto story = lua_scenario("any", "any.lua", text)->load(knobs, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence()) << "\n" << text;
    return story.ok() ? std::move(*story) : nullptr;
}

RunPlan conducted(Model model) {
    RunPlan plan = simulated(model, 2);
    become_conducted(plan);
    return plan;
}

// ---- In words of the test's own.

std::string in_words(FindingKind kind, std::uint16_t line, std::vector<TaskId> tasks) {
    std::sort(tasks.begin(), tasks.end());
    std::string text = std::string(name_of(kind)) + " line " + std::to_string(line);
    for (const TaskId task : tasks) text += " " + std::to_string(index_of(task));
    return text;
}

/// An order's end: how it ended, the variables, and each fault once, in order.
std::string end_in_words(const Trace& trace) {
    const Metrics metrics = metrics_of(trace);
    std::string text(name_of(*metrics.outcome));
    for (const VariableFigures& it : metrics.variables)
        text += " " + std::string(it.name) + "=" + std::to_string(it.value.bits);
    std::set<std::string> faults;
    for (const Finding& it : findings_of(trace)) {
        if (!condemns(it.kind)) continue;
        std::string fault(name_of(it.kind));
        const std::string_view said = trace.text_of(it.events.front());
        if (it.kind == FindingKind::expectation) fault += " " + std::to_string(it.line) + " " + std::string(said);
        if (it.kind == FindingKind::failure) fault += " " + std::to_string(index_of(it.tasks[0])) + std::string(said);
        faults.insert(fault);
    }
    for (const std::string& fault : faults) text += "; " + fault;
    return text;
}

std::set<std::string> findings_in_words(const Trace& trace) {
    std::set<std::string> found;
    for (const Finding& it : findings_of(trace))
        if (it.kind != FindingKind::data_race) found.insert(in_words(it.kind, it.line, it.tasks));
    return found;
}

/// How many orders come to what.
struct Counted {
    std::map<std::string, std::uint64_t> ends, findings;
    std::uint64_t orders = 0;
};

std::optional<Counted> brute_force(Story& story, const RunPlan& plan, std::size_t most) {
    Rehearsal rehearsal(story, plan);
    Counted counted;
    const bool all = every_order(rehearsal, most, [&counted](const Trace& trace) {
        ++counted.orders;
        ++counted.ends[end_in_words(trace)];
        for (const std::string& finding : findings_in_words(trace)) ++counted.findings[finding];
    });
    return all ? std::optional(counted) : std::nullopt;
}

/// Of the examples as they are played: each must be what its result says.
Counted counted_in(const Exploration& found, RehearsedStory& story) {
    Counted counted;
    for (const ExploredResult& it : found.results) {
        const std::string end = end_in_words(*story.record(it.example));
        EXPECT_EQ(it.fails, end.find(';') != std::string::npos) << end;
        EXPECT_EQ(counted.ends.count(end), 0u) << "two results are one: " << end;
        counted.ends[end] = *it.count.small();
    }
    for (const ExploredFinding& it : found.findings) {
        if (it.kind == FindingKind::data_race) continue;
        const std::string words = in_words(it.kind, it.line, it.tasks);
        EXPECT_EQ(findings_in_words(*story.record(it.example)).count(words), 1u) << words;
        counted.findings[words] = *it.count.small();
    }
    counted.orders = *found.interleavings.small();
    return counted;
}

std::set<std::string> names_in(const std::map<std::string, std::uint64_t>& counts) {
    std::set<std::string> names;
    for (const auto& [name, count] : counts) names.insert(name);
    return names;
}

/// The numbers of orders, what they come to, and what one order of each class finds.
void expect_all_found(Story& story, const RunPlan& plan, const Counted& all, const std::string& text) {
    RehearsedStory explored(story, plan);
    const Exploration merged = explore(explored, {});
    const Counted counted = counted_in(merged, explored);
    EXPECT_TRUE(merged.complete);
    EXPECT_FALSE(merged.goes_round);
    EXPECT_EQ(counted.orders, all.orders) << text;
    EXPECT_EQ(counted.ends, all.ends) << text;
    EXPECT_EQ(counted.findings, all.findings) << text;
    const Counted classes = counted_in(explore_reduced(explored, {}), explored);
    EXPECT_EQ(names_in(classes.ends), names_in(all.ends)) << text;
    EXPECT_EQ(names_in(classes.findings), names_in(all.findings)) << text;
}

class OrdersOn : public ::testing::TestWithParam<Model> {
  public:
    /// Of so many programs, of which at least so many have few enough orders to be followed one by one.
    void compare(std::uint64_t programs, std::uint64_t least, AnyLua (*program_of)(std::uint64_t seed)) {
        std::size_t compared = 0;
        for (std::uint64_t seed = 1; seed <= programs_of(programs); ++seed) {
            const std::string text = text_of(program_of(seed));
            const std::unique_ptr<Story> story = loaded(text);
            ASSERT_NE(story, nullptr);
            const std::optional<Counted> all = brute_force(*story, conducted(GetParam()), 400);
            if (!all) continue;
            ++compared;
            expect_all_found(*story, conducted(GetParam()), *all, text);
        }
        EXPECT_GE(compared, programs_of(least));
    }
};

TEST_P(OrdersOn, of_any_lua_story_are_counted_as_one_by_one) {
    compare(40, 12, [](std::uint64_t seed) {
        return AnyLua{seed, seed % 3 == 0 ? 3 : 2, seed % 3 == 0 ? 2 : 3, seed % 2 == 0};
    });
}

TEST_P(OrdersOn, of_a_lua_story_that_tries_and_looks_are_counted_as_one_by_one) {
    compare(60, 12, [](std::uint64_t seed) {
        return AnyLua{seed, seed % 3 == 0 ? 3 : 2, seed % 3 == 0 ? 2 : 3, seed % 4 == 0, true};
    });
}

TEST_P(OrdersOn, of_a_lua_story_that_asks_devices_are_counted_as_one_by_one) {
    compare(12, 3, [](std::uint64_t seed) {
        AnyLua program{seed, 2, 2, seed % 3 == 0};
        program.devices = true;
        return program;
    });
}

INSTANTIATE_TEST_SUITE_P(Models, OrdersOn,
                         ::testing::Values(Model::threads, Model::processes, Model::event_loop, Model::thread_pool,
                                           Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

/// Whoever is cancelled meanwhile, or has just ended, is another story: a cancellation changes places with nothing.
TEST(Reduced, keeps_the_orders_of_a_cancellation_and_what_it_meets) {
    const std::string text =
        "x = variable(0, { mmap = true })\n"
        "function work() x.value = 1 sleep(1) x.value = 2 end\n"
        "function ends(f) f:cancel() end\n"
        "function main() local f = spawn(work) spawn(ends, f) pcall(await, f) end\n";
    for (const Model model : {Model::event_loop, Model::thread_pool}) {
        const std::unique_ptr<Story> story = loaded(text);
        RunPlan plan = simulated(model, 1);
        become_conducted(plan);
        const std::optional<Counted> all = brute_force(*story, plan, 1'000);
        ASSERT_TRUE(all);
        RehearsedStory explored(*story, plan);
        EXPECT_EQ(names_in(counted_in(explore_reduced(explored, {}), explored).ends), names_in(all->ends));
        if (model == Model::event_loop) {
            EXPECT_GE(all->ends.size(), 2u);
        }
    }
}

/// A story in which tasks come to the same place knowing different things, which only later make a difference.
struct Knowing {
    const char* name;
    Model model;
    const char* text;
};

class OrdersOfThoseWhoKnow : public ::testing::TestWithParam<Knowing> {};

TEST_P(OrdersOfThoseWhoKnow, are_counted_as_one_by_one) {
    const std::unique_ptr<Story> story = loaded(GetParam().text);
    const std::optional<Counted> all = brute_force(*story, conducted(GetParam().model), 20'000);
    ASSERT_TRUE(all);
    EXPECT_GE(all->ends.size(), 2u);
    RehearsedStory explored(*story, conducted(GetParam().model));
    const Counted counted = counted_in(explore(explored, {}), explored);
    EXPECT_EQ(counted.ends, all->ends);
    EXPECT_EQ(counted.findings, all->findings);
    EXPECT_EQ(names_in(counted_in(explore_reduced(explored, {}), explored).ends), names_in(all->ends));
}

INSTANTIATE_TEST_SUITE_P(
    All, OrdersOfThoseWhoKnow,
    ::testing::Values(
        Knowing{"that_their_time_was_up_before_they_have_the_mutex_again", Model::threads,
                "m, c = mutex(), condition()\n"
                "function waits() m:lock() local fine = c:wait(m, 1) m:unlock() expect(fine, \"in time\") end\n"
                "function wakes() c:notify() end\n"
                "function main() spawn(waits) spawn(wakes) end\n"},
        Knowing{"how_often_they_had_locked_the_mutex_of_their_condition", Model::threads,
                "r, c, x = rlock(), condition(), variable(0, { mmap = true, atomic = true })\n"
                "function waits() if x.value == 0 then r:lock() end r:lock() c:wait(r) r:unlock() end\n"
                "function wakes() x.value = 1 c:notify() end\n"
                "function last() r:lock(1) end\n"
                "function main() spawn(waits) spawn(wakes) spawn(last) end\n"},
        Knowing{"that_a_time_limit_is_over", Model::threads,
                "e, s = event(), semaphore(0)\n"
                "function waits()\n"
                "  local fine = pcall(timeout, 1, function() pcall(function() e:wait() end) s:acquire() end)\n"
                "  expect(fine, \"in time\")\n"
                "end\n"
                "function sets() e:set() s:release() end\n"
                "function main() spawn(waits) spawn(sets) end\n"},
        Knowing{"that_they_were_notified_before_they_were_cancelled", Model::event_loop,
                "m, c = mutex(), condition()\n"
                "function waits() m:lock() pcall(function() c:wait(m) end) m:unlock() end\n"
                "function late() yield() m:lock() c:wait(m) m:unlock() end\n"
                "function wakes() c:notify() end\n"
                "function cancels(f) f:cancel() end\n"
                "function main() local w = spawn(waits)\n"
                "  gather{ w, spawn(cancels, w), spawn(wakes), spawn(late), return_exceptions = true } end\n"}),
    [](const auto& knowing) { return std::string(knowing.param.name); });

/// On a loop the time that is up ends first what is awaited, which may clean up, or continue all the same.
TEST(Orders, of_a_time_limit_around_an_await_are_counted_as_one_by_one) {
    for (const char* goes_on : {"true", "false"}) {
        const std::string text =
            "x = variable(0, { mmap = true, atomic = true })\n"
            "function work() local fine, why = pcall(sleep, 1) x:add(1) if not fine and not " +
            std::string(goes_on) +
            " then error(why, 0) end end\n"
            "function limits(f) if not pcall(timeout, 1, await, f) then x:add(10) end end\n"
            "function main() spawn(limits, spawn(work)) x.value = 100 end\n";
        const std::unique_ptr<Story> story = loaded(text);
        for (const Model model : {Model::event_loop, Model::threads}) {
            const std::optional<Counted> all = brute_force(*story, conducted(model), 50'000);
            ASSERT_TRUE(all);
            expect_all_found(*story, conducted(model), *all, text);
        }
    }
}

TEST(Orders, of_wake_ups_that_may_be_anybodys_are_counted_as_one_by_one) {
    const std::string text =
        "x = variable(0, { mmap = true, atomic = true }) m, c = mutex(), condition()\n"
        "function waits(i) m:lock() c:wait(m) expect(x.value < i + 1, \"early\") x.value = x.value + i m:unlock() end\n"
        "function wakes() m:lock() c:notify() m:unlock() c:notify(1) end\n"
        "function main() spawn(waits, 1) spawn(waits, 2) spawn(wakes) end\n";
    const std::unique_ptr<Story> story = loaded(text);
    for (const Wakeups wakeups : {Wakeups::fifo, Wakeups::any}) {
        RunPlan plan = conducted(Model::threads);
        plan.wakeups = wakeups;
        const std::optional<Counted> all = brute_force(*story, plan, 20'000);
        ASSERT_TRUE(all);
        RehearsedStory explored(*story, plan);
        const Counted counted = counted_in(explore(explored, {}), explored);
        EXPECT_EQ(counted.ends, all->ends);
        EXPECT_EQ(counted.findings, all->findings);
        EXPECT_EQ(names_in(counted_in(explore_reduced(explored, {}), explored).ends), names_in(all->ends));
    }
}

}  // namespace
}  // namespace simul::testing

#endif
