// Which task runs next? Every task that asks, what it would do, its local variables, and why it cannot. Pressed, it
// continues.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/challenge.h"
#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/panels/task_chip.h"
#include "app/theme/compat.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/conducting.h"
#include "engine/analysis/time_words.h"
#include "engine/base/happening.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::Breakpoint, workspace::Chooser;

constexpr std::string_view kChoosers[] = {"I do", "In turn", "At random", "Keep running"};
constexpr std::size_t kDigits = 9;  ///< keys
constexpr float kChoiceRow = 54;    ///< units of design

class ChoicesPane {
  public:
    ChoicesPane(const Workspace& workspace, Commands& commands, Flow& flow)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          run_(*workspace.run()),
          conducting_(workspace.story->conducting),
          candidates_(workspace::candidates_at(workspace)),
          step_(run_.steps().done(workspace.story->playhead.events)) {}

    void draw() {
        draw_heading();
        for (const Candidate& candidate : candidates_)
            if (candidate.can_go_on) draw_enabled(candidate);
        for (const Candidate& candidate : candidates_)
            if (!candidate.can_go_on) draw_held(candidate);
        if (candidates_.empty()) draw_end();
        draw_chooser();
        draw_breakpoints();
    }

  private:
    std::size_t enabled_count() const {
        return static_cast<std::size_t>(std::count_if(candidates_.begin(), candidates_.end(),
                                                      [](const Candidate& each) { return each.can_go_on; }));
    }

    void draw_heading() {
        const std::string count = fmt::format("{} of {}", grouped(step_), plural(run_.steps().size(), "step"));
        const bool any_happening = std::any_of(candidates_.begin(), candidates_.end(),
                                               [](const Candidate& each) { return is_happening(each.intent.task); });
        flow_.heading(any_happening         ? "What happens next?"
                      : enabled_count() > 0 ? "Which task runs next?"
                                            : "No task can continue",
                      count);
    }

    /// In the past: whoever continued there.
    bool went_on(const Candidate& candidate) const {
        return step_ < run_.steps().size() && run_.steps().chosen(step_) == candidate.intent.task;
    }

    void draw_enabled(const Candidate& candidate) {
        ++shown_;
        const Box row = flow_.next(px(kChoiceRow));
        flow_.skip(px(4));
        const std::string name = fmt::format("choose {}", index_of(candidate.intent.task));
        const Touch touched = touch(name, row);
        flow_.list()->AddRectFilled(top_left(row), bottom_right(row),
                                    touched.hovered ? mixed(Tone::raised, Tone::accent, 0.25F) : colour(Tone::raised),
                                    px(6));
        if (went_on(candidate))
            flow_.list()->AddRectFilled({row.left, row.top}, {row.left + px(3), row.bottom}, colour(Tone::accent));
        Box line = row.inset(px(8), 0);
        line.bottom = line.top + px(32);
        draw_key(line);
        draw_words(row, line, candidate, below(candidate), Tone::text);
        if (touched.hovered)
            tooltip(is_happening(candidate.intent.task) && !went_on(candidate) && step_ == run_.steps().size()
                        ? "Happens\nAs the next step, and all that follows from it."
                    : went_on(candidate)          ? "Continues\nAs it did in this run."
                    : step_ < run_.steps().size() ? "Continues\nIn a branch of its own: this run stays as it is."
                                                  : "Continues\nOne operation, and all that follows from it.");
        if (touched.clicked) commands_.push_back(workspace::Choose{candidate.intent.task});
    }

    /// The digit that chooses it.
    void draw_key(Box& line) const {
        const Box key = line.take_left(px(20));
        line.left += px(8);
        if (shown_ > kDigits) return;
        const Box cap = key.inset(0, (key.height() - px(20)) / 2);
        compat::add_frame(*flow_.list(), top_left(cap), bottom_right(cap), colour(Tone::line), px(4), 1);
        draw_text_in(flow_.list(), cap, {std::to_string(shown_), Face::body, colour(Tone::dim), Align::centre});
    }

