#include "engine/run/cooperative.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/base/plural.h"
#include "engine/resources/mutex.h"
#include "engine/run/given_events.h"
#include "engine/run/latest_time.h"
#include "engine/run/own_threads.h"
#include "engine/scenario/plain_value.h"

namespace simul {

Cooperative::Cooperative(Story& story, const RunPlan& plan, Recorder& recorder, const std::atomic<std::uint32_t>& stop)
    : HeldResources(resources_of(story.description(), plan)),
      TaskRecording(recorder),
      story_(story),
      plan_(plan),
      stop_(stop) {
    for (const ResourceInfo& info : infos_)
        own_variables_ |= copies_variables(plan.model) && info.kind == ResourceKind::variable && !info.mmap;
    forks_ = forks_spawner(plan.model, story.description().start_method);
    progress_.source_name = story.description().source_name;
    progress_.name_of = [this](TaskId id) { return name_of(id); };
    const auto last = static_cast<ResourceId>(infos_.size() - 1);
    if (plan.model == Model::threads_gil) global_lock_ = last;
    if (has_pool(plan)) pool_ = last;
    start_anew();
}

void Cooperative::start_anew() {
    tasks_.clear();
    memories_.clear();
    begin_anew();
    told_groups_ = 0;
    selecting_ = {};
    rules_.consequences().clear();
    chance_.clear();
    idle_workers_.begin(has_pool(plan_) ? plan_.workers : 0, plan_.model == Model::process_pool);
    for (std::uint32_t i = 0; own_variables_ && is_pool(plan_.model) && i < plan_.workers; ++i)
        memories_.push_back(first_values());
    unended_ = daemons_ = 0;
    events_ = unseen_ = 0;
    now_ = turn_began_ = {};
    over_ = false;
    loop_runs_for_ = loop_waits_for_ = 1;
    turns_left_ = -1;
    is_closed_ = pool_broken_ = false;
}

void Cooperative::drop_bodies() {
    for (std::size_t i = 0; i < tasks_.size(); ++i) tasks_[static_cast<TaskId>(i)].drop_body();
}

Outcome Cooperative::run() {
    read_clock();
    arrive(new_task(nullptr, {}));
    drive();
    return conclude();
}

Outcome Cooperative::conclude() {
    read_clock();
    Outcome outcome = Outcome::finished;
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        const bool failed = task.ending == Ending::failed || task.ending == Ending::died;
        if (task.doing == TaskProgress::ended && failed && !task.failure_taken) outcome = Outcome::failed;
    }
    if (unended_ > 0) outcome = over() ? Outcome::stopped : Outcome::deadlock;
    if (events_ > plan_.max_events)
        note(NoteKind::too_long, tasks_[kMainTask], 0,
             fmt::format("the run was ended after {} {}{} (--max-events)", plan_.max_events,
                         noun(plan_.max_events, "event"),
                         unseen_ == 0 ? ""
                                      : fmt::format(", of which {} changed nothing: a quantum or a tick was over",
                                                    std::min(unseen_, plan_.max_events))));
    TraceEvent event;
    event.time = now_;
    event.kind = EventKind::end;
    event.value = static_cast<std::int64_t>(outcome);
    recorder_->record(event);
    return outcome;
}

// ---- The life of a task.

CoopTask& Cooperative::new_task(CoopTask* parent, std::string_view call) {
    const Packed kept = is_long(call) ? short_call(call) : Packed();
    CoopTask& task = tasks_.add(kept.empty() ? call : kept);
    if (!kept.empty()) task.more().long_call = call;
    task.granter = this;
    task.parent = parent ? parent->id : kNoTask;
    if (own_variables_) copy_variables(task, forks_ ? parent : nullptr);
    if (parent && parent->extras && parent->extras->node != kFirstNode) task.more().node = parent->extras->node;
    ++unended_;
    return task;
}

void Cooperative::copy_variables(CoopTask& task, CoopTask* parent) {
    task.more().variables = parent ? std::make_shared<std::vector<Cell>>(*parent->more().variables) : first_values();
}

Cooperative::Memory Cooperative::first_values() const {
    auto values = std::make_shared<std::vector<Cell>>();
    for (const ResourceInfo& info : infos_) values->push_back(info.initial);
    return values;
}

