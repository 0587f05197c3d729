// simul exercise: a random sheet to be scheduled by hand, its solution, and a judge who names the rule that was broken.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <nlohmann/json.hpp>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/verbs.h"
#include "app/workspace/exercise_page.h"
#include "app/workspace/exercise_sheet.h"
#include "app/workspace/exercise_solution.h"
#include "engine/os/files.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;
using workspace::Chart, workspace::ChartFault, workspace::Exercise, workspace::ExerciseJob, workspace::Holders,
    workspace::Solution, workspace::SolvedDecision, workspace::exercise_for, workspace::knob_text,
    workspace::solution_of;

struct ExerciseOptions {
    Exercise exercise;
    std::optional<std::string> check, page;
    bool solution = false, json = false;
};

Result<ExerciseOptions> exercise_options_in(const CommandParser& parser) {
    const std::optional<std::string> policy = parser.value("POLICY");
    if (!policy) return Error{"simul exercise needs a policy, for example: simul exercise round_robin --seed 7"};
    const Result<std::int64_t> seed = whole_number("--seed", parser.value("--seed").value_or("1"));
    if (!seed) return seed.error();
    const Result<Exercise> exercise = exercise_for(*policy, static_cast<std::uint64_t>(*seed));
    if (!exercise) return exercise.error();
    const std::optional<std::string> svg = parser.value("--svg"), page = svg ? svg : parser.value("--page");
    return ExerciseOptions{*exercise, parser.value("--check"), page, parser.has("--solution"), parser.has("--json")};
}

// ---- As text

std::string sheet_as_text(const Exercise& exercise) {
    const std::string& trait = exercise.jobs.front().name;
    std::string text = fmt::format("  {:>5}  {:>8}  {:>8}  {:>9}\n", "job", "arrival", "burst", trait);
    for (std::size_t i = 0; i < exercise.jobs.size(); ++i) {
        const ExerciseJob& job = exercise.jobs[i];
        text += fmt::format("  {:>5}  {:>6} s  {:>6} s", i + 1, job.arrival, job.burst);
        text += trait.empty() ? "\n" : fmt::format("  {:>9}\n", job.value);
    }
    return text;
}

std::string task_as_text(const Exercise& exercise, const Solution& solution) {
    std::string text;
    for (const std::string& line : workspace::question(exercise)) text += line + "\n";
    if (!solution.draws.empty())
        text += fmt::format("Tickets drawn, where several are ready: {}\n", fmt::join(solution.draws, " "));
    text += "\n" + sheet_as_text(exercise);
    return text + fmt::format(
                      "\nSay who has {} in each second, - for nobody, and have it checked:\n"
                      "  simul exercise {} --seed {} --check \"1 {} 2 …\"\n",
                      exercise.cores == 1 ? "the core" : "a core", exercise.policy, exercise.seed,
                      exercise.cores == 1 ? "1" : "1+2");
}

std::string solution_as_text(const Solution& solution, const Metrics& metrics) {
    std::string text = "\nSolution: " + workspace::text_of(solution.chart) + "\n";
    for (const SolvedDecision& decision : solution.decisions)
        text += fmt::format("  at {} s, {}\n", seconds_of(decision.choice.at), decision.words);
    const SchedulingFigures means = scheduling_figures(metrics);
    return text + fmt::format("Means: response {:.6g} s, turnaround {:.6g} s, wait {:.6g} s\n", means.response_s,
                              means.turnaround_s, means.wait_s);
}

// ---- As JSON

Json json_of(const ExerciseJob& job) {
    Json json{{"arrival_s", job.arrival}, {"burst_s", job.burst}};
    if (!job.name.empty()) json[job.name] = job.value;
    return json;
}

/// On one core a number, or null; on several a list.
Json json_of(const Holders& jobs, std::size_t cores) {
    if (cores > 1) return jobs;
    return jobs.empty() ? Json(nullptr) : Json(*jobs.begin());
}

Json solution_as_json(const Solution& solution, const Report& report) {
    const Json run = command_line::json_of(report);
    Json json;
    json["chart"] = Json::array();
    for (const Holders& jobs : solution.chart) json["chart"].push_back(json_of(jobs, solution.cores));
    json["decisions"] = Json::array();
    for (const SolvedDecision& decision : solution.decisions)
        json["decisions"].push_back({{"at_s", seconds_of(decision.choice.at)}, {"text", decision.words}});
    json["tasks"] = Json::array();
    for (const Json& task : run.at("tasks"))
        if (task.at("id") != 0) json["tasks"].push_back(task);
    json["scheduling"] = run.at("scheduling");
    return json;
}

