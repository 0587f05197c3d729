#include "engine/analysis/speech.h"

#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// What follows the function in a task's name: ` 3` of `game 3`; the name is another function's: nothing.
bool is_of(std::string_view told, std::string_view function) {
    return told.starts_with(function) && (told.size() == function.size() || told[function.size()] == ' ');
}

/// The words with the task's name at each {}.
std::string with_name(std::string_view words, const std::string& name) {
    std::string text;
    for (std::size_t at = words.find("{}"); at != std::string_view::npos; at = words.find("{}")) {
        text.append(words.substr(0, at)).append(name);
        words.remove_prefix(at + 2);
    }
    return text.append(words);
}

}  // namespace

const TaskWords* Speech::words_of(TaskId task) const {
    if (!words_ || task == kNoTask) return nullptr;
    const std::string_view told = names_->told(task);
    for (const TaskWords& words : words_->tasks)
        if (is_of(told, words.function)) return &words;
    return nullptr;
}

std::string Speech::name_of(TaskId task) const {
    std::string name = names_->clear_name_of(task);
    const TaskWords* words = words_of(task);
    if (words && !words->name.empty()) name.replace(0, words->function.size(), words->name);
    return name;
}

std::string Speech::filled(std::string_view sentence, TaskId task) const { return with_name(sentence, name_of(task)); }

std::string Speech::woken(TaskId task) const {
    const TaskWords* words = words_of(task);
    return words ? filled(words->woken, task) : std::string();
}

std::string_view Speech::why_of(std::string_view mark) const {
    if (!words_) return {};
    for (const auto& [name, sentence] : words_->why)
        if (name == mark) return sentence;
    return {};
}

std::string capitalized(std::string text) {
    const std::string_view word = std::string_view(text).substr(0, text.find(' '));
    if (word.find_first_of("_0123456789") != std::string_view::npos) return text;  // a name in code
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z') text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

std::string cited(std::string_view text) {
    constexpr std::size_t kMost = 80;
    const std::string_view beginning = cut_text(text, kMost);
    return quoted(beginning) + (beginning.size() < text.size() ? "…" : "");
}

}  // namespace simul
