// No core with two tasks, from events made by hand.
#include "engine/run/core_table.h"

#include <gtest/gtest.h>

#include <string>

namespace simul::testing {
namespace {

constexpr TaskId kAda{1}, kBob{2};
constexpr CoreId kCore0{0}, kCore1{1};

//  ada ──run on 0────────────x············  (preempted, because bob runs there)
//  bob ···········ready──run on 0──────────
class CoreTableTest : public ::testing::Test {
  protected:
    void SetUp() override {
        for (const TaskId task : {kAda, kBob}) take(EventKind::arrive, task);
        take(EventKind::run, kAda, kCore0);
        EXPECT_EQ(said_, "");
    }

    /// `seen_on`: for what a task's own thread records.
    void take(EventKind kind, TaskId task, CoreId core = kNoCore, CoreId seen_on = kNoCore, Phase phase = Phase::done) {
        TraceEvent event;
        event.kind = kind;
        event.task = task;
        event.core = core;
        event.phase = phase;
        event.time = now_ += 1ms;
        event.value = value_of(kNoTask);
        std::vector<TraceEvent> around;
        table_.take(event, seen_on, around);
        for (const TraceEvent& it : around) {
            EXPECT_EQ(it.time, now_);
            if (!it.unordered) continue;
            said_ += std::string(it.task == kAda ? "ada " : "bob ") + std::string(info_of(it.kind).identifier) + " " +
                     std::to_string(index_of(it.core)) + "; ";
        }
    }

    CoreTable table_;
    Time now_{};
    std::string said_;
};

TEST_F(CoreTableTest, whoever_stands_on_a_core_that_another_gets_is_preempted_there) {
    take(EventKind::run, kBob, kCore0);
    EXPECT_EQ(said_, "ada preempt 0; ");
    EXPECT_EQ(table_.on_core(kCore0), kBob);
    EXPECT_EQ(table_.state_of(kAda).state, State::ready);
    EXPECT_EQ(table_.ready(), 1U);
}

TEST_F(CoreTableTest, who_was_preempted_so_runs_again_with_the_next_thing_it_records_where_it_says_it_is) {
    take(EventKind::run, kBob, kCore0);
    said_.clear();
    take(EventKind::mark, kAda, kNoCore, kCore1);
    EXPECT_EQ(said_, "ada run 1; ");
    take(EventKind::mark, kBob, kNoCore, kCore0);
    EXPECT_EQ(said_, "ada run 1; ") << "bob has been there all the time";
}

TEST_F(CoreTableTest, coming_back_to_the_same_core_takes_it_from_the_other) {
    take(EventKind::run, kBob, kCore0);
    said_.clear();
    take(EventKind::mark, kAda, kNoCore, kCore0);
    EXPECT_EQ(said_, "bob preempt 0; ada run 0; ");
}

TEST_F(CoreTableTest, who_records_on_another_core_has_moved_there) {
    take(EventKind::mark, kAda, kNoCore, kCore1);
    EXPECT_EQ(said_, "ada run 1; ");
    EXPECT_EQ(table_.on_core(kCore0), kNoTask);
}

TEST_F(CoreTableTest, a_core_that_was_left_is_free) {
    take(EventKind::sleep, kAda, kNoCore, kCore0, Phase::wanted);
    take(EventKind::run, kBob, kCore0);
    EXPECT_EQ(said_, "");
}

TEST_F(CoreTableTest, what_others_record_for_a_task_puts_it_on_no_core) {
    take(EventKind::sleep, kAda, kNoCore, kCore0, Phase::wanted);
    take(EventKind::ready, kAda);
    take(EventKind::arrive, TaskId{3});
    EXPECT_EQ(said_, "");
    EXPECT_EQ(table_.state_of(kAda).state, State::ready);
}

TEST_F(CoreTableTest, a_preemption_that_the_task_tells_later_changes_nothing_more) {
    take(EventKind::run, kBob, kCore0);
    said_.clear();
    take(EventKind::preempt, kAda, kCore0, kCore0);
    take(EventKind::run, kAda, kCore1, kCore1);
    EXPECT_EQ(said_, "");
    EXPECT_EQ(table_.on_core(kCore0), kBob);
    EXPECT_EQ(table_.on_core(kCore1), kAda);
}

TEST_F(CoreTableTest, who_computes_would_have_noticed_a_long_absence_and_so_is_back_when_the_other_leaves) {
    take(EventKind::compute, kAda, kNoCore, kCore0, Phase::wanted);
    take(EventKind::run, kBob, kCore0);
    said_.clear();
    take(EventKind::sleep, kBob, kNoCore, kCore0, Phase::wanted);
    EXPECT_EQ(said_, "ada run 0; ");
}

TEST_F(CoreTableTest, who_computes_and_tells_its_absence_comes_back_by_its_own_word) {
    take(EventKind::compute, kAda, kNoCore, kCore0, Phase::wanted);
    take(EventKind::run, kBob, kCore0);
    take(EventKind::preempt, kAda, kCore0, kCore0);
    said_.clear();
    take(EventKind::sleep, kBob, kNoCore, kCore0, Phase::wanted);
    EXPECT_EQ(said_, "");
    take(EventKind::run, kAda, kCore1, kCore1);
    EXPECT_EQ(said_, "");
}

TEST_F(CoreTableTest, a_core_that_is_left_for_another_is_free_for_who_was_pushed_off) {
    take(EventKind::compute, kAda, kNoCore, kCore0, Phase::wanted);
    take(EventKind::run, kBob, kCore0);
    said_.clear();
    take(EventKind::mark, kBob, kNoCore, kCore1);
    EXPECT_EQ(said_, "bob run 1; ada run 0; ");
}

}  // namespace
}  // namespace simul::testing
