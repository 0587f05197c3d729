// A device in simulated time and a real one, asked the same: what they answer does not tell which of them it was.
#include <gtest/gtest.h>

#include "engine/devices/model.h"
#include "tests/devices/some_host.h"

namespace simul {
namespace {

void expect_same_answers(const DeviceTraits& traits, const std::vector<DeviceRequest>& requests) {
    constexpr std::uint64_t kSeed = 1;
    SomeHost real(traits);
    DeviceModel model(traits, kSeed, 0);
    for (const DeviceRequest& request : requests) {
        const DeviceAnswer ours = model.answer(request), theirs = real.answer(request);
        EXPECT_EQ(theirs.failed, ours.failed) << request.name;
        EXPECT_EQ(theirs.error, ours.error) << request.name;
        EXPECT_EQ(theirs.value, ours.value) << request.name;
    }
}

TEST(Parity, folders_answer_alike) {
    DeviceTraits traits = folder();
    traits.room = 5'000;
    expect_same_answers(traits, {read("a"), write("a", 0), read("a"), write("a", 3'000), copy("a", "b"), read("b"),
                                 copy("c", "a"), copy("a", "a"), write("c", 1), write("a", 2'999), write("c", 1),
                                 write("b", 6'000), read("b"), read("a")});
}

TEST(Parity, databases_answer_alike) {
    expect_same_answers(database(), {query("x"), add("x", 1), execute("x", 1), add("x", 1), query("x"), query("y"),
                                     execute("x", INT64_MAX), add("x", 1), query("x"), add("x", -1),
                                     execute("x", INT64_MIN), add("x", -1), query("x"), execute("", 3), query("")});
}

TEST(Parity, servers_answer_alike) {
    expect_same_answers(server(), {get(0), get(1), get(100'000)});
    DeviceTraits broken = server();
    broken.errors = 1;
    expect_same_answers(broken, {get(0), get(5)});
}

}  // namespace
}  // namespace simul
