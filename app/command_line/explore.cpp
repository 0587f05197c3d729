// simul explore: all orders in which a story's operations can be done, and what comes of them.
#include <fmt/format.h>

#include "app/command_line/parsing.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/command_line/words.h"
#include "app/workspace/exploration_report.h"
#include "engine/analysis/time_words.h"
#include "engine/os/signals.h"
#include "engine/scenario/nearest.h"

namespace simul::command_line {
namespace {

using workspace::ExplorationReport, workspace::ExplorationRequest, workspace::ReportedFinding,
    workspace::ReportedResult, workspace::SearchKind;

struct ExploreOptions {
    Settings settings;
    ExplorationRequest request;
    bool json = false;
    bool help = false;
};

void add_explore_options(CommandParser& parser) {
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    parser.add_option("--model", "M", "how tasks are run; the scenario's own, else threads");
    parser.add_option("--clock", "real|simulated", "on threads or processes of this computer, or not; simulated");
    parser.add_option("--preset", "NAME", "settings of the story that show one point of it");
    parser.add_option("--workers", "N", "of a pool; 4");
    parser.add_option("--set", "KNOB=VALUE", "turns a knob of the story; may be repeated");
    parser.add_option("--seed", "N", "of the story's chance, and of a search; 1");
    parser.add_option("--bound", "WHAT=N", "steps=10000 of a run, time=60 seconds, memory=1024 MB; may be repeated");
    parser.add_option("--search", "all|reduced|random|pct",
                      "all orders; one of each class that nobody can tell apart; some at random, or by priorities");
    parser.add_option("--runs", "N", "of a search; 10000");
    parser.add_option("--depth", "N", "pct: how many orderings the fault needs; 3");
    parser.add_option("--jobs", "N", "so many cores explore all orders, at most; all of this computer's");
    parser.add_option("--wakeups", "fifo|any|spurious",
                      "whom notify wakes: the longest waiter, as in Python; any, as in POSIX and Java, where a waiter "
                      "may also wake without cause; fifo");
    parser.add_flag("--json", "one JSON object");
}

/// `steps=1000`, `time=5`, `memory=256`.
Result<void> read_bound(const std::string& word, ExplorationRequest& request) {
    const std::size_t equals = word.find('=');
    const std::string what = word.substr(0, equals);
    const std::string value = equals == std::string::npos ? "" : word.substr(equals + 1);
    if (what == "time") {
        const Result<Duration> time = duration("--bound time", value);
        if (!time) return time.error();
        request.seconds = seconds_of(*time);
        return {};
    }
    if (what != "steps" && what != "memory")
        return Error{
            fmt::format("--bound {}: choose steps=N, time=S or memory=MB, for example --bound time=10.", shown(word))};
    const Result<std::int64_t> number = whole_number("--bound " + what, value);
    if (!number) return number.error();
    if (*number < 1) return Error{fmt::format("--bound {}: choose 1 or more.", shown(word))};
    if (what == "steps")
        request.steps = static_cast<std::size_t>(*number);
    else
        request.bytes = static_cast<std::size_t>(std::min<std::int64_t>(*number, 1 << 20)) << 20;
    return {};
}

Result<void> read_search(const CommandParser& parser, ExplorationRequest& request) {
    for (const std::string& word : parser.values("--bound"))
        if (const Result<void> bound = read_bound(word, request); !bound) return bound;
    if (const std::optional<std::string> word = parser.value("--search")) {
        const std::optional<SearchKind> kind = word_named<SearchKind>(*word, workspace::kSearchNames);
        if (!kind) return Error{fmt::format("--search {}: choose all, reduced, random or pct.", shown(*word))};
        request.search = *kind;
    }
    for (const auto& [option, target] : {std::pair{"--runs", &request.runs}, std::pair{"--depth", &request.depth}}) {
        const std::optional<std::string> word = parser.value(option);
        if (!word) continue;
        if (!workspace::makes_some_runs(request.search))
            return Error{fmt::format("{} is for a search at random: add --search random or --search pct.", option)};
        const Result<std::int64_t> number = whole_number(option, *word);
        if (!number) return number.error();
        if (*number < 1) return Error{fmt::format("{} {}: choose 1 or more.", option, shown(*word))};
        *target = static_cast<std::size_t>(*number);
    }
    return {};
}

Result<void> read_jobs(const CommandParser& parser, ExploreOptions& options) {
    const std::optional<std::string> word = parser.value("--jobs");
    if (!word) return {};
    if (options.request.search != SearchKind::all || options.settings.clock == Clock::real)
        return Error{
            "--jobs is for all orders in simulated time: the other searches, and real threads and processes, "
            "use one core."};
    const Result<std::int64_t> number = whole_number("--jobs", *word);
    if (!number) return number.error();
    if (*number < 1) return Error{fmt::format("--jobs {}: choose 1 or more.", shown(*word))};
    options.request.jobs = static_cast<std::size_t>(*number);
    return {};
}

Result<void> read_wakeups(const CommandParser& parser, ExploreOptions& options) {
    const std::optional<std::string> word = parser.value("--wakeups");
    if (!word) return {};
    const std::optional<Wakeups> wakeups = word_named<Wakeups>(*word, kWakeupNames);
    if (!wakeups) return Error{fmt::format("--wakeups {}: choose fifo, any or spurious.", shown(*word))};
    options.settings.wakeups = *wakeups;
    if (*wakeups == Wakeups::spurious && options.request.search == SearchKind::reduced)
        return Error{
            "--wakeups spurious with --search reduced: whoever wakes without cause may do so without end, and of that "
            "one order of each class has no end; use --search all."};
    return {};
}

Result<ExploreOptions> explore_options(const Arguments& arguments) {
    CommandParser parser("simul explore", "Runs a story in all orders in which its operations can be done.");
    add_explore_options(parser);
    ExploreOptions options;
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return goes_on.error();
    options.help = !*goes_on;
    if (options.help) return options;
    const Result<Settings> settings = conductible_settings_in(parser);
    if (!settings) return settings.error();
    options.settings = *settings;
    options.settings.scenario = parser.value("SCENARIO").value_or("");
    if (options.settings.scenario.empty())
        return Error{
            "simul explore needs a scenario: a name that `simul list` shows, or the path of a .lua file. For example: "
            "simul explore lost_update"};
    if (const Result<void> search = read_search(parser, options.request); !search) return search.error();
    if (const Result<void> jobs = read_jobs(parser, options); !jobs) return jobs.error();
    if (const Result<void> wakeups = read_wakeups(parser, options); !wakeups) return wakeups.error();
    options.json = parser.has("--json");
    return options;
}

// ---- The answer in words.

std::string heading_of(const ExplorationReport& report) {
    const std::string_view all =
        report.search == SearchKind::reduced ? "all covered, by one order of each class" : "all covered";
    const std::string what = report.complete ? std::string(all) : fmt::format("covered so far; {}", report.left_off);
    const std::string wakeups = report.wakeups == name_of(Wakeups::fifo) ? "" : ", wake-ups " + report.wakeups;
    std::string text = fmt::format("{} on {}{}: {} {}, {} states ({})\n", report.scenario, report.model, wakeups,
                                   workspace::in_words(report.interleavings), workspace::what_is_counted(report),
                                   grouped(report.distinct_states), what);
    if (report.goes_round)
        text += "Tasks look again: orders that differ only in how they come back to a state count as one.\n";
    return text + "\n";
}

/// All or nothing only where it is.
std::string share_in_words(double share) {
    const double percent = 100 * share;
    if (percent < 100 && percent >= 99.995) return "> 99.99 %";
    if (percent > 0 && percent < 0.005) return "< 0.01 %";
    return fmt::format("{:6.2f} %", percent);
}

std::string text_of(const ExplorationReport& report) {
    std::string text = heading_of(report);
    const std::string whole = workspace::in_words(report.interleavings);
    const std::string of_what = report.complete ? "" : fmt::format(" of these {}", workspace::what_is_counted(report));
    for (const ReportedResult& result : report.results)
        text += fmt::format("  {} of {}  {}{}  {}  {}\n", workspace::in_words(result.count), whole,
                            share_in_words(result.share), of_what, result.fails ? "fails" : "     ",
                            workspace::in_words(result));
    for (const ReportedFinding& finding : report.findings) {
        text += fmt::format("\n{}: {}\n", finding.kind, finding.text);
        if (finding.count) text += fmt::format("  seen in {} of {}\n", workspace::in_words(*finding.count), whole);
    }
    if (const ReportedResult* failing = workspace::shortest_that_fails(report))
        text += fmt::format(
            "\nThe shortest that fails has {}; kept in a file, `simul run {} --schedule FILE` "
            "plays it:\n{}",
            workspace::length_in_words(failing->example), report.scenario, failing->example.schedule);
    return text;
}

}  // namespace

int explore(const Arguments& arguments, Session& session) {
    const Result<ExploreOptions> options = explore_options(arguments);
    if (!options) return refuse(options.error());
    if (options->help) return kExitDone;
    if (!session.zygote) return refuse(session.zygote.error());
    Result<os::StopRequest> interruption = os::StopRequest::install();
    if (!interruption) return refuse(interruption.error());
    const Result<std::string> answer =
        session.zygote->study(options->settings, workspace::text_of(options->request), interruption->fd());
    if (!answer) return refuse(answer.error());
    const Result<ExplorationReport> report = workspace::report_from(*answer);
    if (!report) return refuse(report.error());
    const bool told = tell(options->json ? *answer + "\n" : harmless_lines(text_of(*report)));
    if (interruption->requested()) return kExitStopped;
    return told ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
