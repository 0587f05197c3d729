// What cannot be in a trace is not let in.
#include "engine/trace/event_check.h"

#include <gtest/gtest.h>

namespace simul {
namespace {

constexpr TaskId kAda{1};

TraceHeader header_with_one_of_each() {
    TraceHeader header;
    header.clock = Clock::simulated;
    header.cores = 2;
    for (std::size_t kind = 0; kind < std::size(kResourceKindNames); ++kind) {
        ResourceInfo info;
        info.kind = static_cast<ResourceKind>(kind);
        header.resources.push_back(info);
    }
    return header;
}

const TraceHeader kHeader = header_with_one_of_each();

ResourceId a(ResourceKind kind) { return static_cast<ResourceId>(kind); }

TraceEvent event_of(EventKind kind, ResourceId resource = kNoResource, std::int64_t value = 0) {
    TraceEvent event;
    event.kind = kind;
    event.task = kAda;
    event.resource = resource;
    event.value = value;
    return event;
}

bool is_let_in(const TraceEvent& event) { return EventCheck(kHeader).problem_of(event) == nullptr; }

TEST(EventCheck, lets_an_operation_in_on_the_resource_that_it_is_for_and_on_no_other) {
    using K = EventKind;
    using R = ResourceKind;
    const std::pair<K, R> pairs[] = {{K::lock, R::mutex},           {K::unlock, R::mutex},
                                     {K::acquire, R::semaphore},    {K::notify, R::condition},
                                     {K::barrier_wait, R::barrier}, {K::event_wait, R::event},
                                     {K::receive, R::channel},      {K::load, R::variable},
                                     {K::store, R::variable},       {K::compare_exchange, R::variable}};
    for (const auto& [kind, right] : pairs) {
        for (std::size_t other = 0; other < std::size(kResourceKindNames); ++other)
            EXPECT_EQ(is_let_in(event_of(kind, a(static_cast<R>(other)))), static_cast<R>(other) == right)
                << info_of(kind).identifier << " on " << kResourceKindNames[other];
        EXPECT_FALSE(is_let_in(event_of(kind))) << info_of(kind).identifier << " on nothing";
        EXPECT_FALSE(is_let_in(event_of(kind, ResourceId{8}))) << info_of(kind).identifier;
    }
    EXPECT_TRUE(is_let_in(event_of(K::mark)));
}

TEST(EventCheck, knows_the_nodes_and_lets_messages_in_only_where_there_are_some) {
    TraceHeader header = kHeader;
    const auto is_let_in_with = [&](const TraceEvent& event) {
        return EventCheck(header).problem_of(event) == nullptr;
    };
    const TraceEvent message = event_of(EventKind::deliver, a(ResourceKind::channel), 1);
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::place)));
    EXPECT_FALSE(is_let_in_with(message));
    header.nodes = {{"a", 1}, {"b", 1}};
    EXPECT_TRUE(is_let_in_with(event_of(EventKind::place, kNoResource, 1)));
    for (const std::int64_t wild : {std::int64_t{2}, std::int64_t{-1}, std::int64_t{1} << 40})
        EXPECT_FALSE(is_let_in_with(event_of(EventKind::place, kNoResource, wild))) << wild;
    EXPECT_TRUE(is_let_in_with(message));
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::deliver, a(ResourceKind::mutex), 1)));
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::transmit, a(ResourceKind::channel), -1)));
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::lose)));
}

TEST(EventCheck, knows_what_may_befall_machines_and_lets_nobody_do_it) {
    TraceHeader header = kHeader;
    const auto is_let_in_with = [&](TraceEvent event) {
        event.task = kNoTask;
        return EventCheck(header).problem_of(event) == nullptr;
    };
    const std::int64_t link = value_of_ends(NodeId{1}, NodeId{0});
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::crash))) << "there is one machine";
    header.nodes = {{"a", 1}, {"b", 1}};
    for (const EventKind kind : {EventKind::crash, EventKind::come_back, EventKind::cut, EventKind::mend}) {
        EXPECT_TRUE(is_let_in_with(event_of(kind, kNoResource, link)));
        for (const std::int64_t wild : {std::int64_t{2}, std::int64_t{-1}, std::int64_t{2} << 8, std::int64_t{1} << 40})
            EXPECT_FALSE(is_let_in_with(event_of(kind, kNoResource, wild))) << wild;
    }
    EXPECT_TRUE(is_let_in_with(event_of(EventKind::wipe, a(ResourceKind::mutex))));
    EXPECT_FALSE(is_let_in_with(event_of(EventKind::wipe)));
}

