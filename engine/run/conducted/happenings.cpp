// What may happen in a conducted run by no task's doing, and how it does; here most of what is of several machines.
//
// How it works. There is no time, so a message under way arrives as a step of its own, whenever it is chosen. In each
// direction the first is next, or any, if the link reorders. Where a link loses or doubles messages by chance, that is
// chosen, too, in place of the arrival; and where it is asked for, machines crash and links are cut. Of such faults one
// order has so many at most. What is lost for certain, as its link is cut, is lost at once: nobody can tell when.
#include <fmt/format.h>

#include <algorithm>

#include "engine/run/conducted/conducted.h"
#include "engine/run/operation_events.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

using What = Happening::What;

bool take_one(std::uint8_t& own, std::uint8_t& common) {
    std::uint8_t& from = own > 0 ? own : common;
    if (from == 0) return false;
    if (from != kAnyNumberOfFaults) --from;
    return true;
}

}  // namespace

void Conducted::begin_anew_on_machines() {
    begin_anew_with_machines();
    under_way_.clear();
    left_ = plan_.faults;
    struck_.clear();
    told_happenings_.clear();
}

void Conducted::send_away(Message message, double) {
    if (links_.is_cut(message.from, message.to)) return deliver(std::move(message));
    under_way_.add(std::move(message));
}

// ---- What may happen.

void Conducted::enable_happenings() {
    const std::size_t tasks = enabled_.size();
    for (const auto& [ends, way] : under_way_.ways())
        for (const std::uint16_t place : UnderWay::next_of(way)) enable_message(ends.first, ends.second, place);
    const bool something_goes_on = enabled_.size() > 0 && unended_ > 0;
    enable_strikes();
    may_end_ = may_end_ || (!something_goes_on && !enabled_.empty());
    std::sort(enabled_.begin() + static_cast<std::ptrdiff_t>(tasks), enabled_.end());
    if (tells_stands_) record_happenings(tasks);
}

/// All tasks have ended, and a machine that broke down may still come back and begin some anew.
bool Conducted::may_begin_anew() const {
    return !story_.description().restart.empty() &&
           std::any_of(struck_.begin(), struck_.end(), [](const auto& it) { return std::get<0>(it) == What::crashes; });
}

void Conducted::enable_message(NodeId from, NodeId to, std::uint16_t place) {
    const Happening arrives{What::arrives, from, to, place};
    enabled_.push_back(id_of(arrives));
    const LinkTraits& link = under_way_.way_of(arrives).link;
    if (under_way_.at(arrives).is_double) return;
    if (link.loss > 0 && (left_.lost > 0 || left_.messages > 0))
        enabled_.push_back(id_of({What::is_lost, from, to, place}));
    if (link.doubles > 0 && (left_.doubled > 0 || left_.messages > 0))
        enabled_.push_back(id_of({What::arrives_twice, from, to, place}));
}

/// A cut that nothing is under way for is the same as one after the next message was sent.
void Conducted::enable_strikes() {
    const auto enable = [this](What what, std::size_t node, std::size_t other) {
        enabled_.push_back(id_of({what, static_cast<NodeId>(node), static_cast<NodeId>(other), 0}));
    };
    const auto was_struck = [this](What what, std::size_t node, std::size_t other) {
        return struck_.count({what, static_cast<NodeId>(node), static_cast<NodeId>(other)}) != 0;
    };
    for (std::size_t node = 0; node < nodes_.size(); ++node) {
        const bool down = is_down(static_cast<NodeId>(node));
        if (!down && left_.crashes > 0 && node != index_of(kFirstNode)) enable(What::crashes, node, node);
        if (down && was_struck(What::crashes, node, node)) enable(What::comes_back, node, node);
        for (std::size_t other = node + 1; other < nodes_.size(); ++other) {
            const auto one = static_cast<NodeId>(node), two = static_cast<NodeId>(other);
            const bool cut = links_.is_cut(one, two);
            if (!cut && left_.cuts > 0 && !under_way_.next_between(one, two).empty()) enable(What::is_cut, node, other);
            if (cut && was_struck(What::is_cut, node, other)) enable(What::is_mended, node, other);
        }
    }
}

