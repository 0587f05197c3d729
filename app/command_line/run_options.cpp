#include "app/command_line/run_options.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "app/command_line/parsing.h"
#include "app/workspace/sheet_file.h"
#include "engine/os/files.h"
#include "engine/run/option_words.h"
#include "engine/run/policies/policies.h"
#include "engine/run/schedule.h"
#include "engine/scenario/nearest.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

struct SettingOption {
    std::string name, value, meaning;
};

std::vector<std::string> policy_list() {
    std::vector<std::string> names;
    for (const PolicyEntry& entry : policies()) names.emplace_back(entry.name);
    return names;
}

std::vector<SettingOption> setting_options() {
    return {
        {"--preset", "NAME", "settings of the story that show one point of it; what else is given counts more"},
        {"--model", "M", fmt::format("how tasks are run: {}; all: compared", fmt::join(kModelNames, ", "))},
        {"--clock", "real|simulated", "on this computer, or in exact virtual time (default)"},
        {"--cores", "N", "simulated: 4; real: all that this process may use"},
        {"--workers", "N", "of a pool; as many as cores"},
        {"--policy", "P",
         fmt::format(
             "simulated: who gets a free core next: {}; own: the story's; or the path of a policy in Lua; real: "
             "linux, linux_fifo or linux_rr, as this computer's kernel does it",
             fmt::join(policy_list(), ", "))},
        {"--quantum", "S", "how long a task keeps its core while others are ready; 1"},
        {"--set", "KNOB=VALUE", "turns a knob of the story, or of the policy that is named; may be repeated"},
        {"--seed", "N", "of all chance; 1"},
        {"--scale", "X", "real runs: scenario seconds per second"},
        {"--switch-cost", "S", "simulated: of giving a core to another task; 0"},
        {"--spawn-cost", "S", "simulated: of each spawn; 0"},
        {"--message-cost", "S", "simulated: of each message, for every 4 KiB; 0"},
        {"--crash", "NODE@T[:T2]", "of several machines: NODE is down from second T on, or until T2; may be repeated"},
        {"--cut", "A-B@T[:T2]", "the same of the link between A and B"},
        {"--max-events", "N", "ends a run that has no end; 20000000"},
        {"--max-tasks", "N", "the same; 100000"},
    };
}

void add_run_options(CommandParser& parser) {
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    add_settings(parser);
    parser.add_option("--schedule", "FILE", "replays recorded decisions");
    parser.add_option("--record", "FILE", "keeps the run for `simul show`");
    parser.add_flag("--csv", "the figures of each task, for spreadsheets");
    parser.add_flag("--json", "one JSON object");
    parser.add_flag("--events", "every event, one a line");
    parser.add_flag("--quiet", "nothing but errors and the exit code");
}

/// Reads the words one after another and keeps the first that is wrong.
class OptionReader {
  public:
    explicit OptionReader(const CommandParser& parser) : parser_(parser) {}

    Result<RunOptions> read();
    Result<ChosenSettings> read_chosen();
    Result<Settings> read_conductible();
    Result<Settings> read_one_run(const std::string& command);

  private:
    void read_settings();
    void read_scenario(const std::string& command);
    void read_model(const std::string& word);
    void read_clock(const std::string& word);
    void read_numbers();
    void read_durations();
    void read_knobs();
    void read_form();
    void read_schedule(const std::string& path);

    void fail(Error error) {
        if (!error_) error_ = std::move(error);
    }
    template <class Target, class Reading>
    void take(const std::string& option, Target& target, Reading reading) {
        const std::optional<std::string> word = parser_.value(option);
        if (!word) return;
        const auto value = reading(option, *word);
        if (value)
            target = static_cast<Target>(*value);
        else
            fail(value.error());
    }

    const CommandParser& parser_;
    RunOptions options_;
    std::optional<Error> error_;
};

Result<RunOptions> OptionReader::read() {
    read_scenario("simul run");
    options_.record = parser_.value("--record");
    read_settings();
    read_form();
    if (const std::optional<std::string> path = parser_.value("--schedule")) read_schedule(*path);
    if (error_) return *error_;
    return options_;
}

Result<ChosenSettings> OptionReader::read_chosen() {
    read_settings();
    if (error_) return *error_;
    return ChosenSettings{options_.settings, options_.every_model};
}

