#include "engine/analysis/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "engine/analysis/left_behind.h"
#include "engine/analysis/moment.h"
#include "engine/analysis/note_words.h"
#include "engine/analysis/races/races.h"
#include "engine/analysis/signal_words.h"
#include "engine/analysis/speech.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_cycle.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/task_names.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// Lists of this length are read; of longer ones the beginning is shown.
constexpr std::size_t kMostInSentence = 8;

/// The one pass.
class FindingsPass {
  public:
    explicit FindingsPass(const Trace& trace) : trace_(trace), moment_(trace.header()), pool_(trace.header()) {}

    std::vector<Finding> run();

  private:
    struct Failure {
        std::size_t index;
        std::uint16_t line;
        std::string text;
    };

    void look_at(const TraceEvent& event, std::size_t index);
    void look_for_deadlock(const TraceEvent& event, std::size_t index);
    void look_for_starved_pool(const TraceEvent& event, std::size_t index);
    void look_at_end_of_task(const TraceEvent& event, std::size_t index);
    void look_at_expectation(const TraceEvent& event, std::size_t index);
    void look_at_note(const TraceEvent& event, std::size_t index);
    void look_at_blocked_loop(const TraceEvent& event, std::size_t index);
    void tell_changed_copies();
    void tell_blocked_loops();
    void look_at_livelock(const TraceEvent& event, std::size_t index);
    void look_at_end(const TraceEvent& event, std::size_t index);
    std::string room_at_end(const std::vector<TaskId>& waiting) const;
    std::string outages_at_end() const;
    void take_exception(TaskId task);
    void tell_failures();
    Failure failure_of(const TraceEvent& event, std::size_t index) const;
    std::string waits_in_words(const std::vector<TaskId>& tasks) const;
    std::vector<std::size_t> proof(const std::vector<TaskId>& tasks) const;
    Finding& add(FindingKind kind, const TraceEvent& event, std::size_t index, std::string text);

    const Trace& trace_;
    Moment moment_;
    TaskNames names_;
    CycleWatch cycles_;
    PoolWatch pool_;
    struct BlockedLoop {
        std::size_t finding, times;
    };

    std::vector<Failure> failures_;
    std::map<std::uint16_t, BlockedLoop> blocked_loops_;  ///< by line
    std::vector<std::size_t> changed_copies_;             ///< notes
    std::vector<bool> exception_taken_;
    LeftBehind left_{trace_, moment_, names_};
    bool standstill_explained_ = false;
    std::vector<Finding> findings_;
};

std::vector<Finding> FindingsPass::run() {
    const std::size_t size = trace_.size();
    for (std::size_t i = 0; i < size; ++i) {
        names_.take(trace_, i);
        moment_.apply(trace_[i], i, trace_.text_of(i));
        look_at(trace_[i], i);
        left_.look_at(trace_[i], i);
    }
    tell_failures();
    tell_blocked_loops();
    tell_changed_copies();
    left_.tell(findings_);
    for (Finding& race : races_of(trace_, names_)) findings_.push_back(std::move(race));
    // At one moment a failure comes before what others wait for since.
    const auto place = [](const Finding& it) { return std::pair(it.at, it.kind != FindingKind::failure); };
    std::stable_sort(findings_.begin(), findings_.end(),
                     [&](const Finding& a, const Finding& b) { return place(a) < place(b); });
    return std::move(findings_);
}

void FindingsPass::look_at(const TraceEvent& event, std::size_t index) {
    if (event.phase == Phase::wanted) {
        look_for_deadlock(event, index);
        look_for_starved_pool(event, index);
        return;
    }
    switch (event.kind) {
        case EventKind::await:
        case EventKind::future_result:
            if (event.phase == Phase::failed) take_exception(event.other_task());
            return;
        case EventKind::exit_code:
        case EventKind::kill:
            if (event.phase == Phase::done) take_exception(event.other_task());
            return;
        case EventKind::future_exception:
            if (event.phase != Phase::timed_out) take_exception(event.other_task());
            return;
        case EventKind::finish:
            return look_at_end_of_task(event, index);
        case EventKind::expect:
            return look_at_expectation(event, index);
        case EventKind::note:
            return look_at_note(event, index);
        case EventKind::end:
            return look_at_end(event, index);
        case EventKind::acquire:
        case EventKind::release:
            return look_for_starved_pool(event, index);
        default:
            return;
    }
}

