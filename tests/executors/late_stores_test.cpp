// Stores that are late: what exploring finds is what processors of x86-64 can do, by a model of the test's own.
#include <gtest/gtest.h>

// Not under TSan: one thread explores, and TSan keeps so much of each run that there is no memory for so many.
#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/moment.h"
#include "engine/base/random.h"
#include "engine/run/schedule.h"
#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

// ---- Small programs, and x86-TSO as its authors describe it: memory, and for each task a line of stores.

/// Of what a task does: `x=1` stores, `x` loads, `x+1` adds in one step, `f` is a fence.
struct Access {
    char kind = 'f';
    int variable = 0, value = 0;
};
using Code = std::vector<Access>;
using Program = std::vector<Code>;

Program program_of(std::string_view text) {
    Program program{{}};
    std::string word;
    const auto end_word = [&] {
        if (word.empty()) return;
        Access access;
        if (word != "f")
            access = {word.size() == 1 ? 'l' : word[1], word[0] - 'x', word.size() > 1 ? word[2] - '0' : 0};
        program.back().push_back(access);
        word.clear();
    };
    for (const char letter : text) {
        if (letter == ' ' || letter == '|') end_word();
        if (letter == '|') program.emplace_back();
        if (letter != ' ' && letter != '|') word += letter;
    }
    end_word();
    return program;
}

constexpr int kVariables = 2;
/// How many orders come to what.
using CountedEnds = std::map<std::string, std::uint64_t>;

class Machine {
  public:
    Machine(const Program& program, bool late) : program_(program), late_(late) {}
    CountedEnds ends() { return ends_from(State{{}, std::vector<Party>(program_.size())}); }

  private:
    struct Party {
        std::size_t at = 0;
        std::int64_t seen = 0;  ///< a digit for each load
        std::vector<std::pair<int, int>> buffer;
        auto operator<=>(const Party&) const = default;
    };
    struct State {
        std::array<int, kVariables> memory{};
        std::vector<Party> parties;
        auto operator<=>(const State&) const = default;
    };

    CountedEnds ends_from(const State& state) {
        if (const auto known = known_.find(state); known != known_.end()) return known->second;
        CountedEnds ends;
        const auto follow = [&](const State& next) {
            for (const auto& [end, count] : ends_from(next)) ends[end] += count;
        };
        for (std::size_t i = 0; i < program_.size(); ++i) {
            if (!state.parties[i].buffer.empty()) follow(after_flush(state, i));
            if (can_go_on(state.parties[i], i)) follow(after_access(state, i));
        }
        if (ends.empty()) ends[in_words(state)] = 1;
        return known_[state] = ends;
    }
    bool can_go_on(const Party& party, std::size_t who) const {
        if (party.at == program_[who].size()) return false;
        const char kind = program_[who][party.at].kind;
        return kind == 'l' || kind == '=' || party.buffer.empty();
    }
    static State after_flush(State state, std::size_t who) {
        auto& buffer = state.parties[who].buffer;
        state.memory[static_cast<std::size_t>(buffer.front().first)] = buffer.front().second;
        buffer.erase(buffer.begin());
        return state;
    }
    State after_access(State state, std::size_t who) const {
        Party& party = state.parties[who];
        const Access access = program_[who][party.at++];
        int& cell = state.memory[static_cast<std::size_t>(access.variable)];
        if (access.kind == '=' && late_) party.buffer.emplace_back(access.variable, access.value);
        if (access.kind == '=' && !late_) cell = access.value;
        if (access.kind == '+') cell += access.value;
        if (access.kind != 'l') return state;
        int value = cell;
        for (const auto& [variable, stored] : party.buffer)
            if (variable == access.variable) value = stored;
        party.seen = party.seen * 10 + value;
        return state;
    }
    static std::string in_words(const State& state) {
        std::string text = "x=" + std::to_string(state.memory[0]) + " y=" + std::to_string(state.memory[1]);
        for (std::size_t i = 0; i < state.parties.size(); ++i)
            text += " r" + std::to_string(i + 1) + "=" + std::to_string(state.parties[i].seen);
        return text;
    }

    const Program& program_;
    const bool late_;
    std::map<State, CountedEnds> known_;
};

