// A policy that is written in a text, a story's or one of its own: what the engine tells it and asks it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/base/words.h"
#include "engine/scenario/knobs.h"
#include "engine/scenario/task_view.h"

namespace simul {

/// Where a program of the reader's stands, written by its thread and read by whoever looks on.
class ProgramPlace {
  public:
    void enter(std::uint16_t line) {
        __atomic_store_n(&calls_, calls_ + 1, __ATOMIC_RELAXED);
        come_to(line);
    }
    void come_to(std::uint16_t line) { __atomic_store_n(&line_, line, __ATOMIC_RELAXED); }
    void leave() { come_to(0); }
    std::uint64_t calls() const { return __atomic_load_n(&calls_, __ATOMIC_RELAXED); }
    /// 0: it does not run.
    std::uint16_t line() const { return __atomic_load_n(&line_, __ATOMIC_RELAXED); }

  private:
    std::uint64_t calls_ = 0;  ///< so far
    std::uint16_t line_ = 0;
};

/// What a policy may want to hear of a task.
enum class TaskNews : std::uint8_t { arrives, wakes, blocks, quantum_ends, ends };
inline constexpr std::string_view kTaskNewsNames[] = {"arrives", "wakes", "blocks", "quantum_ends", "ends"};

/// Whom it picked, and what it says of that; it may say nothing.
struct Picked {
    TaskId task = kNoTask;
    std::string said;
};

/// One loaded state. An error is a sentence with file and line; after one the policy is not asked again.
class WrittenPolicy {
  public:
    virtual ~WrittenPolicy() = default;

    /// The field of a task that is shown as what it looks at.
    virtual const std::string& looks_at() const = 0;
    virtual const Knobs& knobs() const = 0;
    virtual bool preempts_at_all() const = 0;
    /// Whether it says for how long, and whether it wants to hear of the end of a quantum.
    virtual bool has_quanta() const = 0;

    /// Before anything else: what it draws is drawn from this seed.
    virtual void draw_from(std::uint64_t seed) = 0;
    /// How often it wants to hear that time has passed; kForever: never.
    virtual Duration tick_every() const = 0;
    virtual Result<void> tick(Time now) = 0;

    /// Before anything else about the task.
    virtual void meet(TaskId task, const std::string& name) = 0;
    /// The task is as told here from now on.
    virtual Result<void> see(const TaskView& task) = 0;
    virtual Result<void> hear(TaskNews news, TaskId task, Time now) = 0;
    /// The task has ended, and will not be asked about.
    virtual void forget(TaskId task) = 0;

    /// One of `ready`, which stand in the line.
    virtual Result<Picked> pick(const std::vector<TaskId>& ready, CoreId core, Time now) = 0;
    virtual Result<bool> preempts(TaskId ready, TaskId running, Time now) = 0;
    /// How long the task now keeps its core; `otherwise` if it does not say.
    virtual Result<Duration> quantum(TaskId task, Time now, Duration otherwise) = 0;
    /// What it looks at, as it stands in the task now.
    virtual Cell rank(TaskId task) = 0;

    virtual const ProgramPlace& place() const = 0;
    /// The file that it stands in, and its text.
    virtual const std::string& source_name() const = 0;
    virtual const std::string& source() const = 0;
};

}  // namespace simul
