// simul compare: one story under several policies: Gantt charts on one axis, and a table with the best of each column.
#include <fmt/format.h>
#include <fmt/ranges.h>

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
#include "app/workspace/comparison.h"
#include "app/workspace/sheet_file.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/what_differs.h"
#include "engine/base/kernel_policies.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

struct CompareOptions {
    Settings settings;
    std::vector<std::string> policies;
    bool json = false, csv = false;
};

/// The trace stays with its run.
struct Ran {
    std::string policy;
    LiveRun live;
    Report report;
};

std::vector<PolicyRun> compared(const std::vector<Ran>& runs) {
    std::vector<PolicyRun> all;
    for (const Ran& run : runs)
        all.push_back({run.policy, run.report.trace, &run.report.metrics, scheduling_figures(run.report.metrics),
                       run.report.ending.stolen_s.value_or(0)});
    return all;
}

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
    const std::string usual = fmt::format("{}", fmt::join(workspace::kComparedAtFirst, ","));
    const Result<std::vector<std::string>> policies = policies_in(parser.value("--policies").value_or(usual), true);
    if (!policies) return policies.error();
    options.policies = *policies;
    return options;
}

std::string table(const std::vector<PolicyRun>& runs) {
    constexpr std::size_t kNameWidth = 20;
    std::string text(kNameWidth, ' ');
    for (const ComparedColumn& column : compared_columns()) text += fmt::format("{:>12}", column.title);
    for (const PolicyRun& run : runs) {
        text += fmt::format("\n{:<{}}", run.policy, kNameWidth);
        for (const ComparedColumn& column : compared_columns()) {
            const double figure = column.figure(run);
            text += fmt::format("{:>12}", fmt::format("{:.6g}{}", figure, figure == best_of(column, runs) ? "*" : " "));
        }
    }
    return text + "\n\nmeans of all tasks that ran, in seconds; * the best of its column\n";
}

bool any_is_real(const std::vector<PolicyRun>& runs) {
    return std::any_of(runs.begin(), runs.end(),
                       [](const PolicyRun& run) { return run.trace->header().clock == Clock::real; });
}

std::string heading(const std::vector<PolicyRun>& runs) {
    const TraceHeader& header = runs.front().trace->header();
    return fmt::format("{}\n{} on {}, {}\n\n", title_in_words(header), name_of(header.model),
                       plural(header.cores, "core"),
                       any_is_real(runs) ? "simulated time, and this computer" : "simulated time");
}

std::string text_of(const std::vector<PolicyRun>& runs) {
    const Canvas canvas = canvas_of_stdout();
    Duration longest{0};
    for (const PolicyRun& run : runs) longest = std::max(longest, run.metrics->makespan.time_since_epoch());
    std::string text = heading(runs);
    for (const PolicyRun& run : runs)
        text += run.policy + "\n" + text_gantt(*run.trace, *run.metrics, longest, canvas) + "\n";
    text += table(runs);
    for (const std::string& sentence : differences_from_kernel(runs))
        text += "\n" + wrapped(sentence, static_cast<std::size_t>(canvas.width), 0) + "\n";
    return text;
}

nlohmann::ordered_json json_of(const std::vector<Ran>& ran, const std::vector<PolicyRun>& runs) {
    nlohmann::ordered_json json;
    json["runs"] = nlohmann::ordered_json::array();
    for (const Ran& run : ran) json["runs"].push_back(json_of(run.report));
    json["best"] = nlohmann::ordered_json::object();
    for (const ComparedColumn& column : compared_columns()) {
        nlohmann::ordered_json names = nlohmann::ordered_json::array();
        for (const PolicyRun& run : runs)
            if (column.figure(run) == best_of(column, runs)) names.push_back(run.policy);
        json["best"][std::string(column.json)] = names;
    }
    if (any_is_real(runs)) json["differences"] = differences_from_kernel(runs);
    return json;
}

std::string csv_of(const std::vector<PolicyRun>& runs) {
    nlohmann::ordered_json rows = nlohmann::ordered_json::array();
    for (const PolicyRun& run : runs) {
        nlohmann::ordered_json row{{"policy", run.policy}};
        for (const ComparedColumn& column : compared_columns()) row[std::string(column.json)] = column.figure(run);
        rows.push_back(row);
    }
    return rows_as_csv(rows);
}

/// Where one of the policies is the kernel's, the story's usual number of cores has to fit this computer.
Result<void> settle_cores(CompareOptions& options, Zygote& zygote) {
    if (std::none_of(options.policies.begin(), options.policies.end(), kernel_policy_named)) return {};
    const Result<ScenarioDescription> story = zygote.describe(options.settings.scenario, {}, options.settings.seed);
    if (!story) return story.error();
    workspace::settle_cores(options.settings, options.policies, story->default_cores);
    return {};
}

int compare_runs(const CompareOptions& options, Zygote& zygote) {
    std::vector<Ran> ran;
    for (const std::string& policy : options.policies) {
        const Settings settings = workspace::with_policy(options.settings, policy, options.policies);
        Result<LiveRun> live = run_to_its_end(zygote, settings, {});
        if (!live) return refuse(live.error());
        Report report = report_on(live->run.trace(), live->run.ending());
        const int code = exit_code_of(report, live->interrupted);
        if (code == kExitStopped || code == kExitRefused || report.trace->size() == 0) {
            tell_why(code, report, settings);
            return code;
        }
        ran.push_back({policy, std::move(*live), std::move(report)});
    }
    const std::vector<PolicyRun> runs = compared(ran);
    const std::string told = options.json ? written(json_of(ran, runs)) : options.csv ? csv_of(runs) : text_of(runs);
    return tell(told) ? kExitDone : kExitRefused;
}

}  // namespace

int compare(const Arguments& arguments, Session& session) {
    CommandParser parser("simul compare", "Runs a story under several policies, and says which is best at what.");
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    parser.add_option("--policies", "P,P,…",
                      "or all; linux, linux_fifo, linux_rr, linux_deadline: for real, by this computer's kernel; "
                      "fifo,sjf,srtf,round_robin");
    add_settings(parser);
    parser.add_flag("--csv", "the table, for spreadsheets");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    Result<CompareOptions> options = compare_options_in(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    if (const Result<void> settled = settle_cores(*options, *session.zygote); !settled) return refuse(settled.error());
    return compare_runs(*options, *session.zygote);
}

}  // namespace simul::command_line
