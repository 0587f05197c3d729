// What the lines of a story are made of: the operations of one line, as the first task that went through it did them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/moment.h"
#include "engine/trace/trace.h"

namespace simul {

/// One operation on a resource; between it and the next, another task may do something.
struct LinePart {
    OperationKind kind{};
    ResourceId resource = kNoResource;
    friend bool operator==(const LinePart&, const LinePart&) = default;
};

/// Grows with the trace. A loop within one line is told by its first round.
class LineParts {
  public:
    /// Takes what was appended since the last call, always of the same trace.
    void take(const Trace& trace);
    /// What another run of the same source has shown of lines that nobody has been through in this one.
    void remember(const LineParts& earlier);

    /// At least two, or none: the line is one operation, or nobody was there.
    const std::vector<LinePart>& of(std::uint16_t line) const;

  private:
    struct Line {
        TaskId visitor = kNoTask;
        bool over = false;  ///< the first visit, or its first round
        std::vector<LinePart> parts;
    };
    void take(const TraceEvent& event);

    std::vector<Line> lines_;
    std::vector<std::uint16_t> line_of_;  ///< by task
    std::vector<std::vector<LinePart>> remembered_;
    std::size_t taken_ = 0;
};

/// `load counter`, `store into counter`.
std::string part_in_words(const LinePart& part, const TraceHeader& header);

/// Conducted runs: before which of the parts of its line the task stands; nothing: it asks for nothing, or for
/// something else.
std::optional<std::size_t> part_before(const std::vector<LinePart>& parts, const Trace& trace, const Moment& moment,
                                       TaskId task);

}  // namespace simul
