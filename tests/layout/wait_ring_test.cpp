#include "app/layout/wait_ring.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "engine/analysis/wait_cycle.h"
#include "tests/support/trace_text.h"

namespace simul::layout {
namespace {

const char* const kTwo = R"(
    model threads
    clock simulated
    cores 4
    mutex left
    mutex right
    0 main arrive
    0 a arrive main
    0 b arrive main
    0 c arrive main
    1 a lock left :3
    1 b lock right :4
    2 c lock? right :9
    2 b lock? left :5
    3 a lock? right :6
)";

struct Asked {
    std::unique_ptr<Trace> trace;
    Moment moment;
    explicit Asked(const std::string& text) : trace(trace_from(text)), moment(moment_after(*trace, trace->size())) {}
};

TEST(WaitRing, HasTasksAndWhatTheyWaitForInTurn) {
    const Asked asked(kTwo);
    const std::vector<std::vector<TaskId>> circles = circles_in(asked.moment);
    ASSERT_EQ(circles.size(), 1U);
    EXPECT_EQ(circles[0], (std::vector{TaskId{1}, TaskId{2}}));
    const std::vector<RingNode> nodes = ring_of(asked.moment, circles[0]);
    ASSERT_EQ(nodes.size(), 4U);
    EXPECT_EQ(nodes[0].task, TaskId{1});
    EXPECT_EQ(nodes[1].resource, ResourceId{1}) << "a wants right";
    EXPECT_EQ(nodes[2].task, TaskId{2}) << "which b has";
    EXPECT_EQ(nodes[3].resource, ResourceId{0});
    EXPECT_EQ((*asked.trace)[closed_at(asked.moment, circles[0])].line, 6) << "the last wait closed it";
}

TEST(WaitRing, IsFoundFromOutsideOfTheCircleToo) {
    const Asked asked(kTwo);
    EXPECT_EQ(circle_behind(asked.moment, TaskId{3}).size(), 2U);
    EXPECT_TRUE(circle_behind(asked.moment, kMainTask).empty());
    const Asked open(std::string(kTwo).substr(0, std::string(kTwo).find("3 a lock?")));
    EXPECT_TRUE(circles_in(open.moment).empty()) << "not before it closes";
    EXPECT_TRUE(circle_behind(open.moment, TaskId{3}).empty());
}

TEST(WaitRing, LeadsNowhereFromATaskThatIsNotThereYet) {
    const Asked asked(kTwo);
    EXPECT_TRUE(circle_behind(moment_after(*asked.trace, 0), TaskId{3}).empty());
    EXPECT_TRUE(circles_in(moment_after(*asked.trace, 0)).empty());
}

TEST(WaitRing, WaitsForTheEndOfAnotherHaveNoResource) {
    const Asked asked("model threads\n0 main arrive\n0 a arrive main\n1 a await? 0 :3\n2 main await? 1 :4\n");
    const std::vector<std::vector<TaskId>> circles = circles_in(asked.moment);
    ASSERT_EQ(circles.size(), 1U);
    EXPECT_EQ(ring_of(asked.moment, circles[0]).size(), 2U);
}

TEST(WaitRing, ItsNodesStayInTheBoxApartFromEachOther) {
    for (const std::size_t count : {2U, 4U, 10U, 16U}) {
        std::vector<RingNode> nodes(count);
        for (RingNode& node : nodes) node.width = 34, node.height = 24;
        const Box box{10, 10, 320, 10 + std::clamp(90 + 16 * static_cast<float>(count), 130.0F, 346.0F)};
        place_ring(nodes, box);
        for (std::size_t i = 0; i < count; ++i) {
            const Box it = nodes[i].box().inset(0.01F);
            EXPECT_TRUE(it.left >= box.left && it.right <= box.right && it.top >= box.top && it.bottom <= box.bottom);
            for (std::size_t j = i + 1; j < count; ++j) EXPECT_FALSE(it.meets(nodes[j].box())) << count << " " << i;
        }
    }
}

TEST(WaitRing, ArrowsEndAtTheRimsOfItsNodes) {
    const RingNode node{TaskId{1}, kNoResource, 40, 20, {100, 100}};
    EXPECT_FLOAT_EQ(rim_towards(node, {200, 100}), 20);
    EXPECT_FLOAT_EQ(rim_towards(node, {100, 0}), 10);
    EXPECT_FLOAT_EQ(rim_towards(node, {110, 110}), std::hypot(10.0F, 10.0F));
}

}  // namespace
}  // namespace simul::layout
