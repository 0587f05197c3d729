#include "engine/trace/text_form.h"

#include <fmt/format.h>

#include "engine/base/happening.h"

namespace simul {
namespace {

std::string_view resource_name(const Trace& trace, ResourceId resource) {
    const std::vector<ResourceInfo>& resources = trace.header().resources;
    return index_of(resource) < resources.size() ? std::string_view(resources[index_of(resource)].name) : "?";
}

std::string task_value(const TraceEvent& event, const TaskNames& names) {
    if (event.other_task() == kNoTask) return {};
    const std::string_view word = event.kind == EventKind::arrive  ? "from "
                                  : event.kind == EventKind::ready ? "after "
                                                                   : "";
    return fmt::format(" {}{}", word, names.label_of(event.other_task()));
}

std::string ending_value(const TraceEvent& event) {
    if (event.ending() == Ending::returned)
        return event.signal() == 0 ? std::string() : fmt::format(": exits with {}", event.signal());
    if (event.ending() == Ending::died) return fmt::format(": died of signal {}", event.signal());
    return fmt::format(": {}", name_of(event.ending()));
}

std::string number_value(const TraceEvent& event) {
    if (event.kind == EventKind::note) return fmt::format(": {}", name_of(static_cast<NoteKind>(event.value)));
    if (event.kind == EventKind::end) return fmt::format(": {}", name_of(static_cast<Outcome>(event.value)));
    return event.phase == Phase::wanted ? std::string() : fmt::format(" = {}", event.value);
}

const char* step_text(NextStep step) {
    switch (step) {
        case NextStep::operation:
            return "";
        case NextStep::time_out:
            return ", whose time may run out";
        case NextStep::wait:
            return ", for which it would wait";
        case NextStep::going_on:
            return ", which is over";
        case NextStep::answer:
            return ", whose answer may come";
        case NextStep::end:
            return " its end";
        case NextStep::happening:
            break;
    }
    return "";
}

std::string intent_text(const Trace& trace, const TraceEvent& event, const TaskNames& names) {
    const Intent intent = event.intent();
    std::string text = intent.step == NextStep::end ? "" : fmt::format(" {}", info_of(intent.kind).verb);
    if (intent.resource != kNoResource) text += fmt::format(" {}", printable(resource_name(trace, intent.resource)));
    if (intent.other != kNoTask) text += fmt::format(" {}", printable(names.label_of(intent.other)));
    text += step_text(intent.step);
    return event.phase == Phase::failed ? text + ", and cannot" : text;
}

std::string happening_text(const TraceEvent& event) {
    const std::string text = ": " + text_of(happening_of(event.happening()));
    return event.phase == Phase::failed ? text + ", and cannot" : text;
}

std::string value_text(const TraceEvent& event, const TaskNames& names) {
    switch (info_of(event.kind).value) {
        case ValueMeaning::none:
            return {};
        case ValueMeaning::task:
            return task_value(event, names);
        case ValueMeaning::duration:
            return fmt::format(" {} s", exact_seconds(event.duration()));
        case ValueMeaning::ending:
            return ending_value(event);
        case ValueMeaning::number:
            return number_value(event);
        case ValueMeaning::boolean:
            return event.value ? " = true" : " = false";
        case ValueMeaning::real:
            return fmt::format(" = {}", event.real());
        case ValueMeaning::cell:
            return event.cell == CellType::packed ? "" : " = " + text_of(Cell{event.value, event.cell});
        case ValueMeaning::happening:
            return happening_text(event);
        case ValueMeaning::intent:
            break;
    }
    return {};
}

/// How many bytes the character at the start of `text` has, or 0 when it is not UTF-8.
std::size_t utf8_length(std::string_view text) {
    const auto byte = [text](std::size_t at) { return static_cast<unsigned char>(text[at]); };
    const unsigned char first = byte(0);
    const std::size_t length = first < 0x80 ? 1 : first < 0xc2 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (first > 0xf4 || length > text.size()) return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xc0) != 0x80) return 0;
    const bool overlong = (first == 0xe0 && byte(1) < 0xa0) || (first == 0xf0 && byte(1) < 0x90);
    const bool surrogate = first == 0xed && byte(1) > 0x9f;
    const bool beyond = first == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

/// U+0000 to U+001F, U+007F, and U+0080 to U+009F, which are two bytes in UTF-8.
bool is_control(std::string_view character) {
    const auto first = static_cast<unsigned char>(character[0]);
    return first < 0x20 || first == 0x7f || (first == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0);
}

std::string escaped(std::string_view bytes) {
    if (bytes == "\n") return "\\n";
    if (bytes == "\t") return "\\t";
    if (bytes == "\r") return "\\r";
    std::string result;
    for (const char byte : bytes) result += fmt::format("\\x{:02x}", static_cast<unsigned char>(byte));
    return result;
}

std::string made_harmless(std::string_view text, std::string_view also_escaped) {
    std::string result;
    result.reserve(text.size());
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        const std::string_view character = text.substr(0, length == 0 ? 1 : length);
        if (length == 0 || is_control(character)) {
            result += escaped(character);
        } else {
            if (also_escaped.find(character) != std::string_view::npos) result += '\\';
            result += character;
        }
        text.remove_prefix(character.size());
    }
    return result;
}

}  // namespace