TEST(EventCheck, knows_the_cores_of_exact_runs_and_bounds_those_of_real_ones) {
    TraceEvent event = event_of(EventKind::run);
    event.core = CoreId{1};
    EXPECT_TRUE(is_let_in(event));
    event.core = CoreId{2};
    EXPECT_FALSE(is_let_in(event));
    TraceHeader real = kHeader;
    real.clock = Clock::real;
    EXPECT_EQ(EventCheck(real).problem_of(event), nullptr) << "CPU numbers of a real run need not begin at 0";
    event.core = CoreId{5000};
    EXPECT_NE(EventCheck(real).problem_of(event), nullptr);
}

TEST(EventCheck, believes_no_number_of_a_task_that_so_few_events_cannot_have_reached) {
    constexpr auto kFar = static_cast<TaskId>(16'777'215);
    TraceEvent event = event_of(EventKind::mark);
    event.task = kFar;
    EXPECT_FALSE(is_let_in(event));
    EXPECT_FALSE(is_let_in(event_of(EventKind::await, kNoResource, value_of(kFar))));
    EXPECT_TRUE(is_let_in(event_of(EventKind::await, kNoResource, value_of(kNoTask))));
    EXPECT_TRUE(is_let_in(event_of(EventKind::spawn, kNoResource, value_of(TaskId{15'000}))));
    EventCheck many(kHeader);
    for (int i = 0; i < 200'000; ++i) ASSERT_EQ(many.problem_of(event_of(EventKind::mark)), nullptr);
    EXPECT_EQ(many.problem_of(event_of(EventKind::spawn, kNoResource, value_of(TaskId{200'000}))), nullptr);
}

TEST(EventCheck, lets_nobody_do_only_what_nobody_does) {
    TraceEvent event = event_of(EventKind::end);
    event.task = kNoTask;
    EXPECT_TRUE(is_let_in(event));
    for (const EventKind kind : {EventKind::arrive, EventKind::finish, EventKind::run, EventKind::stand}) {
        event.kind = kind;
        EXPECT_FALSE(is_let_in(event)) << info_of(kind).identifier;
    }
}

TEST(EventCheck, looks_at_values_by_what_they_mean) {
    EXPECT_FALSE(is_let_in(event_of(EventKind::sleep, kNoResource, -1)));
    EXPECT_FALSE(is_let_in(event_of(EventKind::end, kNoResource, 4)));
    EXPECT_FALSE(is_let_in(event_of(EventKind::note, kNoResource, 77)));
    EXPECT_FALSE(is_let_in(event_of(EventKind::finish, kNoResource, 5)));
    EXPECT_FALSE(is_let_in(event_of(EventKind::finish, kNoResource, 3 | std::int64_t{100'000} << 8)));
    EXPECT_TRUE(is_let_in(event_of(EventKind::finish, kNoResource, 3 | std::int64_t{11} << 8)));
    EXPECT_FALSE(is_let_in(event_of(EventKind::send, a(ResourceKind::channel), -1)));
    TraceEvent strange = event_of(EventKind::mark);
    strange.kind = static_cast<EventKind>(kEventKindCount);
    EXPECT_FALSE(is_let_in(strange));
    strange = event_of(EventKind::mark);
    strange.phase = static_cast<Phase>(3);
    EXPECT_FALSE(is_let_in(strange));
}

TEST(EventCheck, looks_at_what_a_task_stands_before) {
    const auto before = [](OperationKind kind, ResourceId resource, TaskId other) {
        return event_of(EventKind::stand, kNoResource, value_of(Intent{kAda, kind, resource, other, 0}));
    };
    EXPECT_TRUE(is_let_in(before(OperationKind::load, a(ResourceKind::variable), kNoTask)));
    EXPECT_FALSE(is_let_in(before(OperationKind::load, kNoResource, kNoTask)));
    EXPECT_FALSE(is_let_in(before(OperationKind::load, a(ResourceKind::mutex), kNoTask)));
    EXPECT_FALSE(is_let_in(before(OperationKind::await, kNoResource, TaskId{10'000'000})));
    EXPECT_FALSE(is_let_in(before(static_cast<OperationKind>(200), kNoResource, kNoTask)));
}

}  // namespace
}  // namespace simul
