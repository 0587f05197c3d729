// Logical clocks: what they show, and that they tell of the order all that can be told, and nothing else.
#include "engine/analysis/logical_clocks.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "engine/base/random.h"

namespace simul {
namespace {

/// Machines a, b and c, a channel on each, and a task on each: the numbers of all three are the same.
class LogicalClocksOfThree : public ::testing::Test {
  protected:
    LogicalClocksOfThree() { begin_anew(); }

    void begin_anew() {
        trace_ = std::make_unique<Trace>(header());
        for (std::int64_t node = 0; node < 3; ++node) happens(EventKind::place, node, node);
    }

    static TraceHeader header() {
        TraceHeader header;
        for (std::size_t i = 0; i < 3; ++i) {
            header.nodes.emplace_back().name = std::string(1, static_cast<char>('a' + i));
            ResourceInfo channel;
            channel.kind = ResourceKind::channel;
            channel.node = static_cast<NodeId>(i);
            header.resources.push_back(channel);
        }
        header.network.all.doubles = 0.5;
        return header;
    }

    void happens(EventKind kind, std::int64_t task, std::int64_t value, std::int64_t channel = -1) {
        TraceEvent event;
        event.kind = kind;
        event.task = static_cast<TaskId>(task);
        if (channel >= 0) event.resource = static_cast<ResourceId>(channel);
        event.value = value;
        trace_->append(event);
    }
    void marks(std::int64_t node) { happens(EventKind::mark, node, 0); }
    void sends(std::int64_t message, std::int64_t from, std::int64_t to) {
        happens(EventKind::transmit, from, message, to);
    }
    void arrives(std::int64_t message, std::int64_t from, std::int64_t to) {
        happens(EventKind::deliver, from, message, to);
    }
    std::string last() const {
        const auto time = logical_time_at(*trace_, trace_->size() - 1);
        return time ? in_words(*time, trace_->header()) : "nothing";
    }

    std::unique_ptr<Trace> trace_;
};

TEST_F(LogicalClocksOfThree, count_marks_and_messages_and_nothing_else) {
    marks(0);
    EXPECT_EQ(last(), "Lamport 1, vector a 1, b 0, c 0");
    sends(1, 0, 1);
    EXPECT_EQ(last(), "Lamport 2, vector a 2, b 0, c 0");
    happens(EventKind::print, 1, 0);
    EXPECT_EQ(last(), "nothing");
    marks(1);
    EXPECT_EQ(last(), "Lamport 1, vector a 0, b 1, c 0");
    arrives(1, 0, 1);
    EXPECT_EQ(last(), "Lamport 3, vector a 2, b 2, c 0");
    sends(2, 1, 2);
    happens(EventKind::lose, 1, 2, 2);
    EXPECT_EQ(last(), "nothing") << "nobody hears of it";
    marks(2);
    EXPECT_EQ(last(), "Lamport 1, vector a 0, b 0, c 1");
}

TEST_F(LogicalClocksOfThree, tell_what_came_first_and_what_nobody_can_tell) {
    sends(1, 0, 1);
    const LogicalTime sent = *logical_time_at(*trace_, trace_->size() - 1);
    marks(2);
    const LogicalTime alone = *logical_time_at(*trace_, trace_->size() - 1);
    arrives(1, 0, 1);
    const LogicalTime arrived = *logical_time_at(*trace_, trace_->size() - 1);
    EXPECT_TRUE(happened_before(sent, arrived));
    EXPECT_FALSE(happened_before(arrived, sent));
    EXPECT_FALSE(happened_before(sent, alone) || happened_before(alone, sent)) << "they are concurrent";
    EXPECT_EQ(sent.lamport, alone.lamport);
    EXPECT_FALSE(happened_before(sent, sent));
}

/// Who reaches whom, by brute force: on one machine in its order, and from each sending to its arrivals.
TEST_F(LogicalClocksOfThree, agree_with_all_ways_from_event_to_event) {
    for (std::uint64_t seed = 1; seed <= 30; ++seed) {
        Random random(seed, 9);
        begin_anew();
        std::vector<std::pair<std::int64_t, std::int64_t>> ways;  // by message: from, to
        std::vector<std::size_t> sent_at;
        std::vector<std::pair<std::size_t, std::size_t>> edges;
        std::vector<std::size_t> latest(3, SIZE_MAX), events;
        for (int step = 0; step < 40; ++step) {
            const auto what = random.between(0, 2);
            auto node = random.between(0, 2);
            const std::size_t index = trace_->size();
            if (what == 0) marks(node);
            if (what == 1) {
                ways.emplace_back(node, (node + random.between(1, 2)) % 3);
                sends(static_cast<std::int64_t>(ways.size()) - 1, node, ways.back().second);
                sent_at.push_back(index);
            }
            if (what == 2) {
                if (ways.empty()) continue;
                const auto message =
                    static_cast<std::size_t>(random.between(0, static_cast<std::int64_t>(ways.size()) - 1));
                node = ways[message].second;
                arrives(static_cast<std::int64_t>(message), ways[message].first, node);  // some twice, some never
                edges.emplace_back(sent_at[message], index);
            }
            std::size_t& before = latest[static_cast<std::size_t>(node)];
            if (before != SIZE_MAX) edges.emplace_back(before, index);
            before = index;
            events.push_back(index);
        }
        const std::size_t size = trace_->size();
        std::vector<std::vector<bool>> reaches(size, std::vector<bool>(size));
        std::vector<std::uint64_t> longest(size, 1);
        for (std::size_t to = 0; to < size; ++to)
            for (const auto& [from, there] : edges) {
                if (there != to) continue;
                longest[to] = std::max(longest[to], longest[from] + 1);
                reaches[from][to] = true;
                for (std::size_t i = 0; i < size; ++i)
                    if (reaches[i][from]) reaches[i][to] = true;
            }
        for (const std::size_t one : events) {
            const LogicalTime first = *logical_time_at(*trace_, one);
            EXPECT_EQ(first.lamport, longest[one]);
            for (const std::size_t other : events)
                EXPECT_EQ(happened_before(first, *logical_time_at(*trace_, other)), reaches[one][other])
                    << seed << ": " << one << " and " << other;
        }
    }
}

TEST(ClocksOfMachines, show_what_their_offset_and_their_drift_say) {
    NodeInfo node;
    EXPECT_EQ(local_time(node, Time(10s)), 10s);
    node.clock_offset = -500ms;
    node.clock_drift = 0.01;
    EXPECT_EQ(local_time(node, Time(0s)), -500ms);
    EXPECT_EQ(local_time(node, Time(10s)), 9600ms);
    EXPECT_GT(local_time(node, kNever), 0ns) << "no overflow";
    TraceHeader header;
    header.nodes = {node, node};
    EXPECT_FALSE(clocks_differ(header));
    header.nodes[1].clock_drift = 0;
    EXPECT_TRUE(clocks_differ(header));
    EXPECT_EQ(clock_time_in_words(header, NodeId{0}, Time(10s)), "9.6 s");
    EXPECT_FALSE(clocks_differ(TraceHeader{}));
}

}  // namespace
}  // namespace simul
