// A database through the host: SQLite on a file that has no name.
#include <gtest/gtest.h>

#include "tests/devices/some_host.h"

namespace simul {
namespace {

TEST(Database, a_row_has_the_value_that_it_was_given_last) {
    SomeHost some(database());
    EXPECT_EQ(some.answer(execute("x", 5)).value, 5);
    EXPECT_EQ(some.answer(execute("x", -6)).value, -6);
    EXPECT_EQ(some.answer(query("x")).value, -6);
    EXPECT_EQ(some.answer(add("x", 10)).value, 4);
    EXPECT_EQ(some.answer(query("x")).value, 4);
}

TEST(Database, a_row_that_is_not_there_is_a_sentence) {
    SomeHost some(database());
    EXPECT_EQ(some.answer(query("x")).error, "no row has the name x");
    EXPECT_EQ(some.answer(add("x", 1)).error, "no row has the name x");
    EXPECT_TRUE(some.answer(query("x")).failed);
}

TEST(Database, any_name_is_only_a_name) {
    SomeHost some(database());
    const std::string names[] = {
        "",         "'; DROP TABLE items; --",  "\"", std::string("a\0b", 3), std::string("a\0c", 3), "a",
        "\xff\xfe", std::string(16 * 1024, 'x')};
    std::int64_t value = 0;
    for (const std::string& name : names) EXPECT_EQ(some.answer(execute(name, ++value)).value, value);
    value = 0;
    for (const std::string& name : names) EXPECT_EQ(some.answer(query(name)).value, ++value);
}

TEST(Database, a_sum_that_is_no_number_changes_nothing) {
    SomeHost some(database());
    some.answer(execute("x", INT64_MAX));
    EXPECT_EQ(some.answer(add("x", 1)).error, "integer overflow");
    EXPECT_EQ(some.answer(query("x")).value, INT64_MAX);
    EXPECT_EQ(some.answer(add("x", -1)).value, INT64_MAX - 1);
    some.answer(execute("x", INT64_MIN));
    EXPECT_TRUE(some.answer(add("x", -1)).failed);
    EXPECT_EQ(some.answer(query("x")).value, INT64_MIN);
}

// All connections write the same row: each waits for its turn, and no addition is lost.
TEST(Database, writes_that_meet_wait_for_each_other) {
    SomeHost some(database());
    some.answer(execute("x", 0));
    for (int i = 0; i < 80; ++i) some.ask(i % 4 == 3 ? query("x") : add("x", 1));
    for (const auto& [number, answer] : some.answers(80)) EXPECT_FALSE(answer.failed) << answer.error;
    EXPECT_EQ(some.answer(query("x")).value, 60);
}

TEST(Database, with_one_connection_requests_are_served_in_the_order_of_asking) {
    DeviceTraits traits = database();
    traits.at_once = 1;
    SomeHost some(traits);
    some.answer(execute("x", 0));
    for (int i = 1; i <= 20; ++i) some.ask(add("x", 1));
    for (const auto& [number, answer] : some.answers(20))
        EXPECT_EQ(answer.value, static_cast<std::int64_t>(number) - 1);
}

TEST(Database, where_it_refuses_each_write_is_done_or_says_that_it_is_locked) {
    DeviceTraits traits = database();
    traits.refuses_when_busy = true;
    SomeHost some(traits);
    some.answer(execute("x", 0));
    std::int64_t done = 0, locked = 0;
    for (int i = 0; i < 200; ++i) some.ask(i % 4 == 3 ? query("x") : add("x", 1));
    for (const auto& [number, answer] : some.answers(200)) {
        const bool asks = (number - 2) % 4 == 3;
        EXPECT_EQ(answer.error, answer.failed ? "database is locked" : "");
        EXPECT_FALSE(asks && answer.failed);
        locked += answer.failed;
        done += !answer.failed && !asks;
    }
    EXPECT_GT(done, 0);
    EXPECT_EQ(some.answer(query("x")).value, done);
    EXPECT_EQ(done + locked, 150);
}

TEST(Database, where_it_refuses_a_write_is_not_refused_because_of_those_who_read) {
    DeviceTraits traits = database();
    traits.refuses_when_busy = true;
    SomeHost some(traits);
    some.answer(execute("x", 0));
    for (int round = 0; round < 20; ++round) {
        for (int i = 0; i < 50; ++i) some.ask(i == 5 ? add("x", 1) : query("x"));
        for (const auto& [number, answer] : some.answers(50)) EXPECT_FALSE(answer.failed) << answer.error;
    }
    EXPECT_EQ(some.answer(query("x")).value, 20);
}

TEST(RealDatabase, writes_at_the_same_time_do_meet_and_are_refused) {
    DeviceTraits traits = database();
    traits.refuses_when_busy = true;
    SomeHost some(traits);
    some.answer(execute("x", 0));
    std::int64_t locked = 0;
    for (int i = 0; i < 200; ++i) some.ask(add("x", 1));
    for (const auto& [number, answer] : some.answers(200)) locked += answer.failed;
    EXPECT_GT(locked, 0);
}

}  // namespace
}  // namespace simul
