#include "engine/analysis/invariants.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/moment.h"
#include "engine/analysis/timeline.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

class InvariantsPass {
  public:
    explicit InvariantsPass(const Trace& trace) : trace_(trace), moment_(trace.header()) {}

    std::vector<std::string> run();

  private:
    void before(const TraceEvent& event, std::size_t index);
    void after(const TraceEvent& event, std::size_t index);
    void check_life(const TraceEvent& event, std::size_t index);
    void check_mutex(const TraceEvent& event, std::size_t index);
    void check_core(const TraceEvent& event, std::size_t index);
    void check_await(const TraceEvent& event, std::size_t index);
    void keep_wanted(const TraceEvent& event, std::size_t index);
    void check_lanes();
    void check_end();
    void violated(std::size_t index, std::string what);

    /// What the task has wanted and not yet got, the latest last.
    std::vector<EventKind>& wanted_by(TaskId task) {
        if (wanted_.size() <= index_of(task)) wanted_.resize(index_of(task) + 1);
        return wanted_[index_of(task)];
    }

    const Trace& trace_;
    Moment moment_;
    TaskNames names_;
    std::vector<std::vector<EventKind>> wanted_;
    Time latest_{};
    std::vector<TaskId> not_waited_for_;  ///< daemons, and futures that are set by hand
    bool pool_broken_ = false;            ///< whoever waits for a worker fails
    std::vector<std::string> violations_;
};

std::vector<std::string> InvariantsPass::run() {
    const std::size_t size = trace_.size();
    for (std::size_t i = 0; i < size; ++i) {
        names_.take(trace_, i);
        before(trace_[i], i);
        moment_.apply(trace_[i], i, trace_.text_of(i));
        after(trace_[i], i);
    }
    check_lanes();
    check_end();
    return std::move(violations_);
}

/// What the event must find.
void InvariantsPass::before(const TraceEvent& event, std::size_t index) {
    if (event.time < latest_) violated(index, "its time is earlier than that of the event before it");
    latest_ = event.time;
    if (event.task == kNoTask) return;
    if (event.kind == EventKind::make_future) not_waited_for_.push_back(event.other_task());
    if (event.kind == EventKind::given && trace_.text_of(index) == "daemon") not_waited_for_.push_back(event.task);
    pool_broken_ |= event.kind == EventKind::note && static_cast<NoteKind>(event.value) == NoteKind::pool_broken;
    check_life(event, index);
    check_core(event, index);
    check_await(event, index);
    if (event.resource != kNoResource && event.phase == Phase::done) check_mutex(event, index);
    keep_wanted(event, index);
}

void InvariantsPass::check_life(const TraceEvent& event, std::size_t index) {
    const State state = moment_.state_of(event.task);
    const bool tells_of_it = event.kind != EventKind::core_busy && event.kind != EventKind::note &&
                             event.kind != EventKind::lost && event.kind != EventKind::deliver &&
                             event.kind != EventKind::lose;
    if (event.kind == EventKind::arrive && state != State::absent) violated(index, "the task had arrived already");
    if (event.kind == EventKind::run && state == State::absent) violated(index, "the task runs before it has arrived");
    if (tells_of_it && state == State::done) violated(index, "the task had ended already");
}

void InvariantsPass::check_core(const TraceEvent& event, std::size_t index) {
    if (event.kind != EventKind::run || event.core == kNoCore) return;
    const TaskId there = moment_.on_core(event.core);
    if (there != kNoTask && there != event.task)
        violated(index,
                 fmt::format("{} runs {} already", core_in_words(trace_.header(), event.core), names_.label_of(there)));
}

void InvariantsPass::check_await(const TraceEvent& event, std::size_t index) {
    if (event.kind != EventKind::await || event.phase != Phase::done) return;
    if (moment_.state_of(event.other_task()) != State::done && !moment_.task(event.other_task()).left_running)
        violated(index, fmt::format("{} has not ended", names_.label_of(event.other_task())));
}

