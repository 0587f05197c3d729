// An exercise: a random sheet, the question, and a chart that the reader fills by dragging. What was filled is judged,
// with the rule that was broken; the solution is there on demand.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/panels/chips.h"
#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/theme/compat.h"
#include "app/theme/forms.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/metrics.h"
#include "engine/analysis/time_words.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::Answer, workspace::ExerciseDesk, workspace::ExerciseJob, workspace::Holder, workspace::Holders;

constexpr float kChartRow = 36, kNameWidth = 70, kFactWidth = 66;  ///< units of design
constexpr float kWidestSecond = 34, kLeastLabel = 26;

/// Where the mouse went down in the chart, and how far what it drags was filled.
struct ChartDrag {
    bool on = false, erases = false;
    std::size_t row = 0, from = 0, last = 0;
};

class ExercisePane {
  public:
    ExercisePane(const Workspace& workspace, Commands& commands, Flow& flow)
        : workspace_(workspace), commands_(commands), desk_(*workspace.story->exercise), flow_(flow) {}

    void draw() {
        draw_choice();
        for (const std::string& sentence : workspace::question(desk_.exercise)) flow_.put(sentence);
        if (!desk_.solution) return flow_.put("The sheet is being worked out.", Face::body, Tone::dim);
        draw_tickets();
        flow_.skip(px(12));
        draw_chart();
        flow_.skip(px(12));
        draw_buttons();
        draw_verdict();
        if (desk_.solved) draw_solution();
        read_digits();
    }

  private:
    void ask(workspace::Command command) { commands_.push_back(std::move(command)); }
    static ImDrawList* list() { return Flow::list(); }
    const std::vector<ExerciseJob>& jobs() const { return desk_.exercise.jobs; }

    // ---- Which one

    void draw_choice() {
        Box row = flow_.next(px(spacing().control));
        flow_.skip(px(12));
        const ButtonFace leave{"", "Back to the run (Esc)", static_cast<int>(Icon::close)};
        if (button("leave exercise", row.take_right(px(spacing().control)), leave)) ask(workspace::LeaveExercise{});
        row.right -= px(8);
        std::vector<theme::Choice> choices;
        int chosen = 0;
        for (const std::string_view policy : workspace::policies_by_hand()) {
            if (policy == desk_.exercise.policy) chosen = static_cast<int>(choices.size());
            choices.push_back({workspace::policy_in_words(std::string(policy)), "", true, ""});
        }
        const float width = selector_width("Policy", choices[static_cast<std::size_t>(chosen)].label);
        const int picked =
            selector("exercise policy", row.take_left(std::min(width, row.width() * 0.5F)), "Policy", choices, chosen);
        if (picked >= 0) take(std::string(workspace::policies_by_hand()[static_cast<std::size_t>(picked)]), seed());
        row.left += px(12);
        const ButtonFace next{"Another exercise", "The next seed"};
        if (button("next exercise", row.take_right(button_width(next)), next)) take(desk_.exercise.policy, seed() + 1);
        row.right -= px(8);
        draw_seed(row);
    }