    /// The chip, and beside it what the task would do; below it who that is.
    void draw_words(const Box& row, Box line, const Candidate& candidate, const std::string& second, Tone tone) {
        const TaskId task = candidate.intent.task;
        if (!is_happening(task)) {
            const Box chip = line.take_left(chip_width(chip_label(workspace_, task)));
            draw_task_chip(workspace_, commands_, "choice", chip.inset(0, (chip.height() - px(kChipHeight)) / 2), task);
            line.left += px(8);
        }
        const std::string words = capitalized(intent_in_words(run_.trace(), candidate.event, speech_of(workspace_)));
        draw_text_in(flow_.list(), line, {words, Face::strong, colour(tone)});
        const Box under{line.left, row.bottom - px(24), line.right, row.bottom - px(2)};
        draw_text_in(flow_.list(), under, {second, Face::body, colour(tone == Tone::text ? Tone::dim : Tone::blocked)});
    }

    /// `i = 2, seen = 1`; of a task that shows none, who it is.
    std::string below(const Candidate& candidate) const {
        if (is_happening(candidate.intent.task))
            return is_optional(candidate.intent.task)               ? "It need not happen"
                   : happening_of(candidate.intent.task).of_store() ? "It waits in a store buffer"
                                                                    : "It is under way";
        const std::string_view locals = locals_of(run_.trace(), candidate.event);
        return locals.empty() ? capitalized(speech_of(workspace_).name_of(candidate.intent.task)) : printable(locals);
    }

    void draw_held(const Candidate& candidate) {
        const Box row = flow_.next(px(kChoiceRow));
        flow_.skip(px(4));
        Box line = row.inset(px(8), 0);
        line.bottom = line.top + px(32);
        draw_icon(flow_.list(), line.take_left(px(20)), Icon::lock, colour(Tone::blocked));
        line.left += px(8);
        const Speech speech = speech_of(workspace_);
        const TaskId task = candidate.intent.task;
        const std::string why = obstacle_in_words(workspace_.moment(), candidate, speech);
        draw_words(row, line, candidate, capitalized(why), Tone::dim);
        if (touch(fmt::format("held {}", index_of(task)), row).hovered)
            tooltip(fmt::format("Cannot continue\n{} {}.", capitalized(speech.name_of(task)), why));
    }

    void draw_end() {
        const bool over = !run_.live() && step_ == run_.steps().size();
        flow_.put(over ? "The run is over. Step back, and choose otherwise: that makes a branch."
                       : "The story comes to its next decision.",
                  Face::body, Tone::dim);
        flow_.skip(px(6));
    }

    void draw_chooser() {
        flow_.rule();
        Box row = flow_.next(px(spacing().control));
        const ButtonFace face{"Continue", "Until a breakpoint, your decision, or the end (O)",
                              static_cast<int>(Icon::to_end), ButtonKind::plain,
                              step_ < run_.steps().size() || run_.awaits_choice()};
        if (button("continue", row.take_right(button_width(face)), face)) commands_.push_back(workspace::GoOn{});
        row.right -= px(8);
        std::vector<theme::Choice> choices;
        for (const std::string_view chooser : kChoosers) choices.push_back({std::string(chooser), "", true, ""});
        const int chosen = static_cast<int>(conducting_.chooser);
        const Box box = row.take_left(std::min(row.width(), selector_width("Chooses", kChoosers[chosen])));
        const int picked = selector("chooser", box, "Chooses", choices, chosen);
        if (picked >= 0) commands_.push_back(workspace::SetChooser{static_cast<Chooser>(picked)});
        flow_.skip(px(8));
    }

