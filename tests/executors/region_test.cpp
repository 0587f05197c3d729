// The memory of a run, when it is nearly full and when somebody wrote nonsense into it.
#include "engine/run/region.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <thread>
#include <vector>

namespace simul::testing {
namespace {

/// What is left is less than what all ask for: whoever gets some gets it alone.
TEST(Region, gives_no_memory_twice_when_it_is_nearly_full) {
    Region region = std::move(*Region::create());
    constexpr std::size_t kThreads = 4, kRounds = 400;
    for (std::size_t round = 0; round < kRounds; ++round) {
        region.head().used.store(region.head().size - 64 * 3);
        std::vector<Offset> got(kThreads, 0);
        std::atomic<int> waiting{kThreads};
        std::vector<std::thread> threads;
        for (std::size_t i = 0; i < kThreads; ++i)
            threads.emplace_back([&, i] {
                --waiting;
                while (waiting.load() > 0) std::this_thread::yield();
                got[i] = region.allocate(i % 2 == 0 ? 64 : 150);
            });
        for (std::thread& thread : threads) thread.join();
        std::sort(got.begin(), got.end());
        for (std::size_t i = 1; i < kThreads; ++i) ASSERT_TRUE(got[i] == 0 || got[i] != got[i - 1]) << round;
        ASSERT_LE(region.head().used.load(), region.head().size);
    }
}

TEST(Region, refuses_what_no_number_can_round_up) {
    Region region = std::move(*Region::create());
    const std::uint64_t before = region.head().used.load();
    for (const std::size_t bytes : {SIZE_MAX, SIZE_MAX - 63, std::size_t{1} << 40})
        EXPECT_EQ(region.allocate(bytes), 0U);
    EXPECT_EQ(region.head().used.load(), before);
}

TEST(Region, shows_no_text_that_would_lie_outside) {
    Region region = std::move(*Region::create());
    const Offset kept = region.keep("a sentence");
    EXPECT_EQ(region.text(kept), "a sentence");
    *region.at<std::uint64_t>(kept) = std::uint64_t{1} << 40;
    EXPECT_EQ(region.text(kept), "");
    for (const Offset place : {Offset{region.size()}, Offset{region.size() - 4}, ~Offset{0}, kept + 1})
        EXPECT_EQ(region.text(place), "") << place;
}

TEST(Region, leaves_an_error_with_its_place_for_who_watches) {
    Region region = std::move(*Region::create());
    EXPECT_FALSE(region.error_left());
    region.leave_error(Error{"burst is \"soon\"", ErrorKind::sheet, "jobs.csv", 0, 3, "burst"});
    const std::optional<Error> left = region.error_left();
    ASSERT_TRUE(left);
    EXPECT_EQ(left->sentence(), "jobs.csv, row 3: burst is \"soon\"");
    EXPECT_EQ(left->kind, ErrorKind::sheet);
    EXPECT_EQ(left->row, 3U);
    EXPECT_EQ(left->field, "burst");
    region.leave_error("there is no memory");
    EXPECT_EQ(region.error_left()->sentence(), "there is no memory");
}

TEST(Region, believes_no_error_that_cannot_be_there) {
    Region region = std::move(*Region::create());
    for (const Offset place : {Offset{region.size()}, Offset{region.size() - 8}, ~Offset{0}, Offset{4097}}) {
        region.head().error = place;
        EXPECT_FALSE(region.error_left()) << place;
    }
    region.leave_error(Error{std::string(100'000, 'x'), ErrorKind::story, "a.lua", 7});
    auto* words = region.at<std::uint64_t>(region.head().error);
    for (std::size_t i = 0; i < 6; ++i) words[i] = ~std::uint64_t{0};
    const std::optional<Error> mad = region.error_left();
    ASSERT_TRUE(mad);
    EXPECT_EQ(mad->text + mad->file + mad->field, "");
    EXPECT_EQ(mad->kind, ErrorKind::other);
}

}  // namespace
}  // namespace simul::testing
