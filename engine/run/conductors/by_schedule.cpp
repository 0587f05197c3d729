#include "engine/run/conductors/by_schedule.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/happening.h"
#include "engine/base/plural.h"

namespace simul {

namespace {

std::string enabled_in_words(const Decision& decision) {
    constexpr std::size_t kMost = 6;
    std::string words;
    for (std::size_t i = 0; i < decision.enabled.size() && i < kMost; ++i) {
        if (i > 0) words += "; ";
        words += decision.standing.in_words(decision.standing.intent_of(decision.enabled[i]));
    }
    return decision.enabled.size() > kMost ? words + "; and others" : words;
}

std::string why_not(const Decision& decision, TaskId task) {
    for (const HeldBack& held : decision.standing.held_back())
        if (held.intent.task == task)
            return fmt::format("{} cannot continue: {}", decision.standing.in_words(held.intent), held.reason);
    if (is_happening(task)) return text_of(happening_of(task)) + " cannot happen there";
    return fmt::format("task {} has nothing to do there", index_of(task));
}

}  // namespace

std::optional<std::size_t> BySchedule::choose(const Decision& decision) {
    if (done_ == round_from_) round_begins_ = decision.standing.state();
    if (done_ == choices_.size() && round_from_) return end_round(decision);
    if (done_ == choices_.size() && !after_ && decision.may_end) return std::nullopt;
    if (done_ == choices_.size() && after_) return after_->choose(decision);
    if (done_ == choices_.size()) {
        misfit_ =
            fmt::format("The schedule ends after step {}, and the run continues. Tasks that could continue then: {}.",
                        done_, enabled_in_words(decision));
        return std::nullopt;
    }
    const TaskId next = choices_[done_];
    const auto found = std::find(decision.enabled.begin(), decision.enabled.end(), next);
    if (found == decision.enabled.end()) {
        misfit_ = fmt::format("The schedule does not fit at step {}: {}. Tasks that could continue: {}.", done_ + 1,
                              why_not(decision, next), enabled_in_words(decision));
        return std::nullopt;
    }
    ++done_;
    return static_cast<std::size_t>(found - decision.enabled.begin());
}

/// Where states differ by the time that tasks have noted, nobody can see whether all is as it was.
std::optional<std::size_t> BySchedule::end_round(const Decision& decision) {
    went_round_ = decision.standing.tells_time() || decision.standing.state() == round_begins_;
    if (!went_round_)
        misfit_ = fmt::format("The schedule does not go round: after step {} all is not as it was after step {}.",
                              done_, *round_from_);
    return std::nullopt;
}

std::optional<std::size_t> BySchedule::goes_round_since() const { return went_round_ ? round_from_ : std::nullopt; }

std::string BySchedule::misfit() const {
    if (!misfit_.empty() || done_ == choices_.size()) return misfit_;
    return fmt::format("The schedule has {} {}, and the run was over after {}: no task could continue.",
                       choices_.size(), noun(choices_.size(), "step"), done_);
}

}  // namespace simul
