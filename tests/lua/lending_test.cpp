// Mutexes that lend priorities: inheritance and ceilings, by hand.
#include <map>

#include "engine/analysis/event_words.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/ready_line.h"
#include "engine/trace/text_form.h"
#include "tests/lua/lua_run.h"
#include "tests/support/job_sheet.h"

namespace simul::testing {
namespace {

std::unique_ptr<Trace> run(const std::string& story, const KnobSettings& knobs = {}) {
    return simulate_in_place(*loaded(story), plan_of("priority", 1, 1s, knobs));
}

double finish_of(const Trace& trace, const std::string& name) {
    const Metrics metrics = metrics_of(trace);
    for (const TaskFigures& task : metrics.tasks)
        if (task.name == name) return seconds_of(task.finish.value_or(kNever));
    ADD_FAILURE() << "no task " << name;
    return 0;
}

/// The one at the bottom has what the most urgent one wants; between them comes who has nothing to do with it. With two
/// mutexes: the one at the bottom has what the second wants, who has what the most urgent one wants.
std::string chain_with(const std::string& first, const std::string& second) {
    return "a = mutex" + first + "\nb = mutex" + second + R"(
function low() a:lock() compute(3) a:unlock() compute(2) end
function second() b:lock() compute(1) a:lock() compute(1) a:unlock() b:unlock() compute(1) end
function between() compute(10) end
function high() b:lock() compute(1) b:unlock() end
function main()
  spawn_at(0, { priority = 4 }, low)      spawn_at(1, { priority = 3 }, second)
  spawn_at(3, { priority = 2 }, between)  spawn_at(4, { priority = 1 }, high)
end)";
}

struct Finishes {
    double high, between, second, low;
};
void expect_finishes(const Trace& trace, Finishes expected) {
    EXPECT_EQ(finish_of(trace, "high"), expected.high);
    EXPECT_EQ(finish_of(trace, "between"), expected.between);
    EXPECT_EQ(finish_of(trace, "second"), expected.second);
    EXPECT_EQ(finish_of(trace, "low"), expected.low);
}

// low 0-1 2-3; second 1-2, then it wants a; between 3-4; high wants b at 4 and lends along the chain: low 4-5, second
// 5-6, high 6-7.
TEST(Inheritance, goes_along_a_chain_of_owners) {
    const std::string inherits = "{ protocol = \"inherit\" }";
    expect_finishes(*run(chain_with(inherits, inherits)), {7, 16, 17, 19});
    expect_finishes(*run(chain_with("()", "()")), {16, 13, 17, 19});
    expect_finishes(*run(chain_with("()", inherits)), {16, 13, 17, 19});
}

// low has a from 0, and with it the priority 3: second, which comes at 1, is no more urgent. high finds b free.
TEST(Ceiling, holds_from_the_moment_of_the_lock) {
    const auto trace =
        run(chain_with("{ protocol = \"ceiling\", ceiling = 3 }", "{ protocol = \"ceiling\", ceiling = 1 }"));
    expect_finishes(*trace, {5, 14, 17, 19});
    for (std::size_t i = 0; i < trace->size(); ++i)
        EXPECT_FALSE((*trace)[i].kind == EventKind::lock && (*trace)[i].phase == Phase::wanted) << "nobody ever waits";
}

TEST(MutexWithProtocol, goes_to_the_most_urgent_of_those_who_wait) {
    const auto order = [](const std::string& mutex) {
        return printed_in(*run("m = mutex" + mutex + R"(
function job(name) m:lock() print(name) m:unlock() end
function owner() m:lock() sleep(5) m:unlock() end
function main()
  spawn_at(0, { priority = 9 }, owner)
  spawn_at(1, { priority = 3 }, job, "c")  spawn_at(2, { priority = 1 }, job, "a")
  spawn_at(3, { priority = 2 }, job, "b")  spawn_at(4, { priority = 1 }, job, "a too")
end)"));
    };
    EXPECT_EQ(order("{ protocol = \"inherit\" }"), (std::vector<std::string>{"a", "a too", "b", "c"}));
    EXPECT_EQ(order("()"), (std::vector<std::string>{"c", "a", "b", "a too"}));
}

/// A mutex that nobody wants lends nothing, and what is lent is given back with it.
TEST(Inheritance, lasts_until_the_mutex_is_given_back) {
    const std::string story = R"(
m = mutex{ protocol = "inherit" }
function low() m:lock() compute(2) m:unlock() compute(4) end
function high() m:lock() m:unlock() compute(1) end
function between() compute(3) end
function main()
  spawn_at(0, { priority = 3 }, low)  spawn_at(1, { priority = 1 }, high)  spawn_at(1, { priority = 2 }, between)
end)";
    const auto trace = run(story);
    EXPECT_EQ(finish_of(*trace, "high"), 3) << "low has the core until 2";
    EXPECT_EQ(finish_of(*trace, "between"), 6);
    EXPECT_EQ(finish_of(*trace, "low"), 10);
}

/// A waiter that gives up takes back what it has lent, at once: whoever is more urgent gets the core.
TEST(Inheritance, ends_when_the_waiter_gives_up) {
    const auto trace = run(R"(
m = mutex{ protocol = "inherit" }
function low() m:lock() compute(9) m:unlock() end
function high() m:lock(2) end
function between() compute(3) end
function main()
  spawn_at(0, { priority = 3 }, low)  spawn_at(1, { priority = 1 }, high)  spawn_at(2, { priority = 2 }, between)
end)");
    EXPECT_EQ(finish_of(*trace, "high"), 3);
    EXPECT_EQ(finish_of(*trace, "between"), 6) << "from 3 on, when the time of high is up";
    EXPECT_EQ(finish_of(*trace, "low"), 12);
}

/// With ageing the loan shifts the level by as much.
TEST(Inheritance, goes_with_ageing) {
    const std::string inherits = "{ protocol = \"inherit\" }";
    expect_finishes(*run(chain_with(inherits, inherits), {{"ageing", "1000"}}), {7, 16, 17, 19});
    expect_finishes(*run(chain_with("()", "()"), {{"ageing", "1000"}}), {16, 13, 17, 19});
}

TEST(LentPriorities, are_told_with_the_mutex_and_in_the_reasons_of_choices) {
    const auto trace = run(R"(
bus = mutex{ protocol = "inherit" }
function weather() bus:lock() compute(4) bus:unlock() end
function pilot() bus:lock() compute(1) bus:unlock() end
function radio() compute(10) end
function main()
  spawn({ priority = 3 }, weather)
  spawn_at(1, { priority = 1 }, pilot)
  spawn_at(2, { priority = 2 }, radio)
end)");
    ReadyLine line(trace->header());
    std::vector<std::string> reasons;
    std::string lent;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        const TraceEvent& event = (*trace)[i];
        line.apply(event, i);
        if (line.has_chosen()) reasons.push_back(reason_in_words(trace->header().comparison, line.choice(*trace)));
        if (event.kind != EventKind::rank || trace->text_of(i).empty()) continue;
        lent += seen_rank_in_words(trace->header().comparison, event, "weather", trace->text_of(i));
        EXPECT_NE(text_form(*trace, i, TaskNames()).find("ranks = 1 lent \"bus\""), std::string::npos);
    }
    EXPECT_EQ(lent, "The priority of weather is 1 now: bus lends it.");
    const std::string keeps = "has the most urgent priority, 1 (lent), against 2";
    EXPECT_NE(std::find(reasons.begin(), reasons.end(), keeps), reasons.end()) << ::testing::PrintToString(reasons);
    EXPECT_EQ(finish_of(*trace, "pilot"), 5);
}

TEST(MutexWithProtocol, that_is_wrong_is_refused) {
    EXPECT_EQ(refusal_of("m = mutex{ protocol = 'ceiling' }"),
              "story.lua:1: this mutex has no ceiling: write mutex{ protocol = \"ceiling\", ceiling = 1 }, with the "
              "priority of the most urgent task that locks it");
    EXPECT_EQ(refusal_of("m = rlock{ protocol = 'lends' }"),
              "story.lua:1: the protocol of a mutex is \"none\", \"inherit\" or \"ceiling\"");
    EXPECT_EQ(refusal_of("m = mutex{ protokol = 'inherit' }"), "story.lua:1: mutex has no option protokol");
    EXPECT_NE(refusal_of("m = lock{ protocol = 'inherit' }").find("lock() takes no argument"), std::string::npos);
}

}  // namespace
}  // namespace simul::testing
