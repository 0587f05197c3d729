// Byte streams: pipes and sockets, on every model; partial reads, the end, a full buffer, closed ends, who waits for
// whom.
#include <gtest/gtest.h>

#include <set>

#include "engine/analysis/event_words.h"
#include "engine/analysis/explore/exploration.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/policy_choices.h"
#include "engine/analysis/speech.h"
#include "engine/run/settings.h"
#include "engine/trace/task_names.h"
#include "tests/lua/lua_run.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using StreamLines = std::vector<std::string>;

class Streams : public ::testing::TestWithParam<Model> {
  public:
    std::unique_ptr<Trace> told(const std::string& text) {
        auto trace = told_by(text, GetParam());
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
        return trace;
    }
    StreamLines printed(const std::string& text) {
        const auto trace = told(text);
        EXPECT_EQ(failure_in(*trace), "");
        return printed_in(*trace);
    }
    bool runs_beside() const { return GetParam() != Model::sequential; }
};

TEST_P(Streams, keep_bytes_and_no_messages) {
    EXPECT_EQ(printed(R"(
p = pipe()
function child() p:write("hello ") p:write("world\0\xff") p:close_write() end
function main()
  await(spawn(child))
  print(p:read(3), #p:read(100), p:read(1) == "", p:read(1) == "")
end)"),
              (StreamLines{"hel\t10\ttrue\ttrue"}));
}

TEST_P(Streams, give_what_there_is_and_wait_for_the_first_byte) {
    if (!runs_beside()) return;
    EXPECT_EQ(printed(R"(
p = pipe()
function child() sleep(1) p:write("ab") sleep(1) p:write("c") p:close_write() end
function main()
  local future = spawn(child)
  for piece in function() local piece = p:read(9) return piece ~= "" and piece or nil end do print(now(), piece) end
  await(future)
end)"),
              (StreamLines{"1.0\tab", "2.0\tc"}));
}

TEST_P(Streams, let_who_writes_more_than_fits_wait_for_who_reads) {
    if (!runs_beside()) return;
    EXPECT_EQ(printed(R"(
p = pipe(4)
function child() print(now(), p:write("abcdefgh"), now()) end
function main()
  local future = spawn(child)
  for i = 1, 4 do sleep(1) print(now(), p:read(2)) end
  await(future)
end)"),
              (StreamLines{"1.0\tab", "2.0\tcd", "0.0\t8\t2.0", "3.0\tef", "4.0\tgh"}));
}

TEST_P(Streams, keep_the_bytes_of_a_write_together) {
    if (!runs_beside()) return;
    EXPECT_EQ(printed(R"(
p = pipe(4)
function child(text, after) sleep(after) p:write(text) end
function main()
  local futures = { spawn(child, "aaaaaaaa", 0), spawn(child, "b", 0.5) }
  sleep(1)
  print(p:read_exactly(9))
  gather(futures)
end)"),
              (StreamLines{"aaaaaaaab"}));
}

TEST_P(Streams, read_lines_and_exact_numbers_of_bytes) {
    EXPECT_EQ(printed(R"(
p = pipe(8)
function main()
  p:write("ab\n\nxyz1")
  print(#p:read_line(), #p:read_line(), p:read_exactly(3), p:read_exactly(0) == "")
  p:write("2345678") print(pcall(p.read_line, p, 1)) p:write("\n")
  p:write("rest") p:close_write() print(p:read_line() == "\n", p:read_line(), p:read_line() == "")
  local fine, why = pcall(p.read_exactly, p, 2)
  print(fine, why.type, why.partial == "", why.expected, why.message)
end)"),
              (StreamLines{"3\t1\txyz\ttrue", "false\ttimeout", "true\trest\ttrue",
                           "false\tIncompleteReadError\ttrue\t2\t0 bytes read on a total of 2 expected bytes"}));
}

/// A line may be longer than there is room for.
TEST_P(Streams, give_whole_lines_however_little_fits) {
    if (!runs_beside()) return;
    EXPECT_EQ(printed(R"(
p = pipe(4)
function writes() p:write("abcdefgh\nij") p:close_write() end
function main()
  local task = spawn(writes)
  print(#p:read_line(), #p:read_line(2), #p:read_line())
  await(task)
end)"),
              (StreamLines{"9\t2\t0"}));
}

TEST_P(Streams, break_when_nobody_reads_any_more) {
    if (!runs_beside()) return;
    EXPECT_EQ(
        printed(R"(
p = pipe(4)
function child()
  local fine, why = pcall(p.write, p, "abcdefgh")
  print(now(), fine, why.type, why.message)
end
function main()
  local future = spawn(child)
  sleep(1) print(p:read(2)) p:close_read() await(future)
  print(pcall(p.read, p, 1))
end)"),
        (StreamLines{"ab",
                     "1.0\tfalse\tBrokenPipeError\tthe reading end of p is closed, and nobody can read this any more",
                     "false\tstory.lua:10: the reading end of p is closed: read before close_read()"}));
}

TEST_P(Streams, are_two_in_a_socket_which_travels) {
    EXPECT_EQ(printed(R"(
left, right = socket_pair(32)
ends = channel(2)
function server() local own = ends:receive() print(own:read(99), own:write("pong"), own:read(1) == "") own:close() end
function main()
  ends:send(right)
  left:write("ping") left:close_write()
  await(spawn(server))
  print(left:read_line(), left:read(1) == "")
  local fine, why = pcall(left.write, left, "x") print(fine, why.type)
end)"),
              (StreamLines{"ping\t4\ttrue", "pong\ttrue", "false\tBrokenPipeError"}));
}

TEST_P(Streams, deadlock_where_two_write_more_than_fits) {
    if (!runs_beside()) return;
    const auto trace = told(R"(
left, right = socket_pair(4)
function talks(own) own:write("aaaaaaaa") print(own:read_exactly(8)) end
function main() gather{ spawn(talks, left), spawn(talks, right) } end)");
    EXPECT_EQ((*trace)[trace->size() - 1].value, static_cast<std::int64_t>(Outcome::deadlock));
    const auto findings = findings_of(*trace);
    ASSERT_FALSE(findings.empty());
    EXPECT_NE(findings[0].text.find("waits for room in right"), std::string::npos) << findings[0].text;
}

TEST_P(Streams, wait_no_longer_than_the_timeout_in_all) {
    if (!runs_beside()) return;
    EXPECT_EQ(printed(R"(
p = pipe(4)
function reads() for i = 1, 3 do sleep(1) p:read(1) end end
function main()
  print(pcall(p.read, p, 1, 2)) print(now())
  local future = spawn(reads)
  print(pcall(p.write, p, "abcdefgh", 2.5)) print(now())
  await(future)
  print(p:read(9), pcall(p.read_line, p, 1), pcall(p.read_exactly, p, 3, 1))
end)"),
              (StreamLines{"false\ttimeout", "2.0", "false\ttimeout", "4.5", "def\tfalse\tfalse\ttimeout"}));
}

INSTANTIATE_TEST_SUITE_P(EveryModel, Streams,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& it) { return std::string(name_of(it.param)); });

TEST(AStream, loses_nothing_when_who_was_woken_is_cancelled) {
    const auto trace = told_by(R"(
p = pipe(2)
function reads(name) print(name, p:read(1)) end
function writes(text) p:write(text) end
function main()
  local a, b = spawn(reads, "a"), spawn(reads, "b")
  sleep(1) p:write("x") a:cancel() sleep(1) print(a:cancelled(), b:done())
  local c, d = spawn(writes, "1234"), spawn(writes, "5")
  sleep(1) c:cancel() sleep(1) print(c:cancelled(), d:done(), p:read(2)) sleep(1) print(d:done(), p:read(2))
end)",
                               Model::event_loop);
    EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0];
    EXPECT_EQ(printed_in(*trace), (StreamLines{"b\tx", "true\ttrue", "true\tfalse\t12", "true\t5"}));
}

