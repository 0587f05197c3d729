// The same story under several policies: the Gantt charts on one axis, a table with the best of each column marked,
// and, where this computer's kernel is among them, how its run differs. What `simul compare` prints, to be looked at.
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "app/layout/lane_rectangles.h"
#include "app/panels/chips.h"
#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"
#include "app/workspace/comparison.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/what_differs.h"
#include "engine/base/kernel_policies.h"
#include "engine/run/policies/policies.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::OpenRun;

constexpr std::size_t kMostChartLanes = 8;
constexpr float kLane = 26, kChip = 30, kTableRow = 28;  ///< units of design

std::string title_of(const std::string& policy) {
    if (const KernelPolicyEntry* entry = kernel_policy_named(policy)) return fmt::format("Linux, {}", entry->in_kernel);
    return workspace::policy_in_words(policy);
}

/// The list of policies says what each does, and where it was published.
std::string tip_of(const std::string& policy) {
    if (const KernelPolicyEntry* entry = kernel_policy_named(policy))
        return fmt::format("{}\nThe tasks run for real, and this computer's kernel schedules them.", entry->in_kernel);
    const PolicyEntry* entry = policy_named(policy);
    if (!entry) return title_of(policy) + "\nwritten in Lua";
    return fmt::format("{}\n{}\n{}", entry->title, entry->sentence, entry->source);
}

/// A run that has ended well enough to be compared.
struct ComparedRow {
    std::string policy;
    const OpenRun* run = nullptr;  ///< null: it has not begun
    std::size_t place = 0;         ///< among those that are compared
    bool has_figures() const { return run != nullptr && !run->live() && run->metrics().events > 0; }
};

std::vector<ComparedRow> compared_rows_of(const Workspace& workspace) {
    const workspace::SideBySide& comparison = *workspace.story->comparison;
    std::vector<ComparedRow> rows;
    for (std::size_t i = 0; i < comparison.runs.size(); ++i)
        rows.push_back({comparison.runs[i]->settings().policy.value_or(""), comparison.runs[i].get(), i});
    for (const Settings& settings : comparison.to_come) rows.push_back({settings.policy.value_or(""), nullptr, 0});
    return rows;
}

/// Of the runs that have ended: worked out once.
struct Figures {
    std::pair<std::uint32_t, std::size_t> of{};  ///< which comparison, and how many runs of it
    std::vector<PolicyRun> runs;
    std::vector<std::string> differences;
};

class ComparedPolicies {
  public:
    ComparedPolicies(const Workspace& workspace, Commands& commands, const Box& content)
        : workspace_(workspace), commands_(commands), rows_(compared_rows_of(workspace)), flow_(content) {
        for (const ComparedRow& row : rows_)
            if (row.has_figures()) longest_ = std::max(longest_, row.run->metrics().makespan.time_since_epoch());
        compare();
    }

    /// Answers how high it is.
    float draw() {
        draw_policies();
        draw_charts();
        if (!compared_.empty()) draw_table();
        for (const std::string& sentence : memory().differences) {
            flow_.skip(px(8));
            flow_.put(sentence);
        }
        return flow_.used();
    }

  private:
    static ImDrawList* list() { return Flow::list(); }
    static Figures& memory() { return remembered<Figures>("compared policies"); }

    void compare() {
        const auto ended = static_cast<std::size_t>(
            std::count_if(rows_.begin(), rows_.end(), [](const ComparedRow& row) { return row.has_figures(); }));
        const std::pair now(workspace_.story->comparison->edition, ended);
        if (std::exchange(memory().of, now) != now) memory() = figures_of(now);
        compared_ = memory().runs;
    }

    Figures figures_of(const std::pair<std::uint32_t, std::size_t>& now) const {
        Figures figures;
        figures.of = now;
        for (const ComparedRow& row : rows_)
            if (row.has_figures())
                figures.runs.push_back({row.policy, &row.run->trace(), &row.run->metrics(),
                                        scheduling_figures(row.run->metrics()),
                                        row.run->ending().stolen_s.value_or(0)});
        figures.differences = differences_from_kernel(figures.runs);
        return figures;
    }

    // ---- Which are compared.