void FindingsPass::look_for_deadlock(const TraceEvent& event, std::size_t index) {
    std::vector<TaskId> cycle = cycles_.closed_by(event, moment_);
    if (cycle.empty()) return;
    const std::string_view who = cycle.size() == 1 ? "waits for itself" : "wait for each other, and none can continue";
    Finding& finding = add(FindingKind::deadlock, event, index,
                           fmt::format("{} {}: {}.", listed_names(cycle, names_), who, waits_in_words(cycle)));
    finding.events = proof(cycle);
    finding.tasks = std::move(cycle);
    standstill_explained_ = true;
}

void FindingsPass::look_for_starved_pool(const TraceEvent& event, std::size_t index) {
    std::vector<TaskId> holders = pool_.starved_by(event, moment_);
    if (holders.empty()) return;
    Finding& finding =
        add(FindingKind::starved_pool, event, index,
            fmt::format("{} occupied by {} still wait for a worker: {}.",
                        holders.size() == 1 ? std::string("The only worker of the pool is")
                                            : all_in_words(holders.size(), "worker") + " of the pool are",
                        holders.size() == 1 ? "a task that waits for tasks which" : "tasks that wait for tasks which",
                        waits_in_words(holders)));
    finding.events = proof(holders);
    finding.tasks = std::move(holders);
    standstill_explained_ = true;
}

void FindingsPass::look_at_end_of_task(const TraceEvent& event, std::size_t index) {
    if (event.ending() == Ending::died)
        add(FindingKind::died, event, index,
            fmt::format("The process of {} was ended by {} {}.", names_.clear_name_of(event.task),
                        signal_in_words(event.signal()), at_in_words(trace_.header(), event.time)));
    if (event.ending() == Ending::failed) failures_.push_back(failure_of(event, index));
}

FindingsPass::Failure FindingsPass::failure_of(const TraceEvent& event, std::size_t index) const {
    const std::string_view error = trace_.text_of(index);
    const std::uint16_t line = moment_.task(event.task).line;  // the error's own, if it has one
    std::string text = fmt::format("{} failed {}{} and nobody took its exception: {}", names_.clear_name_of(event.task),
                                   at_in_words(trace_.header(), event.time), line_in_words(line),
                                   error.empty() ? "it does not say why." : error);
    return {index, line, std::move(text)};
}

void FindingsPass::look_at_expectation(const TraceEvent& event, std::size_t index) {
    if (event.phase != Phase::failed && event.value != 0) return;
    add(FindingKind::expectation, event, index,
        fmt::format("{} expected{}: {}. It did not hold {}.", names_.clear_name_of(event.task),
                    line_in_words(event.line), trace_.text_of(index), at_in_words(trace_.header(), event.time)));
}

void FindingsPass::look_at_note(const TraceEvent& event, std::size_t index) {
    const std::string_view seen = trace_.text_of(index);
    switch (static_cast<NoteKind>(event.value)) {
        case NoteKind::too_long:
            add(FindingKind::too_long, event, index,
                seen.empty() ? "The run reached a limit on events or tasks and was ended." : std::string(seen));
            return;
        case NoteKind::loop_blocked:
            return look_at_blocked_loop(event, index);
        case NoteKind::livelock:
            return look_at_livelock(event, index);
        case NoteKind::cut_off:
            return;  // told by what is left behind
        case NoteKind::worker_replaced:
            return;  // its task's end is told
        case NoteKind::failure_heard:
            return take_exception(event.task);
        case NoteKind::left_running:
            return take_exception(event.task);
        case NoteKind::loop_hears:
            return;
        case NoteKind::changed_copy:
            return changed_copies_.push_back(index);
        case NoteKind::pool_broken:
            add(FindingKind::broken_pool, event, index,
                fmt::format("The pool is broken {}: the worker that had {} was killed, and a pool of this kind takes "
                            "no other. {} that it ran, or that waited for a worker, ended with it, and no further one "
                            "can begin.",
                            at_in_words(trace_.header(), event.time), names_.clear_name_of(event.task),
                            seen == "1" ? "1 more task" : fmt::format("{} more tasks", seen)));
            return;
        case NoteKind::busy_wait:
            add(FindingKind::busy_wait, event, index,
                fmt::format("{} looks again and again{}, {}, and what it waits for cannot come: a round takes no "
                            "simulated time. Let it wait with an event or a condition, or sleep() or compute() in each "
                            "round.",
                            names_.clear_name_of(event.task), line_in_words(event.line),
                            at_in_words(trace_.header(), event.time)));
            return;
    }
}

