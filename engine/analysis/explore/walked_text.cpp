// The first line says how many states there are and which of them is the first. Then there is a line for each: its
// hash, `e` if a run ends there, `m` if one could end there and continued, and for each task that can continue, in
// order, the task and the number of the state that it leads to: `3:17`, or `3:-` where that was left to others.
#include "engine/analysis/explore/walked_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <numeric>
#include <optional>

namespace simul {

namespace {

/// Takes apart a text that may be anything.
class WalkedReader {
  public:
    struct State {
        StateHash hash;
        bool ends = false, may_end = false;
        std::vector<StateEdge> edges;
    };

    explicit WalkedReader(std::string_view text) : rest_(text) {}

    /// False: it is no text of what was walked through.
    bool read() {
        std::size_t count = 0, root = 0;
        if (!take("states ") || !take_number(count) || !take(" first ") || !take_number(root) || !take("\n"))
            return false;
        if (root >= count || count > rest_.size()) return false;
        for (std::size_t i = 0; i < count; ++i)
            if (!read_state(count)) return false;
        root_ = static_cast<StateIndex>(root);
        return rest_.empty();
    }
    const std::vector<State>& states() const { return states_; }
    StateIndex root() const { return root_; }

  private:
    bool read_state(std::size_t count) {
        State& state = states_.emplace_back();
        if (!take_number(state.hash.first, 16) || !take(" ") || !take_number(state.hash.second, 16)) return false;
        state.ends = take(" e");
        state.may_end = take(" m");
        while (take(" ")) {
            std::size_t task = 0, to = 0;
            if (!take_number(task) || task >= index_of(kNoTask) || !take(":")) return false;
            const bool is_left = take("-");
            if (!is_left && (!take_number(to) || to >= count)) return false;
            state.edges.push_back({static_cast<TaskId>(task), is_left ? kNoState : static_cast<StateIndex>(to)});
        }
        return take("\n");
    }
    bool take(std::string_view word) {
        if (rest_.substr(0, word.size()) != word) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    bool take_number(auto& number, int base = 10) {
        const auto [end, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), number, base);
        if (failure != std::errc()) return false;
        rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
        return true;
    }

    std::string_view rest_;
    std::vector<State> states_;
    StateIndex root_ = kNoState;
};

constexpr const char* kDisagree =
    "Two of the parts do not agree about a state: they were made of different stories, or one of the computers that "
    "made them is not to be trusted.";

class Union {
  public:
    /// False: it does not agree with what is there.
    bool add(const WalkedReader& part) {
        std::vector<StateIndex> here;
        for (const WalkedReader::State& state : part.states()) here.push_back(place_of(state));
        const StateIndex root = here[part.root()];
        if (whole_.root != kNoState && whole_.root != root) return false;
        whole_.root = root;
        for (std::size_t i = 0; i < here.size(); ++i)
            if (!add_edges(here[i], part.states()[i].edges, here)) return false;
        return true;
    }

    /// Nothing: something was left out by all of them.
    std::optional<Walked> whole() {
        whole_.runs = 1;
        for (StateIndex state = 0; state < whole_.states.size(); ++state) {
            const std::span<const StateEdge> edges = std::as_const(whole_.states).edges(state);
            const bool is_whole =
                std::all_of(edges.begin(), edges.end(), [](const StateEdge& edge) { return edge.to != kNoState; });
            if (!is_whole || (edges.empty() && !is_end_[state])) return std::nullopt;
            // Each run continues to new states as far as there are some: it is the first to leave these.
            if (!edges.empty()) whole_.runs += edges.size() - 1;
        }
        return std::move(whole_);
    }

  private:
    StateIndex place_of(const WalkedReader::State& state) {
        bool is_new = false;
        const StateIndex place = whole_.states.find(state.hash, is_new);
        if (is_new) {
            is_end_.push_back(false);
            may_end_.push_back(false);
        }
        if (state.ends && !is_end_[place]) whole_.ends.push_back({place, false});
        if (state.may_end && !may_end_[place]) whole_.ends.push_back({place, true});
        is_end_[place] = is_end_[place] || state.ends;
        may_end_[place] = may_end_[place] || state.may_end;
        return place;
    }
    bool add_edges(StateIndex place, const std::vector<StateEdge>& edges, const std::vector<StateIndex>& here) {
        if (edges.empty()) return true;
        if (whole_.states.edges(place).empty()) {
            std::vector<TaskId> tasks;
            for (const StateEdge& edge : edges) tasks.push_back(edge.task);
            whole_.states.add_edges(place, tasks);
        }
        const std::span<StateEdge> known = whole_.states.edges(place);
        if (known.size() != edges.size()) return false;
        for (std::size_t i = 0; i < edges.size(); ++i) {
            const StateIndex to = edges[i].to == kNoState ? kNoState : here[edges[i].to];
            if (known[i].task != edges[i].task) return false;
            if (to == kNoState) continue;
            if (known[i].to != kNoState && known[i].to != to) return false;
            known[i].to = to;
        }
        return true;
    }

    Walked whole_;
    std::vector<bool> is_end_, may_end_;
};

}  // namespace

std::string text_of(const Walked& walked) {
    const States& states = walked.states;
    std::vector<StateIndex> order(states.size()), number(states.size());
    std::iota(order.begin(), order.end(), StateIndex{0});
    std::sort(order.begin(), order.end(), [&](StateIndex a, StateIndex b) {
        const StateHash &first = states.hash_of(a), &second = states.hash_of(b);
        return std::pair(first.first, first.second) < std::pair(second.first, second.second);
    });
    for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = static_cast<StateIndex>(i);
    std::vector<bool> ends(states.size()), may_end(states.size());
    for (const EndState& end : walked.ends) (end.may_go_on ? may_end : ends)[end.state] = true;
    std::string text = fmt::format("states {} first {}\n", states.size(), number[walked.root]);
    for (const StateIndex state : order) {
        const StateHash& hash = states.hash_of(state);
        text +=
            fmt::format("{:x} {:x}{}{}", hash.first, hash.second, ends[state] ? " e" : "", may_end[state] ? " m" : "");
        for (const StateEdge& edge : states.edges(state))
            text += edge.to == kNoState ? fmt::format(" {}:-", index_of(edge.task))
                                        : fmt::format(" {}:{}", index_of(edge.task), number[edge.to]);
        text += "\n";
    }
    return text;
}

Result<Walked> united(std::span<const std::string_view> parts) {
    Union all;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        WalkedReader part(parts[i]);
        if (!part.read())
            return Error{fmt::format("Part {} does not have what was walked through: make it again.", i + 1)};
        if (!all.add(part)) return Error{kDisagree};
    }
    std::optional<Walked> whole = all.whole();
    if (!whole) return Error{"The parts leave out some of the states: make all of them again."};
    return std::move(*whole);
}

}  // namespace simul
