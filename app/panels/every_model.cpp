// The same story on every model, one row each on one time axis, the shortest first.
#include <algorithm>
#include <vector>

#include "app/layout/lane_rectangles.h"
#include "app/panels/panels.h"
#include "app/theme/forms.h"
#include "app/theme/widgets.h"
#include "app/workspace/model_words.h"
#include "engine/analysis/time_words.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::OpenRun, workspace::about, workspace::python_of, workspace::title_of;

struct Row {
    const OpenRun* run = nullptr;  ///< null: it has not begun
    std::size_t place = 0;         ///< among those that are compared
    Model model{};
    Duration makespan{0};
    Outcome outcome{};
};

/// Runs that have ended, the shortest first; then the one that is live; then those to come.
std::vector<Row> rows_of(const workspace::OpenStory& story) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < story.comparison->runs.size(); ++i) {
        const OpenRun* const run = story.comparison->runs[i].get();
        const Metrics& metrics = run->metrics();
        const Duration makespan = (run->live() ? run->end() : metrics.makespan).time_since_epoch();
        rows.push_back({run, i, run->settings().model.value_or(Model::threads), makespan,
                        metrics.outcome.value_or(run->ending().outcome)});
    }
    std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) {
        return a.run->live() != b.run->live() ? b.run->live() : a.makespan < b.makespan;
    });
    for (const Settings& settings : story.comparison->to_come)
        rows.push_back({nullptr, 0, settings.model.value_or(Model::threads), Duration{0}, {}});
    return rows;
}

/// In the two largest units that say something: "12 h", "1 h 55 s".
std::string makespan_words(const Row& row) {
    if (row.run == nullptr) return "to come";
    if (row.outcome == Outcome::deadlock && !row.run->live()) return "deadlock";
    return axis_time(row.makespan);
}

class EveryModel {
  public:
    EveryModel(const Workspace& workspace, Commands& commands, Box inside, ImDrawList* list)
        : commands_(commands), story_(*workspace.story), rows_(rows_of(story_)), box_(inside), list_(list) {
        for (const Row& row : rows_) longest_ = std::max(longest_, row.makespan);
    }

    void draw() {
        draw_heading();
        const float ruler = px(28), height = box_.height() - ruler - px(8);
        const float row_height = std::min(px(124), height / static_cast<float>(std::max<std::size_t>(rows_.size(), 1)));
        const float labels = std::min(px(190), box_.width() * 0.3F), figures = px(setting().compact ? 120 : 200);
        axis_ = {Time{}, Time{std::max(longest_, Duration{1})}, box_.left + labels, box_.right - figures};
        Box rest = box_;
        draw_ruler(rest.take_top(ruler), static_cast<float>(rows_.size()) * row_height);
        for (const Row& row : rows_) draw_row(row, rest.take_top(row_height));
    }