Json json_of(const Exercise& exercise, const Solution& solution, const Report& report) {
    Json json{{"policy", exercise.policy}, {"seed", exercise.seed}};
    json["quantum_s"] = exercise.quantum > 0 ? Json(exercise.quantum) : Json(nullptr);
    json["cores"] = exercise.cores;
    json["jobs"] = knob_text(exercise);
    json["sheet"] = Json::array();
    for (const ExerciseJob& job : exercise.jobs) json["sheet"].push_back(json_of(job));
    json["question"] = workspace::question(exercise);
    if (!solution.draws.empty()) json["draws"] = solution.draws;
    json["solution"] = solution_as_json(solution, report);
    return json;
}

// ---- What is asked for

/// `1+2`; nothing: it is no such word.
std::optional<Holders> holders_in(std::string_view word, const Exercise& exercise) {
    Holders jobs;
    if (word == "-") return jobs;
    for (std::size_t at = 0; at < word.size(); at += 2) {
        const std::size_t job = static_cast<std::size_t>(word[at] - '0');
        const bool is_job = word[at] > '0' && job <= exercise.jobs.size();
        const bool goes_on = at + 1 < word.size() ? word[at + 1] == '+' && at + 2 < word.size() : true;
        if (!is_job || !goes_on || !jobs.insert(job).second) return std::nullopt;
    }
    return jobs.size() <= exercise.cores ? std::optional(jobs) : std::nullopt;
}

/// `1 1 2 - 2`: jobs by second.
Result<Chart> chart_in(const std::string& words, const Exercise& exercise) {
    Chart chart;
    std::string word;
    for (const char letter : words + " ") {
        if (letter != ' ' && letter != ',') {
            word += letter;
            continue;
        }
        if (word.empty()) continue;
        const std::optional<Holders> jobs = holders_in(word, exercise);
        if (!jobs)
            return Error{
                fmt::format("--check: second {} is {}, but a job from 1 to {} is expected{}, or - for nobody, as in "
                            "\"1 {} 2 - 3\".",
                            chart.size() + 1, shown(word), exercise.jobs.size(),
                            exercise.cores == 1 ? "" : fmt::format(", up to {} of them", exercise.cores),
                            exercise.cores == 1 ? "1" : "1+2")};
        chart.push_back(*jobs);
        word.clear();
    }
    return chart;
}

int judge(const ExerciseOptions& options, const Solution& solution) {
    const Result<Chart> chart = chart_in(*options.check, options.exercise);
    if (!chart) return refuse(chart.error());
    const std::optional<ChartFault> fault = workspace::first_fault(*chart, solution);
    const std::string words = fault ? fault->text : "Right.";
    const bool told = options.json ? tell(written({{"right", !fault}, {"text", words}})) : tell(words + "\n");
    return !told ? kExitRefused : fault ? kExitFailure : kExitDone;
}

int show(const ExerciseOptions& options, const Solution& solution, const Report& report) {
    if (options.page) {
        const std::unique_ptr<workspace::Page> page = workspace::page_for(*options.page);
        workspace::put_exercise(*page, options.exercise, solution, options.solution);
        const Result<void> kept = os::replace_file(*options.page, page->written());
        return kept ? kExitDone : refuse(kept.error());
    }
    if (options.json) return tell(written(json_of(options.exercise, solution, report))) ? kExitDone : kExitRefused;
    std::string text = task_as_text(options.exercise, solution);
    if (options.solution) text += solution_as_text(solution, report.metrics);
    return tell(text) ? kExitDone : kExitRefused;
}

}  // namespace

int exercise(const Arguments& arguments, Session& session) {
    CommandParser parser("simul exercise", "A random sheet of jobs, to be scheduled by hand under a policy.");
    parser.add_argument("POLICY", "fifo, sjf, srtf, round_robin, mlfq …");
    parser.add_option("--seed", "N", "the same seed gives the same exercise, on every computer; 1");
    parser.add_option(
        "--check", "\"1 1 2 …\"",
        "who has the core in each second (of two cores: 1+2), - for nobody: says where it is wrong first");
    parser.add_option("--page", "FILE.pdf", "the exercise as a page to print, PDF or SVG; with --solution filled in");
    parser.add_option("--svg", "FILE", "the same page as SVG");
    parser.add_flag("--solution", "shows the solution, too");
    parser.add_flag("--json", "one JSON object, with the solution");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<ExerciseOptions> options = exercise_options_in(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<LiveRun> live = run_to_its_end(*session.zygote, workspace::settings_of(options->exercise), {});
    if (!live) return refuse(live.error());
    if (live->interrupted) return kExitStopped;
    const Report report = report_on(live->run.trace(), live->run.ending());
    const Solution solution = solution_of(*report.trace);
    return options->check ? judge(*options, solution) : show(*options, solution, report);
}

}  // namespace simul::command_line
