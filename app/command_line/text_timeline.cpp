#include "app/command_line/text_timeline.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "app/command_line/cells.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/os/terminal.h"
#include "engine/trace/task_names.h"
#include "engine/trace/task_state.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

constexpr std::size_t kMostCoreRows = 16;
constexpr std::size_t kMostTaskRows = 12;
constexpr std::size_t kLongestName = 14;
/// A task's sign is its number, counted on with letters.
constexpr std::string_view kSigns = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// Lays the stretches of a trace into rows of cells, in one pass and without keeping them.
class TimelineRows {
  public:
    TimelineRows(const Trace& trace, const Metrics& metrics, Duration whole, std::size_t cells);

    struct Row {
        std::string name;
        CellRow cells;
        bool waits_at_end = false;  ///< for what never came
    };
    std::vector<Row> cores, tasks;
    bool shows_signs = false;  ///< few enough tasks, and stretches long enough, to tell who ran

  private:
    struct Course {
        TaskState state;
        Time since{};
    };

    void choose_rows(const Trace& trace, const Metrics& metrics, Duration whole, std::size_t cells);
    void end_course(std::size_t task, Time end);
    void add_stretch(TaskId task, const TaskState& state, Time from, Time until);

    std::vector<std::optional<std::size_t>> row_of_core_, row_of_task_;
    std::vector<Course> courses_;
    std::size_t stretches_ = 0;
};

TimelineRows::TimelineRows(const Trace& trace, const Metrics& metrics, Duration whole, std::size_t cells) {
    choose_rows(trace, metrics, whole, cells);
    const std::size_t size = trace.size();
    for (std::size_t i = 0; i < size; ++i) {
        const TraceEvent& event = trace[i];
        if (event.task == kNoTask || index_of(event.task) >= courses_.size()) continue;
        Course& course = courses_[index_of(event.task)];
        const TaskState before = course.state;
        if (!fold(course.state, event)) continue;
        const Time now = event.begin(course.since);
        add_stretch(event.task, before, course.since, now);
        course.since = now;
    }
    for (std::size_t i = 0; i < courses_.size(); ++i) end_course(i, metrics.makespan);
    const auto used = static_cast<std::size_t>(std::count_if(metrics.cores.begin(), metrics.cores.end(), was_used));
    shows_signs = shows_signs && stretches_ <= cells * used;
}

void TimelineRows::choose_rows(const Trace& trace, const Metrics& metrics, Duration whole, std::size_t cells) {
    const TaskNames names(trace);
    courses_.resize(metrics.tasks.empty() ? 0 : index_of(metrics.tasks.back().id) + 1);
    shows_signs = courses_.size() <= kSigns.size();
    const std::size_t told_apart = shows_signs ? kSigns.size() : 1;
    for (const CoreFigures& core : metrics.cores) {
        if (!was_used(core)) continue;
        if (cores.size() == kMostCoreRows) break;
        row_of_core_.resize(index_of(core.core) + 1);
        row_of_core_.back() = cores.size();
        cores.push_back({core_in_words(trace.header(), core.core), CellRow(whole, cells, told_apart)});
    }
    row_of_task_.resize(courses_.size());
    for (const TaskFigures& task : metrics.tasks) {
        if (metrics.tasks.size() > kMostTaskRows) break;
        row_of_task_[index_of(task.id)] = tasks.size();
        tasks.push_back({names.name_of(task.id), CellRow(whole, cells, std::size(kStateNames))});
    }
}

void TimelineRows::end_course(std::size_t task, Time end) {
    const Course& course = courses_[task];
    add_stretch(static_cast<TaskId>(task), course.state, course.since, end);
    if (const std::optional<std::size_t> row = row_of_task_[task])
        tasks[*row].waits_at_end = course.state.state == State::blocked;
}

void TimelineRows::add_stretch(TaskId task, const TaskState& state, Time from, Time until) {
    if (from >= until) return;
    if (const std::optional<std::size_t> row = row_of_task_[index_of(task)])
        tasks[*row].cells.add(from, until, static_cast<std::size_t>(state.state));
    if (state.state != State::running || index_of(state.core) >= row_of_core_.size()) return;
    const std::optional<std::size_t> row = row_of_core_[index_of(state.core)];
    if (!row) return;
    ++stretches_;
    cores[*row].cells.add(from, until, shows_signs ? index_of(task) : 0);
}

