// What queueing theory says of first come, first served. A run is compared job by job with the recursion of Lindley
// (1952), for several cores that of Kiefer and Wolfowitz (1955); the recursion, over a million jobs of the same kind,
// with the closed forms for M/M/1 and M/M/c (Erlang's C formula, 1917).
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "engine/analysis/metrics.h"
#include "tests/support/job_sheet.h"

namespace simul::testing {
namespace {

/// Jobs come with exponential gaps, and each core serves one a second on average: `load` of all cores is needed.
class Arrivals {
  public:
    Arrivals(std::uint64_t seed, double load, std::size_t cores)
        : random_(seed, 11), gap_(1 / (load * static_cast<double>(cores))) {}

    Job next() {
        at_ += exponential(gap_);
        return {at_, std::max(Duration(1), exponential(1))};
    }

  private:
    Duration exponential(double mean) { return duration_of_seconds(-mean * std::log(1 - random_.fraction())); }

    Random random_;
    const double gap_;
    Duration at_{0};
};

/// When each core is free again.
class Servers {
  public:
    explicit Servers(std::size_t count) : free_at_(count) {}
    /// When the job, which comes after all others, ends.
    Duration end_of(const Job& job) {
        Duration& soonest = *std::min_element(free_at_.begin(), free_at_.end());
        return soonest = std::max(soonest, job.arrival) + job.burst;
    }

  private:
    std::vector<Duration> free_at_;
};

/// Of c servers with this load the share of jobs that must wait.
double erlang_c(std::size_t c, double load) {
    const double offered = load * static_cast<double>(c);
    double term = 1, sum = 0;
    for (std::size_t k = 0; k < c; ++k) {
        sum += term;
        term *= offered / static_cast<double>(k + 1);
    }
    return term / (1 - load) / (sum + term / (1 - load));
}

double mean_wait(std::uint64_t seed, double load, std::size_t cores, int jobs) {
    Arrivals arrivals(seed, load, cores);
    Servers servers(cores);
    double sum = 0;
    for (int i = 0; i < jobs; ++i) {
        const Job job = arrivals.next();
        sum += seconds_of(servers.end_of(job) - job.burst - job.arrival);
    }
    return sum / jobs;
}

TEST(Queueing, ends_every_job_when_the_recursion_says) {
    for (const std::size_t cores : {1, 2, 5})
        for (const double load : {0.5, 0.7, 0.95}) {
            Arrivals arrivals(cores, load, cores);
            Servers servers(cores);
            Sheet jobs;
            for (int i = 0; i < 1500; ++i) jobs.push_back(arrivals.next());
            const auto trace = trace_of(jobs, plan_of("fifo", static_cast<std::uint32_t>(cores)));
            const Metrics metrics = metrics_of(*trace);
            ASSERT_EQ(metrics.tasks.size(), jobs.size() + 1);
            for (std::size_t i = 0; i < jobs.size(); ++i)
                ASSERT_EQ(metrics.tasks[i + 1].finish->time_since_epoch(), servers.end_of(jobs[i])) << "job " << i;
        }
}

TEST(Queueing, has_the_closed_form_of_one_server_as_a_case_of_several) {
    for (const double load : {0.1, 0.5, 0.7, 0.99}) EXPECT_NEAR(erlang_c(1, load), load, 1e-12);
}

TEST(Queueing, waits_within_two_per_cent_of_the_closed_forms) {
    for (std::uint64_t seed = 1; seed <= 3; ++seed)
        for (const double load : {0.5, 0.7})
            for (const std::size_t cores : {1, 3}) {
                const double expected = erlang_c(cores, load) / (static_cast<double>(cores) * (1 - load));
                EXPECT_NEAR(mean_wait(seed, load, cores, 1'000'000) / expected, 1, 0.02)
                    << "seed " << seed << ", load " << load << ", " << cores << " cores";
            }
}

/// The number of jobs in the system, integrated over time, is the sum of the times that they spend there: exactly, and
/// under every order of service.
TEST(Queueing, keeps_the_law_of_little) {
    for (const char* policy : {"fifo", "round_robin", "srtf", "mlfq", "cfs"}) {
        Arrivals arrivals(9, 0.8, 2);
        Sheet jobs;
        for (int i = 0; i < 300; ++i) jobs.push_back(arrivals.next());
        const auto trace = trace_of(jobs, plan_of(policy, 2));
        Duration area{0};
        std::int64_t inside = 0;
        Time before{};
        for (std::size_t i = 0; i < trace->size(); ++i) {
            const TraceEvent& event = (*trace)[i];
            area += inside * (event.time - before);
            before = event.time;
            if (event.task == kMainTask) continue;
            inside += (event.kind == EventKind::arrive) - (event.kind == EventKind::finish);
        }
        Duration spent{0};
        const Metrics metrics = metrics_of(*trace);
        for (const TaskFigures& task : metrics.tasks)
            if (task.id != kMainTask) spent += *task.finish - *task.arrival;
        EXPECT_EQ(area, spent) << policy;
        EXPECT_EQ(inside, 0);
    }
}

}  // namespace
}  // namespace simul::testing
