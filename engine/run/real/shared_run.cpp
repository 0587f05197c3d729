#include "engine/run/real/shared_run.h"

#include <new>

#include "engine/base/ensure.h"
#include "engine/os/clock.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// A guard word: 0 is free, else the holder's task + 1; the highest bit says that somebody may wait.
constexpr std::uint32_t kContended = 0x80000000;
constexpr int kSpins = 100;
constexpr std::int64_t kLookForDeadHolder = 10'000'000;

/// Taking a guard tells that its holder has begun: who sees the holder's number sees its slot as well.
bool take(std::atomic<std::uint32_t>& word, std::uint32_t& seen, std::uint32_t mine) {
    return word.compare_exchange_strong(seen, mine, std::memory_order_acq_rel);
}

template <class Item>
Item* lay_out(Region& region, std::size_t count) {
    const Offset place = region.allocate(sizeof(Item) * count);
    return place == 0 ? nullptr : region.at<Item>(place);
}

}  // namespace

Result<SharedRun> SharedRun::create(Region& region, const ScenarioDescription& scenario, const RunPlan& plan) {
    SharedRun run;
    run.region_ = &region;
    run.plan_ = &plan;
    run.source_name_ = scenario.source_name;
    run.infos_ = std::make_shared<std::vector<ResourceInfo>>(resources_of(scenario, plan));
    run.nodes_ = std::make_shared<std::vector<NodeInfo>>(nodes_of(scenario, plan));
    run.table_ = lay_out<RunTable>(region, 1);
    run.node_slots_ = lay_out<NodeSlot>(region, run.nodes_->size() + 1);
    run.slots_ = lay_out<TaskSlot>(region, plan.max_tasks + 1);
    run.resources_ = lay_out<GuardedResource>(region, run.infos_->size() + 1);
    if (!run.table_ || !run.slots_ || !run.resources_ || !run.node_slots_)
        return Error{"the tasks do not fit into shared memory: lower --max-tasks"};
    new (run.table_) RunTable;
    for (std::size_t i = 0; i < run.nodes_->size(); ++i) new (run.node_slots_ + i) NodeSlot;
    for (std::size_t i = 0; i < run.infos_->size(); ++i) {
        const ResourceInfo& info = (*run.infos_)[i];
        (new (run.resources_ + i) GuardedResource)->state = first_state_of(info);
        if (info.initial.is_packed()) run.resources_[i].content = run.keep_long(info.content, kMainTask);
    }
    const auto last = static_cast<ResourceId>(run.infos_->size() - 1);
    if (plan.model == Model::threads_gil) run.global_lock_ = last;
    if (is_pool(plan.model)) run.pool_ = last;
    if (const Result<void> opened = run.open_channels(); !opened) return opened.error();
    return run;
}

TaskId SharedRun::new_slot(TaskId parent, std::string_view call, TaskId who, bool counts) const {
    const Offset long_call = is_long(call) ? keep_long(call, who) : 0;
    guard(table_->tasks_guard, who);
    const std::uint32_t index = table_->tasks.load();
    const bool has_room = index < plan_->max_tasks;
    if (has_room) {
        TaskSlot* slot = new (slots_ + index) TaskSlot;
        slot->parent = parent;
        slot->by_hand = !counts;
        slot->counted.store(counts);
        if (parent != kNoTask) slot->node = this->slot(parent).node;
        slot->activity.store(Activity::ready);
        slot->call = region_->keep(long_call == 0 ? call : std::string_view(short_call(call)));
        slot->long_call.store(long_call);
        if (counts) table_->unended.fetch_add(1);
        table_->tasks.store(index + 1);
    }
    unguard(table_->tasks_guard);
    if (!has_room && long_call != 0) drop_long(long_call, who);
    return has_room ? static_cast<TaskId>(index) : kNoTask;
}

void SharedRun::count_out(TaskId id) const {
    if (slot(id).counted.exchange(false)) table_->unended.fetch_sub(1);
}

std::string SharedRun::name_of(TaskId id) const {
    return id == kMainTask ? "main" : task_name(region_->text(slot(id).call));
}

// ---- Stopping.

