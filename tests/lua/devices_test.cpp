// Requests to devices, in simulated time on every model, and in all orders of conducted runs.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;
constexpr Model kModels[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                             Model::event_loop, Model::thread_pool, Model::process_pool};

/// When the mark was set last, in seconds.
double marked(const Trace& trace, std::string_view name) {
    double at = -1;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::mark && trace.text_of(i) == name) at = seconds_of(trace[i].time);
    return at;
}

// ---- How long requests take.

/// Twenty pages of 50 000 bytes, 20 ms to the first byte, 12.5 million bytes a second for all.
TEST(Pages, share_the_link_whichever_way_they_are_fetched) {
    const std::string story = R"(
web = http_server{ latency = 0.02, bandwidth = 12.5e6 }
function fetch(i) measure("bytes", web:get("page " .. i, 50000)) end
function main()
  local pages = {}
  for i = 1, 20 do pages[i] = spawn(fetch, i) end
  for i = 1, 20 do await(pages[i]) end
  mark("all")
end)";
    const double together = 0.02 + 20 * 0.004, one_by_one = 20 * 0.024, by_four = 5 * (0.02 + 4 * 0.004);
    for (const Model model : kModels) {
        const auto trace = told_by(story, model);
        const double expected = model == Model::sequential ? one_by_one : is_pool(model) ? by_four : together;
        EXPECT_DOUBLE_EQ(marked(*trace, "all"), expected) << name_of(model);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    }
}

TEST(Pages, of_different_lengths_end_when_their_shares_are_through) {
    // 3 and 1 units: the short one has half of the link until 2, then the long one has all of it until 4.
    const auto trace = told_by(R"(
web = http_server{ latency = 0, bandwidth = 1000 }
function fetch(name, bytes) web:get(name, bytes) mark(name) end
function main() spawn(fetch, "long", 3000) spawn(fetch, "short", 1000) end)");
    EXPECT_DOUBLE_EQ(marked(*trace, "short"), 2);
    EXPECT_DOUBLE_EQ(marked(*trace, "long"), 4);
}

TEST(Pages, wait_in_line_where_few_are_served_at_a_time) {
    const auto trace = told_by(R"(
web = http_server{ latency = 1, at_once = 2 }
function fetch(name) web:get(name) mark(name) end
function main() spawn(fetch, "a") spawn(fetch, "b") spawn(fetch, "c") end)");
    EXPECT_DOUBLE_EQ(marked(*trace, "a"), 1);
    EXPECT_DOUBLE_EQ(marked(*trace, "b"), 1);
    EXPECT_DOUBLE_EQ(marked(*trace, "c"), 2);
}

TEST(Pages, are_answered_with_an_error_as_often_as_the_server_says) {
    const auto trace = told_by(R"(
web = http_server{ latency = 0, errors = 0.25 }
function main()
  local failed = 0
  for i = 1, 1000 do if not pcall(web.get, web, "a") then failed = failed + 1 end end
  print(failed)
end)");
    const int count = std::stoi(printed_in(*trace).at(0));
    EXPECT_GT(count, 200);
    EXPECT_LT(count, 300);
}

TEST(Request, is_input_and_output_in_the_figures_and_needs_no_core) {
    const auto trace = told_by(R"(
web = http_server{ latency = 2 }
function fetch() web:get("a") compute(1) end
function main() gather{ spawn(fetch), spawn(fetch) } end)");
    const Metrics metrics = metrics_of(*trace);
    EXPECT_EQ(metrics.tasks[1].asleep, 2s);
    EXPECT_EQ(metrics.tasks[1].blocked, 0s);
    EXPECT_EQ(metrics.tasks[1].running, 1s);
}

// ---- On an event loop.

