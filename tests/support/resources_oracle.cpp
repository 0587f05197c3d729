#include "tests/support/resources_oracle.h"

#include <gtest/gtest.h>

#include <cctype>
#include <map>

namespace simul::testing {
/// As its last event has told that was no end of a wait in vain.
std::int64_t bytes_in(const Trace& trace, ResourceId stream, std::size_t events) {
    for (std::size_t i = events; i > 0; --i) {
        const TraceEvent& event = trace[i - 1];
        const bool tells = event.phase == Phase::done || event.phase == Phase::wanted;
        if (is_operation(event.kind) && event.resource == stream && tells) return event.value;
    }
    return 0;
}

namespace {

/// The number before these words, as in "2 tasks read under w."
std::optional<std::int64_t> number_before(const std::string& text, const std::string& words) {
    const std::size_t end = text.find(words);
    if (end == std::string::npos) return std::nullopt;
    std::size_t begin = end;
    while (begin > 0 && std::isdigit(static_cast<unsigned char>(text[begin - 1])) != 0) --begin;
    return begin == end ? std::nullopt : std::optional(std::stoll(text.substr(begin, end - begin)));
}

const ResourceInfo& info_of_resource(const Trace& trace, ResourceId resource) {
    return trace.header().resources[index_of(resource)];
}

std::int64_t inside(const Trace& trace, const RawReading& raw, ResourceId resource, std::size_t events) {
    switch (info_of_resource(trace, resource).kind) {
        case ResourceKind::rw_lock:
            return raw.readers(resource, events);
        case ResourceKind::device:
            return raw.under_way(resource, events);
        case ResourceKind::stream:
            return bytes_in(trace, resource, events);
        default:
            return raw.messages(resource, events);
    }
}

bool is_counted(const ResourceInfo& info) {
    return info.kind == ResourceKind::rw_lock || info.kind == ResourceKind::device ||
           info.kind == ResourceKind::stream || (info.kind == ResourceKind::channel && info.capacity > 0);
}

/// What the timeline has for the stretch that begins with the last event of an instant.
void check_lane(const Trace& trace, const RawReading& raw, const Spans& lane, ResourceId resource, std::size_t events) {
    if (!trace.header().exact() || trace.header().conducted() || events == trace.size()) return;
    const Time now = trace[events - 1].time;
    if (trace[events].time == now || lane.at(now) >= lane.size()) return;
    const Span span = lane[lane.at(now)];
    const bool is_written =
        info_of_resource(trace, resource).kind == ResourceKind::rw_lock && raw.owner(resource, events) != kNoTask;
    const std::int64_t there = is_written ? 1 : inside(trace, raw, resource, events);
    if (shows_card(trace.header(), resource)) {  // it is never idle while it is asked for something
        EXPECT_EQ(span.state != SpanState::none, there > 0) << "drawn of " << index_of(resource);
        return;
    }
    EXPECT_EQ(span.state == SpanState::held ? span.level : 0, there) << "drawn of " << index_of(resource);
    if (is_written) {
        EXPECT_EQ(span.task, raw.owner(resource, events)) << "who writes";
    }
}

/// A callback is called by whoever has just ended, at once, and stands in no line.
bool was_spawned(const Trace& trace, TaskId task) {
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const bool spawns = trace[i].kind == EventKind::spawn || trace[i].kind == EventKind::spawn_at;
        if (spawns && trace[i].other_task() == task) return true;
    }
    return false;
}

/// Who waits for the same thing now, and has it before this task, stands before it: so many.
std::int64_t served_before(const Trace& trace, const RawReading& raw, const ToldSentence& told, ResourceId resource) {
    const std::optional<std::size_t> own = raw.end_of_wait(told.task, told.events);
    std::int64_t before = 0;
    for (std::size_t i = 0; i < raw.task_count(told.events); ++i) {
        const auto other = static_cast<TaskId>(i);
        if (other == told.task || raw.awaited_resource(other, told.events) != resource) continue;
        if (!was_spawned(trace, other)) continue;
        const std::optional<std::size_t> end = raw.end_of_wait(other, told.events);
        before += end && trace[*end].phase == Phase::done && (!own || *end < *own);
    }
    return before;
}

/// Who waits for the global lock in vain for some time queues again, at the end: where it stands now is not when it is
/// served.
bool may_queue_again(const ResourceInfo& info) { return info.line == 0 && info.name == "GIL"; }

void check_place(const Trace& trace, const RawReading& raw, const ToldSentence& told, const std::string& sentence) {
    if (sentence.size() < 11 || sentence.substr(sentence.size() - 11) != " before it.") return;
    const ResourceId resource = raw.awaited_resource(told.task, told.events);
    const std::optional<std::size_t> own = raw.end_of_wait(told.task, told.events);
    if (resource == kNoResource || may_queue_again(info_of_resource(trace, resource))) return;
    if (!own || trace[*own].phase != Phase::done) return;
    // On a conducted loop those that were served continue in any order, as a step each.
    if (trace.header().conducted() && trace.header().model == Model::event_loop) return;
    EXPECT_GE(std::stoll(sentence), served_before(trace, raw, told, resource)) << "others come before it";
}

}  // namespace

