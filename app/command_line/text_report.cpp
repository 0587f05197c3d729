#include "app/command_line/text_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "engine/analysis/share_words.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/run/policies/policies.h"
#include "engine/trace/tab_stops.h"
#include "engine/trace/task_names.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

/// Longer lists are cut; `--json` has them whole.
constexpr std::size_t kMostLines = 20;

/// `label  value`, with the label only on the first line of its kind.
std::string row(std::string_view label, std::string_view text) { return fmt::format("{:<10}  {}\n", label, text); }

template <class Items, class Words>
std::string rows(std::string_view label, const Items& items, Words words) {
    std::string text;
    std::size_t shown = 0;
    for (const auto& item : items) {
        if (shown == kMostLines) return text + row("", fmt::format("and {} more", items.size() - shown));
        text += row(shown++ == 0 ? label : "", words(item));
    }
    return text;
}

std::string made_of(const Metrics& metrics) {
    std::string text = fmt::format("{}, {}", plural(metrics.tasks.size(), "task"), plural(metrics.events, "event"));
    if (metrics.unfinished_tasks > 0) text += fmt::format("; {} did not end", plural(metrics.unfinished_tasks, "task"));
    return text;
}

std::string real_row(const Report& report) {
    const RunEnding& ending = report.ending;
    std::string text = fmt::format("{} on this computer", short_time(duration_of_seconds(ending.real_s)));
    if (ending.stolen_s)
        text += fmt::format("; other programs stole {} of scenario time",
                            short_time(duration_of_seconds(*ending.stolen_s)));
    return row("took", text);
}

/// A conducted run counts steps.
std::string length(const TraceHeader& header, Duration duration) {
    return header.conducted() ? length_in_words(header, duration) : short_time(duration);
}

std::string messages_row(const MessageFigures& messages) {
    const std::string twice =
        messages.doubled == 0 ? "" : fmt::format(" ({} doubled on the way)", grouped(messages.doubled));
    std::string text = fmt::format("{} between machines{}: {} delivered, {} lost", grouped(messages.sent), twice,
                                   grouped(messages.delivered), grouped(messages.lost));
    if (messages.under_way > 0) text += fmt::format(", {} under way at the end", grouped(messages.under_way));
    return row("messages", text);
}

std::string outage_in_figures(const TraceHeader& header, const Outage& outage) {
    const std::string what = outage.of_link()
                                 ? fmt::format("the link between {} and {} is cut", node_in_words(header, outage.node),
                                               node_in_words(header, outage.other))
                                 : fmt::format("{} is down", node_in_words(header, outage.node));
    const std::string from = moment_in_words(header, outage.from);
    return outage.until == kNever ? fmt::format("{} from {} on", what, from)
                                  : fmt::format("{} from {} to {}", what, from, moment_in_words(header, outage.until));
}

std::string cores_rows(const TraceHeader& header, const Metrics& metrics) {
    const Duration whole = metrics.makespan.time_since_epoch();
    std::vector<CoreFigures> used;
    std::copy_if(metrics.cores.begin(), metrics.cores.end(), std::back_inserter(used), was_used);
    const std::string text = rows("cores", used, [&](const CoreFigures& core) {
        return fmt::format("{:<8} busy {:>7}  {}", core_in_words(header, core.core),
                           share_in_figures(core.busy, whole, 1), short_time(core.busy));
    });
    const std::size_t unused = metrics.cores.size() - used.size();
    if (unused == 0) return text;
    return text + row(used.empty() ? "cores" : "", plural(unused, "core") + " idle all the time");
}

struct Waiting {
    Duration sum{0}, most{0};  ///< of all, and of the one that waited most in all
    TaskId who = kNoTask;
};

Waiting ready_time(const Metrics& metrics) {
    Waiting waiting;
    for (const TaskFigures& task : metrics.tasks) {
        waiting.sum += task.ready;
        if (task.ready <= waiting.most) continue;
        waiting.most = task.ready;
        waiting.who = task.id;
    }
    return waiting;
}

