// Who looks at a run while it grows: the recorder of `--record`, and the printer of `--events`.
#pragma once

#include <chrono>
#include <optional>
#include <string>

#include "engine/analysis/logical_clocks.h"
#include "engine/analysis/ready_line.h"
#include "engine/run/run.h"
#include "engine/trace/task_names.h"
#include "engine/trace/trace_file.h"

namespace simul::command_line {

class Follower {
  public:
    virtual ~Follower() = default;
    /// What was appended since the last call. False: the run is of no use without this follower, and is to be ended.
    virtual bool take(const Trace& trace) = 0;
    virtual void finish(const Trace& trace, const RunEnding& ending) = 0;
    /// kExitDone, or kExitRefused when the world refused what it wanted to write. That was told already.
    virtual int exit_code() const = 0;
};

/// Writes a trace file as the run goes. A file that cannot be made ends the run; one that cannot be continued does not.
class RunRecorder : public Follower {
  public:
    explicit RunRecorder(std::string path) : path_(std::move(path)) {}
    bool take(const Trace& trace) override;
    void finish(const Trace& trace, const RunEnding& ending) override;
    int exit_code() const override;

  private:
    bool open(const Trace& trace);
    void check(const Result<void>& written);

    std::string path_;
    std::optional<TraceFileWriter> writer_;
    bool failed_ = false;
};

/// Prints each event as a line.
class EventPrinter : public Follower {
  public:
    bool take(const Trace& trace) override;
    void finish(const Trace& trace, const RunEnding&) override { take(trace); }
    int exit_code() const override;

  private:
    std::string why() const;

    TaskNames names_;
    std::optional<ReadyLine> ready_;
    std::optional<LogicalClocks> clocks_;
    std::size_t printed_ = 0;
    bool failed_ = false;
};

}  // namespace simul::command_line
