// What a run gave: how it ended, what limited it, its figures beside those of the run before, and the prediction.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/panels.h"
#include "app/theme/forms.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/prediction.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/run_figures.h"
#include "engine/analysis/share_words.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/summary.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/base/plain_name.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::OpenRun;

const RunFigure* same_figure(const std::vector<RunFigure>& figures, const RunFigure& as) {
    const auto found =
        std::find_if(figures.begin(), figures.end(), [&](const RunFigure& figure) { return figure.is_same_as(as); });
    return found == figures.end() ? nullptr : &*found;
}

class ResultPane {
  public:
    ResultPane(const Workspace& workspace, Commands& commands, Box content)
        : workspace_(workspace), commands_(commands), run_(*workspace.run()), content_(content), y_(content.top) {}

    float draw() {
        if (workspace::keeps_secret(workspace_)) {
            put("You have answered. The result comes when the run has been played to its end.", Face::strong);
            y_ += px(10);
            const ButtonFace end{"To the end", "To the end (End)", static_cast<int>(Icon::to_end)};
            if (button("reveal", next(px(spacing().control)).take_left(button_width(end)), end))
                commands_.push_back(workspace::JumpTo{workspace::Place::end});
            return y_ - content_.top;
        }
        draw_verdict();
        draw_answer_to_others();
        draw_summary();
        draw_what_ifs();
        draw_findings();
        draw_figures();
        draw_cores();
        draw_question_again();
        draw_sweep();
        return y_ - content_.top;
    }

  private:
    static ImDrawList* list() { return ImGui::GetWindowDrawList(); }
    Box next(float height) {
        const Box box{content_.left, y_, content_.right, y_ + height};
        y_ += height;
        return box;
    }
    void put(std::string_view text, Face face = Face::body, Tone tone = Tone::text) {
        y_ += draw_paragraph(list(), {content_.left, y_}, content_.width(), {text, face, colour(tone)});
    }
    void put_line() {
        y_ += px(8);
        list()->AddLine({content_.left, y_}, {content_.right, y_}, colour(Tone::line));
        y_ += px(8);
    }

    void draw_verdict() {
        const std::optional<workspace::AnswerVerdict> verdict = workspace::verdict_of(workspace_);
        if (!verdict) return;
        Box row = next(px(28));
        draw_icon(list(), row.take_left(px(26)), verdict->right ? Icon::check : Icon::close,
                  colour(verdict->right ? Tone::running : Tone::blocked));
        row.left += px(6);
        draw_text_in(list(), row, {verdict->right ? "As you expected" : "Not what you expected", Face::strong});
        put(fmt::format("You said: {}. It is {}.", verdict->said, verdict->given));
        if (!verdict->misconception.empty()) put(verdict->misconception, Face::body, Tone::dim);
        put_line();
    }

    bool was_asked_of_others() const {
        return workspace_.story->prediction.stage == workspace::Prediction::Stage::answered &&
               !workspace::is_of_asked_settings(workspace_);
    }

    /// An answer about other settings says nothing of this run.
    void draw_answer_to_others() {
        if (!was_asked_of_others()) return;
        put(fmt::format("You predicted a run with other settings: {}.", workspace::asked_of_in_words(workspace_)),
            Face::body, Tone::dim);
        draw_ask_again("Predict this one");
        put_line();
    }

    /// A question that was passed over waits at the end.
    void draw_question_again() {
        if (workspace_.story->prediction.stage != workspace::Prediction::Stage::skipped || run_.live()) return;
        put_line();
        draw_ask_again("Ask what I expect");
    }

    void draw_sweep() {
        if (workspace_.story->from_trace || run_.live()) return;
        put_line();
        const ButtonFace sweep{"Sweep", "How a figure depends on a setting: a curve of many runs (Q)"};
        Box row = next(px(spacing().control));
        if (button("sweep", row.take_left(std::min(row.width(), button_width(sweep))), sweep))
            commands_.push_back(workspace::ShowSweep{});
    }

    void draw_ask_again(std::string_view words) {
        if (workspace::question_of(workspace_) == nullptr || workspace_.story->from_trace) return;
        y_ += px(4);
        const ButtonFace again{words, "Asks the question for these settings"};
        Box row = next(px(spacing().control));
        if (button("ask again", row.take_left(std::min(row.width(), button_width(again))), again))
            commands_.push_back(workspace::AskAgain{});
    }

    void draw_summary() {
        const Speech speech(run_.names(), run_.header().words);
        if (run_.live())
            return put(run_.awaits_choice() ? "It is paused until a task is chosen." : "It still runs.", Face::strong);
        const Summary summary =
            summary_of(run_.header(), run_.metrics(), run_.timeline(), speech, run_.ending().stolen_s);
        put(summary.ending, Face::strong);
        for (const std::string& sentence : summary.scarce) {
            y_ += px(4);
            put(sentence);
        }
        for (const std::string& mark : summary.marks) {
            y_ += px(4);
            put(mark, Face::body, Tone::dim);
        }
    }

    void draw_what_ifs() {
        for (const std::string& sentence :
             in_words(run_.header(), run_.metrics(), workspace::proven_of_shown(workspace_))) {
            y_ += px(4);
            put(sentence);
        }
    }

    void draw_findings() {
        for (std::size_t i = 0; i < run_.findings().size(); ++i) {
            const Finding& finding = run_.findings()[i];
            y_ += px(8);
            const float height = paragraph_height(content_.width() - px(32), finding.text);
            Box row = next(std::max(height, px(26)));
            const Touch touched = touch(fmt::format("finding {}", i + 1), row);
            if (touched.clicked) go_to(finding);
            const float top = row.top;
            draw_icon(list(), {row.left, top, row.left + px(26), top + px(24)}, Icon::warning, colour(Tone::blocked));
            draw_paragraph(list(), {row.left + px(32), top}, row.width() - px(32),
                           {finding.text, Face::body, colour(touched.hovered ? Tone::accent : Tone::text)});
        }
    }

