// How it works. A time is what `now()` gives, and a name or field that a time was assigned to. Each place in the text
// where one stands must be of a form that is known to let nothing depend on it; a form that gives the time to another
// name makes that name a time, too, and all is looked at again. A name is a time wherever it stands in the text.
#include "engine/scenario/lua/time_use.h"

#include <algorithm>
#include <array>
#include <set>

#include "engine/scenario/lua/pieces.h"

namespace simul::lua {

namespace {

using namespace std::string_view_literals;

template <std::size_t count>
bool is_one_of(std::string_view word, const std::array<std::string_view, count>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// They give one value for one value, and nothing else comes of them.
constexpr std::array kPure = {"now"sv, "local_time"sv, "floor"sv,    "ceil"sv,   "abs"sv,
                              "max"sv, "min"sv,        "tostring"sv, "format"sv, "receive"sv};
constexpr std::array kTells = {"measure"sv, "print"sv};
constexpr std::array kCalculates = {"+"sv, "-"sv, "*"sv, "/"sv, "%"sv};
constexpr std::array kDecides = {"<"sv, ">"sv, "~"sv, "="sv, "and"sv, "or"sv, "not"sv, "["sv, ":"sv, "function"sv};
constexpr bool tells_time(std::string_view word) { return word == "now" || word == "local_time"; }
constexpr std::size_t kNowhere = SIZE_MAX;

class TimeUse {
  public:
    explicit TimeUse(std::string_view source) : pieces_(pieces_of(source)), around_(pieces_.size(), kNowhere) {
        std::vector<std::size_t> open;
        for (std::size_t i = 0; i < pieces_.size(); ++i) {
            around_[i] = open.empty() ? kNowhere : open.back();
            if (is(i, "(") || is(i, "{") || is(i, "[")) open.push_back(i);
            if ((is(i, ")") || is(i, "}") || is(i, "]")) && !open.empty()) open.pop_back();
        }
    }

    ClockUse of_story() {
        if (std::none_of(pieces_.begin(), pieces_.end(), [](const Piece& it) { return tells_time(it.text); }))
            return ClockUse::none;
        std::size_t known_before;
        do {
            known_before = known();
            for (std::size_t i = 0; i < pieces_.size(); ++i)
                if (is_time(i) && !is_harmless(i)) return ClockUse::decides;
        } while (known() != known_before);
        return ClockUse::tells;
    }

  private:
    std::size_t known() const { return times_.size() + (sends_time_ ? 1 : 0); }
    bool is(std::size_t at, std::string_view text) const { return at < pieces_.size() && pieces_[at].text == text; }
    std::string_view text(std::size_t at) const { return at < pieces_.size() ? pieces_[at].text : std::string_view(); }
    bool is_name(std::size_t at) const { return at < pieces_.size() && is_word(text(at)) && !pieces_[at].is_keyword; }
    bool is_time(std::size_t at) const {
        return tells_time(text(at)) || times_.count(text(at)) != 0 || (sends_time_ && is(at, "receive"));
    }

    bool is_harmless(std::size_t at) {
        if (tells_time(text(at)) && (!is(at + 1, "(") || !is(at + 2, ")") || is(at - 1, ".") || is(at - 1, ":")))
            return false;
        if (is(at, "receive") && (!is(at + 1, "(") || !is(at + 2, ")"))) return false;
        return is_told(at) || is_assigned_to(at) || is_only_there(at) || is_sent(at) || is_taken_on(at);
    }

    /// In measure() or print(), with what only calculates.
    bool is_told(std::size_t at) const {
        for (std::size_t open = around_[at]; open != kNowhere; open = around_[open])
            if (is(open, "(") && open > 0 && is_one_of(text(open - 1), kTells) && !is(open - 2, "."))
                return only_calculates(open);
        return false;
    }
    bool calls_unknown(std::size_t at) const {
        return is(at, "(") && is_name(at - 1) && !is_one_of(text(at - 1), kPure) && times_.count(text(at - 1)) == 0;
    }
    bool only_calculates(std::size_t open) const {
        for (std::size_t i = open + 1; i < pieces_.size() && !(is(i, ")") && around_[i] == open); ++i) {
            const bool receives = is(i, ":") && is(i + 1, "receive");
            if (calls_unknown(i) || (is_one_of(text(i), kDecides) && !receives)) return false;
        }
        return true;
    }

    /// `at = …`, where it gets its time, or loses it.
    bool is_assigned_to(std::size_t at) const {
        const bool field = around_[at] != kNowhere && is(around_[at], "{");
        return !tells_time(text(at)) && is(at + 1, "=") && !is(at + 2, "=") && (field || !is(at - 1, ",")) &&
               !is(at - 1, "=");
    }
    /// `if at then`, `at == nil`, `local at`, `function at()`: its number does not matter.
    bool is_only_there(std::size_t at) const {
        if (tells_time(text(at))) return false;
        if (is(at - 1, "local") || is(at - 1, "function")) return true;
        const bool asks = (is(at - 1, "if") || is(at - 1, "while") || is(at - 1, "elseif") || is(at - 1, "not")) &&
                          (is(at + 1, "then") || is(at + 1, "do"));
        const bool compares = (is(at + 1, "=") || is(at + 1, "~")) && is(at + 2, "=") && is(at + 3, "nil");
        return asks || compares;
    }

    /// `q:send(at)`, `q:send({ id, at = now() })`.
    bool is_sent(std::size_t at) {
        const std::size_t open = around_[at];
        if (open == kNowhere || !is(open, "(") || !is(open - 1, "send") || !is(open - 2, ":")) return false;
        if (!ends_harmlessly(at) || !is_one_of(text(at - 1), std::array{"("sv, "+"sv, "-"sv, "."sv})) return false;
        sends_time_ = true;
        return true;
    }

    /// `due = now() + 2`, `{ at = now() }`, `function late() return now() - 5 end`: another name stands for a time.
    bool is_taken_on(std::size_t at) {
        std::size_t before = at - 1;
        while (before < pieces_.size() && may_be_before(before)) --before;
        if (!ends_harmlessly(at) || before >= pieces_.size()) return false;
        if (is(before, "return")) return is_given_back(before);
        if (!is(before, "=") || !is_name(before - 1)) return false;
        const bool in_table = around_[before] != kNowhere && is(around_[before], "{");
        if (!in_table && is(before - 2, ",")) return false;
        return make_time(before - 1, in_table || is(before - 2, "."));
    }
    bool may_be_before(std::size_t at) const {
        const bool is_number = text(at)[0] >= '0' && text(at)[0] <= '9';
        if (is(at, "(")) return !is_name(at - 1) || is_one_of(text(at - 1), kPure);
        return is_number || is(at, ".") || is(at, ")") || is(at, ":") || is_one_of(text(at), kCalculates) ||
               is_name(at);
    }
    bool is_given_back(std::size_t back) {
        if (back < 4 || !is(back - 1, ")") || !is(back - 2, "(") || !is_name(back - 3) || !is(back - 4, "function"))
            return false;
        return make_time(back - 3, false);
    }
    bool make_time(std::size_t name, bool is_field) {
        const bool walks =
            std::any_of(pieces_.begin(), pieces_.end(), [](const Piece& it) { return it.text == "pairs"; });
        if ((is_field && walks) || is(name, "value")) return false;
        times_.insert(text(name));
        return true;
    }

    /// What follows in its expression only calculates.
    bool ends_harmlessly(std::size_t at) const {
        for (++at; at < pieces_.size(); ++at) {
            const bool equals = is(at, "=") && is(at + 1, "=");
            if (calls_unknown(at) || equals) return false;
            const bool follows_operator = is_one_of(text(at - 1), kCalculates) || is(at - 1, "(") || is(at - 1, ".");
            if (is(at, "=") || is_one_of(text(at), std::array{","sv, "}"sv, ";"sv, "end"sv})) return true;
            if (is_one_of(text(at), kDecides)) return false;
            if (is(at, ".") && is(at + 1, ".")) return false;
            if ((is_name(at) || pieces_[at].is_keyword) && !follows_operator) return true;
        }
        return true;
    }

    std::vector<Piece> pieces_;
    std::vector<std::size_t> around_;  ///< the bracket that is open there
    std::set<std::string_view> times_;
    bool sends_time_ = false;  ///< a message may be a time
};

}  // namespace

ClockUse clock_use_in(std::string_view source) { return TimeUse(source).of_story(); }

namespace {

/// Whether the word there may be the function of that name: `timeout(2, f)`, and not `knob.timeout`, `timeout = 2`.
bool may_be_function(const std::vector<Piece>& pieces, std::size_t at) {
    const auto is = [&](std::size_t i, std::string_view text) { return i < pieces.size() && pieces[i].text == text; };
    const bool is_field = at > 1 && (is(at - 1, ".") || is(at - 1, ":")) && !is(at - 2, "_G") && !is(at - 2, "_ENV");
    const bool is_set = is(at + 1, "=") && !is(at + 2, "=");
    return !is_field && !is_set;
}

/// Whether it is asked of something: `pool.map(f, list)`, `it:kill()`, and not `map`, `knob.kill`.
bool may_be_method(const std::vector<Piece>& pieces, std::size_t at) {
    return at > 1 && (pieces[at - 1].text == "." || pieces[at - 1].text == ":") && pieces[at - 2].text != "knob";
}

}  // namespace

bool may_cancel_in(std::string_view source) {
    // By name, or by an index that is made while it runs; and what cancels for a story.
    constexpr std::array kCancels = {"timeout"sv, "wait_for"sv, "task_group"sv};
    constexpr std::array kEndsOthers = {"kill"sv, "map"sv};  // of a pool: after an error
    constexpr std::array kIndices = {"\"kill\""sv, "'kill'"sv};
    const std::vector<Piece> pieces = pieces_of(source);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::string_view word = pieces[i].text;
        const bool is_there =
            is_one_of(word, kCancels) ? may_be_function(pieces, i) : word.find("cancel") != std::string_view::npos;
        if (is_there || is_one_of(word, kIndices)) return true;
        if (is_one_of(word, kEndsOthers) && may_be_method(pieces, i)) return true;
    }
    return false;
}

bool may_look_at_ends_in(std::string_view source) {
    const std::vector<Piece> pieces = pieces_of(source);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        constexpr std::array kLooks = {"done"sv, "cancelled"sv, "exit_code"sv};
        const std::string_view word = pieces[i].text;
        if (is_one_of(word, kLooks) && may_be_method(pieces, i)) return true;
        if ((word == "wait" || word == "as_completed") && may_be_function(pieces, i)) return true;
    }
    return may_cancel_in(source);
}

bool may_clean_up_in(std::string_view source) {
    const std::vector<Piece> pieces = pieces_of(source);
    return std::any_of(pieces.begin(), pieces.end(), [](const Piece& it) { return it.text == "pcall"; });
}

bool may_leave_loop_in(std::string_view source) {
    static constexpr std::string_view kWord = "to_thread";
    if (source.find(kWord) == std::string_view::npos) return false;  // most stories, and quicker
    const std::vector<Piece> pieces = pieces_of(source);
    return std::any_of(pieces.begin(), pieces.end(),
                       [](const Piece& it) { return it.text.find(kWord) != std::string_view::npos; });
}

bool counts_sends_in(std::string_view source) {
    const auto speaks_of_it = [](std::string_view text) {
        return text.find("join") != std::string_view::npos || text.find("task_done") != std::string_view::npos;
    };
    if (!speaks_of_it(source)) return false;  // most stories, and quicker
    const std::vector<Piece> pieces = pieces_of(source);
    return std::any_of(pieces.begin(), pieces.end(), [&](const Piece& it) { return speaks_of_it(it.text); });
}

}  // namespace simul::lua
