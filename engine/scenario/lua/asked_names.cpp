#include "engine/scenario/lua/asked_names.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/pieces.h"

namespace simul::lua {
namespace {

/// `counter` of `"counter"` and of `'counter'`.
bool is_string_of(std::string_view piece, std::string_view name) {
    const bool quoted = piece.size() >= 2 && (piece[0] == '"' || piece[0] == '\'');
    return quoted && piece.substr(1, piece.size() - 2) == name;
}

/// The line of the first call of `word` whose first argument is this very name; 0: there is none.
int line_of_call(const std::vector<Piece>& pieces, std::string_view word, std::string_view name) {
    for (std::size_t i = 0; i + 3 < pieces.size(); ++i) {
        const bool is_field = i > 0 && (pieces[i - 1].text == "." || pieces[i - 1].text == ":");
        if (is_field || pieces[i].text != word || pieces[i + 1].text != "(") continue;
        const std::string_view next = pieces[i + 3].text;
        if (is_string_of(pieces[i + 2].text, name) && (next == ")" || next == ",")) return pieces[i].line;
    }
    return 0;
}

int line_of_answer(const std::vector<Piece>& pieces, std::string_view name) {
    for (std::size_t i = 0; i + 2 < pieces.size(); ++i)
        if (pieces[i].text == "answer" && pieces[i + 1].text == "=" && is_string_of(pieces[i + 2].text, name))
            return pieces[i].line;
    return 1;
}

/// "a mark (line 5)", "a variable (line 1)", of all that have the name.
std::vector<std::string> meanings_of(std::string_view name, const std::vector<Piece>& pieces,
                                     const ScenarioDescription& description) {
    std::vector<std::string> meanings;
    if (name == "outcome") meanings.emplace_back("how the run ends");
    for (const ResourceDeclaration& declared : description.resources)
        if (declared.kind == ResourceKind::variable && declared.name == name)
            meanings.push_back(fmt::format("a variable (line {})", declared.line));
    for (const std::string_view word : {"mark", "measure"})
        if (const int line = line_of_call(pieces, word, name); line > 0)
            meanings.push_back(fmt::format("a {} (line {})", word, line));
    return meanings;
}

}  // namespace

Result<void> answers_are_clear(const std::string& chunk, std::string_view source,
                               const ScenarioDescription& description) {
    if (description.questions.empty()) return {};
    const std::vector<Piece> pieces = pieces_of(source);
    for (const Question& question : description.questions) {
        const std::vector<std::string> meanings = meanings_of(question.answer, pieces, description);
        if (meanings.size() > 1)
            return story_error(chunk, line_of_answer(pieces, question.answer),
                               fmt::format("a question asks about {}, which is {}: give one of them another name",
                                           question.answer, fmt::join(meanings, " and ")));
    }
    return {};
}

}  // namespace simul::lua
