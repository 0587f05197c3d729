// Streams of several writers, made by hand, and the one order that comes of them.
#include "engine/run/merger.h"

#include <gtest/gtest.h>

#include <string>

#include "engine/os/clock.h"

namespace simul::testing {
namespace {

constexpr TaskId kAda{1}, kBob{2};
constexpr ResourceId kJudit{0}, kCounter{1};
/// When the run began, long ago, so that the clock holds nothing back.
constexpr std::int64_t kBegan = 1000;

class MergerTest : public ::testing::Test {
  protected:
    void SetUp() override {
        region_.head().began.store(kBegan);
        region_.head().phase.store(RunPhase::running);
        TraceHeader header;
        header.model = Model::threads;
        header.clock = Clock::real;
        header.scale = 2;
        ResourceInfo judit;
        judit.kind = ResourceKind::mutex;
        judit.name = "judit";
        header.resources.push_back(judit);
        ResourceInfo counter;
        counter.kind = ResourceKind::variable;
        counter.raw = true;
        header.resources.push_back(counter);
        trace_.set_header(header);
        merger_.emplace(region_, trace_, Clock::real, 2.0);
        for (WriterSlot*& writer : writers_) {
            writer = region_.take_writer();
            writer->stream.horizon.store(kNothingPending);
        }
    }

    /// `at`: real nanoseconds since the run began.
    static TraceEvent event(TaskId task, std::uint16_t sequence, std::int64_t at, EventKind kind = EventKind::mark) {
        TraceEvent event;
        event.kind = kind;
        event.task = task;
        event.sequence = sequence;
        event.time = Time(Duration(kBegan + at));
        return event;
    }
    static TraceEvent on_judit(EventKind kind, TaskId task, std::uint16_t sequence, std::uint16_t ticket,
                               std::int64_t at) {
        TraceEvent it = event(task, sequence, at, kind);
        it.resource = kJudit;
        it.ticket = ticket;
        return it;
    }
    void write(int writer, const TraceEvent& event, std::string_view text = {}) {
        if (text.empty())
            writers_[writer]->recorder.record(event);
        else
            writers_[writer]->recorder.record(event, text);
    }
    std::string merged(bool ended = true) {
        merger_->take(ended);
        std::string line;
        for (std::size_t i = 0; i < trace_.size(); ++i) {
            line += std::string(trace_[i].task == kAda ? "ada " : "bob ") +
                    std::string(info_of(trace_[i].kind).identifier) + " at " +
                    std::to_string(trace_[i].time.time_since_epoch().count()) + "; ";
        }
        return line;
    }

