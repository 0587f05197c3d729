#include "app/workspace/exploration_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "engine/analysis/time_words.h"
#include "engine/base/finding_kinds.h"
#include "engine/base/plain_name.h"
#include "engine/base/plural.h"
#include "engine/base/words.h"
#include "engine/run/fault_bounds.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

using Json = nlohmann::ordered_json;

BigCount count_in(const Json& json) {
    return json.is_number() ? BigCount(json.get<std::uint64_t>()) : BigCount::from_text(json.get<std::string>());
}

ReportedExample example_in(const Json& json) {
    return {json.at("steps").get<std::size_t>(), json.at("switches").get<std::size_t>(),
            json.at("example_schedule").get<std::string>()};
}

std::optional<std::uint16_t> line_in(const Json& json) {
    return json.is_null() ? std::nullopt : std::optional(json.get<std::uint16_t>());
}

ReportedFault fault_in(const Json& json) {
    return {json.at("kind").get<std::string>(), line_in(json.at("line")), json.at("text").get<std::string>()};
}

ReportedResult result_in(const Json& json) {
    ReportedResult result;
    json.at("result").at("outcome").get_to(result.outcome);
    for (const auto& [name, value] : json.at("result").at("variables").items())
        result.variables.emplace_back(name, value.dump());
    for (const Json& fault : json.at("result").at("faults")) result.faults.push_back(fault_in(fault));
    result.count = count_in(json.at("count"));
    json.at("share").get_to(result.share);
    json.at("fails").get_to(result.fails);
    result.example = example_in(json);
    return result;
}

ReportedFinding finding_in(const Json& json) {
    ReportedFinding finding;
    json.at("kind").get_to(finding.kind);
    json.at("text").get_to(finding.text);
    finding.line = line_in(json.at("line"));
    if (!json.at("count").is_null()) finding.count = count_in(json.at("count"));
    finding.example = example_in(json);
    return finding;
}

ReportedJudgement judgement_in(const Json& json) {
    ReportedJudgement judgement;
    judgement.verdict = word_named<Verdict>(json.at("verdict").get<std::string>(), kVerdictNames).value_or(Verdict{});
    json.at("text").get_to(judgement.text);
    if (json.at("example_schedule").is_string()) judgement.counterexample = example_in(json);
    return judgement;
}

ExplorationReport report_in(const Json& json) {
    ExplorationReport report;
    json.at("scenario").get_to(report.scenario);
    json.at("model").get_to(report.model);
    json.at("wakeups").get_to(report.wakeups);
    if (json.contains("faults")) json.at("faults").get_to(report.faults);
    if (json.contains("memory")) json.at("memory").get_to(report.memory);
    json.at("goes_round").get_to(report.goes_round);
    report.search = word_named<SearchKind>(json.at("search").get<std::string>(), kSearchNames).value_or(SearchKind{});
    report.interleavings = count_in(json.at("interleavings"));
    json.at("distinct_states").get_to(report.distinct_states);
    for (const Json& result : json.at("results")) report.results.push_back(result_in(result));
    for (const Json& finding : json.at("findings")) report.findings.push_back(finding_in(finding));
    json.at("complete").get_to(report.complete);
    if (!report.complete) json.at("left_off").get_to(report.left_off);
    if (json.contains("judgement")) report.judgement = judgement_in(json.at("judgement"));
    return report;
}

}  // namespace

Result<ExplorationReport> report_from(const std::string& answer) {
    try {
        return report_in(Json::parse(answer));
    } catch (const Json::exception& problem) {
        return Error{
            fmt::format("What the exploring process answered is no report of an exploration ({}). Explore again; if it "
                        "comes again, the story is not to be trusted.",
                        printable(problem.what()))};
    }
}

std::string why_no_store_is_late(const ExplorationReport& report) {
    if (report.memory.empty()) return {};
    if (!report.faults.empty()) return "Each machine has one core here: no store is late.";
    const std::optional<Model> model = word_named<Model>(report.model, kModelNames);
    if (!model || runs_in_parallel(*model)) return {};
    return "One task runs at a time here: no store is late.";
}

const ReportedResult* shortest_that_fails(const ExplorationReport& report) {
    return report.results.empty() || !report.results.front().fails ? nullptr : &report.results.front();
}

std::string in_words(const BigCount& count) {
    const std::optional<std::uint64_t> small = count.small();
    if (small) return grouped(*small);
    std::string text = count.text();
    const bool is_digits = text.find_first_not_of("0123456789") == std::string::npos;
    for (std::size_t at = text.size(); is_digits && at > 3;) text.insert(at -= 3, " ");
    return text;
}

std::string short_words(const BigCount& count) {
    const std::optional<std::uint64_t> small = count.small();
    if (count.overflowed() || (small && *small < 1'000'000'000'000)) return in_words(count);
    const std::string power = fmt::format("{:.1e}", count.about());
    const std::size_t e = power.find('e');
    return fmt::format("{} × 10^{}", power.substr(0, e), std::stoi(power.substr(e + 1)));
}

