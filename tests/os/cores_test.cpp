#include "engine/os/cores.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/os/other_process.h"

namespace simul::os {
namespace {

TEST(Cores, the_current_one_is_allowed) {
    const auto allowed = allowed_cores();
    EXPECT_TRUE(std::is_sorted(allowed.begin(), allowed.end()));
    EXPECT_EQ(std::count(allowed.begin(), allowed.end(), current_core()), 1);
}

TEST(Cores, a_confined_process_and_its_children_have_the_first_ones) {
    const int first = allowed_cores().front();
    EXPECT_EQ(in_process([first] {
                  if (!confine_to(1)) return 1;
                  return in_process(
                      [first] { return allowed_cores() == std::vector{first} && current_core() == first ? 0 : 2; });
              }),
              0);
}

TEST(Cores, a_run_cannot_have_more_than_there_are) {
    const int all = static_cast<int>(allowed_cores().size());
    const auto confined = confine_to(all + 1);
    ASSERT_FALSE(confined.ok());
    EXPECT_NE(confined.error().sentence().find("Ask for 1 to " + std::to_string(all)), std::string::npos);
    const auto to_nothing = confine_to(0);
    ASSERT_FALSE(to_nothing.ok());
    EXPECT_NE(to_nothing.error().sentence().find("Ask for 1 to"), std::string::npos);
}

}  // namespace
}  // namespace simul::os
