// simul sweep: a figure of many runs, over one setting or several, on all cores of this computer or of many.
#include <fmt/format.h>

#include <algorithm>

#include "app/command_line/in_parts.h"
#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/sweep_parts.h"
#include "app/command_line/verbs.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/sheet_file.h"
#include "engine/os/cores.h"
#include "engine/os/signals.h"
#include "engine/run/option_words.h"
#include "engine/study/crew.h"
#include "engine/study/figures.h"

namespace simul::command_line {
namespace {

struct SweepOptions {
    Settings settings;
    std::string named;  ///< the story, or the file of a sheet
    SweepPlan plan;
    std::string form;
    PartOptions parts;
};

Result<SweepOptions> sweep_options_in(const CommandParser& parser) {
    SweepOptions options;
    const Result<ChosenSettings> chosen = settings_in(parser);
    if (!chosen) return chosen.error();
    options.settings = chosen->settings;
    options.settings.scenario = parser.value("SCENARIO").value_or("");
    if (options.settings.scenario.empty())
        return Error{"simul sweep needs a scenario, for example: simul sweep job_sheet --over quantum=1..8"};
    options.named = options.settings.scenario;
    if (const Result<void> taken = workspace::take_sheet(options.settings); !taken) return taken.error();
    if (chosen->every_model) return Error{"--model all: a sweep takes --models threads,processes."};
    const Result<std::string> form = one_of(parser, {"--csv", "--json"});
    if (!form) return form.error();
    options.form = *form;
    const Result<SweepPlan> plan = sweep_plan_in(parser, options.settings);
    if (!plan) return plan.error();
    options.plan = *plan;
    const Result<PartOptions> parts = part_options_in(parser, {"--csv", "--json"});
    if (!parts) return parts.error();
    options.parts = *parts;
    if (!options.parts.is_all_here() && options.settings.clock == Clock::real)
        return Error{
            "Parts with --clock real: a real run measures the computer that it is made on; use --clock simulated."};
    return options;
}

/// Makes the runs of a part. In simulated time many in one process; what goes wrong there is made once more in a
/// process of its own, as by simul run, and told likewise.
class Sweep final : public Divisible {
  public:
    Sweep(const SweepOptions& options, std::vector<Settings> points, Zygote& zygote)
        : options_(options), runs_(options.plan, std::move(points)), zygote_(zygote) {
        verb = "sweep";
    }

    std::optional<int> find(const Part& part, std::string& found) override;
    int tell(const std::vector<std::string>& found) override { return tell_sweep(options_.plan, found, options_.form); }

  private:
    /// Runs of one point.
    struct Task {
        std::vector<std::size_t> runs;
        bool alone = false;  ///< each in a process of its own
    };

    std::vector<Task> tasks_of(const Part& part) const;
    std::optional<int> make_together(std::vector<Task>& tasks);
    bool take(const Task& task, const Digests& digests);
    std::optional<int> make_alone(const Task& task);

