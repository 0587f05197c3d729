// A server through the host: real connections on the loopback.
#include <gtest/gtest.h>

#include <numeric>

#include "engine/os/clock.h"
#include "tests/devices/some_host.h"

namespace simul {
namespace {

TEST(Server, a_page_has_as_many_bytes_as_are_asked_for) {
    SomeHost some(server());
    for (const std::int64_t bytes : {0, 1, 1'000, 5'000'000}) {
        const DeviceAnswer answer = some.answer(get(bytes));
        EXPECT_FALSE(answer.failed) << answer.error;
        EXPECT_EQ(answer.value, bytes);
    }
}

TEST(Server, any_name_of_a_page_is_harmless) {
    SomeHost some(server());
    const std::string names[] = {"",
                                 "a b?bytes=7#c",
                                 "../../etc/passwd",
                                 std::string("\0\r\n\r\nGET / HTTP/1.1", 20),
                                 "größe/%00",
                                 std::string(16 * 1024, '\xff')};
    for (const std::string& name : names) {
        const DeviceAnswer answer = some.answer(get(123, name));
        EXPECT_EQ(answer.value, 123) << answer.error;
    }
}

TEST(Server, a_page_that_is_too_large_or_has_too_long_a_name_is_a_sentence) {
    SomeHost some(server());
    EXPECT_EQ(some.answer(get(-1)).error, "-1 bytes cannot be had: a page or file has 0 to 1073741824");
    EXPECT_TRUE(some.answer(get(INT64_MAX)).failed);
    EXPECT_EQ(some.answer(get(1, std::string(100'000, 'x'))).error, "a name has at most 16384 bytes");
    EXPECT_EQ(some.answer(get(5)).value, 5);
}

TEST(Server, its_share_of_errors_is_answered_with_503) {
    DeviceTraits traits = server();
    traits.errors = 0.25;
    SomeHost some(traits);
    for (int i = 0; i < 200; ++i) some.ask(get(10));
    std::size_t failed = 0;
    for (const auto& [number, answer] : some.answers(200)) {
        failed += answer.failed;
        EXPECT_EQ(answer.error, answer.failed ? "the server answered 503" : "");
        EXPECT_EQ(answer.value, answer.failed ? 0 : 10);
    }
    EXPECT_GT(failed, 30u);
    EXPECT_LT(failed, 70u);

    traits.errors = 1;
    SomeHost never(traits);
    EXPECT_TRUE(never.answer(get(10)).failed);
}

// Each waits for the one before: so the last answer comes last, however the pages differ.
TEST(Server, one_at_a_time_serves_in_the_order_of_asking) {
    DeviceTraits traits = server();
    traits.at_once = 1;
    SomeHost some(traits);
    std::vector<std::uint64_t> expected(20);
    std::iota(expected.begin(), expected.end(), 1);
    for (std::size_t i = 0; i < expected.size(); ++i) some.ask(get(i % 2 == 0 ? 200'000 : 1));
    EXPECT_EQ(some.order_of_answers(expected.size()), expected);
}

TEST(Server, who_is_forgotten_gives_its_place_to_the_next) {
    DeviceTraits traits = server();
    traits.at_once = 1;
    traits.latency = 24h;
    SomeHost some(DeviceList{{0, traits}, {1, server()}});
    for (std::uint64_t i = 0; i < 10; ++i) ASSERT_TRUE(some.line().ask(i, get(1)));
    for (std::uint64_t i = 0; i < 10; ++i) ASSERT_TRUE(some.line().forget(i));
    DeviceRequest request = get(3);
    request.device = 1;
    EXPECT_EQ(some.answer(request).value, 3);
}

double seconds_for(SomeHost& some, std::initializer_list<std::int64_t> pages) {
    const std::int64_t began = os::monotonic_now();
    for (const std::int64_t bytes : pages) some.ask(get(bytes));
    some.answers(pages.size());
    return static_cast<double>(os::monotonic_now() - began) * 1e-9;
}

TEST(RealServer, the_bandwidth_is_shared_by_all_that_are_under_way) {
    DeviceTraits traits = server();
    traits.bandwidth = 10'000'000;
    SomeHost some(traits);
    const double one = seconds_for(some, {1'000'000});
    const double four = seconds_for(some, {1'000'000, 1'000'000, 1'000'000, 1'000'000});
    EXPECT_GE(one, 0.1);
    EXPECT_GE(four, 0.4);
    EXPECT_LT(four / one, 5.5);
}

// With equal shares the small page is through after twice its own time; in line behind the large one it would be last.
TEST(RealServer, a_small_page_overtakes_a_large_one) {
    DeviceTraits traits = server();
    traits.bandwidth = 5'000'000;
    SomeHost some(traits);
    some.ask(get(1'000'000));
    some.ask(get(100'000));
    EXPECT_EQ(some.order_of_answers(2), (std::vector<std::uint64_t>{2, 1}));
}

TEST(RealServer, latencies_pass_at_the_same_time) {
    DeviceTraits traits = server();
    traits.latency = 50ms;
    SomeHost some(traits);
    const std::int64_t began = os::monotonic_now();
    for (int i = 0; i < 100; ++i) some.ask(get(10));
    some.answers(100);
    const std::int64_t all = os::monotonic_now() - began;
    EXPECT_GE(all, 50'000'000);
    EXPECT_LT(all, std::int64_t{100} * 50'000'000 / 5);
}

}  // namespace
}  // namespace simul
