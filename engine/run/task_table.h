// The tasks of a cooperative executor: small, many, and never moved.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/ensure.h"
#include "engine/base/ids.h"
#include "engine/base/time.h"
#include "engine/base/words.h"
#include "engine/devices/request.h"
#include "engine/resources/rules.h"
#include "engine/scenario/task.h"
#include "engine/scenario/until.h"

namespace simul {

/// What a task does at this moment, as its executor knows it.
enum class TaskProgress : std::uint8_t {
    coming,       ///< has yet to arrive (spawn_at)
    ready,        ///< may run as soon as a core is free
    ready_later,  ///< event loop: the same, one turn later
    running,      ///< on a core, in story code or computing
    waiting,      ///< in the queue of a resource or of a future
    resting,      ///< sleeps
    ended,
};

/// A call that somebody asked for when a task has ended.
struct RegisteredCallback {
    TaskId registrar;
    std::string call;       ///< packed
    std::uint32_t after{};  ///< event loop: how many awaited the task by then, who continue before the call
};

/// Futures that a task waits for together (see Until).
struct Watch {
    std::int64_t number = 0;
    Until until{};
    std::vector<TaskId> watched;
    std::deque<TaskId> ended;  ///< those that count, and were not given yet
    TaskId asked = kNoTask;    ///< of whom it tells if it need not tell of one of these
    std::size_t running = 0;   ///< how many have not ended
    std::size_t coming = 0;    ///< of those that count: how many have ended, and did not have their turn to tell so
    std::size_t left = 0;      ///< how many have not ended, or did not have that turn
    bool waits = false;        ///< the task waits now
    bool fails = false;        ///< one has failed
    bool has_failure = false;  ///< the same, and has told so
    bool told = false;         ///< one that counts was given to the task, or is to be
    bool cancelled = false;    ///< all that it watches was cancelled in place of the task
    Time end = kNever;         ///< after that it does not wait
};
struct Watcher {
    TaskId task;
    std::int64_t number;
};

/// What few tasks need.
struct CoopExtras {
    std::string result;                            ///< packed, once it has ended
    std::string error;                             ///< of a task that failed, as StoryError tells it
    int signal = 0;                                ///< that has killed its process, or the code of its exit
    std::string long_call;                         ///< until it begins, in place of what the table keeps
    std::vector<RegisteredCallback> callbacks;     ///< still to be called
    std::shared_ptr<std::vector<Cell>> variables;  ///< its own copies, by resource
    std::optional<TaskAttributes> attributes;      ///< what the story said of it
    std::uint32_t thread = 0;                      ///< in a pool: of its worker
    NodeId node{};                                 ///< where it runs
    Time arrival{};                                ///< of a task with attributes
    std::vector<Watch> watches;
    std::vector<Watcher> watchers;  ///< who watches it
    bool tells_loop = false;        ///< a thread ran it, and the loop has still to hear that it has ended
    bool left_running = false;      ///< the same, its future was cancelled, and it runs on: nobody hears of its end
    bool tells_group = false;       ///< it has ended, and is still to tell the group that it is in
    bool tells_watchers = false;    ///< the same of others
    std::uint32_t told_group = 0;   ///< how many of all groups did so before, and it; 0: it has not
    TaskId called = kNoTask;        ///< the callback that its end called
    Time deadline = kNever;         ///< of a wait that began anew
    std::uint64_t request = 0;      ///< to a device, for whose answer it waits; 0: none
    DeviceAnswer answer;            ///< to the request that it made last
    Time asked_at{};                ///< when it made it, as the executor's clock counts
};

/// Packed names and arguments of tasks. Brothers with the same call share it.
class KeptCalls {
  public:
    using Place = std::uint32_t;

    Place keep(std::string_view call) {
        if (call.empty() || call == (*this)[latest_]) return call.empty() ? 0 : latest_;
        const std::size_t bytes = sizeof(Length) + call.size();
        if (used_ + bytes > kPage) add_page();
        latest_ = static_cast<Place>((pages_.size() - 1) * kPage + used_);
        const auto length = static_cast<Length>(call.size());
        std::memcpy(at(latest_), &length, sizeof length);
        std::memcpy(at(latest_) + sizeof length, call.data(), call.size());
        used_ += bytes;
        return latest_;
    }
    /// The first page is kept.
    void clear() {
        if (pages_.empty()) return;
        pages_.resize(1);
        used_ = 1;
        latest_ = 0;
    }
    std::string_view operator[](Place place) const {
        if (place == 0) return {};
        Length length;
        std::memcpy(&length, at(place), sizeof length);
        return {at(place) + sizeof length, length};
    }

  private:
    using Length = std::uint16_t;
    static constexpr std::size_t kPage = std::size_t{1} << 16, kPages = std::size_t{1} << 16;

    char* at(Place place) const { return pages_[place / kPage].get() + place % kPage; }
    void add_page() {
        ensure(pages_.size() < kPages, "the calls of all tasks have less than 4 GiB");
        pages_.push_back(std::make_unique<char[]>(kPage));
        used_ = 1;  // no place is 0
    }

