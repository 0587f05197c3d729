#include "app/command_line/followers.h"

#include <fmt/format.h>

#include "app/command_line/session.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {

bool RunRecorder::take(const Trace& trace) {
    if (failed_ || trace.size() == 0) return true;
    if (!writer_ && !open(trace)) return false;
    check(writer_->take(trace));
    return true;
}

void RunRecorder::finish(const Trace& trace, const RunEnding& ending) {
    if (failed_ || !writer_) return;
    check(writer_->finish(trace, recorded(ending)));
}

int RunRecorder::exit_code() const { return failed_ ? kExitRefused : kExitDone; }

bool RunRecorder::open(const Trace& trace) {
    Result<TraceFileWriter> writer = TraceFileWriter::open(path_, trace.header());
    if (writer)
        writer_.emplace(std::move(*writer));
    else
        check(writer.error());
    return writer.ok();
}

void RunRecorder::check(const Result<void>& written) {
    if (written || failed_) return;
    failed_ = true;
    complain(written.error().sentence);
}

bool EventPrinter::take(const Trace& trace) {
    constexpr std::size_t kPortion = 1 << 16;
    const std::size_t size = trace.size();
    std::string lines;
    while (printed_ < size && !failed_) {
        names_.take(trace, printed_);
        choices_.take(trace[printed_]);
        lines += text_form(trace, printed_, names_) + why(trace.header()) + "\n";
        ++printed_;
        if (lines.size() < kPortion && printed_ < size) continue;
        failed_ = !tell(lines);
        lines.clear();
    }
    return !failed_;
}

/// ` because it has the shortest burst, 2 s, against 4 s`
std::string EventPrinter::why(const TraceHeader& header) const {
    const std::string reason = choices_.last() ? reason_in_words(header, *choices_.last()) : "";
    return reason.empty() ? "" : " because it " + reason;
}

int EventPrinter::exit_code() const { return failed_ ? kExitRefused : kExitDone; }

}  // namespace simul::command_line
