// simul bundle and simul show of a bundle, end to end.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/command_line/program.h"

namespace simul {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

constexpr const char* kCoffee = R"(title = "Coffee"
machine = mutex()
function guest(n) machine:lock() compute(30) machine:unlock() end
function main() for n = 1, 3 do spawn(guest, n) end end
)";

TEST(BundleVerb, keeps_a_story_that_needs_its_file_no_more) {
    const TemporaryFile out("coffee_bundle");
    {
        const TemporaryFile story("coffee.lua", kCoffee);
        const Ended made = simul_ended({"bundle", story.path(), "--model", "threads", "--note",
                                        "30: The first is served.", "--note", "end: All are.", "--out", out.path()});
        ASSERT_EQ(made.code, 0) << made.err;
        EXPECT_EQ(made.out, "");
    }
    const Ended shown = simul_ended({"show", out.path()});
    EXPECT_EQ(shown.code, 0) << shown.err;
    EXPECT_NE(shown.out.find("A bundle: Coffee"), std::string::npos) << shown.out;
    EXPECT_NE(shown.out.find("at 30 s: The first is served."), std::string::npos);
    EXPECT_NE(shown.out.find("makespan    90 s"), std::string::npos);
    const Json json = Json::parse(simul_ended({"show", out.path(), "--json"}).out);
    EXPECT_EQ(json.at("bundle"), 1);
    EXPECT_EQ(json.at("notes").at(1).at("at_s"), 90);
    EXPECT_EQ(json.at("branches").at(0).at("run").at("makespan_s"), 90);
    EXPECT_TRUE(json.at("branches").at(0).at("schedule").is_null());
    EXPECT_FALSE(simul_ended({"show", out.path(), "--events"}).out.empty());
}

TEST(BundleVerb, keeps_a_conducted_run_with_its_schedule) {
    const TemporaryFile order("order", "conducted two_accounts --model threads --seed 1\n1 1 2 2\n");
    const TemporaryFile out("bank_bundle");
    ASSERT_EQ(simul_ended({"bundle", "two_accounts", "--schedule", order.path(), "--out", out.path()}).code, 0);
    const Json branch = Json::parse(simul_ended({"show", out.path(), "--json"}).out).at("branches").at(0);
    EXPECT_EQ(branch.at("run").at("outcome"), "deadlock");
    EXPECT_NE(branch.at("schedule").get<std::string>().find("1 1 2 2"), std::string::npos);
}

TEST(BundleVerb, ends_as_the_run_does) {
    const TemporaryFile story("broken.lua", "function main() error('no') end");
    const TemporaryFile out("broken_bundle");
    EXPECT_EQ(simul_ended({"bundle", story.path(), "--out", out.path()}).code, 1);
    EXPECT_EQ(simul_ended({"show", out.path()}).code, 0);
}

TEST(BundleVerb, refuses_what_cannot_be_kept) {
    const TemporaryFile out("refused_bundle");
    const std::vector<std::pair<Words, std::string>> kRefused = {
        {{"bundle", "two_accounts"}, "needs a file to write to"},
        {{"bundle", "--out", out.path()}, "needs a scenario"},
        {{"bundle", "two_accounts", "--model", "all", "--out", out.path()}, "choose one model"},
        {{"bundle", "two_accounts", "--out", out.path(), "--note", "x"}, "a moment and a text"},
        {{"bundle", "two_accounts", "--out", out.path(), "--note", "soon: x"}, "a moment of the run is expected"},
        {{"bundle", "two_accounts", "--out", out.path(), "--note", "9: late"}, "the run is over before"},
        {{"bundle", "two_accounts", "--out", "/nowhere/at/all"}, "/nowhere/at/all"},
    };
    for (const auto& [words, says] : kRefused) {
        const Ended ended = simul_ended(words);
        EXPECT_EQ(ended.code, 2) << says;
        EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
    }
}

TEST(Show, tells_a_damaged_bundle_in_one_sentence) {
    const TemporaryFile damaged("damaged_bundle", "Simul bundle, version 1\n12345678");
    const TemporaryFile newer("newer_bundle", "Simul bundle, version 9\n");
    for (const auto& [path, says] : {std::pair(damaged.path(), "is damaged"), std::pair(newer.path(), "version 9")}) {
        const Ended ended = simul_ended({"show", path});
        EXPECT_EQ(ended.code, 2);
        EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
    }
}

}  // namespace
}  // namespace simul

#endif