/// One finding of all who go round.
void FindingsPass::look_at_livelock(const TraceEvent& event, std::size_t index) {
    const bool is_first = findings_.empty() || findings_.back().kind != FindingKind::livelock;
    if (is_first) add(FindingKind::livelock, event, index, {});
    Finding& finding = findings_.back();
    if (!is_first) {
        finding.tasks.push_back(event.task);
        finding.events.push_back(index);
    }
    std::string who;
    for (std::size_t i = 0; i < finding.tasks.size() && i < kMostInSentence; ++i)
        who += fmt::format("{}{}{}", i == 0 ? "" : " and ", names_.clear_name_of(finding.tasks[i]),
                           line_in_words(trace_[finding.events[i]].line));
    finding.text = fmt::format(
        "{} {} round for ever: after step {} all is as it was after step {}, and nobody can change that.", who,
        finding.tasks.size() == 1 ? "goes" : "go", exact_seconds(event.time.time_since_epoch()), trace_.text_of(index));
}

/// One finding a line of the story, however often it was passed.
void FindingsPass::look_at_blocked_loop(const TraceEvent& event, std::size_t index) {
    const std::string_view seen = trace_.text_of(index);
    const std::string name = names_.clear_name_of(event.task);
    const auto [known, is_new] = blocked_loops_.try_emplace(event.line, BlockedLoop{findings_.size(), 0});
    BlockedLoop& blocked = known->second;
    if (is_new)
        add(FindingKind::loop_blocked, event, index,
            seen.empty() ? name + " kept the event loop from all other tasks."
                         : fmt::format("{}{}: {}, {}.{}", name, line_in_words(event.line), seen,
                                       at_in_words(trace_.header(), event.time), remedy_for_blocked_loop(seen)));
    Finding& finding = findings_[blocked.finding];
    ++blocked.times;
    if (is_new) return;
    finding.events.push_back(index);
    if (std::find(finding.tasks.begin(), finding.tasks.end(), event.task) == finding.tasks.end())
        finding.tasks.push_back(event.task);
}

void FindingsPass::tell_blocked_loops() {
    for (const auto& [line, blocked] : blocked_loops_)
        if (blocked.times > 1)
            findings_[blocked.finding].text += fmt::format(" This line kept it {} times.", blocked.times);
}

/// One finding of all tasks that did so.
void FindingsPass::tell_changed_copies() {
    if (changed_copies_.empty()) return;
    const std::size_t first = changed_copies_.front(), others = changed_copies_.size() - 1;
    const TraceEvent& event = trace_[first];
    const TaskId parent = moment_.task(event.task).parent;
    add(FindingKind::changed_copy, event, first,
        changed_copy_in_words(trace_.text_of(first), names_.clear_name_of(event.task), names_.clear_name_of(parent),
                              trace_.header().model == Model::event_loop ? "coroutines" : "threads") +
            (others == 0 ? "" : fmt::format(" {} did the same.", plural(others, "other task"))));
    for (std::size_t i = 1; i <= others; ++i) {
        findings_.back().tasks.push_back(trace_[changed_copies_[i]].task);
        findings_.back().events.push_back(changed_copies_[i]);
    }
}

/// Machines that are down, and links that are cut.
std::string FindingsPass::outages_at_end() const {
    const TraceHeader& header = trace_.header();
    std::map<std::pair<NodeId, NodeId>, Time> outages;
    for (std::size_t i = 0; header.has_nodes() && i < trace_.size(); ++i) {
        const TraceEvent& event = trace_[i];
        const bool of_link = event.kind == EventKind::cut || event.kind == EventKind::mend;
        const bool ends = event.kind == EventKind::come_back || event.kind == EventKind::mend;
        if (event.phase != Phase::done || (!of_link && !ends && event.kind != EventKind::crash)) continue;
        const NodeId node = first_end(event.value), other = of_link ? second_end(event.value) : node;
        const std::pair<NodeId, NodeId> place = std::minmax(node, other);
        ends ? void(outages.erase(place)) : void(outages.emplace(place, event.time));
    }
    std::string text;
    for (const auto& [place, since] : outages) {
        const std::string node = node_in_words(header, place.first), when = at_in_words(header, since);
        text += place.first == place.second ? fmt::format(" {} is down: it crashed {}.", capitalized(node), when)
                                            : fmt::format(" The link between {} and {} was cut {}.", node,
                                                          node_in_words(header, place.second), when);
    }
    return text;
}

