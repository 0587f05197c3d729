// simul challenge, end to end.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <algorithm>

#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "tests/command_line/program.h"

namespace simul {
namespace {

using Json = nlohmann::json;

/// With a score of its own.
class ChallengeVerb : public ::testing::Test {
  protected:
    ChallengeVerb() : folder_(testing::TempDir() + "/simul_challenge_" + std::to_string(getpid())) {
        setenv("XDG_CONFIG_HOME", folder_.c_str(), 1);
    }
    ~ChallengeVerb() override {
        unsetenv("XDG_CONFIG_HOME");
        std::filesystem::remove_all(folder_);
    }

    static Json json_of(std::vector<std::string> words, int code = 0) {
        words.insert(words.begin(), "challenge");
        words.emplace_back("--json");
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, code) << ended.err;
        return Json::parse(ended.out);
    }

    /// A copy of the bank, mended or not.
    static std::string bank(const std::string& from, const std::string& to) {
        std::ifstream file(SIMUL_SOURCE_DIR "/scenarios/two_accounts.lua");
        std::stringstream text;
        text << file.rdbuf();
        std::string story = text.str();
        story.replace(story.find(from), from.size(), to);
        return story;
    }

    static bool bank_is_mended() {
        const Json listed = json_of({"two_accounts"});
        for (const Json& challenge : listed.at("challenges"))
            if (challenge.at("title") == "Mend the bank") return challenge.at("met");
        ADD_FAILURE() << "the bank is not listed";
        return false;
    }

  private:
    std::string folder_;
};

TEST_F(ChallengeVerb, lists_all_of_the_shelf) {
    const Json list = json_of({}).at("challenges");
    ASSERT_GE(list.size(), 6u);
    const auto lost = std::find_if(list.begin(), list.end(),
                                   [](const Json& challenge) { return challenge.at("scenario") == "lost_update"; });
    ASSERT_NE(lost, list.end());
    EXPECT_EQ(lost->at("clicks"), 4);
    EXPECT_EQ(lost->at("met"), false);
    const Ended text = simul_ended({"challenge"});
    EXPECT_EQ(text.code, 0);
    EXPECT_NE(text.out.find("Freeze the bank in three clicks"), std::string::npos);
}

TEST_F(ChallengeVerb, tells_what_to_do_and_as_many_hints_as_are_asked_for) {
    const Ended ended = simul_ended({"challenge", "two_accounts", "--hints", "1"});
    EXPECT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("Hint 1: A transfer holds"), std::string::npos);
    EXPECT_EQ(ended.out.find("Hint 2"), std::string::npos);
    EXPECT_EQ(json_of({"two_accounts"}).at("challenges").at(1).at("hints").size(), 3u);
}

TEST_F(ChallengeVerb, judges_a_file_and_keeps_that_it_was_mended) {
    const std::string order = "if knob.order == \"by number\" then";
    const TemporaryFile broken("broken.lua", bank(order, order));
    const Json judged = json_of({broken.path(), "--mend"}, 1).at("judgements").at(0);
    EXPECT_EQ(judged.at("verdict"), "broken");
    EXPECT_NE(judged.at("example_schedule").get<std::string>().find("1 1 2 2"), std::string::npos);

    const TemporaryFile empty("empty.lua", bank("for number = 1, knob.transfers do", "for number = 1, 1 do"));
    EXPECT_EQ(json_of({empty.path(), "--mend"}, 1).at("judgements").at(0).at("verdict"), "idle");
    EXPECT_FALSE(bank_is_mended());

    const TemporaryFile mended("mended.lua", bank(order, "if true then"));
    const Json done = json_of({mended.path(), "--mend"}).at("judgements").at(0);
    EXPECT_EQ(done.at("verdict"), "mended");
    EXPECT_EQ(done.at("complete"), true);
    EXPECT_TRUE(done.at("example_schedule").is_null());
    EXPECT_TRUE(bank_is_mended());
}

TEST_F(ChallengeVerb, tries_settings_by_the_figures_of_their_run_and_keeps_that_they_meet_it) {
    const auto tried = [](std::vector<std::string> words, int code) {
        words.insert(words.begin(), "convoy_effect");
        return json_of(words, code).at("tried").at(0);
    };
    const Json from_start = tried({"--quantum", "10"}, 1);
    EXPECT_EQ(from_start.at("met"), false);
    EXPECT_EQ(from_start.at("figures").at(0), "wait is 8.5");
    EXPECT_TRUE(from_start.at("beyond").empty());
    EXPECT_EQ(json_of({"convoy_effect"}).at("challenges").at(0).at("met"), false);
    const std::vector<std::vector<std::string>> kBeyond = {{"--policy", "srtf"},
                                                           {"--cores", "2", "--quantum", "1"},
                                                           {"--set", "cars=1", "--quantum", "1"},
                                                           {"--switch-cost", "0.001", "--quantum", "1"}};
    for (const auto& words : kBeyond) EXPECT_FALSE(tried(words, 1).at("beyond").empty()) << words[0];
    EXPECT_EQ(json_of({"convoy_effect"}).at("challenges").at(0).at("met"), false);
    EXPECT_EQ(tried({"--quantum", "1"}, 0).at("met"), true);
    EXPECT_EQ(json_of({"convoy_effect"}).at("challenges").at(0).at("met"), true);
    const Ended told = simul_ended({"challenge", "feedback_queues", "--set", "io=renew"});
    EXPECT_EQ(told.code, 0) << told.out << told.err;
    EXPECT_EQ(told.out.find("Let the gamer win: done\n  gamer done is 31.05\n  late is 0.09\n"), 0U) << told.out;
}

TEST_F(ChallengeVerb, refuses_what_cannot_be_judged) {
    const std::vector<std::pair<std::vector<std::string>, std::string>> kRefused = {
        {{"challenge", "chess_exhibition"}, "has no challenges"},
        {{"challenge", "--mend"}, "simul challenge my_bank.lua --mend"},
        {{"challenge", "--hints", "1"}, "--hints needs a scenario"},
        {{"challenge", "two_accounts", "--hints", "x"}, "whole number"},
        {{"challenge", "two_accounts", "--cores", "2"}, "no challenge that is met by turning settings"},
        {{"challenge", "convoy_effect", "--mend", "--cores", "2"}, "--cores is for challenges"},
        {{"challenge", "--policy", "fifo"}, "--policy is for challenges"},
        {{"challenge", "two_acounts"}, "two_accounts"},
        {{"challenge", "two_accounts", "--mand"}, "--mand"},
    };
    for (const auto& [words, says] : kRefused) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 2) << says;
        EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
    }
}

}  // namespace
}  // namespace simul

#endif