/// What has changed since the last decision.
void Conducted::record_happenings(std::size_t first) {
    const auto value_at = [this](TaskId id) {
        return std::pair(value_of_happening(id, channel_of(id)), content_in_words(id));
    };
    for (auto told = told_happenings_.begin(); told != told_happenings_.end();) {
        if (std::find(enabled_.begin() + static_cast<std::ptrdiff_t>(first), enabled_.end(), told->first) !=
            enabled_.end()) {
            ++told;
            continue;
        }
        record_happening(EventKind::may_happen, Phase::failed, told->second.first, {});
        told = told_happenings_.erase(told);
    }
    for (std::size_t i = first; i < enabled_.size(); ++i) {
        const auto now = value_at(enabled_[i]);
        const auto [told, is_new] = told_happenings_.try_emplace(enabled_[i], now);
        if (!is_new && told->second == now) continue;
        told->second = now;
        record_happening(EventKind::may_happen, Phase::done, now.first, now.second);
    }
}

void Conducted::record_happening(EventKind kind, Phase phase, std::int64_t value, std::string_view text) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.value = value;
    record_of_nobody(event, text);
}

/// Of a message its channel, of a store its variable.
ResourceId Conducted::channel_of(TaskId id) const {
    const Happening happening = happening_of(id);
    if (happening.of_store()) return buffers_.oldest(happening.task).variable;
    return happening.of_message() ? under_way_.at(happening).channel : kNoResource;
}

std::string Conducted::content_in_words(TaskId id) const {
    const Happening happening = happening_of(id);
    if (happening.of_store()) return late_store_in_words(happening.task);
    return happening.of_message() ? preview_and_size(under_way_.at(happening).packed) : std::string();
}

// ---- It happens.

void Conducted::happen(TaskId id) {
    now_ += kConductedStep;
    ++steps_;
    acting_ = id;
    last_ = kNoTask;
    if (tells_stands_) {
        taken_.push_back(intent_of(id));
        record_happening(EventKind::happens, Phase::done, value_of_happening(id, channel_of(id)), content_in_words(id));
        told_happenings_.erase(id);
    }
    const Happening happening = happening_of(id);
    if (happening.of_store()) return happen_to_store(happening.task);
    if (happening.of_message()) return happen_to_message(happening);
    befall(happening);
}

void Conducted::happen_to_message(const Happening& happening) {
    if (notes_touches_) touch_by_message(happening);
    last_ = under_way_.at(happening).sender;
    if (happening.what == What::arrives_twice) {
        take_one(left_.doubled, left_.messages);
        return deliver(under_way_.take_first_of_two(happening));
    }
    Message message = under_way_.take(happening);
    message.lost = happening.what == What::is_lost;
    if (message.lost) take_one(left_.lost, left_.messages);
    deliver(std::move(message));
}

void Conducted::befall(const Happening& happening) {
    if (notes_touches_) touch_everything();
    OperationKind kind = OperationKind::crash;
    switch (happening.what) {
        case What::arrives:
        case What::is_lost:
        case What::arrives_twice:
        case What::reaches_memory:
            return;
        case What::crashes:
            take_one(left_.crashes, left_.crashes);
            struck_.insert({What::crashes, happening.node, happening.other});
            break;
        case What::comes_back:
            kind = OperationKind::come_back;
            break;
        case What::is_cut:
            take_one(left_.cuts, left_.cuts);
            struck_.insert({What::is_cut, happening.node, happening.other});
            kind = OperationKind::cut;
            break;
        case What::is_mended:
            kind = OperationKind::mend;
            break;
    }
    if (kind == OperationKind::crash) remember_standstill();
    strike({kind, happening.node, happening.other}, nullptr, 0);
}