    void draw_policies() {
        const auto& chosen = workspace_.story->compared_policies;
        ChipRows chips(flow_.here(), px(kChip), px(4), px(4));
        for (const std::string& policy : workspace::policies_to_compare(workspace_)) {
            const std::string title = title_of(policy), tip = tip_of(policy);
            const bool on = chosen.count(policy) > 0;
            const ButtonFace face{title, tip, on ? static_cast<int>(Icon::check) : -1,
                                  on ? ButtonKind::plain : ButtonKind::quiet};
            if (button("compare " + policy, chips.next(button_width(face)), face))
                commands_.push_back(workspace::ToggleCompared{policy});
        }
        flow_.skip(chips.used() + px(12));
    }

    // ---- Charts on one axis.

    void draw_charts() {
        const Box whole = flow_.next(px(24));
        labels_ = 0;
        for (const ComparedRow& row : rows_)
            labels_ = std::max(labels_, text_width(title_of(row.policy), Face::strong));
        labels_ = std::min(labels_ + px(16), whole.width() * 0.36F);
        axis_ = {Time{}, Time{std::max(longest_, Duration{1})}, whole.left + labels_, whole.right - px(8)};
        float height = 0;
        for (const ComparedRow& row : rows_) height += height_of(row);
        draw_ruler(whole, height);
        for (const ComparedRow& row : rows_) draw_chart(row, flow_.next(height_of(row)));
        flow_.skip(px(12));
    }

    static std::vector<CoreId> used_cores(const ComparedRow& row) {
        std::vector<CoreId> used;
        if (row.run == nullptr) return used;
        for (const CoreFigures& core : row.run->metrics().cores)
            if (core.busy > Duration{0} && used.size() < kMostChartLanes) used.push_back(core.core);
        return used;
    }
    static float height_of(const ComparedRow& row) {
        return px(kLane) * static_cast<float>(std::max<std::size_t>(used_cores(row).size(), 1)) + px(10);
    }

    void draw_ruler(const Box& box, float height) {
        for (const layout::Tick& tick : layout::ticks(axis_, axis_.length(), text_width("0"))) {
            list()->AddLine({tick.x, box.bottom}, {tick.x, box.bottom + height}, colour(Tone::line));
            const float half = text_width(tick.label) / 2;
            if (tick.x + half > box.right) continue;
            draw_text(list(), {std::max(tick.x, axis_.left + half), box.centre().y},
                      {tick.label, Face::body, colour(Tone::dim), Align::centre});
        }
    }

    void draw_chart(const ComparedRow& row, const Box& box) {
        press_to_open(row, box, "chart of ");
        const Box label{box.left + px(4), box.top, box.left + labels_ - px(8), box.bottom};
        draw_text_in(list(), label, {title_of(row.policy), Face::strong});
        const std::vector<CoreId> cores = used_cores(row);
        if (cores.empty()) {
            const bool refused = row.run != nullptr && !row.run->live();
            const std::string_view words = refused ? "refused" : row.run == nullptr ? "to come" : "runs";
            return (void)draw_text_in(list(), {axis_.left + px(4), box.top, axis_.right, box.bottom},
                                      {words, Face::body, colour(refused ? Tone::blocked : Tone::dim)});
        }
        float top = box.top + px(5);
        for (const CoreId core : cores) {
            draw_lane(*row.run, core, {axis_.left, top, axis_.right, top + px(kLane) - px(3)});
            top += px(kLane);
        }
    }

    void draw_lane(const OpenRun& run, CoreId core, const Box& box) {
        const Spans spans = run.timeline().of_core(core);
        layout::lay_out_lane(spans.lane(), axis_, run.end(), rectangles_);
        for (const layout::LaneRectangle& part : rectangles_) {
            if (part.state != SpanState::running) continue;
            const float strength = static_cast<float>(part.share) / layout::LaneRectangle::kWholeShare;
            const Box piece{part.left, box.top, std::max(part.right - (part.several ? 0.0F : 1.0F), part.left + 1),
                            box.bottom};
            list()->AddRectFilled(top_left(piece), bottom_right(piece), mixed(Tone::panel, Tone::running, strength));
            if (part.several) continue;
            const std::string label = run.names().short_name_of(spans[part.first].task);
            if (label.empty() || text_width(label) + px(4) > piece.width()) continue;
            draw_text(list(), piece.centre(), {label, Face::body, colour(Tone::on_running), Align::centre});
        }
    }

    // ---- The figures.

