// simul tell, and the summary of simul run: what other runs prove.
#include <gtest/gtest.h>

#include <filesystem>

#include "tests/command_line/program.h"

namespace simul {
namespace {

bool tells(const std::vector<std::string>& words, const std::string& sentence) {
    std::vector<std::string> command{"tell"};
    command.insert(command.end(), words.begin(), words.end());
    const Ended ended = simul_ended(command);
    EXPECT_EQ(ended.err, "");
    const bool told = ended.out.find(sentence + "\n") != std::string::npos;
    if (!told) ADD_FAILURE() << "expected " << sentence << " in\n" << ended.out;
    return told;
}

#ifdef SIMUL_LUA
TEST(TellVerb, tells_a_negative_zero) {
    const TemporaryFile story("zero.lua",
                              "t, v = shared_table{}, variable(0)\nfunction main() t.x = -0.0 v.value = -0.0 end\n");
    const Ended ended = simul_ended({"tell", story.path(), "--every", "event"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("Main writes"), std::string::npos) << ended.out;
}
#endif

TEST(TellVerb, says_what_one_more_core_would_change) {
    tells({"two_cashiers.cpp", "--model", "threads", "--cores", "1"},
          "With one more core it would end after 4 min, not 8 min.");
    tells({"chess_exhibition.cpp", "--model", "threads", "--cores", "1"},
          "With one more core it would end after 1 h 55 s all the same.");
}

TEST(RunVerb, says_in_its_summary_what_tell_says_and_nothing_of_a_recording) {
    const std::string path = ::testing::TempDir() + "simul_what_if.simul";
    const Ended run = simul_ended({"run", "two_cashiers.cpp", "--model", "threads", "--cores", "1", "--record", path});
    EXPECT_NE(run.out.find("what if     With one more core it would end after 4 min, not 8 min.\n"), std::string::npos)
        << run.out;
    EXPECT_EQ(simul_ended({"show", path}).out.find("one more"), std::string::npos);
    std::filesystem::remove(path);
}

TEST(TellVerb, says_nothing_of_more_before_the_end_and_where_there_is_one_core) {
    for (const std::vector<std::string>& words :
         {std::vector<std::string>{"tell", "two_cashiers.cpp", "--model", "threads", "--at", "5"},
          {"tell", "two_cashiers.cpp", "--model", "event_loop"}})
        EXPECT_EQ(simul_ended(words).out.find("one more"), std::string::npos);
}

#ifdef SIMUL_LUA
TEST(TellVerb, says_what_one_more_permit_or_worker_or_free_switches_would_change) {
    const TemporaryFile story("permits.lua", R"(
        desk = semaphore(1)
        function job() desk:acquire() sleep(1) compute(1) desk:release() end
        function main() gather(spawn(job), spawn(job), spawn(job)) end
    )");
    tells({story.path(), "--model", "threads"}, "With one more permit of desk it would end after 4 s, not 6 s.");
    tells({story.path(), "--model", "thread_pool", "--workers", "1"},
          "With one more worker it would end after 6 s all the same.");
    tells({story.path(), "--model", "threads", "--switch-cost", "1s"},
          "With switches that cost nothing it would end after 6 s, not 11 s.");
}
#endif

}  // namespace
}  // namespace simul
