// Shared tables: each entry is read and written by itself, on every model; who sees it, races in it, and what is told.
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/policy_choices.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/variables.h"
#include "engine/run/settings.h"
#include "engine/trace/task_names.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using TableLines = std::vector<std::string>;

class SharedTables : public ::testing::TestWithParam<Model> {
  public:
    TableLines printed(const std::string& text) {
        const auto trace = told_by(text, GetParam());
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        EXPECT_EQ(failure_in(*trace), "");
        return printed_in(*trace);
    }
    bool copies() const { return copies_variables(GetParam()); }
};

TEST_P(SharedTables, are_read_and_written_in_place) {
    EXPECT_EQ(printed(R"(
ages = shared_table({ Ada = 36, [2.0] = "two", [true] = 1.5 }, { mmap = true })
function note(name, age) ages[name] = age end
function main()
  await(spawn(note, "Bob", 41)) ages.Ada = nil ages[3] = { 1, { k = "v" } }
  print(ages.Ada, ages.Bob, ages[2], ages[true], ages[3][2].k, ages[nil], ages.nobody)
  for key, value in pairs(ages) do print(key, type(value)) end
end)"),
              (TableLines{"nil\t41\ttwo\t1.5\tv\tnil\tnil", "2\tstring", "3\ttable", "Bob\tnumber", "true\tnumber"}));
}

