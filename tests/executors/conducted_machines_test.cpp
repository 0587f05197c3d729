// Conducted runs of several machines: every order of small programs, against a model of messages and faults that knows
// nothing of the engine.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <fmt/format.h>

#include <map>
#include <set>

#include "engine/analysis/decisions.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/base/happening.h"
#include "engine/base/random.h"
#include "engine/run/schedule.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "engine/trace/event_check.h"
#include "tests/support/brute_force.h"
#include "tests/support/claims_oracle.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

// ---- Small programs.

enum class StepKind { send, receive, receive_in_time };

struct ProgramStep {
    StepKind what{};
    int node = 0;   ///< send: whose inbox
    int value = 0;  ///< send
};

struct ProgramTask {
    int node = 0;
    std::vector<ProgramStep> steps;
};

/// One inbox with two places, and one variable, on each of three machines.
struct ClusterProgram {
    std::vector<ProgramTask> tasks;
    bool loses = false, doubles = false, reorders = false;
};

constexpr int kMachines = 3, kPlaces = 2, kTooLate = 9;
constexpr const char* kMachineNames[] = {"a", "b", "c"};

ClusterProgram program_of(std::uint64_t seed) {
    Random random(seed, 0);
    ClusterProgram program;
    program.loses = random.between(0, 1) == 1;
    program.doubles = random.between(0, 2) == 0;
    program.reorders = random.between(0, 1) == 1;
    const auto tasks = random.between(2, 3);
    for (int task = 0; task < tasks; ++task) {
        ProgramTask& it = program.tasks.emplace_back();
        it.node = task == 2 ? static_cast<int>(random.between(0, 2)) : task;
        const auto steps = random.between(1, tasks == 2 ? 3 : 2);
        for (int step = 0; step < steps; ++step) {
            const auto kind = random.between(0, 5);
            it.steps.push_back({kind < 3   ? StepKind::send
                                : kind < 4 ? StepKind::receive_in_time
                                           : StepKind::receive,
                                static_cast<int>(random.between(0, tasks == 2 ? 1 : 2)),
                                static_cast<int>(random.between(1, 3))});
        }
    }
    return program;
}

std::string lua_of(const ClusterProgram& program) {
    std::string text = fmt::format(
        "nodes = {{ 'a', 'b', 'c' }} network = {{ latency = 1, loss = {}, doubles = {}, reorders = {} }}\n"
        "inbox = {{ channel({}), on('b', channel({})), on('c', channel({})) }}\n"
        "seen = {{ variable(0), on('b', variable(0)), on('c', variable(0)) }}\n"
        "function hears(node) return inbox[node]:receive(1) end\n",
        program.loses ? 0.5 : 0, program.doubles ? 0.5 : 0, program.reorders, kPlaces, kPlaces, kPlaces);
    std::string spawns;
    for (std::size_t i = 0; i < program.tasks.size(); ++i) {
        const ProgramTask& task = program.tasks[i];
        text += fmt::format("function task_{}()\n", i);
        for (const ProgramStep& step : task.steps) {
            if (step.what == StepKind::send) text += fmt::format("inbox[{}]:send({})\n", step.node + 1, step.value);
            if (step.what == StepKind::receive)
                text += fmt::format("do local got = inbox[{0}]:receive() seen[{0}].value = got end\n", task.node + 1);
            if (step.what == StepKind::receive_in_time)
                text += fmt::format(
                    "do local there, got = pcall(hears, {0}) if not there then got = {1} end seen[{0}].value = got "
                    "end\n",
                    task.node + 1, kTooLate);
        }
        text += "end\n";
        spawns += fmt::format("spawn_on('{}', task_{}) ", kMachineNames[task.node], i);
    }
    return text + "function main() " + spawns + "end\n";
}

// ---- The model: states, and how many orders lead from each to what.

struct Letter {
    int value;
    bool again;  ///< it arrives for the second time
    auto operator<=>(const Letter&) const = default;
};

struct World {
    struct Body {
        std::size_t done = 0;
        int got = 0;  ///< received and not stored yet; 0: nothing
        bool crashed = false;
        auto operator<=>(const Body&) const = default;
    };
    std::vector<Body> bodies;
    std::map<int, std::vector<int>> inboxes;
    std::map<int, int> seen;
    std::map<std::pair<int, int>, std::vector<Letter>> ways;
    int faults = 0, crashes = 0, cuts = 0;
    std::set<int> down;
    std::set<std::pair<int, int>> cut;
    auto operator<=>(const World&) const = default;
};

