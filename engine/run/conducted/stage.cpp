#include "engine/run/conducted/stage.h"

#include <algorithm>
#include <new>

#include "engine/os/clock.h"
#include "engine/os/processes.h"
#include "engine/run/conducted/stage_processes.h"
#include "engine/run/conducted/stage_threads.h"
#include "engine/run/real/threads.h"
#include "engine/run/watchdog.h"
#include "engine/scenario/body_end.h"

namespace simul {

namespace {

constexpr std::int64_t kLook = 5'000'000;

/// What the executor has to say to a body.
struct Answer {
    Operation operation;
    Reply reply = Reply::granted;
    std::string text;
};

void write_answer(Desk& desk, const Answer& answer) {
    desk.errand = Errand::go_on;
    desk.reply = answer.reply;
    desk.operation = answer.operation;
    desk.operation.text = nullptr;
    desk.operation.attributes = nullptr;
    desk.heir = 0;
}

Operation read_question(const Desk& desk, std::string& text) {
    Operation operation = desk.operation;
    operation.text = desk.has_text ? &text : nullptr;
    operation.attributes = desk.has_attributes ? &desk.attributes : nullptr;
    return operation;
}

std::string result_or_throw(const Desk& desk, std::string words) {
    if (desk.said == Said::cancelled) throw Cancelled{};
    if (desk.said == Said::failed) throw StoryErrorAt(std::move(words), desk.line_of_failure);
    return words;
}

bool spawns(const Operation& operation) {
    return operation.kind == OperationKind::spawn || operation.kind == OperationKind::spawn_at;
}

/// The run stops, so this is never granted.
Operation forever() { return Operation(OperationKind::yield, 0); }

/// The body that stands for one elsewhere. Its desk is that of the task's place.
Task relay(Stage* stage, CoopTask* task, std::uint32_t number, std::string call) {
    Desk& desk = stage->desk(number);
    Answer answer;
    answer.text = std::move(call);
    bool goes_on = stage->hand_turn(number, *task, answer.text);
    while (goes_on && desk.said == Said::asks) {
        answer.operation = read_question(desk, answer.text);
        answer.reply = Reply::granted;
        if (desk.letters_of_locals > 0 || !task->locals().empty()) task->set_locals(desk.locals_as_told());
        try {
            const Operation granted = co_await answer.operation;
            answer.operation = granted;
            if (!gives_text(granted.kind)) answer.text.clear();
        } catch (const StoryError& error) {
            answer.text = error.told();
            answer.reply = Reply::failed;
        } catch (const Cancelled&) {
            answer.reply = Reply::cancelled;
        }
        write_answer(desk, answer);
        desk.task = task->id;
        if (spawns(answer.operation) && answer.reply == Reply::granted)
            stage->prepare_spawn(desk, answer.operation.task);
        goes_on = stage->hand_turn(number, *task, answer.text);
    }
    if (!goes_on) {
        answer.operation = forever();
        co_await answer.operation;
    }
    std::string result;
    std::exception_ptr failure;
    try {
        result = result_or_throw(desk, std::move(answer.text));
    } catch (...) {
        failure = std::current_exception();
    }
    stage->leave(number, *task);
    if (failure) std::rethrow_exception(failure);
    const Returns returned(std::move(result));
    co_await returned;
}

Task refuse(std::string sentence) {
    throw StoryError(sentence);
    co_return;
}

}  // namespace

Result<std::unique_ptr<Stage>> Stage::create(Story& story, const RunPlan& plan, const StoryMaker& make,
                                             const std::atomic<std::uint32_t>& stop) {
    const std::size_t desks = std::min(plan.most_at_once, plan.max_tasks) + plan.workers + 2;
    Result<os::SharedMemory> memory = os::SharedMemory::create("simul desks", desks * sizeof(Desk));
    if (!memory) return memory.error();
    if (copies_variables(plan.model))
        return std::unique_ptr<Stage>(new StageProcesses(story, plan, stop, std::move(*memory)));
    return std::unique_ptr<Stage>(new StageThreads(story, plan, make, stop, std::move(*memory)));
}

Stage::Stage(Story& story, const RunPlan& plan, const std::atomic<std::uint32_t>& stop, os::SharedMemory memory)
    : story_(story),
      plan_(plan),
      memory_(std::move(memory)),
      works_{plan_, resources_of(story.description(), plan), reinterpret_cast<Desk*>(memory_.data()), stop,
             os::own_pid()} {}

std::uint32_t Stage::free_desk() {
    std::uint32_t number = used_desks_;
    if (free_desks_.empty()) {
        if ((used_desks_ + 1) * sizeof(Desk) > memory_.size())
            throw StoryError(
                too_many_at_once(plan_, copies_variables(plan_.model) ? "processes" : "threads").sentence());
        ++used_desks_;
    } else {
        number = free_desks_.back();
        free_desks_.pop_back();
    }
    new (&desk(number)) Desk();
    return number;
}

Task Stage::start_main(TaskContext& task) { return start(task, {}); }

Task Stage::start(TaskContext& context, std::string_view call) {
    auto& task = static_cast<CoopTask&>(context);
    names_[task.id] = call.empty() ? "main" : task_name(call);
    try {
        const std::uint32_t number = seat(task);
        seats_[task.id] = number;
        Desk& place = desk(number);
        place.errand = Errand::begin;
        place.callback = task.callback;
        place.task = task.id;
        place.of = task.parent;
        return relay(this, &task, number, std::string(call));
    } catch (const StoryError& error) {
        return refuse(error.what());
    }
}

/// As it was told when the task gave the turn back.
bool Stage::add_place(const TaskContext& task, StateHash& into) const {
    const Desk& place = works_.desks[seats_.at(task.id)];
    if (place.has_place) into.add(place.place);
    return place.has_place;
}

bool Stage::hand_turn(std::uint32_t number, const CoopTask& task, std::string& words) {
    Desk& place = desk(number);
    std::string_view rest = words;
    do {
        place.write(rest);
        if (!pass_turn(number, task)) return false;
    } while (!rest.empty());
    words = place.words();
    words.shrink_to_fit();
    while (place.more) {
        if (!pass_turn(number, task)) return false;
        words += place.words();
    }
    return true;
}

bool Stage::pass_turn(std::uint32_t number, const CoopTask& task) {
    Desk& place = desk(number);
    look_after(number, false);
    place.hand_to(Turn::bodys, Turn::executors);
    CoreTimeBudget budget;
    for (;;) {
        const os::Woken woken =
            os::wait(place.turn, static_cast<std::uint32_t>(Turn::bodys), os::monotonic_now() + kLook);
        if (works_.stop.load(std::memory_order_relaxed) != 0) return false;
        if (woken == os::Woken::word) return true;
        look_after(number, true);
        if (budget.exceeded(!place.works.load(), 0, core_time(number))) fail_stuck(number, task);
    }
}

void Stage::fail_stuck(std::uint32_t number, const CoopTask& task) {
    const Error error =
        stuck(description().source_name, static_cast<std::uint16_t>(desk(number).line.load()), names_[task.id]);
    lost_somebody_ = true;
    give_up(number);
    throw StoryErrorAt(error);
}

}  // namespace simul