// ---- The same as a story.

std::string lua_of(const Program& program, const char* options = "{ mmap = true }") {
    const char names[] = {'x', 'y'};
    std::string text, spawned, awaited, kept;
    for (const char name : names) text += std::string(1, name) + " = variable(0, " + options + ")\n";
    for (std::size_t i = 0; i < program.size(); ++i) {
        const std::string number = std::to_string(i + 1);
        text += "r" + number + " = variable(0, { mmap = true })\nfunction t" + number + "()\n  local seen = 0\n";
        for (const Access& access : program[i]) {
            const std::string name(1, names[access.variable]), value = std::to_string(access.value);
            if (access.kind == 'f') text += "  fence()\n";
            if (access.kind == '=') text += "  " + name + ".value = " + value + "\n";
            if (access.kind == '+') text += "  " + name + ":add(" + value + ")\n";
            if (access.kind == 'l') text += "  seen = seen * 10 + " + name + ".value\n";
        }
        text += "  return seen\nend\n";
        spawned += "  local f" + number + " = spawn(t" + number + ")\n";
        awaited += "  local s" + number + " = await(f" + number + ")\n";
        kept += "  r" + number + ".value = s" + number + "\n";
    }
    return text + "function main()\n" + spawned + awaited + kept + "end\n";
}

std::unique_ptr<Story> loaded_late(const std::string& text) {
    auto story = lua_scenario("any", "any.lua", text)->load({}, 1);
    EXPECT_TRUE(story.ok()) << (story.ok() ? "" : story.error().sentence()) << "\n" << text;
    return story.ok() ? std::move(*story) : nullptr;
}

RunPlan with_memory(MemoryOrder memory, Model model = Model::threads) {
    RunPlan plan = simulated(model, 4);
    plan.memory = memory;
    become_conducted(plan);
    return plan;
}

std::string end_of(const ExploredResult& result) {
    std::string text;
    std::map<std::string, std::string> variables;
    for (const auto& [name, value] : result.variables) variables[name] = text_of(value);
    const auto add = [&](const std::string& name) {
        if (variables.count(name) == 0) return;
        text += (text.empty() ? "" : " ") + name + "=" + variables[name];
    };
    for (const char* name : {"x", "y", "r1", "r2", "r3", "r4"}) add(name);
    return text;
}

CountedEnds counted(const Exploration& found) {
    EXPECT_TRUE(found.complete) << found.left_off;
    CountedEnds ends;
    for (const ExploredResult& it : found.results) ends[end_of(it)] += it.count.small().value_or(0);
    return ends;
}

Exploration all_orders(const std::string& text, const RunPlan& plan) {
    const std::unique_ptr<Story> story = loaded_late(text);
    RehearsedStory explored(*story, plan);
    return explore(explored, {});
}

std::set<std::string> classes(const std::string& text, const RunPlan& plan) {
    const std::unique_ptr<Story> story = loaded_late(text);
    RehearsedStory explored(*story, plan);
    std::set<std::string> ends;
    for (const auto& [end, count] : counted(explore_reduced(explored, {}))) ends.insert(end);
    return ends;
}

std::set<std::string> without_counts(const CountedEnds& counted) {
    std::set<std::string> ends;
    for (const auto& [end, count] : counted) ends.insert(end);
    return ends;
}

// ---- The programs that everybody knows.

struct Litmus {
    const char* name;
    const char* program;
    const char* end;
    bool consistent, late;  ///< whether it is possible
};
void PrintTo(const Litmus& it, std::ostream* out) { *out << it.name; }

class LateStoresIn : public ::testing::TestWithParam<Litmus> {};

TEST_P(LateStoresIn, come_to_what_processors_come_to) {
    const Program program = program_of(GetParam().program);
    const std::string text = lua_of(program);
    for (const MemoryOrder memory : {MemoryOrder::sc, MemoryOrder::tso}) {
        const bool late = memory == MemoryOrder::tso;
        const CountedEnds ends = counted(all_orders(text, with_memory(memory)));
        EXPECT_EQ(ends, Machine(program, late).ends()) << name_of(memory);
        EXPECT_EQ(ends.count(GetParam().end), late ? GetParam().late : GetParam().consistent) << name_of(memory);
        EXPECT_EQ(classes(text, with_memory(memory)), without_counts(ends)) << name_of(memory);
    }
}

