// Who continues next: the queue of those who are ready, policies that choose, and what a preemption costs the
// preempted.
#include <gtest/gtest.h>

#include <atomic>
#include <deque>
#include <memory>
#include <vector>

#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/run/policies/ready_queue.h"
#include "engine/run/simulated/ready_tasks.h"
#include "engine/run/simulated/simulated.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

TaskId task(std::size_t number) { return static_cast<TaskId>(number); }

TEST(ReadyQueue, serves_the_first_who_came_however_it_grows_and_wraps) {
    ReadyQueue queue;
    std::deque<TaskId> expected;
    Random random(1, 0);
    for (std::size_t i = 0; i < 5000; ++i) {
        if (random.between(0, 99) < 55) {
            queue.push(task(i));
            expected.push_back(task(i));
        } else if (!expected.empty()) {
            ASSERT_EQ(queue.pop(), expected.front());
            expected.pop_front();
        }
        ASSERT_EQ(queue.size(), expected.size());
        ASSERT_EQ(queue.empty(), expected.empty());
    }
}

TEST(Policies, fifo_is_the_default_and_knows_no_quantum) {
    EXPECT_EQ(policies().front().name, "fifo");
    EXPECT_EQ(policy_of(simulated(Model::threads, 1, "fifo", 1s))->line()->slice(), kForever);
    EXPECT_EQ(policy_of(simulated(Model::threads, 1, "round_robin", 3s))->line()->slice(), 3s);
    EXPECT_EQ(policy_named("none of them"), nullptr);
}

TEST(Policies, say_what_they_are_called_what_they_do_and_who_published_them) {
    for (const PolicyEntry& entry : policies()) {
        EXPECT_FALSE(entry.title.empty() || entry.sentence.empty() || entry.source.empty()) << entry.name;
        EXPECT_EQ(policy_named(entry.name), &entry);
    }
}

ReadyTasks in_a_line() { return ReadyTasks(policy_of(simulated(Model::threads, 1, "fifo", 1s))); }

std::vector<TaskId> all_of(ReadyTasks& ready) {
    std::vector<TaskId> taken;
    while (!ready.empty()) taken.push_back(ready.take());
    return taken;
}

TEST(ReadyTasks, go_in_the_order_in_which_they_came) {
    ReadyTasks ready = in_a_line();
    for (std::size_t i = 1; i <= 3; ++i) ready.add(task(i));
    EXPECT_EQ(all_of(ready), (std::vector{task(1), task(2), task(3)}));
}

TEST(ReadyTasks, let_urgent_ones_go_first_the_last_of_them_before_the_others) {
    ReadyTasks ready = in_a_line();
    ready.add(task(1));
    ready.add_urgent(task(2));
    ready.add_urgent(task(3));
    ready.add(task(4));
    EXPECT_EQ(all_of(ready), (std::vector{task(3), task(2), task(1), task(4)}));
}

Task compute_long(TaskContext&, Arguments) { co_await compute(100s); }

Task start_both(TaskContext&, Arguments) {
    std::string next = call("compute_long");
    co_await spawn(next);
    co_await spawn(next);
}

/// Keeps what is recorded until it is asked for.
class Kept final : public SegmentSource {
  public:
    Offset fresh_segment(StreamHeader&) override {
        memory_.push_back(std::make_unique<std::byte[]>(kBytes));
        return reinterpret_cast<Offset>(make_segment(memory_.back().get(), kBytes));
    }

  private:
    static constexpr std::size_t kBytes = std::size_t{1} << 16;
    std::vector<std::unique_ptr<std::byte[]>> memory_;
};

TEST(Preemption, never_resumes_the_body_of_a_task) {
    SmallStory story;
    story.function("main", start_both).function("compute_long", compute_long);
    StreamHeader stream;
    Kept kept;
    Recorder recorder(stream, kept, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    const RunPlan plan = simulated(Model::threads, 1, "round_robin", 1s);
    Simulated executor(story, plan, policy_of(plan), recorder, stop);
    EXPECT_EQ(executor.run(), Outcome::finished);

    int preemptions = 0;
    StreamReader reader(stream, nullptr);
    for (; const TraceEvent* event = reader.peek(); reader.pop()) preemptions += event->kind == EventKind::preempt;
    EXPECT_EQ(preemptions, 198);  // 200 seconds of work; who is left alone at the end is not preempted
    // A body that is resumed continues to its next operation, so the bodies were resumed for their own four only.
    EXPECT_EQ(executor.progress().operations.load(), 4U);
}

}  // namespace
}  // namespace simul::testing