    void go_to(const Finding& finding) {
        if (finding.events.empty())
            commands_.push_back(workspace::MoveTo{finding.at});
        else
            commands_.push_back(workspace::MoveToEvent{finding.events.back() + 1});
        if (!finding.tasks.empty()) commands_.push_back(workspace::Select{{finding.tasks.front(), kNoResource}});
    }

    void draw_figures() {
        put_line();
        const OpenRun* ghost = workspace_.story->ghost.get();
        const std::vector<RunFigure> figures = figures_of(run_.header(), run_.metrics());
        std::vector<RunFigure> before;
        if (ghost != nullptr) before = figures_of(ghost->header(), ghost->metrics());
        const float column = std::min(px(96), content_.width() * 0.3F);
        if (ghost != nullptr) draw_column_heads(*ghost, column);
        for (const RunFigure& figure : figures) draw_figure(figure, same_figure(before, figure), column);
    }

    /// Each in as many lines as it needs; the first line of both is level.
    void draw_column_heads(const OpenRun& ghost, float column) {
        const std::string before = title_of(ghost), now = title_of(run_);
        const float height = std::max(paragraph_height(column, before), paragraph_height(column, now, Face::strong));
        Box row = next(height + px(4));
        const Box right = row.take_right(column);
        draw_paragraph(list(), {right.left, right.top}, column, {before, Face::body, colour(Tone::dim)});
        row.right -= px(10);
        const Box left = row.take_right(column);
        draw_paragraph(list(), {left.left, left.top}, column, {now, Face::strong});
    }

    /// Beside the other one, by what differs.
    std::string title_of(const OpenRun& run) const {
        const OpenRun& other = &run == &run_ ? *workspace_.story->ghost : run_;
        return workspace::name_beside(run.header(), other.header(), workspace_.story->description.knobs);
    }

    /// A label that does not fit beside its value stands above it: two that are cut could look the same.
    void draw_figure(const RunFigure& figure, const RunFigure* before, float column) {
        const std::string label = plain_name(figure.label);
        const float beside = content_.width() - (workspace_.story->ghost ? 2 : 1) * (column + px(10));
        const bool above = text_width(label) > beside;
        if (above) put(label, Face::body, Tone::dim);
        Box row = next(px(workspace_.story->ghost ? 34 : 28));
        const float largest = std::max({figure.size, before != nullptr ? before->size : 0.0, 1e-12});
        if (workspace_.story->ghost) {
            draw_value(row.take_right(column), before != nullptr ? before->value : "–",
                       before != nullptr ? before->size / largest : 0, Tone::dim);
            row.right -= px(10);
        }
        draw_value(row.take_right(column), figure.value, figure.size / largest, Tone::text);
        row.right -= px(10);
        if (workspace_.story->ghost) row.bottom -= px(6);
        if (!above) draw_text_in(list(), row, {label, Face::body, colour(Tone::dim)});
    }

    void draw_value(const Box& box, std::string_view value, double part, Tone tone) const {
        const Box text{box.left, box.top, box.right, box.bottom - (workspace_.story->ghost ? px(6) : 0)};
        draw_text_in(list(), text, {value, tone == Tone::text ? Face::strong : Face::body, colour(tone), Align::right});
        if (!workspace_.story->ghost || part <= 0) return;
        const float width = box.width() * static_cast<float>(part);
        list()->AddRectFilled({box.right - width, box.bottom - px(5)}, {box.right, box.bottom - px(3)},
                              colour(tone == Tone::text ? Tone::accent : Tone::faint));
    }

    std::string label_of(const CoreFigures& core) const { return capitalized(core_in_words(run_.header(), core.core)); }

    void draw_cores() {
        put_line();
        const Duration whole = run_.metrics().makespan.time_since_epoch();
        float label = px(72);
        for (const CoreFigures& core : run_.metrics().cores)
            if (core.busy != Duration{0}) label = std::max(label, text_width(label_of(core)) + px(8));
        label = std::min(label, content_.width() * 0.45F);
        for (const CoreFigures& core : run_.metrics().cores) {
            if (core.busy == Duration{0}) continue;
            const double share = std::min(1.0, seconds_of(core.busy) / std::max(1e-12, seconds_of(whole)));
            Box row = next(px(24));
            draw_text_in(list(), row.take_left(label), {label_of(core), Face::body, colour(Tone::dim)});
            draw_text_in(list(), row.take_right(px(56)),
                         {share_in_figures(core.busy, whole), Face::strong, 0, Align::right});
            row.right -= px(10);
            const float y = row.centre().y;
            list()->AddRectFilled({row.left, y - px(3)}, {row.right, y + px(3)}, colour(Tone::line), px(3));
            list()->AddRectFilled({row.left, y - px(3)},
                                  {row.left + row.width() * static_cast<float>(share), y + px(3)},
                                  colour(Tone::running), px(3));
        }
    }

    const Workspace& workspace_;
    Commands& commands_;
    const OpenRun& run_;
    Box content_;
    float y_;
};

}  // namespace

void draw_result(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("result", box);
    if (workspace.run() == nullptr) return;
    ScrollArea area("result content", panel.inside());
    area.ends_after(ResultPane(workspace, commands, area.content()).draw());
}

}  // namespace simul::panels
