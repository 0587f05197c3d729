// Which thread of a model runs a task, for what threads have each for themselves (OperationGranter::thread_of).
#pragma once

#include <cstdint>

#include "engine/base/ids.h"
#include "engine/base/words.h"

namespace simul {

/// 0 where one thread runs all tasks; else each task has one. In a pool that is so for those that are not queued there.
constexpr std::uint32_t own_thread(Model model, TaskId task) {
    return has_one_thread(model) ? 0 : static_cast<std::uint32_t>(task) + 1;
}
/// A pool's, from 0 on.
constexpr std::uint32_t thread_of_worker(std::uint32_t worker) { return 0x80000000u | worker; }

}  // namespace simul
