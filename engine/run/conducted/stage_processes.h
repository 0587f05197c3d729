// A stage of processes: one for each task, forked from that of its spawner, or a few for a pool.
#pragma once

#include <deque>
#include <optional>
#include <unordered_map>

#include "engine/os/processes.h"
#include "engine/run/conducted/stage.h"

namespace simul {

class StageProcesses final : public Stage {
  public:
    StageProcesses(Story& story, const RunPlan& plan, const std::atomic<std::uint32_t>& stop, os::SharedMemory memory)
        : Stage(story, plan, stop, std::move(memory)) {}
    ~StageProcesses() override { clear(); }

    Result<void> set_up() override;
    void clear() override;
    void prepare_spawn(Desk& spawner, TaskId child) override;
    void leave(std::uint32_t number, const CoopTask& task) override;
    void kill(const TaskContext& task) override;

  private:
    /// A process and what became of it.
    struct House {
        std::optional<os::Ending> ended;
    };

    std::uint32_t seat(const CoopTask& task) override;
    void look_after(std::uint32_t number, bool closely) override;
    std::int64_t core_time(std::uint32_t number) const override;
    void give_up(std::uint32_t number) override;
    Result<std::uint32_t> fork_place();
    void remove(std::uint32_t number);
    void replace(std::uint32_t number);

    std::unordered_map<TaskId, std::uint32_t> seats_;
    std::unordered_map<std::uint32_t, House> houses_;  ///< by desk
    std::deque<std::uint32_t> idle_;                   ///< workers of a pool
};

}  // namespace simul
