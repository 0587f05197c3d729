// Whom the policy chooses: who is ready, what it looks at in each, the chosen one, and why. On request the reader says
// first who it will be.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/panels/task_chip.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "app/workspace/policy_steps.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

constexpr float kContenderRow = 36;  ///< units of design
constexpr std::size_t kMostRowsShown = 60;
constexpr std::string_view kModes[] = {"Show", "Guess first"};

class PolicyPane {
  public:
    PolicyPane(const Workspace& workspace, Commands& commands, Flow& flow)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          run_(*workspace.run()),
          comparison_(run_.header().comparison),
          number_(*workspace::policy_choice_at(workspace)),
          choice_(run_.choices().at(run_.trace(), number_)),
          asks_(workspace::awaits_guess(workspace)) {}

    void draw() {
        draw_steps();
        flow_.heading(fmt::format("Decision {} of {}", grouped(number_ + 1), grouped(run_.choices().size())),
                      moment_in_words(run_.header(), choice_.at));
        draw_answer();
        flow_.skip(px(12));
        draw_contenders();
        draw_score();
        draw_compare();
    }

  private:
    const workspace::Quiz& quiz() const { return workspace_.story->quiz; }
    bool was_guessed() const { return quiz().on && quiz().choice == number_; }

    void draw_steps() {
        Box row = flow_.next(px(spacing().control));
        const std::size_t events = workspace_.story->playhead.events, last = run_.choices().size() - 1;
        const ButtonFace back{"", "Previous decision (J)", static_cast<int>(Icon::step_back), ButtonKind::plain,
                              run_.choices().event(0) < events};
        if (button("decision before", row.take_left(px(40)), back)) commands_.push_back(workspace::StepChoice{-1});
        row.left += px(8);
        const ButtonFace next{"", "Next decision (K)", static_cast<int>(Icon::step), ButtonKind::plain,
                              run_.choices().event(last) > events};
        if (button("next decision", row.take_left(px(40)), next)) commands_.push_back(workspace::StepChoice{1});
        row.left += px(8);
        const std::vector<std::string> modes(std::begin(kModes), std::end(kModes));
        const int picked = segments("guess first", row.take_right(std::min(row.width(), px(200))), modes, quiz().on);
        if (picked >= 0 && (picked == 1) != quiz().on) commands_.push_back(workspace::AskForGuesses{picked == 1});
        flow_.skip(px(8));
    }

    // ---- What is decided, or asked.

    void draw_answer() {
        if (asks_) {
            flow_.put(question(), Face::strong);
            flow_.put(fmt::format("The policy looks at: {}. Press the task that it chooses.", comparison_.looks_at),
                      Face::body, Tone::dim);
            return;
        }
        if (was_guessed()) {
            const bool right = quiz().guess == choice_.chosen;
            const std::string verdict = right ? "Right." : fmt::format("No, not {}.", name_of(quiz().guess));
            flow_.put(verdict, Face::strong, right ? Tone::running : Tone::blocked);
        }
        flow_.put(decided(), Face::strong);
        if (const std::string reason = reason_in_words(comparison_, choice_); !reason.empty())
            flow_.put(fmt::format("It {}.", reason));
    }

    std::string core() const { return core_in_words(workspace_.run()->header(), choice_.core); }
    std::string name_of(TaskId task) const { return printable(speech_of(workspace_).name_of(task)); }

    std::string question() const {
        if (choice_.kind == ChoiceKind::goes_on) return fmt::format("A quantum is over. Who has {} now?", core());
        if (choice_.kind == ChoiceKind::keeps) return fmt::format("A task has arrived. Who has {} now?", core());
        return fmt::format("Who gets {}?", core());
    }
    std::string decided() const {
        const std::string who = capitalized(name_of(choice_.chosen));
        if (choice_.kind == ChoiceKind::gets) return fmt::format("{} gets {}.", who, core());
        if (choice_.kind == ChoiceKind::keeps) return fmt::format("{} keeps {}.", who, core());
        return fmt::format("{} continues, on {}.", who, core());
    }

    // ---- Who could be chosen.

    void draw_contenders() {
        draw_column_heads();
        std::size_t shown = 0;
        std::optional<double> queue;
        for (const Contender& contender : in_queues()) {
            if (shown++ == kMostRowsShown) break;
            if (has_queues() && contender.rank && queue != contender.rank->as_real()) {
                queue = contender.rank->as_real();
                flow_.skip(px(4));
                const int first = comparison_.preference == Preference::own_queue ? 1 : 0;  // cores are counted from 1
                flow_.put(fmt::format("{} {}", capitalized(comparison_.looks_at), *queue + first), Face::body,
                          Tone::dim);
            }
            draw_contender(contender);
        }
        if (choice_.contenders.size() > kMostRowsShown)
            flow_.put(fmt::format("and {} more", grouped(choice_.contenders.size() - kMostRowsShown)), Face::body,
                      Tone::dim);
    }

