#include <algorithm>
#include <cstring>

#include <fmt/format.h>

#include "engine/trace/file_blocks.h"
#include "engine/trace/trace_file.h"

namespace simul {

using namespace file_blocks;

namespace {

void append_number(std::string& bytes, std::size_t number) {
    const auto small = static_cast<std::uint32_t>(number);
    bytes.append(reinterpret_cast<const char*>(&small), sizeof small);
}

std::string events_content(const Trace& trace, std::size_t from, std::size_t until) {
    std::string content;
    content.reserve(sizeof(std::uint32_t) + (until - from) * sizeof(TraceEvent));
    append_number(content, until - from);
    for (std::size_t i = from; i < until; ++i)
        content.append(reinterpret_cast<const char*>(&trace[i]), sizeof(TraceEvent));
    for (std::size_t i = from; i < until; ++i) {
        if (!trace[i].has_text) continue;
        const std::string_view text = trace.text_of(i);
        append_number(content, text.size());
        content += text;
    }
    return content;
}

std::string beginning_of_file(const TraceHeader& header) {
    return fmt::format("{}{}\n", kFirstLineBegins, kTraceFileVersion) + block(BlockKind::header, as_json(header));
}

}  // namespace

std::string trace_file_bytes(const Trace& trace, const RecordedEnding& ending) {
    std::string bytes = beginning_of_file(trace.header());
    for (std::size_t from = 0; from < trace.size(); from += kEventsInBlock)
        bytes += block(BlockKind::events, events_content(trace, from, std::min(trace.size(), from + kEventsInBlock)));
    return bytes + block(BlockKind::ending, as_json(ending));
}

Result<TraceFileWriter> TraceFileWriter::open(const std::string& path, const TraceHeader& header) {
    Result<os::OutputFile> file = os::OutputFile::open(path);
    if (!file) return file.error();
    TraceFileWriter writer(std::move(*file));
    const Result<void> written = writer.write(beginning_of_file(header));
    if (!written) return written.error();
    return writer;
}

Result<void> TraceFileWriter::take(const Trace& trace) {
    const std::size_t size = trace.size();
    while (taken_ < size && !failure_) {
        const std::size_t until = std::min(size, taken_ + kEventsInBlock);
        const Result<void> written = write(block(BlockKind::events, events_content(trace, taken_, until)));
        if (written) taken_ = until;
    }
    return failure_ ? Result<void>(*failure_) : Result<void>();
}

Result<void> TraceFileWriter::finish(const Trace& trace, const RecordedEnding& ending) {
    const Result<void> taken = take(trace);
    if (!taken) return taken;
    const Result<void> written = write(block(BlockKind::ending, as_json(ending)));
    return written ? file_.close() : written;
}

Result<void> TraceFileWriter::write(const std::string& bytes) {
    const Result<void> written = file_.append(bytes);
    if (!written) failure_ = written.error();
    return written;
}

}  // namespace simul
