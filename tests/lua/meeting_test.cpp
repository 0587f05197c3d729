// A channel without room, a queue that is done, a lock of readers and writers: on every model where others continue.
#include <gtest/gtest.h>

#include "engine/analysis/event_words.h"
#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

using Lines = std::vector<std::string>;

class Meeting : public ::testing::TestWithParam<Model> {
  public:
    Lines printed(const std::string& text) {
        const auto trace = told_by(text, GetParam());
        EXPECT_EQ(outcome_of(*trace), Outcome::finished) << text_of(*trace);
        EXPECT_TRUE(violations_of(*trace).empty()) << violations_of(*trace)[0] << "\n" << text_of(*trace);
        return printed_in(*trace);
    }
};

TEST_P(Meeting, a_sender_waits_until_somebody_receives) {
    EXPECT_EQ(printed(R"(
q = channel(0)
function sends(what) q:send(what) print(what, "was taken", now()) end
function main()
  local a = spawn(sends, "a") sleep(1) local b = spawn(sends, "b")
  sleep(4) print(q:length(), q:receive()) await(a)
  sleep(4) print(q:receive()) await(b)
end)"),
              (Lines{"0\ta", "a\twas taken\t5.0", "b", "b\twas taken\t9.0"}));
}

TEST_P(Meeting, a_receiver_waits_until_somebody_sends) {
    EXPECT_EQ(printed(R"(
q = channel(0)
function receives() print(q:receive(), now()) end
function main()
  local a = spawn(receives) sleep(3) q:send("a") print("at once", now()) await(a)
end)"),
              (Lines{"at once\t3.0", "a\t3.0"}));
}

TEST_P(Meeting, who_gives_up_takes_its_message_along) {
    EXPECT_EQ(printed(R"(
q = channel(0)
function sends(what, seconds) pcall(q.send, q, what, seconds) end
function main()
  local list = { spawn(sends, "a", 9), spawn(sends, "b", 2), spawn(sends, "c", 9) }
  sleep(3) print(q:receive(), q:receive())
  gather(list)
  print(pcall(q.receive, q, 1))
end)"),
              (Lines{"a\tc", "false\ttimeout"}));
}

TEST_P(Meeting, tries_only_if_somebody_waits) {
    EXPECT_EQ(printed(R"(
q = channel(0)
function sends() q:send("x") end
function receives() print(q:receive()) end
function main()
  print(q:try_send(1), q:try_receive())
  local f = spawn(sends) sleep(1) print(q:try_receive()) await(f)
  f = spawn(receives) sleep(1) print(q:try_send("y")) await(f)
end)"),
              (Lines{"false\tnil\tempty", "x", "true", "y"}));
}

TEST_P(Meeting, closing_ends_all_waits) {
    EXPECT_EQ(printed(R"(
q = channel(0)
function sends() print((pcall(q.send, q, "x"))) end
function main() local f = spawn(sends) sleep(1) q:close() await(f) print(q:receive(), q:try_receive()) end)"),
              (Lines{"false", "nil\tnil\tclosed"}));
}

TEST_P(Meeting, join_waits_until_all_is_done) {
    EXPECT_EQ(printed(R"(
q = channel(4)
function works() for i = 1, 2 do q:receive() sleep(1) q:task_done() end end
function main()
  spawn(works) q:join() q:send(1) q:send(2)
  print(pcall(q.join, q, 1)) q:join() print(now()) print(pcall(q.task_done, q))
end)"),
              (Lines{"false\ttimeout", "2.0",
                     "false\tstory.lua:6: task_done of q, more often than messages were sent into it"}));
}

constexpr const char* kBook = R"(
function reads(at, length) sleep(at) book:lock_read() print("reads", at, now()) sleep(length) book:unlock_read() end
function writes(at, length) sleep(at) book:lock_write() print("writes", at, now()) sleep(length) book:unlock_write() end
function main()
  gather{ spawn(reads, 1, 4), spawn(writes, 2, 3), spawn(reads, 3, 4), spawn(writes, 4, 1) }
