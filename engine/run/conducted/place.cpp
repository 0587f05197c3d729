#include "engine/run/conducted/place.h"

#include "engine/base/ensure.h"
#include "engine/os/clock.h"
#include "engine/os/processes.h"
#include "engine/run/own_threads.h"
#include "engine/run/real/kernels.h"
#include "engine/scenario/body_end.h"
#include "engine/scenario/plain_value.h"

namespace simul {

namespace {

/// The rules of variables, applied to one process' own copies.
class OwnVariables final : public ResourceHost {
  public:
    explicit OwnVariables(OwnValues& copies) : copies_(copies) { variable_.kind = ResourceKind::variable; }
    void access(Operation& operation, TaskId who) { rules_.attempt(operation, who); }

  private:
    ResourceState& state_of(ResourceId) override { return variable_; }
    Waiter& waiter_of(TaskId) override { return nobody_; }
    void guard(ResourceId) override {}
    void unguard(ResourceId) override {}
    Cell& cell_of(ResourceId variable, TaskId) override { return copies_.cells[index_of(variable)]; }
    bool keep_content(ResourceId, const Cell& cell, std::string_view packed) override {
        return copies_.keep(cell, packed);
    }
    void load_content(ResourceId, const Cell& cell, std::string& into) override { into = copies_.contents.of(cell); }
    bool take_room(std::size_t) override { return true; }
    void give_room_back(std::size_t) override {}
    void put_message(ResourceId, std::string_view) override {}
    void take_message(ResourceId, std::string&) override {}
    void withdraw_message(ResourceId, std::size_t) override {}
    std::string name_of(ResourceId) override { return {}; }
    std::string name_of(TaskId) override { return {}; }

