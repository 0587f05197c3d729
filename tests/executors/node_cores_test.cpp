// The CPUs that machines of a real run use, and the cores that they are drawn as; and their cables.
#include "engine/run/node_cores.h"

#include <gtest/gtest.h>

#include "engine/run/message.h"
#include "engine/run/real/cable.h"

namespace simul::testing {
namespace {

std::vector<NodeInfo> machines_with(std::initializer_list<std::uint32_t> cores) {
    std::vector<NodeInfo> nodes;
    for (const std::uint32_t count : cores) nodes.push_back({"n" + std::to_string(nodes.size()), count, {}, 0});
    return nodes;
}

TEST(NodeCores, go_round_and_round_the_cpus_that_there_are) {
    const NodeCores cores(machines_with({1, 2, 1}), {2, 3});
    EXPECT_EQ(cores.cpus_of(NodeId{0}), (std::vector<int>{2}));
    EXPECT_EQ(cores.cpus_of(NodeId{1}), (std::vector<int>{3, 2}));
    EXPECT_EQ(cores.cpus_of(NodeId{2}), (std::vector<int>{3}));
    EXPECT_EQ(cores.core_of(NodeId{0}, CoreId{2}), CoreId{0});
    EXPECT_EQ(cores.core_of(NodeId{1}, CoreId{3}), CoreId{1});
    EXPECT_EQ(cores.core_of(NodeId{1}, CoreId{2}), CoreId{2});
    EXPECT_EQ(cores.core_of(NodeId{2}, CoreId{3}), CoreId{3});
}

TEST(NodeCores, are_those_of_the_machine_on_which_a_task_is) {
    NodeCores cores(machines_with({1, 2, 1}), {0, 1});
    TraceEvent event;
    event.task = TaskId{7};
    event.kind = EventKind::place;
    event.value = 1;
    cores.settle(event);
    EXPECT_EQ(event.core, kNoCore);
    event.kind = EventKind::run;
    event.core = CoreId{0};
    cores.settle(event);
    EXPECT_EQ(event.core, CoreId{2});
}

TEST(LocalCables, carry_whole_messages_in_order_and_end_with_their_machine) {
    int told = 0;
    Result<Cable> cable = lay_local_cable([&] { ++told; });
    ASSERT_TRUE(cable.ok()) << cable.error().sentence();
    EXPECT_FALSE(cable->network->take());
    EXPECT_TRUE(cable->machine->send("short"));
    EXPECT_TRUE(cable->machine->send(""));
    const std::string longer(100'000, 'x');
    EXPECT_TRUE(cable->machine->send(longer));
    EXPECT_GE(told, 5) << "a long one is told of as often as somebody should take a part of it";
    EXPECT_EQ(cable->network->take(), "short");
    EXPECT_EQ(cable->network->take(), "");
    EXPECT_EQ(cable->network->take(), longer);
    EXPECT_TRUE(cable->machine->send("last"));
    cable->machine.reset();
    EXPECT_EQ(cable->network->take(), "last");
    EXPECT_FALSE(cable->network->take());
}

TEST(LocalCables, tell_who_sends_that_the_network_is_gone) {
    Result<Cable> cable = lay_local_cable([] {});
    ASSERT_TRUE(cable.ok());
    cable->network.reset();
    EXPECT_FALSE(cable->machine->send("nobody hears it"));
}

TEST(MessagesOnCables, come_out_as_they_went_in) {
    MessageHead head;
    head.number = 3;
    head.sender = TaskId{4};
    head.bytes = 1e6;
    const auto message = message_in(packed_message(head, "packed"));
    ASSERT_TRUE(message);
    EXPECT_EQ(message->first.number, 3);
    EXPECT_EQ(message->first.sender, TaskId{4});
    EXPECT_EQ(message->first.bytes, 1e6);
    EXPECT_EQ(message->second, "packed");
    EXPECT_FALSE(message_in("less than a head"));
}

}  // namespace
}  // namespace simul::testing