TEST(AStream, is_told_in_words) {
    const auto trace = told_by(R"(
p = pipe(4)
function child() p:write("abc\ndef") end
function main() local f = spawn(child) sleep(1) p:read_line() await(f) p:close_write() p:read(9) p:read(9) end)");
    const Timeline timeline(*trace);
    const TaskNames names(*trace);
    const PolicyChoices choices;
    Moment moment(trace->header());
    std::string all;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        moment.apply((*trace)[i], i, trace->text_of(i));
        all += event_in_words(*trace, moment, timeline, Speech(names, trace->header().words),
                              [&]() -> const PolicyChoices& { return choices; }) +
               "\n";
    }
    for (const char* told : {"waits for room in p", "reads \"abc\\n\" from p", "writes \"abc\\ndef\" into p",
                             "closes the writing end of p", "3 bytes inside", "0 bytes left", "reads the end of p"})
        EXPECT_NE(all.find(told), std::string::npos) << told << "\n" << all;
}

/// How many bytes main's reads give, as a number, in all orders.
std::set<std::string> cuts_of(const std::string& body, Model model, bool reduces) {
    const auto story = loaded(
        "got, p = variable(0, { mmap = true }), pipe(2)\nfunction writes(...) for _, text in ipairs{ "
        "... } do p:write(text) end p:close_write() end\nfunction main() local future, n = " +
        body + R"( for piece in function() local piece = p:read(2)
  return piece ~= "" and piece or nil end do n = n * 10 + #piece end got.value = n end)");
    RehearsedStory rehearsed(*story, simulated(model));
    std::set<std::string> ends;
    for (const ExploredResult& result : (reduces ? explore_reduced(rehearsed, {}) : explore(rehearsed, {})).results)
        ends.insert(text_of(result.variables.at(0).second));
    return ends;
}

TEST(AStream, is_read_in_every_cut_that_an_order_can_lead_to) {
    using Cuts = std::set<std::string>;
    for (const bool reduces : {false, true})
        for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::thread_pool}) {
            SCOPED_TRACE(name_of(model));
            EXPECT_EQ(cuts_of("spawn(writes, 'a', 'b', 'c'), 0", model, reduces), (Cuts{"111", "12", "21"}));
            // Whether the rest of a write is in when the second read comes.
            EXPECT_EQ(cuts_of("spawn(writes, 'abcd'), #p:read(1)", model, reduces), (Cuts{"112", "121"}));
        }
    EXPECT_EQ(cuts_of("spawn(writes, 'abcd'), #p:read(1)", Model::event_loop, true),
              cuts_of("spawn(writes, 'abcd'), #p:read(1)", Model::event_loop, false));
}

