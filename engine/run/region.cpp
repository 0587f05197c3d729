#include "engine/run/region.h"

#include <algorithm>
#include <cstring>
#include <new>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/os/clock.h"
#include "engine/os/futex.h"
#include "engine/os/poller.h"

namespace simul {

namespace {

constexpr std::size_t kRegionBytes = std::size_t{4} << 30;
constexpr std::size_t kFirstSegmentBytes = std::size_t{16} << 10;
constexpr std::size_t kLargestSegmentBytes = std::size_t{256} << 10;
/// With the largest segments, 4 MB under way: enough for writer and reader to work side by side.
constexpr std::uint32_t kSegmentsOfPatientWriter = 20;

/// Less than a watcher's patience with a run that was told to stop.
constexpr std::int64_t kPatienceOnceStopped = 150'000'000;

}  // namespace

Result<Region> Region::create() {
    Result<os::SharedMemory> memory = os::SharedMemory::create("simul-run", kRegionBytes);
    if (!memory) return memory.error();
    Region region(std::move(*memory));
    auto* head = new (region.base()) RegionHead;
    head->size = kRegionBytes;
    head->used = (sizeof(RegionHead) + kMostWriters * sizeof(WriterSlot) + 63) / 64 * 64;
    return region;
}

Result<Region> Region::adopt(int fd) {
    Result<os::SharedMemory> memory = os::SharedMemory::adopt(fd);
    if (!memory) return memory.error();
    ensure(memory->size() == kRegionBytes, "a region that is adopted was made by create()");
    return Region(std::move(*memory));
}

Offset Region::allocate(std::size_t bytes) {
    RegionHead& head = this->head();
    if (bytes > head.size) return 0;
    const std::size_t rounded = (bytes + 63) / 64 * 64;
    Offset place = head.used.load(std::memory_order_relaxed);
    // Only what fits is ever added: else two that come at once could get the same memory.
    do {
        if (rounded > head.size - place) return 0;
    } while (!head.used.compare_exchange_weak(place, place + rounded, std::memory_order_relaxed));
    return place;
}

Offset Region::keep(std::string_view text) {
    if (text.empty()) return 0;
    const Offset place = allocate(sizeof(std::uint64_t) + text.size());
    if (place == 0) return 0;
    *at<std::uint64_t>(place) = text.size();
    std::memcpy(at<char>(place + sizeof(std::uint64_t)), text.data(), text.size());
    return place;
}

std::string_view Region::text(Offset offset) const {
    if (offset == 0 || offset % alignof(std::uint64_t) != 0 || offset > size() - sizeof(std::uint64_t)) return {};
    const std::uint64_t length = *at<std::uint64_t>(offset), begin = offset + sizeof length;
    if (length > size() - begin) return {};
    return {at<char>(begin), length};
}

// ---- The error.

namespace {

/// As an `Error`, for who maps the region elsewhere.
struct KeptError {
    Offset text = 0, file = 0, field = 0;
    std::uint64_t line = 0, row = 0;
    std::uint64_t kind = 0;
};

}  // namespace

void Region::leave_error(const Error& error) {
    const Offset place = allocate(sizeof(KeptError));
    if (place == 0) return;
    *at<KeptError>(place) = {keep(error.text), keep(error.file), keep(error.field),
                             error.line,       error.row,        static_cast<std::uint64_t>(error.kind)};
    head().error = place;
}

void Region::leave_error(std::string_view text) {
    const Offset place = allocate(sizeof(KeptError));
    if (place == 0) return;
    *at<KeptError>(place) = {.text = keep(text)};
    head().error = place;
}

std::optional<Error> Region::error_left() const {
    constexpr std::size_t kMostBytes = 4096;
    const Offset place = head().error;
    if (place == 0 || place % alignof(KeptError) != 0 || place > size() - sizeof(KeptError)) return std::nullopt;
    const KeptError kept = *at<KeptError>(place);
    const auto cut = [this](Offset offset) { return std::string(text(offset).substr(0, kMostBytes)); };
    return Error{cut(kept.text), kept.kind < kErrorKindCount ? static_cast<ErrorKind>(kept.kind) : ErrorKind::other,
                 cut(kept.file), kept.line,
                 kept.row,       cut(kept.field)};
}

// ---- Writer slots.

WriterSlot* Region::take_writer() {
    RegionHead& head = this->head();
    std::uint64_t top = head.free_writers.load(std::memory_order_acquire);
    while (static_cast<std::uint32_t>(top) != 0) {
        WriterSlot& slot = head.slots()[static_cast<std::uint32_t>(top) - 1];
        const std::uint64_t below = ((top >> 32) + 1) << 32 | slot.next_free.load(std::memory_order_relaxed);
        if (head.free_writers.compare_exchange_weak(top, below, std::memory_order_acq_rel)) return &slot;
    }
    const std::uint32_t index = head.writers.load(std::memory_order_relaxed);
    std::uint32_t next = index;
    while (next < kMostWriters && !head.writers.compare_exchange_weak(next, next + 1, std::memory_order_acq_rel)) {
    }
    if (next >= kMostWriters) return nullptr;
    WriterSlot& slot = head.slots()[next];
    slot.recorder = Recorder(slot.stream, *this, base());
    return &slot;
}

void Region::give_back(WriterSlot& slot) {
    slot.stream.horizon.store(kNothingPending, std::memory_order_release);
    RegionHead& head = this->head();
    const auto mine = static_cast<std::uint64_t>(&slot - head.slots()) + 1;
    std::uint64_t top = head.free_writers.load(std::memory_order_relaxed);
    do {
        slot.next_free.store(static_cast<std::uint32_t>(top), std::memory_order_relaxed);
    } while (!head.free_writers.compare_exchange_weak(top, ((top >> 32) + 1) << 32 | mine, std::memory_order_acq_rel));
}

Offset Region::fresh_segment(StreamHeader& stream) {
    auto& slot = reinterpret_cast<WriterSlot&>(stream);
    const std::uint32_t earlier = slot.segments.load(std::memory_order_relaxed);
    if (head().patient && earlier >= kSegmentsOfPatientWriter) return wait_for_reader(stream);
    const std::size_t bytes =
        sizeof(Segment) + std::min(kFirstSegmentBytes << std::min(earlier, 8U), kLargestSegmentBytes);
    const Offset place = allocate(bytes);
    if (place == 0) return head().patient ? wait_for_reader(stream) : 0;
    make_segment(at<void>(place), bytes);
    slot.segments.store(earlier + 1, std::memory_order_relaxed);
    return place;
}

/// Also a run that was told to stop has something to say yet, and its reader continues reading: but not for ever.
Offset Region::wait_for_reader(StreamHeader& stream) {
    RegionHead& head = this->head();
    std::int64_t patience = os::kNoDeadline;
    while (os::monotonic_now() < patience) {
        const std::uint32_t seen = head.taken.load(std::memory_order_acquire);
        Offset top = stream.returned.load(std::memory_order_acquire);
        if (top != 0) {
            // Only this thread pops; the reader may push meanwhile, and then the exchange is tried again.
            const Offset below = at<Segment>(top)->below;
            const Offset segment = top;
            if (stream.returned.compare_exchange_strong(top, below, std::memory_order_acquire)) return segment;
            continue;
        }
        tell_reader();
        if (!stopping()) {
            os::wait_either(head.taken, seen, head.stop, 0);
            continue;
        }
        if (patience == os::kNoDeadline) patience = os::monotonic_now() + kPatienceOnceStopped;
        os::wait(head.taken, seen, patience);
    }
    return 0;
}

void Region::tell_reader() const { os::notify_descriptor(head().notify_fd); }

void Region::stop() {
    head().stop.store(1, std::memory_order_seq_cst);
    os::wake(head().stop, os::kEveryone);
}

}  // namespace simul