    void draw_breakpoints() {
        flow_.heading("Hold at", conducting_.breakpoints.empty() ? "the end" : "");
        const std::vector<Breakpoint>& list = conducting_.breakpoints;
        for (std::size_t i = 0; i < list.size(); ++i) draw_breakpoint(list[i], i);
        Breakpoint finding;
        finding.kind = Breakpoint::Kind::finding;
        if (std::find(list.begin(), list.end(), finding) == list.end()) {
            const ButtonFace face{"A finding", "A deadlock, a data race, an expectation that does not hold", -1};
            Box row = flow_.next(px(spacing().control));
            if (button("hold at a finding", row.take_left(button_width(face)), face))
                commands_.push_back(workspace::ToggleBreakpoint{finding});
            row.left += px(8);
            draw_resource_choice(row);
            flow_.skip(px(6));
        }
        draw_condition();
    }

    void draw_resource_choice(Box row) {
        const std::vector<ResourceInfo>& resources = run_.header().resources;
        if (resources.empty()) return;
        std::vector<theme::Choice> choices;
        for (const ResourceInfo& resource : resources) choices.push_back({resource.name, "", true, ""});
        const Box box = row.take_left(std::min(row.width(), selector_width("Use of", "…")));
        const int picked = selector("hold at a resource", box, "Use of", choices, -1);
        if (picked < 0) return;
        Breakpoint breakpoint;
        breakpoint.kind = Breakpoint::Kind::resource;
        breakpoint.resource = static_cast<ResourceId>(picked);
        commands_.push_back(workspace::ToggleBreakpoint{breakpoint});
    }

    void draw_breakpoint(const Breakpoint& breakpoint, std::size_t index) {
        Box row = flow_.next(px(28));
        const ButtonFace face{"", "Hold there no more", static_cast<int>(Icon::close), ButtonKind::quiet};
        if (button(fmt::format("drop breakpoint {}", index), row.take_right(px(24)), face))
            commands_.push_back(workspace::ToggleBreakpoint{breakpoint});
        const Box dot = row.take_left(px(20));
        flow_.list()->AddCircleFilled(im(dot.centre()), px(5), colour(Tone::blocked));
        row.left += px(6);
        draw_text_in(flow_.list(), row, {workspace::text_of(breakpoint, run_.header()), Face::body});
    }

    /// `counter == 2`
    void draw_condition() {
        const auto is_variable = [](const ResourceInfo& info) {
            return info.kind == ResourceKind::variable && !info.raw;
        };
        const std::vector<ResourceInfo>& resources = run_.header().resources;
        const auto variable = std::find_if(resources.begin(), resources.end(), is_variable);
        if (variable == resources.end()) return;
        Box row = flow_.next(px(spacing().control));
        std::string text = conducting_.condition;
        const ButtonFace face{"Add", "Hold once this has come true", -1, ButtonKind::plain, !text.empty()};
        if (button("add condition", row.take_right(button_width(face)), face))
            commands_.push_back(workspace::BreakWhen{text});
        row.right -= px(8);
        if (text_field("condition", row, text, fmt::format("{} == 2", variable->name)))
            commands_.push_back(workspace::TypeCondition{text});
        if (conducting_.condition_error.empty()) return;
        flow_.skip(px(4));
        flow_.put(conducting_.condition_error, Face::body, Tone::blocked);
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    const workspace::OpenRun& run_;
    const workspace::Conducting& conducting_;
    std::vector<Candidate> candidates_;
    std::size_t step_;
    std::size_t shown_ = 0;  ///< of the tasks that can continue
};

}  // namespace

void draw_choices(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("choices", box);
    ScrollArea area("choices content", panel.inside());
    Flow flow(area.content());
    const bool is_taken_up = workspace.story->attempt.has_value(), conducted = workspace::is_conducted(workspace);
    if (is_taken_up || !conducted) draw_challenge(workspace, commands, flow);
    if (conducted)
        ChoicesPane(workspace, commands, flow).draw();
    else if (!is_taken_up)
        flow.put(
            "Press Step by hand: the run then stands still at every decision, and you choose which task runs next.",
            Face::body, Tone::dim);
    if (!is_taken_up && conducted) draw_challenge(workspace, commands, flow);
    area.ends_after(flow.used() + px(4));
}

}  // namespace simul::panels
