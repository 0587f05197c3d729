// A task whose body is Lua: one engine coroutine that drives one Lua coroutine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "engine/scenario/body_end.h"
#include "engine/scenario/lua/given_copies.h"
#include "engine/scenario/lua/state.h"
#include "engine/scenario/task.h"

namespace simul::lua {

/// What a Lua task needs while it lives. It stands in the frame of its engine coroutine; the Lua functions that ask for
/// operations find it through `task_of`.
class LuaTask {
  public:
    /// The function and its arguments stand on the thread.
    LuaTask(State& state, TaskContext& context, LuaThread thread, std::string name, GivenCopies given);
    LuaTask(LuaTask&& other) noexcept;
    LuaTask(const LuaTask&) = delete;
    LuaTask& operator=(const LuaTask&) = delete;
    ~LuaTask() { give_back(); }

    /// Gives the Lua thread back, whatever stands on it: the frame of an ended task may live on.
    void give_back();

    /// Runs Lua until it asks for an operation, then returns true. False when the function has returned.
    /// Throws StoryError when it failed.
    bool go_on();
    /// For the function that asked: its operation failed with this sentence, or kCancelled.
    void refuse(std::string told) { failure = std::make_unique<std::string>(std::move(told)); }
    /// The operation waits no longer than the next of the time limits.
    void keep_to_limits();

    /// A long text counts as memory of the state until the next operation. Null, or why there is none left.
    const char* count_text(lua_State* L);
    void drop_long_text() {
        if (is_long(text.capacity())) [[unlikely]]
            drop_text();
    }

    /// Story code may run for long there, and somebody may look on.
    void note_line(std::uint16_t line) {
        context_->note_line(line);
        if (context_->granter) context_->granter->look_at_line(*context_);
    }

    lua_State* thread() const { return thread_.thread; }
    TaskContext& context() const { return *context_; }
    const std::string& name() const { return name_; }
    const GivenCopies& given() const { return given_; }

    /// Known to belong to a task of Lua by whoever asks for it.
    struct Asked : Operation {
        LuaTask* by;
        explicit Asked(LuaTask* asker) : by(asker) {}
        void operator=(const Operation& other) { Operation::operator=(other); }
    };
    Asked operation{this};                       ///< asked for; then with its result
    std::string text;                            ///< what operation.text points to
    std::unique_ptr<std::string> failure;        ///< of the operation
    std::unique_ptr<TaskAttributes> attributes;  ///< what operation.attributes points to
    std::int64_t coroutines = 0;                 ///< that it has made
    lua_State* asking = nullptr;   ///< the thread of Lua that asked last: its own, or one gone into by hand
    bool gives_control = false;    ///< that thread gave control back, and asked for nothing
    std::size_t outer_limits = 0;  ///< time limits that were set before that thread was gone into

  private:
    void drop_text();
    void take_result(int count);
    void tell_locals();
    /// Throws its error, or asks to print what it leaves with.
    void fail(int status);
    bool prints_last_words() const;
    void tell_changed_copy() const;

    State* state_;
    std::size_t counted_ = 0;  ///< of `text`
    TaskContext* context_;
    LuaThread thread_;
    std::string name_;
    GivenCopies given_;
    int arguments_;
    std::unique_ptr<StoryErrorAt> leaves_with_;  ///< once its last words are printed
};

/// The body of the task.
Task drive(LuaTask task);

LuaThread take_thread(State& state);

}  // namespace simul::lua
