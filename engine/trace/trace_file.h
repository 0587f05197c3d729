// A trace on disk.
//
// How it is built. The first line says in words what the file is and which version. Then come blocks. A block is a head
// of 16 bytes (what it is, its length, a checksum of its content, a checksum of the head) and its content:
//   header   the TraceHeader as JSON
//   events   how many (u32), then 32 bytes each, then for each that has a text its length (u32) and its bytes
//   ending   the RecordedEnding as JSON; the last one
// Each block is written by one write as the run goes, so that after the writer was killed all whole blocks are there.
// All numbers are little-endian.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "engine/base/result.h"
#include "engine/os/files.h"
#include "engine/trace/trace.h"

namespace simul {

inline constexpr int kTraceFileVersion = 2;

/// What is known of a run's end beside its events.
struct RecordedEnding {
    Outcome outcome = Outcome::stopped;
    double real_s = 0;
    std::uint64_t lost_events = 0;
    std::optional<double> stolen_s;
};

/// Writes a trace that still grows. After a failure nothing more is written and all calls tell the same failure.
class TraceFileWriter {
  public:
    /// Creates the file and writes the header, so the trace must have its own by now.
    static Result<TraceFileWriter> open(const std::string& path, const TraceHeader& header);

    /// Writes the events that were appended to the trace since the last call.
    Result<void> take(const Trace& trace);
    /// Writes the rest and the ending, and closes.
    Result<void> finish(const Trace& trace, const RecordedEnding& ending);

  private:
    explicit TraceFileWriter(os::OutputFile file) : file_(std::move(file)) {}
    Result<void> write(const std::string& block);

    os::OutputFile file_;
    std::size_t taken_ = 0;
    std::optional<Error> failure_;
};

struct LoadedTrace {
    std::unique_ptr<Trace> trace;
    RecordedEnding ending;
    bool cut = false;      ///< the writer was ended before the run was: what follows the last whole block is missing
    std::string sentence;  ///< when cut: what to tell the reader
};

/// Opens without the scenario. The error is one sentence and a remedy.
Result<LoadedTrace> read_trace_file(const std::string& path);

/// The whole file of a run that is over, and back again. `name`: of the file that it stands in, for sentences.
std::string trace_file_bytes(const Trace& trace, const RecordedEnding& ending);
Result<LoadedTrace> trace_from_bytes(std::string bytes, const std::string& name);

}  // namespace simul
