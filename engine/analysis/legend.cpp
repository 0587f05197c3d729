#include "engine/analysis/legend.h"

#include <algorithm>
#include <optional>

namespace simul {
namespace {

/// What a run shows of tasks that do this for some time. A conducted run stands still whenever it is looked at.
std::optional<Doing> shown(const TraceHeader& header, Doing doing) {
    if (doing == Doing::returned || doing == Doing::absent) return std::nullopt;
    if (!header.conducted() || state_of(doing) == State::blocked) return doing;
    return state_of(doing) == State::ready ? std::optional(Doing::may_go_on) : std::nullopt;
}

class LegendBuilder {
  public:
    LegendBuilder(const ClaimView& view, const Metrics& metrics, bool in_story_words)
        : view_(view), metrics_(metrics), in_story_words_(in_story_words) {}

    std::vector<LegendLine> built() {
        for (const TaskFigures& task : metrics_.tasks)
            for (std::size_t i = 0; i < kDoingCount; ++i)
                if (const auto doing = static_cast<Doing>(i); (task.doings & bit_of(doing)) != 0)
                    expect(task.id, doing);
        for (const Crowd& now : crowds_in(view_, in_story_words_)) {
            if (now.doing == Doing::returned) continue;
            LegendLine& line = line_like({now.doing, now.words, 0, now.first});
            line.crowd = now;
            line.most = std::max(line.most, now.count);
        }
        tell_others_apart();
        std::erase_if(lines_, [](const LegendLine& line) { return line.most == 0; });
        std::stable_sort(lines_.begin(), lines_.end(),
                         [](const LegendLine& a, const LegendLine& b) { return a.crowd.doing < b.crowd.doing; });
        return std::move(lines_);
    }

  private:
    /// The task does this at some time. Where words stand for single lines, it is told only then.
    void expect(TaskId task, Doing does) {
        const std::optional<Doing> doing = shown(view_.moment.header(), does);
        if (!doing) return;
        const TaskWords* spoken = in_story_words_ ? view_.speech.words_of(task) : nullptr;
        const StateWords* words = spoken != nullptr ? &words_for(*spoken, *doing) : nullptr;
        if (words != nullptr && words->label.empty()) words = nullptr;
        if (words == nullptr && spoken != nullptr && !spoken->at.empty()) return;
        LegendLine& line = line_like({*doing, words, 0, kNoTask});
        if (line.crowd.first != task) ++line.most;  // tasks come in their order
        line.crowd.first = task;
    }

    /// `0 wait for the lock` would deny what the line above says of those whom the story has words for.
    void tell_others_apart() {
        for (LegendLine& line : lines_)
            line.crowd.others = line.crowd.words == nullptr &&
                                std::any_of(lines_.begin(), lines_.end(), [&line](const LegendLine& other) {
                                    return other.crowd.words != nullptr && other.crowd.doing == line.crowd.doing;
                                });
    }

    LegendLine& line_like(const Crowd& like) {
        for (LegendLine& line : lines_)
            if (line.crowd.is_of(like.doing, like.words)) return line;
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