/// At most so many characters, not bytes.
std::string shortened(std::string_view text, std::size_t most) {
    std::string kept;
    std::size_t characters = 0;
    for (const char byte : printable(text)) {
        const bool begins_character = (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
        if (begins_character && ++characters > most) break;
        kept += byte;
    }
    return kept;
}

std::string without_blanks_at_end(std::string line) {
    line.erase(line.find_last_not_of(' ') + 1);
    return line + "\n";
}

std::string shade(double busy, bool utf8) {
    constexpr std::string_view kBlocks[] = {" ", "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
    constexpr std::string_view kLetters = " .:-=+*#@";
    std::size_t step = static_cast<std::size_t>(busy * 8 + 0.5);
    if (step == 0 && busy > 0) step = 1;
    return std::string(utf8 ? kBlocks[step] : kLetters.substr(step, 1));
}

std::string core_line(const TimelineRows::Row& row, std::size_t margin, std::size_t cells, bool signs, bool utf8) {
    std::string line = fmt::format("{:<{}}", shortened(row.name, margin - 2), margin);
    for (std::size_t i = 0; i < cells; ++i) {
        const std::size_t who = row.cells.longest(i);
        line += !signs ? shade(row.cells.busy(i), utf8) : who == kSigns.size() ? " " : std::string(1, kSigns[who]);
    }
    return without_blanks_at_end(std::move(line));
}

std::string state_sign(std::size_t state, bool utf8) {
    if (state >= std::size(kStateNames)) return " ";
    switch (static_cast<State>(state)) {
        case State::running:
            return utf8 ? "█" : "#";
        case State::ready:
            return utf8 ? "░" : ".";
        case State::blocked:
            return utf8 ? "╳" : "x";
        case State::asleep:
            return utf8 ? "─" : "-";
        case State::absent:
        case State::done:
            break;
    }
    return " ";
}

/// A wait that never ended has the last cell, also when it had no time to last: in a deadlock that is all there is to
/// see.
std::string task_line(const TimelineRows::Row& row, std::size_t margin, std::size_t cells, bool utf8) {
    std::string line = fmt::format("{:<{}}", shortened(row.name, kLongestName), margin);
    for (std::size_t i = 0; i < cells; ++i) {
        const bool waits = row.waits_at_end && i + 1 == cells;
        line += state_sign(waits ? static_cast<std::size_t>(State::blocked) : row.cells.longest(i), utf8);
    }
    return without_blanks_at_end(std::move(line));
}

/// Each mark under its time; one that would not fit to the right of its sign stands at its left.
std::string mark_lines(const Metrics& metrics, std::size_t margin, std::size_t cells, bool utf8) {
    constexpr std::size_t kMostMarks = 8;
    std::string lines;
    for (std::size_t i = 0; i < metrics.marks.size() && i < kMostMarks; ++i) {
        const MarkFigures& mark = metrics.marks[i];
        const double place = seconds_of(mark.at) / seconds_of(metrics.makespan) * static_cast<double>(cells);
        const std::size_t column = std::min(static_cast<std::size_t>(std::max(0.0, place)), cells - 1);
        const std::string label =
            fmt::format("{} {}", shortened(mark.name, 30), short_time(mark.at.time_since_epoch()));
        const std::string sign = utf8 ? "▲" : "^";
        const bool at_left = column > cells / 2 && column > label.size();
        const std::size_t blanks = margin + column - (at_left ? label.size() + 1 : 0);
        lines += std::string(blanks, ' ') + (at_left ? label + " " + sign : sign + " " + label) + "\n";
    }
    return lines;
}

/// `who: 1 game 1, 2 game 2`, as far as a line goes; nothing when nobody ran.
std::string legend(const Metrics& metrics, const TaskNames& names, std::size_t width) {
    std::string line = "who: ";
    for (const TaskFigures& task : metrics.tasks) {
        if (task.running == 0ns) continue;
        const std::string entry =
            fmt::format("{} {}", kSigns[index_of(task.id)], shortened(names.name_of(task.id), 20));
        if (line.size() + entry.size() + 5 > width) return line + "...\n";
        line += (line.size() > 5 ? ", " : "") + entry;
    }
    return line.size() > 5 ? line + "\n" : "";
}

std::string state_legend(const TraceHeader& header, bool utf8) {
    return fmt::format("{} running  {} ready  {} blocked  {} {}\n", state_sign(2, utf8), state_sign(1, utf8),
                       state_sign(3, utf8), state_sign(4, utf8), asleep_in_words(header));
}

}  // namespace

Canvas canvas_of_stdout() {
    constexpr int kNarrowest = 40, kWidest = 240, kUnseen = 80;
    return {std::clamp(os::terminal_width(os::kStandardOutput, kUnseen), kNarrowest, kWidest), os::speaks_utf8()};
}

/// For the names of rows: cores of machines have long ones.
static std::size_t margin_for(const Trace& trace, const Metrics& metrics) {
    constexpr std::size_t kCoreName = 7, kLongestCoreName = 26;
    std::size_t longest = metrics.tasks.size() <= kMostTaskRows ? kLongestName : kCoreName;
    for (const CoreFigures& core : metrics.cores)
        if (was_used(core))
            longest = std::max(longest, std::min(kLongestCoreName, core_in_words(trace.header(), core.core).size()));
    return longest + 2;
}

std::string text_timeline(const Trace& trace, const Metrics& metrics, const Canvas& canvas) {
    if (metrics.makespan <= Time{} || metrics.tasks.empty()) return {};
    const std::size_t margin = margin_for(trace, metrics);
    const std::size_t cells = static_cast<std::size_t>(canvas.width) - margin - 1;
    const TimelineRows rows(trace, metrics, metrics.makespan.time_since_epoch(), cells);
    std::string text;
    for (const TimelineRows::Row& row : rows.cores)
        text += core_line(row, margin, cells, rows.shows_signs, canvas.utf8);
    const auto used = static_cast<std::size_t>(std::count_if(metrics.cores.begin(), metrics.cores.end(), was_used));
    if (used > rows.cores.size()) text += fmt::format("and {} more\n", plural(used - rows.cores.size(), "core"));
    if (!rows.tasks.empty()) text += "\n";
    for (const TimelineRows::Row& row : rows.tasks) text += task_line(row, margin, cells, canvas.utf8);
    text += text_axis(metrics.makespan.time_since_epoch(), margin, cells, trace.header().conducted());
    text += mark_lines(metrics, margin, cells, canvas.utf8);
    if (rows.shows_signs) text += legend(metrics, TaskNames(trace), static_cast<std::size_t>(canvas.width));
    if (!rows.tasks.empty()) text += state_legend(trace.header(), canvas.utf8);
    return text;
}

std::string text_gantt(const Trace& trace, const Metrics& metrics, Duration whole, const Canvas& canvas) {
    constexpr std::size_t kMargin = 9;
    if (whole <= 0ns) return {};
    const std::size_t cells = static_cast<std::size_t>(canvas.width) - kMargin - 1;
    const TimelineRows rows(trace, metrics, whole, cells);
    std::string text;
    for (const TimelineRows::Row& row : rows.cores)
        text += core_line(row, kMargin, cells, rows.shows_signs, canvas.utf8);
    return text + text_axis(whole, kMargin, cells, trace.header().conducted());
}

std::string text_axis(Duration whole, std::size_t margin, std::size_t cells, bool counts_steps) {
    const Duration tick = tick_length(whole, std::max(2, static_cast<int>(cells / 14)));
    std::string line(margin + cells + 16, ' ');
    std::size_t free_from = 0;
    for (std::int64_t i = 0; i <= whole / tick; ++i) {
        const Duration at = tick * i;
        const auto column =
            margin + static_cast<std::size_t>(seconds_of(at) / seconds_of(whole) * static_cast<double>(cells));
        if (counts_steps && at % kConductedStep != 0ns) continue;
        const std::string label = counts_steps ? fmt::format("{}", at / kConductedStep) : axis_time(at);
        if (column < free_from || column + label.size() > margin + cells) continue;
        line.replace(column, label.size(), label);
        free_from = column + label.size() + 1;
    }
    return without_blanks_at_end(std::move(line));
}

}  // namespace simul::command_line
