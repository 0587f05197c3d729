#include "tests/support/job_sheet.h"

#include <sstream>

#include "engine/analysis/metrics.h"
#include "engine/base/random.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/in_place.h"
#include "engine/scenario/operations.h"
#include "tests/support/small_story.h"

namespace simul::testing {

namespace {

Task run_job(Job job) {
    Duration left = job.burst;
    while (job.io_every > 0ns && left > job.io_every) {
        co_await operations::compute(job.io_every);
        left -= job.io_every;
        co_await operations::sleep(job.io_length);
    }
    co_await operations::compute(left);
}

Task spawn_jobs(const Sheet* sheet) {
    for (std::size_t i = 0; i < sheet->size(); ++i) {
        std::string packed = call("job", static_cast<std::int64_t>(i));
        TaskAttributes given = (*sheet)[i].given;
        given.burst = (*sheet)[i].burst;
        Operation spawn(OperationKind::spawn_at, 0);
        spawn.value = (*sheet)[i].arrival.count();
        spawn.text = &packed;
        spawn.attributes = &given;
        co_await spawn;
    }
}

class SheetStory final : public Story {
  public:
    explicit SheetStory(Sheet sheet) : sheet_(std::move(sheet)) {}
    const ScenarioDescription& description() const override { return description_; }
    Task start_main(TaskContext&) override { return spawn_jobs(&sheet_); }
    Task start(TaskContext&, std::string_view call) override {
        unpack(call);
        return run_job(sheet_[static_cast<std::size_t>(integer(unpack(call)))]);
    }

  private:
    Sheet sheet_;
    ScenarioDescription description_;
};

}  // namespace

Sheet sheet(const std::string& text) {
    Sheet jobs;
    std::istringstream words(text);
    for (std::string word; words >> word;) {
        const std::size_t colon = word.find(':');
        jobs.push_back({duration_of_seconds(std::stod(word)), duration_of_seconds(std::stod(word.substr(colon + 1)))});
    }
    return jobs;
}

std::string text_of(const Sheet& sheet) {
    std::ostringstream text;
    for (const Job& job : sheet) {
        text << seconds_of(job.arrival) << ':' << seconds_of(job.burst);
        if (job.io_every > 0ns) text << ':' << seconds_of(job.io_every) << ':' << seconds_of(job.io_length);
        text << ' ';
    }
    return text.str();
}

std::unique_ptr<Trace> trace_of(const Sheet& sheet, const RunPlan& plan) {
    SheetStory story(sheet);
    return simulate_in_place(story, plan);
}

std::vector<Met> met_in(const Trace& trace) {
    std::vector<Met> list;
    const Metrics metrics = metrics_of(trace);
    for (const TaskFigures& task : metrics.tasks) {
        if (task.id == kMainTask) continue;
        Met met;
        met.arrival = seconds_of(*task.arrival);
        met.first_run = seconds_of(task.first_run.value_or(kNever));
        met.finish = seconds_of(task.finish.value_or(kNever));
        met.wait = seconds_of(task.ready);
        met.used = seconds_of(task.running);
        met.missed = task.misses_deadline(metrics.end);
        list.push_back(met);
    }
    return list;
}

std::vector<Met> run_sheet(const Sheet& sheet, const RunPlan& plan) { return met_in(*trace_of(sheet, plan)); }

RunPlan plan_of(const std::string& policy, std::uint32_t cores, Duration quantum, const KnobSettings& knobs,
                Model model) {
    RunPlan plan = simulated(model, cores, policy, quantum);
    plan.policy_knobs = policy_named(policy)->parameters;
    ensure(turn(plan.policy_knobs, knobs).ok(), "a test turns only parameters that the policy has");
    return plan;
}

void mix(Sheet& jobs, Random& random, const std::function<void(Job&)>& add_more) {
    for (Job& job : jobs) {
        job.io_every = random.between(0, 4) * 1s;
        job.io_length = random.between(1, 5) * 1s;
        job.given.priority = random.between(0, 4);
        job.given.nice = random.between(-5, 5);
        job.given.tickets = random.between(1, 300);
        add_more(job);
    }
}

Sheet random_sheet(std::uint64_t seed, std::size_t jobs, std::int64_t last_arrival, std::int64_t longest) {
    Random random(seed, 7);
    Sheet sheet(static_cast<std::size_t>(random.between(1, static_cast<std::int64_t>(jobs))));
    for (Job& job : sheet) {
        job.arrival = random.between(0, last_arrival) * 1s;
        job.burst = random.between(1, longest) * 1s;
    }
    return sheet;
}

}  // namespace simul::testing