void SharedRun::end_waits() const {
    region_->stop();
    const std::uint32_t count = table_->tasks.load();
    for (std::uint32_t i = 0; i < count; ++i) {
        TaskSlot& slot = slots_[i];
        slot.wake.fetch_add(1, std::memory_order_release);
        os::wake(slot.wake, os::kEveryone);
    }
}

/// Nothing is missed: whoever read its word before the supervisor changed it does not fall asleep any more, whoever
/// read it afterwards sees the stop word; and so does a task that was made after the supervisor had counted them (a
/// store and a load each, of the stop word and of the count: both are in the one order of all such).
os::Woken SharedRun::wait_for_word(const TaskSlot& slot, std::uint32_t seen, std::int64_t deadline_ns) const {
    if (head().stop.load(std::memory_order_seq_cst) != 0) return os::Woken::stop;
    const os::Woken woken = os::wait(slot.wake, seen, deadline_ns);
    return stopping() ? os::Woken::stop : woken;
}

// ---- Guards.

void SharedRun::guard(std::atomic<std::uint32_t>& word, TaskId who) const {
    const std::uint32_t mine = static_cast<std::uint32_t>(who) + 1;
    std::uint32_t seen = 0;
    if (take(word, seen, mine)) return;
    for (int i = 0; i < kSpins; ++i) {
        seen = 0;
        if (take(word, seen, mine)) return;
    }
    for (;;) {
        seen = word.load(std::memory_order_acquire);
        const std::uint32_t holder = seen & ~kContended;
        const bool free = holder == 0;
        const bool abandoned = !free && slots_[holder - 1].died.load();
        if (free || abandoned) {
            if (take(word, seen, mine | kContended)) return;
            continue;
        }
        if (!(seen & kContended) && !word.compare_exchange_strong(seen, seen | kContended)) continue;
        os::wait(word, seen | kContended, os::monotonic_now() + kLookForDeadHolder);
    }
}

TaskId SharedRun::holder_of(const std::atomic<std::uint32_t>& guard) {
    const std::uint32_t holder = guard.load(std::memory_order_acquire) & ~kContended;
    return holder == 0 ? kNoTask : static_cast<TaskId>(holder - 1);
}

void SharedRun::unguard(std::atomic<std::uint32_t>& word) const {
    if (word.exchange(0, std::memory_order_release) & kContended) os::wake(word, 1);
}

// ---- The pool's queue.

void SharedRun::place(TaskId task, TaskId who) const {
    guard(table_->places_guard, who);
    slot(task).next_placed = kNoTask;
    (table_->first_placed == kNoTask ? table_->first_placed : slot(table_->last_placed).next_placed) = task;
    table_->last_placed = task;
    let_worker_begin();
    unguard(table_->places_guard);
    table_->place_news.fetch_add(1, std::memory_order_release);
    os::wake(table_->place_news, 1);
}

/// As ThreadPoolExecutor: a thread begins when none is idle.
void SharedRun::let_worker_begin() const {
    if (plan_->model != Model::thread_pool) return;
    if (table_->idle_workers > 0) return void(--table_->idle_workers);
    if (table_->begun_workers.load() == plan_->workers) return;
    table_->begun_workers.fetch_add(1, std::memory_order_release);
    os::wake(table_->begun_workers, os::kEveryone);
}

void SharedRun::note_idle(TaskId who) const {
    guard(table_->places_guard, who);
    ++table_->idle_workers;
    unguard(table_->places_guard);
}

TaskId SharedRun::take_placed(TaskId who) const {
    guard(table_->places_guard, who);
    const TaskId task = table_->first_placed;
    if (task != kNoTask) table_->first_placed = slot(task).next_placed;
    unguard(table_->places_guard);
    return task;
}

void SharedRun::tell_pool() const {
    table_->place_news.fetch_add(1, std::memory_order_release);
    os::wake(table_->place_news, os::kEveryone);
}

void SharedRun::forget_callbacks(TaskId registrar) const {
    for (Offset at = slot(registrar).inbox.exchange(0); at != 0; at = region_->at<Callback>(at)->next)
        table_->unended.fetch_sub(1);
    tell_supervisor();
}

void SharedRun::tell_supervisor() const {
    table_->changed.fetch_add(1, std::memory_order_release);
    os::wake(table_->changed, os::kEveryone);
}

}  // namespace simul
