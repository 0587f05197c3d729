// What comes of all orders in which a story's operations can be done: a bar for each result, those that fail first.
// Pressed, its shortest example opens as a branch.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "app/panels/challenge.h"
#include "app/panels/flow.h"
#include "app/panels/panels.h"
#include "app/theme/forms.h"
#include "app/theme/scroll_area.h"
#include "app/workspace/model_words.h"
#include "engine/analysis/share_words.h"
#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::ExplorationReport, workspace::ReportedFinding, workspace::ReportedResult, workspace::SearchKind;

constexpr float kResultRow = 46, kBar = 10, kCount = 84, kShare = 76;  ///< units of design
constexpr std::size_t kRuns[] = {100, 1'000, 10'000, 100'000};
constexpr int kMostLines = 4;   ///< of a finding
constexpr int kMostFaults = 3;  ///< of a kind that can be chosen here; `explore --faults` takes any number

class OrdersPane {
  public:
    OrdersPane(const Workspace& workspace, Commands& commands, Flow& flow, Box view)
        : workspace_(workspace),
          commands_(commands),
          flow_(flow),
          view_(view),
          exploring_(workspace.story->exploring),
          outdated_(workspace::is_outdated(workspace)) {}

    void draw() {
        draw_button();
        if (!exploring_.study) draw_search();
        flow_.skip(px(10));
        if (exploring_.study)
            draw_progress();
        else if (!exploring_.error.empty())
            flow_.put(printable(exploring_.error), Face::body, Tone::blocked);
        else if (exploring_.report)
            draw_report(*exploring_.report);
        else
            draw_promise();
    }

  private:
    /// Beside what stands in the row already, or in the next where there is no room.
    Box place(float width) {
        if (row_.width() < width) {
            if (row_.height() > 0) flow_.skip(px(8));
            row_ = flow_.next(px(spacing().control));
        }
        const Box box = row_.take_left(std::min(width, row_.width()));
        row_.left += px(8);
        return box;
    }

    void draw_button() {
        if (exploring_.study) {
            const ButtonFace face{"Stop", "What was found so far is kept (E)", static_cast<int>(Icon::stop)};
            if (button("stop exploring", place(button_width(face)), face))
                commands_.push_back(workspace::StopExploring{});
            return;
        }
        const bool wanted = !exploring_.report || outdated_;
        const std::string label = what_to_try();
        const ButtonFace face{label, "One operation after another, in simulated time (E)",
                              static_cast<int>(Icon::compare), wanted ? ButtonKind::primary : ButtonKind::plain};
        if (button("explore", place(button_width(face)), face)) commands_.push_back(workspace::Explore{});
    }

    std::string what_to_try() const {
        if (exploring_.search == SearchKind::all) return "Try all orders";
        if (exploring_.search == SearchKind::reduced) return "Try each class";
        return fmt::format("Try {}", plural(exploring_.runs, "order"));
    }

    void draw_search() {
        const std::vector<theme::Choice> kinds = {
            {"All", "each order once", true, ""},
            {"Each class", "one of those that differ only in independent steps", true, ""},
            {"At random", "some of them", true, ""},
            {"By priority", "PCT: finds rare ones sooner", true, ""}};
        const int kind = static_cast<int>(exploring_.search);
        const Box box = place(selector_width("Orders", kinds[static_cast<std::size_t>(kind)].label));
        const int picked = selector("search", box, "Orders", kinds, kind);
        if (picked >= 0) commands_.push_back(workspace::ChooseSearch{static_cast<SearchKind>(picked), exploring_.runs});
        if (workspace::makes_some_runs(exploring_.search)) draw_runs();
        if (waits_at_conditions()) draw_wakeups();
        if (!workspace_.story->description.nodes.empty()) draw_faults();
        if (has_plain_variable()) draw_memory();
    }

    bool waits_at_conditions() const {
        const std::vector<ResourceDeclaration>& all = workspace_.story->description.resources;
        return std::any_of(all.begin(), all.end(),
                           [](const ResourceDeclaration& it) { return it.kind == ResourceKind::condition; });
    }

    bool has_plain_variable() const {
        const std::vector<ResourceDeclaration>& all = workspace_.story->description.resources;
        return workspace_.story->description.nodes.empty() &&
               std::any_of(all.begin(), all.end(), [](const ResourceDeclaration& it) {
                   return it.kind == ResourceKind::variable && !it.atomic;
               });
    }

    void draw_memory() {
        const std::vector<theme::Choice> kinds = {
            {"At once", "sequentially consistent: one memory, one operation after another", true, ""},
            {"Late", "TSO: a store waits in the store buffer of its task first, as on x86-64", true, ""}};
        const int now = static_cast<int>(exploring_.memory);
        const Box box = place(selector_width("Others see a store", kinds[static_cast<std::size_t>(now)].label));
        const int picked = selector("memory", box, "Others see a store", kinds, now);
        if (picked >= 0) commands_.push_back(workspace::ChooseMemory{static_cast<MemoryOrder>(picked)});
    }

    /// Only --search all has an end when waiters wake without cause.
    void draw_wakeups() {
        const bool reduced = exploring_.search == SearchKind::reduced;
        const std::vector<theme::Choice> kinds = {
            {"Longest waiter", "as in Python", true, ""},
            {"Any waiter", "as POSIX and Java may", true, ""},
            {"Without cause", "a waiter may wake at any time, as in POSIX and Java", !reduced,
             "One order of each class has no end then: choose All"}};
        const int now = static_cast<int>(exploring_.wakeups);
        const Box box = place(selector_width("Notify wakes", kinds[static_cast<std::size_t>(now)].label));
        const int picked = selector("wakeups", box, "Notify wakes", kinds, now);
        if (picked >= 0) commands_.push_back(workspace::ChooseWakeups{static_cast<Wakeups>(picked)});
    }

    /// Of several machines: how many of each kind one order may have. (Of what breaks down only --search all has an
    /// end.)
    void draw_faults() {
        const bool reduced = exploring_.search == SearchKind::reduced;
        FaultBounds bounds = exploring_.faults;
        bool changed = choose_bound("Messages lost or doubled", bounds.messages, false);
        changed = choose_bound("Crashes", bounds.crashes, reduced) || changed;
        changed = choose_bound("Links cut", bounds.cuts, reduced) || changed;
        if (changed) commands_.push_back(workspace::ChooseFaults{bounds});
    }

    bool choose_bound(std::string_view label, std::uint8_t& bound, bool refused) {
        std::vector<theme::Choice> numbers = {{"None", "", true, ""}};
        for (int number = 1; number <= kMostFaults; ++number)
            numbers.push_back({fmt::format("Up to {}", number), "in one order", !refused,
                               "With those, one order of each class is not enough: choose All"});
        const Box box = place(selector_width(label, numbers[bound].label));
        const int picked = selector(label, box, label, numbers, bound);
        if (picked < 0) return false;
        bound = static_cast<std::uint8_t>(picked);
        return true;
    }

    void draw_runs() {
        std::vector<theme::Choice> numbers;
        for (const std::size_t number : kRuns) numbers.push_back({grouped(number), "", true, ""});
        const auto now = std::find(std::begin(kRuns), std::end(kRuns), exploring_.runs) - std::begin(kRuns);
        const std::string value = grouped(exploring_.runs);
        const std::string_view label = selector_width("Runs", value) <= row_.width() ? "Runs" : "";
        const int picked =
            selector("search runs", place(selector_width(label, value)), label, numbers, static_cast<int>(now));
        if (picked >= 0)
            commands_.push_back(workspace::ChooseSearch{exploring_.search, kRuns[static_cast<std::size_t>(picked)]});
    }

    void draw_promise() {
        flow_.put("Every order in which the tasks can do their operations is tried, and counted by what comes of it.",
                  Face::body, Tone::dim);
        flow_.skip(px(6));
        flow_.put("Each result has an example: the shortest way there, to be stepped through.", Face::body, Tone::dim);
    }

    void draw_progress() {
        const std::string seconds = fmt::format("{:.0f} s", std::floor(exploring_.seconds));
        flow_.heading(exploring_.study->stopping() ? "Finishing" : "Orders are being tried", seconds);
        flow_.put("You can use everything else in the meantime.", Face::body, Tone::dim);
    }

    void draw_report(const ExplorationReport& report) {
        if (outdated_) {
            flow_.put("The settings have changed: these are the results of the previous settings.", Face::body,
                      Tone::ready);
            flow_.skip(px(6));
        }
        if (report.judgement) {
            draw_judgement(workspace_, commands_, flow_);
            flow_.rule();
        }
        flow_.put(workspace::verdict_in_words(report), Face::strong);
        if (const ReportedResult* failing = workspace::shortest_that_fails(report))
            flow_.put(fmt::format("The shortest that fails has {}.", workspace::length_in_words(failing->example)));
        flow_.skip(px(4));
        flow_.put(covered(report), Face::body, Tone::dim);
        if (report.wakeups != name_of(Wakeups::fifo))
            flow_.put(report.wakeups == name_of(Wakeups::any)
                          ? "Notify wakes any waiter."
                          : "Notify wakes any waiter, and waiters wake without cause.",
                      Face::body, Tone::dim);
        if (!report.memory.empty()) {
            const std::string why = workspace::why_no_store_is_late(report);
            flow_.put(why.empty() ? "Stores wait in store buffers (TSO)." : why, Face::body, Tone::dim);
        }
        if (!report.faults.empty()) flow_.put(workspace::faults_allowed_in_words(report), Face::body, Tone::dim);
        flow_.rule();
        for (std::size_t i = 0; i < report.results.size(); ++i) draw_result_row(report, i);
        if (report.findings.empty()) return;
        flow_.rule();
        for (std::size_t i = 0; i < report.findings.size(); ++i) draw_finding(report, i);
    }

    static std::string covered(const ExplorationReport& report) {
        const std::string states = plural(report.distinct_states, "state");
        if (report.complete && report.search == SearchKind::reduced)
            return fmt::format("One order of each class was run: {} at the end.", states);
        const std::string rounds =
            report.goes_round ? " Orders that differ only in how they come back to a state count as one." : "";
        if (report.complete) return fmt::format("All are covered: {}.{}", states, rounds);
        return fmt::format("Covered so far: {}; {}. Shares are of what was tried: {}.{}", states, report.left_off,
                           workspace::all_in_short_words(report), rounds);
    }

    void draw_result_row(const ExplorationReport& report, std::size_t index) {
        const Box row = flow_.next(px(kResultRow));
        flow_.skip(px(4));
        if (row.bottom < view_.top || row.top > view_.bottom) return;
        const ReportedResult& result = report.results[index];
        const Touch touched = touch(fmt::format("result {}", index + 1), row);
        draw_ground(row, touched.hovered, is_shown(result.example));
        Box line = row.inset(px(8), px(2));
        const Box bar = line.take_bottom(px(kBar + 4)).inset(0, px(2));
        draw_words(line, result, share_in_figures(result.count, report.interleavings, 0));
        draw_bar(bar, result);
        if (touched.hovered) tooltip(about(report, result));
        if (touched.clicked) commands_.push_back(workspace::ShowExample{index});
    }

    static void draw_ground(const Box& row, bool hovered, bool shown) {
        if (!hovered && !shown) return;
        Flow::list()->AddRectFilled(top_left(row), bottom_right(row),
                                    mixed(hovered ? Tone::raised : Tone::panel, Tone::accent, 0.14F), px(6));
    }

    static void draw_words(Box line, const ReportedResult& result, const std::string& share) {
        const ImU32 ink = colour(result.fails ? Tone::blocked : Tone::text);
        draw_text_in(Flow::list(), line.take_right(px(kShare)), {share, Face::strong, 0, Align::right});
        const std::string count = workspace::short_words(result.count);
        const float width = std::max(px(kCount), text_width(count) + 1);  // a figure is never cut
        draw_text_in(Flow::list(), line.take_right(width), {count, Face::body, colour(Tone::dim), Align::right});
        line.right -= px(8);
        draw_text_in(Flow::list(), line, {printable(workspace::short_words(result)), Face::strong, ink});
    }

    static void draw_bar(const Box& track, const ReportedResult& result) {
        Flow::list()->AddRectFilled(top_left(track), bottom_right(track), mixed(Tone::panel, Tone::line, 0.4F), px(2));
        const float least = px(3), width = track.width() * static_cast<float>(std::clamp(result.share, 0.0, 1.0));
        const Box bar{track.left, track.top, track.left + std::max(least, width), track.bottom};
        draw_span(Flow::list(), bar, result.fails ? Form::blocked : Form::running);
    }

    std::string about(const ExplorationReport& report, const ReportedResult& result) const {
        return fmt::format("{}\n{} of {}. The shortest has {}: step through it.",
                           printable(workspace::in_words(result)), workspace::short_words(result.count),
                           workspace::all_in_short_words(report), workspace::length_in_words(result.example));
    }

    void draw_finding(const ExplorationReport& report, std::size_t index) {
        const ReportedFinding& finding = report.findings[index];
        const std::string text = printable(finding.text);
        const float icon = px(26), width = flow_.here().width() - icon - px(14);
        const float height = std::min(paragraph_height(width, text), line_height(Face::body) * kMostLines);
        const Box row = flow_.next(height + px(34));
        flow_.skip(px(4));
        if (row.bottom < view_.top || row.top > view_.bottom) return;
        const Touch touched = touch(fmt::format("explored finding {}", index + 1), row);
        draw_ground(row, touched.hovered, false);
        draw_icon(Flow::list(), {row.left + px(4), row.top + px(4), row.left + icon, row.top + px(28)}, Icon::warning,
                  colour(Tone::blocked));
        const float left = row.left + icon + px(6), top = row.top + px(4);
        draw_paragraph(Flow::list(), {left, top}, width, {text}, kMostLines);
        draw_text_in(Flow::list(), {left, row.bottom - px(28), row.right - px(8), row.bottom - px(4)},
                     {seen_in(report, finding), Face::body, colour(Tone::dim)});
        if (touched.hovered)
            tooltip(fmt::format("Step through an example\nIt has {}.", workspace::length_in_words(finding.example)));
        if (touched.clicked) commands_.push_back(workspace::ShowExampleOfFinding{index});
    }

    /// A data race has no number: other orders may lead to the same state without it.
    static std::string seen_in(const ExplorationReport& report, const ReportedFinding& finding) {
        if (!finding.count) return fmt::format("In at least one {}", workspace::one_that_is_counted(report));
        return fmt::format("In {} of {}", workspace::short_words(*finding.count),
                           workspace::all_in_short_words(report));
    }

    bool is_shown(const workspace::ReportedExample& example) const {
        const workspace::OpenRun* run = workspace_.run();
        return run != nullptr && run->settings().schedule == example.schedule;
    }

    const Workspace& workspace_;
    Commands& commands_;
    Flow& flow_;
    Box view_;
    Box row_{};  ///< what is free in the row of controls
    const workspace::Exploring& exploring_;
    bool outdated_;
};

}  // namespace

void draw_exploring(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("exploring", box);
    if (workspace.story->from_trace) {
        Flow(panel.inside()).put("This is a recording. Open its story to try all orders.", Face::body, Tone::dim);
        return;
    }
    ScrollArea area("exploring content", panel.inside());
    Flow flow(area.content());
    OrdersPane(workspace, commands, flow, panel.inside()).draw();
    area.ends_after(flow.used() + px(4));
}

}  // namespace simul::panels