constexpr Litmus kLitmus[] = {
    {"store_buffering", "x=1 y | y=1 x", "x=1 y=1 r1=0 r2=0", false, true},
    {"store_buffering_fenced", "x=1 f y | y=1 f x", "x=1 y=1 r1=0 r2=0", false, false},
    {"store_buffering_one_fence", "x=1 f y | y=1 x", "x=1 y=1 r1=0 r2=0", false, true},
    {"store_buffering_exchanges", "x+1 y | y+1 x", "x=1 y=1 r1=0 r2=0", false, false},
    {"message_passing", "x=1 y=1 | y x", "x=1 y=1 r1=0 r2=10", false, false},
    {"load_buffering", "x y=1 | y x=1", "x=1 y=1 r1=1 r2=1", false, false},
    {"two_writes_each", "x=1 y=2 | y=1 x=2", "x=1 y=1 r1=0 r2=0", false, false},
    {"independent_readers", "x=1 | y=1 | x y | y x", "x=1 y=1 r1=0 r2=0 r3=10 r4=10", false, false},
    {"own_store_seen_first", "x=1 x y | y=2 x=2", "x=1 y=2 r1=10 r2=0", false, true},
    {"own_stores_seen_by_both", "x=1 x y | y=1 y x", "x=1 y=1 r1=10 r2=10", false, true},
    {"R", "x=1 y=1 | y=2 x", "x=1 y=2 r1=0 r2=0", false, true},
    {"S", "x=2 y=1 | y x=1", "x=2 y=1 r1=0 r2=1", false, false},
    {"coherence", "x=1 x=2 | x x", "x=2 y=0 r1=0 r2=21", false, false},
};

INSTANTIATE_TEST_SUITE_P(Litmus, LateStoresIn, ::testing::ValuesIn(kLitmus),
                         [](const auto& it) { return std::string(it.param.name); });

// ---- Programs that nobody knows.

Program random_program(std::uint64_t seed) {
    Random random(seed, 7);
    Program program(static_cast<std::size_t>(random.between(2, 3)));
    int stored = 0;
    for (Code& code : program) {
        const std::int64_t length = random.between(1, program.size() == 2 ? 4 : 3);
        for (std::int64_t i = 0; i < length; ++i) {
            const auto what = random.between(1, 10);
            const int variable = static_cast<int>(random.between(0, kVariables - 1));
            if (what <= 5) code.push_back({'=', variable, ++stored % 9 + 1});
            if (what > 5 && what <= 8) code.push_back({'l', variable, 0});
            if (what == 9) code.push_back({'f', 0, 0});
            if (what == 10) code.push_back({'+', variable, 1});
        }
    }
    return program;
}

TEST(LateStores, of_random_programs_come_to_what_the_model_comes_to) {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Program program = random_program(seed);
        const std::string text = lua_of(program);
        const CountedEnds all = Machine(program, true).ends();
        EXPECT_EQ(counted(all_orders(text, with_memory(MemoryOrder::tso))), all) << text;
        EXPECT_EQ(classes(text, with_memory(MemoryOrder::tso)), without_counts(all)) << text;
    }
}

TEST(LateStores, are_those_of_every_model_in_which_tasks_run_at_the_same_moment) {
    const Program program = program_of("x=1 y | y=1 x");
    for (std::size_t i = 0; i < std::size(kModelNames); ++i) {
        const auto model = static_cast<Model>(i);
        if (model == Model::sequential) continue;
        const CountedEnds ends = counted(all_orders(lua_of(program), with_memory(MemoryOrder::tso, model)));
        EXPECT_EQ(ends.count("x=1 y=1 r1=0 r2=0"), runs_in_parallel(model)) << name_of(model);
        if (runs_in_parallel(model)) continue;
        EXPECT_EQ(ends, counted(all_orders(lua_of(program), with_memory(MemoryOrder::sc, model)))) << name_of(model);
    }
}

