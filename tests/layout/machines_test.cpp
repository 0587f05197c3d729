// Where machines stand, which links there are, and what is under way on them.
#include "app/layout/machines.h"

#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "engine/analysis/metrics.h"
#include "tests/layout/hall_run.h"

namespace simul::layout {
namespace {

using testing::WatchedRun;

WatchedRun machines_of(const std::string& story, const KnobSettings& knobs = {}) {
    return {story, knobs, testing::simulated(Model::threads, 1)};
}

MachineHall hall_of(WatchedRun& run, double seconds, const Box& box = {0, 0, 900, 400}) {
    return machine_hall_of(run.at(seconds), metrics_of(run.trace()).outages, box, 1);
}

TEST(MachineHalls, HaveEachMachineInsideAndNoneOnAnother) {
    for (const char* machines : {"1", "2", "3", "5", "8"})
        for (const Box& box : {Box{0, 0, 900, 400}, Box{10, 10, 500, 180}, Box{0, 0, 300, 500}}) {
            WatchedRun run = machines_of("map_and_reduce", {{"machines", machines}});
            const MachineHall hall = hall_of(run, 1, box);
            ASSERT_EQ(hall.machines.size(), std::stoul(machines) + 1);
            for (const Machine& machine : hall.machines) {
                const Box room = box.inset(-0.5F);
                EXPECT_TRUE(room.contains({machine.box.left, machine.box.top})) << machines;
                EXPECT_TRUE(room.contains({machine.box.right, machine.box.bottom})) << machines;
                for (const Machine& other : hall.machines)
                    EXPECT_TRUE(other.node == machine.node || !other.box.meets(machine.box)) << machines;
            }
        }
}

TEST(MachineHalls, ShowTasksBesideTheNameWhereMachinesAreLow) {
    WatchedRun run = machines_of("primary_and_copy");
    const MachineHall hall = hall_of(run, 1, {0, 0, 700, 100});
    for (const Machine& machine : hall.machines) {
        EXPECT_FALSE(machine.tasks.workers.empty()) << index_of(machine.node);
        for (const Worker& worker : machine.tasks.workers) {
            EXPECT_FALSE(worker.chip.meets(machine.title));
            EXPECT_TRUE(machine.box.contains(worker.chip.centre()));
        }
    }
}

TEST(MachineHalls, AreAsWideAsTheyCanWhereTheyAreMany) {
    WatchedRun run = machines_of("map_and_reduce", {{"machines", "8"}});
    for (const Machine& machine : hall_of(run, 1, {0, 0, 830, 160}).machines) EXPECT_GT(machine.title.width(), 60);
}

TEST(MachineHalls, HaveLinksWhereSomethingIsSentAndTheirHandlesApart) {
    WatchedRun star = machines_of("map_and_reduce");
    EXPECT_EQ(hall_of(star, 0).links.size(), 3U);
    WatchedRun five = machines_of("leader_election");
    const std::vector<Link> links = hall_of(five, 1).links;
    EXPECT_EQ(links.size(), 12U) << "ten among five, and two to the observer from those who lead";
    for (std::size_t i = 0; i < links.size(); ++i)
        for (std::size_t j = 0; j < i; ++j) EXPECT_GT(distance(links[i].handle.centre(), links[j].handle.centre()), 12);
}

TEST(MachineHalls, SayWhoIsDownAndWhichLinksAreCut) {
    WatchedRun crash = machines_of("map_and_reduce", {{"what", "one dies"}});
    EXPECT_FALSE(hall_of(crash, 2.4).machines[3].down);
    EXPECT_TRUE(hall_of(crash, 2.6).machines[3].down);
    EXPECT_TRUE(hall_of(crash, 2.6).machines[3].tasks.workers.empty());
    WatchedRun cut = machines_of("leader_election", {{"what", "cut"}});
    const auto cut_links = [&cut](double seconds) {
        const std::vector<Link> links = hall_of(cut, seconds).links;
        return std::count_if(links.begin(), links.end(), [](const Link& link) { return link.cut; });
    };
    EXPECT_EQ(cut_links(1), 0);
    EXPECT_EQ(cut_links(2), 6);
    EXPECT_EQ(cut_links(3.3), 0);
}

/// Three lines are on their way for 0.05 s, and the answers so long from 1.05 s on.
TEST(MachineHalls, ShowWhatIsUnderWayWhereItIs) {
    WatchedRun run = machines_of("map_and_reduce");
    const std::vector<Flight> sent = flights_at(run.at(0.025));
    ASSERT_EQ(sent.size(), 3U);
    for (const Flight& flight : sent) {
        EXPECT_EQ(flight.from, kFirstNode);
        EXPECT_NEAR(flight.share, 0.5, 1e-6);
    }
    EXPECT_TRUE(flights_at(run.at(0.5)).empty());
    const std::vector<Flight> answers = flights_at(run.at(1.09));
    ASSERT_EQ(answers.size(), 3U);
    EXPECT_NEAR(answers[1].share, 0.8, 1e-6);
    EXPECT_EQ(answers[1].to, kFirstNode);
}

}  // namespace
}  // namespace simul::layout

#endif
