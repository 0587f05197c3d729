// Real devices on every model: pages, files and rows are real, and nothing of them is left, however the run ends.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Json = nlohmann::json;

constexpr const char* kAllDevices = R"(
web = http_server{ latency = 0.01, bandwidth = 50e6 }
disk = folder{ room = 100000 }
bank = database()
function fetch(i)
  disk:write("page " .. i, web:get("page " .. i, 1000 * i))
  disk:copy("page " .. i, "copy " .. i)
  bank:add("bytes", disk:read("copy " .. i))
end
function main()
  bank:execute("bytes", 0)
  local all = {}
  for i = 1, 6 do all[i] = spawn(fetch, i) end
  for i = 1, 6 do await(all[i]) end
  print(bank:query("bytes"), bank:blocking_query("bytes"))
  print(pcall(disk.read, disk, "none"))
  print(pcall(bank.query, bank, "it's \"none\""))
  print(pcall(disk.write, disk, "large", 90000))
  print(pcall(web.get, web, "slow", 10, 0))
end)";

constexpr const char* kWaits = R"(
web = http_server{ latency = 3600 }
disk, bank = folder(), database()
function main()
  disk:write("a", 100000) bank:execute("a", 1)
  print("asks")
  web:get("never")
end)";

Json report_of(const BadDay& day) {
    const Json json = Json::parse(day.out, nullptr, false);
    EXPECT_FALSE(json.is_discarded()) << day.out;
    return json;
}

class RealDevices : public testing::TestWithParam<const char*> {};
INSTANTIATE_TEST_SUITE_P(Each, RealDevices,
                         testing::Values("sequential", "threads", "threads_gil", "processes", "event_loop",
                                         "thread_pool", "process_pool"),
                         [](const auto& model) { return std::string(model.param); });

TEST_P(RealDevices, answer_as_simulated_ones_do) {
    const TemporaryFile story("story.lua", kAllDevices);
    const std::vector<std::string> run = {"run", story.path(), "--model", GetParam(), "--scale", "1", "--json"};
    std::vector<std::string> real = run;
    real.insert(real.end(), {"--clock", "real"});
    const BadDay day = day_of(real);
    expect_end(day, 0);
    const Json measured = report_of(day), exact = report_of(day_of(run));
    EXPECT_EQ(measured["outcome"], "finished");
    EXPECT_EQ(measured["output"], exact["output"]);
    EXPECT_EQ(exact["output"][0], "21000\t21000");
    EXPECT_GT(measured["tasks"][1]["io_s"], 0.01);
    if (GetParam() != std::string("threads_gil")) {  // there it waits for the global lock, too
        EXPECT_EQ(measured["tasks"][1]["blocked_s"], 0);
    }
    EXPECT_EQ(measured["lost_events"], 0);
}

/// A run that waits for a page, with a file and a row.
struct Waiting {
    const TemporaryFile story{"story.lua", kWaits}, trace{"trace"};
    Command command;

    explicit Waiting(const std::string& model)
        : command(
              {"run", story.path(), "--model", model, "--clock", "real", "--scale", "1", "--record", trace.path()}) {
        EXPECT_TRUE(comes_true([&] { return std::filesystem::file_size(trace.path()) > 0; }));
    }
};

TEST_P(RealDevices, are_gone_with_a_command_that_is_killed_or_stopped) {
    for (const int signal : {SIGKILL, SIGINT}) {
        Waiting run(GetParam());
        kill(run.command.pid(), signal);
        expect_end(run.command.end(), signal == SIGKILL ? 128 + SIGKILL : 130);
    }
}

TEST_P(RealDevices, that_die_fail_the_requests_that_wait_for_them) {
    Waiting run(GetParam());
    kill(run.command.task_named("simul devices"), SIGKILL);
    expect_end(run.command.end(), 1, {"main failed", "devices"});
}

TEST(RealMeasurements, of_devices_are_printed_with_the_settings_that_repeat_them) {
    const BadDay day = day_of({"measure", "devices", "--json"});
    expect_end(day, 0);
    const Json report = report_of(day);
    ASSERT_EQ(report["requests"].size(), 7u);
    for (const Json& request : report["requests"]) {
        EXPECT_GE(request["n"], 20) << request;
        EXPECT_GT(request["median_s"], 0) << request;
        EXPECT_GE(request["p90_s"], request["median_s"]) << request;
    }
    EXPECT_EQ(report["settings"]["http_server"]["latency"], report["requests"][0]["median_s"]);
    EXPECT_EQ(report["settings"]["folder"]["latency"], report["requests"][2]["median_s"]);
    EXPECT_EQ(report["settings"]["database"]["latency"], report["requests"][5]["median_s"]);
}

TEST(Measurements, need_to_know_what_is_measured) {
    for (const auto& words : {std::vector<std::string>{"measure"}, {"measure", "gpus"}})
        expect_end(day_of(words), 2, {"simul measure devices"});
}

}  // namespace
}  // namespace simul

#endif
