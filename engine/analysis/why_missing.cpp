// Of a task that is blocked on what nobody owns: what it lacks.
#include <fmt/format.h>

#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"
#include "engine/analysis/why_chain.h"
#include "engine/resources/lines.h"

namespace simul {

/// Where it is kept for nobody it is told at the next decision.
bool WhyChain::can_be_had() const {
    if (asked_.state.resource == kNoResource) return false;
    const ResourceInfo& info = moment_.header().resources[index_of(asked_.state.resource)];
    if (keeps_line(moment_.header(), info.kind)) return false;
    const ResourceMoment& resource = moment_.resource(asked_.state.resource);
    const OperationKind operation = asked_.state.operation;
    switch (info.kind) {
        case ResourceKind::semaphore:
            return resource.count > 0 && !is_pool_of_workers(info);
        case ResourceKind::event:
            return resource.flag;
        case ResourceKind::channel:
            if (operation == OperationKind::receive) return resource.count > 0 || resource.flag;
            return operation == OperationKind::send && (resource.count < info.capacity || resource.flag);
        case ResourceKind::stream:
            if (operation == OperationKind::stream_read) return resource.count > 0 || resource.flag;
            return operation == OperationKind::stream_write && (resource.count < info.capacity || resource.flag);
        default:
            return false;
    }
}

/// Of what has no owner: why it cannot be had.
void WhyChain::what_is_missing() {
    if (asked_.state.resource == kNoResource) return;
    const ResourceInfo& info = moment_.header().resources[index_of(asked_.state.resource)];
    const ResourceMoment& resource = moment_.resource(asked_.state.resource);
    const std::string what = resource_in_words(moment_.header(), asked_.state.resource);
    std::string sentence;
    if (is_pool_of_workers(info))
        sentence = fmt::format("{} {} occupied.", all_in_words(static_cast<std::uint64_t>(info.initial.bits), "worker"),
                               info.initial.bits == 1 ? "is" : "are");
    else if (info.kind == ResourceKind::semaphore)
        sentence = fmt::format("No permit of {} is left.", what);
    else if (info.kind == ResourceKind::barrier && resource.waiters >= info.capacity)
        sentence = "Not all who met there before have left it.";
    else if (info.kind == ResourceKind::barrier)
        sentence = fmt::format("Only {} of {} are there.", resource.waiters, info.capacity);
    else if (info.kind == ResourceKind::event)
        sentence = fmt::format("{} is not set.", capitalized(what));
    else if (info.kind == ResourceKind::condition)
        sentence = "It has not been notified.";
    else if (info.kind == ResourceKind::rw_lock)
        sentence = who_is_under_lock();
    else if (asked_.state.operation == OperationKind::channel_join)
        sentence = fmt::format("Not all that was sent into {} is done.", what);
    else if (moment_.task(task_).selects > 1)
        sentence = "None of these channels has a message for it.";
    else if (info.kind == ResourceKind::channel && info.capacity == 0)
        sentence = fmt::format("Nobody has come to {} it.",
                               asked_.state.operation == OperationKind::send ? "receive from" : "send into");
    else if (info.kind == ResourceKind::stream)
        sentence = what_stream_lacks(what);
    else if (info.kind == ResourceKind::channel)
        sentence = asked_.state.operation == OperationKind::send
                       ? fmt::format("There is no room in {}: {} inside.", what,
                                     plural(static_cast<std::uint64_t>(resource.count), "message"))
                       : fmt::format("There is no message in {}{}.", what, resource.count == 0 ? "" : " for it");
    if (!sentence.empty()) add(std::move(sentence), State::blocked).resource = asked_.state.resource;
}

/// Somebody may be in the middle of a write, whose turn it stays.
std::string WhyChain::what_stream_lacks(const std::string& what) const {
    const ResourceId stream = asked_.state.resource;
    const std::string inside = plural(static_cast<std::uint64_t>(moment_.resource(stream).count), "byte");
    if (asked_.state.operation == OperationKind::stream_write)
        return moment_.resource(stream).count < moment_.header().resources[index_of(stream)].capacity
                   ? fmt::format("It was not its turn to write into {}: {} inside.", what, inside)
                   : fmt::format("There is no room in {}: {} inside.", what, inside);
    if (asked_.state.operation == OperationKind::stream_read_line)
        return fmt::format("There is no whole line in {}: {} inside.", what, inside);
    return fmt::format("There is nothing in {}{}.", what, moment_.resource(stream).count == 0 ? "" : " for it");
}

/// Of a lock under which nobody writes: who reads, or the writer who comes first. Empty: others were woken for it.
std::string WhyChain::who_is_under_lock() const {
    const ResourceId lock = asked_.state.resource;
    const bool in_turn = moment_.header().resources[index_of(lock)].prefer == LockPreference::fair;
    if (asked_.state.operation == OperationKind::lock_read && !moment_.header().conducted())
        for (const TaskId other : moment_.queue_of(lock)) {
            if (other == task_ && in_turn) break;
            if (moment_.task(other).state.operation == OperationKind::lock_write)
                return fmt::format("{} waits to write, and comes first.", capitalized(speech_.name_of(other)));
        }
    const std::int64_t readers = moment_.resource(lock).count;
    if (readers == 0) return {};
    return fmt::format("{} under {}.", capitalized(readers_in_words(readers)),
                       resource_in_words(moment_.header(), lock));
}

}  // namespace simul