TEST(BlockingRequest, keeps_the_whole_loop_and_is_a_finding) {
    const std::string story = R"(
web = http_server{ latency = 2 }
function asks() web:blocking_get("a") end
function ticks() sleep(0.5) mark("tick") end
function main() gather{ spawn(asks), spawn(ticks) } end)";
    for (const Model model : kModels) {
        const auto trace = told_by(story, model);
        const bool loop = model == Model::event_loop;
        EXPECT_DOUBLE_EQ(marked(*trace, "tick"), loop || model == Model::sequential ? 2.5 : 0.5) << name_of(model);
        const std::vector<Finding> found = findings_of(*trace);
        EXPECT_EQ(std::count_if(found.begin(), found.end(),
                                [](const Finding& it) { return it.kind == FindingKind::loop_blocked; }),
                  loop ? 1 : 0)
            << name_of(model);
    }
}

TEST(CancelledRequest, frees_the_link_and_what_changes_the_device_goes_on) {
    const auto trace = told_by(R"(
web = http_server{ latency = 0, bandwidth = 1000 }
disk = folder{ latency = 2, bandwidth = 0 }
function long() local ok, why = pcall(web.get, web, "a", 9000) print(why) end
function short() web:get("b", 1000) mark("short") end
function writes() disk:write("f", 10) end
function main()
  local a, b, w = spawn(long), spawn(short), spawn(writes)
  sleep(1) a:cancel() w:cancel()
  gather{ a, b } sleep(2)
  print(disk:read("f"))
end)",
                               Model::event_loop);
    EXPECT_DOUBLE_EQ(marked(*trace, "short"), 1.5);  // half of it in the first second, alone then
    EXPECT_EQ(printed_in(*trace), (Lines{"cancelled", "10"}));
}

// ---- Time limits.

TEST(Request, that_takes_too_long_raises_timeout_on_every_model) {
    for (const Model model : kModels) {
        const auto trace = told_by(R"(
web = http_server{ latency = 2 }
function main()
  print(pcall(web.get, web, "a", 0, 1)) print(now())
  print(pcall(web.blocking_get, web, "a", 0, 1)) print(now())
  print(web:get("a", 7, 3), now())
end)",
                                   model);
        EXPECT_EQ(printed_in(*trace), (Lines{"false\ttimeout", "1.0", "false\ttimeout", "2.0", "7\t4.0"}))
            << name_of(model);
    }
}

// ---- What devices hold.

TEST(Folder, holds_what_was_written_as_far_as_there_is_room) {
    for (const Model model : kModels)
        EXPECT_EQ(printed_in(*told_by(R"(
disk = folder{ room = 1000 }
function main()
  print(disk:write("a", 600), disk:read("a"), disk:copy("a", "a"))
  print(pcall(disk.copy, disk, "a", "b"))
  print(disk:read("b"), disk:write("a", 100), disk:copy("a", "c"))
  print(pcall(disk.read, disk, "z"))
end)",
                                      model)),
                  (Lines{"600\t600\t600", "false\tno space is left: 400 of 600 bytes were written", "400\t100\t100",
                         "false\tno file has the name z"}))
            << name_of(model);
}

TEST(Database, changes_rows_one_at_a_time_and_reads_beside_them) {
    const std::string story = R"(
bank = database{ latency = 1 }
function adds(n) bank:add("sum", n) mark("added " .. n) end
function reads() bank:query("sum") mark("read") end
function main()
  bank:execute("sum", 1)
  gather{ spawn(adds, 2), spawn(adds, 3), spawn(reads) }
  print(bank:query("sum"), pcall(bank.add, bank, "nobody", 1))
end)";
    const auto trace = told_by(story);
    EXPECT_EQ(printed_in(*trace), (Lines{"6\tfalse\tno row has the name nobody"}));
    EXPECT_DOUBLE_EQ(marked(*trace, "added 2"), 2);
    EXPECT_DOUBLE_EQ(marked(*trace, "added 3"), 3);
    EXPECT_DOUBLE_EQ(marked(*trace, "read"), 3);  // it came after the second, and nobody passes
}

