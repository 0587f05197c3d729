#include "app/layout/workshop.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "tests/layout/hall_run.h"
#include "tests/support/trace_text.h"

namespace simul::layout {
namespace {

using testing::WatchedRun;

constexpr Box kFloor{240, 100, 1170, 470};
constexpr Box kBoxes[] = {kFloor,           {80, 100, 910, 330}, {0, 0, 1300, 560},
                          {0, 0, 420, 380}, {0, 0, 260, 120},    {0, 0, 60, 40}};

std::vector<const Crowd*> crowds_of(const Workshop& workshop) {
    std::vector<const Crowd*> all{&workshop.ready, &workshop.asleep, &workshop.awaiting, &workshop.ended};
    for (const Thing& thing : workshop.things) all.push_back(&thing.queue);
    return all;
}

/// How many places show each task.
std::map<TaskId, int> places(const Workshop& workshop) {
    std::map<TaskId, int> shown;
    for (const Crowd* crowd : crowds_of(workshop))
        for (const Worker& worker : crowd->workers) ++shown[worker.task];
    for (const Bench& bench : workshop.benches)
        for (const Worker& worker : bench.at) ++shown[worker.task];
    return shown;
}

std::size_t counted(const Workshop& workshop) {
    std::size_t count = 0;
    for (const Crowd* crowd : crowds_of(workshop)) {
        EXPECT_EQ(crowd->count, crowd->workers.size() + crowd->hidden);
        count += crowd->count;
    }
    for (const Bench& bench : workshop.benches) count += bench.at.size();
    return count;
}

void expect_inside(const Workshop& workshop, const Box& box) {
    const Box room = box.inset(-0.5F);
    const auto expect = [&room](const Box& part, const char* what) {
        const bool inside =
            part.left >= room.left && part.top >= room.top && part.right <= room.right && part.bottom <= room.bottom;
        EXPECT_TRUE(inside || part.empty())
            << what << " of " << room.right << " x " << room.bottom << ": from " << part.left << ", " << part.top
            << " to " << part.right << ", " << part.bottom;
    };
    for (const Crowd* crowd : crowds_of(workshop))
        for (const Worker& worker : crowd->workers) expect(worker.chip, "chip"), expect(worker.name, "name");
    for (const Bench& bench : workshop.benches) expect(bench.box, "bench"), expect(bench.label, "label");
    for (const Thing& thing : workshop.things)
        expect(thing.box, "thing"), expect(thing.body, "body"), expect(thing.title, "title");
}

void expect_apart(const Workshop& workshop) {
    std::vector<Box> chips;
    for (const Crowd* crowd : crowds_of(workshop))
        for (const Worker& worker : crowd->workers) chips.push_back(worker.chip.inset(0.01F));
    for (const Bench& bench : workshop.benches)
        for (const Worker& worker : bench.at) chips.push_back(worker.chip.inset(0.01F));
    for (std::size_t i = 0; i < chips.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) ASSERT_FALSE(chips[i].meets(chips[j])) << i << " and " << j;
}

TEST(Workshop, every_task_of_every_story_stands_at_exactly_one_place_at_every_event) {
    for (const CatalogueEntry& entry : catalogue()) {
        WatchedRun run(std::string(entry.name), {}, testing::simulated(Model::threads, 4));
        const std::size_t step = std::max<std::size_t>(1, run.trace().size() / 150);
        for (std::size_t events = 1; events <= run.trace().size(); events += step) {
            const SceneMoment scene = run.after(events);
            const Workshop workshop = workshop_of(scene, kFloor, 1);
            std::size_t arrived = 0;
            for (std::size_t i = 0; i < scene.moment.task_count(); ++i)
                arrived += scene.moment.state_of(static_cast<TaskId>(i)) != State::absent ? 1 : 0;
            ASSERT_EQ(counted(workshop), arrived) << entry.name << " after " << events;
            for (const auto& [task, count] : places(workshop)) ASSERT_EQ(count, 1) << entry.name << index_of(task);
        }
    }
}

TEST(Workshop, nothing_meets_and_nothing_leaves_the_box_in_any_story_and_any_size) {
    for (const CatalogueEntry& entry : catalogue()) {
        WatchedRun run(std::string(entry.name), {}, testing::simulated(Model::threads, 4));
        for (const Box& box : kBoxes)
            for (const std::size_t part : {1u, 3u, 5u, 8u}) {
                const Workshop workshop = workshop_of(run.after(run.trace().size() * part / 8), box, 1);
                expect_inside(workshop, box);
                expect_apart(workshop);
            }
    }
}

TEST(Workshop, shows_two_thousand_tasks_as_far_as_there_is_room_and_counts_the_others) {
    std::string story = "mutex gate\n0 main arrive\n0 main run @0\n";
    for (int task = 1; task <= 2000; ++task) {
        const std::string name = "t" + std::to_string(task);
        story += "0 " + name + " arrive main\n0 " + name + " run @1\n0 " + name +
                 (task % 2 == 0 ? " lock? gate\n" : " sleep? 5\n");
    }
    WatchedRun run(trace_from(story));
    for (const Box& box : kBoxes) {
        if (box.width() < 100) continue;
        const Workshop workshop = workshop_of(run.after(run.trace().size()), box, 1);
        EXPECT_EQ(counted(workshop), 2001u);
        EXPECT_EQ(workshop.asleep.count, 1000u);
        ASSERT_EQ(workshop.things.size(), 1u);
        EXPECT_EQ(workshop.things[0].queue.count, 1000u);
        EXPECT_GT(workshop.asleep.hidden, 0u);
        expect_inside(workshop, box);
        expect_apart(workshop);
    }
}

TEST(Workshop, does_not_count_a_crowd_twice_of_whom_nobody_is_shown) {
    std::string story = "0 main arrive\n0 main run @0\n";
    for (const char* name : {"a", "b", "c"}) story += std::string("0 ") + name + " arrive main\n";
    WatchedRun run(trace_from(story + "0 main finish\n"));
    bool seen = false;
    for (float height = 40; height < 200; height += 4) {
        const Workshop workshop = workshop_of(run.after(run.trace().size()), {0, 0, 760, height}, 1.5F);
        for (const Crowd* crowd : crowds_of(workshop)) {
            const bool nobody = crowd->hidden > 0 && crowd->workers.empty();
            EXPECT_TRUE(crowd->more.empty() || !nobody) << height;
            seen = seen || nobody;
        }
    }
    EXPECT_TRUE(seen) << "no crowd was without room";
}

TEST(Workshop, a_queue_stands_in_the_order_in_which_its_tasks_came) {
    WatchedRun run(trace_from(R"(
        mutex gate
        0 main arrive
        0 a arrive
        0 b arrive
        0 c arrive
        0 a run @0
        0 a lock gate
        1 c run @1
        1 c lock? gate
        2 b run @1
        2 b lock? gate
    )"));
    const Workshop workshop = workshop_of(run.after(run.trace().size()), kFloor, 1);
    ASSERT_EQ(workshop.things.size(), 1u);
    const Thing& gate = workshop.things[0];
    ASSERT_EQ(gate.queue.workers.size(), 2u);
    EXPECT_EQ(gate.queue.workers[0].task, task_number(3));
    EXPECT_EQ(gate.queue.workers[1].task, task_number(2));
    EXPECT_FALSE(gate.owner.empty()) << "somebody holds it";
    EXPECT_LT(gate.queue.workers[0].chip.left, gate.queue.workers[1].chip.left);
}

TEST(Workshop, the_one_who_became_ready_first_stands_first) {
    WatchedRun run(trace_from(R"(
        0 main arrive
        0 a arrive
        0 b arrive
        0 a run @0
        1 a preempt
    )"));
    const Workshop workshop = workshop_of(run.after(run.trace().size()), kFloor, 1);
    ASSERT_EQ(workshop.ready.workers.size(), 3u);
    EXPECT_EQ(workshop.ready.workers[1].task, task_number(2));
    EXPECT_EQ(workshop.ready.workers[2].task, task_number(1));
}

#ifdef SIMUL_LUA
TEST(Workshop, five_philosophers_who_starve_are_a_circle_of_five_arrows) {
    WatchedRun run("dining_philosophers", {}, testing::simulated(Model::threads, 4));
    const SceneMoment end = run.after(run.trace().size());
    for (const Box& box : {kFloor, Box{80, 100, 910, 330}}) {
        const Workshop workshop = workshop_of(end, box, 1);
        EXPECT_FALSE(workshop.round_table.empty());
        ASSERT_EQ(workshop.cycle.size(), 5u);
        for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(workshop.cycle[i].to, workshop.cycle[(i + 1) % 5].from);
        for (const WaitArrow& arrow : workshop.cycle) EXPECT_GT(distance(arrow.start, arrow.end), 20);
    }
    EXPECT_TRUE(workshop_of(run.at(0.5), kFloor, 1).cycle.empty()) << "nobody has reached for a second fork yet";
}
#endif

TEST(Workshop, two_tasks_that_wait_for_each_others_lock_are_a_circle_of_two) {
    WatchedRun run(trace_from(R"(
        mutex one
        mutex two
        0 main arrive
        0 a run @0
        0 a lock one
        0 b run @1
        0 b lock two
        1 a lock? two
        1 b lock? one
    )"));
    EXPECT_EQ(tasks_in_cycles(run.after(6).moment), std::vector<TaskId>{});
    EXPECT_EQ(tasks_in_cycles(run.after(run.trace().size()).moment).size(), 2u);
    EXPECT_EQ(workshop_of(run.after(run.trace().size()), kFloor, 1).cycle.size(), 2u);
}

TEST(Workshop, a_task_that_only_waits_for_a_circle_is_not_in_it) {
    WatchedRun run(trace_from(R"(
        0 main arrive
        0 a run @0
        0 b run @1
        0 a await? b
        0 b await? a
        0 main await? a
    )"));
    const auto cycle = tasks_in_cycles(run.after(run.trace().size()).moment);
    EXPECT_EQ(cycle.size(), 2u);
    EXPECT_EQ(std::count(cycle.begin(), cycle.end(), kMainTask), 0);
}

TEST(Workshop, permits_and_messages_are_slots) {
    WatchedRun run(trace_from(R"(
        semaphore free 3
        channel shelf 4
        barrier meet 2
        0 a run @0
        0 a acquire free
        0 a send shelf 1
        1 a send shelf 2
        2 a barrier_wait? meet
    )"));
    const Workshop workshop = workshop_of(run.after(run.trace().size() - 1), kFloor, 1);
    ASSERT_EQ(workshop.things.size(), 3u);
    EXPECT_EQ(workshop.things[0].slots.size(), 3u);
    EXPECT_EQ(workshop.things[0].filled, 2u);
    EXPECT_EQ(workshop.things[1].slots.size(), 4u);
    EXPECT_EQ(workshop.things[1].filled, 2u);
    EXPECT_EQ(workshop.things[2].slots.size(), 2u);
    EXPECT_EQ(workshop.things[2].filled, 0u);
}

#ifdef SIMUL_LUA
TEST(Workshop, processes_each_see_their_own_copy) {
    WatchedRun run("own_memory", {}, testing::simulated(Model::processes, 4));
    for (const Box& box : {kFloor, Box{80, 100, 910, 330}, Box{0, 0, 1300, 560}, Box{28, 66, 852, 380}}) {
        const Workshop workshop = workshop_of(run.after(run.trace().size()), box, 1);
        const Thing& mine = workshop.things[0];
        const Thing& ours = workshop.things[1];
        ASSERT_EQ(mine.copies.size(), 3u);
        EXPECT_EQ(mine.copies[0].value, Cell::integer(10)) << "main";
        EXPECT_EQ(mine.copies[1].value, Cell::integer(13));
        EXPECT_TRUE(ours.copies.empty()) << "mapped for all";
    }
}
#endif

#ifdef SIMUL_LUA
TEST(Workshop, as_many_benches_as_cores_and_one_in_an_event_loop) {
    WatchedRun threads("factorials", {}, testing::simulated(Model::threads, 4));
    const Workshop busy = workshop_of(threads.at(0.2), kFloor, 1);
    ASSERT_EQ(busy.benches.size(), 4u);
    for (const Bench& bench : busy.benches) EXPECT_EQ(bench.at.size(), 1u);
    WatchedRun loop("factorials", {}, testing::simulated(Model::event_loop, 4));
    EXPECT_EQ(workshop_of(loop.at(0.2), kFloor, 1).benches.size(), 1u);
}
#endif

}  // namespace
}  // namespace simul::layout