TEST(LateStores, are_none_into_atomic_variables_nor_into_memory_of_ones_own) {
    const Program program = program_of("x=1 y | y=1 x");
    const std::string atomic = lua_of(program, "{ mmap = true, atomic = true }"), own = lua_of(program, "{}");
    for (const auto& [text, model] : {std::pair(atomic, Model::threads), std::pair(own, Model::processes)})
        EXPECT_EQ(counted(all_orders(text, with_memory(MemoryOrder::tso, model))),
                  counted(all_orders(text, with_memory(MemoryOrder::sc, model))))
            << name_of(model);
}

/// Two tasks that store, do this, and load: whether both may have read 0.
bool may_both_read_nothing(const std::string& between) {
    const std::string text =
        "x = variable(0) y = variable(0) r1 = variable(0) r2 = variable(0) guard = mutex() other = variable(0, "
        "{ atomic = true }) places = semaphore(2) post = channel(9)\n"
        "function nothing() end\n"
        "function left() x.value = 1 " +
        between +
        " return y.value end\n"
        "function right() y.value = 1 " +
        between +
        " return x.value end\n"
        "function main() local a, b = spawn(left), spawn(right) local s, t = await(a), await(b) r1.value = s r2.value "
        "= "
        "t end\n";
    const CountedEnds ends = counted(all_orders(text, with_memory(MemoryOrder::tso)));
    return ends.count("x=1 y=1 r1=0 r2=0") != 0;
}

TEST(LateStores, are_in_memory_before_their_task_meets_another) {
    for (const char* meets : {"guard:lock() guard:unlock()", "guard:try_lock()", "places:acquire()", "post:send(1)",
                              "post:try_receive()", "other.value = 1", "other:add(1)", "await(spawn(nothing))",
                              "spawn(nothing)", "yield()", "sleep(1)", "fence()"})
        EXPECT_FALSE(may_both_read_nothing(meets)) << meets;
    for (const char* meets_nobody : {"", "compute(1)", "print('on')", "local seen = other.value", "mark('on')",
                                     "random()", "expect(true, 'so it is')"})
        EXPECT_TRUE(may_both_read_nothing(meets_nobody)) << meets_nobody;
}

/// Its awaits are no steps; still its store may come to memory after all that the other does.
TEST(LateStores, of_main_are_as_late_as_others) {
    const char* text =
        "x = variable(0) y = variable(0) r1 = variable(0) r2 = variable(0)\n"
        "function other() y.value = 1 fence() return x.value end\n"
        "function main() local task = spawn(other) x.value = 1 local seen = y.value local found = await(task)\n"
        "  r1.value = seen r2.value = found end\n";
    const CountedEnds ends = counted(all_orders(text, with_memory(MemoryOrder::tso)));
    EXPECT_EQ(ends.count("x=1 y=1 r1=0 r2=0"), 1u);
    EXPECT_EQ(counted(all_orders(text, with_memory(MemoryOrder::sc))).count("x=1 y=1 r1=0 r2=0"), 0u);
    EXPECT_EQ(classes(text, with_memory(MemoryOrder::tso)), without_counts(ends));
}

TEST(LateStores, wait_for_room_when_the_buffer_is_full) {
    std::string stores;
    for (int i = 1; i <= 10; ++i) stores += " x=" + std::to_string(i % 10);
    const std::string text = lua_of(program_of(stores + " | x"));
    const CountedEnds ends = counted(all_orders(text, with_memory(MemoryOrder::tso)));
    EXPECT_EQ(ends.size(), 10u) << "the other has read any of the values, and the last of them remains";
    EXPECT_EQ(classes(text, with_memory(MemoryOrder::tso)), without_counts(ends));
}

TEST(LateStores, that_somebody_looks_for_again_and_again_are_seen_in_the_end) {
    const char* text =
        "x = variable(0)\n"
        "function first() x.value = 1 end\n"
        "function second() while x.value == 0 do yield() end end\n"
        "function main() local a, b = spawn(first), spawn(second) await(a) await(b) end\n";
    const Exploration found = all_orders(text, with_memory(MemoryOrder::tso));
    ASSERT_EQ(found.results.size(), 1u);
    EXPECT_EQ(found.results[0].outcome, Outcome::finished);
    EXPECT_TRUE(found.goes_round);
    EXPECT_TRUE(std::none_of(found.findings.begin(), found.findings.end(),
                             [](const ExploredFinding& it) { return it.kind == FindingKind::livelock; }));
}