void InvariantsPass::check_mutex(const TraceEvent& event, std::size_t index) {
    const TaskId owner = moment_.resource(event.resource).owner;
    const ResourceInfo& info = trace_.header().resources[index_of(event.resource)];
    const bool again = owner == event.task && info.rule == LockRule::reentrant;
    const bool acquires = event.kind == EventKind::lock || (event.kind == EventKind::try_lock && event.value != 0);
    if (acquires && owner != kNoTask && !again)
        violated(index, fmt::format("the mutex gets a second owner beside {}", names_.label_of(owner)));
    if (event.kind == EventKind::unlock && owner != event.task && (owner == kNoTask || !anybody_may_unlock(info)))
        violated(index, fmt::format("the mutex is owned by {}", names_.label_of(owner)));
}

void InvariantsPass::keep_wanted(const TraceEvent& event, std::size_t index) {
    std::vector<EventKind>& wanted = wanted_by(event.task);
    const bool queues_again = event.resource != kNoResource && moment_.task(event.task).queue == event.resource;
    if (event.phase == Phase::wanted) {
        const bool waits_again = !wanted.empty() && wanted.back() == event.kind;  // it was woken in vain
        if (!queues_again && !waits_again) wanted.push_back(event.kind);
    } else if (event.kind == EventKind::finish) {
        const bool ended_by_others = event.ending() == Ending::cancelled || event.ending() == Ending::died ||
                                     event.ending() == Ending::crashed ||
                                     (event.ending() == Ending::failed && pool_broken_);
        if (!wanted.empty() && !ended_by_others)
            violated(index, fmt::format("the task never got what it wanted: {}", info_of(wanted.back()).identifier));
        wanted.clear();
    } else if (const auto it = std::find(wanted.rbegin(), wanted.rend(), event.kind); it != wanted.rend()) {
        wanted.erase(std::next(it).base());
    }
}

/// What the event must leave behind.
void InvariantsPass::after(const TraceEvent& event, std::size_t index) {
    if (event.kind == EventKind::run && !event.unordered && moment_.state_of(event.task) != State::running)
        violated(index, "the task does not run afterwards");
}

/// The timeline is folded another way than the moment, so the two watch each other.
void InvariantsPass::check_lanes() {
    const Timeline timeline(trace_);
    for (std::size_t i = 0; i < timeline.task_count(); ++i) {
        const Spans lane = timeline.of_task(static_cast<TaskId>(i));
        if (lane.empty() || lane.back().state == SpanState::lost) continue;
        if (lane.back().event != moment_.task(static_cast<TaskId>(i)).since_event)
            violated(lane.back().event, "the lane of the task ends otherwise than its states");
    }
}

void InvariantsPass::check_end() {
    const std::size_t size = trace_.size();
    if (size == 0) return violations_.push_back("The trace is empty.");
    const TraceEvent& last = trace_[size - 1];
    if (last.kind != EventKind::end) return violated(size - 1, "a trace closes with the end of the run");
    if (static_cast<Outcome>(last.value) != Outcome::finished) return;
    for (std::size_t i = 0; i < moment_.task_count(); ++i) {
        const auto task = static_cast<TaskId>(i);
        const bool is_waited_for =
            std::find(not_waited_for_.begin(), not_waited_for_.end(), task) == not_waited_for_.end();
        if (is_waited_for && moment_.state_of(task) != State::done)
            violated(size - 1, fmt::format("the run finished, and {} did not end", names_.label_of(task)));
    }
}

void InvariantsPass::violated(std::size_t index, std::string what) {
    constexpr std::size_t kMost = 20;
    if (violations_.size() >= kMost) return;
    violations_.push_back(fmt::format("Event {}: {}: {}", index, text_form(trace_, index, names_), what));
}

}  // namespace

std::vector<std::string> violations_of(const Trace& trace) { return InvariantsPass(trace).run(); }

}  // namespace simul