using Ends = std::map<std::string, std::uint64_t>;

class OrdersOfWorld {
  public:
    explicit OrdersOfWorld(const ClusterProgram& program) : program_(program) {}

    const Ends& from(const World& world) {
        if (const auto known = known_.find(world); known != known_.end()) return known->second;
        Ends ends;
        if (is_over(world)) {
            ends[end_of(world, "finished")] = 1;
            return known_[world] = ends;
        }
        next_.clear();
        step_tasks(world);
        move_letters(world);
        const bool stands = next_.empty();
        strike(world);
        if (stands) ends[end_of(world, "deadlock")] = 1;
        for (const World& next : std::vector<World>(std::move(next_)))
            for (const auto& [end, count] : from(next)) ends[end] += count;
        return known_[world] = ends;
    }

  private:
    bool has_ended(const World& world, std::size_t task) const {
        const World::Body& body = world.bodies[task];
        return body.crashed || (body.done == program_.tasks[task].steps.size() && body.got == 0);
    }
    bool is_over(const World& world) const {
        for (std::size_t i = 0; i < world.bodies.size(); ++i)
            if (!has_ended(world, i)) return false;
        return true;
    }
    static std::string end_of(const World& world, const char* outcome) {
        std::string text = outcome;
        for (const auto& [node, value] : world.seen) text += " " + std::to_string(value);
        return text;
    }
    World& branch(const World& world) { return next_.emplace_back(world); }

    void step_tasks(const World& world) {
        for (std::size_t i = 0; i < world.bodies.size(); ++i) {
            if (has_ended(world, i)) continue;
            const ProgramTask& task = program_.tasks[i];
            if (world.bodies[i].got != 0) {
                World& next = branch(world);
                next.seen[task.node] = std::exchange(next.bodies[i].got, 0);
                continue;
            }
            do_step(world, i, task.node, task.steps[world.bodies[i].done]);
        }
    }
    void do_step(const World& world, std::size_t task, int node, const ProgramStep& step) {
        const auto inside = [&](int where) { return world.inboxes.at(where).size(); };
        const bool sends = step.what == StepKind::send, crosses = sends && step.node != node;
        if (sends && !crosses && inside(node) == kPlaces) return;
        if (step.what == StepKind::receive && inside(node) == 0) return;
        World& next = branch(world);
        World::Body& body = next.bodies[task];
        ++body.done;
        if (crosses) {
            const bool is_cut = world.cut.count(std::minmax(node, step.node)) != 0;
            if (!is_cut) next.ways[{node, step.node}].push_back({step.value, false});
        } else if (sends) {
            next.inboxes[node].push_back(step.value);
        } else if (inside(node) == 0) {
            body.got = kTooLate;
        } else {
            body.got = next.inboxes[node].front();
            next.inboxes[node].erase(next.inboxes[node].begin());
        }
    }
    void put(World& world, int node, int value) {
        if (world.down.count(node) == 0 && world.inboxes[node].size() < kPlaces) world.inboxes[node].push_back(value);
    }
    void move_letters(const World& world) {
        for (const auto& [ends, letters] : world.ways) {
            std::set<Letter> tried;
            for (std::size_t i = 0; i < (program_.reorders ? letters.size() : std::min<std::size_t>(letters.size(), 1));
                 ++i) {
                const Letter letter = letters[i];
                if (!tried.insert(letter).second) continue;
                const auto at = static_cast<std::ptrdiff_t>(i);
                World& arrives = branch(world);
                arrives.ways[ends].erase(arrives.ways[ends].begin() + at);
                put(arrives, ends.second, letter.value);
                if (letter.again || world.faults == 0) continue;
                if (program_.loses) {
                    World& lost = branch(world);
                    lost.ways[ends].erase(lost.ways[ends].begin() + at);
                    --lost.faults;
                }
                if (program_.doubles) {
                    World& twice = branch(world);
                    twice.ways[ends][i].again = true;
                    put(twice, ends.second, letter.value);
                    --twice.faults;
                }
            }
        }
    }
    void strike(const World& world) {
        for (int node = 1; node < kMachines; ++node) {
            if (world.down.count(node) != 0) {
                branch(world).down.erase(node);
            } else if (world.crashes > 0) {
                World& next = branch(world);
                --next.crashes;
                next.down.insert(node);
                next.inboxes[node].clear();
                next.seen[node] = 0;
                for (std::size_t i = 0; i < next.bodies.size(); ++i)
                    if (program_.tasks[i].node == node && !has_ended(world, i)) next.bodies[i].crashed = true;
            }
        }
        for (int one = 0; one < kMachines; ++one)
            for (int other = one + 1; other < kMachines; ++other) {
                const auto carries = [&](int from, int to) {
                    const auto way = world.ways.find({from, to});
                    return way != world.ways.end() && !way->second.empty();
                };
                if (world.cut.count({one, other}) != 0) {
                    branch(world).cut.erase({one, other});
                } else if (world.cuts > 0 && (carries(one, other) || carries(other, one))) {
                    World& next = branch(world);
                    --next.cuts;
                    next.cut.insert({one, other});
                    next.ways[{one, other}].clear();
                    next.ways[{other, one}].clear();
                }
            }
    }