    /// Queues, one beneath the other, in which tasks stand in their order.
    bool has_queues() const {
        const std::string& policy = run_.header().policy;
        return comparison_.preference == Preference::own_queue || policy == "mlfq";
    }
    std::vector<Contender> in_queues() const {
        std::vector<Contender> list = choice_.contenders;
        if (has_queues())
            std::stable_sort(list.begin(), list.end(), [](const Contender& a, const Contender& b) {
                return a.rank && b.rank && a.rank->as_real() < b.rank->as_real();
            });
        return list;
    }

    void draw_column_heads() {
        if (has_queues()) return;
        Box row = flow_.next(px(spacing().text_row)).inset(px(8), 0);
        draw_text_in(flow_.list(), row.take_right(text_width(comparison_.looks_at) + 1),
                     {comparison_.looks_at, Face::body, colour(Tone::dim), Align::right});
        row.right -= px(8);
        draw_text_in(flow_.list(), row, {"Ready, in line", Face::body, colour(Tone::dim)});
    }

    void draw_contender(const Contender& contender) {
        const Box row = flow_.next(px(kContenderRow));
        flow_.skip(px(4));
        const bool chosen = !asks_ && contender.task == choice_.chosen;
        const bool wrong = was_guessed() && contender.task == quiz().guess && !chosen;
        const Touch touched = touch(fmt::format("contender {}", index_of(contender.task)), row);
        const ImU32 ground = chosen            ? mixed(Tone::panel, Tone::running, 0.22F)
                             : touched.hovered ? mixed(Tone::raised, Tone::accent, 0.25F)
                                               : colour(Tone::raised);
        flow_.list()->AddRectFilled(top_left(row), bottom_right(row), ground, px(6));
        if (chosen || wrong)
            flow_.list()->AddRectFilled({row.left, row.top}, {row.left + px(4), row.bottom},
                                        colour(chosen ? Tone::running : Tone::blocked));
        draw_words(row.inset(px(12), 0), contender, chosen);
        if (touched.clicked && asks_) commands_.push_back(workspace::GuessChoice{contender.task});
    }

    void draw_words(Box row, const Contender& contender, bool chosen) {
        const std::string label = chip_label(workspace_, contender.task);
        const Box chip = row.take_left(chip_width(label));
        draw_task_chip(workspace_, commands_, "policy", chip.inset(0, (chip.height() - px(kChipHeight)) / 2),
                       contender.task);
        row.left += px(8);
        const std::string value = has_queues() ? "" : rank_in_words(comparison_, contender);
        if (chosen) draw_icon(flow_.list(), row.take_right(px(20)), Icon::check, colour(Tone::running));
        if (chosen) row.right -= px(6);
        const Face face = chosen ? Face::strong : Face::body;
        draw_text_in(flow_.list(), row.take_right(text_width(value, face) + 1), {value, face, 0, Align::right});
        row.right -= px(8);
        draw_text_in(flow_.list(), row, {capitalized(name_of(contender.task)), face});
    }

    void draw_score() {
        if (!quiz().on || quiz().guesses == 0) return;
        flow_.rule();
        flow_.heading("Guessed right", fmt::format("{} of {}", quiz().right, quiz().guesses));
    }

    void draw_compare() {
        flow_.skip(px(12));
        const ButtonFace face{"Compare policies", "The same story under several policies, on one time axis",
                              static_cast<int>(Icon::compare)};
        Box row = flow_.next(px(spacing().control));
        if (button("compare policies", row.take_left(std::min(row.width(), button_width(face))), face))
            commands_.push_back(workspace::ComparePolicies{});
        row.left += px(8);
        const ButtonFace sweep{"Sweep", "A curve of many runs: over the quantum, a knob, the cores (Q)"};
        if (row.width() >= button_width(sweep) && button("sweep", row.take_left(button_width(sweep)), sweep))
            commands_.push_back(workspace::ShowSweep{});
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    const workspace::OpenRun& run_;
    const Comparison& comparison_;
    const std::size_t number_;
    const PolicyChoice choice_;
    const bool asks_;
};

}  // namespace

void draw_policy(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("policy", box);
    ScrollArea area("policy content", panel.inside());
    Flow flow(area.content());
    PolicyPane(workspace, commands, flow).draw();
    area.ends_after(flow.used() + px(4));
}

}  // namespace simul::panels