void check_resources(const Trace& trace, const Moment& moment, const RawReading& raw, const Timeline& timeline) {
    const std::size_t events = moment.size();
    for (std::size_t i = 0; i < trace.header().resources.size(); ++i) {
        const auto resource = static_cast<ResourceId>(i);
        const ResourceInfo& info = trace.header().resources[i];
        if (!is_counted(info)) continue;
        SCOPED_TRACE(info.name);
        EXPECT_EQ(moment.resource(resource).count, inside(trace, raw, resource, events));
        if (info.kind == ResourceKind::rw_lock) {
            EXPECT_EQ(moment.resource(resource).owner, raw.owner(resource, events));
        }
        check_lane(trace, raw, timeline.of_resource(resource), resource, events);
    }
}

void check_resource_words(const Trace& trace, const RawReading& raw, const ToldSentence& told,
                          const std::string& sentence) {
    const ResourceId resource = raw.awaited_resource(told.task, told.events);
    const auto says = [&sentence](const char* words) { return sentence.find(words) != std::string::npos; };
    if (resource == kNoResource) return;
    if (info_of_resource(trace, resource).kind == ResourceKind::rw_lock && says(" under ")) {
        const std::optional<std::int64_t> one = number_before(sentence, " task reads"),
                                          many = number_before(sentence, " tasks read");
        if (one || many) {
            EXPECT_EQ(one.value_or(many.value_or(0)), raw.readers(resource, told.events));
        }
        EXPECT_FALSE(says("Nobody reads")) << "that is no reason to wait";
    }
    const auto somebody_waits_to = [&](OperationKind operation) {
        for (std::size_t i = 0; i < raw.task_count(told.events); ++i)
            if (raw.waits_to(operation, resource, static_cast<TaskId>(i), told.events)) return true;
        return false;
    };
    if (says(" waits to write, and comes first.")) {
        EXPECT_TRUE(somebody_waits_to(OperationKind::lock_write));
    }
    if (says("Nobody has come to receive from")) {
        EXPECT_FALSE(somebody_waits_to(OperationKind::receive));
    }
    if (says("Nobody has come to send into")) {
        EXPECT_FALSE(somebody_waits_to(OperationKind::send));
    }
    check_place(trace, raw, told, sentence);
}

void check_loans(const Trace& trace, const RawReading& raw) {
    std::map<TaskId, std::int64_t> ranks;
    for (std::size_t i = 0; i < trace.size(); ++i) {
        const TraceEvent& event = trace[i];
        if (event.kind != EventKind::rank) continue;
        ranks[event.task] = event.value;
        if (event.timed == 0) continue;
        const std::string_view lender = trace.text_of(i);
        for (std::size_t k = 0; k < trace.header().resources.size(); ++k) {
            const auto mutex = static_cast<ResourceId>(k);
            const ResourceInfo& info = trace.header().resources[k];
            if (info.name != lender) continue;
            SCOPED_TRACE("event " + std::to_string(i) + ": " + info.name + " lends");
            EXPECT_TRUE(raw.owner(mutex, i) == event.task || raw.owner(mutex, i) == kNoTask) << "another has it";
            if (lender == "ceiling") {
                EXPECT_EQ(event.value, 1) << "its ceiling";
            }
        }
    }
}

}  // namespace simul::testing
