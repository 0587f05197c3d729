// Exploring in several threads, or in parts that know nothing of each other, finds what one thread finds, to the
// letter.
#include <gtest/gtest.h>

#if defined(SIMUL_LUA) && !defined(__SANITIZE_THREAD__)

#include "engine/analysis/explore/tally.h"
#include "engine/analysis/explore/walked_text.h"
#include "engine/run/conductors/by_priority.h"
#include "engine/run/conductors/by_seed.h"
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
    /// Each part by all threads, as text; then what is in all texts.
    Exploration explored_in_parts(std::size_t parts) {
        const std::vector<std::string> found = found_by(parts);
        const std::vector<std::string_view> texts(found.begin(), found.end());
        Result<Walked> whole = united(texts);
        EXPECT_TRUE(whole.ok()) << whole.error().sentence();
        return exploration_of(*rehearsed_.front(), {}, std::move(*whole));
    }
    std::vector<std::string> found_by(std::size_t parts) {
        std::vector<Explored*> all{rehearsed_.front().get()};
        all.insert(all.end(), helpers_.begin(), helpers_.end());
        std::vector<std::string> found;
        for (std::size_t number = 1; number <= parts; ++number)
            found.push_back(text_of(walk(all, {}, Part{number, parts})));
        return found;
    }
    Exploration explored_alone() { return explore(*rehearsed_.front(), {}); }
    Explored& story() { return *rehearsed_.front(); }

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

TEST(ExploringInParts, finds_what_one_finds_in_any_story) {
    for (std::uint64_t seed = 1; seed <= programs_of(8); ++seed) {
        const std::string text = text_of(AnyLua{seed, 3, 3, seed % 2 == 0});
        for (const Model model : {Model::threads, Model::event_loop, Model::process_pool}) {
            Shared one(text, model, 1), several(text, model, 2);
            const Exploration whole = one.explored_alone();
            for (const std::size_t parts : {1u, 5u}) expect_the_same(whole, one.explored_in_parts(parts), text);
            EXPECT_EQ(one.found_by(3), several.found_by(3)) << "the same bytes, whoever does it\n" << text;
        }
    }
}

TEST(ExploringInParts, finds_what_one_finds_where_tasks_look_again) {
    const Exploration whole = Shared(kPeterson, Model::threads, 1).explored_alone();
    for (const std::size_t parts : {2u, 7u})
        expect_the_same(whole, Shared(kPeterson, Model::threads, 2).explored_in_parts(parts), kPeterson);
}

TEST(ExploringInParts, divides_the_states_among_the_parts) {
    Shared peterson(kPeterson, Model::threads, 1);
    const std::size_t whole = peterson.found_by(1).front().size();
    const std::vector<std::string> parts = peterson.found_by(4);
    for (const std::string& part : parts)
        EXPECT_NE(part.find(":-"), std::string::npos) << "it leaves something to others";
    EXPECT_LT(
        std::min_element(parts.begin(), parts.end(), [](auto& a, auto& b) { return a.size() < b.size(); })->size(),
        whole);
}

/// Whatever the bytes are.
TEST(ExploringInParts, does_not_believe_a_text_that_does_not_fit) {
    const std::vector<std::string> found = Shared(kPeterson, Model::threads, 1).found_by(3);
    const std::string other = Shared(text_of(AnyLua{3, 3, 3}), Model::threads, 1).found_by(3)[1];
    const auto sentence = [](std::vector<std::string_view> texts) {
        const Result<Walked> whole = united(texts);
        return whole ? std::string() : whole.error().sentence();
    };
    EXPECT_EQ(sentence({found[0], found[1], found[2]}), "");
    EXPECT_NE(sentence({found[0], found[2]}).find("leave out some"), std::string::npos);
    EXPECT_NE(sentence({found[0], other, found[2]}).find("do not agree"), std::string::npos);
    for (std::size_t at = 0; at < found[1].size(); at += 997) {
        std::string changed = found[1];
        changed[at] = changed[at] == '7' ? '8' : '7';
        sentence({found[0], changed, found[2]});
        EXPECT_NE(sentence({found[0], found[1].substr(0, at), found[2]}), "");
    }
}

TEST(SearchInParts, counts_what_one_counts) {
    const std::string text = text_of(AnyLua{5, 3, 3, true});
    Shared shared(text, Model::threads, 1);
    const ConductorOfRun random = [](std::size_t run) { return std::make_unique<BySeed>(7, run); };
    const ConductorOfRun pct = [](std::size_t run) { return std::make_unique<ByPriority>(7, run, 2, 9); };
    for (const ConductorOfRun& conductor : {random, pct}) {
        const Exploration whole = search(shared.story(), 300, conductor, {});
        EXPECT_GT(whole.distinct_states, 1u);
        for (const std::size_t parts : {2u, 7u}) {
            Tally all;
            for (std::size_t number = parts; number > 0; --number) {
                const Tally part = tally_runs(shared.story(), 300, Part{number, parts}, conductor, {});
                const Result<Tally> read = tally_from(text_of(part));
                ASSERT_TRUE(read.ok());
                all.add(*read);
            }
            expect_the_same(whole, exploration_of(shared.story(), all, conductor, {}), text);
        }
    }
    EXPECT_FALSE(tally_from("runs 3\n1 2 3").ok());
    EXPECT_FALSE(tally_from("").ok());
}

}  // namespace
}  // namespace simul::testing

#endif