/// How much room there is in the first channel in which somebody waits for some.
std::string FindingsPass::room_at_end(const std::vector<TaskId>& waiting) const {
    for (const TaskId task : waiting) {
        const auto& state = moment_.task(task).state;
        if (state.operation != OperationKind::send || state.resource == kNoResource) continue;
        const ResourceInfo& channel = trace_.header().resources[index_of(state.resource)];
        if (channel.capacity == 0) continue;
        return fmt::format(
            " {} has room for {}{}.", channel.name, plural(static_cast<std::uint64_t>(channel.capacity), "message"),
            channel.capacity != kUsualCapacity ? ""
                                               : ", which is what channel() gives; channel(100) has room for "
                                                 "100, and a Queue() of Python has no limit");
    }
    return {};
}

/// The run stands still and no circle says why: whoever waits is named.
void FindingsPass::look_at_end(const TraceEvent& event, std::size_t index) {
    if (static_cast<Outcome>(event.value) != Outcome::deadlock || standstill_explained_) return;
    std::vector<TaskId> waiting;
    for (std::size_t i = 0; i < moment_.task_count(); ++i)
        if (moment_.state_of(static_cast<TaskId>(i)) == State::blocked) waiting.push_back(static_cast<TaskId>(i));
    Finding& finding = add(
        FindingKind::deadlock, event, index,
        fmt::format("No task can continue: {}.{}{}", waits_in_words(waiting), room_at_end(waiting), outages_at_end()));
    if (!waiting.empty()) finding.line = moment_.task(waiting.front()).line;
    finding.events = proof(waiting);
    finding.tasks = std::move(waiting);
}

/// Who asks before it has ended is refused, and has not taken it.
void FindingsPass::take_exception(TaskId task) {
    if (task == kNoTask) return;
    if (moment_.state_of(task) != State::done && !moment_.task(task).left_running) return;
    if (exception_taken_.size() <= index_of(task)) exception_taken_.resize(index_of(task) + 1);
    exception_taken_[index_of(task)] = true;
}

void FindingsPass::tell_failures() {
    for (const Failure& failure : failures_) {
        const TraceEvent& event = trace_[failure.index];
        const std::size_t number = index_of(event.task);
        if (number < exception_taken_.size() && exception_taken_[number]) continue;
        add(FindingKind::failure, event, failure.index, failure.text).line = failure.line;
    }
}

std::string FindingsPass::waits_in_words(const std::vector<TaskId>& tasks) const {
    std::string words;
    for (std::size_t i = 0; i < tasks.size() && i < kMostInSentence; ++i)
        words += fmt::format("{}{} {}", i == 0 ? "" : "; ", names_.clear_name_of(tasks[i]),
                             wait_in_words(moment_, tasks[i], names_));
    if (tasks.size() > kMostInSentence) words += fmt::format("; and {} more wait", tasks.size() - kMostInSentence);
    return words;
}

/// Since when each of them waits, and since when each mutex that they wait for is owned.
std::vector<std::size_t> FindingsPass::proof(const std::vector<TaskId>& tasks) const {
    std::vector<std::size_t> events;
    for (const TaskId task : tasks) {
        events.push_back(moment_.task(task).since_event);
        const ResourceId resource = moment_.task(task).state.resource;
        if (resource == kNoResource || moment_.resource(resource).owner == kNoTask) continue;
        events.push_back(moment_.resource(resource).owned_event);
    }
    std::sort(events.begin(), events.end());
    events.erase(std::unique(events.begin(), events.end()), events.end());
    return events;
}

Finding& FindingsPass::add(FindingKind kind, const TraceEvent& event, std::size_t index, std::string text) {
    Finding finding;
    finding.kind = kind;
    finding.text = std::move(text);
    finding.at = event.time;
    if (event.task != kNoTask) finding.tasks.push_back(event.task);
    finding.line = event.line;
    finding.events.push_back(index);
    findings_.push_back(std::move(finding));
    return findings_.back();
}

}  // namespace

std::vector<Finding> findings_of(const Trace& trace) { return FindingsPass(trace).run(); }

}  // namespace simul