static std::string variables_in_words(const ReportedResult& result) {
    std::string words;
    for (const auto& [name, value] : result.variables)
        words += fmt::format("{}{} = {}", words.empty() ? "" : ", ", name, value);
    return words;
}

/// What the outcome does not say.
static std::string faults_in_words(const ReportedResult& result) {
    std::string words;
    for (const ReportedFault& fault : result.faults) {
        if (fault.kind == result.outcome) continue;
        const std::string line = fault.line ? fmt::format(" (line {})", *fault.line) : "";
        const bool expected = fault.kind == name_of(FindingKind::expectation);
        const std::string kind = expected ? "not so: " : fault.kind + (fault.text.empty() ? "" : ": ");
        words += "; " + kind + fault.text + line;
    }
    return words;
}

std::string in_words(const ReportedResult& result) {
    const std::string variables = variables_in_words(result);
    return fmt::format("{}{}{}{}", result.outcome, variables.empty() ? "" : ", ", variables, faults_in_words(result));
}

std::string short_words(const ReportedResult& result) {
    const bool finished = result.outcome == name_of(Outcome::finished);
    return finished && !result.variables.empty() ? variables_in_words(result) : in_words(result);
}

std::string short_words(const ReportedFinding& finding) { return plain_name(finding.kind); }

std::string length_in_words(const ReportedExample& example) {
    return fmt::format("{} and {} {}", plural(example.steps, "step"), example.switches,
                       example.switches == 1 ? "switch" : "switches");
}

std::string_view what_is_counted(const ExplorationReport& report) {
    if (makes_some_runs(report.search)) return "runs";
    return report.search == SearchKind::reduced ? "classes of orders" : "orders";
}

std::string_view one_that_is_counted(const ExplorationReport& report) {
    if (makes_some_runs(report.search)) return "run";
    return report.search == SearchKind::reduced ? "class of orders" : "order";
}

/// `at most 2 machines crash`.
static std::string bound_in_words(std::uint8_t bound, std::string_view one, std::string_view does,
                                  std::string_view do_) {
    if (bound == kAnyNumberOfFaults) return fmt::format("any number of {} {}", noun(2, one), do_);
    if (bound == 0) return fmt::format("no {} {}", one, does);
    return fmt::format("at most {} {}", plural(bound, one), bound == 1 ? does : do_);
}

std::string faults_allowed_in_words(const ExplorationReport& report) {
    const Result<FaultBounds> bounds = fault_bounds_from(report.faults);
    if (!bounds) return "";
    const bool by_kind = bounds->lost > 0 || bounds->doubled > 0;
    std::string words = "In each order ";
    if (!by_kind || bounds->messages > 0)
        words += bound_in_words(bounds->messages, "message", "is lost or doubled", "are lost or doubled");
    if (by_kind && bounds->messages > 0) words += ", besides ";
    if (by_kind)
        words += bound_in_words(bounds->lost, "message", "is lost", "are lost") + ", " +
                 bound_in_words(bounds->doubled, "message", "is doubled", "are doubled");
    return fmt::format("{}, {}, and {}.", words, bound_in_words(bounds->crashes, "machine", "crashes", "crash"),
                       bound_in_words(bounds->cuts, "link", "is cut", "are cut"));
}

static std::string counted_in_words(const ExplorationReport& report, const std::string& count) {
    const bool is_one = report.interleavings == BigCount(1);
    return fmt::format("{} {}", count, is_one ? one_that_is_counted(report) : what_is_counted(report));
}

std::string all_in_words(const ExplorationReport& report) {
    return counted_in_words(report, in_words(report.interleavings));
}

std::string all_in_short_words(const ExplorationReport& report) {
    return counted_in_words(report, short_words(report.interleavings));
}

static BigCount count_that_fails(const ExplorationReport& report) {
    BigCount sum;
    for (const ReportedResult& result : report.results)
        if (result.fails) sum += result.count;
    return sum;
}

std::string verdict_in_words(const ExplorationReport& report) {
    const BigCount failing = count_that_fails(report), &all = report.interleavings;
    const std::string_view one = one_that_is_counted(report);
    if (all.is_zero()) return fmt::format("No {} came to its end.", one);
    if (all == BigCount(1) && report.complete)
        return fmt::format("The only {} {}.", one, failing.is_zero() ? "ends well" : "fails");
    if (failing.is_zero() && !report.complete)
        return all == BigCount(1) ? fmt::format("The one {} that was tried does not fail.", one)
                                  : fmt::format("None of the {} that were tried fails.", all_in_short_words(report));
    if (failing.is_zero()) return fmt::format("{} of {} are right.", short_words(all), all_in_short_words(report));
    return fmt::format("{} of {} {}.", short_words(failing), all_in_short_words(report),
                       failing == BigCount(1) ? "fails" : "fail");
}

}  // namespace simul::workspace
