// Exploring in several threads finds what one thread finds, to the letter.
#include <gtest/gtest.h>

#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include "engine/scenario/lua/lua_scenario.h"
#include "tests/support/any_lua.h"
#include "tests/support/any_program.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

/// A story that several threads have, each for itself.
class Shared {
  public:
    Shared(const std::string& text, Model model, std::size_t threads) {
        const auto scenario = lua_scenario("any", "any.lua", text);
        for (std::size_t i = 0; i < threads; ++i) {
            auto story = scenario->load({}, 1);
            EXPECT_TRUE(story.ok()) << text;
            stories_.push_back(std::move(*story));
            rehearsed_.push_back(std::make_unique<RehearsedStory>(*stories_.back(), simulated(model)));
            if (i > 0) helpers_.push_back(rehearsed_.back().get());
        }
    }
    Exploration explored(const Bounds& bounds = {}) {
        return explore(
            *rehearsed_.front(), bounds, [](const Trace&) { return true; }, helpers_);
    }

  private:
    std::vector<std::unique_ptr<Story>> stories_;
    std::vector<std::unique_ptr<RehearsedStory>> rehearsed_;
    std::vector<Explored*> helpers_;
};

std::string in_words(const Example& example) {
    std::string text;
    for (const TaskId task : example.choices) text += " " + std::to_string(index_of(task));
    return text + (example.round_from ? " round from " + std::to_string(*example.round_from) : "");
}

void expect_the_same(const Exploration& a, const Exploration& b, const std::string& text) {
    EXPECT_EQ(a.interleavings.text(), b.interleavings.text()) << text;
    EXPECT_EQ(a.distinct_states, b.distinct_states) << text;
    EXPECT_EQ(a.runs, b.runs) << text;
    EXPECT_EQ(a.goes_round, b.goes_round) << text;
    EXPECT_EQ(a.left_off, b.left_off) << text;
    ASSERT_EQ(a.results.size(), b.results.size()) << text;
    for (std::size_t i = 0; i < a.results.size(); ++i) {
        EXPECT_EQ(a.results[i].variables, b.results[i].variables) << text;
        EXPECT_EQ(a.results[i].faults, b.results[i].faults) << text;
        EXPECT_EQ(a.results[i].count.text(), b.results[i].count.text()) << text;
        EXPECT_EQ(in_words(a.results[i].example), in_words(b.results[i].example)) << text;
    }
    ASSERT_EQ(a.findings.size(), b.findings.size()) << text;
    for (std::size_t i = 0; i < a.findings.size(); ++i) {
        EXPECT_EQ(a.findings[i].text, b.findings[i].text) << text;
        EXPECT_EQ(a.findings[i].count.text(), b.findings[i].count.text()) << text;
        EXPECT_EQ(in_words(a.findings[i].example), in_words(b.findings[i].example)) << text;
        EXPECT_EQ(a.findings[i].line, b.findings[i].line) << text;
    }
}

TEST(ExploringTogether, finds_what_one_finds_in_any_story) {
    for (std::uint64_t seed = 1; seed <= programs_of(20); ++seed) {
        const std::string text = text_of(AnyLua{seed, 3, 3, seed % 2 == 0});
        for (const Model model : {Model::threads, Model::event_loop, Model::process_pool})
            expect_the_same(Shared(text, model, 1).explored(), Shared(text, model, 4).explored(), text);
    }
}

constexpr const char* kPeterson = R"(
flag = { variable(false, { mmap = true, atomic = true }), variable(false, { mmap = true, atomic = true }) }
turn, inside = variable(1, { mmap = true, atomic = true }), variable(0, { mmap = true, atomic = true })
function worker(me)
  local other = 3 - me
  for r = 1, 3 do
    turn.value = other flag[me].value = true
    while flag[other].value and turn.value == other do yield() end
    expect(inside:add(1) == 1, "one at a time")
    inside:add(-1)
    flag[me].value = false
  end
end
function main() gather({ spawn(worker, 1), spawn(worker, 2) }) end
)";

TEST(ExploringTogether, finds_what_one_finds_where_tasks_look_again) {
    const Exploration alone = Shared(kPeterson, Model::threads, 1).explored();
    EXPECT_TRUE(alone.goes_round && alone.results[0].fails);
    for (int round = 0; round < 5; ++round)
        expect_the_same(alone, Shared(kPeterson, Model::threads, 4).explored(), kPeterson);
}

/// Some orders have more steps than the bound, or there are more states than there is memory for.
TEST(ExploringTogether, leaves_off_as_one_does_where_a_bound_is_met) {
    Bounds few_steps, few_states;
    few_steps.steps = 25;
    few_states.bytes = 20'000;
    for (const Bounds& bounds : {few_steps, few_states}) {
        const Exploration alone = Shared(kPeterson, Model::threads, 1).explored(bounds);
        EXPECT_FALSE(alone.complete);
        EXPECT_GT(alone.runs, 10u);
        for (int round = 0; round < 3; ++round)
            expect_the_same(alone, Shared(kPeterson, Model::threads, 4).explored(bounds), kPeterson);
    }
}

TEST(ExploringTogether, leaves_off_when_it_is_told_to) {
    int asked = 0;
    Bounds bounds;
    bounds.enough = [&asked] { return ++asked > 5 ? "it is enough" : ""; };
    const Exploration some = Shared(kPeterson, Model::threads, 3).explored(bounds);
    EXPECT_EQ(some.left_off, "it is enough");
    EXPECT_FALSE(some.complete);
}

}  // namespace
}  // namespace simul::testing

#endif
