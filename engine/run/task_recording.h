// What a cooperative executor records of its tasks: each event in its task's order, at the executor's time.
#pragma once

#include <cstdint>
#include <new>
#include <string_view>

#include "engine/run/task_table.h"
#include "engine/trace/stream.h"

namespace simul {

class TaskRecording {
  protected:
    explicit TaskRecording(Recorder& recorder) : recorder_(&recorder) {}

    void record(CoopTask& task, TraceEvent event) {
        if (!recorder_->is_read()) return void(++events_);
        event.time = now_;
        event.task = task.id;
        event.sequence = task.sequence++;
        ++events_;
        recorder_->record(event);
    }
    /// Made in the stream itself, because most events are of this kind.
    void record(CoopTask& task, EventKind kind, Phase phase, std::int64_t value = 0, std::uint16_t line = 0,
                CoreId core = kNoCore) {
        ++events_;
        const std::uint16_t sequence = task.sequence++;
        if (!recorder_->has_room()) return;
        make_event(recorder_->place(), task, kind, phase, value, line, core, sequence);
        recorder_->publish();
    }
    void make_event(TraceEvent* place, const CoopTask& task, EventKind kind, Phase phase, std::int64_t value,
                    std::uint16_t line, CoreId core, std::uint16_t sequence) const {
        new (place) TraceEvent{.time = now_,
                               .value = value,
                               .task = task.id,
                               .line = line,
                               .core = core,
                               .kind = kind,
                               .phase = phase,
                               .sequence = sequence};
    }
    void record_run(CoopTask& task, EventKind kind, CoreId core) { record(task, kind, Phase::done, 0, 0, core); }
    void record_on(CoopTask& task, EventKind kind, Phase phase, ResourceId resource, std::uint16_t ticket,
                   std::uint16_t line, std::int64_t value = 0);
    void record_text(CoopTask& task, TraceEvent event, std::string_view text);
    /// What no task does.
    void record_of_nobody(TraceEvent event, std::string_view text);

    Recorder* recorder_;  ///< of the thread that is at work
    Time now_{};          ///< what events are stamped with
    std::uint64_t events_ = 0;
};

}  // namespace simul
