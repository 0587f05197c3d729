#include "engine/analysis/wait_words.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/time_words.h"
#include "engine/trace/text_form.h"

namespace simul {
namespace {

/// Whom or what a blocked task waits for, without the place where it asked.
std::string what_is_missing(const TaskState& state, const ResourceInfo& resource, const std::string& name) {
    if (is_pool_of_workers(resource)) return "for a worker of the pool";
    switch (resource.kind) {
        case ResourceKind::semaphore:
            return fmt::format("for a permit of {}", name);
        case ResourceKind::condition:
            return fmt::format("for somebody to notify {}", name);
        case ResourceKind::barrier:
            return fmt::format("for the others at {}", name);
        case ResourceKind::event:
            return fmt::format("for {} to be set", name);
        case ResourceKind::channel:
            if (state.operation == OperationKind::channel_join)
                return fmt::format("for all that was sent into {} to be done", name);
            if (resource.capacity == 0)
                return fmt::format("for somebody to {} {}",
                                   state.operation == OperationKind::send ? "receive from" : "send into", name);
            return fmt::format("for {} {}", state.operation == OperationKind::send ? "room in" : "a message from",
                               name);
        case ResourceKind::stream:
            if (state.operation == OperationKind::stream_read_line) return fmt::format("for a line from {}", name);
            return fmt::format("for {} {}", state.operation == OperationKind::stream_write ? "room in" : "bytes from",
                               name);
        case ResourceKind::rw_lock:
            return fmt::format("to {} under {}", state.operation == OperationKind::lock_read ? "read" : "write", name);
        case ResourceKind::device:
            return fmt::format("for the answer of {}", name);
        case ResourceKind::mutex:
        case ResourceKind::variable:
            break;
    }
    return fmt::format("for {}", name);
}

std::string holder_in_words(const Moment& moment, TaskId waiter, const Speech& speech, std::string_view since) {
    const ResourceId resource = moment.task(waiter).state.resource;
    if (moment.header().resources[index_of(resource)].kind != ResourceKind::mutex &&
        moment.header().resources[index_of(resource)].kind != ResourceKind::rw_lock)
        return {};
    const TaskId owner = moment.resource(resource).owner;
    if (owner == kNoTask) return {};
    if (owner == waiter) return ", which it holds itself";
    const TaskMoment& holder = moment.task(owner);
    const bool has_ended = holder.state.state == State::done;
    const std::string_view how = holder.ending == Ending::failed ? ", and has failed" : ", and has ended";
    const std::string holds = since.empty() ? "holds" : fmt::format("has held since {}", since);
    return fmt::format(", which {} {}{}", speech.name_of(owner), holds, has_ended ? how : "");
}

}  // namespace

std::string wait_in_words(const Moment& moment, TaskId task, const Speech& speech, std::string_view held_since) {
    const TaskMoment& waiter = moment.task(task);
    const std::string holder =
        waiter.state.resource == kNoResource ? std::string() : holder_in_words(moment, task, speech, held_since);
    const char* limit = waiter.state.timed ? ", at most until its timeout" : "";
    return fmt::format("waits {}{}{}{}", awaited_in_words(moment, task, speech), line_in_words(waiter.line), holder,
                       limit);
}

std::string awaited_in_words(const Moment& moment, TaskId task, const Speech& speech) {
    const TaskState& state = moment.task(task).state;
    if (state.resource == kNoResource) return fmt::format("for {} to end", speech.name_of(state.other));
    const ResourceInfo& resource = moment.header().resources[index_of(state.resource)];
    const std::string name = resource_in_words(moment.header(), state.resource);
    const std::int64_t others = moment.task(task).selects - 1;
    if (others <= 0) return what_is_missing(state, resource, name);
    return fmt::format("for a message from {} or {}", name,
                       others == 1 ? "another channel" : fmt::format("{} other channels", others));
}

std::string kind_with_article(const ResourceInfo& info) {
    const std::string_view kind = kind_in_words(info);
    const bool sounds_open =
        std::string_view("aeioH").find(kind.front()) != std::string_view::npos || kind == name_of(LockRule::reentrant);
    return fmt::format("{} {}", sounds_open ? "an" : "a", kind);
}

std::string_view asleep_in_words(const TraceHeader& header) {
    const auto is_device = [](const ResourceInfo& info) { return info.kind == ResourceKind::device; };
    const bool any = std::any_of(header.resources.begin(), header.resources.end(), is_device);
    return any ? "asleep or in I/O" : "asleep";
}

/// ": 20 us to launch, 1 ms there, 4 us of computing, 1 ms back". Empty: it was no graphics card.
static std::string spans_in_words(const std::vector<DeviceSpan>& spans) {
    static constexpr std::string_view kWords[] = {"to launch", "there", "of computing", "back"};
    std::string text;
    for (std::size_t i = 0; i < std::size(kWords); ++i) {
        const Duration length = length_of(spans, static_cast<DevicePart>(i));
        if (length == Duration{}) continue;
        text += fmt::format("{} {} {}", text.empty() ? ":" : ",", short_time(length), kWords[i]);
    }
    return text;
}

std::string_view on_card_in_words(DevicePart part) {
    static constexpr std::string_view kWords[] = {"the driver is at work", "bytes go there", "it computes",
                                                  "bytes come back"};
    return kWords[static_cast<std::size_t>(part)];
}

std::string answer_in_words(const Trace& trace, std::size_t answer, const Speech& speech) {
    const TraceEvent& event = trace[answer];
    const std::string device = capitalized(resource_in_words(trace.header(), event.resource));
    const std::string who = speech.name_of(event.task);
    if (event.phase == Phase::done)
        return fmt::format("{} has answered {}{}.", device, who, spans_in_words(device_spans(trace.text_of(answer))));
    return fmt::format("{} tells {} what went wrong: {}.", device, who, cited(trace.text_of(answer)));
}

std::optional<std::size_t> wait_before(const Trace& trace, std::size_t ready) {
    constexpr std::size_t kMostBack = 20'000;
    for (std::size_t i = ready; i > 0 && ready - i < kMostBack; --i) {
        const TraceEvent& before = trace[i - 1];
        if (before.task != trace[ready].task || !is_operation(before.kind)) continue;
        const bool begins = before.phase == Phase::wanted && !keeps_the_core(before.kind);
        return begins ? std::optional(i - 1) : std::nullopt;
    }
    return std::nullopt;
}

/// A wake-up follows closely upon what caused it. Who has caused it may have ended since; an end is the cause where
/// nothing else is.
std::optional<std::size_t> deed_before(const Trace& trace, std::size_t ready) {
    constexpr std::size_t kMostBetween = 64;
    const TaskId cause = trace[ready].other_task();
    const std::optional<std::size_t> wait = wait_before(trace, ready);
    const bool waits_for_resource = wait && trace[*wait].resource != kNoResource;
    std::optional<std::size_t> end;
    for (std::size_t i = ready; i > 0 && ready - i < kMostBetween; --i) {
        const TraceEvent& before = trace[i - 1];
        if (before.task != cause || before.phase == Phase::wanted) continue;
        const bool is_about_it = !wait || trace[*wait].resource == before.resource;
        const bool cancels = before.kind == EventKind::future_cancel && before.other_task() == trace[ready].task;
        const bool changes = before.resource != kNoResource && is_operation(before.kind) && is_about_it;
        const bool arrives = before.kind == EventKind::deliver && is_about_it;
        if (cancels || changes || arrives) return i - 1;
        if (before.kind != EventKind::finish) continue;
        end = i - 1;
        if (!waits_for_resource) break;
    }
    return end;
}

std::string cause_in_words(const Trace& trace, std::size_t ready, const Speech& speech) {
    if (trace[ready].other_task() == trace[ready].task) return "its wait was over at once";
    const std::string who = speech.name_of(trace[ready].other_task());
    const std::optional<std::size_t> deed = deed_before(trace, ready);
    if (!deed) return who + " ended its wait";
    const TraceEvent& it = trace[*deed];
    if (it.kind == EventKind::finish) return who + " ended";
    if (it.kind == EventKind::future_cancel) return who + " cancelled it";
    const std::string what = resource_in_words(trace.header(), it.resource);
    if (it.kind == EventKind::deliver) return fmt::format("message {} of {} has reached {}", it.value, who, what);
    return fmt::format("{} {} {}{}", who, info_of(operation_of(it.kind)).words.caused, what, line_in_words(it.line));
}

bool is_global_lock(const TraceHeader& header, ResourceId id) {
    if (header.model != Model::threads_gil || id == kNoResource) return false;
    const ResourceInfo& resource = header.resources[index_of(id)];
    return resource.line == 0 && resource.name == "GIL";
}

std::string nodes_in_words(const TraceHeader& header) {
    std::string text;
    for (std::size_t i = 0; i < header.nodes.size(); ++i) {
        const bool last = i > 0 && i + 1 == header.nodes.size();
        text += fmt::format("{}{} ({})",
                            i == 0 ? ""
                            : last ? " and "
                                   : ", ",
                            printable(header.nodes[i].name), plural(header.nodes[i].cores, "core"));
    }
    return text;
}

std::string node_in_words(const TraceHeader& header, NodeId node) {
    return index_of(node) < header.nodes.size() ? printable(header.nodes[index_of(node)].name) : "no node";
}

std::string message_in_words(const Trace& trace, std::size_t event, const Speech& speech) {
    const TraceEvent& it = trace[event];
    const TraceHeader& header = trace.header();
    const std::string who = speech.name_of(it.task), text = cited(trace.text_of(event));
    const bool is_known = index_of(it.resource) < header.resources.size();
    const std::string where = is_known
                                  ? fmt::format("{} on {}", printable(header.resources[index_of(it.resource)].name),
                                                node_in_words(header, header.resources[index_of(it.resource)].node))
                                  : "another machine";
    if (it.kind == EventKind::transmit) {
        const bool is_lost_at_once = event + 1 < trace.size() && trace[event + 1].kind == EventKind::lose &&
                                     trace[event + 1].value == it.value && trace[event + 1].time == it.time;
        return fmt::format("{} sends {} to {}{}: message {} is {}.", capitalized(who), text, where,
                           line_in_words(it.line), it.value, is_lost_at_once ? "lost at once" : "under way");
    }
    if (it.kind == EventKind::deliver)
        return fmt::format("Message {} of {} reaches {}: {}.", it.value, who, where, text);
    const std::string why = printable(trace.text_of(event));
    return fmt::format("Message {} of {} does not reach {}{}{}. Nobody is told.", it.value, who, where,
                       why.empty() ? "" : ": ", why);
}

std::string outage_in_words(const Trace& trace, std::size_t event) {
    const std::string what = printable(trace.text_of(event));
    switch (trace[event].kind) {
        case EventKind::crash:
            return fmt::format("{} crashes: its tasks end, and what it had in memory is gone.", capitalized(what));
        case EventKind::come_back:
            return fmt::format("{} is back, with nothing in memory.", capitalized(what));
        case EventKind::cut:
            return fmt::format("The link between {} is cut: what is under way on it is lost.", what);
        default:
            return fmt::format("The link between {} is mended.", what);
    }
}

std::string resource_in_words(const TraceHeader& header, ResourceId id) {
    if (id == kNoResource || index_of(id) >= header.resources.size()) return "something";
    const ResourceInfo& resource = header.resources[index_of(id)];
    if (is_pool_of_workers(resource)) return "the pool";
    return is_global_lock(header, id) ? "the global lock" : resource.name;
}

std::string listed_names(const std::vector<TaskId>& tasks, const Speech& speech, std::size_t most) {
    const std::size_t shown = tasks.size() > most ? most - 1 : tasks.size();
    std::string list;
    for (std::size_t i = 0; i < shown; ++i) {
        const bool is_last = i + 1 == tasks.size();
        list += fmt::format("{}{}", i == 0 ? "" : is_last ? " and " : ", ", speech.name_of(tasks[i]));
    }
    if (shown < tasks.size()) list += fmt::format(" and {} more", tasks.size() - shown);
    return list;
}

std::string what_holds_up(const Moment& moment, TaskId task) {
    const std::vector<ShownLateStore>& late = moment.late_stores_of(task);
    if (!late.empty())
        return fmt::format("its store into {} is not in memory yet",
                           resource_in_words(moment.header(), late.front().variable));
    return moment.header().model == Model::event_loop ? "another task has the event loop"
                                                      : "another call has not returned yet";
}

std::string line_in_words(std::uint16_t line) { return line == 0 ? std::string() : fmt::format(" (line {})", line); }

}  // namespace simul
