#include "engine/analysis/line_use.h"

#include <gtest/gtest.h>

#include "tests/support/trace_text.h"

namespace simul {
namespace {

TEST(LineUse, CountsTheWaitsOfALineAndNotItsComputing) {
    const auto trace = trace_from(R"(
        mutex judit
        0 a run @0
        0 a lock judit :3
        0 b lock? judit :3
        0 c lock? judit :3
        0 a compute? 5 :4
        5 a compute 5 :4
        5 a sleep? 5 :6
    )");
    LineUse use;
    use.take(*trace);
    EXPECT_EQ(use.waits(3), 2u);
    EXPECT_EQ(use.waits(4), 0u);
    EXPECT_TRUE(use.used(4));
    EXPECT_EQ(use.waits(6), 1u);
    EXPECT_FALSE(use.used(5));
    EXPECT_FALSE(use.used(900));
    use.take(*trace);
    EXPECT_EQ(use.waits(3), 2u) << "what was taken is not taken again";
}

}  // namespace
}  // namespace simul
