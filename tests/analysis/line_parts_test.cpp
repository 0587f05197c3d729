#include "engine/analysis/line_parts.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

std::vector<std::string> parts(const LineParts& parts, const Trace& trace, std::uint16_t line) {
    std::vector<std::string> words;
    for (const LinePart& part : parts.of(line)) words.push_back(part_in_words(part, trace.header()));
    return words;
}

std::vector<std::string> parts_of(const std::string& text, std::uint16_t line) {
    const std::unique_ptr<Trace> trace = trace_from(text);
    LineParts all;
    all.take(*trace);
    return parts(all, *trace, line);
}

using Words = std::vector<std::string>;

const std::string kBegins =
    "model threads\nclock simulated\nvariable n 0\nvariable m 0\nmutex guard\n0 main arrive\n0 a arrive main\n"
    "0 b arrive main\n";

TEST(LineParts, AreWhatTheFirstVisitorDidThereWhoeverCameInBetween) {
    EXPECT_EQ(parts_of(kBegins + "1 a load n 0 :5\n2 b load n 0 :5\n3 a store n 1 :5\n4 b store n 1 :5\n", 5),
              (Words{"load n", "store into n"}));
}

TEST(LineParts, OfALineThatIsOneOperationAreNone) {
    EXPECT_EQ(parts_of(kBegins + "1 a load n 0 :5\n2 a load n 0 :6\n3 a load n 0 :5\n", 5), Words{});
    EXPECT_EQ(parts_of(kBegins + "1 a lock? guard :5\n2 a ready b :5\n2 a lock guard :5\n", 5), Words{})
        << "to wait, to be woken and to have it are one";
}

TEST(LineParts, OfALoopWithinALineAreThoseOfItsFirstRound) {
    const std::string round = "1 a load n 0 :5\n1 a store n 1 :5\n";
    EXPECT_EQ(parts_of(kBegins + round + round + round, 5), (Words{"load n", "store into n"}));
    EXPECT_EQ(parts_of(kBegins + "1 a load n 0 :5\n1 a load n 0 :5\n1 a store m 0 :5\n", 5),
              (Words{"load n", "load n", "store into m"}))
        << "one variable twice is no round";
}

TEST(LineParts, OfAnEarlierRunAreRememberedUntilSomebodyHasBeenThroughTheLine) {
    const std::unique_ptr<Trace> earlier = trace_from(kBegins + "1 a load n 0 :5\n1 a store n 1 :5\n2 a load n 1 :6\n");
    LineParts before;
    before.take(*earlier);
    for (const auto& [text, expected] : {std::pair{std::string(), Words{"load n", "store into n"}},
                                         std::pair{std::string("1 a load n 0 :5\n"), Words{"load n", "store into n"}},
                                         std::pair{std::string("1 a load n 0 :5\n2 a load n 0 :6\n"), Words{}}}) {
        const std::unique_ptr<Trace> trace = trace_from(kBegins + text);
        LineParts now;
        now.remember(before);
        now.take(*trace);
        EXPECT_EQ(parts(now, *trace, 5), expected) << text;
    }
}

}  // namespace
}  // namespace simul
