#include "engine/run/schedule.h"

#include <fmt/format.h>

#include <charconv>

#include "engine/base/happening.h"

namespace simul {

namespace {

std::string as_word(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\n\r\"\\#") == std::string::npos) return text;
    std::string word = "\"";
    for (const char letter : text) {
        if (letter == '"' || letter == '\\') word += '\\';
        word += letter;
    }
    return word + "\"";
}

/// Takes the first word off `line`; nothing when there is none.
std::optional<std::string> next_word(std::string_view& line) {
    const std::size_t begin = line.find_first_not_of(" \t\r");
    if (begin == std::string_view::npos) return std::nullopt;
    line.remove_prefix(begin);
    std::string word;
    bool inside = false;
    while (!line.empty() && (inside || std::string_view(" \t\r").find(line.front()) == std::string_view::npos)) {
        if (line.front() == '"') {
            inside = !inside;
        } else {
            if (inside && line.front() == '\\' && line.size() > 1) line.remove_prefix(1);
            word += line.front();
        }
        line.remove_prefix(1);
    }
    return word;
}

std::string_view next_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

template <class Number>
std::optional<Number> number_in(std::string_view word) {
    Number number{};
    const auto [rest, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (failure != std::errc() || rest != word.data() + word.size()) return std::nullopt;
    return number;
}

std::optional<FaultBounds> faults_in(const std::string& value) {
    const Result<FaultBounds> bounds = fault_bounds_from(value);
    return bounds ? std::optional(*bounds) : std::nullopt;
}

/// Reads the text line by line and keeps the first word that is wrong.
class ScheduleReader {
  public:
    explicit ScheduleReader(std::string_view text) : text_(text) {}

    Result<Schedule> read() {
        read_head(next_line(text_));
        while (!text_.empty() && !error_) read_choices(next_line(text_));
        if (error_) return *error_;
        return schedule_;
    }

  private:
    void read_head(std::string_view line) {
        const std::string kind = next_word(line).value_or("");
        if (kind == "policy")
            return fail(
                "This schedule is of the kind `policy`: a simulated run is the same again with the same "
                "options and --seed, without a schedule.");
        if (kind != "conducted")
            return fail(
                fmt::format("This is no schedule: its first line begins with \"{:.40}\", and `conducted`, then "
                            "the scenario, is expected.",
                            kind));
        schedule_.scenario = next_word(line).value_or("");
        if (schedule_.scenario.empty()) return fail("The first line of the schedule names no scenario.");
        while (const std::optional<std::string> option = next_word(line)) {
            if (error_) return;
            read_option(*option, next_word(line).value_or(""));
        }
    }
    void read_option(const std::string& option, const std::string& value) {
        if (option == "--model")
            take(word_named<Model>(value, kModelNames), schedule_.model, option, value);
        else if (option == "--seed")
            take(number_in<std::uint64_t>(value), schedule_.seed, option, value);
        else if (option == "--workers")
            take(number_in<std::int64_t>(value), schedule_.workers, option, value);
        else if (option == "--wakeups")
            take(word_named<Wakeups>(value, kWakeupNames), schedule_.wakeups, option, value);
        else if (option == "--memory")
            take(word_named<MemoryOrder>(value, kMemoryOrderNames), schedule_.memory, option, value);
        else if (option == "--faults")
            take(faults_in(value), schedule_.faults, option, value);
        else if (const std::size_t equals = value.find('='); option == "--set" && equals != std::string::npos)
            schedule_.knobs.emplace_back(value.substr(0, equals), value.substr(equals + 1));
        else
            fail(
                fmt::format("The first line of the schedule has \"{:.40} {:.40}\"; it may have --model, --seed, "
                            "--workers, --wakeups, --faults, --memory and --set KNOB=VALUE.",
                            option, value));
    }
    template <class Value, class Target>
    void take(const std::optional<Value>& value, Target& target, const std::string& option, const std::string& word) {
        if (value)
            target = *value;
        else
            fail(fmt::format("The first line of the schedule has {} \"{:.40}\", which is not known.", option, word));
    }
    void read_choices(std::string_view line) {
        while (const std::optional<std::string> word = next_word(line)) {
            if (word->starts_with('#')) return;
            if (*word == "and") return read_round(line);
            if (const std::optional<Happening> happening = happening_in(*word)) {
                schedule_.choices.push_back(id_of(*happening));
                continue;
            }
            const std::optional<std::uint32_t> number = number_in<std::uint32_t>(*word);
            if (!number || is_happening(static_cast<TaskId>(*number)))
                return fail(fmt::format(
                    "Step {} of the schedule is \"{:.40}\"; the number of a task is expected, or what happens: of "
                    "several machines as in arrive:0>1, with --memory tso as in flush:1.",
                    schedule_.choices.size() + 1, *word));
            schedule_.choices.push_back(static_cast<TaskId>(*number));
        }
    }
    /// The rest of `and so on from step 4`.
    void read_round(std::string_view line) {
        for (const char* expected : {"so", "on", "from", "step"})
            if (next_word(line) != expected) return fail("A schedule ends with numbers, or \"and so on from step N\".");
        schedule_.round_from = number_in<std::size_t>(next_word(line).value_or(""));
        if (!schedule_.round_from || *schedule_.round_from >= schedule_.choices.size())
            fail(fmt::format("The schedule goes round from a step before its last, which is step {}.",
                             schedule_.choices.size()));
    }
    void fail(std::string sentence) {
        if (!error_) error_ = Error{std::move(sentence), ErrorKind::schedule};
    }

    std::string_view text_;
    Schedule schedule_;
    std::optional<Error> error_;
};

std::string word_of(TaskId choice) {
    return is_happening(choice) ? text_of(happening_of(choice)) : fmt::format("{}", index_of(choice));
}

}  // namespace