/// What was under way on a link that is cut is lost.
void Conducted::follow_strike(OperationKind kind, NodeId node, NodeId other) {
    if (kind == OperationKind::crash)
        for (std::size_t i = 0; i < infos_.size(); ++i)
            if (infos_[i].node == node) slots_[i].put = slots_[i].taken = 0;
    if (kind == OperationKind::come_back) struck_.erase({What::crashes, node, node});
    if (kind == OperationKind::mend) struck_.erase({What::is_cut, std::min(node, other), std::max(node, other)});
    if (kind != OperationKind::cut) return;
    if (notes_touches_) touch_by_losing(node, other);
    for (Message& message : under_way_.take_all_between(node, other)) deliver(std::move(message));
}

void Conducted::give_up_place(CoopTask& task) {
    if (on_core_ == task.id) on_core_ = kNoTask;
}

// ---- The state.

void Conducted::add_machines(StateHash& hash) const {
    if (nodes_.empty()) return;
    for (std::size_t node = 0; node < nodes_.size(); ++node)
        for (std::size_t other = node; other < nodes_.size(); ++other) {
            const auto one = static_cast<NodeId>(node), two = static_cast<NodeId>(other);
            if (one == two ? is_down(one) : links_.is_cut(one, two)) hash.add(node << 8 | other | 0x10000);
        }
    for (const auto& [what, node, other] : struck_)
        hash.add(static_cast<std::uint64_t>(what) << 16 | index_of(node) << 8 | index_of(other) | 0x20000000);
    hash.add(std::uint64_t{left_.messages} | std::uint64_t{left_.lost} << 8 | std::uint64_t{left_.doubled} << 16 |
             std::uint64_t{left_.crashes} << 24 | std::uint64_t{left_.cuts} << 32);
    under_way_.add_to(hash);
}

// ---- What it touches.

namespace {

/// Enough that what commutes seldom seems to meet.
constexpr std::uint32_t kSlotsOfWay = 16;

}  // namespace

std::uint32_t Conducted::number_of_way(NodeId from, NodeId to) const {
    return static_cast<std::uint32_t>(index_of(from) * nodes_.size() + index_of(to));
}

/// Into a line a message is put behind the others, and taken before them. Where any may be next, all meet.
void Conducted::touch_by_sending(const CoopTask& task, ResourceId channel) {
    const NodeId from = node_of(task), to = infos_[index_of(channel)].node;
    const std::uint32_t number = number_of_way(from, to);
    if (story_.description().network.between(from, to).reorders)
        return touch(task.id, Use::writes, {Thing::Kind::head_of_way, number});
    const auto way = under_way_.ways().find({from, to});
    const std::uint32_t put = way == under_way_.ways().end() ? 0 : way->second.put;
    touch(task.id, Use::writes, {Thing::Kind::tail_of_way, number});
    touch(task.id, Use::writes, {Thing::Kind::slot_of_way, number * kSlotsOfWay + put % kSlotsOfWay});
}

/// What was next on its way there might have arrived before the link was cut.
void Conducted::touch_by_losing(NodeId node, NodeId other) {
    for (const Happening& arrival : under_way_.next_between(node, other))
        touch(id_of(arrival), Use::wants, kEverything);
}

void Conducted::touch_by_message(const Happening& happening) {
    const std::uint32_t number = number_of_way(happening.node, happening.other);
    const Way& way = under_way_.way_of(happening);
    touch(acting_, Use::writes, {Thing::Kind::head_of_way, number});
    if (!way.link.reorders)
        touch(acting_, Use::writes, {Thing::Kind::slot_of_way, number * kSlotsOfWay + way.taken % kSlotsOfWay});
    if (happening.what != What::arrives) touch(acting_, Use::writes, {Thing::Kind::faults, 0});
    if (happening.what == What::is_lost || is_down(happening.other)) return;
    Operation put(OperationKind::try_send, 0);
    put.resource = under_way_.at(happening).channel;
    touch_channel(acting_, put);
}

}  // namespace simul