/// Its one example of both reading 0, and what its trace says.
class LateStoresOfAnOrder : public ::testing::Test {
  protected:
    LateStoresOfAnOrder() {
        const Exploration found = explore(explored_, {});
        for (const ExploredResult& it : found.results)
            if (end_of(it) == "x=1 y=1 r1=10 r2=10") example_ = it.example;
        trace_ = explored_.record(example_);
    }

    std::unique_ptr<Story> story_ = loaded_late(lua_of(program_of("x=1 x y | y=1 y x")));
    RehearsedStory explored_{*story_, with_memory(MemoryOrder::tso)};
    Example example_;
    std::unique_ptr<Trace> trace_;
};

TEST_F(LateStoresOfAnOrder, stand_in_its_schedule) {
    const std::unique_ptr<Story> story = loaded_late(lua_of(program_of("x=1 y | y=1 x")));
    RehearsedStory explored(*story, with_memory(MemoryOrder::tso));
    const Exploration found = explore(explored, {});
    for (const ExploredResult& it : found.results) {
        const std::string text =
            text_of(schedule_of(story->description(), with_memory(MemoryOrder::tso), it.example.choices));
        EXPECT_NE(text.find(" --memory tso"), std::string::npos) << text;
        EXPECT_NE(text.find("flush:1"), std::string::npos) << text;
        const Result<Schedule> read = schedule_from(text);
        ASSERT_TRUE(read) << read.error().sentence();
        EXPECT_EQ(read->choices, it.example.choices);
        EXPECT_EQ(read->memory, MemoryOrder::tso);
        const std::unique_ptr<Trace> trace = explored.record({read->choices});
        std::map<std::string, std::string> told;
        for (const VariableFigures& variable : metrics_of(*trace).variables)
            told[std::string(variable.name)] = text_of(variable.value);
        for (const auto& [name, value] : it.variables) EXPECT_EQ(told[name], text_of(value)) << name;
    }
}

TEST_F(LateStoresOfAnOrder, are_told_where_they_are_done_and_where_they_arrive) {
    std::map<TaskId, std::vector<Cell>> waiting;
    Moment moment(trace_->header());
    std::size_t arrived = 0;
    for (std::size_t i = 0; i < trace_->size(); ++i) {
        const TraceEvent& event = (*trace_)[i];
        Cell before;
        if (event.resource != kNoResource) before = moment.value_of(event.resource);
        moment.apply(event, i, trace_->text_of(i));
        if (event.kind == EventKind::buffer) {
            waiting[event.task].push_back({event.value, event.cell});
            EXPECT_EQ(static_cast<const Cell&>(moment.value_of(event.resource)), before);
        }
        if (event.kind == EventKind::flush) {
            ASSERT_FALSE(waiting[event.task].empty());
            EXPECT_EQ(Cell({event.value, event.cell}), waiting[event.task].front());
            waiting[event.task].erase(waiting[event.task].begin());
            EXPECT_EQ(moment.value_of(event.resource).bits, event.value);
            ++arrived;
        }
        EXPECT_TRUE(event.kind != EventKind::finish || waiting[event.task].empty());
        EXPECT_EQ(moment.late_stores_of(event.task == kNoTask ? kMainTask : event.task).size(),
                  waiting[event.task == kNoTask ? kMainTask : event.task].size());
    }
    EXPECT_EQ(arrived, 2u);
}

TEST_F(LateStoresOfAnOrder, race_where_their_tasks_do_them) {
    std::set<std::string> variables;
    for (const Finding& it : findings_of(*trace_)) {
        if (it.kind != FindingKind::data_race) continue;
        for (const std::size_t event : it.events) {
            EXPECT_NE((*trace_)[event].kind, EventKind::flush);
            variables.insert(trace_->header().resources[index_of((*trace_)[event].resource)].name);
        }
    }
    EXPECT_EQ(variables, (std::set<std::string>{"x", "y"}));
}

}  // namespace
}  // namespace simul::testing

#endif
