// A thread or process in which the bodies of conducted tasks run: the far side of a desk.
//
// How it works. Bodies are coroutines here, too: one that asks for an operation is suspended, what it asks for is
// written on the desk, and the turn goes back. So a process can run the callbacks that it owes beside its task. With an
// answer come the consequences that happen here and nowhere else: a kernel runs, a process is forked, this process' own
// copy of a variable changes (and must then be what the executor says that it is).
#pragma once

#include <memory>
#include <unordered_map>
#include <vector>

#include "engine/resources/contents.h"
#include "engine/resources/rules.h"
#include "engine/run/conducted/desk.h"
#include "engine/run/settings.h"
#include "engine/scenario/scenario.h"

namespace simul {

/// What all places of one run have in common. A process gets a copy by being forked.
struct Stageworks {
    const RunPlan& plan;
    std::vector<ResourceInfo> infos;
    Desk* desks;
    const std::atomic<std::uint32_t>& stop;
    int runner;  ///< processes: whose children all are
};

class Place final : public OperationGranter {
  public:
    using Copies = std::shared_ptr<OwnValues>;

    /// `copies`: the process' own of the variables, or null where memory is shared.
    Place(const Stageworks& works, Story& story, std::uint32_t desk, Copies copies)
        : works_(works), story_(story), desk_(works.desks[desk]), copies_(std::move(copies)) {}

    /// Runs what it is given until its desk is closed.
    void serve();

    Grant perform(TaskContext& context, Operation& operation) override;
    std::uint32_t thread_of(const TaskContext& context) const override;
    Model model() const override { return works_.plan.model; }
    void look_at_line(const TaskContext& context) override {
        desk_.line.store(context.noted_line(), std::memory_order_relaxed);
    }

  private:
    struct Role {
        TaskContext context;
        Copies copies;
    };

    void listen();
    void drop_all();
    void act();
    void begin();
    void take_answer(Role& role);
    void change_own_copy(Role& role, const Operation& answered);
    void work(const Operation& operation);
    void fork_heir(Role& role);
    void tell(Role& role);
    void tell_end(Role& role);

    const Stageworks& works_;
    Story& story_;
    Desk& desk_;
    Copies copies_;
    std::string words_;      ///< of the executor; then those of the body
    std::string_view rest_;  ///< of the body's words: what was not said yet
    std::unordered_map<TaskId, std::unique_ptr<Role>> roles_;
};

/// In a process that was just forked: serves its desk, and ends.
[[noreturn]] void be_place(const Stageworks& works, Story& story, std::uint32_t desk, Place::Copies copies);

}  // namespace simul