    /// The same seed gives the same exercise to everybody.
    void draw_seed(Box row) {
        const float label = text_width("Seed");
        if (row.width() < label + px(70)) return;
        const Box field = row.take_right(std::min(px(90), row.width() - label - px(8)));
        row.right -= px(8);
        draw_text_in(list(), row, {"Seed", Face::body, colour(Tone::dim), Align::right});
        std::string text = fmt::format("{}", seed());
        if (!text_field("exercise seed", field, text, "")) return;
        std::uint64_t typed = 0;
        const auto [rest, failure] = std::from_chars(text.data(), text.data() + text.size(), typed);
        if (failure == std::errc() && rest == text.data() + text.size() && typed < 1'000'000'000)
            take(desk_.exercise.policy, typed);
    }

    std::uint64_t seed() const { return desk_.exercise.seed; }
    void take(const std::string& policy, std::uint64_t seed) { ask(workspace::TakeExercise{policy, seed}); }

    void draw_tickets() {
        if (desk_.solution->draws.empty()) return;
        std::string text = "The tickets that are drawn, where several are ready:";
        for (const std::int64_t ticket : desk_.solution->draws) text += fmt::format(" {}", ticket);
        flow_.put(text + ". They are numbered from 0 on, as their holders became ready.");
    }

    // ---- The chart: a row for each job and one for nobody, a column for each second

    std::size_t seconds() const { return desk_.answers.size(); }
    std::size_t chart_rows() const { return jobs().size() + 1; }
    Holder holder_of(std::size_t row) const { return row < jobs().size() ? Holder(row + 1) : Holder(); }
    bool has_trait() const { return !jobs().front().name.empty(); }

    void draw_chart() {
        Box heads = flow_.next(px(26));
        heads.take_left(px(kNameWidth));
        draw_fact(heads, "arrival", Tone::dim);
        draw_fact(heads, "burst", Tone::dim);
        if (has_trait()) draw_fact(heads, jobs().front().name, Tone::dim);
        Box all = flow_.next(px(kChartRow) * static_cast<float>(chart_rows()));
        for (std::size_t row = 0; row < chart_rows(); ++row) draw_facts(row, row_of(all, row));
        all.left = heads.left;
        second_ = std::min(px(kWidestSecond), all.width() / static_cast<float>(std::max<std::size_t>(seconds(), 1)));
        grid_ = {all.left, all.top, all.left + second_ * static_cast<float>(seconds()), all.bottom};
        draw_grid();
        draw_cells();
        draw_ruler(flow_.next(px(26)));
        take_hand();
    }

    Box row_of(const Box& all, std::size_t row) const {
        const float top = all.top + px(kChartRow) * static_cast<float>(row);
        return {all.left, top, all.right, top + px(kChartRow)};
    }
    Box cell_of(std::size_t row, std::size_t second) const {
        const Box whole = row_of(grid_, row);
        const float left = whole.left + second_ * static_cast<float>(second);
        return {left, whole.top, left + second_, whole.bottom};
    }

    void draw_facts(std::size_t row, Box box) const {
        const Box name = box.take_left(px(kNameWidth));
        const bool is_job = row < jobs().size();
        draw_text_in(list(), name,
                     {is_job ? fmt::format("Job {}", row + 1) : "Nobody", is_job ? Face::strong : Face::body,
                      colour(is_job ? Tone::text : Tone::dim)});
        if (!is_job) return;
        draw_fact(box, fmt::format("{} s", jobs()[row].arrival), Tone::text);
        draw_fact(box, fmt::format("{} s", jobs()[row].burst), Tone::text);
        if (has_trait()) draw_fact(box, fmt::format("{}", jobs()[row].value), Tone::text);
    }
    void draw_fact(Box& row, std::string_view text, Tone tone) const {
        draw_text_in(list(), row.take_left(px(kFactWidth)), {text, Face::body, colour(tone)});
    }

    void draw_grid() const {
        for (std::size_t row = 0; row <= chart_rows(); ++row) {
            const float y = grid_.top + px(kChartRow) * static_cast<float>(row);
            list()->AddLine({grid_.left, y}, {grid_.right, y}, colour(Tone::line));
        }
        for (std::size_t second = 0; second <= seconds(); ++second) {
            const float x = grid_.left + second_ * static_cast<float>(second);
            list()->AddLine({x, grid_.top}, {x, grid_.bottom}, colour(Tone::line));
        }
    }

    void draw_cells() const {
        for (std::size_t second = 0; second < seconds(); ++second) {
            const Answer answer = desk_.solved ? solution_at(second) : desk_.answers[second];
            for (std::size_t row = 0; row < chart_rows(); ++row)
                if (answer.says(holder_of(row))) draw_answer(cell_of(row, second).inset(px(2), px(5)), second);
        }
    }
    std::size_t cores() const { return desk_.exercise.cores; }
    Answer solution_at(std::size_t second) const {
        const Holders& jobs = desk_.solution->chart[second];
        return {jobs, jobs.size() < cores()};
    }

    /// What the reader says has the accent; what is right and what is wrong of it the forms of outcomes.
    void draw_answer(const Box& box, std::size_t second) const {
        const bool judged = desk_.verdict && second < desk_.verdict->judged;
        const bool wrong = judged && !desk_.verdict->right && second + 1 == desk_.verdict->judged;
        if (wrong)
            draw_span(list(), box, Form::blocked);
        else if (judged || desk_.solved)
            draw_span(list(), box, Form::running);
        else
            list()->AddRectFilled(top_left(box), bottom_right(box), colour(Tone::accent), px(3));
    }

    void draw_ruler(const Box& box) const {
        std::size_t each = 1;
        while (second_ * static_cast<float>(each) < px(kLeastLabel)) ++each;
        for (std::size_t second = 0; second <= seconds(); second += each)
            draw_text(list(), {grid_.left + second_ * static_cast<float>(second), box.centre().y},
                      {fmt::format("{}", second), Face::body, colour(Tone::dim), Align::centre});
    }

    // ---- Filling it

    /// A stretch of one row is filled as it is dragged over; begun in what is filled, it is taken back.
    void take_hand() {
        if (desk_.solved || grid_.empty()) return;
        ChartDrag& drag = remembered<ChartDrag>("exercise drag");
        const Touch touched = touch("chart", grid_);
        if (!touched.held) {
            drag.on = false;
            return;
        }
        const ImVec2 mouse = ImGui::GetIO().MousePos;
        const auto place = [](float at, float size, std::size_t count) {
            return std::min(static_cast<std::size_t>(std::max(0.0F, at / size)), count - 1);
        };
        const std::size_t second = place(mouse.x - grid_.left, second_, seconds());
        if (!drag.on) {
            const std::size_t row = place(mouse.y - grid_.top, px(kChartRow), chart_rows());
            drag = {true, desk_.answers[second].says(holder_of(row)), row, second, seconds()};
        }
        if (second == drag.last) return;
        drag.last = second;
        ask(workspace::FillChart{holder_of(drag.row), std::min(drag.from, second), std::max(drag.from, second) + 1,
                                 drag.erases});
    }

    /// The first second that is not said whole; a digit names a job of it, N that nobody else has a core, and Backspace
    /// takes back what was said last.
    void read_digits() {
        if (ImGui::GetIO().WantTextInput || compat::control_down() || desk_.solved) return;
        const auto open = std::find_if(desk_.answers.begin(), desk_.answers.end(),
                                       [this](const Answer& answer) { return !answer.is_whole(cores()); });
        const auto second = static_cast<std::size_t>(open - desk_.answers.begin());
        const bool has_begun = second < seconds() && !open->is_empty();
        if (compat::key_pressed(compat::Key::backspace) && (has_begun || second > 0))
            return ask(workspace::ClearSecond{has_begun ? second : second - 1});
        for (std::size_t row = 0; row < chart_rows() && second < seconds(); ++row) {
            const char key = row < jobs().size() ? static_cast<char>('1' + row) : 'N';
            if (compat::key_pressed(compat::key_of(key), false))
                ask(workspace::FillChart{holder_of(row), second, second + 1});
        }
    }

    // ---- What is said of it

    void draw_buttons() {
        ChipRows row(flow_.here(), px(spacing().control), px(8), px(6));
        const auto pressed = [&row](std::string_view name, const ButtonFace& face) {
            return button(name, row.next(button_width(face)), face);
        };
        if (pressed("check chart", {"Check", "Checks what is filled in: shows the first mistake, and why (Enter)", -1,
                                    ButtonKind::primary, !desk_.solved}) ||
            (compat::key_pressed(compat::Key::enter, false) && !ImGui::GetIO().WantTextInput))
            ask(workspace::CheckChart{});
        if (pressed("check each second", {"Each second", "Checks as you fill",
                                          desk_.each_second ? static_cast<int>(Icon::check) : -1, ButtonKind::plain}))
            ask(workspace::CheckEachSecond{!desk_.each_second});
        if (pressed("solution", {desk_.solved ? "My chart" : "Solution", "The whole chart, and why"}))
            ask(workspace::ShowSolution{!desk_.solved});
        if (pressed(
                "save exercise",
                {"Page", desk_.solved ? "A page to print, with the solution" : "A page to print, with an empty chart",
                 static_cast<int>(Icon::save)}))
            ask(workspace::SaveExercise{"", desk_.solved});
        if (pressed("study exercise", {"Step through it", "The run of this sheet, decision by decision"}))
            ask(workspace::StudyExercise{});
        flow_.skip(row.used());
    }

    void draw_verdict() {
        if (!desk_.verdict || desk_.solved) return;
        flow_.skip(px(10));
        const bool right = desk_.verdict->right;
        if (right && desk_.verdict->complete)
            flow_.put(desk_.verdict->text, Face::strong, Tone::running);
        else
            flow_.put(desk_.verdict->text, right ? Face::body : Face::strong);
    }

    void draw_solution() {
        flow_.skip(px(10));
        for (const workspace::SolvedDecision& decision : desk_.solution->decisions)
            flow_.put(fmt::format("At {}, {}", short_time(decision.choice.at.time_since_epoch()), decision.words));
        const SchedulingFigures means = scheduling_figures(desk_.run->metrics());
        flow_.skip(px(8));
        flow_.put(fmt::format("Means: response {:.4g} s, turnaround {:.4g} s, wait {:.4g} s.", means.response_s,
                              means.turnaround_s, means.wait_s),
                  Face::strong);
    }

    const Workspace& workspace_;
    Commands& commands_;
    const ExerciseDesk& desk_;
    Flow& flow_;
    Box grid_;
    float second_ = 0;  ///< how wide it is
};

}  // namespace

void draw_exercise(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("exercise", box);
    ScrollArea area("exercise content", panel.inside());
    Flow flow(area.content());
    ExercisePane(workspace, commands, flow).draw();
    area.ends_after(flow.used() + px(8));
}

}  // namespace simul::panels
