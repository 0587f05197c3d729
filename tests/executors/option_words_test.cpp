#include "engine/run/option_words.h"

#include <gtest/gtest.h>

#include "engine/analysis/time_words.h"

namespace simul {
namespace {

TEST(Words, DurationsAreSecondsOrHaveAUnit) {
    const std::pair<const char*, Duration> cases[] = {{"1", 1s},    {"0.5", 500ms},   {"1ms", 1ms},   {"5us", 5us},
                                                      {"5µs", 5us}, {"100ns", 100ns}, {"2min", 120s}, {"1h", 3600s},
                                                      {"0", 0s},    {"3s", 3s},       {"1e-3", 1ms},  {".5", 500ms}};
    for (const auto& [word, expected] : cases) {
        const Result<Duration> read = duration("--quantum", word);
        ASSERT_TRUE(read) << word;
        EXPECT_EQ(*read, expected) << word;
    }
}

TEST(Words, WhatIsNoDurationIsRefusedByName) {
    for (const char* word : {"", "s", "ms", "-1", "1x", "1 s", "nan", "inf", "1e300", "0x10", "1h1"}) {
        const Result<Duration> read = duration("--quantum", word);
        ASSERT_FALSE(read) << word;
        EXPECT_EQ(read.error().sentence().find("--quantum \"" + std::string(word) + "\": a duration is expected"), 0u)
            << read.error().sentence();
    }
}

TEST(Words, WholeNumbersAreWholeAndNotNegative) {
    EXPECT_EQ(*whole_number("--cores", "9223372036854775807"), INT64_MAX);
    for (const char* word : {"", "-1", "1.5", "4x", "9223372036854775808", "four"})
        EXPECT_FALSE(whole_number("--cores", word)) << word;
}

TEST(Words, PositiveNumbersAreAboveZero) {
    EXPECT_EQ(*positive_number("--scale", "0.5"), 0.5);
    for (const char* word : {"", "0", "-1", "inf", "nan", "2x"}) EXPECT_FALSE(positive_number("--scale", word)) << word;
}

TEST(Words, LongWordIsShownByItsBeginning) {
    EXPECT_EQ(shown("abc"), "\"abc\"");
    EXPECT_EQ(shown(std::string(5000, 'x')), "\"" + std::string(60, 'x') + "\"...");
    EXPECT_EQ(shown("\x1b[31m"), R"("\x1b[31m")");
}

TEST(TimeWords, AreWhatPeopleRead) {
    EXPECT_EQ(full_time(43'200s), "43 200 s = 12 h");
    EXPECT_EQ(full_time(3'655s), "3 655 s = 1 h 55 s");
    EXPECT_EQ(full_time(90s), "90 s = 1 min 30 s");
    EXPECT_EQ(full_time(59s), "59 s");
    EXPECT_EQ(full_time(3655s + 123ms), "3 655.123 s, about 1 h 55 s");
    EXPECT_EQ(full_time(100'000s), "100 000 s = 1 d 3 h 46 min 40 s");
    EXPECT_EQ(short_time(0s), "0 s");
    EXPECT_EQ(short_time(1500ms), "1.5 s");
    EXPECT_EQ(short_time(12500us), "12.5 ms");
    EXPECT_EQ(short_time(3us), "3 us");
    EXPECT_EQ(short_time(7ns), "7 ns");
    EXPECT_EQ(short_time(-2s), "-2 s");
    EXPECT_EQ(axis_time(5400s), "1 h 30 min");
    EXPECT_EQ(axis_time(30s), "30 s");
    EXPECT_EQ(grouped(1), "1");
    EXPECT_EQ(grouped(1234), "1 234");
    EXPECT_EQ(grouped(1234567), "1 234 567");
}

TEST(TimeWords, TicksAreRoundAndFewEnough) {
    const std::tuple<Duration, int, Duration> cases[] = {
        {100s, 5, 20s}, {3655s, 6, 900s}, {43200s, 6, 7200s}, {1us, 5, 200ns},
        {150s, 5, 30s}, {1ns, 5, 1ns},    {0s, 5, 1ns},       {86400s * 300, 6, 86400s * 50}};
    for (const auto& [whole, most, expected] : cases)
        EXPECT_EQ(tick_length(whole, most).count(), expected.count()) << whole.count();
    for (const Duration whole : {Duration(17), Duration(123'456'789), Duration(86'400s * 365 * 100), kForever})
        EXPECT_LE(whole / tick_length(whole, 6), 6) << whole.count();
}

}  // namespace
}  // namespace simul