    /// Where no task has a deadline, none is missed.
    bool is_told(const ComparedColumn& column) const {
        return column.json != "missed_deadlines" ||
               std::any_of(compared_.begin(), compared_.end(), [](const PolicyRun& run) {
                   return std::any_of(run.metrics->tasks.begin(), run.metrics->tasks.end(),
                                      [](const TaskFigures& task) { return task.deadline.has_value(); });
               });
    }

    void draw_table() {
        const Box heads = flow_.next(px(kTableRow));
        const float width = text_width("throughput") + px(12);
        std::vector<const ComparedColumn*> columns;
        for (const ComparedColumn& column : compared_columns())
            if (is_told(column) && labels_ + width * static_cast<float>(columns.size() + 1) <= heads.width())
                columns.push_back(&column);
        float right = heads.left + labels_;
        for (const ComparedColumn* column : columns)
            draw_text_in(list(), {right, heads.top, right += width, heads.bottom},
                         {column->title, Face::body, colour(Tone::dim), Align::right});
        list()->AddLine({heads.left, heads.bottom}, {right, heads.bottom}, colour(Tone::line));
        for (const PolicyRun& run : compared_) draw_figures(run, columns, width, flow_.next(px(kTableRow)));
        flow_.skip(px(4));
        flow_.put("Means of all tasks that ran, in seconds; * the best of its column.", Face::body, Tone::dim);
    }

    void draw_figures(const PolicyRun& run, const std::vector<const ComparedColumn*>& columns, float width,
                      const Box& box) {
        for (const ComparedRow& row : rows_)
            if (row.run != nullptr && &row.run->trace() == run.trace) press_to_open(row, box, "figures of ");
        draw_text_in(list(), {box.left + px(4), box.top, box.left + labels_ - px(8), box.bottom},
                     {title_of(run.policy), Face::body});
        float left = box.left + labels_;
        for (const ComparedColumn* column : columns) {
            const double figure = column->figure(run);
            const bool best = figure == best_of(*column, compared_);
            const std::string text = fmt::format("{:.4g}", figure);
            const float star = text_width("*", Face::strong);
            if (best)
                draw_text_in(list(), {left + width - star, box.top, left + width + 1, box.bottom},
                             {"*", Face::strong, colour(Tone::running), Align::right});
            draw_text_in(list(), {left, box.top, left + width - star, box.bottom},
                         {text, best ? Face::strong : Face::body, 0, Align::right});
            left += width;
        }
    }

    void press_to_open(const ComparedRow& row, const Box& box, const std::string& what) {
        if (row.run == nullptr) return;
        const Touch touched = touch(what + row.policy, box);
        if (touched.hovered) {
            list()->AddRectFilled(top_left(box), bottom_right(box), mixed(Tone::panel, Tone::accent, 0.08F), px(6));
            tooltip(tip_of(row.policy) + "\nClick to see this run.");
        }
        if (touched.clicked) commands_.push_back(workspace::ShowCompared{row.place});
    }

    const Workspace& workspace_;
    Commands& commands_;
    const std::vector<ComparedRow> rows_;
    std::vector<PolicyRun> compared_;
    Flow flow_;
    Duration longest_{0};
    float labels_ = 0;
    layout::TimeAxis axis_;
    std::vector<layout::LaneRectangle> rectangles_;
};

void draw_heading_of_policies(const Workspace& workspace, Commands& commands, Box row) {
    const ButtonFace close{"", "Back to one run (Esc)", static_cast<int>(Icon::close), ButtonKind::quiet};
    if (button("close comparison", row.take_right(px(36)), close)) commands.push_back(workspace::CloseComparison{});
    const std::string cores = std::to_string(workspace.cores());
    draw_text_in(Flow::list(), row, {"Policies compared", Face::strong});
    row.left += text_width("Policies compared", Face::strong) + px(16);
    draw_text_in(
        Flow::list(), row,
        {fmt::format("one time axis, {} {}", cores, cores == "1" ? "core" : "cores"), Face::body, colour(Tone::dim)});
}

}  // namespace

void draw_compared_policies(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("compared policies", box);
    Box inside = panel.inside();
    draw_heading_of_policies(workspace, commands, inside.take_top(px(36)));
    inside.top += px(8);
    ScrollArea area("compared policies", inside);
    area.ends_after(ComparedPolicies(workspace, commands, area.content()).draw());
}

}  // namespace simul::panels
