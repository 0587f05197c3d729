#include "engine/scenario/lua/lost_writes.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/scenario/lua/errors.h"
#include "engine/scenario/lua/pieces.h"

namespace simul::lua {
namespace {

class LostWrites {
  public:
    LostWrites(const State& state, std::vector<Piece> pieces) : state_(state), pieces_(std::move(pieces)) {}

    Result<void> look() const {
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            if (!reads_variable(i)) continue;
            const std::size_t end = end_of_path(i + 3);
            const bool writes = end > i + 3 && is(end, "=") && !is(end + 1, "=");
            const bool is_field = i > 0 && (is(i - 1, ".") || is(i - 1, ":"));
            const bool changes_list = end == i + 3 && follows_change_of_list(i);
            if (!is_field && (writes || changes_list)) return complaint(i);
        }
        return {};
    }

  private:
    bool is(std::size_t place, std::string_view text) const {
        return place < pieces_.size() && pieces_[place].text == text;
    }

    /// `names.value`, of a variable of the story.
    bool reads_variable(std::size_t i) const {
        if (!is(i + 1, ".") || !is(i + 2, "value")) return false;
        const auto& resources = state_.description.resources;
        return std::any_of(resources.begin(), resources.end(), [&](const ResourceDeclaration& it) {
            return it.kind == ResourceKind::variable && !it.table && it.name == pieces_[i].text;
        });
    }

    /// Behind `[1]`, `.name`, and so on.
    std::size_t end_of_path(std::size_t at) const {
        for (;;) {
            if (is(at, ".") && at + 1 < pieces_.size() && is_word(pieces_[at + 1].text)) {
                at += 2;
            } else if (is(at, "[")) {
                at = end_of_brackets(at);
            } else {
                return at;
            }
        }
    }

    std::size_t end_of_brackets(std::size_t at) const {
        for (int open = 0; at < pieces_.size(); ++at) {
            if (is(at, "[")) ++open;
            if (is(at, "]") && --open == 0) return at + 1;
        }
        return at;
    }

    /// `table.insert(` stands before it, or another word that changes a list.
    bool follows_change_of_list(std::size_t i) const {
        if (i < 4 || !is(i - 1, "(") || !is(i - 3, ".") || !is(i - 4, "table")) return false;
        return is(i - 2, "insert") || is(i - 2, "remove") || is(i - 2, "sort");
    }

    Error complaint(std::size_t i) const {
        const std::string name(pieces_[i].text);
        return story_error(
            state_.chunk, pieces_[i].line,
            fmt::format("this changes a copy: {0}.value is read as a whole, and {0} would keep what it has; make it a "
                        "shared table, {0} = shared_table{{ … }}, whose entries are written in place, or read the "
                        "value, change it, and write it back: local all = {0}.value … {0}.value = all",
                        name));
    }

    const State& state_;
    std::vector<Piece> pieces_;
};

}  // namespace

Result<void> writes_are_kept(const State& state) {
    return LostWrites(state, pieces_of(state.description.source)).look();
}

}  // namespace simul::lua
