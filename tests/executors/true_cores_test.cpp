// The kernel's records and the tasks that they are about, made by hand.
#include "engine/run/true_cores.h"

#include <gtest/gtest.h>

#include <string>

namespace simul::testing {
namespace {

using What = os::SwitchRecord::What;

constexpr TaskId kAda{1}, kBob{2};
constexpr std::int64_t kAdasThread = 100, kBobsThread = 200;

/// Two tasks that have arrived, on a run with cores 0 and 1. Each call is a second after the one before.
class TrueCoresTest : public ::testing::Test {
  protected:
    explicit TrueCoresTest(Model model = Model::threads) : cores_({0, 1}, model) {}
    void SetUp() override {
        for (const TaskId task : {kAda, kBob}) record(EventKind::arrive, task, kNoCore, value_of(kNoTask));
        said_.clear();
    }

    void record(EventKind kind, TaskId task, CoreId core, std::int64_t value = 0, Phase phase = Phase::done) {
        TraceEvent event;
        event.kind = kind;
        event.task = task;
        event.core = core;
        event.value = value;
        event.phase = phase;
        event.time = now_ += 1s;
        std::vector<TraceEvent> events;
        cores_.take(event, events);
        tell(events);
    }
    void runs(TaskId task, std::uint16_t core) {
        record(EventKind::run, task, CoreId{core}, task == kAda ? kAdasThread : kBobsThread);
    }
    void waits(TaskId task, std::uint16_t core) { record(EventKind::lock, task, CoreId{core}, 0, Phase::wanted); }
    void is_ready(TaskId task) { record(EventKind::ready, task, kNoCore, value_of(kNoTask)); }
    void kernel(What what, TaskId task, std::uint16_t core) {
        const auto thread = static_cast<std::uint32_t>(task == kAda ? kAdasThread : kBobsThread);
        std::vector<TraceEvent> events;
        cores_.take(os::SwitchRecord{0, 1, thread, core, what}, now_ += 1s, events);
        tell(events);
    }

    TrueCores cores_;
    std::string said_;

  private:
    void tell(const std::vector<TraceEvent>& events) {
        for (const TraceEvent& event : events) {
            said_ += event.task == kAda ? "ada " : "bob ";
            said_ += info_of(event.kind).identifier;
            if (event.core != kNoCore) said_ += " " + std::to_string(index_of(event.core));
            EXPECT_TRUE(event.kind != EventKind::run || event.value == 0) << "the thread is no business of a trace";
            said_ += "; ";
        }
    }

    Time now_{};
};

TEST_F(TrueCoresTest, a_trace_says_the_core_of_switches_only) {
    runs(kAda, 1);
    record(EventKind::mark, kAda, CoreId{1});
    waits(kAda, 1);
    EXPECT_EQ(said_, "ada run 1; ada mark; ada lock; ");
}

TEST_F(TrueCoresTest, a_running_task_whose_thread_loses_its_core_is_preempted_and_comes_back_where_the_kernel_says) {
    runs(kAda, 0);
    kernel(What::out_preempted, kAda, 0);
    kernel(What::in, kAda, 1);
    EXPECT_EQ(said_, "ada run 0; ada preempt 0; ada run 1; ");
}

TEST_F(TrueCoresTest, a_thread_that_rests_for_a_moment_in_the_middle_of_an_operation_leaves_its_core) {
    runs(kAda, 0);
    kernel(What::out_waiting, kAda, 0);
    runs(kBob, 0);
    EXPECT_EQ(said_, "ada run 0; ada preempt 0; bob run 0; ");
}

TEST_F(TrueCoresTest, what_the_trace_knows_already_is_not_said_twice) {
    runs(kAda, 0);
    kernel(What::in, kAda, 0);
    waits(kAda, 0);
    kernel(What::out_waiting, kAda, 0);
    EXPECT_EQ(said_, "ada run 0; ada lock; ");
}

TEST_F(TrueCoresTest, a_task_runs_from_the_moment_when_its_thread_does_if_it_is_ready) {
    runs(kAda, 0);
    waits(kAda, 0);
    kernel(What::out_waiting, kAda, 0);
    said_.clear();
    kernel(What::in, kAda, 1);
    kernel(What::out_waiting, kAda, 1);
    EXPECT_EQ(said_, "") << "it only looked whether its wait was over";
    is_ready(kAda);
    kernel(What::in, kAda, 1);
    EXPECT_EQ(said_, "ada ready; ada run 1; ");
}

TEST_F(TrueCoresTest, the_kernel_knows_better_where_a_thread_is_than_the_thread) {
    runs(kAda, 0);
    kernel(What::out_preempted, kAda, 0);
    kernel(What::in, kAda, 1);
    said_.clear();
    runs(kBob, 0);
    runs(kAda, 0);  // it read the clock after it had moved, but the core before
    EXPECT_EQ(said_, "bob run 0; ada run 1; ");
}

TEST_F(TrueCoresTest, threads_that_work_for_no_task_of_ours_are_nobody) {
    kernel(What::in, kAda, 0);
    kernel(What::exited, kAda, 0);
    EXPECT_EQ(said_, "");
}

TEST_F(TrueCoresTest, stolen_is_when_somebody_is_ready_and_a_core_has_none_of_our_threads) {
    runs(kAda, 0);  // until here a second: both ready, no core ours … and before that, ada alone
    const Duration at_first = cores_.stolen();
    EXPECT_EQ(at_first, 1s + 2s);
    kernel(What::in, kBob, 1);  // a second: bob ready, core 1 free
    EXPECT_EQ(cores_.stolen() - at_first, 1s);
    runs(kBob, 1);  // its thread was there, though the task did not run yet
    EXPECT_EQ(cores_.stolen() - at_first, 1s);
    kernel(What::out_preempted, kAda, 0);
    kernel(What::in, kAda, 0);  // a second: ada ready, core 0 free
    EXPECT_EQ(cores_.stolen() - at_first, 2s);
}

class TrueCoresOfOneThread : public TrueCoresTest {
  protected:
    TrueCoresOfOneThread() : TrueCoresTest(Model::event_loop) {}
};

TEST_F(TrueCoresOfOneThread, the_thread_is_nobodys_while_the_one_who_had_it_waits) {
    record(EventKind::run, kAda, CoreId{0}, kAdasThread);
    waits(kAda, 0);
    is_ready(kAda);
    said_.clear();
    kernel(What::out_preempted, kAda, 0);
    kernel(What::in, kAda, 0);
    EXPECT_EQ(said_, "") << "the thread may continue with somebody else";
    record(EventKind::run, kBob, CoreId{0}, kAdasThread);
    kernel(What::out_preempted, kAda, 0);
    EXPECT_EQ(said_, "bob run 0; bob preempt 0; ");
}

}  // namespace
}  // namespace simul::testing
