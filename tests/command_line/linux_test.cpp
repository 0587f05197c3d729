// What this computer's kernel does with a sheet, beside the simulated policies. Jobs need tenths of seconds of a core.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "engine/os/cores.h"
#include "tests/command_line/program.h"

namespace simul {
namespace {

using Json = nlohmann::json;

/// Denies a part to the programs that are started meanwhile.
class Denied {
  public:
    explicit Denied(const char* parts) { setenv("SIMUL_DENY", parts, 1); }
    Denied(const Denied&) = delete;
    ~Denied() { unsetenv("SIMUL_DENY"); }
};

Ended compare_sheet(const std::string& policies, const std::string& jobs, std::vector<std::string> options = {}) {
    options.insert(options.begin(), {"compare", "job_sheet", "--policies", policies, "--set", "jobs=" + jobs});
    return simul_ended(options);
}

/// Where the kernel refuses its real-time policies to this user, there is nothing to see.
bool is_refused(const Ended& ended) { return ended.code == 2 && ended.err.find("SCHED_") != std::string::npos; }

/// When the job of that row ended.
double finish(const Json& run, std::size_t row) { return run.at("tasks").at(row).at("finish_s").get<double>(); }

TEST(RealKernel, runs_a_sheet_beside_the_simulated_policies_and_says_what_differs) {
    const Ended ended = compare_sheet("linux,cfs", "0:1 0:1");
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("threads on 1 core, simulated time, and this computer"), std::string::npos) << ended.out;
    EXPECT_NE(ended.out.find("\nlinux is a run on this computer, whose kernel schedules it by SCHED_OTHER."),
              std::string::npos)
        << ended.out;
    EXPECT_NE(ended.out.find("linux and cfs: the tasks end in "), std::string::npos) << ended.out;
}

/// A job may wait long for its first turn: its arrival is what the sheet says, so response and deadline are right.
TEST(RealKernel, lets_a_job_arrive_when_the_sheet_says) {
    const Ended ended = simul_ended({"run", "job_sheet", "--clock", "real", "--policy", "linux", "--cores", "1",
                                     "--set", "jobs=0:2 1:1 1:1 1:1", "--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json tasks = Json::parse(ended.out).at("tasks");
    int in_time = 0;  // on a very busy computer a thread may start later than its job is due
    for (std::size_t row = 2; row <= 4; ++row) {
        const double arrival = tasks.at(row).at("arrival_s"), first_run = tasks.at(row).at("first_run_s");
        EXPECT_GE(arrival, 1) << row;
        EXPECT_GT(first_run, arrival) << row;
        in_time += arrival == 1 ? 1 : 0;
    }
    EXPECT_GT(in_time, 0);
}

TEST(RealKernel, gives_a_nice_job_less) {
    const Ended ended = compare_sheet("linux", "0:1:nice=19 0:1", {"--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json json = Json::parse(ended.out);
    const Json& run = json.at("runs").at(0);
    EXPECT_EQ(run.at("policy"), "linux");
    EXPECT_EQ(run.at("clock"), "real");
    EXPECT_LT(finish(run, 2), finish(run, 1));
    EXPECT_EQ(json.at("differences").size(), 1U);
}

TEST(RealKernel, that_refuses_to_be_less_nice_is_told_in_one_sentence) {
    const Denied denied("nice");
    const Ended ended = compare_sheet("linux,fifo", "0:0.2:nice=-5 0:0.2:nice=5");
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("refuses 1 task a nice"), std::string::npos) << ended.out;
}

TEST(RealKernel, that_refuses_a_policy_is_told_in_one_sentence) {
    const Denied denied("kernel_policies");
    const Ended ended = compare_sheet("linux_fifo,fifo", "0:0.2");
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("Could not schedule the run by SCHED_FIFO"), std::string::npos) << ended.err;
}

TEST(RealKernel, lets_nobody_else_in_before_a_fifo_task_has_ended_unless_it_is_more_urgent) {
    const Ended ended = compare_sheet("linux_fifo", "0:3 0.2:3 0.4:0.5:priority=-1", {"--json"});
    if (is_refused(ended)) GTEST_SKIP() << ended.err;
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json json = Json::parse(ended.out);
    const Json& run = json.at("runs").at(0);
    EXPECT_LT(finish(run, 3), finish(run, 1)) << "it comes later and is more urgent";
    EXPECT_GE(std::abs(finish(run, 2) - finish(run, 1)), 2.9) << "one does all of its work after the other's";
}

TEST(RealKernel, schedules_by_deadline_only_on_every_core_and_where_it_may) {
    if (os::allowed_cores().size() > 1) {
        const Ended on_one = compare_sheet("linux_deadline", "0:0.2:deadline=2", {"--cores", "1"});
        EXPECT_EQ(on_one.code, 2);
        EXPECT_NE(on_one.err.find("may use every core"), std::string::npos) << on_one.err;
    }
    const std::string jobs = "0:0.2:deadline=4 0.1:0.2:deadline=2 0:0.1";
    {
        const Denied denied("kernel_policies");
        const Ended refused = compare_sheet("linux_deadline,edf", jobs);
        EXPECT_EQ(refused.code, 2);
        EXPECT_NE(refused.err.find("Could not schedule the run by SCHED_DEADLINE"), std::string::npos) << refused.err;
    }
    const Ended ended = compare_sheet("linux_deadline,edf", jobs, {"--json"});
    if (is_refused(ended)) GTEST_SKIP() << ended.err;
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("schedules it by SCHED_DEADLINE"), std::string::npos) << ended.out;
}

TEST(RealKernel, that_admits_no_more_by_deadline_than_its_cores_can_do_is_told_in_one_sentence) {
    std::string jobs;
    for (std::size_t i = 0; i < 2 * os::allowed_cores().size(); ++i) jobs += " 0:0.8:deadline=1";
    const Ended ended = compare_sheet("linux_deadline", jobs.substr(1), {"--scale", "4", "--json"});
    if (is_refused(ended)) GTEST_SKIP() << ended.err;
    ASSERT_EQ(ended.code, 0) << ended.err;
    EXPECT_NE(ended.out.find("by SCHED_OTHER."), std::string::npos) << ended.out;
}

TEST(RealKernel, has_policies_for_real_runs_only_and_simulated_ones_for_others) {
    const Ended simulated = simul_ended({"run", "job_sheet", "--policy", "linux_rr"});
    EXPECT_EQ(simulated.code, 2);
    EXPECT_NE(simulated.err.find("add --clock real"), std::string::npos) << simulated.err;
    const Ended real = simul_ended({"run", "job_sheet", "--policy", "cfs", "--clock", "real"});
    EXPECT_EQ(real.code, 2);
    EXPECT_NE(real.err.find("linux_fifo"), std::string::npos) << real.err;
    const Ended swept = simul_ended({"sweep", "job_sheet", "--policies", "linux", "--over", "quantum=1"});
    EXPECT_EQ(swept.code, 2);
}

TEST(RealKernel, tells_which_deadlines_a_real_run_missed) {
    const Ended ended = compare_sheet("linux", "0:1:deadline=0.2 0:0.1:deadline=1000", {"--json"});
    ASSERT_EQ(ended.code, 0) << ended.err;
    const Json json = Json::parse(ended.out);
    EXPECT_EQ(json.at("runs").at(0).at("scheduling").at("missed_deadlines"), 1);
}

}  // namespace
}  // namespace simul
#endif
