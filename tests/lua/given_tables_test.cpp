// Tables given to a task are copies here, and shared in Python: who changes one is told so.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/note_words.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

std::vector<Finding> changed_copies_in(const Trace& trace) {
    std::vector<Finding> found = findings_of(trace);
    std::erase_if(found, [](const Finding& it) { return it.kind != FindingKind::changed_copy; });
    return found;
}

std::vector<Finding> changed_copies(const std::string& text, Model model) {
    return changed_copies_in(*told_by(text, model));
}

constexpr const char* kFills = R"(
function fill(name, list) list[#list + 1] = name end
function main() local list = { "milk" } await(spawn(fill, "tea", list)) end)";

class GivenTables : public ::testing::TestWithParam<Model> {};

TEST_P(GivenTables, that_a_task_changes_are_told_where_Python_shares_them) {
    const std::vector<Finding> found = changed_copies(kFills, GetParam());
    ASSERT_EQ(found.size(), copies_variables(GetParam()) ? 0U : 1U);
    if (found.empty()) return;
    EXPECT_EQ(
        found[0].text,
        std::string("fill tea changed the table that it was given as argument 2. It is a copy: that of main stays "
                    "as it was. In Python ") +
            (GetParam() == Model::event_loop ? "coroutines" : "threads") +
            " share such a table with who starts them; to have that, make it a shared_table{ … }.");
    EXPECT_FALSE(condemns(found[0].kind));
}

TEST_P(GivenTables, are_told_of_once_for_all_tasks_that_did_so) {
    if (copies_variables(GetParam())) GTEST_SKIP() << "they are copies in Python, too";
    const std::vector<Finding> found = changed_copies(R"(
function fill(list) list.more = true error("and fails") end
function main() for i = 1, 3 do pcall(await, spawn(fill, { i })) end end)",
                                                      GetParam());
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].tasks.size(), 3U);
    EXPECT_NE(found[0].text.find(" 2 other tasks did the same."), std::string::npos) << found[0].text;
}

INSTANTIATE_TEST_SUITE_P(EveryModel, GivenTables,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(GivenTable, that_is_only_read_or_made_anew_is_not_told) {
    for (const char* body :
         {"return list[1] + #list.inner", "list = { 2 } list[1] = 3", "list[1] = 7 list[1] = 1",
          "local other = {} for k, v in pairs(list) do other[k] = v end other[1] = 2", "ages.Ada = 1"})
        EXPECT_TRUE(changed_copies("ages = shared_table{}\nfunction look(list, ages) " + std::string(body) +
                                       " end\nfunction main() await(spawn(look, { 1, inner = { 2 } }, ages)) end",
                                   Model::threads)
                        .empty())
            << body;
}

TEST(GivenTable, is_told_of_what_is_deep_in_it_and_of_what_cannot_travel) {
    for (const char* body : {"list.inner[1] = 3", "list.f = print", "list.inner = nil", "list[1] = 1.5",
                             "for i = 1, 5000 do list[i] = i end"})
        EXPECT_EQ(changed_copies("function change(list) " + std::string(body) +
                                     " end\nfunction main() await(spawn(change, { 1, inner = { 2 } })) end",
                                 Model::threads)
                      .size(),
                  1U)
            << body;
}

/// Whoever gets it back sees the change, so nobody is said not to.
TEST(GivenTable, that_is_changed_and_given_back_is_seen_changed) {
    const auto trace = told_by(R"(
function change(list) list[1] = 9 return list end
function main() local list = { 1 } print(await(spawn(change, list))[1], list[1]) end)");
    EXPECT_EQ(printed_in(*trace), (std::vector<std::string>{"9\t1"}));
    ASSERT_EQ(changed_copies_in(*trace).size(), 1U);
    const std::string told =
        changed_copies_in(*trace)[0].text + note_in_words(NoteKind::changed_copy, "1", "f", "", "");
    EXPECT_EQ(told.find("see"), std::string::npos) << told;
    EXPECT_NE(told.find("f has changed its copy of a table; what was copied stays as it was."), std::string::npos)
        << told;
}

TEST(GivenTable, from_another_machine_is_a_copy_in_every_language) {
    EXPECT_TRUE(changed_copies(R"(
nodes = { { name = "here", cores = 1 }, { name = "there", cores = 1 } }
function fill(list) list[1] = 2 end
function main() spawn_on("there", fill, { 1 }) end)",
                               Model::threads)
                    .empty());
}

/// A task that has changed its table is in another state than one that has not, though it looks at it no more.
TEST(GivenTable, counts_in_each_order_in_which_it_is_changed) {
    const auto story = loaded(R"(
turn = variable(0)
function fill(list)
  if turn.value == 1 then list[1] = 2 end
  list = nil
  turn.value = 3
end
function main()
  local task = spawn(fill, { 1 })
  turn.value = 1
  await(task)
end)");
    RehearsedStory explored(*story, simulated(Model::threads));
    const Exploration found = explore(explored, {});
    ASSERT_TRUE(found.complete);
    const auto changed = std::find_if(found.findings.begin(), found.findings.end(),
                                      [](const ExploredFinding& it) { return it.kind == FindingKind::changed_copy; });
    ASSERT_NE(changed, found.findings.end());
    EXPECT_EQ(changed->count.text() + " of " + found.interleavings.text(), "1 of 3");
    for (const ExploredResult& result : found.results) EXPECT_FALSE(result.fails);
}

// ---- What does not travel.

TEST(Objects, of_a_task_do_not_travel) {
    for (const char* object : {"generator(g)", "greenlet(g)", "pool()", "{ inner = greenlet(g) }"})
        for (const char* how : {"spawn(look, it)", "c:send(it)", "future():set_result(it)", "v.value = it"}) {
            const auto trace = told_by(
                "v, c = variable(0), channel(2) function g() end function look() end\n"
                "function main() local it = " +
                    std::string(object) + " " + how + " end",
                Model::event_loop);
            EXPECT_NE(failure_in(*trace).find("cannot travel"), std::string::npos)
                << object << " " << how << " " << failure_in(*trace);
        }
}

}  // namespace
}  // namespace simul::testing
