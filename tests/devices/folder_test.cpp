// A folder through the host: real files that have no name.
#include <gtest/gtest.h>

#include "tests/devices/some_host.h"

namespace simul {
namespace {

TEST(Folder, what_was_written_is_read) {
    SomeHost some(folder());
    EXPECT_EQ(some.answer(write("a.txt", 300'000)).value, 300'000);
    EXPECT_EQ(some.answer(read("a.txt")).value, 300'000);
    EXPECT_EQ(some.answer(write("a.txt", 10)).value, 10);
    EXPECT_EQ(some.answer(read("a.txt")).value, 10);
    EXPECT_EQ(some.answer(write("empty", 0)).value, 0);
    EXPECT_EQ(some.answer(read("empty")).value, 0);
}

TEST(Folder, a_copy_has_the_bytes_of_its_original_at_that_time) {
    SomeHost some(folder());
    some.answer(write("a", 200'001));
    EXPECT_EQ(some.answer(copy("a", "b")).value, 200'001);
    some.answer(write("a", 1));
    EXPECT_EQ(some.answer(read("b")).value, 200'001);
    EXPECT_EQ(some.answer(copy("a", "b")).value, 1);
    EXPECT_EQ(some.answer(read("b")).value, 1);
    EXPECT_EQ(some.answer(copy("a", "a")).value, 1);
    EXPECT_EQ(some.answer(read("a")).value, 1);
}

TEST(Folder, what_is_not_there_is_a_sentence) {
    SomeHost some(folder());
    EXPECT_EQ(some.answer(read("a.txt")).error, "no file has the name a.txt");
    EXPECT_EQ(some.answer(copy("a.txt", "b")).error, "no file has the name a.txt");
    EXPECT_TRUE(some.answer(read("b")).failed);
    EXPECT_TRUE(some.answer(write("b", -1)).failed);
    EXPECT_TRUE(some.answer(write("b", INT64_MAX)).failed);
}

TEST(Folder, a_name_is_only_a_name) {
    SomeHost some(folder());
    EXPECT_TRUE(some.answer(read("/etc/passwd")).failed);
    EXPECT_EQ(some.answer(write("../../" + std::string("\0x\n", 3), 5)).value, 5);
    EXPECT_EQ(some.answer(read("../../" + std::string("\0x\n", 3))).value, 5);
    EXPECT_EQ(some.answer(read(std::string("\0\n", 2))).error, "no file has the name ??");
}

TEST(Folder, beyond_its_room_what_fits_is_written) {
    DeviceTraits traits = folder();
    traits.room = 10'000;
    SomeHost some(traits);
    some.answer(write("a", 7'000));
    EXPECT_EQ(some.answer(write("b", 10'000)).error, "no space is left: 3000 of 10000 bytes were written");
    EXPECT_EQ(some.answer(read("b")).value, 3'000);
    EXPECT_EQ(some.answer(copy("a", "b")).error, "no space is left: 3000 of 7000 bytes were written");
    EXPECT_EQ(some.answer(write("a", 1'000)).value, 1'000);  // what was there makes room
    EXPECT_EQ(some.answer(write("b", 9'000)).value, 9'000);
}

TEST(Folder, one_at_a_time_serves_in_the_order_of_asking) {
    DeviceTraits traits = folder();
    traits.at_once = 1;
    SomeHost some(traits);
    some.ask(write("a", 1'000'000));
    some.ask(read("a"));
    some.ask(copy("a", "b"));
    some.ask(read("b"));
    EXPECT_EQ(some.order_of_answers(4), (std::vector<std::uint64_t>{1, 2, 3, 4}));
}

TEST(Folder, many_who_use_the_same_files_at_once_leave_them_whole) {
    DeviceTraits traits = folder();
    traits.at_once = 16;
    traits.room = 4'000'000;
    SomeHost some(traits);
    some.answer(write("a", 1));
    for (int i = 0; i < 300; ++i) {
        const std::string name(1, static_cast<char>('a' + i % 3));
        const std::string other(1, static_cast<char>('a' + i % 2));
        some.ask(i % 4 == 0 ? read(name) : i % 4 == 1 ? copy(name, other) : write(name, i * 1'000));
    }
    some.answers(300);
    std::int64_t total = 0;
    for (const char* name : {"a", "b", "c"}) total += some.answer(read(name)).value;
    EXPECT_LE(total, 4'000'000);
    for (const char* name : {"a", "b", "c"}) some.answer(write(name, 0));
    EXPECT_EQ(some.answer(write("all", 4'000'000)).value, 4'000'000);  // no room was lost
}

}  // namespace
}  // namespace simul
