// simul compare: one story under several policies: Gantt charts on one axis, and a table with the best of each column.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command_line/csv_report.h"
#include "app/command_line/live_run.h"
#include "app/command_line/policy_lists.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/text_report.h"
#include "app/command_line/text_timeline.h"
#include "app/command_line/verbs.h"
#include "app/workspace/sheet_file.h"
#include "engine/run/policies/policies.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

struct CompareOptions {
    Settings settings;
    std::vector<std::string> policies;
    bool json = false, csv = false;
};

/// The trace stays with its run.
struct Compared {
    std::string policy;
    LiveRun live;
    Report report;
    SchedulingFigures figures;
};

/// A column of the table. Times and counts are better when they are less.
struct Column {
    std::string_view title, json;
    double (*figure)(const Compared&);
    bool more_is_better = false;
};
constexpr Column kColumns[] = {
    {"response", "response_s", [](const Compared& run) { return run.figures.response_s; }},
    {"turnaround", "turnaround_s", [](const Compared& run) { return run.figures.turnaround_s; }},
    {"wait", "wait_s", [](const Compared& run) { return run.figures.wait_s; }},
    {"slowdown", "slowdown", [](const Compared& run) { return run.figures.slowdown; }},
    {"switches", "switches", [](const Compared& run) { return static_cast<double>(run.figures.switches); }},
    {"missed", "missed_deadlines",
     [](const Compared& run) { return static_cast<double>(run.figures.missed_deadlines); }},
    {"fairness", "fairness", [](const Compared& run) { return run.figures.fairness; }, true},
    {"throughput", "throughput", [](const Compared& run) { return run.figures.throughput; }, true},
    {"makespan", "makespan_s",
     [](const Compared& run) { return seconds_of(run.report.metrics.makespan.time_since_epoch()); }},
};

Result<CompareOptions> compare_options_in(const CommandParser& parser) {
    CompareOptions options;
    const Result<ChosenSettings> chosen = settings_in(parser);
    if (!chosen) return chosen.error();
    options.settings = chosen->settings;
    options.settings.scenario = parser.value("SCENARIO").value_or("");
    if (options.settings.scenario.empty())
        return Error{"simul compare needs a scenario, for example: simul compare job_sheet --policies fifo,sjf,srtf"};
    if (const Result<void> taken = workspace::take_sheet(options.settings); !taken) return taken.error();
    if (chosen->every_model) return Error{"--model all: compare runs one model under several policies; choose one."};
    const Result<std::string> form = one_of(parser, {"--json", "--csv"});
    if (!form) return form.error();
    options.json = *form == "--json";
    options.csv = *form == "--csv";
    if (options.settings.policy) return Error{"--policy: compare takes several, as in --policies fifo,sjf,mlfq."};
    const Result<std::vector<std::string>> policies =
        policies_in(parser.value("--policies").value_or("fifo,sjf,srtf,round_robin"));
    if (!policies) return policies.error();
    options.policies = *policies;
    return options;
}

double best_of(const Column& column, const std::vector<Compared>& runs) {
    double best = column.figure(runs.front());
    for (const Compared& run : runs)
        best = column.more_is_better ? std::max(best, column.figure(run)) : std::min(best, column.figure(run));
    return best;
}

std::string table(const std::vector<Compared>& runs) {
    constexpr std::size_t kNameWidth = 20;
    std::string text(kNameWidth, ' ');
    for (const Column& column : kColumns) text += fmt::format("{:>12}", column.title);
    for (const Compared& run : runs) {
        text += fmt::format("\n{:<{}}", run.policy, kNameWidth);
        for (const Column& column : kColumns) {
            const double figure = column.figure(run);
            text += fmt::format("{:>12}", fmt::format("{:.6g}{}", figure, figure == best_of(column, runs) ? "*" : " "));
        }
    }
    return text + "\n\nmeans of all tasks that ran, in seconds; * the best of its column\n";
}

std::string text_of(const std::vector<Compared>& runs) {
    const Canvas canvas = canvas_of_stdout();
    const TraceHeader& header = runs.front().report.header();
    Duration longest{0};
    for (const Compared& run : runs) longest = std::max(longest, run.report.metrics.makespan.time_since_epoch());
    std::string text = fmt::format("{}\n{} on {}, simulated time\n\n", title_in_words(header), name_of(header.model),
                                   header.cores == 1 ? "1 core" : fmt::format("{} cores", header.cores));
    for (const Compared& run : runs)
        text += run.policy + "\n" + text_gantt(*run.report.trace, run.report.metrics, longest, canvas) + "\n";
    return text + table(runs);
}

nlohmann::ordered_json json_of(const std::vector<Compared>& runs) {
    nlohmann::ordered_json json;
    json["runs"] = nlohmann::ordered_json::array();
    for (const Compared& run : runs) json["runs"].push_back(json_of(run.report));
    json["best"] = nlohmann::ordered_json::object();
    for (const Column& column : kColumns) {
        nlohmann::ordered_json names = nlohmann::ordered_json::array();
        for (const Compared& run : runs)
            if (column.figure(run) == best_of(column, runs)) names.push_back(run.policy);
        json["best"][std::string(column.json)] = names;
    }
    return json;
}

std::string csv_of(const std::vector<Compared>& runs) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const Compared& run : runs) {
        nlohmann::ordered_json row{{"policy", run.policy}};
        for (const Column& column : kColumns) row[std::string(column.json)] = column.figure(run);
        rows.push_back(row);
    }
    return rows_as_csv(rows);
}

int compare_runs(const CompareOptions& options, Zygote& zygote) {
    std::vector<Compared> runs;
    for (const std::string& policy : options.policies) {
        const Settings settings = with_policy(options.settings, policy, options.policies);
        Result<LiveRun> live = run_to_its_end(zygote, settings, {});
        if (!live) return refuse(live.error());
        Report report = report_on(live->run.trace(), live->run.ending());
        const int code = exit_code_of(report, live->interrupted);
        if (code == kExitStopped || code == kExitRefused || report.trace->size() == 0) {
            tell_why(code, report, settings);
            return code;
        }
        const SchedulingFigures figures = scheduling_figures(report.metrics);
        runs.push_back({policy, std::move(*live), std::move(report), figures});
    }
    const std::string told = options.json ? written(json_of(runs)) : options.csv ? csv_of(runs) : text_of(runs);
    return tell(told) ? kExitDone : kExitRefused;
}

}  // namespace

int compare(const Arguments& arguments, Session& session) {
    CommandParser parser("simul compare", "Runs a story under several policies, and says which is best at what.");
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    parser.add_option("--policies", "P,P,…", "or all; fifo,sjf,srtf,round_robin");
    add_settings(parser);
    parser.add_flag("--csv", "the table, for spreadsheets");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<CompareOptions> options = compare_options_in(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    return compare_runs(*options, *session.zygote);
}

}  // namespace simul::command_line