std::string waiting_rows(const Report& report, const TaskNames& names) {
    std::vector<std::string> lines;
    const TraceHeader& header = report.header();
    const Waiting ready = ready_time(report.metrics);
    if (ready.who != kNoTask)
        lines.push_back(fmt::format("{}: {} in all, most {} ({})", header.conducted() ? "to be chosen" : "for a core",
                                    length(header, ready.sum), length(header, ready.most),
                                    names.clear_name_of(ready.who)));
    const std::vector<ResourceFigures>& resources = report.metrics.resources;
    for (std::size_t i = 0; i < resources.size(); ++i) {
        if (resources[i].waited == 0ns) continue;
        lines.push_back(fmt::format("for {}: {} in all, {}, longest {} ({})", header.resources[i].name,
                                    length(header, resources[i].waited), plural(resources[i].waits, "wait"),
                                    length(header, resources[i].longest),
                                    names.clear_name_of(resources[i].longest_task)));
    }
    return rows("waiting", lines, [](const std::string& line) { return printable_line(line); });
}

std::string mark_words(const TraceHeader& header, const MarkFigures& mark) {
    const std::string times = mark.count > 1 ? fmt::format("  (set {} times)", grouped(mark.count)) : "";
    const std::string at =
        header.conducted() ? moment_in_words(header, mark.at) : full_time(mark.at.time_since_epoch());
    return fmt::format("{:<14}  {}{}", printable(mark.name), at, times);
}

std::string measure_words(const MeasureFigures& measure) {
    return fmt::format("{:<14}  mean {:.6g}, largest {:.6g}, {}", printable(measure.name), without_dust(measure.mean()),
                       without_dust(measure.max), plural(measure.n, "value"));
}

constexpr std::size_t kIndent = 12;  ///< where the right column begins

std::string finding_rows(const Report& report, std::size_t width) {
    if (report.findings.empty()) return row("findings", "none");
    return rows("findings", report.findings, [width](const Finding& finding) {
        return wrapped(fmt::format("{}: {}", name_of(finding.kind), printable(finding.text)), width, kIndent);
    });
}

std::string outcome_words(const Report& report) {
    switch (report.outcome()) {
        case Outcome::finished:
            return "finished";
        case Outcome::deadlock:
            return "deadlock: no task could continue";
        case Outcome::failed:
            return "a task failed";
        case Outcome::stopped:
            break;
    }
    return "stopped before its end";
}

std::string what_if_rows(const Report& report, const std::vector<WhatIf>& what_ifs, std::size_t width) {
    return rows("what if", in_words(report.header(), report.metrics, what_ifs),
                [width](const std::string& sentence) { return wrapped(printable(sentence), width, kIndent); });
}

/// What plays them, where that is to be known.
std::string devices_rows(const TraceHeader& header, std::size_t width) {
    std::vector<std::string> sentences;
    for (const ResourceInfo& resource : header.resources)
        if (!resource.played_by.empty()) sentences.push_back(fmt::format("{}: {}", resource.name, resource.played_by));
    return rows("devices", sentences,
                [width](const std::string& sentence) { return wrapped(printable(sentence), width, kIndent); });
}