  private:
    void draw_heading() {
        Box row = box_.take_top(px(36));
        const ButtonFace close{"", "Back to one run (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet};
        if (button("close all models", row.take_right(px(36)), close))
            commands_.push_back(workspace::CloseComparison{});
        const std::string_view clock = name_of(story_.settings.clock);
        draw_text_in(list_, row, {"All models", Face::strong});
        row.left += text_width("All models", Face::strong) + px(16);
        draw_text_in(
            list_, row,
            {std::string("one story, one time axis, ") + std::string(clock) + " clock", Face::body, colour(Tone::dim)});
        box_.top += px(8);
    }

    void draw_ruler(const Box& box, float height) {
        const Duration whole = axis_.length();
        for (const layout::Tick& tick : layout::ticks(axis_, whole, text_width("0"))) {
            list_->AddLine({tick.x, box.bottom}, {tick.x, box.bottom + height}, colour(Tone::line));
            const float half = text_width(tick.label) / 2;
            if (tick.x + half > box_.right) continue;
            draw_text(list_, {std::max(tick.x, axis_.left), box.centre().y},
                      {tick.label, Face::body, colour(Tone::dim), Align::centre});
        }
    }

    void draw_row(const Row& row, const Box& box) {
        const Touch touched = touch("model " + std::string(name_of(row.model)), box.inset(0, px(2)));
        if (touched.hovered && row.run != nullptr) {
            list_->AddRectFilled(top_left(box), bottom_right(box), mixed(Tone::panel, Tone::accent, 0.08F), px(6));
            tooltip(std::string(title_of(row.model)) + "\n" + std::string(about(row.model)) +
                    "\nClick to see this run.");
        }
        if (touched.clicked && row.run != nullptr) commands_.push_back(workspace::ShowCompared{row.place});
        draw_label(row, {box.left + px(4), box.top, axis_.left - px(12), box.bottom});
        const Tone tone = row.run == nullptr                                    ? Tone::dim
                          : row.outcome == Outcome::finished || row.run->live() ? Tone::text
                                                                                : Tone::blocked;
        const Box figure{axis_.right + px(10), box.top, box_.right, box.bottom};
        draw_text_in(list_, figure,
                     {makespan_words(row), row.run == nullptr ? Face::body : Face::figure, colour(tone)});
        if (row.run != nullptr) draw_cores(*row.run, {axis_.left, box.top, axis_.right, box.bottom});
    }

    void draw_label(const Row& row, const Box& box) const {
        const float middle = box.centre().y, line = line_height(Face::body);
        const bool two = box.height() >= 2 * line;
        const float up = two ? line / 2 : 0;
        draw_text_in(list_, {box.left, middle - up - line / 2, box.right, middle - up + line / 2},
                     {title_of(row.model), Face::strong});
        if (two)
            draw_text_in(list_, {box.left, middle, box.right, middle + line},
                         {python_of(row.model), Face::body, colour(Tone::dim)});
    }

    /// A thin lane for each core that ran something, and beneath them how far the run went.
    void draw_cores(const OpenRun& run, const Box& box) {
        std::vector<CoreId> used;
        for (const CoreFigures& core : run.metrics().cores)
            if (core.busy > Duration{0}) used.push_back(core.core);
        if (used.size() > kMostLanes) used.resize(kMostLanes);
        const float room = box.height() - px(20), most = px(22);
        const float height = std::min(most, room / static_cast<float>(std::max<std::size_t>(used.size(), 1)));
        float y = box.centre().y - height * static_cast<float>(used.size()) / 2 - px(1);
        for (const CoreId core : used) {
            draw_lane(run, core, {box.left, y, box.right, y + height - 1});
            y += height;
        }
        const float end = axis_.x_of(Time{(run.live() ? run.end() : run.metrics().makespan).time_since_epoch()});
        list_->AddRectFilled({axis_.left, y + px(3)}, {std::max(end, axis_.left + 1), y + px(5)},
                             colour(Tone::waiting));
    }

    void draw_lane(const OpenRun& run, CoreId core, const Box& box) {
        layout::lay_out_lane(run.timeline().of_core(core).lane(), axis_, run.end(), rectangles_);
        for (const layout::LaneRectangle& part : rectangles_) {
            if (part.state != SpanState::running) continue;
            const float strength = static_cast<float>(part.share) / layout::LaneRectangle::kWholeShare;
            const float right = std::max(part.right - (part.several ? 0.0F : 0.5F), part.left + 1);
            list_->AddRectFilled({part.left, box.top}, {right, box.bottom},
                                 mixed(Tone::panel, Tone::running, strength));
        }
    }

    static constexpr std::size_t kMostLanes = 4;

    Commands& commands_;
    const workspace::OpenStory& story_;
    std::vector<Row> rows_;
    Box box_;
    ImDrawList* list_;
    Duration longest_{0};
    layout::TimeAxis axis_;
    std::vector<layout::LaneRectangle> rectangles_;
};

}  // namespace

void draw_comparison(const Workspace& workspace, Commands& commands, Box box) {
    const bool of_models = workspace.story->comparison->of == workspace::SideBySide::Of::models;
    (of_models ? draw_every_model : draw_compared_policies)(workspace, commands, box);
}

void draw_every_model(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("every model", box);
    EveryModel(workspace, commands, panel.inside(), panel.list()).draw();
}

}  // namespace simul::panels
