// The tables of docs/DESIGN.md, 3, and the rules that they follow from.
#include <gtest/gtest.h>

#include <algorithm>

#include "engine/run/simulated/in_place.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

using namespace operations;

constexpr ResourceId kMaster{0};

Task game(TaskContext&, Arguments arguments) {
    const bool locks = integer(arguments[0]) != 0;
    std::string done = "master_done", empty = "hall_empty";
    for (int pair = 1; pair <= 30; ++pair) {
        if (locks) co_await lock(kMaster);
        co_await compute(5s);
        if (locks) co_await unlock(kMaster);
        if (pair == 30) co_await mark(done);
        co_await sleep(55s);
    }
    co_await mark(empty);
}

template <int locks>
Task exhibition(TaskContext&, Arguments) {
    std::vector<TaskId> games;
    for (int board = 1; board <= 24; ++board) {
        std::string next = call("game", locks, board);
        const Operation spawned = co_await spawn(next);
        games.push_back(spawned.task);
    }
    for (const TaskId game : games) co_await await(game);
}

SmallStory chess(bool locks) {
    SmallStory story;
    story.add(ResourceKind::mutex, "judit");
    story.function("game", game).function("main", locks ? exhibition<1> : exhibition<0>);
    return story;
}

struct ChessRow {
    RunPlan plan;
    bool locks;
    double master_done, hall_empty;
};

class Chess : public ::testing::TestWithParam<ChessRow> {};

TEST_P(Chess, ends_when_the_table_says) {
    const ChessRow& row = GetParam();
    SmallStory story = chess(row.locks);
    const auto trace = simulate_in_place(story, row.plan);
    EXPECT_EQ(mark_of(*trace, "master_done"), row.master_done);
    EXPECT_EQ(mark_of(*trace, "hall_empty"), row.hall_empty);
    EXPECT_EQ(end_of(*trace), row.hall_empty);
    EXPECT_EQ(outcome_of(*trace), Outcome::finished);
}

INSTANTIATE_TEST_SUITE_P(
    on_every_model, Chess,
    ::testing::Values(ChessRow{simulated(Model::sequential), true, 43145, 43200},
                      ChessRow{simulated(Model::event_loop), true, 3600, 3655},
                      ChessRow{simulated(Model::threads), true, 3600, 3655},
                      ChessRow{simulated(Model::threads, 1), true, 3600, 3655},
                      ChessRow{simulated(Model::threads, 2, "round_robin", 3s), true, 3600, 3655},
                      ChessRow{simulated(Model::threads, 1, "round_robin", 1ms), true, 3600, 3655},
                      ChessRow{simulated(Model::threads_gil), true, 3600, 3655},
                      ChessRow{simulated(Model::threads_gil, 1, "round_robin", 7ms), true, 3600, 3655},
                      ChessRow{simulated(Model::processes), true, 3600, 3655},
                      ChessRow{simulated(Model::thread_pool, 24), true, 3600, 3655},
                      ChessRow{simulated(Model::process_pool, 24), true, 3600, 3655},
                      ChessRow{simulated(Model::threads, 1), false, 3600, 3655},
                      ChessRow{simulated(Model::threads, 1, "round_robin", 1s), false, 3632, 3687},
                      ChessRow{simulated(Model::threads, 1, "round_robin", 3s), false, 3609, 3664}));

Task serve(TaskContext&, Arguments arguments) {
    std::string wait = "wait", own = "wait_queue_" + std::to_string(integer(arguments[0]));
    for (int customer = 0; customer < 4; ++customer) {
        const Operation begins = co_await now();
        co_await measure(wait, static_cast<double>(begins.value) * 1e-9);
        co_await measure(own, static_cast<double>(begins.value) * 1e-9);
        co_await compute(60s);
        co_await yield();
    }
}

Task open_shop(TaskContext&, Arguments) {
    std::string first = call("serve", 1), second = call("serve", 2);
    const Operation one = co_await spawn(first);
    const Operation two = co_await spawn(second);
    co_await await(one.task);
    co_await await(two.task);
}

struct Waits {
    double mean = 0, worst = 0;
};