TEST(AStream, is_free_of_races_where_the_bytes_bring_the_news) {
    const auto findings = [](const std::string& body) {
        const auto trace = told_by(
            "p, n = pipe(2), variable(0)\nfunction writes() n.value = 1 p:write('ab') p:write('c') "
            "end\nfunction main() local f = spawn(writes) " +
            body + " await(f) end");
        int races = 0;
        for (const Finding& finding : findings_of(*trace)) races += finding.kind == FindingKind::data_race;
        return races;
    };
    EXPECT_EQ(findings("p:read(1) n.value = n.value + 1"), 0);
    EXPECT_EQ(findings("p:read(3) n.value = n.value + 1"), 0);
    EXPECT_EQ(findings("p:close_read() n.value = n.value + 1"), 1);
}

TEST(AStream, is_refused_with_the_remedy) {
    EXPECT_EQ(refusal_of("p = pipe(0)"), "story.lua:1: a byte stream has room for 1 to 1048576 bytes, but was given 0");
    EXPECT_EQ(
        failure_of("flow:write(3)"),
        "story.lua:5: in task main: in stream:write(bytes, [timeout]), bytes is a string, but was given a number");
    EXPECT_EQ(failure_of("flow:read()"),
              "story.lua:5: in task main: in stream:read(n, [timeout]), n is a whole number from 1 to 1048576, but was "
              "given nothing");
    const std::string exactly = failure_of("flow:read_exactly('x')"), made = failure_of("pipe()");
    EXPECT_NE(exactly.find("n is a whole number of bytes from 0 on, but was given a string"), std::string::npos);
    EXPECT_NE(made.find("a byte stream is made while the story runs; make it at the top of the file"),
              std::string::npos);
    const std::string foreign = refusal_of(story_of("flow:recv(3)")), os = refusal_of(story_of("local r = os.pipe()"));
    EXPECT_NE(foreign.find("flow is a byte stream and has no recv; write read(n); it has close, close_read"),
              std::string::npos);
    EXPECT_NE(os.find("write p = pipe() at the top of the file"), std::string::npos) << os;
}

}  // namespace
}  // namespace simul::testing
