// Who did what when, as stretches: a lane for each task, for each core and for each resource.
#pragma once

#include <cstddef>
#include <iterator>
#include <vector>

#include "engine/analysis/timeline_lane.h"
#include "engine/resources/fold.h"
#include "engine/trace/task_state.h"
#include "engine/trace/trace.h"

namespace simul {

/// A stretch of a lane in one state; never empty.
struct Span {
    Time from{};
    Time until = kNever;                ///< kNever: it lasts as far as the trace goes
    std::size_t event = 0;              ///< that began it; of a loss: the one that tells it
    TaskId task = kNoTask;              ///< whose; held: who has it, none of a semaphore or a channel
    TaskId other = kNoTask;             ///< blocked on a future: of whom; ready: who made it ready
    ResourceId resource = kNoResource;  ///< blocked: on what; held: this
    CoreId core = kNoCore;              ///< running: where
    SpanState state{};
    std::uint32_t level = 0;  ///< permits in use, messages inside, tasks that wait, events lost
};

/// Whether the lane of a resource shows what a graphics card did, and not how many requests are under way.
bool shows_card(const TraceHeader& header, ResourceId resource);

/// The spans of one lane in the order of time, made from the trace as they are looked at. Each begins where the one
/// before it ended; only the last one may last. Valid until the timeline grows.
class Spans {
  public:
    Spans(const Trace* trace, const Lane& lane) : trace_(trace), lane_(&lane) {}

    std::size_t size() const { return lane_->size(); }
    bool empty() const { return lane_->empty(); }
    Span operator[](std::size_t index) const;
    Span front() const { return (*this)[0]; }
    Span back() const { return (*this)[size() - 1]; }
    /// The index of the span that holds this moment; `size()` when the lane begins later.
    std::size_t at(Time time) const;
    const Lane& lane() const { return *lane_; }

    class Iterator {
      public:
        using iterator_category = std::input_iterator_tag;
        using value_type = Span;
        using difference_type = std::ptrdiff_t;
        using pointer = const Span*;
        using reference = Span;
        Iterator(const Spans& spans, std::size_t index) : spans_(&spans), index_(index) {}
        Span operator*() const { return (*spans_)[index_]; }
        Iterator& operator++() { return ++index_, *this; }
        friend bool operator!=(const Iterator& a, const Iterator& b) { return a.index_ != b.index_; }
        friend bool operator==(const Iterator& a, const Iterator& b) { return a.index_ == b.index_; }

      private:
        const Spans* spans_;
        std::size_t index_;
    };
    Iterator begin() const { return {*this, 0}; }
    Iterator end() const { return {*this, size()}; }

  private:
    const Trace* trace_;
    const Lane* lane_;
};

/// Grows with the trace, which must stay where it is.
class Timeline {
  public:
    Timeline() = default;
    explicit Timeline(const Trace& trace) { take(trace); }

    /// Takes what was appended since the last call, always of the same trace.
    void take(const Trace& trace);

    /// From its arrival on; done at the end.
    Spans of_task(TaskId task) const { return spans(tasks_, index_of(task)); }
    /// Who ran there. Cores of a real computer have the kernel's numbers.
    Spans of_core(CoreId core) const { return spans(cores_, index_of(core)); }
    /// Who had the mutex; how many permits are in use, or left where there were none at first; how many messages are
    /// inside; whether the event was set; of a graphics card what it did for whom (`level`: a DevicePart), told once it
    /// has answered.
    Spans of_resource(ResourceId resource) const { return spans(resources_, index_of(resource)); }
    /// How many tasks waited for it.
    Spans waiting_for(ResourceId resource) const { return spans(queues_, index_of(resource)); }

    /// One more than the highest number that was seen; of resources, those that the header names.
    std::size_t task_count() const { return tasks_.size(); }
    std::size_t core_count() const { return cores_.size(); }
    std::size_t resource_count() const { return resources_.size(); }
    /// The time of the last event.
    Time end() const { return end_; }
    /// How many events have been taken.
    std::size_t size() const { return taken_; }
    /// What it has taken beyond the trace.
    std::size_t bytes() const;

  private:
    /// One task.
    struct Course {
        Time last{};  ///< its last event
        TaskState state;
        std::uint32_t began = 0;  ///< the event that began the state
        bool in_gap = false;      ///< events were lost since `last`
        PermitWait permit;
    };

    void apply(const TraceEvent& event, std::uint32_t index);
    void meet(const TraceHeader& header);
    Course& course_of(TaskId task);
    void open_gap(Course& course, const TraceEvent& lost, std::uint32_t index);
    void close_gap(Course& course, const TraceEvent& event);
    void change_task(const Course& course, const TraceEvent& event);
    bool is_on(CoreId core, TaskId task) const;
    void leave_core(CoreId core, const TraceEvent& event, std::uint32_t index);
    void take_core(CoreId core, const TraceEvent& event, std::uint32_t index);
    void change_queues(const TaskState& before, const TaskState& after, Time at, std::uint32_t index);
    void change_queue(ResourceId resource, int by, Time at, std::uint32_t index);
    void change_resource(Course& course, const TraceEvent& event, std::uint32_t index);
    void show_level(const TraceEvent& event, std::uint32_t index);
    void show_spans_on_card(const TraceEvent& event, std::uint32_t index);
    void wipe(const TraceEvent& event, std::uint32_t index);
    Spans spans(const std::vector<Lane>& lanes, std::size_t index) const;

    const Trace* trace_ = nullptr;
    std::vector<Course> courses_;
    std::vector<Lane> tasks_;
    std::vector<Lane> cores_;
    std::vector<TaskId> on_core_;    ///< who is there, or was last
    std::vector<bool> core_in_use_;  ///< is there still
    std::vector<Lane> resources_;
    std::vector<Lane> queues_;
    std::vector<ResourceFold> folds_;  ///< by resource
    Time end_{};
    std::size_t taken_ = 0;
};

}  // namespace simul
