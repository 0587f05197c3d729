#include "engine/scenario/foreign_words.h"

#include <algorithm>
#include <cctype>

#include "engine/scenario/nearest.h"

namespace simul {
namespace {

struct ForeignWord {
    std::string_view word;
    std::string_view instead;
};

struct ForeignMethod {
    Receiver receiver;
    std::string_view word;
    std::string_view instead;
    bool is_told = false;  ///< a sentence; else what is to be written
};

#include "engine/scenario/foreign_words.def"

bool is_letter(char letter) { return letter == '_' || std::isalnum(static_cast<unsigned char>(letter)) != 0; }

/// Where it stands alone.
std::size_t place_of_word(std::string_view word, std::string_view line) {
    for (std::size_t at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
        const std::size_t end = at + word.size();
        if ((at == 0 || !is_letter(line[at - 1])) && (end == line.size() || !is_letter(line[end]))) return at;
    }
    return std::string_view::npos;
}

/// A word, `#` and `//` count at the beginning of the line only: elsewhere they may be good Lua. `threading.local` is
/// good Lua nowhere.
bool has_sign(std::string_view line, std::string_view sign) {
    if (sign.find('.') != std::string_view::npos) return place_of_word(sign, line) != std::string_view::npos;
    const bool anywhere = !is_letter(sign.front()) && sign != "#" && sign != "//";
    if (anywhere || sign == "else {") return line.find(sign) != std::string_view::npos;
    const std::size_t begin = std::min(line.find_first_not_of(" \t"), line.size());
    const std::string_view rest = line.substr(begin);
    return rest.starts_with(sign) &&
           (!is_letter(sign.front()) || rest.size() == sign.size() || !is_letter(rest[sign.size()]));
}

/// `f(1)` of `x = await f(1) + 2`.
std::string_view call_at_beginning(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(" \t"), text.size()));
    std::size_t end = 0;
    while (end < text.size() && (is_letter(text[end]) || text[end] == '.' || text[end] == ':')) ++end;
    if (end == text.size() || text[end] != '(') return text.substr(0, end);
    int depth = 0;
    for (; end < text.size(); ++end) {
        depth += text[end] == '(' ? 1 : text[end] == ')' ? -1 : 0;
        if (depth == 0) return text.substr(0, end + 1);
    }
    return text;
}

const ForeignWord* found(std::string_view name) {
    const auto* const it =
        std::find_if(std::begin(kNames), std::end(kNames), [&](const ForeignWord& each) { return each.word == name; });
    return it == std::end(kNames) ? nullptr : it;
}

/// Whose names mean the same without the library's.
bool is_library_of_tasks(std::string_view library) {
    for (const char* each : {"asyncio", "threading", "multiprocessing", "concurrent", "contextvars", "queue", "gevent"})
        if (library == each) return true;
    return false;
}

}  // namespace

std::string word_instead_of(std::string_view name, const std::vector<std::string>& known) {
    if (const ForeignWord* word = found(name)) return std::string(word->instead);
    const std::string_view first = name.substr(0, name.find('.'));
    if (is_library_of_tasks(first) && first.size() < name.size()) {
        const std::string_view last = name.substr(name.rfind('.') + 1);
        if (std::find(known.begin(), known.end(), last) != known.end())
            return "nothing is imported: write " + std::string(last) + "(…)";
        if (const ForeignWord* word = found(last)) return std::string(word->instead);
    }
    if (const ForeignWord* word = found(first)) return std::string(word->instead);
    const std::string meant = nearest(first, known);
    return meant.empty() ? std::string() : "did you mean " + meant + "?";
}

std::string word_instead_of(std::string_view method, Receiver receiver, std::string_view methods) {
    const std::string all = "it has " + std::string(methods);
    for (const ForeignMethod& each : kMethods)
        if (each.receiver == receiver && each.word == method)
            return (each.is_told ? "" : "write ") + std::string(each.instead) + "; " + all;
    std::vector<std::string> known;
    for (std::string_view rest = methods; !rest.empty();) {
        known.emplace_back(rest.substr(0, rest.find(',')));
        rest.remove_prefix(std::min(rest.size(), known.back().size() + 2));
    }
    const std::string meant = nearest(method, known);
    return meant.empty() ? all : "did you mean " + meant + "? It has " + std::string(methods);
}

std::string grammar_instead_of(std::string_view line) {
    if (const std::size_t at = place_of_word("await", line); at != std::string_view::npos) {
        const std::string_view awaited = call_at_beginning(line.substr(at + 5));
        if (awaited.starts_with("sleep("))
            return "write sleep(1) without await: sleep, lock, receive and the like wait themselves";
        if (!awaited.empty() && awaited.front() != '(')
            return "write await(" + std::string(awaited.substr(0, 60)) + "), with brackets";
    }
    for (const ForeignWord& sign : kGrammar)
        if (has_sign(line, sign.word)) return std::string(sign.instead);
    return {};
}

}  // namespace simul
