// simul sweep: a figure of many runs, over one setting or several, on all cores of this computer.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>
#include <optional>

#include "app/command_line/parsing.h"
#include "app/command_line/policy_lists.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/command_line/words.h"
#include "app/workspace/random_sheet.h"
#include "app/workspace/sheet_file.h"
#include "engine/os/cores.h"
#include "engine/os/signals.h"
#include "engine/run/policies/policies.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

/// A setting and the values that it goes through.
struct Axis {
    std::string name;
    std::vector<std::string> values;
};

struct SweepOptions {
    Settings settings;
    std::vector<Axis> axes;
    std::vector<std::string> policies;  ///< that are among the values of an axis
    std::vector<std::string> seeds;
    std::string measure;
    bool csv = false, json = false;
};

// ---- What is asked.

constexpr std::size_t kMostValues = 10'000, kMostRuns = 100'000;

Result<std::vector<std::string>> values_in(const std::string& option, const std::string& text) {
    const std::size_t dots = text.find("..");
    if (dots == std::string::npos) return words_of_list(text);
    const std::size_t colon = text.find(':', dots);
    const auto number = [&](const std::string& word) { return whole_number(option, word); };
    const Result<std::int64_t> first = number(text.substr(0, dots));
    const Result<std::int64_t> last =
        number(text.substr(dots + 2, colon == std::string::npos ? colon : colon - dots - 2));
    const Result<std::int64_t> step = colon == std::string::npos ? 1 : number(text.substr(colon + 1));
    for (const Result<std::int64_t>* each : {&first, &last, &step})
        if (!*each) return each->error();
    if (*last < *first || *step < 1 || (*last - *first) / *step >= static_cast<std::int64_t>(kMostValues))
        return Error{fmt::format("{} {}: FIRST..LAST or FIRST..LAST:STEP is expected, at most {} values.", option,
                                 shown(text), kMostValues)};
    std::vector<std::string> values;
    for (std::int64_t value = *first; value <= *last; value += *step) values.push_back(fmt::format("{}", value));
    return values;
}

Result<Axis> axis_in(const std::string& word) {
    const std::size_t equals = word.find('=');
    if (equals == std::string::npos || equals == 0)
        return Error{fmt::format("--over {}: NAME=VALUES is expected, as in --over quantum=1..20.", shown(word))};
    const Result<std::vector<std::string>> values = values_in("--over", word.substr(equals + 1));
    if (!values) return values.error();
    return Axis{word.substr(0, equals), *values};
}

Result<void> read_axes(const CommandParser& parser, SweepOptions& options) {
    for (const std::string& word : parser.values("--over")) {
        const Result<Axis> axis = axis_in(word);
        if (!axis) return axis.error();
        options.axes.push_back(*axis);
    }
    if (const std::optional<std::string> words = parser.value("--policies")) {
        const Result<std::vector<std::string>> names = policies_in(*words);
        if (!names) return names.error();
        options.policies = *names;
        options.axes.push_back({"policy", *names});
    }
    if (const std::optional<std::string> words = parser.value("--models"))
        options.axes.push_back({"model", words_of_list(*words)});
    const Result<std::vector<std::string>> seeds =
        values_in("--seeds", parser.value("--seeds").value_or(fmt::format("{}", options.settings.seed)));
    if (!seeds) return seeds.error();
    options.seeds = *seeds;
    std::size_t runs = options.seeds.size();
    for (const Axis& axis : options.axes) runs *= axis.values.size();
    if (runs > kMostRuns) return Error{fmt::format("These are {} runs; at most {} are made.", runs, kMostRuns)};
    return {};
}

Result<SweepOptions> sweep_options_in(const CommandParser& parser) {
    SweepOptions options;
    const Result<ChosenSettings> chosen = settings_in(parser);
    if (!chosen) return chosen.error();
    options.settings = chosen->settings;
    options.settings.scenario = parser.value("SCENARIO").value_or("");
    if (options.settings.scenario.empty())
        return Error{"simul sweep needs a scenario, for example: simul sweep job_sheet --over quantum=1..8"};
    if (const Result<void> taken = workspace::take_sheet(options.settings); !taken) return taken.error();
    if (chosen->every_model) return Error{"--model all: a sweep takes --models threads,processes."};
    options.measure = parser.value("--measure").value_or("mean_turnaround");
    const Result<std::string> form = one_of(parser, {"--csv", "--json"});
    if (!form) return form.error();
    options.csv = *form == "--csv";
    options.json = *form == "--json";
    if (const Result<void> axes = read_axes(parser, options); !axes) return axes.error();
    if (options.axes.empty())
        return Error{"simul sweep needs something to go over: --over NAME=VALUES, --policies or --models."};
    return options;
}