Result<Settings> OptionReader::read_conductible() {
    if (const std::optional<std::string> word = parser_.value("--model")) read_model(*word);
    if (const std::optional<std::string> word = parser_.value("--clock")) read_clock(*word);
    if (options_.every_model) fail({"--model all: one model is explored at a time; choose one."});
    options_.settings.preset = parser_.value("--preset");
    take("--workers", options_.settings.workers, whole_number);
    take("--seed", options_.settings.seed, whole_number);
    read_knobs();
    if (error_) return *error_;
    return options_.settings;
}

Result<Settings> OptionReader::read_one_run(const std::string& command) {
    read_scenario(command);
    read_settings();
    if (options_.every_model) fail({fmt::format("--model all: {} keeps one run; choose one model.", command)});
    if (const std::optional<std::string> path = parser_.value("--schedule")) read_schedule(*path);
    if (error_) return *error_;
    return options_.settings;
}

void OptionReader::read_settings() {
    if (const std::optional<std::string> word = parser_.value("--model")) read_model(*word);
    if (const std::optional<std::string> word = parser_.value("--clock")) read_clock(*word);
    options_.settings.preset = parser_.value("--preset");
    options_.settings.policy = parser_.value("--policy");
    options_.settings.crashes = parser_.values("--crash");
    options_.settings.cuts = parser_.values("--cut");
    read_numbers();
    read_durations();
    read_knobs();
}

void OptionReader::read_scenario(const std::string& command) {
    options_.settings.scenario = parser_.value("SCENARIO").value_or("");
    if (options_.settings.scenario.empty())
        fail(
            {fmt::format("{} needs a scenario: a name that `simul list` shows, or the path of a .lua file. For "
                         "example: {} chess_exhibition",
                         command, command)});
    if (const Result<void> taken = workspace::take_sheet(options_.settings); !taken) fail(taken.error());
}

void OptionReader::read_model(const std::string& word) {
    options_.every_model = word == "all";
    if (options_.every_model) return;
    options_.settings.model = word_named<Model>(word, kModelNames);
    if (options_.settings.model) return;
    std::vector<std::string> names(std::begin(kModelNames), std::end(kModelNames));
    names.emplace_back("all");
    const std::string meant = nearest(word, names);
    fail({fmt::format("--model {}: there is no such model.{} Choose one of {}.", shown(word),
                      meant.empty() ? "" : fmt::format(" Did you mean {}?", meant), listed(names))});
}

void OptionReader::read_clock(const std::string& word) {
    const std::optional<Clock> clock = word_named<Clock>(word, kClockNames);
    if (clock)
        options_.settings.clock = *clock;
    else
        fail({fmt::format("--clock {}: choose real (this computer) or simulated (exact virtual time).", shown(word))});
}

void OptionReader::read_numbers() {
    Settings& settings = options_.settings;
    take("--cores", settings.cores, whole_number);
    take("--workers", settings.workers, whole_number);
    take("--seed", settings.seed, whole_number);
    take("--max-events", settings.max_events, whole_number);
    take("--max-tasks", settings.max_tasks, whole_number);
    take("--scale", settings.scale, positive_number);
}

void OptionReader::read_durations() {
    Settings& settings = options_.settings;
    take("--quantum", settings.quantum, duration);
    take("--switch-cost", settings.switch_cost, duration);
    take("--spawn-cost", settings.spawn_cost, duration);
    take("--message-cost", settings.message_cost, duration);
}

void OptionReader::read_knobs() {
    for (const std::string& word : parser_.values("--set")) {
        const std::size_t equals = word.find('=');
        if (equals == std::string::npos || equals == 0)
            fail({fmt::format("--set {}: KNOB=VALUE is expected, for example --set opponents=12.", shown(word))});
        else
            options_.settings.knobs.emplace_back(word.substr(0, equals), word.substr(equals + 1));
    }
    give_parameters_to_policy(options_.settings);
}

void OptionReader::read_form() {
    const Result<std::string> chosen = one_of(parser_, {"--json", "--csv", "--events", "--quiet"});
    if (!chosen) return fail(chosen.error());
    options_.form = *chosen == "--json"     ? Form::json
                    : *chosen == "--csv"    ? Form::csv
                    : *chosen == "--events" ? Form::events
                    : *chosen == "--quiet"  ? Form::quiet
                                            : Form::text;
    if (options_.every_model && options_.form == Form::events)
        fail({"--events shows one run, and --model all makes several: choose one model."});
    if (options_.every_model && options_.form == Form::csv)
        fail({"--csv has the tasks of one run, and --model all makes several: choose one model."});
    if (options_.every_model && options_.record)
        fail({"--record keeps one run, and --model all makes several: choose one model."});
}