    OwnValues& copies_;
    ResourceState variable_;
    Waiter nobody_;
    ResourceRules rules_{*this};
};

bool accesses_variable(OperationKind kind) { return info_of(kind).receiver == Receiver::variable; }

Place::Copies copy_of(const Place::Copies& copies) { return copies ? std::make_shared<OwnValues>(*copies) : nullptr; }

}  // namespace

void be_place(const Stageworks& works, Story& story, std::uint32_t desk, Place::Copies copies) {
    os::die_with_parent(works.runner);
    {
        Place place(works, story, desk, std::move(copies));
        place.serve();
    }
    os::exit_now(0);
}

void Place::serve() {
    for (;;) {
        os::wait(desk_.turn, static_cast<std::uint32_t>(Turn::executors));
        if (desk_.turn.load(std::memory_order_acquire) != static_cast<std::uint32_t>(Turn::bodys)) return;
        listen();
        desk_.hand_to(Turn::executors, Turn::bodys);
    }
}

/// One turn: the rest of what the body says, or another part of what it is told, or, when it has been told all, its
/// own.
void Place::listen() {
    if (desk_.errand == Errand::drop_all) return drop_all();
    if (rest_.empty()) {
        words_ += desk_.words();
        if (desk_.more) return;
        act();
        rest_ = words_;
    }
    desk_.write(rest_);
    if (!rest_.empty()) return;
    const bool was_long = is_long(words_);
    words_.clear();
    if (was_long) words_.shrink_to_fit();
}

void Place::drop_all() {
    roles_.clear();
    rest_ = {};
    words_.clear();
}

void Place::act() {
    if (desk_.errand == Errand::begin) begin();
    Role& role = *roles_.at(desk_.task);
    if (desk_.errand == Errand::go_on) take_answer(role);
    role.context.resume();
    tell(role);
}

void Place::begin() {
    auto role = std::make_unique<Role>();
    role->context.id = desk_.task;
    role->context.granter = this;
    role->copies = desk_.callback && roles_.count(desk_.of) ? roles_.at(desk_.of)->copies : copies_;
    const std::string call = std::move(words_);
    os::name_process(call.empty() ? "main" : task_name(call));
    role->context.begin(call.empty() ? story_.start_main(role->context) : story_.start(role->context, call));
    roles_[desk_.task] = std::move(role);
}

Grant Place::perform(TaskContext&, Operation&) { return Grant::later; }

std::uint32_t Place::thread_of(const TaskContext& context) const {
    const bool in_pool = is_pool(works_.plan.model) && context.id != kMainTask;
    return in_pool ? thread_of_worker(static_cast<std::uint32_t>(&desk_ - works_.desks))
                   : own_thread(works_.plan.model, context.id);
}

// ---- An answer.

void Place::take_answer(Role& role) {
    Operation& operation = *role.context.operation;
    std::string* const text = operation.text;
    const TaskAttributes* const attributes = operation.attributes;
    if (desk_.reply == Reply::failed) role.context.fail_next(words_);
    if (desk_.reply == Reply::cancelled) role.context.cancel_next();
    if (role.copies && accesses_variable(operation.kind) && !works_.infos[index_of(operation.resource)].mmap) {
        change_own_copy(role, desk_.operation);
    } else {
        operation = desk_.operation;
        operation.text = text;
        operation.attributes = attributes;
        if (text && desk_.reply == Reply::granted && gives_text(operation.kind)) text->swap(words_);
    }
    if (desk_.reply != Reply::granted) return;
    if (operation.kind == OperationKind::work) work(operation);
    if (desk_.heir != 0) fork_heir(role);
}

void Place::change_own_copy(Role& role, const Operation& answered) {
    Operation& own = *role.context.operation;
    OwnVariables(*role.copies).access(own, role.context.id);
    ensure(own.value == answered.value && own.cell == answered.cell && own.succeeded == answered.succeeded,
           "a process' own copy of a variable is what its conductor knows of it");
}

void Place::work(const Operation& operation) {
    desk_.works.store(true);
    for (KernelWork kernel(operation.kernel, operation.expected); !kernel.finished(); kernel.step())
        if (works_.stop.load(std::memory_order_relaxed) != 0) break;
    desk_.works.store(false);
}

/// The child has the memory of its spawner at the moment of the spawn: that is what fork does. One that is spawned
/// begins with the first values.
void Place::fork_heir(Role& role) {
    const std::uint32_t heir = desk_.heir;
    Result<int> pid = os::fork_sibling();
    if (!pid) return role.context.fail_next(pid.error().sentence());
    const bool forks = forks_spawner(works_.plan.model, story_.description().start_method);
    if (*pid == 0)
        be_place(works_, story_, heir, forks ? copy_of(role.copies) : std::make_shared<OwnValues>(works_.infos));
    works_.desks[heir].process.store(*pid);
}

// ---- What the body says.

void Place::tell(Role& role) {
    if (role.context.ended()) return tell_end(role);
    const Operation& operation = *role.context.operation;
    desk_.said = Said::asks;
    desk_.operation = operation;
    desk_.has_text = operation.text != nullptr;
    desk_.has_attributes = operation.attributes != nullptr;
    if (operation.attributes) desk_.attributes = *operation.attributes;
    desk_.operation.text = nullptr;
    desk_.operation.attributes = nullptr;
    words_ = operation.text ? *operation.text : "";
    desk_.write_locals(role.context.locals());
    desk_.place = StateHash{};
    desk_.has_place = story_.add_place(role.context, desk_.place);
}

void Place::tell_end(Role& role) {
    BodyEnd end = body_end_of(role.context.exception());
    const bool returned = end.ending == Ending::returned;
    desk_.said = returned ? Said::returned : end.ending == Ending::cancelled ? Said::cancelled : Said::failed;
    desk_.line_of_failure = end.line;
    words_ = returned ? role.context.take_result() : std::move(end.told);
    if (role.copies == copies_) return void(roles_.erase(desk_.task));
    role.context.drop_body();  // callbacks of a callback begin with its copies
}

}  // namespace simul
