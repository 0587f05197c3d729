#include "engine/analysis/policy_choice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul {

void PolicyChoices::take(const TraceEvent& event) {
    last_.reset();
    if (event.task == kNoTask) return;
    if (tasks_.size() <= index_of(event.task)) tasks_.resize(index_of(event.task) + 1);
    Standing& task = tasks_[index_of(event.task)];
    if (event.kind == EventKind::rank) task.rank = Cell{event.value, event.cell};
    if (!fold(task.state, event)) return;
    if (task.state.state == State::ready)
        ready_.insert(event.task);
    else
        ready_.erase(event.task);
    if (event.kind != EventKind::run) return;
    last_ = PolicyChoice{{event.task, task.rank}, {}};
    for (const TaskId other : ready_) last_->others.push_back({other, tasks_[index_of(other)].rank});
}

namespace {

std::string rank_in_words(const TraceHeader& header, const Cell& rank) {
    const std::string number = rank.type == CellType::real ? fmt::format("{:.6g}", rank.as_real()) : text_of(rank);
    return header.policy_unit.empty() ? number : number + " " + header.policy_unit;
}

/// "4 s", "4 s and 5 s", "4 s, 5 s, 7 s and 3 more".
std::string listed_with_and(std::vector<std::string> words) {
    constexpr std::size_t kMost = 4;
    if (words.size() > kMost) {
        const std::string more = fmt::format("{} more", words.size() - kMost + 1);
        words.resize(kMost - 1);
        words.push_back(more);
    }
    const std::string last = words.back();
    words.pop_back();
    return words.empty() ? last : fmt::format("{} and {}", fmt::join(words, ", "), last);
}

}  // namespace

std::string reason_in_words(const TraceHeader& header, const PolicyChoice& choice) {
    if (header.policy_best.empty() || !choice.chosen.rank) return {};
    const double own = choice.chosen.rank->as_real();
    std::vector<Cell> others;
    std::size_t alike = 0;
    for (const Contender& other : choice.others) {
        if (!other.rank) continue;
        if (other.rank->as_real() == own)
            ++alike;
        else
            others.push_back(*other.rank);
    }
    if (others.empty() && alike == 0) return {};
    // Those that came nearest to it stand first.
    std::stable_sort(others.begin(), others.end(), [own](const Cell& a, const Cell& b) {
        return std::abs(a.as_real() - own) < std::abs(b.as_real() - own);
    });
    std::string text = fmt::format("has {}, {}", header.policy_best, rank_in_words(header, *choice.chosen.rank));
    if (alike > 0)
        text += fmt::format(", like {}, and stands before {}", plural(alike, "other"), alike == 1 ? "it" : "them");
    if (others.empty()) return text;
    std::vector<std::string> words;
    for (const Cell& other : others) words.push_back(rank_in_words(header, other));
    return text + (alike > 0 ? "; " : ", ") + "against " + listed_with_and(std::move(words));
}

}  // namespace simul
