// CLI11 takes a command line apart; what it refuses is said in our words.
#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line/session.h"

namespace CLI {
class App;
class Option;
class ParseError;
}  // namespace CLI

namespace simul::command_line {

/// The words that were given for each option, in order. A flag has none.
class CommandParser {
  public:
    /// `command`: `simul run`, for the help and for sentences.
    CommandParser(std::string command, std::string meaning);
    ~CommandParser();

    void add_argument(const std::string& name, const std::string& meaning);
    void add_option(const std::string& name, const std::string& value, const std::string& meaning);
    void add_flag(const std::string& name, const std::string& meaning);

    /// True: continue. False: the help was asked for and has been shown.
    Result<bool> parse(const Arguments& arguments);

    /// Of an option or an argument that may stand once.
    std::optional<std::string> value(const std::string& name) const;
    /// Of an option that may be repeated.
    const std::vector<std::string>& values(const std::string& name) const { return option(name).words; }
    bool has(const std::string& name) const;

  private:
    struct Option {
        std::string name, value, meaning;
        CLI::Option* handle = nullptr;
        std::vector<std::string> words;
        bool flag = false;
    };

    const Option& option(const std::string& name) const;
    Result<bool> refuse_extras() const;
    Result<bool> refuse_repeated() const;
    Error unexpected(const std::string& word) const;
    Error said_in_our_words(const CLI::ParseError& error) const;

    std::string help() const;

    std::string command_, meaning_;
    std::unique_ptr<CLI::App> app_;
    std::deque<Option> options_;
};

/// Which of the flags was given; an error when there are two.
Result<std::string> one_of(const CommandParser& parser, const std::vector<std::string>& flags);

}  // namespace simul::command_line
