#include "engine/os/urgency.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/resource.h>

#include "engine/os/threads.h"
#include "tests/os/denied_part.h"

namespace simul::os {
namespace {

/// On a thread of its own, so that the tests' own continues as it was.
void alone(std::function<void()> body) { std::move(Thread::start(std::move(body), "alone").value()).join(); }

TEST(Urgency, a_thread_may_always_be_nicer_to_others_than_it_was) {
    const int before = getpriority(PRIO_PROCESS, static_cast<id_t>(thread_id()));
    alone([] {
        EXPECT_TRUE(be_nice(17));
        EXPECT_EQ(getpriority(PRIO_PROCESS, 0), 17);
    });
    EXPECT_EQ(getpriority(PRIO_PROCESS, static_cast<id_t>(thread_id())), before) << "and nobody else is";
}

TEST(Urgency, that_the_kernel_refuses_is_told_with_its_name_and_a_remedy) {
    const DeniedPart denied("kernel_policies,nice");
    alone([] {
        const Result<void> refused = be_scheduled(KernelPolicy::fifo, 50);
        ASSERT_FALSE(refused.ok());
        EXPECT_EQ(refused.error().sentence().find("Could not schedule the run by SCHED_FIFO: "), 0U)
            << refused.error().sentence();
        EXPECT_NE(refused.error().sentence().find("ulimit -r"), std::string::npos);
        EXPECT_EQ(sched_getscheduler(0), SCHED_OTHER);
        const Result<void> by_deadline = be_scheduled_by_deadline({1ms, 100ms, 100ms});
        ASSERT_FALSE(by_deadline.ok());
        EXPECT_EQ(by_deadline.error().sentence().find("Could not schedule the run by SCHED_DEADLINE: "), 0U);
        EXPECT_FALSE(be_nice(-1));
        EXPECT_TRUE(be_nice(1));
    });
}

TEST(Urgency, is_that_of_the_calling_thread_alone) {
    bool refused = false;
    alone([&] {
        const Result<void> scheduled = be_scheduled(KernelPolicy::round_robin, 3);
        refused = !scheduled.ok();
        if (refused) return;
        sched_param parameters{};
        sched_getparam(0, &parameters);
        EXPECT_EQ(sched_getscheduler(0), SCHED_RR);
        EXPECT_EQ(parameters.sched_priority, 3);
        EXPECT_TRUE(be_scheduled(KernelPolicy::other, 0).ok());
        EXPECT_EQ(sched_getscheduler(0), SCHED_OTHER);
    });
    if (refused) GTEST_SKIP() << "the kernel refuses SCHED_RR to this user";
    EXPECT_EQ(sched_getscheduler(0), SCHED_OTHER);
}

TEST(Urgency, makes_a_task_with_a_smaller_priority_more_urgent_and_its_runner_most) {
    EXPECT_GT(urgency_of(-1), urgency_of(0));
    EXPECT_GT(urgency_of(0), urgency_of(1));
    EXPECT_GT(kUrgencyOfMain, urgency_of(-1'000'000));
    EXPECT_GT(kMostUrgent, kUrgencyOfMain);
    EXPECT_GE(urgency_of(1'000'000), 1);
}

}  // namespace
}  // namespace simul::os
