#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>

#include "engine/base/file_content.h"
#include "engine/base/plural.h"
#include "engine/trace/event_check.h"
#include "engine/trace/file_blocks.h"
#include "engine/trace/text_form.h"
#include "engine/trace/trace_file.h"

namespace simul {

using namespace file_blocks;

namespace {

/// Reads one file from its beginning, block by block, into a trace.
class TraceFileReader {
  public:
    TraceFileReader(std::istream& file, const std::string& name) : file_(file), name_(name) {}

    Result<LoadedTrace> read();

  private:
    enum class Found { block, end, beginning_of_block, damage };

    Result<void> read_first_line();
    Error no_trace();
    Found next_block();
    bool read_content();
    Result<void> take_block();
    Result<void> take_events();
    Result<void> take_texts(const char* events, std::uint32_t count, std::string_view texts);
    Result<LoadedTrace> ended(Found how);

    Error damaged(std::string_view why) const;
    std::string sentence_of_a_cut() const;

    std::istream& file_;
    const std::string name_;
    std::uint64_t block_begin_ = 0;
    BlockHead head_;
    std::string content_;
    LoadedTrace loaded_;
    std::optional<EventCheck> check_;
    bool has_ending_ = false;
    Time latest_{};
};

Result<LoadedTrace> TraceFileReader::read() {
    const Result<void> begun = read_first_line();
    if (!begun) return begun.error();
    while (true) {
        const Found found = next_block();
        if (found != Found::block) return ended(found);
        const Result<void> taken = take_block();
        if (!taken) return taken.error();
    }
}

Result<void> TraceFileReader::read_first_line() {
    std::string line(kFirstLineBegins.size() + 12, '\0');
    file_.read(line.data(), static_cast<std::streamsize>(line.size()));
    line.resize(static_cast<std::size_t>(file_.gcount()));
    if (line.empty())
        return Error{fmt::format("{} is empty. Record a run with `simul run SCENARIO --record FILE`.", name_),
                     ErrorKind::recording};
    const std::size_t end = line.find('\n');
    int version = 0;
    const char* number = line.data() + kFirstLineBegins.size();
    if (!line.starts_with(kFirstLineBegins) || end == std::string::npos ||
        std::from_chars(number, line.data() + end, version).ptr != line.data() + end)
        return no_trace();
    if (version > kTraceFileVersion)
        return Error{
            fmt::format("{} is a trace of version {}, and this program reads up to version {}. Open it with the "
                        "newer Simul that wrote it.",
                        name_, version, kTraceFileVersion),
            ErrorKind::recording};
    block_begin_ = end + 1;
    file_.clear();
    file_.seekg(static_cast<std::streamoff>(block_begin_));
    return {};
}

/// What it is instead.
Error TraceFileReader::no_trace() {
    constexpr std::size_t kEnough = 4096;
    std::string beginning(kEnough, '\0');
    file_.clear();
    file_.seekg(0);
    file_.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    beginning.resize(static_cast<std::size_t>(file_.gcount()));
    std::string_view content = certain_content(beginning);
    if (content.empty()) content = likely_content(beginning);
    const bool begins_well = beginning.starts_with(kFirstLineBegins);
    const std::string instead = begins_well       ? "its first line is damaged"
                                : content.empty() ? "a story is run: simul run FILE"
                                                  : fmt::format("this is {}", content);
    return Error{
        fmt::format("{} is not a trace of Simul. Give a file that `simul run … --record FILE` has written; {}.", name_,
                    instead),
        ErrorKind::recording};
}

TraceFileReader::Found TraceFileReader::next_block() {
    file_.read(reinterpret_cast<char*>(&head_), sizeof head_);
    if (file_.gcount() == 0) return Found::end;
    if (file_.gcount() < static_cast<std::streamsize>(sizeof head_)) return Found::beginning_of_block;
    if (head_.head_checksum != checksum_of(head_) || head_.length > kMostContent) return Found::damage;
    if (!read_content()) return Found::beginning_of_block;
    return checksum(content_) == head_.content_checksum ? Found::block : Found::damage;
}

/// False: the file ends before. Piece by piece: a length is only believed as far as there are bytes.
bool TraceFileReader::read_content() {
    constexpr std::size_t kPiece = std::size_t{1} << 20;
    content_.clear();
    while (content_.size() < head_.length) {
        const std::size_t before = content_.size(), wanted = std::min<std::size_t>(kPiece, head_.length - before);
        content_.resize(before + wanted);
        file_.read(content_.data() + before, static_cast<std::streamsize>(wanted));
        if (file_.gcount() < static_cast<std::streamsize>(wanted)) return false;
    }
    return true;
}

Result<void> TraceFileReader::take_block() {
    block_begin_ += sizeof head_ + content_.size();
    if (!loaded_.trace && head_.kind != BlockKind::header) return damaged("its first block is not the header");
    if (head_.kind == BlockKind::header) {
        if (loaded_.trace) return damaged("it has two headers");
        Result<TraceHeader> header = header_from(content_);
        if (!header) return damaged(header.error().sentence());
        loaded_.trace = std::make_unique<Trace>(std::move(*header));
        check_.emplace(loaded_.trace->header());
    } else if (head_.kind == BlockKind::ending) {
        Result<RecordedEnding> ending = ending_from(content_);
        if (!ending) return damaged(ending.error().sentence());
        loaded_.ending = *ending;
        has_ending_ = true;
    } else {
        return take_events();
    }
    return {};
}

Result<void> TraceFileReader::take_events() {
    std::uint32_t count = 0;
    if (head_.kind != BlockKind::events || has_ending_ || content_.size() < sizeof count)
        return damaged("it has a block that does not belong there");
    std::memcpy(&count, content_.data(), sizeof count);
    const std::size_t events_end = sizeof count + std::size_t{count} * sizeof(TraceEvent);
    if (events_end > content_.size()) return damaged("a block has fewer events than it says");
    if (loaded_.trace->size() + count > kMostEventsOfTrace) return damaged("it has more events than can be shown");
    return take_texts(content_.data() + sizeof count, count, std::string_view(content_).substr(events_end));
}

/// Appends the events, each with its text from the front of `texts`.
Result<void> TraceFileReader::take_texts(const char* events, std::uint32_t count, std::string_view texts) {
    for (std::uint32_t i = 0; i < count; ++i) {
        TraceEvent event;
        std::memcpy(static_cast<void*>(&event), events + i * sizeof event, sizeof event);
        if (const char* problem = check_->problem_of(event))
            return damaged(fmt::format("it has an event that cannot be: {}", problem));
        if (event.time < latest_)
            return damaged("it has an event that cannot be: it is earlier than the one before it");
        latest_ = event.time;
        if (!event.has_text) {
            loaded_.trace->append(event);
            continue;
        }
        std::uint32_t length = 0;
        if (texts.size() < sizeof length) return damaged("a text is missing");
        std::memcpy(&length, texts.data(), sizeof length);
        texts.remove_prefix(sizeof length);
        if (texts.size() < length) return damaged("a text is missing");
        loaded_.trace->append(event, texts.substr(0, length));
        texts.remove_prefix(length);
    }
    return {};
}

Result<LoadedTrace> TraceFileReader::ended(Found how) {
    if (how == Found::damage) return damaged("a checksum does not match");
    if (!loaded_.trace)
        return Error{
            fmt::format("{} ends within its header, so nothing of the run is in it. Record the run again.", name_),
            ErrorKind::recording};
    loaded_.cut = !has_ending_ || how == Found::beginning_of_block;
    if (loaded_.cut) loaded_.sentence = sentence_of_a_cut();
    return std::move(loaded_);
}

Error TraceFileReader::damaged(std::string_view why) const {
    return Error{
        fmt::format("{} is damaged: {} (at byte {}). Copy the file again from where it was good, or record the "
                    "run again.",
                    name_, printable(why.substr(0, 200)), block_begin_),
        ErrorKind::recording};
}

std::string TraceFileReader::sentence_of_a_cut() const {
    return fmt::format(
        "{} ends early, at {} s, after {} {}: the program that recorded it was ended before the run was. "
        "What was recorded is shown; record the run again to have the rest.",
        name_, exact_seconds(latest_.time_since_epoch()), loaded_.trace->size(), noun(loaded_.trace->size(), "event"));
}

}  // namespace

Result<LoadedTrace> read_trace_file(const std::string& path) {
    const std::string name = path.empty() ? "\"\"" : printable(path.substr(0, 200));
    if (const std::string_view other = what_is_no_file(path); !other.empty())
        return Error{fmt::format("{} is {}. Give the path of a trace that --record has written.", name, other),
                     ErrorKind::recording};
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{
            fmt::format("Could not open the trace {}: {}. Check the path and its rights.", name, std::strerror(errno))};
    return TraceFileReader(file, name).read();
}

Result<LoadedTrace> trace_from_bytes(std::string bytes, const std::string& name) {
    std::istringstream file(std::move(bytes));
    return TraceFileReader(file, name).read();
}

}  // namespace simul