void OptionReader::read_schedule(const std::string& path) {
    if (options_.every_model) return fail({"--schedule plays one run again, and --model all makes several."});
    constexpr std::size_t kMostBytes = std::size_t{64} << 20;
    const Result<std::string> text = os::read_file(path, kMostBytes);
    if (!text) return fail({fmt::format("--schedule {}: {}", shown(path), text.error().sentence())});
    if (text->empty())
        return fail({fmt::format("--schedule {}: it is empty. `simul explore --json` gives schedules.", shown(path))});
    if (const Result<void> followed = follow_schedule(options_.settings, *text); !followed)
        fail({fmt::format("--schedule {}: {}", shown(path), followed.error().sentence())});
}

/// As a shell takes it: with quotes where they are needed.
std::string shell_word(const std::string& word) {
    const bool plain = !word.empty() && word.find_first_not_of(
                                            "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                            "0123456789_-./=,:+@") == std::string::npos;
    if (plain) return word;
    std::string quoted_word = "'";
    for (const char letter : word) quoted_word += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted_word + "'";
}

}  // namespace

void add_settings(CommandParser& parser) {
    for (const SettingOption& option : setting_options()) parser.add_option(option.name, option.value, option.meaning);
}

void give_parameters_to_policy(Settings& settings) {
    const PolicyEntry* policy = settings.policy ? policy_named(*settings.policy) : nullptr;
    if (policy == nullptr) return;
    const auto is_parameter = [policy](const auto& setting) {
        return std::any_of(policy->parameters.begin(), policy->parameters.end(),
                           [&](const Knob& knob) { return knob.name == setting.first; });
    };
    const auto own = std::stable_partition(settings.knobs.begin(), settings.knobs.end(),
                                           [&](const auto& setting) { return !is_parameter(setting); });
    settings.policy_knobs.insert(settings.policy_knobs.end(), own, settings.knobs.end());
    settings.knobs.erase(own, settings.knobs.end());
}

std::optional<std::string> first_setting_in(const CommandParser& parser) {
    for (const SettingOption& option : setting_options())
        if (parser.has(option.name)) return option.name;
    return std::nullopt;
}

Result<ChosenSettings> settings_in(const CommandParser& parser) { return OptionReader(parser).read_chosen(); }

Result<Settings> settings_of_one_run_in(const CommandParser& parser, const std::string& command) {
    return OptionReader(parser).read_one_run(command);
}

Result<Settings> conductible_settings_in(const CommandParser& parser) {
    return OptionReader(parser).read_conductible();
}

Result<RunOptions> run_options(const Arguments& arguments) {
    CommandParser parser("simul run", "Runs a story and tells what happened.");
    add_run_options(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return goes_on.error();
    if (!*goes_on) {
        RunOptions options;
        options.help = true;
        return options;
    }
    return OptionReader(parser).read();
}

std::string command_again(const Settings& settings) {
    std::string command = "simul run " + shell_word(settings.scenario);
    const auto add = [&command](std::string_view option, const std::string& value) {
        command += fmt::format(" {} {}", option, shell_word(value));
    };
    if (settings.preset) add("--preset", *settings.preset);
    if (settings.model) add("--model", std::string(name_of(*settings.model)));
    if (settings.clock != Clock::simulated) add("--clock", std::string(name_of(settings.clock)));
    if (settings.cores) add("--cores", fmt::format("{}", *settings.cores));
    if (settings.workers) add("--workers", fmt::format("{}", *settings.workers));
    if (settings.policy) add("--policy", *settings.policy);
    if (settings.quantum) add("--quantum", exact_seconds(*settings.quantum));
    if (settings.scale) add("--scale", fmt::format("{}", *settings.scale));
    if (settings.switch_cost.count()) add("--switch-cost", exact_seconds(settings.switch_cost));
    if (settings.spawn_cost.count()) add("--spawn-cost", exact_seconds(settings.spawn_cost));
    if (settings.message_cost.count()) add("--message-cost", exact_seconds(settings.message_cost));
    for (const std::string& crash : settings.crashes) add("--crash", crash);
    for (const std::string& cut : settings.cuts) add("--cut", cut);
    for (const KnobSettings& knobs : {settings.knobs, settings.policy_knobs})
        for (const auto& [knob, value] : knobs) add("--set", knob + "=" + value);
    if (settings.seed != 1) add("--seed", fmt::format("{}", settings.seed));
    return command;
}

}  // namespace simul::command_line