Schedule schedule_of(const ScenarioDescription& scenario, const RunPlan& plan, std::vector<TaskId> choices,
                     std::optional<std::size_t> round_from) {
    Schedule schedule{scenario.name, plan.model,         plan.seed, std::nullopt, {},
                      plan.wakeups,  std::move(choices), round_from};
    if (!scenario.nodes.empty()) schedule.faults = plan.faults;
    schedule.memory = plan.memory;
    if (has_pool(plan)) schedule.workers = plan.workers;
    for (const Knob& knob : scenario.knobs) schedule.knobs.emplace_back(knob.name, knob.value_as_text());
    return schedule;
}

Result<void> follow_schedule(Settings& settings, std::string text) {
    const Result<Schedule> schedule = schedule_from(text);
    if (!schedule) return schedule.error();
    if (settings.model && *settings.model != schedule->model)
        return Error{fmt::format("The schedule was made on {}, and --model asks for {}: leave --model out",
                                 name_of(schedule->model), name_of(*settings.model)),
                     ErrorKind::schedule};
    for (const auto& [knob, value] : settings.knobs)
        for (const auto& [same, recorded] : schedule->knobs)
            if (knob == same && value != recorded)
                return Error{fmt::format("The schedule was made with {}={}, and --set asks for {}: leave --set out",
                                         knob, recorded, value),
                             ErrorKind::schedule};
    settings.model = schedule->model;
    settings.seed = schedule->seed;
    settings.knobs = schedule->knobs;
    settings.wakeups = schedule->wakeups;
    settings.faults = schedule->faults;
    settings.memory = schedule->memory;
    if (schedule->workers) settings.workers = schedule->workers;
    settings.schedule = std::move(text);
    return {};
}

std::string text_of(const Schedule& schedule) {
    std::string text = fmt::format("conducted {} --model {} --seed {}", as_word(schedule.scenario),
                                   name_of(schedule.model), schedule.seed);
    if (schedule.workers) text += fmt::format(" --workers {}", *schedule.workers);
    if (schedule.wakeups != Wakeups::fifo) text += fmt::format(" --wakeups {}", name_of(schedule.wakeups));
    if (schedule.memory != MemoryOrder::sc) text += fmt::format(" --memory {}", name_of(schedule.memory));
    if (schedule.faults != FaultBounds()) text += " --faults " + text_of(schedule.faults);
    for (const auto& [knob, value] : schedule.knobs) text += " --set " + as_word(knob + "=" + value);
    constexpr std::size_t kInLine = 40;
    for (std::size_t i = 0; i < schedule.choices.size(); ++i)
        text += (i % kInLine == 0 ? "\n" : " ") + word_of(schedule.choices[i]);
    if (schedule.round_from) text += fmt::format("\nand so on from step {}", *schedule.round_from);
    return text + "\n";
}

Result<Schedule> schedule_from(std::string_view text) { return ScheduleReader(text).read(); }

}  // namespace simul
