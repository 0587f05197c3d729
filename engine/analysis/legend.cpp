#include "engine/analysis/legend.h"

#include <algorithm>

#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

constexpr State kStates[] = {State::running, State::ready, State::blocked, State::asleep};

Duration time_in(const TaskFigures& task, State state) {
    switch (state) {
        case State::running:
            return task.running;
        case State::ready:
            return task.ready;
        case State::blocked:
            return task.blocked;
        default:
            return task.asleep;
    }
}

/// For what the tasks of this run wait most of all.
Doing usual_wait(const TraceHeader& header, const Metrics& metrics) {
    std::size_t waits = 0, worker = 0, lock = 0;
    for (std::size_t i = 0; i < metrics.resources.size(); ++i) {
        std::size_t& kind = is_global_lock(header, static_cast<ResourceId>(i)) ? lock
                            : is_pool_of_workers(header.resources[i])          ? worker
                                                                               : waits;
        kind += metrics.resources[i].waits;
    }
    if (waits > 0) return Doing::waits;
    return worker > 0 ? Doing::wants_worker : lock > 0 ? Doing::wants_lock : Doing::awaits;
}

Doing usual(State state, const TraceHeader& header, const Metrics& metrics) {
    switch (state) {
        case State::running:
            return Doing::running;
        case State::ready:
            return header.conducted() ? Doing::may_go_on : Doing::ready;
        case State::blocked:
            return usual_wait(header, metrics);
        default:
            return Doing::asleep;
    }
}

class LegendBuilder {
  public:
    LegendBuilder(const ClaimView& view, const Metrics& metrics, bool in_story_words)
        : view_(view), metrics_(metrics), in_story_words_(in_story_words) {}

    std::vector<LegendLine> built() {
        for (const TaskFigures& task : metrics_.tasks)
            for (const State state : kStates)
                if (time_in(task, state) > Duration{}) expect(task.id, state);
        for (const Crowd& now : crowds_in(view_, in_story_words_)) {
            if (now.doing == Doing::returned) continue;
            LegendLine& line = line_like({now.doing, now.words, 0, now.first});
            line.crowd = now;
            line.most = std::max(line.most, now.count);
        }
        std::erase_if(lines_, [](const LegendLine& line) { return line.most == 0; });
        std::stable_sort(lines_.begin(), lines_.end(),
                         [](const LegendLine& a, const LegendLine& b) { return a.crowd.doing < b.crowd.doing; });
        return std::move(lines_);
    }

  private:
    /// The task does this at some time.
    void expect(TaskId task, State state) {
        const TraceHeader& header = view_.moment.header();
        if (header.conducted() && state == State::running) return;  // whenever it is looked at, it stands still
        TaskClaim claim;
        claim.doing = usual(state, header, metrics_);
        claim.task = task;
        const StateWords* words = in_story_words_ ? story_words_of(view_, claim) : nullptr;
        if (words != nullptr && words->label.empty()) words = nullptr;
        ++line_like({claim.doing, words, 0, task}).most;
    }

    LegendLine& line_like(const Crowd& like) {
        for (LegendLine& line : lines_)
            if (line.crowd.doing == like.doing && line.crowd.words == like.words) return line;
        lines_.push_back({like, 0});
        return lines_.back();
    }

    const ClaimView& view_;
    const Metrics& metrics_;
    bool in_story_words_;
    std::vector<LegendLine> lines_;
};

}  // namespace

std::vector<LegendLine> legend_of(const ClaimView& view, const Metrics& metrics, bool in_story_words) {
    return LegendBuilder(view, metrics, in_story_words).built();
}

}  // namespace simul
