// What a real run's channels carry: through rings in memory, pipes and sockets. And what is long, in blocks beside
// them.
#include <cstring>
#include <new>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/pipes.h"
#include "engine/run/real/shared_run.h"
#include "engine/scenario/memory_budget.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// Packed values never begin with it. The offset of a long message follows.
constexpr char kPutAside = '\xff';

std::string reference_to(Offset text) {
    std::string reference(1 + sizeof text, kPutAside);
    std::memcpy(reference.data() + 1, &text, sizeof text);
    return reference;
}

/// 0: it is the message itself.
Offset put_aside_at(std::string_view carried) {
    Offset text = 0;
    if (carried[0] == kPutAside) std::memcpy(&text, carried.data() + 1, sizeof text);
    return text;
}

/// The least n for which 2^n bytes hold the text and its length.
std::size_t length_of_block(std::size_t bytes) {
    std::size_t n = 13;
    while ((std::size_t{1} << n) < bytes + sizeof(std::uint64_t)) ++n;
    return n;
}

}  // namespace

/// Messages of a channel in memory: as many places as its capacity, each as long as the longest short message.
struct SharedRun::Ring {
    std::uint32_t first = 0, count = 0, places = 0;
    struct Place {
        std::uint32_t length;
        char bytes[kShortBytes];

        std::string_view message() const { return {bytes, length}; }
    };
    Place* place(std::uint32_t index) { return reinterpret_cast<Place*>(this + 1) + index % places; }
};

Result<void> SharedRun::open_channels() {
    rings_.resize(infos_->size());
    carriers_.resize(infos_->size(), {-1, -1});
    for (std::size_t i = 0; i < infos_->size(); ++i) {
        const ResourceInfo& info = (*infos_)[i];
        if (info.kind != ResourceKind::channel) continue;
        constexpr std::size_t kMostOffered = 1025;  // by those who wait at a rendezvous, and one that is kept
        const bool hands_over = info.capacity == 0;
        const auto places = hands_over ? kMostOffered : static_cast<std::size_t>(info.capacity);
        if (!copies_variables(plan_->model) || hands_over || info.transport == Transport::ring) {
            rings_[i] = region_->allocate(sizeof(Ring) + places * sizeof(Ring::Place));
            if (rings_[i] == 0)
                return Error{info.name + " does not fit into shared memory: give it a smaller capacity"};
            region_->at<Ring>(rings_[i])->places = static_cast<std::uint32_t>(places);
            continue;
        }
        Result<os::Endpoints> carrier =
            info.transport == Transport::pipe ? os::packet_pipe(places) : os::packet_socket(places);
        if (!carrier) return carrier.error();
        carriers_[i] = {carrier->read_end, carrier->write_end};
    }
    return {};
}

// ---- Messages.

void SharedRun::put_message(ResourceId channel, std::string_view message, TaskId who) const {
    if (!is_long(message)) return put_short(channel, message);
    put_short(channel, reference_to(keep_long(message, who)));
}

void SharedRun::put_short(ResourceId channel, std::string_view message) const {
    if (const int write_end = carriers_[index_of(channel)].second; write_end >= 0) {
        const Result<bool> written = os::write_packet(write_end, message);
        ensure(written && *written, "a channel has room for as many messages as it was made for");
        return;
    }
    Ring& ring = *region_->at<Ring>(rings_[index_of(channel)]);
    Ring::Place& place = *ring.place(ring.first + ring.count++);
    place.length = static_cast<std::uint32_t>(message.size());
    std::memcpy(place.bytes, message.data(), message.size());
}

void SharedRun::take_message(ResourceId channel, std::string& message, TaskId who) const {
    if (const int read_end = carriers_[index_of(channel)].first; read_end >= 0) {
        Result<std::optional<std::string>> read = os::read_packet(read_end);
        ensure(read && *read, "a message that was counted can be read");
        message = std::move(**read);
    } else {
        Ring& ring = *region_->at<Ring>(rings_[index_of(channel)]);
        message.assign(ring.place(ring.first)->message());
        ring.first = (ring.first + 1) % ring.places;
        --ring.count;
    }
    take_back(message, who);
}

void SharedRun::take_back(std::string& message, TaskId who) const {
    const Offset aside = put_aside_at(message);
    if (aside == 0) return;
    message.assign(region_->text(aside));
    drop_long(aside, who);
    give_memory_back(message.size());
}

std::uint32_t SharedRun::count_in_ring(ResourceId channel) const {
    return region_->at<Ring>(rings_[index_of(channel)])->count;
}

/// Only what has a ring can be withdrawn.
void SharedRun::withdraw_message(ResourceId channel, std::size_t later, TaskId who) const {
    Ring& ring = *region_->at<Ring>(rings_[index_of(channel)]);
    const std::uint32_t last = ring.first + --ring.count, withdrawn = last - static_cast<std::uint32_t>(later);
    std::string message(ring.place(withdrawn)->message());
    take_back(message, who);
    for (std::uint32_t at = withdrawn; at != last; ++at) *ring.place(at) = *ring.place(at + 1);
}

// ---- What is long.

bool SharedRun::take_memory(std::size_t bytes) const {
    std::atomic<std::uint64_t>& memory = head().memory;
    if (memory.fetch_add(bytes, std::memory_order_relaxed) + bytes <= kMostMemoryOfRun) return true;
    give_memory_back(bytes);
    return false;
}

void SharedRun::give_memory_back(std::size_t bytes) const { head().memory.fetch_sub(bytes, std::memory_order_relaxed); }

Offset SharedRun::keep_long(std::string_view text, TaskId who) const {
    LongTexts& texts = table_->long_texts;
    const std::size_t length = length_of_block(text.size());
    guard(texts.guard, who);
    Offset block = texts.free[length];
    if (block != 0) texts.free[length] = *region_->at<Offset>(block);
    unguard(texts.guard);
    if (block == 0) block = region_->allocate(std::size_t{1} << length);
    ensure(block != 0, "shared memory holds what the memory of a run allows");
    *region_->at<std::uint64_t>(block) = text.size();
    std::memcpy(region_->at<char>(block + sizeof(std::uint64_t)), text.data(), text.size());
    return block;
}

void SharedRun::drop_long(Offset text, TaskId who) const {
    LongTexts& texts = table_->long_texts;
    const std::size_t length = length_of_block(region_->text(text).size());
    guard(texts.guard, who);
    *region_->at<Offset>(text) = texts.free[length];
    texts.free[length] = text;
    unguard(texts.guard);
}

bool SharedRun::keep_content(ResourceId variable, std::string_view packed, TaskId who) const {
    if (is_long(packed) && !take_memory(packed.size())) return false;
    Offset& content = resources_[index_of(variable)].content;
    const Offset before = std::exchange(content, keep_long(packed, who));
    if (before == 0) return true;
    const std::size_t bytes = region_->text(before).size();
    drop_long(before, who);
    if (is_long(bytes)) give_memory_back(bytes);
    return true;
}

void SharedRun::drop_long_call(TaskId id, TaskId who) const {
    const Offset call = slot(id).long_call.exchange(0);
    if (call == 0) return;
    give_memory_back(region_->text(call).size());
    drop_long(call, who);
}

}  // namespace simul
