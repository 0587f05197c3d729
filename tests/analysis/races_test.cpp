// Data races: what is one, what is none, and what is said of it.
#include <gtest/gtest.h>

#include "engine/analysis/races/races.h"
#include "tests/support/trace_text.h"

namespace simul {
namespace {

std::vector<Finding> races_in(const std::string& header, const std::string& events) {
    const auto trace = trace_from(
        "model threads\ncores 2\nvariable x 0 mmap\nmutex m\nsemaphore s 0\nchannel c 2\nevent e\nbarrier b 2\n"
        "condition full\n" +
        header +
        "\n\n"
        "0 main arrive\n0 main run @0\n0 main spawn a\n0 a arrive main\n0 main spawn b\n"
        "0 b arrive main\n0 a run @0\n0 b run @1\n" +
        events + "\n9 end finished\n");
    return races_of(*trace, TaskNames(*trace));
}

struct Case {
    const char* name;
    const char* events;
    std::size_t races;
    const char* header = "";
};

class Races : public ::testing::TestWithParam<Case> {};

TEST_P(Races, are_those_accesses_that_nothing_orders) {
    const auto races = races_in(GetParam().header, GetParam().events);
    EXPECT_EQ(races.size(), GetParam().races) << (races.empty() ? "" : races[0].text);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Races,
    ::testing::Values(
        Case{"two_stores", "1 a store x 1 :3\n2 b store x 1 :4", 1},
        Case{"a_load_and_a_store", "1 a load x 0 :3\n2 b store x 1 :4", 1},
        Case{"two_loads", "1 a load x 0 :3\n2 b load x 0 :3", 0},
        Case{"a_store_and_an_atomic_add", "1 a store x 1 :3\n2 b atomic_add x 2 :4", 1},
        Case{"a_store_before_an_atomic_add_that_was_found", "1 a store x 1\n1 a atomic_add x 2\n2 b atomic_add x 3", 0},
        Case{"a_store_after_an_atomic_add_that_was_found", "1 a atomic_add x 1\n1 a store x 2\n2 b atomic_add x 3", 1},
        Case{"two_atomic_adds", "1 a atomic_add x 1 :3\n2 b atomic_add x 2 :3", 0},
        Case{"an_atomic_variable", "1 a store y 1 :3\n2 b store y 1 :4", 0, "variable y 0 mmap atomic"},
        Case{"a_lock_of_both", "1 a lock m\n1 a store x 1\n2 a unlock m\n3 b lock m\n3 b store x 2\n4 b unlock m", 0},
        Case{"a_lock_of_one", "1 a lock m\n1 a store x 1\n2 a unlock m\n3 b store x 2", 1},
        Case{"a_lock_taken_before", "1 b lock m\n1 b unlock m\n1 a lock m\n1 a store x 1\n2 a unlock m\n3 b store x 2",
             1},
        Case{"a_store_after_the_unlock", "1 a lock m\n1 a unlock m\n1 a store x 1\n2 b lock m\n2 b store x 2", 1},
        Case{"a_permit", "1 a store x 1\n1 a release s 1\n2 b acquire s\n2 b store x 2", 0},
        Case{"a_message", "1 a store x 1\n1 a send c 1\n2 b receive c 0\n2 b store x 2", 0},
        Case{"a_message_sent_before", "1 a send c 1\n1 a store x 1\n2 b receive c 0\n2 b store x 2", 1},
        Case{"the_other_message", "1 a send c 1\n1 a store x 1\n1 a send c 2\n2 b receive c 1\n2 b store x 2", 1},
        Case{"a_place_that_was_freed",
             "1 a send c 1\n1 a send c 2\n1 b store x 1\n1 b receive c 1\n2 a send c 2\n2 a store x 2", 0},
        Case{"a_flag", "1 a store x 1\n1 a event_set e 0\n2 b event_wait e\n2 b store x 2", 0},
        Case{"a_barrier", "1 a store x 1\n1 a barrier_wait? b\n2 b barrier_wait b\n2 a ready b\n2 b store x 2", 0, ""},
        Case{"a_notification", "1 a store x 1\n1 a notify full 1\n2 b condition_wait full\n2 b store x 2", 0},
        Case{"an_await", "1 a store x 1\n1 a finish returned\n2 b await a\n2 b store x 2", 0},
        Case{"no_await", "1 a store x 1\n1 a finish returned\n2 b store x 2", 1},
        Case{"an_atomic_that_was_read", "1 a store x 1\n1 a atomic_add y 1\n2 b atomic_add y 2\n2 b store x 2", 0,
             "variable y 0 mmap"},
        Case{"one_thread", "1 a store x 1\n2 b store x 1", 0, "model event_loop"},
        Case{"own_copies", "1 a store y 1\n2 b store y 1", 0, "variable y 0\nmodel processes"},
        Case{"shared_memory", "1 a store x 1\n2 b store x 1", 1, "model processes"}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Races, say_both_tasks_both_lines_and_what_is_missing) {
    const auto races = races_in("", "1 a load x 0 :3\n1 b load x 0 :3\n2 a store x 1 :5\n3 b store x 1 :5");
    ASSERT_EQ(races.size(), 2u) << "a load and a store, and two stores";
    EXPECT_EQ(races[0].kind, FindingKind::data_race);
    EXPECT_EQ(races[0].tasks, (std::vector<TaskId>{task_number(2), task_number(1)}));
    EXPECT_EQ(races[0].line, 5);
    EXPECT_NE(races[0].text.find("Data race on x: "), std::string::npos) << races[0].text;
    EXPECT_NE(races[0].text.find("loads in line 3"), std::string::npos) << races[0].text;
    EXPECT_NE(races[0].text.find("stores in line 5"), std::string::npos) << races[0].text;
    EXPECT_EQ(races[1].tasks, (std::vector<TaskId>{task_number(1), task_number(2)}));
}

}  // namespace
}  // namespace simul
