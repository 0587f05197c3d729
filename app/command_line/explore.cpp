// simul explore: all orders in which a story's operations can be done, and what comes of them.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "app/command_line/explore_parts.h"
#include "app/command_line/in_parts.h"
#include "app/command_line/parsing.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/workspace/exploration_report.h"
#include "engine/analysis/share_words.h"
#include "engine/analysis/time_words.h"
#include "engine/os/signals.h"
#include "engine/run/option_words.h"
#include "engine/run/wire.h"
#include "engine/scenario/nearest.h"
#include "scenarios/catalogue.h"

namespace simul::command_line {
namespace {

using workspace::ExplorationReport, workspace::ExplorationRequest, workspace::ReportedFinding,
    workspace::ReportedResult, workspace::SearchKind;

struct ExploreOptions {
    Settings settings;
    ExplorationRequest request;
    PartOptions parts;
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
    parser.add_option(
        "--faults", "N|KIND=N,…|any",
        "of several machines: how many messages may be lost or doubled in one order, where a link loses or "
        "doubles some; or how many faults of each kind, as in lose=2,double=1,crash=1,cut=1; 1");
    parser.add_option("--memory", "sc|tso",
                      "when others see a store: at once, or, on threads and processes, once it has left the store "
                      "buffer of its task, as on x86-64; sc");
    parser.add_flag("--json", "one JSON object");
    add_part_options(parser);
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

Result<void> read_faults(const CommandParser& parser, ExploreOptions& options) {
    const std::optional<std::string> word = parser.value("--faults");
    if (!word) return {};
    const Result<FaultBounds> faults = fault_bounds_from(*word);
    if (!faults) return faults.error();
    options.settings.faults = *faults;
    if (faults->strikes() && options.request.search == SearchKind::reduced)
        return Error{
            "--faults with crash or cut, and --search reduced: what breaks down changes places with nothing, so there "
            "is "
            "nothing to reduce; use --search all."};
    return {};
}

Result<void> read_memory(const CommandParser& parser, ExploreOptions& options) {
    const std::optional<std::string> word = parser.value("--memory");
    if (!word) return {};
    const std::optional<MemoryOrder> memory = word_named<MemoryOrder>(*word, kMemoryOrderNames);
    if (!memory) return Error{fmt::format("--memory {}: choose sc or tso.", shown(*word))};
    options.settings.memory = *memory;
    return {};
}

Result<void> read_parts(const CommandParser& parser, ExploreOptions& options) {
    Result<PartOptions> parts = part_options_in(parser, {"--json"});
    if (!parts) return parts.error();
    options.parts = std::move(*parts);
    if (options.parts.is_all_here()) return {};
    if (!workspace::has_parts(options.request.search))
        return Error{
            "--search reduced cannot be done in parts, as which orders are to be tried follows from those that were: "
            "use "
            "--search all, random or pct."};
    if (options.settings.clock == Clock::real)
        return Error{
            "Parts with --clock real: what is found is the same in simulated time, and soon; leave --clock out."};
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
    if (const Result<void> faults = read_faults(parser, options); !faults) return faults.error();
    if (const Result<void> memory = read_memory(parser, options); !memory) return memory.error();
    if (const Result<void> parts = read_parts(parser, options); !parts) return parts.error();
    options.json = parser.has("--json");
    return options;
}

// ---- The answer in words.

std::string heading_of(const ExplorationReport& report) {
    const std::string_view all =
        report.search == SearchKind::reduced ? "all covered, by one order of each class" : "all covered";
    const std::string what = report.complete ? std::string(all) : fmt::format("covered so far; {}", report.left_off);
    const std::string wakeups = report.wakeups == name_of(Wakeups::fifo) ? "" : ", wake-ups " + report.wakeups;
    const std::string memory = report.memory.empty() ? "" : ", memory order " + report.memory;
    std::string text = fmt::format("{} on {}{}{}: {}, {} ({})\n", report.scenario, report.model, wakeups, memory,
                                   workspace::all_in_words(report), plural(report.distinct_states, "state"), what);
    if (report.goes_round)
        text += "Tasks look again: orders that differ only in how they come back to a state count as one.\n";
    if (const std::string why = workspace::why_no_store_is_late(report); !why.empty()) text += why + "\n";
    return text + "\n";
}

std::string text_of(const ExplorationReport& report) {
    std::string text = heading_of(report);
    const std::string whole = workspace::in_words(report.interleavings);
    const std::string of_what = report.complete ? "" : fmt::format(" of these {}", workspace::what_is_counted(report));
    for (const ReportedResult& result : report.results)
        text += fmt::format("  {} of {}  {:>8}{}  {}  {}\n", workspace::in_words(result.count), whole,
                            share_in_figures(result.count, report.interleavings), of_what,
                            result.fails ? "fails" : "     ", workspace::in_words(result));
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

/// Asks a runner, which stops and answers when the user wants it to.
class Asking {
  public:
    explicit Asking(Zygote& zygote) : zygote_(zygote) {}

    /// Nothing: it was refused, or stopped, and the exit code is known.
    std::optional<std::string> answer(const Settings& settings, const ExplorationRequest& request);
    int code = kExitDone;

  private:
    Zygote& zygote_;
};

std::optional<std::string> Asking::answer(const Settings& settings, const ExplorationRequest& request) {
    Result<os::StopRequest> interruption = os::StopRequest::install();
    if (!interruption) return code = refuse(interruption.error()), std::nullopt;
    const Result<std::string> answer = zygote_.study(settings, workspace::text_of(request), interruption->fd());
    if (interruption->requested()) code = kExitStopped;
    if (!answer && code == kExitDone) code = refuse(answer.error());
    return answer ? std::optional(*answer) : std::nullopt;
}

/// What was found until then is told, also if the user has stopped it.
int tell_exploration(Zygote& zygote, const Settings& settings, const ExplorationRequest& request, bool json) {
    Asking asking(zygote);
    const std::optional<std::string> answer = asking.answer(settings, request);
    if (!answer) return asking.code;
    const Result<ExplorationReport> report = workspace::report_from(*answer);
    if (!report) return refuse(report.error());
    const bool told = tell(json ? *answer + "\n" : harmless_lines(text_of(*report)));
    return told ? asking.code : kExitRefused;
}

class ExploreWork final : public Divisible {
  public:
    ExploreWork(const ExploreOptions& options, Zygote& zygote) : options_(options), zygote_(zygote) {
        verb = "explore";
    }
    std::optional<int> find(const Part& part, std::string& found) override {
        ExplorationRequest request = options_.request;
        request.part = part;
        Asking asking(zygote_);
        const std::optional<std::string> answer = asking.answer(options_.settings, request);
        if (!answer || asking.code != kExitDone) return asking.code;
        found = *answer;
        return std::nullopt;
    }
    int tell(const std::vector<std::string>& found) override {
        ExplorationRequest request = options_.request;
        request.found = found;
        return tell_exploration(zygote_, options_.settings, request, options_.json);
    }

  private:
    const ExploreOptions& options_;
    Zygote& zygote_;
};

/// With the text of a story that stands in a file: whoever merges the parts plays the examples.
Result<nlohmann::ordered_json> asked_of(const ExploreOptions& options, Zygote& zygote) {
    const Result<ScenarioDescription> story = zygote.describe(options.settings.scenario, {}, 1);
    if (!story) return story.error();
    Result<nlohmann::ordered_json> asked = story_and_settings(story->source, options.settings, {});
    if (!asked) return asked.error();
    (*asked)["seed"] = options.settings.seed;
    (*asked)["search"] = workspace::kSearchNames[static_cast<std::size_t>(options.request.search)];
    (*asked)["steps"] = options.request.steps;
    if (workspace::makes_some_runs(options.request.search)) {
        (*asked)["runs"] = options.request.runs;
        (*asked)["depth"] = options.request.depth;
    }
    if (!is_on_shelf(options.settings.scenario)) (*asked)["source"] = story->source;
    return asked;
}

/// What `asked_of` wrote. What it throws says that it did not.
ExploreOptions options_asked(const nlohmann::ordered_json& asked) {
    ExploreOptions options;
    options.settings = wire::settings_from(asked.dump());
    if (asked.contains("source")) options.settings.source = asked.at("source").get<std::string>();
    const auto search = word_named<SearchKind>(asked.at("search").get<std::string>(), workspace::kSearchNames);
    if (!search || (!options.settings.source && !is_on_shelf(options.settings.scenario)))
        throw std::invalid_argument("no exploration of a story that is known here");
    options.request.search = *search;
    asked.at("steps").get_to(options.request.steps);
    if (asked.contains("runs")) asked.at("runs").get_to(options.request.runs);
    if (asked.contains("depth")) asked.at("depth").get_to(options.request.depth);
    options.request.seconds = std::numeric_limits<std::int32_t>::max();  // the parts had their time
    return options;
}

int explore_with(const ExploreOptions& options, const Arguments& words, Zygote& zygote) {
    if (options.parts.is_all_here()) return tell_exploration(zygote, options.settings, options.request, options.json);
    ExploreWork work(options, zygote);
    Result<nlohmann::ordered_json> asked = asked_of(options, zygote);
    if (!asked) return refuse(asked.error());
    work.asked = std::move(*asked);
    work.files = files_among(options.settings.scenario, {});
    if (options.request.search == SearchKind::all)
        work.parts_of_host = 1;  // what follows from the places of several parts is walked through by each
    else
        work.most_parts = options.request.runs;
    return perform(work, options.parts, words);
}

}  // namespace

int explore(const Arguments& arguments, Session& session) {
    const Result<ExploreOptions> options = explore_options(arguments);
    if (!options) return refuse(options.error());
    if (options->help) return kExitDone;
    if (!session.zygote) return refuse(session.zygote.error());
    return explore_with(*options, arguments, *session.zygote);
}

int merge_exploration(const nlohmann::ordered_json& asked, const std::vector<std::string>& found, bool json,
                      Session& session) {
    if (!session.zygote) return refuse(session.zygote.error());
    try {
        ExploreOptions options = options_asked(asked);
        options.json = json;
        return ExploreWork(options, *session.zygote).tell(found);
    } catch (const std::exception&) {
        return refuse({"The parts do not say what exploration they are of: make them again."});
    }
}

}  // namespace simul::command_line
