#include "engine/os/cores.h"

#include <fmt/format.h>
#include <sched.h>

#include "engine/os/failure.h"

namespace simul::os {
namespace {

/// CPU numbers above this are unheard of; a cpu_set_t ends at 1024.
constexpr int kMostCores = 8192;

/// A set of CPUs of any size that the kernel accepts.
class CoreSet {
  public:
    CoreSet() : set_(CPU_ALLOC(kMostCores)) {
        ensure(set_ != nullptr, "a kilobyte for the set of CPUs can be had");
        CPU_ZERO_S(size(), set_);
    }
    CoreSet(const CoreSet&) = delete;
    CoreSet& operator=(const CoreSet&) = delete;
    ~CoreSet() { CPU_FREE(set_); }

    cpu_set_t* set() { return set_; }
    static std::size_t size() { return CPU_ALLOC_SIZE(kMostCores); }
    bool has(int core) const { return CPU_ISSET_S(static_cast<std::size_t>(core), size(), set_); }
    void add(int core) { CPU_SET_S(static_cast<std::size_t>(core), size(), set_); }

  private:
    cpu_set_t* set_;
};

}  // namespace

int current_core() { return sched_getcpu(); }

std::vector<int> allowed_cores() {
    CoreSet allowed;
    if (sched_getaffinity(0, CoreSet::size(), allowed.set()) != 0) return {0};
    std::vector<int> cores;
    for (int core = 0; core < kMostCores; ++core) {
        if (allowed.has(core)) cores.push_back(core);
    }
    return cores;
}

Result<void> confine_to(int count) {
    const std::vector<int> allowed = allowed_cores();
    if (count < 1 || static_cast<std::size_t>(count) > allowed.size()) {
        return Error{fmt::format("Could not confine the run to {} cores: this process may use {}. Ask for 1 to {}.",
                                 count, allowed.size(), allowed.size())};
    }
    return confine_to_cores({allowed.begin(), allowed.begin() + count});
}

Result<void> confine_to_cores(const std::vector<int>& cores) {
    CoreSet chosen;
    for (const int core : cores) chosen.add(core);
    if (sched_setaffinity(0, CoreSet::size(), chosen.set()) == 0) return {};
    return failure(fmt::format("confine the run to {} cores", cores.size()), errno, "Run it without --cores.");
}

}  // namespace simul::os
