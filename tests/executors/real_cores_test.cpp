// Which core ran what in real runs, learnt both ways: what must hold however busy the computer is.
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>
#include <optional>

#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"
#include "tests/support/busy_computer.h"
#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

using namespace operations;

/// An environment variable while this lives; what it was before, afterwards.
class Environment {
  public:
    Environment(const char* name, const char* value) : name_(name) {
        if (const char* before = std::getenv(name)) before_ = before;
        setenv(name, value, 1);
    }
    Environment(const Environment&) = delete;
    Environment& operator=(const Environment&) = delete;
    ~Environment() {
        if (before_)
            setenv(name_, before_->c_str(), 1);
        else
            unsetenv(name_);
    }

  private:
    const char* name_;
    std::optional<std::string> before_;
};

Operation factorials(std::int64_t steps) {
    Operation operation(OperationKind::work, 0);
    operation.kernel = Kernel::factorial;
    operation.expected = steps;
    return operation;
}

Task turn(TaskContext&, Arguments) {
    const int rounds = 8;
    for (int i = 0; i < rounds; ++i) {
        co_await compute(2ms);
        co_await lock(ResourceId{0});
        co_await compute(300us);
        co_await unlock(ResourceId{0});
        co_await factorials(20);
        co_await sleep(200us);
    }
}

/// More tasks than cores, so that they take cores from each other.
Task start_turns(TaskContext&, Arguments) {
    std::vector<TaskId> futures;
    for (int i = 0; i < 5; ++i) {
        std::string child = call("turn", i);
        const Operation spawned = co_await spawn(child);
        futures.push_back(spawned.task);
    }
    for (const TaskId future : futures) co_await await(future);
}

std::unique_ptr<SmallStory> turns() {
    auto story = std::make_unique<SmallStory>();
    story->add(ResourceKind::mutex, "judit");
    story->function("turn", turn).function("main", start_turns);
    return story;
}

std::string sentences(const std::vector<std::string>& violations) {
    std::string all;
    for (const std::string& it : violations) all += it + "\n";
    return all;
}

std::map<TaskId, Duration> core_time_in(const Trace& trace) {
    std::map<TaskId, Duration> used;
    for (std::size_t i = 0; i < trace.size(); ++i)
        if (trace[i].kind == EventKind::core_busy) used[trace[i].task] += trace[i].duration();
    return used;
}

struct Row {
    Model model;
    const char* source;
};

class RealCores : public ::testing::TestWithParam<Row> {
  protected:
    RealRun run() {
        const Environment source("SIMUL_CORE_SOURCE", GetParam().source);
        tell_story(turns);
        RealRun real = run_for_real(GetParam().model, 1);
        EXPECT_FALSE(real.ending.error) << real.ending.error->sentence();
        return real;
    }
};

std::string row_name(const ::testing::TestParamInfo<Row>& info) {
    return std::string(name_of(info.param.model)) + "_" + info.param.source;
}

INSTANTIATE_TEST_SUITE_P(each, RealCores,
                         ::testing::Values(Row{Model::threads, "gaps"}, Row{Model::threads, "records"},
                                           Row{Model::threads_gil, "gaps"}, Row{Model::threads_gil, "records"},
                                           Row{Model::processes, "gaps"}, Row{Model::processes, "records"},
                                           Row{Model::event_loop, "gaps"}, Row{Model::event_loop, "records"},
                                           Row{Model::sequential, "gaps"}, Row{Model::sequential, "records"},
                                           Row{Model::thread_pool, "gaps"}, Row{Model::thread_pool, "records"}),
                         row_name);

TEST_P(RealCores, a_trace_keeps_all_promises) {
    const RealRun real = run();
    EXPECT_EQ(sentences(violations_of(real.trace())), "");
    EXPECT_EQ(real.ending.lost_events, 0U);
}

void expect_to_run_as_long_as_core_was_used(const RealRun& real) {
    const std::map<TaskId, Duration> used = core_time_in(real.trace());
    for (const TaskFigures& task : metrics_of(real.trace()).tasks) {
        const Duration asked = task.id == kMainTask ? Duration{0} : 8 * 2300us;
        EXPECT_GE(task.running, asked) << index_of(task.id);
        if (!used.contains(task.id)) continue;  // one thread for all
        EXPECT_GE(used.at(task.id), asked);
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
        if (task.id == kMainTask) continue;  // it forks or starts threads, which costs more than all else here
#endif
        // What goes by between saying and doing is some microseconds for each operation.
        EXPECT_GE(task.running, used.at(task.id) * 8 / 10 - 2ms) << index_of(task.id);
    }
}

/// What a virtual machine takes from a computer counts as used there, and is a gap: no computer is taken from each
/// time.
TEST_P(RealCores, tasks_run_for_as_long_as_they_used_a_core) {
    expect_within_three_tries([this](int) { expect_to_run_as_long_as_core_was_used(run()); });
}

TEST_P(RealCores, the_header_says_how_it_was_learnt_and_stolen_time_is_told_where_it_is_known) {
    const RealRun real = run();
    const std::string source = real.trace().header().core_source;
    if (std::string(GetParam().source) == "records" && source == "gaps") GTEST_SKIP() << "the kernel grants no records";
    EXPECT_EQ(source, GetParam().source);
    const bool known = source == "records" || uses_one_core(GetParam().model);
    EXPECT_EQ(real.ending.stolen_s.has_value(), known);
    EXPECT_GE(real.ending.stolen_s.value_or(0), 0);
}

TEST(RealCoreSource, is_gaps_where_records_are_refused) {
    const Environment source("SIMUL_CORE_SOURCE", "records"), denied("SIMUL_DENY", "kernel_records");
    tell_story(turns);
    const RealRun real = run_for_real(Model::threads, 1);
    EXPECT_EQ(real.ending.outcome, Outcome::finished);
    EXPECT_EQ(real.trace().header().core_source, "gaps");
    EXPECT_FALSE(real.ending.stolen_s);
}

TEST(RealCoreSource, is_refused_if_nobody_knows_it) {
    const Environment source("SIMUL_CORE_SOURCE", "guesses");
    auto zygote =
        Zygote::create([](const std::string&, const std::optional<std::string>&) -> Result<std::unique_ptr<Scenario>> {
            return Error{"none"};
        });
    ASSERT_TRUE(zygote.ok());
    const Result<simul::Run> run = simul::Run::start(*zygote, Settings{});
    ASSERT_FALSE(run.ok());
    EXPECT_EQ(run.error().sentence(), "SIMUL_CORE_SOURCE=guesses: it can be gaps or records, or not be set");
}

}  // namespace
}  // namespace simul::testing
