// Variables that hold what channels carry: texts, tables and nothing, on every model; who sees which, and what is told.
#include <gtest/gtest.h>

#include <set>

#include "app/workspace/cell_json.h"
#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/policy_choices.h"
#include "engine/analysis/speech.h"
#include "engine/trace/task_names.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

class SharedValues : public ::testing::TestWithParam<Model> {
  public:
    Lines printed(const std::string& text) {
        const auto trace = told_by(text, GetParam());
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        EXPECT_EQ(failure_in(*trace), "");
        return printed_in(*trace);
    }
    bool copies() const { return copies_variables(GetParam()); }
};

TEST_P(SharedValues, are_texts_tables_truths_and_nothing) {
    EXPECT_EQ(printed(R"(
v = variable("first")
function main()
  local list = { v.value }
  for _, x in ipairs({ "left", { 1, 2, k = "x" }, true, 2.5, ("y"):rep(9000) }) do v.value = x list[#list + 1] = v.value end
  v.value = nil
  print(list[1], list[2], list[3][2], list[3].k, list[4], list[5], #list[6], v.value)
end)"),
              Lines{"first\tleft\t2\tx\ttrue\t2.5\t9000\tnil"});
}

TEST_P(SharedValues, are_one_for_threads_and_copies_for_processes) {
    EXPECT_EQ(printed(R"(
own, shared = variable("a"), variable("a", { mmap = true })
function writes() own.value = own.value .. "b" shared.value = shared.value .. "b" return own.value end
function main() own.value = "m" local seen = await(spawn(writes)) print(seen, own.value, shared.value) end)"),
              Lines{GetParam() == Model::process_pool ? "ab\tm\tab"
                    : copies()                        ? "mb\tm\tab"
                                                      : "mb\tmb\tab"});
}

TEST_P(SharedValues, are_a_table_that_tasks_change_under_a_lock) {
    EXPECT_EQ(printed(R"(
counts, door = variable({}, { mmap = true }), mutex()
function count(word)
  door:lock() local t = counts.value t[word] = (t[word] or 0) + 1 counts.value = t door:unlock()
end
function main()
  local all = {} for _, w in ipairs({ "a", "b", "a" }) do all[#all + 1] = spawn(count, w) end
  gather(all) print(counts.value.a, counts.value.b)
end)"),
              Lines{"2\t1"});
}

TEST_P(SharedValues, that_nobody_holds_any_more_are_forgotten) {
    EXPECT_EQ(printed(R"(
v = variable("")
function writes(n) for i = 1, 40 do v.value = ("x"):rep(1000000) .. n .. i end return #v.value end
function main() v.value = "main" local n = await(spawn(writes, 1)) print(n + await(spawn(writes, 2)) > 2000000) end)"),
              Lines{"true"});
}

INSTANTIATE_TEST_SUITE_P(Models, SharedValues,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

// ---- What is told.

/// What is said of each load and store.
Lines told_of(const Trace& trace) {
    const Timeline timeline(trace);
    const TaskNames names(trace);
    const PolicyChoices choices;
    Moment moment(trace.header());
    Lines told;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        moment.apply(trace[i], i, trace.text_of(i));
        if (trace[i].kind == EventKind::store || trace[i].kind == EventKind::load)
            told.push_back(event_in_words(trace, moment, timeline, Speech(names, trace.header().words),
                                          [&]() -> const PolicyChoices& { return choices; }));
    }
    return told;
}

std::unique_ptr<Trace> greeting() {
    return told_by(
        "v = variable('a') w = variable(3)\nfunction main() v.value = 'two\\nlines' local x = v.value v.value = { 1, "
        "'b' } v.value = nil v.value = 'end' end\n");
}

TEST(SharedText, is_narrated_in_quotes_and_in_one_line) {
    const auto trace = greeting();
    const Lines told = told_of(*trace);
    ASSERT_EQ(told.size(), 5U);
    EXPECT_EQ(told[0], "Main writes \"two lines\" into v (line 2).");
    EXPECT_EQ(told[1], "Main reads \"two lines\" from v (line 2).");
    EXPECT_EQ(told[2], "Main writes {1, \"b\"} into v (line 2).");
    EXPECT_EQ(told[3], "Main writes nil into v (line 2).");
}

TEST(SharedText, is_the_value_of_the_variable_at_each_moment_and_in_json) {
    const auto trace = greeting();
    EXPECT_EQ(text_of(moment_after(*trace, 1).value_of(ResourceId{0})), "\"a\"");
    const Metrics figures = metrics_of(*trace);
    EXPECT_EQ(text_of(figures.variables.at(0).value), "\"end\"");
    EXPECT_EQ(workspace::json_of(figures.variables.at(0).value), "end");
    EXPECT_EQ(workspace::json_of(ShownCell{Cell::packed(1), "nil"}), nullptr);
    EXPECT_EQ(workspace::json_of(ShownCell{Cell::packed(1), "{1, \"b\"}"}), "{1, \"b\"}");
    EXPECT_FALSE(figure_named(figures, "v"));
    EXPECT_EQ(figure_named(figures, "w").value().value, 3);
}

TEST(SharedText, that_is_overwritten_is_a_lost_update_of_words) {
    const auto trace = told_by(R"(
v = variable("")
function adds(word) local before = v.value sleep(1) v.value = before .. word end
function main() gather({ spawn(adds, "x"), spawn(adds, "y") }) end)");
    EXPECT_EQ(text_of(metrics_of(*trace).variables.at(0).value), "\"y\"");
    const std::string last = told_of(*trace).back();
    EXPECT_NE(last.find("what adds x wrote meanwhile, \"x\", is lost"), std::string::npos) << last;
}

TEST(SharedText, is_explored_and_told_apart_in_every_order) {
    const auto story = loaded(R"(
v = variable("nobody", { mmap = true })
function writes(name) v.value = name end
function main() gather({ spawn(writes, "Ada"), spawn(writes, "Bob") }) end)");
    for (const Model model : {Model::threads, Model::processes, Model::event_loop}) {
        RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
        for (const Exploration& found : {explore(all, {}), explore_reduced(reduced, {})}) {
            std::set<std::string> last;
            for (const ExploredResult& result : found.results) last.insert(text_of(result.variables.at(0).second));
            EXPECT_EQ(last, (std::set<std::string>{"\"Ada\"", "\"Bob\""})) << name_of(model);
        }
    }
}

}  // namespace
}  // namespace simul::testing