/// One setting gets one value. What no option is called is a knob, of the policy or of the story.
Result<void> turn_setting(Settings& settings, const std::string& name, const std::string& value) {
    const auto take = [&](auto& target, const auto& read) -> Result<void> {
        if (!read) return read.error();
        target = *read;
        return {};
    };
    const std::string option = "--over " + name;
    if (name == "quantum") return take(settings.quantum, duration(option, value));
    if (name == "switch-cost") return take(settings.switch_cost, duration(option, value));
    if (name == "spawn-cost") return take(settings.spawn_cost, duration(option, value));
    if (name == "message-cost") return take(settings.message_cost, duration(option, value));
    if (name == "cores") return take(settings.cores, whole_number(option, value));
    if (name == "workers") return take(settings.workers, whole_number(option, value));
    if (name == "model") {
        const std::optional<Model> model = word_named<Model>(value, kModelNames);
        if (!model) return Error{fmt::format("--models {}: there is no such model.", shown(value))};
        settings.model = *model;
    } else if (name != "policy") {
        settings.knobs.emplace_back(name, value);
    }
    return {};
}

// ---- The runs.

/// One combination of values, and what its runs gave.
struct Point {
    std::vector<std::string> values;
    Settings settings;
    std::vector<double> figures;

    double mean() const {
        double sum = 0;
        for (const double figure : figures) sum += figure;
        return sum / static_cast<double>(figures.size());
    }
    /// The standard deviation of a run.
    double spread() const {
        double squares = 0;
        for (const double figure : figures) squares += (figure - mean()) * (figure - mean());
        return figures.size() < 2 ? 0 : std::sqrt(squares / static_cast<double>(figures.size() - 1));
    }
};

Result<std::vector<Point>> points_of(const SweepOptions& options) {
    std::vector<Point> points{{{}, options.settings, {}}};
    for (const Axis& axis : options.axes) {
        std::vector<Point> more;
        for (const Point& point : points)
            for (const std::string& value : axis.values) {
                more.push_back(point);
                more.back().values.push_back(value);
            }
        points = std::move(more);
    }
    for (Point& point : points) {
        for (std::size_t i = 0; i < options.axes.size(); ++i)
            if (const auto turned = turn_setting(point.settings, options.axes[i].name, point.values[i]); !turned)
                return turned.error();
        std::string policy = point.settings.policy.value_or("");
        for (std::size_t i = 0; i < options.axes.size(); ++i)
            if (options.axes[i].name == "policy") policy = point.values[i];
        if (policy.empty()) continue;
        if (!policy_named(policy) && !is_written_policy(policy))
            return Error{fmt::format("--policy {}: there is no such policy.", shown(policy))};
        std::vector<std::string> compared = options.policies;
        compared.push_back(policy);
        point.settings = with_policy(point.settings, policy, compared);
    }
    return points;
}

std::optional<double> figure_of(const Report& report, const std::string& measure) {
    const SchedulingFigures figures = scheduling_figures(report.metrics);
    const std::pair<std::string_view, double> known[] = {
        {"mean_response", figures.response_s},
        {"mean_turnaround", figures.turnaround_s},
        {"mean_wait", figures.wait_s},
        {"mean_slowdown", figures.slowdown},
        {"switches", static_cast<double>(figures.switches)},
        {"missed_deadlines", static_cast<double>(figures.missed_deadlines)},
        {"fairness", figures.fairness},
        {"throughput", figures.throughput},
        {"makespan", seconds_of(report.metrics.makespan.time_since_epoch())},
    };
    for (const auto& [name, figure] : known)
        if (name == measure) return figure;
    return figure_named(report.metrics, measure);
}

/// Some runs at a time, as many as there are cores for.
class Sweep {
  public:
    Sweep(const SweepOptions& options, std::vector<Point>& points, Zygote& zygote)
        : options_(options), points_(points), zygote_(zygote) {}

    /// The exit code; what could not be measured was told.
    int run();

  private:
    struct Going {
        Run run;
        std::size_t point;
        Settings settings;
    };

    Result<void> begin_next();
    int take(Going& going);
    bool all_began() const { return began_ == points_.size() * options_.seeds.size(); }

    const SweepOptions& options_;
    std::vector<Point>& points_;
    Zygote& zygote_;
    std::vector<Going> going_;
    std::size_t began_ = 0;
};

int Sweep::run() {
    constexpr int kPatience_ms = 5;
    const std::size_t most = os::allowed_cores().size();
    Result<os::StopRequest> request = os::StopRequest::install();
    if (!request) return refuse(request.error());
    while (!all_began() || !going_.empty()) {
        if (request->requested()) return kExitStopped;
        while (!all_began() && going_.size() < most)
            if (const Result<void> begun = begin_next(); !begun) return refuse(begun.error());
        for (std::size_t i = 0; i < going_.size();) {
            if (going_[i].run.take_news(kPatience_ms, request->fd())) {
                ++i;
                continue;
            }
            if (const int code = take(going_[i]); code != kExitDone) return code;
            going_.erase(going_.begin() + static_cast<std::ptrdiff_t>(i));
        }
    }
    return kExitDone;
}

