// select: whichever of several channels has a message first.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <utility>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr Model kAllButOne[] = {Model::threads,    Model::threads_gil, Model::processes,
                                Model::event_loop, Model::thread_pool, Model::process_pool};

const std::string kChannels = "a, b, hands = channel(2), channel(2), channel(0)\n";

Lines chosen_on(Model model, const std::string& text) {
    const auto trace = told_by(kChannels + text, model);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
    EXPECT_EQ(failure_in(*trace), "");
    return printed_in(*trace);
}

void expect_chosen_on_all(const std::string& text, const Lines& lines) {
    for (const Model model : kAllButOne) EXPECT_EQ(chosen_on(model, text), lines) << name_of(model);
}

TEST(Select, gives_the_channel_that_has_a_message_first_and_the_message) {
    expect_chosen_on_all(R"(
function sends() sleep(1) b:send("from b") sleep(1) a:send("from a") end
function main()
  local task = spawn(sends)
  for i = 1, 2 do
    local from, message = select{ a, b }
    print(from == a, from == b, message, now())
  end
  await(task)
end)",
                         {"false\ttrue\tfrom b\t1.0", "true\tfalse\tfrom a\t2.0"});
}

TEST(Select, takes_the_first_in_the_list_if_several_have_one) {
    expect_chosen_on_all(R"(
function main()
  b:send(1) a:send(2) a:send(3)
  for i = 1, 3 do print(select(2, select{ a, b })) end
  print(a:length(), b:length())
end)",
                         {"2", "3", "1", "0\t0"});
}

TEST(Select, raises_timeout_and_leaves_what_comes_later_to_others) {
    expect_chosen_on_all(R"(
function sends() sleep(2) a:send("late") end
function main()
  local task = spawn(sends)
  print(pcall(select, { a, b, hands, timeout = 1 })) print(now())
  print(a:receive(), now())
  await(task)
end)",
                         {"false\ttimeout", "1.0", "late\t2.0"});
}

TEST(Select, gives_nil_of_a_channel_that_is_closed) {
    expect_chosen_on_all(R"(
function closes() sleep(1) b:close() end
function main()
  local task = spawn(closes)
  local from, message = select{ a, b } print(from == b, message)
  from, message = select{ a, b } print(from == b, message)
  await(task)
end)",
                         {"true\tnil", "true\tnil"});
}

TEST(Select, meets_who_sends_where_nothing_is_kept) {
    expect_chosen_on_all(R"(
function sends(i) sleep(i) hands:send(i) print("sent", i, now()) end
function main()
  local one, two = spawn(sends, 1), spawn(sends, 2)
  for i = 1, 2 do print(select(2, select{ a, hands })) end
  await(one) await(two)
  print(hands:try_send(1))
end)",
                         {"sent\t1\t1.0", "1", "sent\t2\t2.0", "2", "false"});
    EXPECT_EQ(chosen_on(Model::event_loop, R"(
function selects() print(select(2, select{ a, hands })) end
function main()
  local task = spawn(selects) sleep(1)
  print(hands:try_send("now")) await(task)
end)"),
              (Lines{"true", "now"}));
}

TEST(Select, of_two_tasks_shares_the_messages_and_loses_none) {
    expect_chosen_on_all(R"(
function selects(who) for i = 1, 2 do local _, m = select{ a, b } b2:add(m) end end
b2 = variable(0, { mmap = true })
function main()
  local tasks = { spawn(selects, 1), spawn(selects, 2) } sleep(1)
  for i = 1, 4 do (i % 2 == 0 and a or b):send(i) end
  gather(tasks) print(b2.value, a:length(), b:length())
end)",
                         {"10\t0\t0"});
}

TEST(Select, stands_behind_who_waits_for_one_channel_alone) {
    EXPECT_EQ(chosen_on(Model::event_loop, R"(
function selects() print("selects", select(2, select{ a, b })) end
function receives() print("receives", a:receive()) end
function main()
  local tasks = { spawn(selects), spawn(receives) } sleep(1)
  a:send(1) a:send(2) gather(tasks)
end)"),
              (Lines{"receives\t1", "selects\t2"}));
}

