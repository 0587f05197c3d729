#include "tests/support/trace_text.h"

#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <vector>

#include "engine/trace/text_form.h"

namespace simul {
namespace {

using Words = std::vector<std::string>;

[[noreturn]] void misunderstood(const std::string& line, const std::string& word) {
    std::fprintf(stderr, "trace_from does not understand \"%s\" in \"%s\"\n", word.c_str(), line.c_str());
    std::abort();
}

/// Words between blanks; one that begins with a quote continues to the next quote.
Words words_of(const std::string& line) {
    Words words;
    for (std::size_t at = line.find_first_not_of(" \t"); at != std::string::npos;
         at = line.find_first_not_of(" \t", at)) {
        const bool is_text = line[at] == '"';
        std::size_t end = is_text ? line.find('"', at + 1) + 1 : line.find_first_of(" \t", at);
        if (end == std::string::npos) end = line.size();
        words.push_back(line.substr(at, end - at));
        at = end;
    }
    return words;
}

bool is_number(const std::string& word, double& number) {
    const auto [rest, failure] = std::from_chars(word.data(), word.data() + word.size(), number);
    return failure == std::errc() && rest == word.data() + word.size();
}

class TraceText {
  public:
    std::unique_ptr<Trace> read(std::string_view text);

  private:
    bool read_header_line(const std::string& line, const Words& words);
    void read_resource(ResourceKind kind, const Words& words);
    void read_event(const std::string& line, const Words& words);
    void read_kind(const std::string& line, std::string word, TraceEvent& event);
    void read_detail(const std::string& line, const std::string& word, TraceEvent& event, std::string& text);
    bool read_value_word(const std::string& word, TraceEvent& event) const;
    bool read_resource_name(const std::string& word, TraceEvent& event) const;
    void read_number(double number, bool whole, TraceEvent& event) const;
    TaskId task_named(const std::string& name);