end)";

TEST_P(Meeting, readers_share_and_who_is_next_is_as_preferred) {
    EXPECT_EQ(printed(std::string("book = rw_lock()") + kBook),
              (Lines{"reads\t1\t1.0", "writes\t2\t5.0", "reads\t3\t8.0", "writes\t4\t12.0"}));
    EXPECT_EQ(printed(std::string("book = rw_lock{ prefer = 'readers' }") + kBook),
              (Lines{"reads\t1\t1.0", "reads\t3\t3.0", "writes\t2\t7.0", "writes\t4\t10.0"}));
    EXPECT_EQ(printed(std::string("book = rw_lock{ prefer = 'writers' }") + kBook),
              (Lines{"reads\t1\t1.0", "writes\t2\t5.0", "writes\t4\t8.0", "reads\t3\t9.0"}));
}

TEST_P(Meeting, a_writer_who_gives_up_lets_readers_in) {
    EXPECT_EQ(printed(R"(
book = rw_lock()
function reads() book:lock_read() print("reads", now()) book:unlock_read() end
function writes() print(book:lock_write(2), now()) end
function main()
  book:lock_read() local w = spawn(writes) sleep(1) local r = spawn(reads) gather{ w, r }
  book:unlock_read() print(pcall(book.unlock_read, book)) print((pcall(book.unlock_write, book)))
end)")
                  .size(),
              4U);
}

INSTANTIATE_TEST_SUITE_P(EveryModel, Meeting,
                         ::testing::Values(Model::threads, Model::threads_gil, Model::processes, Model::event_loop,
                                           Model::thread_pool, Model::process_pool),
                         [](const auto& row) { return std::string(name_of(row.param)); });

TEST(RwLock, is_told_and_ends_in_deadlock_if_a_reader_wants_to_write) {
    const auto trace = told_by("book = rw_lock()\nfunction main() book:lock_read() book:lock_write() end");
    EXPECT_EQ(outcome_of(*trace), Outcome::deadlock);
    const Moment moment = moment_after(*trace, trace->size());
    EXPECT_EQ(moment.resource(ResourceId{0}).count, 1);
    EXPECT_NE(findings_of(*trace)[0].text.find("waits to write under book"), std::string::npos)
        << findings_of(*trace)[0].text;
    EXPECT_EQ(refusal_of("b = rw_lock{ prefer = 'me' }\nfunction main() end"),
              "story.lua:1: an rw_lock prefers \"fair\", \"readers\" or \"writers\"");
}

/// Each knows what the other did before it came: so nothing that follows is a race.
TEST(Rendezvous, lets_a_sender_continue_only_when_its_own_message_was_received) {
    const std::string story = R"(
r = channel(0)
function sends(n) r:send(n) print("sent") end
function main()
  local a, b = spawn(sends, 1), spawn(sends, 2)
  r:receive() gather{ a, b }
end)";
    for (const Model model : {Model::threads, Model::threads_gil, Model::processes, Model::event_loop}) {
        const auto trace = told_by(story, model);
        EXPECT_EQ(printed_in(*trace), std::vector<std::string>{"sent"}) << name_of(model);
        EXPECT_EQ(static_cast<Outcome>((*trace)[trace->size() - 1].value), Outcome::deadlock) << name_of(model);
    }
}

TEST(Rendezvous, orders_what_both_did_before_and_after) {
    const auto trace = told_by(R"(
q, x, y = channel(0), variable(0), variable(0)
function other() x.value = 1 q:receive() print(y.value) end
function main() local f = spawn(other) y.value = 1 q:send(1) print(x.value) await(f) end)");
    EXPECT_TRUE(findings_of(*trace).empty()) << findings_of(*trace)[0].text;
    const auto later = told_by(R"(
q, x = channel(0), variable(0)
function other() q:receive() x.value = 1 end
function main() local f = spawn(other) q:send(1) print(x.value) await(f) end)");
    EXPECT_FALSE(findings_of(*later).empty());
}

}  // namespace
}  // namespace simul::testing