/// A task of a pool has the thread of its worker, and in a process pool its copies, for as long as it runs there.
void Cooperative::enter_memory(CoopTask& task) {
    task.more().thread = task.callback ? idle_workers_.take(task.more().thread) : idle_workers_.take();
    if (memories_.empty()) return;
    task.more().variables = std::move(memories_.front());
    memories_.pop_front();
}

void Cooperative::leave_memory(CoopTask& task) {
    idle_workers_.give_back(task.extras->thread);
    if (own_variables_) memories_.push_back(task.more().variables);
}

void Cooperative::arrive(CoopTask& task) {
    record_arrival(task);
    task.doing = TaskProgress::ready;
    if (!task.in_pool) return enqueue(task);
    Operation place(OperationKind::acquire, 0);
    place.resource = pool_;
    const Change change = rules_.attempt(place, task.id);
    record_change(task, place, change);
    if (change.answer == Answer::granted) return enqueue(task);
    task.doing = TaskProgress::waiting;
}

void Cooperative::record_arrival(CoopTask& task) {
    if (!story_.description().nodes.empty())  // first, so that it is ready on its own machine from the beginning
        record(task, EventKind::place, Phase::done, task.extras ? static_cast<std::int64_t>(task.extras->node) : 0);
    TraceEvent event;
    event.kind = EventKind::arrive;
    event.value = value_of(task.parent);
    record_text(task, event, name_to_record(task));
    if (task.extras && task.extras->attributes) arrive_with_attributes(task);
}

void Cooperative::arrive_with_attributes(CoopTask& task) {
    task.extras->arrival = now_;
    const auto say = [&](std::string_view name, const Cell& value) {
        TraceEvent event;
        event.kind = EventKind::given;
        event.value = value.bits;
        event.cell = value.type;
        record_text(task, event, name);
    };
    for_each_given(*task.extras->attributes, say);
    if (task.daemon) say("daemon", Cell::boolean(true));
}

void Cooperative::start_body(CoopTask& task, Story& story) {
    task.started = true;
    task.urgent = false;
    if (task.waiter.on == pool_ && task.in_pool) {
        Operation place(OperationKind::acquire, 0);
        place.resource = pool_;
        record_change(task, place, rules_.complete(place, task.id));
    }
    if (task.in_pool && !(is_on_thread(task) && has_thread(task))) enter_memory(task);
    const bool is_long = task.extras && !task.extras->long_call.empty();
    const std::string_view call = is_long ? task.extras->long_call : tasks_.call_of(task);
    task.begin(task.id == kMainTask ? story.start_main(task) : story.start(task, call));
    if (is_long) drop_long_call(task);
}

void Cooperative::drop_long_call(CoopTask& task) {
    held_.give_back(task.extras->long_call.size());
    task.extras->long_call = {};
}

void Cooperative::end(CoopTask& task) {
    const std::exception_ptr exception = task.exception();
    BodyEnd end = settled_exit(body_end_of(exception), plan_.model, task.id);
    const bool returned = end.ending == Ending::returned;
    if (returned && task.cancel_asked) end.ending = Ending::cancelled;  // by itself, and it did not wait any more
    std::string text;
    if (end.ending == Ending::returned && !exception) end = keep_result(task, text);
    if (end.signal != 0) task.more().signal = end.signal;
    if (end.ending == Ending::cancelled && task.id == kMainTask)
        end = {Ending::failed, "main awaited a task that was cancelled, or was cancelled itself, and did not catch it",
               0};
    if (end.ending == Ending::failed || end.ending == Ending::died) {
        text = raised_sentence(end.told);
        task.more().error = end.told;
    }
    task.ending = end.ending;
    task.drop_body();
    if (end.ending == Ending::died && task.in_pool) return die_in_pool(task, text, end.signal);
    finish(task, text, end.signal, end.line);
}

/// Fails if there is no memory for it. `text`: as much of it as is recorded.
BodyEnd Cooperative::keep_result(CoopTask& task, std::string& text) {
    std::string result = task.take_result();
    if (result.empty()) return {};
    if (is_long(result) && !held_.take(result.size()))
        return {Ending::failed, fmt::format(kNoMemoryLeft, "its result", result.size()), 0};
    text = preview_and_size(result);
    task.more().result = std::move(result);
    return {};
}

void Cooperative::end_without_running(CoopTask& task) {
    const bool has_place = task.in_pool && task.doing == TaskProgress::ready && !task.started;
    if (has_place) free_place(task);
    task.ending = Ending::cancelled;
    task.drop_body();
    finish(task, {});
}

