// What does not wait, what only looks, and locks of three kinds: as Python's, on every model.
#include <gtest/gtest.h>

#include "engine/analysis/event_words.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

constexpr const char* kOneOfEach =
    "m, r, l = mutex(), rlock(), lock() s, bs = semaphore(0), bounded_semaphore(2)\n"
    "q, e, b, c = channel(1), event(), barrier(2), condition()\n";

class Trying : public ::testing::TestWithParam<Model> {
  public:
    Lines printed(const std::string& body) {
        trace = told_by(kOneOfEach + body, GetParam());
        EXPECT_EQ(outcome_of(*trace), Outcome::finished) << text_of(*trace);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
        return printed_in(*trace);
    }
    /// Where only one task can continue, nobody comes to meet.
    bool others_go_on() const { return GetParam() != Model::sequential; }

    std::unique_ptr<Trace> trace;
};

TEST_P(Trying, takes_a_permit_or_says_that_there_is_none) {
    EXPECT_EQ(printed("function main() print(s:try_acquire()) s:release() print(s:try_acquire(), s:try_acquire()) end"),
              (Lines{"false", "true\tfalse"}));
}

TEST_P(Trying, a_bounded_semaphore_takes_back_no_more_than_was_taken) {
    EXPECT_EQ(
        printed("function main() bs:acquire() bs:release() print(pcall(bs.release, bs)) print(bs:try_acquire(), "
                "bs:try_acquire(), bs:try_acquire()) end"),
        (Lines{"false\tstory.lua:3: release of bs, which has all its permits: a bounded semaphore takes back only "
               "what was taken from it, so call bs:acquire() first",
               "true\ttrue\tfalse"}));
}

TEST_P(Trying, to_send_and_receive_says_why_not) {
    EXPECT_EQ(printed(R"(
function main()
  print(q:length(), q:try_receive())
  print(q:try_send("a"), q:try_send("b"), q:length())
  print(q:try_receive(), q:length())
  q:send(false) q:close()
  print(q:try_receive()) print(q:try_receive()) print((pcall(q.try_send, q, 1)))
end)"),
              (Lines{"0\tnil\tempty", "true\tfalse\t1", "a\t0", "false", "nil\tclosed", "false"}));
}

TEST_P(Trying, wakes_who_waits_for_the_message_or_the_place) {
    if (!others_go_on()) return;
    EXPECT_EQ(printed(R"(
function receives() print(q:receive()) end
function sends() q:send("late") end
function main()
  local f = spawn(receives) sleep(1) print(q:try_send("soon")) await(f)
  q:send("full") f = spawn(sends) sleep(1) print(q:try_receive()) await(f) print(q:try_receive())
end)"),
              (Lines{"true", "soon", "full", "late"}));
}

TEST_P(Trying, an_event_says_whether_it_is_set_and_a_lock_whether_it_is_locked) {
    EXPECT_EQ(printed("function main() print(e:is_set(), m:locked()) e:set() m:lock() print(e:is_set(), m:locked()) "
                      "e:clear() m:unlock() print(e:is_set(), m:locked()) end"),
              (Lines{"false\tfalse", "true\ttrue", "false\tfalse"}));
}

TEST_P(Trying, an_rlock_is_its_owners_until_it_was_unlocked_as_often_as_locked) {
    EXPECT_EQ(printed(R"(
function tries() return r:try_lock() end
function main()
  print(r:lock(), r:lock(1), r:try_lock(), await(spawn(tries)))
  r:unlock() r:unlock() print(await(spawn(tries)))
  r:unlock() print(r:locked())
  print((pcall(r.unlock, r)))
end)"),
              (Lines{"true\ttrue\ttrue\tfalse", "false", "false", "false"}));
}

TEST_P(Trying, a_condition_gives_an_rlock_back_as_often_as_it_was_locked) {
    EXPECT_EQ(printed("function main() r:lock() r:lock() c:wait(r, 1) r:unlock() print(r:locked()) r:unlock() "
                      "print(r:locked()) end"),
              (Lines{"true", "false"}));
}

TEST_P(Trying, a_lock_is_unlocked_by_whoever_wants_and_a_mutex_by_its_owner_only) {
    if (!others_go_on()) return;
    EXPECT_EQ(printed(R"(
function frees(what) print((pcall(what.unlock, what))) end
function waits() l:lock() print("has it") end
function main()
  l:lock() m:lock()
  local f = spawn(waits) sleep(1)
  await(spawn(frees, l)) await(f) await(spawn(frees, m))
  l:unlock() print(pcall(l.unlock, l))
end)"),
              (Lines{"true", "has it", "false",
                     "false\tstory.lua:10: unlock of l, which nobody has locked: call l:lock() first"}));
}