std::string text_form(const Trace& trace, std::size_t index, const TaskNames& names) {
    const TraceEvent& event = trace[index];
    const std::string core = event.core == kNoCore ? "-" : fmt::format("core {}", index_of(event.core));
    const std::string task = event.task == kNoTask ? "-" : printable(names.label_of(event.task));
    std::string line = fmt::format("{:<10}  {:<7}  {:<16}  ", exact_seconds(event.time.time_since_epoch()), core, task);
    const bool asks = info_of(event.kind).value == ValueMeaning::intent;
    if (event.phase == Phase::wanted) line += "wants ";
    line += info_of(event.kind).verb;
    if (asks) line += intent_text(trace, event, names);
    if (event.resource != kNoResource) line += fmt::format(" {}", printable(resource_name(trace, event.resource)));
    line += printable(value_text(event, names));
    if (event.phase == Phase::failed && !asks) line += " fails";
    if (event.phase == Phase::timed_out) line += " times out";
    if (event.timed) line += event.kind == EventKind::rank ? " lent" : " with a timeout";
    if (event.has_text) line += " " + quoted(trace.text_of(index));
    if (event.line != 0) line += fmt::format(" (line {})", event.line);
    return line;
}

/// As people count: simulated cores from one, on each machine anew.
static std::size_t counted(const TraceHeader& header, CoreId core) {
    if (!header.has_nodes()) return index_of(core) + (header.exact() ? 1 : 0);
    return index_of(core) - first_core_of(header.nodes, node_of_core(header.nodes, core)) + 1;
}

std::string core_in_words(const TraceHeader& header, CoreId core) {
    if (!header.has_nodes()) return fmt::format("core {}", counted(header, core));
    const NodeInfo& machine = header.nodes[index_of(node_of_core(header.nodes, core))];
    return machine.cores == 1 ? fmt::format("the core of {}", printable(machine.name))
                              : fmt::format("core {} of {}", counted(header, core), printable(machine.name));
}

std::string core_label(const TraceHeader& header, CoreId core) {
    if (!header.has_nodes()) return fmt::format("Core {}", counted(header, core));
    const NodeInfo& machine = header.nodes[index_of(node_of_core(header.nodes, core))];
    return machine.cores == 1 ? printable(machine.name)
                              : fmt::format("{} {}", printable(machine.name), counted(header, core));
}

std::string exact_seconds(Duration duration) {
    constexpr std::uint64_t kNanosecondsPerSecond = 1'000'000'000;
    const bool negative = duration.count() < 0;
    const auto bits = static_cast<std::uint64_t>(duration.count());
    const std::uint64_t nanoseconds = negative ? ~bits + 1 : bits;
    std::string text = fmt::format("{}{}", negative ? "-" : "", nanoseconds / kNanosecondsPerSecond);
    if (nanoseconds % kNanosecondsPerSecond == 0) return text;
    text += fmt::format(".{:09}", nanoseconds % kNanosecondsPerSecond);
    text.erase(text.find_last_not_of('0') + 1);
    return text;
}

std::string text_of(Cell cell) {
    switch (cell.type) {
        case CellType::boolean:
            return cell.bits ? "true" : "false";
        case CellType::real:
            return fmt::format("{}", cell.as_real());
        case CellType::packed:
            return "a value that is no number";
        case CellType::integer:
            break;
    }
    return fmt::format("{}", cell.bits);
}

std::string printable(std::string_view text) { return made_harmless(text, ""); }

std::string quoted(std::string_view text) { return '"' + made_harmless(text, "\"\\") + '"'; }

std::string_view name_of(NoteKind kind) {
    switch (kind) {
        case NoteKind::too_long:
            return "too_long";
        case NoteKind::loop_blocked:
            return "loop_blocked";
        case NoteKind::livelock:
            return "livelock";
        case NoteKind::busy_wait:
            return "busy_wait";
        case NoteKind::cut_off:
            return "cut_off";
        case NoteKind::worker_replaced:
            return "worker_replaced";
        case NoteKind::pool_broken:
            return "pool_broken";
        case NoteKind::failure_heard:
            return "failure_heard";
        case NoteKind::changed_copy:
            return "changed_copy";
        case NoteKind::left_running:
            return "left_running";
        case NoteKind::loop_hears:
            return "loop_hears";
    }
    return "something";
}

}  // namespace simul