    Region region_ = std::move(*Region::create());
    Trace trace_;
    std::optional<Merger> merger_;
    WriterSlot* writers_[2] = {};
};

TEST_F(MergerTest, events_of_several_writers_stand_in_the_order_of_time_which_is_the_scenarios) {
    write(0, event(kAda, 0, 10));
    write(0, event(kAda, 1, 30));
    write(1, event(kBob, 0, 20));
    EXPECT_EQ(merged(), "ada mark at 20; bob mark at 40; ada mark at 60; ");
}

TEST_F(MergerTest, a_tasks_order_holds_across_writers_whatever_their_clocks_say) {
    write(0, event(kAda, 1, 10, EventKind::ready));
    write(1, event(kAda, 0, 20, EventKind::arrive));
    EXPECT_EQ(merged(), "ada arrive at 40; ada ready at 40; ");
}

TEST_F(MergerTest, tickets_overrule_clocks) {
    write(0, on_judit(EventKind::lock, kAda, 0, 2, 10));
    write(1, on_judit(EventKind::lock, kBob, 0, 0, 20));
    write(1, on_judit(EventKind::unlock, kBob, 1, 1, 30));
    EXPECT_EQ(merged(), "bob lock at 40; bob unlock at 60; ada lock at 60; ");
}

TEST_F(MergerTest, a_raw_variable_has_an_order_within_its_task_and_no_tickets) {
    TraceEvent raw = on_judit(EventKind::load, kAda, 0, 0, 10);
    raw.resource = kCounter;
    raw.unordered = 1;
    write(0, raw);
    write(0, on_judit(EventKind::lock, kAda, 1, 0, 20));
    EXPECT_EQ(merged(), "ada load at 20; ada lock at 40; ");
}

TEST_F(MergerTest, nothing_is_told_that_another_may_still_precede) {
    write(0, event(kAda, 0, 10));
    write(0, event(kAda, 1, 30));
    writers_[1]->stream.horizon.store(kBegan + 20);
    EXPECT_EQ(merged(false), "ada mark at 20; ");
    write(1, event(kBob, 0, 25));
    writers_[1]->stream.horizon.store(kNothingPending);
    EXPECT_EQ(merged(false), "ada mark at 20; bob mark at 50; ada mark at 60; ");
}

TEST_F(MergerTest, the_latest_moments_are_left_until_every_cpu_sees_them) {
    const std::int64_t now = os::monotonic_now() - kBegan;
    write(0, event(kAda, 0, now + 1'000'000'000));
    EXPECT_EQ(merged(false), "");
    EXPECT_NE(merged(true), "");
}

TEST_F(MergerTest, who_waits_for_another_writers_event_waits_also_when_it_is_not_there_yet) {
    write(0, on_judit(EventKind::lock, kAda, 0, 1, 10));
    EXPECT_EQ(merged(false), "");
    write(1, on_judit(EventKind::lock, kBob, 0, 0, 20));
    EXPECT_EQ(merged(false), "bob lock at 40; ada lock at 40; ");
}

TEST_F(MergerTest, a_late_event_stands_at_the_end) {
    write(0, event(kAda, 0, 50));
    EXPECT_EQ(merged(false), "ada mark at 100; ");
    write(1, event(kBob, 0, 20));
    EXPECT_EQ(merged(false), "ada mark at 100; bob mark at 100; ");
}

TEST_F(MergerTest, a_hole_in_a_tasks_order_is_told_and_not_guessed_over) {
    write(0, event(kAda, 0, 10));
    write(0, event(kAda, 3, 40));
    write(1, event(kBob, 0, 20));
    EXPECT_EQ(merged(false), "ada mark at 20; bob mark at 40; ");
    EXPECT_EQ(merged(true), "ada mark at 20; bob mark at 40; ada lost at 40; ada mark at 80; ");
    EXPECT_EQ(trace_[2].value, 2);
}

TEST_F(MergerTest, a_hole_in_the_tickets_does_not_hold_up_the_rest) {
    write(0, on_judit(EventKind::lock, kAda, 0, 5, 10));
    write(0, on_judit(EventKind::unlock, kAda, 1, 6, 20));
    EXPECT_EQ(merged(), "ada lock at 20; ada unlock at 40; ");
}

TEST_F(MergerTest, texts_stay_with_their_events) {
    write(0, event(kAda, 0, 20), "second");
    write(1, event(kBob, 0, 10), std::string(200, 'x'));
    merged();
    EXPECT_EQ(trace_.text_of(0), std::string(200, 'x'));
    EXPECT_EQ(trace_.text_of(1), "second");
}

TEST_F(MergerTest, events_before_the_beginning_are_at_the_beginning) {
    write(0, event(kAda, 0, -500));
    EXPECT_EQ(merged(), "ada mark at 0; ");
}

TEST_F(MergerTest, writers_that_come_later_are_heard) {
    write(0, event(kAda, 0, 10));
    merged(false);
    region_.take_writer()->recorder.record(event(kBob, 0, 20));
    EXPECT_EQ(merged(true), "ada mark at 20; bob mark at 40; ");
}

TEST_F(MergerTest, records_of_the_kernel_take_their_place_by_time) {
    constexpr std::int64_t kThread = 77;
    TraceEvent run = event(kAda, 1, 20, EventKind::run);
    run.core = CoreId{0};
    run.value = kThread;
    write(0, event(kAda, 0, 10, EventKind::arrive));
    write(0, run);
    write(0, event(kAda, 2, 60));
    using What = os::SwitchRecord::What;
    merger_->add({kBegan + 50, 1, kThread, 1, What::in});
    merger_->add({kBegan + 30, 1, kThread, 0, What::out_preempted});
    EXPECT_EQ(merged(), "ada arrive at 20; ada run at 40; ada preempt at 60; ada run at 100; ada mark at 120; ");
    EXPECT_TRUE(trace_[2].unordered && trace_[3].unordered);
    EXPECT_EQ(trace_[3].core, CoreId{1});
}

TEST_F(MergerTest, no_stolen_time_is_claimed_without_the_kernel) { EXPECT_FALSE(merger_->stolen()); }

}  // namespace
}  // namespace simul::testing