Waits waits_in(const Trace& trace, std::string_view name) {
    Waits waits;
    int count = 0;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        if (trace[i].kind != EventKind::measure || trace.text_of(i) != name) continue;
        waits.mean += trace[i].real();
        waits.worst = std::max(waits.worst, trace[i].real());
        ++count;
    }
    waits.mean /= count;
    return waits;
}

struct ShopRow {
    RunPlan plan;
    double makespan, mean, worst, queue_1, queue_2;
};

class Shop : public ::testing::TestWithParam<ShopRow> {};

TEST_P(Shop, lets_customers_wait_as_long_as_the_table_says) {
    const ShopRow& row = GetParam();
    SmallStory story;
    story.function("serve", serve).function("main", open_shop);
    const auto trace = simulate_in_place(story, row.plan);
    EXPECT_EQ(end_of(*trace), row.makespan);
    EXPECT_EQ(waits_in(*trace, "wait").mean, row.mean);
    EXPECT_EQ(waits_in(*trace, "wait").worst, row.worst);
    EXPECT_EQ(waits_in(*trace, "wait_queue_1").mean, row.queue_1);
    EXPECT_EQ(waits_in(*trace, "wait_queue_2").mean, row.queue_2);
}

INSTANTIATE_TEST_SUITE_P(on_every_model, Shop,
                         ::testing::Values(ShopRow{simulated(Model::sequential), 480, 210, 420, 90, 330},
                                           ShopRow{simulated(Model::event_loop), 480, 210, 420, 180, 240},
                                           ShopRow{simulated(Model::threads, 1, "round_robin", 60s), 480, 210, 420, 180,
                                                   240},
                                           ShopRow{simulated(Model::threads, 2), 240, 90, 180, 90, 90},
                                           ShopRow{simulated(Model::processes, 2), 240, 90, 180, 90, 90}));

// ---- The global lock.

Task hog(TaskContext&, Arguments) { co_await compute(100ms); }

Task reader(TaskContext&, Arguments) {
    std::string late = "late";
    for (int request = 0; request < 3; ++request) {
        co_await sleep(12ms);
        const Operation awake = co_await now();
        co_await measure(late, static_cast<double>(awake.value) * 1e-9);
    }
}

template <int hogs>
Task contenders(TaskContext&, Arguments) {
    std::string reads = call("reader");
    co_await spawn(reads);
    for (int i = 0; i < hogs; ++i) {
        std::string calculates = call("hog");
        co_await spawn(calculates);
    }
}

/// Who got the global lock and when, in milliseconds: `"5 hog 2"`.
std::vector<std::string> owners_of_the_lock(Body main, std::size_t count) {
    SmallStory story;
    story.function("main", main).function("hog", hog).function("reader", reader);
    const auto trace = simulate_in_place(story, simulated(Model::threads_gil, 4));
    std::vector<std::string> owners;
    for (std::size_t i = 0; i < trace->size(); ++i) {
        const TraceEvent& event = (*trace)[i];
        if (event.kind != EventKind::lock || event.phase != Phase::done || event.time == Time{}) continue;
        const char* const who[] = {"main", "reader", "hog 1", "hog 2"};
        owners.push_back(std::to_string(event.time.time_since_epoch() / 1ms) + " " + who[index_of(event.task)]);
    }
    owners.resize(count);
    return owners;
}

using Owners = std::vector<std::string>;

TEST(GlobalLock, is_let_go_once_somebody_has_asked_for_five_milliseconds) {
    EXPECT_EQ(owners_of_the_lock(contenders<1>, 4), (Owners{"17 reader", "17 hog 1", "34 reader", "34 hog 1"}));
}

/// At 15 ms the second hog, which has waited since 10, makes the first let go, and is behind the reader then. From 15
/// on the first waits, and sees the lock change hands: so it asks after its second five milliseconds only.
TEST(GlobalLock, goes_to_who_came_next_and_is_not_asked_for_by_who_saw_it_change_hands) {
    EXPECT_EQ(owners_of_the_lock(contenders<2>, 6),
              (Owners{"5 hog 2", "10 hog 1", "15 reader", "15 hog 2", "25 hog 1", "30 reader"}));
}

}  // namespace
}  // namespace simul::testing
