// A list that only grows: readers see whole items, and nothing that they have seen ever moves.
#include "engine/trace/chunked_log.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <thread>

namespace simul {
namespace {

TEST(ChunkedLog, keeps_items_in_the_order_of_their_coming) {
    ChunkedLog<int, 4, 8> log;
    EXPECT_EQ(log.size(), 0U);
    for (int i = 0; i < 32; ++i) log.append(i * i);
    ASSERT_EQ(log.size(), 32U);
    for (int i = 0; i < 32; ++i) EXPECT_EQ(log[static_cast<std::size_t>(i)], i * i);
}

TEST(ChunkedLog, never_moves_an_item) {
    ChunkedLog<int, 4, 1000> log;
    log.append(1);
    const int* const first = &log[0];
    for (int i = 0; i < 3000; ++i) log.append(i);
    EXPECT_EQ(&log[0], first);
    EXPECT_EQ(*first, 1);
}

TEST(ChunkedLog, says_when_it_is_full) {
    using Small = ChunkedLog<int, 2, 2>;
    EXPECT_DEATH(
        {
            Small log;
            for (int i = 0; i < 5; ++i) log.append(i);
        },
        "a trace holds at most");
}

TEST(ChunkedLog, shows_another_thread_whole_items_only) {
    struct Twice {
        std::int64_t once, again;
    };
    constexpr std::int64_t kItems = 200'000;
    ChunkedLog<Twice, 64> log;
    std::thread writer([&log] {
        for (std::int64_t i = 0; i < kItems; ++i) log.append({i, i});
    });
    std::size_t seen = 0;
    while (seen < kItems) {
        const std::size_t size = log.size();
        for (; seen < size; ++seen) {
            ASSERT_EQ(log[seen].once, static_cast<std::int64_t>(seen));
            ASSERT_EQ(log[seen].again, static_cast<std::int64_t>(seen));
        }
    }
    writer.join();
}

}  // namespace
}  // namespace simul
