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
    complain(written.error().sentence());
}

bool EventPrinter::take(const Trace& trace) {
    constexpr std::size_t kPortion = 1 << 16;
    const std::size_t size = trace.size();
    std::string lines;
    if (!ready_ && size > 0) {
        ready_.emplace(trace.header());
        clocks_.emplace(trace.header());
    }
    while (printed_ < size && !failed_) {
        names_.take(trace, printed_);
        ready_->apply(trace[printed_], printed_);
        const bool says_why = !trace.text_of(printed_).empty();
        lines += text_form(trace, printed_, names_) + (says_why ? "" : why());
        if (const LogicalTime* time = clocks_->apply(trace[printed_]))
            lines += fmt::format("  [{}]", in_words(*time, trace.header()));
        lines += "\n";
        ++printed_;
        if (lines.size() < kPortion && printed_ < size) continue;
        failed_ = !tell(lines);
        lines.clear();
    }
    return !failed_;
}

/// ` because it has the shortest burst, 2 s, against 4 s`; where there is one line that goes without saying.
std::string EventPrinter::why() const {
    const Comparison& comparison = ready_->header().comparison;
    if (!ready_->has_chosen() || comparison.preference == Preference::first) return {};
    const std::string reason = reason_in_words(comparison, ready_->choice());
    return reason.empty() ? "" : " because it " + reason;
}

int EventPrinter::exit_code() const { return failed_ ? kExitRefused : kExitDone; }

}  // namespace simul::command_line
