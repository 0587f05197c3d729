#include "app/command_line/comparison.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

#include "app/command_line/live_run.h"
#include "app/command_line/run_end.h"
#include "app/command_line/session.h"
#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

/// Runs the models one after another.
class EveryModel {
  public:
    EveryModel(const RunOptions& options, Zygote& zygote) : options_(options), zygote_(zygote) {}

    int run();

  private:
    int run_model(Model model);
    std::string text(const ScenarioDescription& scenario) const;

    const RunOptions& options_;
    Zygote& zygote_;
    nlohmann::ordered_json json_ = nlohmann::ordered_json::array();
    std::vector<ComparedRun> runs_;
    bool told_why_ = false;  ///< the first failure stands for all
};

int EveryModel::run() {
    const Settings& settings = options_.settings;
    const Result<ScenarioDescription> scenario = zygote_.describe(settings);
    if (!scenario) return refuse(scenario.error());
    int code = kExitDone;
    for (const Model model : suited_models(*scenario)) {
        const int ended = run_model(model);
        code = std::max(code, ended);
        if (ended == kExitStopped || ended == kExitRefused) break;
    }
    bool told = true;
    if (options_.form == Form::json) told = tell(written({{"runs", json_}}));
    if (options_.form == Form::text && !runs_.empty()) told = tell(text(*scenario));
    return code == kExitDone && !told ? kExitRefused : code;
}

int EveryModel::run_model(Model model) {
    Settings settings = options_.settings;
    settings.model = model;
    const Result<LiveRun> live = run_to_its_end(zygote_, settings, {});
    if (!live) return refuse(live.error());
    const Report report = report_on(live->run.trace(), live->run.ending());
    if (report.trace->size() > 0) {
        runs_.push_back({model, report.outcome(), report.metrics.makespan.time_since_epoch()});
        if (options_.form == Form::json) json_.push_back(json_of(report));
    }
    const int code = exit_code_of(report, live->interrupted);
    if (!std::exchange(told_why_, told_why_ || code != kExitDone)) tell_why(code, report, settings);
    return code;
}

std::string EveryModel::text(const ScenarioDescription& scenario) const {
    const std::string clock = options_.settings.clock == Clock::real ? "on this computer" : "in simulated time";
    std::string lines =
        printable(fmt::format("{} ({}), every model, {}", scenario.title, scenario.name, clock)) + "\n\n";
    lines += comparison(runs_, canvas_of_stdout());
    for (const auto& [model, why] : scenario.unsuited)
        lines += printable(fmt::format("not on {}: {}", name_of(model), why)) + "\n";
    return lines;
}

std::string bar(std::size_t length, bool utf8) {
    std::string cells;
    for (std::size_t i = 0; i < length; ++i) cells += utf8 ? "█" : "#";
    return cells;
}

/// `3 655 s = 1 h 55 s`, and how it ended where that is not its end.
std::string end_in_words(const ComparedRun& run) {
    const std::string time = full_time(run.makespan);
    return run.outcome == Outcome::finished ? time : fmt::format("{}, {}", time, name_of(run.outcome));
}

}  // namespace

int run_every_model(const RunOptions& options, Zygote& zygote) { return EveryModel(options, zygote).run(); }

std::string comparison(std::vector<ComparedRun> runs, const Canvas& canvas) {
    constexpr std::size_t kMargin = 14;
    std::stable_sort(runs.begin(), runs.end(),
                     [](const ComparedRun& a, const ComparedRun& b) { return a.makespan < b.makespan; });
    std::size_t longest_words = 0;
    for (const ComparedRun& run : runs) longest_words = std::max(longest_words, end_in_words(run).size() + 2);
    const Duration whole = runs.empty() ? 0ns : runs.back().makespan;
    const std::size_t room = static_cast<std::size_t>(canvas.width) - kMargin;
    const std::size_t cells = room > longest_words + 10 ? room - longest_words : 10;
    std::string text;
    for (const ComparedRun& run : runs) {
        const double share = whole > 0ns ? seconds_of(run.makespan) / seconds_of(whole) : 0;
        const auto length = static_cast<std::size_t>(share * static_cast<double>(cells) + 0.5);
        const std::size_t shown = run.makespan > 0ns ? std::max<std::size_t>(1, length) : 0;
        text += fmt::format("{:<{}}{}  {}\n", name_of(run.model), kMargin, bar(shown, canvas.utf8), end_in_words(run));
    }
    if (whole > 0ns) text += text_axis(whole, kMargin, cells);
    return text;
}

}  // namespace simul::command_line
