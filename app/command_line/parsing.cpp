#include "app/command_line/parsing.h"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <string_view>

#include "engine/run/option_words.h"
#include "engine/scenario/nearest.h"

namespace simul::command_line {

namespace {

/// What people look for at another verb.
constexpr struct {
    std::string_view option, verb;
} kOfOtherVerbs[] = {
    {"--memory", "explore"},   {"--faults", "explore"}, {"--bound", "explore"},     {"--search", "explore"},
    {"--wakeups", "explore"},  {"--over", "sweep"},     {"--measure", "sweep"},     {"--seeds", "sweep"},
    {"--policies", "compare"}, {"--every", "tell"},     {"--at", "tell"},           {"--out", "picture"},
    {"--size", "picture"},     {"--theme", "picture"},  {"--view", "picture"},      {"--record", "run"},
    {"--events", "run"},       {"--schedule", "run"},   {"--hints", "challenge"},   {"--mend", "challenge"},
    {"--check", "exercise"},   {"--page", "exercise"},  {"--solution", "exercise"}, {"--note", "bundle"},
    {"--concepts", "list"},
};

std::string where_it_is(std::string_view option) {
    for (const auto& other : kOfOtherVerbs)
        if (other.option == option) return fmt::format(" `simul {}` has it.", other.verb);
    return {};
}

}  // namespace

CommandParser::CommandParser(std::string command, std::string meaning)
    : command_(std::move(command)), meaning_(std::move(meaning)), app_(std::make_unique<CLI::App>()) {
    app_->allow_extras();
    app_->set_help_flag("-h,--help");
}

CommandParser::~CommandParser() = default;

void CommandParser::add_argument(const std::string& name, const std::string& meaning) {
    Option& added = options_.emplace_back();
    added.name = name;
    added.meaning = meaning;
    added.handle = app_->add_option(name, added.words);
}

void CommandParser::add_option(const std::string& name, const std::string& value, const std::string& meaning) {
    Option& added = options_.emplace_back();
    added.name = name;
    added.value = value;
    added.meaning = meaning;
    added.handle = app_->add_option(name, added.words)->allow_extra_args(false);
}

void CommandParser::add_flag(const std::string& name, const std::string& meaning) {
    Option& added = options_.emplace_back();
    added.name = name;
    added.meaning = meaning;
    added.flag = true;
    added.handle = app_->add_flag(name);
}

Result<bool> CommandParser::parse(const Arguments& arguments) {
    try {
        app_->parse(Arguments(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        if (!tell(help())) return Error{"The help could not be written."};
        return false;
    } catch (const CLI::ParseError& error) {
        return said_in_our_words(error);
    }
    const Result<bool> extras = refuse_extras();
    return extras ? refuse_repeated() : extras;
}

std::string CommandParser::help() const {
    std::string arguments, lines;
    for (const Option& known : options_) {
        if (!known.name.starts_with("-")) arguments += " " + known.name;
        lines += fmt::format("  {:<26}  {}\n", known.value.empty() ? known.name : known.name + " " + known.value,
                             known.meaning);
    }
    return fmt::format("{}\n\n{}{} [options]\n{}", meaning_, command_, arguments, lines);
}

std::optional<std::string> CommandParser::value(const std::string& name) const {
    const std::vector<std::string>& words = values(name);
    if (words.empty()) return std::nullopt;
    return words.front();
}

bool CommandParser::has(const std::string& name) const { return option(name).handle->count() > 0; }

const CommandParser::Option& CommandParser::option(const std::string& name) const {
    for (const Option& known : options_)
        if (known.name == name) return known;
    ensure(false, "a verb asks only for options that it has added");
    return options_.front();
}

Result<bool> CommandParser::refuse_extras() const {
    const std::vector<std::string> extras = app_->remaining();
    if (extras.empty()) return true;
    return unexpected(extras.front());
}

Result<bool> CommandParser::refuse_repeated() const {
    constexpr std::string_view kRepeated[] = {"--set", "--over", "--bound", "--note", "--crash", "--cut", "FILES"};
    for (const Option& given : options_) {
        const bool may_be_repeated =
            std::find(std::begin(kRepeated), std::end(kRepeated), given.name) != std::end(kRepeated);
        if (given.words.size() < 2 || may_be_repeated) continue;
        if (!given.name.starts_with("-")) return unexpected(given.words[1]);
        return Error{fmt::format("{} is given {} times, and once is expected. Leave one of them out.", given.name,
                                 given.words.size())};
    }
    return true;
}

Error CommandParser::unexpected(const std::string& word) const {
    std::vector<std::string> names;
    for (const Option& known : options_)
        if (known.name.starts_with("-")) names.push_back(known.name);
    const std::string option_word = word.substr(0, word.find('='));
    const std::string meant = nearest(option_word, names), elsewhere = where_it_is(option_word);
    const std::string guess = !elsewhere.empty() ? elsewhere
                              : !meant.empty()   ? fmt::format(" Did you mean {}?", meant)
                                                 : "";
    if (word.starts_with("-"))
        return {fmt::format("{} has no option {}.{} `{} --help` names them all.", command_, shown(option_word), guess,
                            command_)};
    return {fmt::format("{} was not expected here: {} takes one name and options. `{} --help` shows how.", shown(word),
                        command_, command_)};
}

Error CommandParser::said_in_our_words(const CLI::ParseError& error) const {
    const std::string_view message = error.what();
    for (const Option& known : options_)
        if (message.starts_with(known.name) && !known.flag)
            return {fmt::format("{} needs a value: {} {}. `{} --help` says more.", known.name, known.name, known.value,
                                command_)};
    return {fmt::format("{}. `{} --help` shows what is expected.", message, command_)};
}

Result<std::string> one_of(const CommandParser& parser, const std::vector<std::string>& flags) {
    std::string chosen;
    for (const std::string& flag : flags) {
        if (!parser.has(flag)) continue;
        if (!chosen.empty())
            return Error{
                fmt::format("{} and {} exclude each other: each is a form of the output. Choose one.", chosen, flag)};
        chosen = flag;
    }
    return chosen;
}

}  // namespace simul::command_line