Result<void> Sweep::begin_next() {
    const std::size_t point = began_ / options_.seeds.size();
    Settings settings = points_[point].settings;
    const Result<std::int64_t> seed = whole_number("--seeds", options_.seeds[began_ % options_.seeds.size()]);
    if (!seed) return seed.error();
    settings.seed = static_cast<std::uint64_t>(*seed);
    if (const Result<void> drawn = workspace::draw_sheet(settings); !drawn) return drawn.error();
    Result<Run> run = Run::start(zygote_, settings);
    if (!run) return run.error();
    going_.push_back({std::move(*run), point, std::move(settings)});
    ++began_;
    return {};
}

int Sweep::take(Going& going) {
    const Report report = report_on(going.run.trace(), going.run.ending());
    const int code = exit_code_of(report, false);
    if (code != kExitDone) {
        tell_why(code, report, going.settings);
        return code;
    }
    const std::optional<double> figure = figure_of(report, options_.measure);
    if (!figure)
        return refuse({fmt::format(
            "--measure {}: the run has no such figure. There are mean_response, mean_turnaround, mean_wait, "
            "mean_slowdown, switches, missed_deadlines, fairness, throughput, makespan, and the story's own marks, "
            "measures and variables.",
            shown(options_.measure))});
    points_[going.point].figures.push_back(*figure);
    return kExitDone;
}

// ---- What is told.

std::string lines_of(const SweepOptions& options, const std::vector<Point>& points) {
    const char* gap = options.csv ? "," : "  ";
    const auto cell = [&](const std::string& word) { return options.csv ? word : fmt::format("{:>14}", word); };
    std::string text;
    for (const Axis& axis : options.axes) text += cell(axis.name) + gap;
    for (const char* title : {"runs", "mean", "deviation", "least"}) text += cell(title) + gap;
    text += cell("most") + "\n";
    for (const Point& point : points) {
        for (const std::string& value : point.values) text += cell(value) + gap;
        const auto [least, most] = std::minmax_element(point.figures.begin(), point.figures.end());
        text += cell(fmt::format("{}", point.figures.size())) + gap;
        for (const double figure : {point.mean(), point.spread(), *least})
            text += cell(fmt::format("{:.6g}", figure)) + gap;
        text += cell(fmt::format("{:.6g}", *most)) + "\n";
    }
    return options.csv ? text : fmt::format("{} of {}\n\n", options.measure, options.settings.scenario) + text;
}

nlohmann::ordered_json json_of(const SweepOptions& options, const std::vector<Point>& points) {
    nlohmann::ordered_json json{{"scenario", options.settings.scenario}, {"measure", options.measure}};
    json["points"] = nlohmann::ordered_json::array();
    for (const Point& point : points) {
        nlohmann::ordered_json values;
        for (std::size_t i = 0; i < options.axes.size(); ++i) values[options.axes[i].name] = point.values[i];
        const auto [least, most] = std::minmax_element(point.figures.begin(), point.figures.end());
        json["points"].push_back({{"at", values},
                                  {"runs", point.figures.size()},
                                  {"mean", point.mean()},
                                  {"deviation", point.spread()},
                                  {"least", *least},
                                  {"most", *most}});
    }
    return json;
}

void add_sweep_options(CommandParser& parser) {
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    parser.add_option("--over", "NAME=1..20", "quantum, cores, workers, a cost or a knob; or values 1,2,5; or 1..20:5");
    parser.add_option("--policies", "P,P,…", "or all");
    parser.add_option("--models", "M,M,…", "the same of models");
    parser.add_option("--seeds", "1..100", "each point is run with each of these");
    parser.add_option("--measure", "M",
                      "mean_turnaround, mean_response, mean_wait, makespan, …, or a mark, measure or variable");
    add_settings(parser);
    parser.add_flag("--csv", "for spreadsheets");
    parser.add_flag("--json", "one JSON object");
}

}  // namespace

int sweep(const Arguments& arguments, Session& session) {
    CommandParser parser("simul sweep", "Runs a story again and again, and says how a figure depends on its settings.");
    add_sweep_options(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<SweepOptions> options = sweep_options_in(parser);
    if (!options) return refuse(options.error());
    Result<std::vector<Point>> points = points_of(*options);
    if (!points) return refuse(points.error());
    if (!session.zygote) return refuse(session.zygote.error());
    if (const int code = Sweep(*options, *points, *session.zygote).run(); code != kExitDone) return code;
    const std::string text = options->json ? written(json_of(*options, *points)) : lines_of(*options, *points);
    return tell(text) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