TEST_P(SharedTables, are_joined_sorted_unpacked_and_moved_as_other_lists) {
    EXPECT_EQ(printed(R"(
list = shared_table({ 5, 9, 7 }, { mmap = true })
function sorts() table.sort(list, function(a, b) return a > b end) end
function main()
  print(table.concat(list, "-"), table.concat(list, ",", 2, 3), unpack(list))
  await(spawn(sorts)) print(table.unpack(list, 2))
  table.sort(list) print(list[1], list[2], list[3], #list)
  table.move(list, 1, 3, 2) print(unpack(list))
  print(unpack(table.move(list, 1, 2, 1, {}))) print(#table.move({ 1, 2 }, 1, 2, 5, list), list[5], list[6])
  print(select(2, pcall(table.concat, { {} })))
  table.sort(list, function(a, b) return (a + list[1] * 0) < b end) print(list[1], list[#list])
  print(select(2, pcall(table.move, list)))
  local plain = { 3, 1, 2 } table.sort(plain) print(table.concat(plain, " "), unpack(plain))
end)"),
              (TableLines{"5-9-7\t9,7\t5\t9\t7", "7\t5", "5\t7\t9\t3", "5\t5\t7\t9", "5\t5", "6\t1\t2",
                          "invalid value (table) at index 1 in table for 'concat'", "1\t9",
                          "story.lua:12: table.move takes a list and three positions, as in table.move(list, 1, 3, 2)",
                          "1 2 3\t1\t2\t3"}));
}

TEST_P(SharedTables, are_lists_that_grow_and_shrink_in_one_step) {
    EXPECT_EQ(
        printed(R"(
list = shared_table({ 5, 7 }, { mmap = true })
function adds(x) table.insert(list, x) end
function main()
  gather{ spawn(adds, 9), spawn(adds, 9) }
  table.insert(list, 1, "first") list[#list + 1] = "last"
  for i, x in ipairs(list) do print(i, x) end
  print(table.remove(list, 1), table.remove(list), #list, list[1], list[4], list[5])
  while table.remove(list) do end
  print(#list, table.remove(list))
end)"),
        (TableLines{"1\tfirst", "2\t5", "3\t7", "4\t9", "5\t9", "6\tlast", "first\tlast\t4\t5\t9\tnil", "0\tnil"}));
}

TEST_P(SharedTables, are_one_for_threads_and_copies_for_processes) {
    EXPECT_EQ(printed(R"(
own, all = shared_table{ n = 1 }, shared_table({ n = 1 }, { mmap = true })
function adds() own.n = own.n + 1 all.n = all.n + 1 return own.n end
function main() own.n = 5 print(await(spawn(adds)), own.n, all.n) end)"),
              TableLines{GetParam() == Model::process_pool ? "2\t5\t2"
                         : copies()                        ? "6\t5\t2"
                                                           : "6\t6\t2"});
}

TEST_P(SharedTables, in_shared_tables_are_shared_too) {
    EXPECT_EQ(printed(R"(
board = shared_table({ { 1, 2 }, { 3, 4 }, size = { wide = 2 } }, { mmap = true })
function plays() board[1][2] = 9 board.size.wide = 3 end
function main() await(spawn(plays)) print(board[1][2], board[2][1], board.size.wide, #board) end)"),
              TableLines{"9\t3\t3\t2"});
}

TEST_P(SharedTables, go_to_tasks_as_the_same_table) {
    EXPECT_EQ(printed(R"(
ages, box = shared_table({}, { mmap = true }), channel(1)
function note(table) table.Ada = 36 box:send(table) end
function main() await(spawn(note, ages)) box:receive().Bob = 41 print(ages.Ada, ages.Bob) end)"),
              TableLines{"36\t41"});
}

INSTANTIATE_TEST_SUITE_P(EveryModel, SharedTables,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

// ---- What is told.

constexpr const char* kTwoCount = R"(
counts = shared_table({ a = 0, b = 0 }, { mmap = true })
function count(word) counts[word] = counts[word] + 1 end
function main()
  gather{ spawn(count, "a"), spawn(count, WHICH) }
  expect(counts.a + counts.b == 2, "both are counted")
end)";

std::string two_count(const std::string& which) {
    std::string text = kTwoCount;
    return text.replace(text.find("WHICH"), 5, "\"" + which + "\"");
}

/// What is said of each event of an entry.
TableLines told_of_entries(const Trace& trace) {
    const Timeline timeline(trace);
    const TaskNames names(trace);
    const PolicyChoices choices;
    Moment moment(trace.header());
    TableLines told;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        moment.apply(trace[i], i, trace.text_of(i));
        if (is_operation(trace[i].kind) && is_on_table(operation_of(trace[i].kind)))
            told.push_back(event_in_words(trace, moment, timeline, Speech(names, trace.header().words),
                                          [&]() -> const PolicyChoices& { return choices; }));
    }
    return told;
}

/// All that the orders of operations come to, however they are searched.
std::set<std::string> ends_of(const std::string& text, Model model, bool reduces) {
    const auto story = loaded(text);
    RehearsedStory rehearsed(*story, simulated(model));
    std::set<std::string> ends;
    for (const ExploredResult& result : (reduces ? explore_reduced(rehearsed, {}) : explore(rehearsed, {})).results)
        ends.insert(text_of(result.variables.at(0).second));
    return ends;
}

std::uint64_t classes_of(const std::string& text) {
    const auto story = loaded(text);
    RehearsedStory rehearsed(*story, simulated(Model::threads));
    return explore_reduced(rehearsed, {}).interleavings.small().value_or(0);
}

TEST(EntriesOfSharedTables, race_and_lose_updates_one_by_one) {
    for (const Model model : {Model::threads, Model::processes}) {
        const auto same = findings_of(*told_by(two_count("a"), model));
        ASSERT_EQ(same.size(), 1u) << name_of(model);
        EXPECT_EQ(same[0].kind, FindingKind::data_race);
        EXPECT_NE(same[0].text.find("Data race on counts.a: "), std::string::npos) << same[0].text;
        EXPECT_TRUE(findings_of(*told_by(two_count("b"), model)).empty()) << name_of(model);
    }
}

TEST(EntriesOfSharedTables, are_appended_to_without_a_race) {
    EXPECT_TRUE(findings_of(*told_by(R"(
list = shared_table{}
function adds(x) table.insert(list, x) end
function main() gather{ spawn(adds, 1), spawn(adds, 2) } print(#list, list[1], list[2]) end)",
                                     Model::threads))
                    .empty());
}

TEST(EntriesOfSharedTables, are_told_in_words_and_shown_at_each_moment) {
    const auto trace = told_by(R"(
ages = shared_table{ Ada = 36, 7 }
function main()
  ages.Bob = ages.Ada  table.insert(ages, "x")  table.remove(ages, 1)  ages.Ada = nil  print(#ages)
  for key in pairs(ages) do end
end)",
                               Model::threads);
    EXPECT_EQ(
        told_of_entries(*trace),
        (TableLines{"Main reads Ada = 36 from ages (line 4).", "Main writes Bob = 36 into ages (line 4).",
                    "Main inserts [2] = \"x\" into ages (line 4).", "Main removes [1] = 7 from ages (line 4).",
                    "Main writes Ada = nil into ages (line 4).", "Main looks how long ages is (line 4): 1.",
                    "Main walks through ages (line 5): [1] = \"x\".", "Main walks through ages (line 5): Bob = 36.",
                    "Main walks through ages (line 5): no more."}));
    VariableFold fold(trace->header());
    TableLines seen{text_of(fold.value(ResourceId{0}, kMainTask))};
    for (std::size_t i = 0; i < trace->size(); ++i) {
        fold.apply((*trace)[i], trace->text_of(i));
        if (std::string now = text_of(fold.value(ResourceId{0}, kMainTask)); now != seen.back()) seen.push_back(now);
    }
    EXPECT_EQ(seen, (TableLines{"{7, Ada = 36}", "{7, Ada = 36, Bob = 36}", "{7, \"x\", Ada = 36, Bob = 36}",
                                "{\"x\", Ada = 36, Bob = 36}", "{\"x\", Bob = 36}"}));
}

TEST(EntriesOfSharedTables, that_are_shared_tables_are_shown_by_name) {
    const auto trace = told_by("b = shared_table{ { 1 }, k = { 2 } }\nfunction main() b[1][1] = 5 end");
    VariableFold fold(trace->header());
    const ResourceId outer{2};
    EXPECT_EQ(text_of(fold.value(outer, kMainTask)), "{b[1], k = b.k}");
    for (std::size_t i = 0; i < trace->size(); ++i) fold.apply((*trace)[i], trace->text_of(i));
    EXPECT_EQ(text_of(fold.value(outer, kMainTask)), "{b[1], k = b.k}");
}

TEST(EntriesOfSharedTables, that_somebody_overwrites_are_told) {
    const auto trace = told_by(R"(
counts = shared_table{ a = 0, b = 0 }
function count(word) local before = counts[word] sleep(1) counts[word] = before + 1 end
function main() gather{ spawn(count, "a"), spawn(count, "a"), spawn(count, "b") } end)");
    std::string lost;
    for (const std::string& sentence : told_of_entries(*trace))
        if (sentence.find("is lost") != std::string::npos) lost += sentence;
    EXPECT_EQ(lost,
              "Count a (task 2) writes a = 1 into counts (line 3). It had read a = 0: what count a (task 1) wrote "
              "meanwhile, a = 1, is lost.");
}

TEST(EntriesOfSharedTables, are_explored_in_every_order) {
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::process_pool})
        for (const bool reduces : {false, true})
            EXPECT_EQ(ends_of(two_count("a"), model, reduces),
                      (std::set<std::string>{"{a = 1, b = 0}", "{a = 2, b = 0}"}))
                << name_of(model) << reduces;
    EXPECT_EQ(ends_of(two_count("a"), Model::event_loop, false), (std::set<std::string>{"{a = 2, b = 0}"}));
    const std::string lists = R"(
list = shared_table({ 1 }, { mmap = true })
function adds(x) table.insert(list, x) end
function pushes(x) list[#list + 1] = x end
function takes() table.remove(list, 1) list[1] = list[1] or "none" end
function main() gather{ spawn(adds, "a"), spawn(pushes, "b"), spawn(takes) } end)";
    EXPECT_EQ(ends_of(lists, Model::threads, false), ends_of(lists, Model::threads, true));
    EXPECT_GT(ends_of(lists, Model::threads, false).size(), 4u);
}

TEST(EntriesOfSharedTables, change_places_if_they_are_different) {
    const std::string story = R"(
t = shared_table{ a = 1, b = 1 }
function reads(k) local x = t[k] end
function writes(k) t[k] = 2 end
function measures() local n = #t end
function main() local one, other = spawn(FIRST), spawn(SECOND) await(one) await(other) end)";
    const auto classes = [&](const std::string& first, const std::string& second) {
        std::string text = story;
        text.replace(text.find("FIRST"), 5, first);
        return classes_of(text.replace(text.find("SECOND"), 6, second));
    };
    EXPECT_EQ(classes("writes, 'a'", "writes, 'b'"), 1);
    EXPECT_EQ(classes("reads, 'a'", "reads, 'a'"), 1);
    EXPECT_EQ(classes("reads, 'a'", "writes, 'b'"), 1);
    EXPECT_EQ(classes("reads, 'a'", "writes, 'a'"), 2);
    EXPECT_EQ(classes("measures", "writes, 'c'"), 2);
    EXPECT_EQ(classes("measures", "reads, 'a'"), 1);
}

/// As a window knows the story: what resources hold stays with who runs it.
TEST(EntriesOfSharedTables, may_be_described_without_what_they_hold) {
    ScenarioDescription story = loaded("ages = shared_table{ Ada = 36 } function main() end")->description();
    EXPECT_EQ(resources_of(story, simulated(Model::threads)).at(0).shown, "Ada = 36\n");
    story.resources.at(0).content.clear();
    EXPECT_EQ(resources_of(story, simulated(Model::threads)).at(0).shown, "");
}

std::string shown_at_the_end(const std::string& body) {
    const auto trace = told_by("t = shared_table{}\nfunction main() " + body + " end", Model::threads);
    return metrics_of(*trace).variables.at(0).value.text;
}

TEST(EntriesOfSharedTables, that_are_tables_are_called_as_events_call_entries) {
    const ScenarioDescription story =
        loaded("t = shared_table{ { 1 }, Bob = { 2 }, ['a=b'] = { 3 } } function main() end")->description();
    const std::vector<ResourceInfo> tables = resources_of(story, simulated(Model::threads));
    std::set<std::string> names;
    for (const ResourceInfo& table : tables) {
        names.insert(table.name.substr(0, 9));
        EXPECT_EQ(kind_in_words(table), "shared table");
    }
    EXPECT_EQ(names, (std::set<std::string>{"t", "t[1]", "t.Bob", "t[\"a b\" #"}));
}

TEST(EntriesOfSharedTables, have_a_name_each) {
    EXPECT_EQ(shown_at_the_end("t[0.3] = 2 t[0.1 + 0.2] = 1 t[0.1 + 0.2] = nil"), "{[0.3] = 2}");
    EXPECT_EQ(shown_at_the_end("t[0.3] = 2 t[0.1 + 0.2] = 1"), "{[0.3] = 2, [0.30000000000000004] = 1}");
    const std::string one = shown_at_the_end("t[('k'):rep(60) .. 240] = 1"), other = "('k'):rep(60) .. 1047";
    EXPECT_EQ(shown_at_the_end("t[('k'):rep(60) .. 240] = 1 t[" + other + "] = 2 t[" + other + "] = nil"), one);
}

TEST(EntriesOfSharedTables, of_a_list_make_room_and_close_up_around_other_keys) {
    EXPECT_EQ(shown_at_the_end("t[1] = 'a' t[2] = 'b' t[2.5] = 'x' t.y = 'z' table.insert(t, 1, 'n')"),
              "{\"n\", \"a\", [2.5] = \"x\", \"b\", y = \"z\"}");
    EXPECT_EQ(printed_in(
                  *told_by("t = shared_table{}\nfunction main() t[2.5] = 0 for i = 1, 300 do table.insert(t, 1, i) end "
                           "print(#t, t[1], t[300], t[2.5]) for i = 1, 299 do table.remove(t, 1) end "
                           "print(#t, t[1], t[2.5]) end",
                           Model::threads)),
              (TableLines{"300\t300\t1\t0", "1\t1\t0"}));
}

TEST(EntriesOfSharedTables, say_what_cannot_be) {
    const auto refused = [](const std::string& body) {
        return printed_in(*told_by("ages = shared_table{ 5 }\nfunction main() print(select(2, pcall(function() " +
                                       body + " end))) end",
                                   Model::threads))
            .at(0);
    };
    EXPECT_NE(refused("ages[0/0] = 1").find("nan"), std::string::npos);
    EXPECT_NE(refused("ages[{}] = 1").find("the keys of a shared table are numbers, texts and truth values"),
              std::string::npos);
    EXPECT_NE(refused("ages.f = print").find("a shared table cannot hold this: a function"), std::string::npos);
    EXPECT_NE(refused("ages.row = { 1 } ages.row[1] = 2").find("write to a copy: what stands in ages"),
              std::string::npos);
    EXPECT_NE(refused("table.remove(ages, 4)").find("takes a position from 1 to 1, as it has one entry now"),
              std::string::npos);
    EXPECT_NE(refused("table.insert(ages, 0, 1)").find("takes a position from 1 to 2"), std::string::npos);
    EXPECT_NE(refused("print(ages + 1)").find("ages is a shared table, and has no value"), std::string::npos);
    const std::string copy = "v = variable({})\nfunction main() ";
    for (const char* lost : {"v.value[1] = 5", "v.value.a.b = 5", "table.insert(v.value, 5)"})
        EXPECT_NE(refusal_of(copy + lost + " end").find("story.lua:2: this changes a copy: v.value"), std::string::npos)
            << lost;
    for (const char* fine :
         {"local x = v.value[1] == 5", "local t = v.value t[1] = 5", "local o = { v = {} } o.v.value = 1"})
        EXPECT_EQ(refusal_of(copy + fine + " end"), "") << fine;
    EXPECT_NE(refusal_of("a = shared_table{}\na.b = 1\nfunction main() end").find("while the file loads"),
              std::string::npos);
    EXPECT_NE(refusal_of("a = shared_table{}\nfunction main() a:append(1) end").find("write table.insert(a, value)"),
              std::string::npos);
    EXPECT_NE(refused("for i = 1, 10 do ages[i] = ('x'):rep(9000000) end").find("64 MB"), std::string::npos);
}

}  // namespace
}  // namespace simul::testing
