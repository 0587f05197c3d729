// Real devices on every model: pages, files and rows are real, and nothing of them is left, however the run ends.
#include <gtest/gtest.h>
#include <signal.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/devices/libraries.h"
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

constexpr const char* kCard = R"(
card = gpu()
function job(i) return card:run("stir", 1000 * i, i) end
function main()
  local jobs, sums = {}, {}
  for i = 1, 3 do jobs[i] = spawn(job, i) end
  for i = 1, 3 do sums[i] = await(jobs[i]) end
  print(table.concat(sums, " "), card:blocking_run("stir", 7), pcall(card.run, card, "stir", 9, 1, 3600))
end)";

TEST_P(RealDevices, include_a_graphics_card_that_finds_what_a_simulated_one_finds) {
    if (const auto card = find_opencl(); !card) GTEST_SKIP() << card.error().sentence();
    const TemporaryFile story("story.lua", kCard), trace("trace");
    const std::vector<std::string> run = {"run", story.path(), "--model", GetParam(), "--scale", "1", "--json"};
    std::vector<std::string> real = run;
    real.insert(real.end(), {"--clock", "real", "--record", trace.path()});
    const BadDay day = day_of(real);
    expect_end(day, 0);
    EXPECT_EQ(report_of(day)["output"], report_of(day_of(run))["output"]);
    const BadDay shown = day_of({"show", trace.path(), "--events"});
    EXPECT_NE(shown.out.find(" ns, there "), std::string::npos);
    EXPECT_NE(shown.out.find(" ns, compute "), std::string::npos);
    EXPECT_NE(day_of({"show", trace.path()}).out.find("OpenCL runs on "), std::string::npos);
}

std::string text_of_file(const std::string& path) {
    std::ifstream file(path);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// Whether its process of devices has compiled a kernel, or at least loaded OpenCL.
bool uses_a_card(const Command& command) {
    const bool is_played = find_opencl().value().find("PoCL") != std::string::npos;
    for (const pid_t task : command.tasks())
        if (text_of_file("/proc/" + std::to_string(task) + "/maps").find(is_played ? "/tmp/kernels" : "libOpenCL") !=
            std::string::npos)
            return true;
    return false;
}

std::set<std::string> names_in_tmp() {
    std::set<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator("/tmp")) names.insert(entry.path().filename());
    return names;
}

TEST(RealGraphicsCard, leaves_nothing_behind_with_a_command_that_is_killed) {
    if (const auto card = find_opencl(); !card) GTEST_SKIP() << card.error().sentence();
    const TemporaryFile story("story.lua", R"(
card = gpu()
function main()
  print(card:run("add", 1))
  while true do card:run("stir", 1000000, 100) end
end)");
    for (const int signal : {SIGKILL, SIGINT}) {
        Command command({"run", story.path(), "--clock", "real", "--scale", "1"});
        EXPECT_TRUE(comes_true([&] { return uses_a_card(command); }));
        kill(command.pid(), signal);
        expect_end(command.end(), signal == SIGKILL ? 128 + SIGKILL : 130);
    }
    EXPECT_EQ(names_in_tmp().count("kernels"), 0u);
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
    const bool has_card = find_opencl().ok();
    ASSERT_EQ(report["requests"].size(), has_card ? 10u : 7u);
    for (const Json& request : report["requests"]) {
        EXPECT_GE(request["n"], 5) << request;
        EXPECT_GT(request["median_s"], 0) << request;
        EXPECT_GE(request["p90_s"], request["median_s"]) << request;
    }
    EXPECT_EQ(report["settings"]["http_server"]["latency"], report["requests"][0]["median_s"]);
    EXPECT_EQ(report["settings"]["folder"]["latency"], report["requests"][2]["median_s"]);
    EXPECT_EQ(report["settings"]["database"]["latency"], report["requests"][5]["median_s"]);
    EXPECT_EQ(report["settings"].contains("gpu"), has_card);
    if (has_card) {
        EXPECT_EQ(report["settings"]["gpu"]["latency"], report["requests"][7]["median_s"]);
        EXPECT_GT(report["settings"]["gpu"]["speed"], 0);
    }
}

TEST(Measurements, need_to_know_what_is_measured) {
    for (const auto& words : {std::vector<std::string>{"measure"}, {"measure", "gpus"}})
        expect_end(day_of(words), 2, {"simul measure devices"});
}

}  // namespace
}  // namespace simul

#endif