TEST_P(Trying, a_barrier_gives_the_index_in_the_order_of_arrival) {
    if (!others_go_on()) return;
    EXPECT_EQ(printed("function comes(after) sleep(after) return b:wait() end\n"
                      "function main() local x, y = spawn(comes, 1), spawn(comes, 2) print(await(x), await(y)) end"),
              (Lines{"0\t1"}));
}

TEST_P(Trying, a_barrier_that_is_aborted_is_broken_until_it_is_reset) {
    if (!others_go_on()) return;
    EXPECT_EQ(printed(R"(
function waits() print(select(2, pcall(b.wait, b))) end
function main()
  local f = spawn(waits) sleep(1) b:abort() await(f) print(b:broken())
  await(spawn(waits)) b:reset() print(b:broken())
  f = spawn(waits) sleep(1) b:reset() await(f) print(b:broken())
end)"),
              (Lines{"story.lua:4: b is broken: it was aborted", "true", "story.lua:4: b is broken: it was aborted",
                     "false", "story.lua:4: b was reset while the task waited there", "false"}));
}

INSTANTIATE_TEST_SUITE_P(EveryModel, Trying,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

struct Told {
    const char* body;
    const char* sentence;
};

class ToldOf : public ::testing::TestWithParam<Told> {};

/// What the last event before main's end says.
TEST_P(ToldOf, what_was_tried) {
    const auto trace = told_by(kOneOfEach + std::string("function main() ") + GetParam().body + " end");
    std::size_t end = trace->size();
    while ((*trace)[end - 1].kind != EventKind::finish) --end;
    const TaskNames names(*trace);
    EXPECT_EQ(event_in_words(*trace, moment_after(*trace, end - 1), Timeline(*trace), names), GetParam().sentence);
}

INSTANTIATE_TEST_SUITE_P(
    InWords, ToldOf,
    ::testing::Values(Told{"s:try_acquire()", "Main tries s, and finds no permit left (line 3)."},
                      Told{"bs:try_acquire()", "Main tries bs, and takes a permit (line 3): 1 is left."},
                      Told{"q:try_send(7)", "Main sends \"7\" into q, which has room (line 3): 1 message is inside."},
                      Told{"q:send(7) q:try_send(8)", "Main tries to send into q, and cannot (line 3)."},
                      Told{"q:send(7) q:try_receive()", "Main receives \"7\" from q (line 3): 0 messages are left."},
                      Told{"q:try_receive()", "Main tries to receive from q, and finds no message (line 3)."},
                      Told{"q:length()", "Main counts the messages in q (line 3): 0 messages are inside."},
                      Told{"e:is_set()", "Main asks whether e is set (line 3): no."},
                      Told{"r:lock() r:lock()", "Main locks r, which it holds, once more (line 3): 2 times now."},
                      Told{"r:lock() r:lock() r:unlock()",
                           "Main unlocks r (line 3), and still holds it: it has locked it 1 time more."},
                      Told{"b:abort()", "Main breaks b: nobody can meet there any more (line 3); nobody waits."},
                      Told{"b:reset()", "Main makes b whole and empty (line 3); nobody waits."}));

/// Whoever comes later may unlock it, so nobody waits for its owner for good.
TEST(ALock, that_anybody_may_unlock_closes_no_circle_but_may_keep_all) {
    const std::string both =
        "a, b = lock(), lock()\n"
        "function one() a:lock() sleep(1) b:lock() end\n"
        "function other() b:lock() sleep(1) a:lock() end\n"
        "function frees() sleep(5) b:unlock() a:unlock() end\n";
    const auto opened = told_by(both + "function main() spawn(one) spawn(other) spawn(frees) end");
    EXPECT_EQ(outcome_of(*opened), Outcome::finished);
    EXPECT_TRUE(findings_of(*opened).empty()) << findings_of(*opened)[0].text;
    const auto kept = told_by(both + "function main() spawn(one) spawn(other) end");
    EXPECT_EQ(outcome_of(*kept), Outcome::deadlock);
    ASSERT_EQ(findings_of(*kept).size(), 1U);
    EXPECT_EQ(findings_of(*kept)[0].kind, FindingKind::deadlock);
}

TEST(Makers, of_locks_and_semaphores_say_what_they_take) {
    EXPECT_EQ(refusal_of("l = lock(1)\nfunction main() end"),
              "story.lua:1: lock() takes no argument, but was given 1; to lock one, write judit:lock()");
    EXPECT_NE(refusal_of("s = bounded_semaphore(0)\nfunction main() end").find("1 or more, but was given 0"),
              std::string::npos);
    EXPECT_NE(refusal_of("rlock()\nfunction main() end").find("this rlock is held by no global"), std::string::npos);
}

}  // namespace
}  // namespace simul::testing