    TraceHeader header_;
    std::map<std::string, TaskId> tasks_{{"main", kMainTask}};
    std::unique_ptr<Trace> trace_;
};

std::unique_ptr<Trace> TraceText::read(std::string_view text) {
    trace_ = std::make_unique<Trace>();
    bool in_header = true;
    while (!text.empty()) {
        const std::string line(text.substr(0, text.find('\n')));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const Words words = words_of(line);
        if (words.empty()) continue;
        in_header = in_header && read_header_line(line, words);
        if (in_header) continue;
        if (trace_->size() == 0) trace_->set_header(header_);
        read_event(line, words);
    }
    if (trace_->size() == 0) trace_->set_header(header_);
    return std::move(trace_);
}

bool TraceText::read_header_line(const std::string& line, const Words& words) {
    double number = 0;
    if (is_number(words[0], number)) return false;
    if (words.size() < 2) misunderstood(line, words[0]);
    if (const auto kind = word_named<ResourceKind>(words[0], kResourceKindNames)) {
        read_resource(*kind, words);
        return true;
    }
    if (words[0] == "model")
        header_.model = *word_named<Model>(words[1], kModelNames);
    else if (words[0] == "start_method")
        header_.start_method = *word_named<StartMethod>(words[1], kStartMethodNames);
    else if (words[0] == "clock")
        header_.clock = *word_named<Clock>(words[1], kClockNames);
    else if (words[0] == "cores")
        header_.cores = static_cast<std::uint32_t>(std::stoul(words[1]));
    else if (words[0] == "workers")
        header_.workers = static_cast<std::uint32_t>(std::stoul(words[1]));
    else if (words[0] == "policy")
        header_.policy = words[1];
    else if (words[0] == "scenario")
        header_.scenario = words[1];
    else if (words[0] == "source")
        header_.source_name = words[1];
    else
        misunderstood(line, words[0]);
    return true;
}

void TraceText::read_resource(ResourceKind kind, const Words& words) {
    ResourceInfo info;
    info.kind = kind;
    info.name = words[1];
    for (std::size_t i = 2; i < words.size(); ++i) {
        double number = 0;
        if (is_number(words[i], number))
            info.initial = Cell::integer(info.capacity = static_cast<std::int64_t>(number));
        info.mmap = info.mmap || words[i] == "mmap";
        info.atomic = info.atomic || words[i] == "atomic";
        info.raw = info.raw || words[i] == "raw";
    }
    header_.resources.push_back(info);
}

void TraceText::read_event(const std::string& line, const Words& words) {
    TraceEvent event;
    double seconds = 0;
    if (words.size() < 2 || !is_number(words[0], seconds)) misunderstood(line, words[0]);
    event.time = Time(duration_of_seconds(seconds));
    const bool has_task = words[1] != "end";
    if (has_task) event.task = task_named(words[1]);
    const std::size_t kind_at = has_task ? 2 : 1;
    if (words.size() <= kind_at) misunderstood(line, words[1]);
    read_kind(line, words[kind_at], event);
    const bool about_a_task = info_of(event.kind).value == ValueMeaning::task;
    if (about_a_task) event.value = value_of(kNoTask);
    const bool asks = info_of(event.kind).value == ValueMeaning::intent;
    if (asks) event.value = value_of(Intent{event.task, OperationKind::yield, kNoResource, kNoTask, 0});
    std::string text;
    for (std::size_t i = kind_at + 1; i < words.size(); ++i) read_detail(line, words[i], event, text);
    if (event.kind == EventKind::arrive && text.empty()) text = words[1];
    trace_->append(event, text);
}

void TraceText::read_kind(const std::string& line, std::string word, TraceEvent& event) {
    if (word.ends_with('?')) event.phase = Phase::wanted;
    if (word.ends_with('!')) event.phase = Phase::failed;
    if (word.ends_with('~')) event.phase = Phase::timed_out;
    if (event.phase != Phase::done) word.pop_back();
    const std::optional<EventKind> kind = kind_named(word);
    if (!kind) misunderstood(line, word);
    event.kind = *kind;
}

void TraceText::read_detail(const std::string& line, const std::string& word, TraceEvent& event, std::string& text) {
    double number = 0;
    if (word.front() == '"') {
        text = word.substr(1, word.size() - 2);
    } else if (word.front() == '@') {
        event.core = static_cast<CoreId>(std::stoul(word.substr(1)));
    } else if (word.front() == ':') {
        event.line = static_cast<std::uint16_t>(std::stoul(word.substr(1)));
    } else if (is_number(word, number)) {
        read_number(number, word.find('.') == std::string::npos, event);
    } else if (!read_resource_name(word, event) && !read_value_word(word, event)) {
        if (info_of(event.kind).value != ValueMeaning::task) misunderstood(line, word);
        event.value = value_of(task_named(word));
    }
}

void TraceText::read_number(double number, bool whole, TraceEvent& event) const {
    switch (info_of(event.kind).value) {
        case ValueMeaning::duration:
            event.value = duration_of_seconds(number).count();
            break;
        case ValueMeaning::real:
            event.value = Cell::real(number).bits;
            break;
        case ValueMeaning::cell: {
            const Cell cell = whole ? Cell::integer(static_cast<std::int64_t>(number)) : Cell::real(number);
            event.value = cell.bits;
            event.cell = cell.type;
            break;
        }
        default:
            event.value = static_cast<std::int64_t>(number);
    }
}

bool TraceText::read_resource_name(const std::string& word, TraceEvent& event) const {
    for (std::size_t i = 0; i < header_.resources.size(); ++i) {
        if (header_.resources[i].name != word) continue;
        event.resource = static_cast<ResourceId>(i);
        return true;
    }
    return false;
}

bool TraceText::read_value_word(const std::string& word, TraceEvent& event) const {
    if (event.kind == EventKind::finish)
        if (const auto ending = word_named<Ending>(word, kEndingNames)) {
            event.value = static_cast<std::int64_t>(*ending);
            return true;
        }
    if (event.kind == EventKind::end)
        if (const auto outcome = word_named<Outcome>(word, kOutcomeNames)) {
            event.value = static_cast<std::int64_t>(*outcome);
            return true;
        }
    if (event.kind == EventKind::note)
        for (const NoteKind note :
             {NoteKind::too_long, NoteKind::loop_blocked, NoteKind::livelock, NoteKind::busy_wait, NoteKind::cut_off,
              NoteKind::worker_replaced, NoteKind::pool_broken, NoteKind::failure_heard, NoteKind::changed_copy,
              NoteKind::left_running, NoteKind::loop_hears})
            if (name_of(note) == word) {
                event.value = static_cast<std::int64_t>(note);
                return true;
            }
    return false;
}

TaskId TraceText::task_named(const std::string& name) {
    return tasks_.emplace(name, static_cast<TaskId>(tasks_.size())).first->second;
}

}  // namespace

std::unique_ptr<Trace> trace_from(std::string_view text) { return TraceText().read(text); }

}  // namespace simul