    const SweepOptions& options_;
    const workspace::SweepRuns runs_;
    Zygote& zygote_;
    std::vector<double> figures_;  ///< by run
};

std::optional<int> Sweep::find(const Part& part, std::string& found) {
    figures_.assign(options_.plan.runs(), 0);
    std::vector<Task> tasks = tasks_of(part);
    while (!tasks.empty()) {
        const bool alone = tasks.front().alone;
        const std::optional<int> code = alone ? make_alone(tasks.front()) : make_together(tasks);
        if (code) return code;
        if (alone) tasks.erase(tasks.begin());
    }
    for (std::size_t run = 0; run < figures_.size(); ++run)
        if (part.has(run)) found += fmt::format("{}\n", figures_[run]);
    return std::nullopt;
}

/// Small enough that all cores are busy to the end.
std::vector<Sweep::Task> Sweep::tasks_of(const Part& part) const {
    constexpr std::size_t kMost = 200, kTasksOfCore = 8;
    const std::size_t runs = options_.plan.runs();
    const std::size_t most =
        std::clamp<std::size_t>(part.share_of(runs) / (os::allowed_cores().size() * kTasksOfCore), 1, kMost);
    std::vector<Task> tasks;
    for (std::vector<std::size_t>& group : runs_.groups([&part](std::size_t run) { return part.has(run); }, most))
        tasks.push_back({std::move(group), options_.settings.clock == Clock::real});
    return tasks;
}

/// What is left has yet to be made; if somebody left no figure there, it stands first.
std::optional<int> Sweep::make_together(std::vector<Task>& tasks) {
    Result<os::StopRequest> request = os::StopRequest::install();
    if (!request) return refuse(request.error());
    std::vector<Batch> batches;
    for (const Task& task : tasks) batches.push_back({runs_.settings_of(task.runs.front()), runs_.seeds_of(task.runs)});
    std::vector<bool> made(tasks.size());
    std::optional<std::size_t> troubled;
    made_by_all_cores(zygote_, std::move(batches), options_.plan.measure, request->fd(),
                      [&](std::size_t batch, const Digests& digests) {
                          made[batch] = take(tasks[batch], digests);
                          if (!made[batch]) troubled = batch;
                          return made[batch];
                      });
    if (request->requested()) return kExitStopped;
    std::vector<Task> left;
    if (troubled) left.push_back({tasks[*troubled].runs, true});
    for (std::size_t i = 0; i < tasks.size(); ++i)
        if (!made[i] && i != troubled) left.push_back(std::move(tasks[i]));
    tasks = std::move(left);
    return std::nullopt;
}

/// False: not each of them has left a figure.
bool Sweep::take(const Task& task, const Digests& digests) {
    if (!digests) return false;
    for (std::size_t i = 0; i < task.runs.size(); ++i) {
        const std::optional<double> figure = workspace::figure_in((*digests)[i]);
        if (!figure) return false;
        figures_[task.runs[i]] = *figure;
    }
    return true;
}

std::optional<int> Sweep::make_alone(const Task& task) {
    for (const std::size_t run : task.runs) {
        const Settings settings = runs_.settings_of(run);
        Result<LiveRun> live = run_to_its_end(zygote_, settings, {});
        if (!live) return refuse(live.error());
        const Report report = report_on(live->run.trace(), live->run.ending());
        if (const int code = exit_code_of(report, live->interrupted); code != kExitDone) {
            tell_why(code, report, settings);
            return code;
        }
        const std::optional<double> figure = figure_of(report.metrics, options_.plan.measure);
        if (!figure)
            return refuse({fmt::format("--measure {}: {}", shown(options_.plan.measure),
                                       why_no_figure(report.metrics, options_.plan.measure))});
        figures_[run] = *figure;
    }
    return std::nullopt;
}

int sweep_with(const SweepOptions& options, const Arguments& words, Zygote& zygote) {
    Result<std::vector<Settings>> points = workspace::settings_at_points(options.plan, options.settings);
    if (!points) return refuse(points.error());
    for (Settings point : *points)
        if (const Result<void> drawn = workspace::draw_sheet(point); !drawn) return refuse(drawn.error());
    std::vector<std::string> policies;
    for (const Settings& point : *points)
        if (point.policy) policies.push_back(*point.policy);
    Sweep work(options, std::move(*points), zygote);
    work.most_parts = options.plan.runs();
    if (!options.parts.is_all_here()) {
        const Result<ScenarioDescription> story = zygote.describe(options.settings.scenario, {}, 1);
        if (!story) return refuse(story.error());
        Result<nlohmann::ordered_json> asked = story_and_settings(story->source, options.settings, policies);
        if (!asked) return refuse(asked.error());
        work.asked = std::move(*asked);
        work.asked["plan"] = json_of_plan(options.plan);
        work.files = files_among(options.named, policies);
    }
    return perform(work, options.parts, words);
}

}  // namespace

int sweep(const Arguments& arguments, Session& session) {
    CommandParser parser("simul sweep", "Runs a story again and again, and says how a figure depends on its settings.");
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    add_sweep_plan(parser);
    add_settings(parser);
    parser.add_flag("--csv", "for spreadsheets");
    parser.add_flag("--json", "one JSON object");
    add_part_options(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<SweepOptions> options = sweep_options_in(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    return sweep_with(*options, arguments, *session.zygote);
}

}  // namespace simul::command_line
