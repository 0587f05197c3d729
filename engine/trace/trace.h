// Everything that happened in one run, in order. The only truth: whatever is shown is a fold of it.
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/trace/chunked_log.h"
#include "engine/trace/trace_event.h"
#include "engine/trace/trace_header.h"

namespace simul {

/// One thread appends, any number may read meanwhile. Times never decrease; each task's events stand in its order,
/// each resource's in the order of its tickets.
class Trace {
  public:
    Trace() = default;
    explicit Trace(TraceHeader header) : header_(std::move(header)) {}

    const TraceHeader& header() const { return header_; }
    /// Before the first event only.
    void set_header(TraceHeader header);

    void append(const TraceEvent& event) { events_.append(event); }
    /// The text is copied; it belongs to this event.
    void append(const TraceEvent& event, std::string_view text);

    std::size_t size() const { return events_.size(); }
    const TraceEvent& operator[](std::size_t index) const { return events_[index]; }
    /// Empty for an event without text.
    std::string_view text_of(std::size_t index) const;

  private:
    struct Text {
        std::size_t event;
        const char* begin;
        std::size_t length;
    };

    std::string_view kept(std::string_view text);

    TraceHeader header_;
    ChunkedLog<TraceEvent> events_;
    ChunkedLog<Text> texts_;
    std::vector<std::unique_ptr<char[]>> pages_;
    std::size_t room_ = 0;
    char* next_ = nullptr;
};

}  // namespace simul
