// How the records come (a recipe that works without privilege at perf_event_paranoid 2; of its parts none may go):
// a software event that counts nothing, inherited by threads and children, with records of switches and of ends. A ring
// cannot be shared by inherited events of all CPUs, so there is one event per CPU, for this process on that CPU, each
// with its ring. Every record ends with who, when and where (sample_id_all), which is all that is read of most of them.
#include "engine/os/kernel_records.h"

#include <fmt/format.h>
#include <linux/perf_event.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <cstring>

#include "engine/os/cores.h"
#include "engine/os/descriptor.h"
#include "engine/os/failure.h"

namespace simul::os {
namespace {

/// Without privilege the kernel allows 128 pages on each CPU, and less when others use rings as well.
constexpr std::size_t kMostPages = 128;
constexpr std::size_t kLeastPages = 8;

constexpr const char* kRecordsRemedy =
    "The timeline is made from gaps instead, which needs no permission; kernel.perf_event_paranoid = 2 would allow "
    "records.";

/// The end of each record, in the order of PERF_SAMPLE_TID, _TIME, _CPU.
struct WhoWhenWhere {
    std::uint32_t process, thread;
    std::uint64_t time;
    std::uint32_t core, reserved;
};

perf_event_attr wanted_records() {
    perf_event_attr wanted{};
    wanted.type = PERF_TYPE_SOFTWARE;
    wanted.size = sizeof wanted;
    wanted.config = PERF_COUNT_SW_DUMMY;
    wanted.context_switch = 1;
    wanted.task = 1;
    wanted.exclude_kernel = 1;
    wanted.exclude_hv = 1;
    wanted.inherit = 1;
    wanted.use_clockid = 1;
    wanted.clockid = CLOCK_MONOTONIC;
    wanted.sample_id_all = 1;
    wanted.sample_type = PERF_SAMPLE_TID | PERF_SAMPLE_TIME | PERF_SAMPLE_CPU;
    return wanted;
}

Descriptor open_event(int pid, int core) {
    perf_event_attr wanted = wanted_records();
    return Descriptor(static_cast<int>(syscall(SYS_perf_event_open, &wanted, pid, core, -1, PERF_FLAG_FD_CLOEXEC)));
}

SwitchRecord::What what_happened(const perf_event_header& header) {
    if (header.type == PERF_RECORD_EXIT) return SwitchRecord::What::exited;
    if ((header.misc & PERF_RECORD_MISC_SWITCH_OUT) == 0) return SwitchRecord::What::in;
    return (header.misc & PERF_RECORD_MISC_SWITCH_OUT_PREEMPT) != 0 ? SwitchRecord::What::out_preempted
                                                                    : SwitchRecord::What::out_waiting;
}

}  // namespace

/// The kernel writes at the head, we read from the tail.
class KernelRecords::Ring {
  public:
    Ring(Descriptor event, void* mapped, std::size_t page_size, std::size_t pages)
        : event_(std::move(event)),
          page_(static_cast<perf_event_mmap_page*>(mapped)),
          bytes_(static_cast<const char*>(mapped) + page_size),
          size_(page_size * pages),
          mapped_(page_size * (pages + 1)) {}
    Ring(const Ring&) = delete;
    Ring& operator=(const Ring&) = delete;
    ~Ring() { munmap(page_, mapped_); }

    /// Null when refused, with the reason in errno.
    static std::unique_ptr<Ring> open(int pid, int core);

    /// Returns how many records the kernel said it had lost.
    std::uint64_t drain(std::vector<SwitchRecord>& into);

  private:
    SwitchRecord switch_at(std::uint64_t place, const perf_event_header& header) const;
    std::uint64_t lost_at(std::uint64_t place) const;
    void copy(std::uint64_t from, void* into, std::size_t length) const;

    Descriptor event_;
    perf_event_mmap_page* page_;
    const char* bytes_;
    std::size_t size_;
    std::size_t mapped_;
};

std::unique_ptr<KernelRecords::Ring> KernelRecords::Ring::open(int pid, int core) {
    Descriptor event = open_event(pid, core);
    if (event.fd() < 0) return nullptr;
    const std::size_t page_size = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    for (std::size_t pages = kMostPages; pages >= kLeastPages; pages /= 2) {
        void* const mapped = mmap(nullptr, (pages + 1) * page_size, PROT_READ | PROT_WRITE, MAP_SHARED, event.fd(), 0);
        if (mapped != MAP_FAILED) return std::make_unique<Ring>(std::move(event), mapped, page_size, pages);
    }
    return nullptr;
}

void KernelRecords::Ring::copy(std::uint64_t from, void* into, std::size_t length) const {
    const std::size_t start = from % size_;
    const std::size_t before_wrap = std::min(length, size_ - start);
    std::memcpy(into, bytes_ + start, before_wrap);
    std::memcpy(static_cast<char*>(into) + before_wrap, bytes_, length - before_wrap);
}

std::uint64_t KernelRecords::Ring::drain(std::vector<SwitchRecord>& into) {
    const std::uint64_t head = std::atomic_ref(page_->data_head).load(std::memory_order_acquire);
    std::uint64_t tail = page_->data_tail;
    std::uint64_t lost = 0;
    while (tail < head) {
        perf_event_header header;
        copy(tail, &header, sizeof header);
        ensure(header.size >= sizeof header + sizeof(WhoWhenWhere), "a record of the kernel says who, when and where");
        if (header.type == PERF_RECORD_SWITCH || header.type == PERF_RECORD_EXIT) {
            into.push_back(switch_at(tail, header));
        } else if (header.type == PERF_RECORD_LOST) {
            lost += lost_at(tail);
        }
        tail += header.size;
    }
    std::atomic_ref(page_->data_tail).store(tail, std::memory_order_release);
    return lost;
}

SwitchRecord KernelRecords::Ring::switch_at(std::uint64_t place, const perf_event_header& header) const {
    WhoWhenWhere about;
    copy(place + header.size - sizeof about, &about, sizeof about);
    return {static_cast<std::int64_t>(about.time), about.process, about.thread, static_cast<std::uint16_t>(about.core),
            what_happened(header)};
}

std::uint64_t KernelRecords::Ring::lost_at(std::uint64_t place) const {
    std::uint64_t count;  // after the header and the event's id
    copy(place + sizeof(perf_event_header) + sizeof(std::uint64_t), &count, sizeof count);
    return count;
}

KernelRecords::KernelRecords() = default;
KernelRecords::KernelRecords(KernelRecords&& other) noexcept = default;
KernelRecords& KernelRecords::operator=(KernelRecords&& other) noexcept = default;
KernelRecords::~KernelRecords() = default;

Result<KernelRecords> KernelRecords::attach(int pid) {
    const std::string tried = fmt::format("watch the context switches of process {}", pid);
    if (denied("kernel_records")) return failure(tried, EACCES, kRecordsRemedy);
    KernelRecords records;
    for (const int core : allowed_cores()) {
        std::unique_ptr<Ring> ring = Ring::open(pid, core);
        if (ring == nullptr) return failure(tried, errno, kRecordsRemedy);
        records.rings_.push_back(std::move(ring));
    }
    return records;
}

void KernelRecords::drain(std::vector<SwitchRecord>& into) {
    for (const auto& ring : rings_) lost_ += ring->drain(into);
}

}  // namespace simul::os