    std::vector<std::unique_ptr<char[]>> pages_;
    std::size_t used_ = kPage;  ///< of the last page
    Place latest_ = 0;
};

/// Two lines of the processor's memory each, not three: they are what many tasks cost.
struct alignas(32) CoopTask : TaskContext {
    Duration remaining{0};  ///< of the compute that it is in
    Waiter waiter;
    WaitQueue awaiting;  ///< tasks that wait for this one to end
    TaskId parent = kNoTask;
    std::uint32_t alarm = 0;  ///< tells its newest alarm from older ones
    KeptCalls::Place call{};  ///< main has none
    std::uint16_t sequence = 0;
    CoreId core = kNoCore;
    TaskProgress doing = TaskProgress::coming;
    Ending ending{};
    bool started : 1 = false;
    bool resumes : 1 = false;           ///< it waited: the operation is completed before its next step
    bool in_pool : 1 = false;           ///< needs a place in the pool before it starts
    bool failure_taken : 1 = false;     ///< somebody awaited it, or asked for its exception
    bool charged : 1 = false;           ///< pays, or has paid, the cost of the operation that it asks for
    bool cancel_asked : 1 = false;      ///< is cancelled at its next wait
    bool has_deadline : 1 = false;      ///< it waits no longer than its operation allows
    bool timed_out : 1 = false;         ///< its wait has ended so, or its sleep will
    bool beyond_limit : 1 = false;      ///< and what is up is the time that it has for more than this wait
    bool passes_cancel_on : 1 = false;  ///< to what it awaits, at this moment
    bool limit_passed_on : 1 = false;   ///< its time was up, and what it awaits was cancelled for that
    bool urgent : 1 = false;            ///< continues before all others (sequential)
    bool called_back : 1 = false;       ///< has callbacks on others, which see its variables, also after its end
    bool callback : 1 = false;          ///< is a call by a task that has ended
    bool daemon : 1 = false;            ///< the run does not wait for its end
    bool by_hand : 1 = false;           ///< no task at all: a future that others set
    std::unique_ptr<CoopExtras> extras;

    CoopExtras& more() {
        if (!extras) extras = std::make_unique<CoopExtras>();
        return *extras;
    }
    /// It is told when a time has come: of its start, of its rest, or of its limit.
    bool has_alarm() const { return doing == TaskProgress::coming || doing == TaskProgress::resting || has_deadline; }
    /// Of an await that has ended: whether a limit was over meanwhile, which has asked already.
    void tell_late(Operation& await) {
        await.late = limit_passed_on;
        if (limit_passed_on) await.limit = Time{};
        limit_passed_on = false;
    }
    /// To who asks its future.
    bool is_over() const {
        return is_left_running() || (doing == TaskProgress::ended && !(extras && extras->tells_loop));
    }
    bool is_left_running() const { return extras && extras->left_running; }
    /// On a core: computes, or will as soon as it has one again.
    bool computes() const { return remaining > 0ns; }

    /// Brings the task near to the core that runs the program, or its body: they will be needed soon.
    [[gnu::always_inline]] void fetch() const {
        __builtin_prefetch(this);
        __builtin_prefetch(reinterpret_cast<const char*>(this) + sizeof *this - 1);
    }
    [[gnu::always_inline]] void fetch_body() const {
        const char* const frame = static_cast<const char*>(body_address());
        __builtin_prefetch(frame);
        __builtin_prefetch(frame + 64);
    }
};
static_assert(sizeof(CoopTask) == 96);

/// When a task that rests continues, or one that is coming arrives.
struct Alarm {
    Time time;  ///< as the executor's clock counts
    TaskId task;
    std::uint32_t number;  ///< the task's newest alarm has this number, or this one is void
};

class TaskTable {
  public:
    CoopTask& add(std::string_view call) {
        if (size_ == chunks_.size() * kChunk) chunks_.push_back(std::make_unique<Chunk>());
        CoopTask& task = (*this)[static_cast<TaskId>(size_)];
        task.id = static_cast<TaskId>(size_++);
        task.call = calls_.keep(call);
        return task;
    }
    /// Their memory is kept.
    void clear() {
        for (std::size_t i = 0; i < size_; ++i) {
            CoopTask& task = (*this)[static_cast<TaskId>(i)];
            std::destroy_at(&task);
            new (&task) CoopTask;
        }
        calls_.clear();
        size_ = 0;
    }
    std::string_view call_of(const CoopTask& task) const { return calls_[task.call]; }
    CoopTask& operator[](TaskId id) { return (*chunks_[index_of(id) / kChunk])[index_of(id) % kChunk]; }
    const CoopTask& operator[](TaskId id) const { return const_cast<TaskTable&>(*this)[id]; }
    std::size_t size() const { return size_; }

  private:
    static constexpr std::size_t kChunk = 128;
    using Chunk = std::array<CoopTask, kChunk>;

    std::vector<std::unique_ptr<Chunk>> chunks_;
    KeptCalls calls_;
    std::size_t size_ = 0;
};

/// With many tasks most of the time would go by waiting for their memory.
struct TaskForesight {
    TaskTable& tasks;
    [[gnu::always_inline]] void soon(const Alarm& alarm) const { tasks[alarm.task].fetch(); }
    [[gnu::always_inline]] void next(const Alarm& alarm) const {
        tasks[alarm.task].fetch();
        tasks[alarm.task].fetch_body();
    }
};

}  // namespace simul