    const ClusterProgram& program_;
    std::map<World, Ends> known_;
    std::vector<World> next_;
};

Ends ends_by_model(const ClusterProgram& program, const FaultBounds& faults) {
    World world;
    world.bodies.resize(program.tasks.size());
    for (int node = 0; node < kMachines; ++node) world.inboxes[node], world.seen[node] = 0;
    world.faults = faults.messages;
    world.crashes = faults.crashes;
    world.cuts = faults.cuts;
    return OrdersOfWorld(program).from(world);
}

// ---- The engine's.

std::unique_ptr<Story> loaded_story(const std::string& text) {
    auto story = lua_scenario("any", "any.lua", text)->load({}, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence()) << "\n" << text;
    return story.ok() ? std::move(*story) : nullptr;
}

RunPlan plan_with(const FaultBounds& faults) {
    RunPlan plan = simulated(Model::threads, 1);
    become_conducted(plan);
    plan.faults = faults;
    return plan;
}

std::string end_in_words_of(const Trace& trace) {
    const Metrics metrics = metrics_of(trace);
    std::string text(name_of(*metrics.outcome));
    for (const VariableFigures& it : metrics.variables) text += " " + std::to_string(it.value.bits);
    return text;
}

Ends ends_found(const Exploration& found, RehearsedStory& story) {
    Ends ends;
    for (const ExploredResult& it : found.results)
        ends[end_in_words_of(*story.record(it.example))] += *it.count.small();
    return ends;
}

std::set<std::string> keys_of(const Ends& ends) {
    std::set<std::string> keys;
    for (const auto& [key, count] : ends) keys.insert(key);
    return keys;
}

void expect_ends_of_model(const FaultBounds& faults, std::uint64_t programs, bool reduced) {
    for (std::uint64_t seed = 1; seed <= programs; ++seed) {
        const ClusterProgram program = program_of(seed);
        const std::string text = lua_of(program);
        const std::unique_ptr<Story> story = loaded_story(text);
        ASSERT_NE(story, nullptr);
        RehearsedStory explored(*story, plan_with(faults));
        const Exploration found = explore(explored, {});
        EXPECT_TRUE(found.complete);
        const Ends all = ends_by_model(program, faults);
        ASSERT_EQ(ends_found(found, explored), all) << "seed " << seed << "\n" << text;
        if (!reduced) continue;
        const Exploration classes = explore_reduced(explored, {});
        ASSERT_TRUE(classes.complete) << classes.left_off;
        ASSERT_EQ(keys_of(ends_found(classes, explored)), keys_of(all)) << "seed " << seed << "\n" << text;
        EXPECT_LE(*classes.interleavings.small(), *found.interleavings.small()) << text;
    }
}

TEST(OrdersOfMachines, are_those_of_a_model_of_messages) { expect_ends_of_model({0, 0, 0, 0, 0}, 150, true); }

TEST(OrdersOfMachines, have_so_many_messages_lost_and_doubled) {
    expect_ends_of_model({1, 0, 0, 0, 0}, 100, true);
    expect_ends_of_model({2, 0, 0, 0, 0}, 40, true);
}

TEST(OrdersOfMachines, have_machines_that_crash_and_come_back) { expect_ends_of_model({0, 0, 0, 1, 0}, 60, false); }