std::string summary(const Report& report, const std::vector<WhatIf>& what_ifs, std::size_t width) {
    const Metrics& metrics = report.metrics;
    const TaskNames names(*report.trace);
    std::string text = row("outcome", outcome_words(report));
    const Duration makespan = metrics.makespan.time_since_epoch();
    text += report.header().conducted() ? row("steps", grouped(static_cast<std::uint64_t>(makespan / 1s)))
                                        : row("makespan", full_time(makespan));
    if (!report.header().exact()) text += real_row(report);
    text += devices_rows(report.header(), width);
    text += row("made of", made_of(metrics));
    text +=
        rows("marks", metrics.marks, [&report](const MarkFigures& mark) { return mark_words(report.header(), mark); });
    text += rows("measures", metrics.measures, measure_words);
    if (!report.header().conducted()) text += cores_rows(report.header(), metrics);
    if (report.header().has_nodes()) text += messages_row(metrics.messages);
    text += rows("outages", metrics.outages,
                 [&](const Outage& outage) { return outage_in_figures(report.header(), outage); });
    text += waiting_rows(report, names);
    text += what_if_rows(report, what_ifs, width);
    text += rows("variables", metrics.variables, [](const VariableFigures& variable) {
        return fmt::format("{} = {}", printable(variable.name), text_of(variable.value));
    });
    text += rows("output", metrics.output, [](std::string_view line) { return printable_line(line); });
    if (report.lost_events() > 0) text += row("lost", plural(report.lost_events(), "event") + " could not be recorded");
    return text + finding_rows(report, width);
}

std::string in_words(const std::vector<std::pair<std::string, std::string>>& knobs) {
    std::string text;
    for (const auto& [name, value] : knobs) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", name, value);
    return printable(text);
}

/// `mlfq of 1 s (levels 3, boost 0)`
std::string policy_in_words(const TraceHeader& header) {
    const PolicyEntry* entry = policy_named(header.policy);
    std::string text = header.policy;
    if (entry && entry->has_quantum) text += fmt::format(" of {}", short_time(Duration(header.quantum_ns)));
    if (!header.policy_knobs.empty()) text += fmt::format(" ({})", in_words(header.policy_knobs));
    return text;
}

}  // namespace

std::string wrapped(std::string text, std::size_t width, std::size_t indent) {
    constexpr std::size_t kLeast = 20;
    const std::size_t room = std::max(width, indent + kLeast) - indent;
    for (std::size_t begin = 0; text.size() - begin > room;) {
        std::size_t blank = text.rfind(' ', begin + room);
        if (blank == std::string::npos || blank <= begin) blank = text.find(' ', begin + room);
        if (blank == std::string::npos) break;
        text.replace(blank, 1, "\n" + std::string(indent, ' '));
        begin = blank + 1 + indent;
    }
    return text;
}

std::string text_report(const Report& report, const Canvas& canvas, const std::vector<WhatIf>& what_ifs) {
    const TraceHeader& header = report.header();
    std::string text = fmt::format("{}\n{}\n", title_in_words(header), settings_in_words(header));
    if (!header.knobs.empty()) text += in_words(header.knobs) + "\n";
    const std::string timeline = text_timeline(*report.trace, report.metrics, canvas);
    return text + "\n" + timeline + (timeline.empty() ? "" : "\n") +
           summary(report, what_ifs, static_cast<std::size_t>(canvas.width));
}

std::string settings_in_words(const TraceHeader& header) {
    const std::string cores = fmt::format("{} on {}", name_of(header.model),
                                          header.has_nodes() ? nodes_in_words(header) : plural(header.cores, "core"));
    const std::string workers = header.workers > 0 ? fmt::format(", {}", plural(header.workers, "worker")) : "";
    if (header.clock == Clock::real && header.conducted())
        return fmt::format("{}{} of this computer, conducted: one operation at a time", cores, workers);
    if (header.clock == Clock::simulated) {
        return fmt::format("{}{}, simulated time, {}", cores, workers, policy_in_words(header));
    }
    const std::string policy = header.policy.empty() ? "" : fmt::format(", {}", header.policy);
    return fmt::format("{}{} of this computer{}, {:.6g} scenario seconds per second, cores known from {}", cores,
                       workers, policy, header.scale, header.core_source);
}

std::string title_in_words(const TraceHeader& header) {
    if (header.title.empty()) return printable(header.scenario);
    return printable(fmt::format("{} ({})", header.title, header.scenario));
}

}  // namespace simul::command_line
