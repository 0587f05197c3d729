// What is said of a span under the pointer: who, what, from when to when, how long, and why.
#include <fmt/format.h>

#include <algorithm>

#include "app/panels/timeline_parts.h"
#include "app/panels/told_choices.h"
#include "engine/analysis/event_words.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

/// Looks at a span of a run, which may be the ghost.
class SpanWords {
  public:
    SpanWords(const TimelineFrame& frame, const PointedSpan& pointed, Time at)
        : run_(pointed.row.kind == RowKind::ghost ? *frame.ghost : frame.run),
          row_name_(name_of(frame, pointed.row)),
          row_(pointed.row),
          span_(pointed.span),
          at_(at),
          speech_(run_.names(), run_.header().words) {}

    std::string whole() const {
        std::string text = heading() + "\n" + times();
        const std::string waiting = waiters();
        if (!waiting.empty()) text += "\n" + waiting;
        if (span_.state == SpanState::lost) return text + "\nEvents were lost here: what happened is not known.";
        const std::string sentence = reason();
        return sentence.empty() ? text : text + "\n" + sentence;
    }

  private:
    std::string heading() const {
        const std::string name = span_.task == kNoTask ? "" : speech_.name_of(span_.task);
        switch (row_.kind) {
            case RowKind::core:
            case RowKind::ghost:
                return on_core(name);
            case RowKind::resource:
                return of_resource(name);
            case RowKind::idle:
            case RowKind::task:
                break;
        }
        if (span_.state == SpanState::lost) return fmt::format("{}: {} lost", row_name_, plural(span_.level, "event"));
        if (span_.state == SpanState::running && run_.header().cores > 1 && span_.core != kNoCore)
            return fmt::format("{}: running on {}", capitalized(row_name_), core_name());
        if (span_.state == SpanState::blocked)
            return fmt::format("{}: waits {}", capitalized(row_name_),
                               awaited_in_words(run_.moment(span_.event + 1), span_.task, speech_));
        return fmt::format("{}: {}", capitalized(row_name_), simul::name_of(span_.state));
    }

    std::string core_name() const { return core_in_words(run_.header(), span_.core); }

    std::string on_core(const std::string& name) const {
        if (span_.state == SpanState::running) return fmt::format("{}: {} runs", row_name_, name);
        if (span_.state == SpanState::switching) return fmt::format("{}: switches to {}", row_name_, name);
        if (span_.state == SpanState::lost) return fmt::format("{}: {} lost", row_name_, plural(span_.level, "event"));
        return fmt::format("{}: nobody runs here", row_name_);
    }

    std::string of_resource(const std::string& name) const {
        const ResourceInfo& info = run_.header().resources[row_.number];
        const std::string title = fmt::format("{}, {}", row_name_, kind_with_article(info));
        if (span_.state == SpanState::blocked)
            return fmt::format("{}: {} wait{}", title, plural(span_.level, "task"), span_.level == 1 ? "s" : "");
        if (info.kind == ResourceKind::device && !name.empty() && span_.state != SpanState::held)
            return fmt::format("{}: {} for {}", title, on_card_in_words(static_cast<DevicePart>(span_.level)), name);
        if (span_.state != SpanState::held) return title + ": " + nobody(info);
        switch (info.kind) {
            case ResourceKind::semaphore:
                return info.initial.bits > 0 ? fmt::format("{}: {} of {} in use", title, span_.level, info.initial.bits)
                                             : fmt::format("{}: {} left", title, plural(span_.level, "permit"));
            case ResourceKind::rw_lock:
                return fmt::format("{}: {}", title,
                                   span_.task == kNoTask ? readers_in_words(span_.level) : name + " writes");
            case ResourceKind::channel:
                return fmt::format("{}: {} inside", title, plural(span_.level, "message"));
            case ResourceKind::stream:
                return fmt::format("{}: {} inside", title, plural(span_.level, "byte"));
            case ResourceKind::device:
                return fmt::format("{}: {} under way", title, plural(span_.level, "request"));
            case ResourceKind::event:
                return title + ": set";
            default:
                return fmt::format("{}: {} has it", title, name);
        }
    }

    static std::string nobody(const ResourceInfo& info) {
        switch (info.kind) {
            case ResourceKind::semaphore:
                return info.initial.bits > 0 ? "none in use" : "none left";
            case ResourceKind::device:
                return "no request";
            case ResourceKind::channel:
            case ResourceKind::stream:
                return "empty";
            case ResourceKind::event:
                return "not set";
            case ResourceKind::mutex:
            case ResourceKind::rw_lock:
                return "nobody has it";
            default:
                return "nobody waits";
        }
    }

    std::string times() const {
        const Duration whole = run_.end().time_since_epoch();
        const Time until = std::min(span_.until, run_.end());
        if (run_.header().conducted()) return steps(span_.from, until);
        return fmt::format("{} – {}, {}", clock_time(span_.from.time_since_epoch(), whole),
                           clock_time(until.time_since_epoch(), whole), short_time(until - span_.from));
    }

    /// A step is the second before it.
    static std::string steps(Time from, Time until) {
        const auto before = from.time_since_epoch() / 1s, last = until.time_since_epoch() / 1s;
        if (last - before == 1) return fmt::format("Step {}", last);
        if (last <= before) return fmt::format("After step {}", before);
        return fmt::format("Steps {} to {}", before + 1, last);
    }

    /// How many queue for a resource at the moment under the pointer.
    std::string waiters() const {
        if (row_.kind != RowKind::resource || span_.state == SpanState::blocked) return "";
        const Spans queue = run_.timeline().waiting_for(static_cast<ResourceId>(row_.number));
        const std::size_t index = queue.at(at_);
        const std::uint32_t count = index < queue.size() ? queue[index].level : 0;
        return count == 0 ? "" : fmt::format("{} wait{} for it", plural(count, "task"), count == 1 ? "s" : "");
    }

    /// Of a task that waits, who has what it waits for at the moment under the pointer; else what began the span.
    std::string reason() const {
        if (span_.state == SpanState::switching) return "";
        if (row_.kind == RowKind::task && span_.state == SpanState::blocked) {
            const Moment& moment = run_.moment(std::max(span_.event + 1, run_.events_until(at_)));
            if (moment.state_of(span_.task) == State::blocked)
                return fmt::format("{} {}.", capitalized(row_name_), wait_in_words(moment, span_.task, speech_));
        }
        return event_in_words(run_.trace(), run_.moment(span_.event + 1), run_.timeline(), speech_, choices_of(run_));
    }

    const OpenRun& run_;
    std::string row_name_;
    const LaneRow& row_;
    const Span& span_;
    Time at_;
    Speech speech_;
};

/// How many spans the pixel under the pointer holds.
std::size_t spans_in_pixel(const TimelineFrame& frame, const PointedSpan& pointed, Time at) {
    const Spans spans = spans_of(frame, pointed.row);
    const Duration pixel(static_cast<std::int64_t>(frame.axis.nanoseconds_per_pixel()));
    return spans.at(at + pixel) - std::min(spans.at(at + pixel), pointed.index) + 1;
}

}  // namespace

std::string words_about(const TimelineFrame& frame, const PointedSpan& pointed, Time at) {
    std::string text = SpanWords(frame, pointed, at).whole();
    constexpr std::size_t kFew = 3;
    const std::size_t count = spans_in_pixel(frame, pointed, at);
    if (count > kFew)
        text += fmt::format("\nOne of about {} spans in this pixel: zoom in to see them.", grouped(count));
    return text;
}

}  // namespace simul::panels
