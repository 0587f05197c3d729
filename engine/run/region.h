// The memory that the processes of one run share with whoever watches it.
//
// How it works. One sparse memfd: a head, then whatever is allocated, never freed. There are no pointers in it for
// those outside the run, who map it elsewhere; the processes of the run are forked after it was mapped, so to them
// addresses are good. Each thread that records takes a writer slot; a slot that was given back continues with the same
// stream.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/result.h"
#include "engine/os/memory.h"
#include "engine/run/conductors/by_hand.h"
#include "engine/trace/stream.h"

namespace simul {

enum class RunPhase : std::uint32_t { loading, running, ended };

struct WriterSlot {
    StreamHeader stream;
    Recorder recorder;  ///< of whoever has the slot now
    std::atomic<std::uint32_t> next_free{0};
    std::atomic<std::uint32_t> segments{0};  ///< handed out so far
    std::atomic<std::uint64_t> events{0};    ///< recorded by all who had the slot
    std::atomic<std::uint64_t> memory{0};    ///< of the process that has it (run_memory.h)
    std::atomic<std::int32_t> process{0};    ///< a machine's, that had it last
};

inline constexpr std::uint32_t kMostWriters = 1 << 15;

struct RegionHead {
    std::atomic<std::uint32_t> stop{0};   ///< futex; not 0: the run is to end
    std::atomic<std::uint32_t> gate{0};   ///< futex; not 0: operations wait for the conductor
    std::atomic<std::uint32_t> go{0};     ///< futex; not 0: the watcher is prepared (for runs that wait for that)
    std::atomic<std::uint32_t> taken{0};  ///< futex: the reader has emptied segments
    std::atomic<RunPhase> phase{RunPhase::loading};
    std::atomic<std::uint64_t> used{0};
    std::atomic<std::uint64_t> memory{0};  ///< that the story's states have together (run_memory.h)
    std::uint64_t size = 0;
    bool patient = false;         ///< writers wait for the reader instead of losing events
    bool kernel_records = false;  ///< settled before `go`: the watcher knows from the kernel who ran where
    int notify_fd = -1;           ///< in the runner: tells the reader that there is something to take
    std::atomic<std::uint32_t> writers{0};
    std::atomic<std::uint64_t> free_writers{0};    ///< a stack: index + 1 below, a tag against reuse above
    std::atomic<std::int64_t> began{0}, ended{0};  ///< CLOCK_MONOTONIC
    std::int64_t stolen_ns = -1;                   ///< wall time; -1: not known
    std::int64_t core_time_ns = 0;
    Hand hand;  ///< of who conducts the run from outside
    std::int32_t exit_code = 0;
    std::uint32_t cpus = 0;  ///< of this computer, that a real run is confined to
    Offset header = 0;       ///< a text
    Offset error = 0;        ///< what `leave_error` left

    /// They stand behind the head. Zeroed memory is a slot that nobody has had.
    WriterSlot* slots() { return reinterpret_cast<WriterSlot*>(this + 1); }
};
static_assert(sizeof(RegionHead) % alignof(WriterSlot) == 0);

class Region final : public SegmentSource {
  public:
    static Result<Region> create();
    static Result<Region> adopt(int fd);
    Region(Region&& other) noexcept : memory_(std::move(other.memory_)) {}

    RegionHead& head() const { return *reinterpret_cast<RegionHead*>(memory_.data()); }
    std::byte* base() const { return memory_.data(); }
    int fd() const { return memory_.fd(); }

    /// Zeroed, aligned to 64 bytes; 0 when the region is full.
    Offset allocate(std::size_t bytes);
    template <class Item>
    Item* at(Offset offset) const {
        return reinterpret_cast<Item*>(memory_.data() + offset);
    }
    /// Texts of any length; 0 for an empty one, or when the region is full.
    Offset keep(std::string_view text);
    /// Empty when there is none, or it cannot be there. It changes with the memory: who does not trust whoever else may
    /// write there looks at a copy.
    std::string_view text(Offset offset) const;
    std::string copy_of_text(Offset offset) const { return std::string(text(offset)); }

    /// For who watches: why its process did not do what it was asked for. The last one stays.
    void leave_error(const Error& error);
    /// The same without a place, and without a need for other memory.
    void leave_error(std::string_view text);
    /// As it was left, each of its texts cut to 4096 bytes; none was left, or it cannot be there.
    std::optional<Error> error_left() const;
    std::size_t size() const { return memory_.size(); }

    /// A writer slot for the calling thread. Null when all are taken.
    WriterSlot* take_writer();
    /// Nothing more comes from it until somebody takes it again.
    void give_back(WriterSlot& slot);

    Offset fresh_segment(StreamHeader& stream) override;

    /// The reader looks whether there is something to take.
    void tell_reader() const;

    bool stopping() const { return head().stop.load(std::memory_order_relaxed) != 0; }
    /// Sets the stop word and lets everybody see it.
    void stop();

  private:
    explicit Region(os::SharedMemory memory) : memory_(std::move(memory)) {}
    Offset wait_for_reader(StreamHeader& stream);

    os::SharedMemory memory_;
};

}  // namespace simul
