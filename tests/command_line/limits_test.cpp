// Stories without an end, on every model and both clocks: the run ends with a finding, and that is no failure.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Json = nlohmann::json;
using Words = std::vector<std::string>;

/// Runs the story, which is no failure, and tells what was said of it.
Json told(const std::string& lua, const Words& options) {
    const TemporaryFile story("story.lua", lua);
    Words words{"run", story.path(), "--json", "--scale", "1000"};
    words.insert(words.end(), options.begin(), options.end());
    const BadDay day = day_of(words);
    expect_end(day, 0);
    EXPECT_EQ(day.err, "");
    return Json::parse(day.out, nullptr, false);
}

void expect_finding(const Json& json, const std::string& outcome, const std::string& kind, const std::string& says) {
    ASSERT_FALSE(json.is_discarded());
    EXPECT_EQ(json["outcome"], outcome);
    for (const Json& finding : json["findings"])
        if (finding["kind"] == kind && finding["text"].get<std::string>().find(says) != std::string::npos) return;
    ADD_FAILURE() << "no finding of kind " << kind << " says \"" << says << "\": " << json["findings"];
}

void expect_limits(const Words& options) {
    const auto with = [&options](Words more) {
        more.insert(more.end(), options.begin(), options.end());
        return more;
    };
    expect_finding(told("function main()\n  while true do compute(0.001) end\nend\n", with({"--max-events", "1000"})),
                   "stopped", "too_long", "--max-events");
    expect_finding(told("function one() end\nfunction main()\n  while true do spawn(one) end\nend\n",
                        with({"--max-tasks", "300"})),
                   "stopped", "too_long", "--max-tasks");
    expect_finding(told("function one() spawn(one) sleep(1) end\nfunction main()\n  spawn(one) sleep(1000)\nend\n",
                        with({"--max-tasks", "100"})),
                   "stopped", "too_long", "--max-tasks");
    expect_finding(told("m = mutex()\nfunction main()\n  m:lock()\n  m:lock()\nend\n", with({})), "deadlock",
                   "deadlock", "m");
    expect_finding(told("a, b = channel(1), channel(1)\nfunction other(from) await(from:receive()) end\n"
                        "function main()\n  local one, two = spawn(other, a), spawn(other, b)\n"
                        "  a:send(two)\n  b:send(one)\n  await(one)\nend\n",
                        with({})),
                   "deadlock", "deadlock", "other");
}

constexpr const char* kModels[] = {"sequential", "threads",     "threads_gil", "processes",
                                   "event_loop", "thread_pool", "process_pool"};

class Limits : public testing::TestWithParam<const char*> {};
class RealLimits : public testing::TestWithParam<const char*> {};
std::string name_of_model(const testing::TestParamInfo<const char*>& model) { return model.param; }
INSTANTIATE_TEST_SUITE_P(Each, Limits, testing::ValuesIn(kModels), name_of_model);
INSTANTIATE_TEST_SUITE_P(Each, RealLimits, testing::ValuesIn(kModels), name_of_model);

TEST_P(Limits, end_what_has_no_end) { expect_limits({"--model", GetParam()}); }

TEST_P(RealLimits, end_what_has_no_end) { expect_limits({"--model", GetParam(), "--clock", "real"}); }

}  // namespace
}  // namespace simul

#endif