void Cooperative::finish(CoopTask& task, std::string_view text, int signal, std::uint16_t line) {
    const bool calls_in_place = task.in_pool && task.started && plan_.model == Model::thread_pool;
    if (task.in_pool && task.started) {
        leave_memory(task);
        if (calls_in_place) call_next(task);
        free_place(task);
    }
    leave(task);
    task.doing = TaskProgress::ended;
    if (!task.by_hand) --(task.daemon ? daemons_ : unended_);
    if (!task.by_hand) note_end_on_loop(task);
    TraceEvent event;
    event.kind = EventKind::finish;
    event.phase = task.ending == Ending::returned ? Phase::done : Phase::failed;
    event.value = static_cast<std::int64_t>(task.ending) | std::int64_t{signal} << 8;
    event.line = line;
    record_text(task, event, text);
    if (is_on_thread(task) && !tells_loop_at_once(task)) return;
    tell_of_end(task);
}

/// Whoever waits for it hears.
void Cooperative::tell_of_end(CoopTask& task) {
    const bool in_group = is_in_group(task);
    if (in_group) {
        announce_end(task);
        task.extras->tells_group = true;
        take_turn_after_end(task);
    }
    call_and_wake(task);
    call_next(task);
    if (!task.extras) return;
    drop_long_call(task);
    if (!task.extras->watchers.empty()) {
        if (!in_group) announce_end(task);
        task.extras->tells_watchers = true;
        take_turn_after_end(task);
    }
    if (own_variables_ && task.id != kMainTask && !task.called_back) task.extras->variables.reset();
}

void Cooperative::free_place(CoopTask& task) {
    Operation place(OperationKind::release, 0);
    place.resource = pool_;
    place.value = 1;
    record_change(task, place, rules_.attempt(place, task.id));
    tell_consequences(task.id);
}

// ---- Operations.

Grant Cooperative::perform(TaskContext& context, Operation& operation) {
    auto& task = static_cast<CoopTask&>(context);
    if (!may_perform()) return Grant::later;
    if (is_on_thread(task)) [[unlikely]] {
        adapt_to_thread(operation);
        if (!is_for_threads(operation)) return refuse_on_thread(task, operation);
    }
    switch (family_of(operation.kind)) {
        case Family::on_resource:
            return on_resource(task, operation);
        case Family::asks_device:
            return ask_device(task, operation);
        case Family::rests:
            if (only_gives_way(task, operation)) return give_way_within_limit(task, operation);
            return rest_within_limit(task, operation);
        case Family::computes:
            return compute(task, operation);
        case Family::gives_way:
            return give_way_within_limit(task, operation);
        case Family::spawns:
            return spawn(task, operation);
        case Family::awaits:
            return await(task, operation);
        case Family::asks_future:
            return ask_future(task, operation);
        case Family::tells:
            return tell(task, operation);
        case Family::draws:
            return draw(task, operation);
    }
    return Grant::granted;
}

Grant Cooperative::refuse(CoopTask& task, Operation& operation, std::string sentence) {
    record(task, event_of(operation.kind), Phase::failed, value_of(operation.task), operation.line);
    task.fail_next(std::move(sentence));
    return Grant::granted;
}

Cell& Cooperative::cell_of(ResourceId variable, TaskId id) {
    if (!own_variables_ || infos_[index_of(variable)].mmap) return resources_[index_of(variable)].cell;
    return (*tasks_[id].more().variables)[index_of(variable)];
}

void Cooperative::mark_cells(const Contents::Mark& mark) const {
    HeldResources::mark_cells(mark);
    for (std::size_t i = 0; i < tasks_.size(); ++i) {
        const CoopTask& task = tasks_[static_cast<TaskId>(i)];
        if (!task.extras || !task.extras->variables) continue;
        for (const Cell& cell : *task.extras->variables) mark(cell);
    }
    for (const Memory& memory : memories_)
        for (const Cell& cell : *memory) mark(cell);
}

std::uint32_t Cooperative::thread_of(const TaskContext& context) const {
    const auto& task = static_cast<const CoopTask&>(context);
    return task.extras && task.extras->thread != 0 ? task.extras->thread : own_thread(plan_.model, task.id);
}

std::string Cooperative::name_of(TaskId id) { return id == kMainTask ? "main" : task_name(tasks_.call_of(tasks_[id])); }

}  // namespace simul