TEST(Database, refuses_a_change_that_meets_another_if_it_is_told_to) {
    const auto trace = told_by(R"(
bank = database{ latency = 1, when_busy = "refuse" }
function sets(n) print(n, pcall(bank.execute, bank, "a", n)) end
function main() spawn(sets, 1) spawn(sets, 2) end)");
    EXPECT_EQ(printed_in(*trace), (Lines{"2\tfalse\tdatabase is locked", "1\ttrue\t1"}));
}

// ---- All orders.

/// Two tasks read a row and write it back, larger: 4 steps each, 70 orders; nothing is lost only where one has heard
/// that it has written before the other hears what it reads.
TEST(ExploredDatabase, loses_updates_in_60_of_70_orders) {
    const auto story = loaded(R"(
bank = database()
function add(n) bank:execute("sum", bank:query("sum") + n) end
function main()
  bank:execute("sum", 0)
  local a, b = spawn(add, 1), spawn(add, 2)
  await(a) await(b)
  local sum = bank:query("sum")
  expect(sum == 3, "both were added")
end)");
    RehearsedStory all(*story, simulated(Model::threads));
    std::map<bool, std::string> orders;
    for (const ExploredResult& result : explore(all, {}).results) orders[result.fails] = result.count.text();
    EXPECT_EQ(orders, (std::map<bool, std::string>{{true, "60"}, {false, "10"}}));
}

TEST(ExploredDevices, have_the_same_results_by_classes_of_orders) {
    const auto story = loaded(R"(
web = http_server{ latency = 1, errors = 0.5 }
bank = database{ when_busy = "refuse", latency = 0.5 }
x = variable(0, { mmap = true })
function a() if pcall(bank.execute, bank, "r", 1) then x:add(1) end end
function b() if pcall(bank.execute, bank, "r", 2) then x:add(10) end pcall(web.get, web, "p", 0, 0.5) end
function main()
  local f, g = spawn(a), spawn(b)
  pcall(await, f) pcall(await, g)
  x:add(100 * bank:query("r"))
end)");
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::event_loop}) {
        RehearsedStory all(*story, simulated(model)), reduced(*story, simulated(model));
        std::set<std::int64_t> ends[2];
        for (const ExploredResult& result : explore(all, {}).results)
            ends[0].insert(result.variables.at(0).second.bits);
        for (const ExploredResult& result : explore_reduced(reduced, {}).results)
            ends[1].insert(result.variables.at(0).second.bits);
        EXPECT_EQ(ends[0], ends[1]) << name_of(model);
        EXPECT_EQ(ends[0].size(), 4U) << name_of(model);  // one refused or the other, or both in one order or the other
    }
}

// ---- Words that are wrong.

TEST(Devices, say_what_is_wrong_with_their_settings) {
    EXPECT_EQ(refusal_of("web = http_server{ latency = -1 }"),
              "story.lua:1: the latency of a device is from 0 to 1e6 seconds, but was given -1.0");
    EXPECT_NE(refusal_of("web = http_server{ speed = 1 }").find("speed"), std::string::npos);
    EXPECT_NE(refusal_of("d = database{ when_busy = 'never' }").find("\"wait\" or \"refuse\""), std::string::npos);
    EXPECT_NE(refusal_of("folder() function main() end").find("held by no global"), std::string::npos);
    EXPECT_NE(
        refusal_of("web = http_server() function main() web:read('a') end").find("an HTTP server and has no read"),
        std::string::npos);
}

TEST(Devices, refuse_names_that_no_file_could_have) {
    for (const char* name : {"''", "('a'):rep(121)", "'a\\nb'", "'a\\0b'", "7"}) {
        const auto trace = told_by(std::string("disk = folder() function main() disk:read(") + name + ") end");
        EXPECT_NE(failure_in(*trace).find("file is a name"), std::string::npos) << name << failure_in(*trace);
    }
}

}  // namespace
}  // namespace simul::testing