/// Woken for the message, and cancelled before it could take it.
TEST(Select, hands_on_what_was_kept_for_it_if_it_is_cancelled) {
    for (const char* other : {"select(2, select{ b, a })", "a:receive()"})
        EXPECT_EQ(chosen_on(Model::event_loop, std::string(R"(
function selects(i) print(i, select(2, select{ a, b })) end
function other() print("other", )") + other + R"() end
function main()
  local first = spawn(selects, 1) yield()
  local task
  a:send("message") first:cancel()
  task = spawn(other)
  await(task) print(first:cancelled(), a:length())
end)"),
                  (Lines{"other\tmessage", "true\t0"}))
            << other;
    EXPECT_EQ(chosen_on(Model::event_loop, R"(
function selects(i) print(i, select(2, select{ a, b })) end
function main()
  local first, second = spawn(selects, 1), spawn(selects, 2) yield()
  a:send("message") first:cancel()
  await(second) print(first:cancelled(), a:length())
end)"),
              (Lines{"2\tmessage", "true\t0"}));
}

/// How runs end, each once, with the value of the story's variable `v`.
std::set<std::pair<Outcome, std::int64_t>> ends_of(const Exploration& found) {
    std::set<std::pair<Outcome, std::int64_t>> ends;
    for (const ExploredResult& result : found.results) {
        const auto v = std::find_if(result.variables.begin(), result.variables.end(),
                                    [](const auto& it) { return it.first == "v"; });
        ends.emplace(result.outcome, v == result.variables.end() ? 0 : v->second.bits);
    }
    return ends;
}

TEST(Select, has_the_same_ends_in_all_orders_and_in_one_of_each_class) {
    const char* const stories[] = {
        "v = variable(0) r, q = channel(1), channel(1)\n"
        "function sends(c, n) c:send(n) end\n"
        "function main()\n"
        "  local a, b = spawn(sends, r, 1), spawn(sends, q, 2)\n"
        "  local _, got = select{ r, q } v.value = got gather{ a, b }\n"
        "end",
        "v = variable(0) r = channel(0)\n"
        "function sends() pcall(r.send, r, 1, 1) end\n"
        "function main() local a = spawn(sends) local _, got = select{ r } v.value = got gather{ a } end",
        "v = variable(0) r, q = channel(0), channel(1)\n"
        "function sends(c, n) pcall(c.send, c, n, 1) end\n"
        "function takes() local _, got = select{ q, r, timeout = 1 } v.value = 10 * v.value + (got or 9) end\n"
        "function main() gather{ spawn(sends, r, 1), spawn(sends, q, 2), spawn(takes), spawn(takes) } end"};
    for (const char* const text : stories)
        for (const Model model : {Model::threads, Model::event_loop}) {
            const auto story = loaded(text);
            RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
            EXPECT_EQ(ends_of(explore_reduced(reduced, {})), ends_of(explore(all, {}))) << name_of(model) << "\n"
                                                                                        << text;
        }
}

TEST(Select, says_what_it_takes) {
    EXPECT_EQ(failure_of("select{}"),
              "story.lua:5: in task main: select takes a list of 1 to 8 channels, but was given 0");
    EXPECT_NE(failure_of("select{ m }").find("story.lua:5: in task main: select"), std::string::npos);
    EXPECT_EQ(
        failure_of("select{ c, until_time = 5 }"),
        "story.lua:5: in task main: select takes channels, as in select{a, b}, and the option timeout: it does not "
        "know until_time");
    EXPECT_EQ(printed_by("print(select('#', 1, 2), select(2, 'x', 'y'))"), (Lines{"2\ty"}));
}

TEST(Select, is_told_as_a_wait_for_any_of_them) {
    const auto trace = told_by(kChannels + "function main()\n  select{ a, b, hands }\nend");
    EXPECT_EQ(outcome_of(*trace), Outcome::deadlock);
    const std::vector<Finding> found = findings_of(*trace);
    ASSERT_FALSE(found.empty());
    EXPECT_NE(found[0].text.find("waits for a message from a or 2 other channels (line 3)"), std::string::npos)
        << found[0].text;
}

}  // namespace
}  // namespace simul::testing