TEST(OrdersOfMachines, have_links_that_are_cut_and_mended) {
    expect_ends_of_model({0, 0, 0, 0, 1}, 60, false);
    expect_ends_of_model({1, 0, 0, 1, 1}, 15, false);
}

/// Nothing merged: each trace is one that any reader takes, and its schedule gives it again.
TEST(OrdersOfMachines, leave_traces_that_are_as_whole_as_others) {
    std::size_t seen = 0;
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        const std::unique_ptr<Story> story = loaded_story(lua_of(program_of(seed)));
        ASSERT_NE(story, nullptr);
        const RunPlan plan = plan_with({1, 0, 0, 1, 1});
        Rehearsal rehearsal(*story, plan);
        every_order(rehearsal, 12, [&](const Trace& trace) {
            EventCheck check(trace.header());
            for (std::size_t i = 0; i < trace.size(); ++i) ASSERT_EQ(check.problem_of(trace[i]), nullptr) << i;
            const std::vector<std::string> violations = violations_of(trace);
            ASSERT_TRUE(violations.empty()) << violations[0] << "\n" << text_of(trace);
            check_claims(trace, 20);
            Steps steps;
            steps.take(trace);
            const Schedule schedule = schedule_of(story->description(), plan, steps.choices(steps.size()));
            const Result<Schedule> read = schedule_from(text_of(schedule));
            ASSERT_TRUE(read) << read.error().sentence();
            ASSERT_EQ(*read, schedule);
            BySchedule conductor(read->choices);
            Rehearsal again(*story, plan);
            const std::unique_ptr<Trace> second = again.record(conductor);
            EXPECT_EQ(conductor.misfit(), "");
            ASSERT_TRUE(second->size() == trace.size() && begin_alike(trace, *second, trace.size()));
            ++seen;
        });
    }
    EXPECT_GT(seen, 200u);
}

TEST(OrdersOfMachines, contain_what_free_runs_come_to) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        ClusterProgram program = program_of(seed);
        program.loses = program.doubles = false;
        const std::unique_ptr<Story> story = loaded_story(lua_of(program));
        ASSERT_NE(story, nullptr);
        RunPlan free = simulated(Model::threads, 1);
        free.seed = seed;
        const std::string end = end_in_words_of(*simulate_in_place(*story, free));
        RehearsedStory explored(*story, plan_with({}));
        const Ends all = ends_found(explore(explored, {}), explored);
        EXPECT_EQ(all.count(end), 1u) << end << "\n" << lua_of(program);
    }
}

TEST(HappeningWords, are_read_as_they_are_written) {
    for (std::size_t what = 0; what < kHappeningWords.size(); ++what) {
        Happening it{static_cast<Happening::What>(what), NodeId{3}, NodeId{3}, 0};
        if (it.of_message() || it.of_link()) it.other = NodeId{63};
        if (it.of_message()) it.place = 4;
        if (it.of_store()) it = {Happening::What::reaches_memory, {}, {}, 0, TaskId{70'000}};
        EXPECT_EQ(happening_in(text_of(it)), it) << text_of(it);
        EXPECT_EQ(happening_of(id_of(it)), it);
        EXPECT_TRUE(is_happening(id_of(it)));
    }
    EXPECT_FALSE(is_happening(kNoTask));
    for (const char* word : {"arrive", "arrive:", "arrive:1", "arrive:1>1", "arrive:1>64", "arrive:1-2", "cut:1>2",
                             "crash:1>2", "arrive:0>1.0", "flush:", "flush:x", "flush:1.2", "flush:268435455",
                             "arrive:0>1.x", "crash:2.1", "12", "burn:1", "arrive:0>1 "})
        EXPECT_EQ(happening_in(word), std::nullopt) << word;
}

TEST(FaultBoundsInWords, are_read_as_they_are_written) {
    for (const char* text : {"0", "1", "2", "lose=2", "lose=1,double=1,crash=1,cut=3", "2,crash=1", "any"}) {
        const Result<FaultBounds> bounds = fault_bounds_from(text);
        ASSERT_TRUE(bounds) << text;
        EXPECT_EQ(text_of(*bounds), text);
    }
    for (const char* text :
         {"", "x", "-1", "255", "1,", "lose", "lose=", "=1", "fire=1", "any,1", "1,1", "lose=1,lose=2"})
        EXPECT_FALSE(fault_bounds_from(text)) << text;
}

}  // namespace
}  // namespace simul::testing

#endif
