// A task as the engine sees it: a coroutine that asks an executor for operations.
//
// How it works. The body of a task is a coroutine. `co_await` on an operation hands plain data to the executor, which
// either grants it (the body continues at once) or answers "later" (the body is suspended, and `resume` continues with
// it). A body may `co_await` another Task as a subroutine: a trampoline in `resume` runs the innermost one, so that
// deep calls use no stack. GCC 12 miscompiles some coroutines: declare a local variable first, never put `co_await`
// into a condition, and pass parameters by value (tests/checks holds us to that).
#pragma once

#include <coroutine>
#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/scenario/cancelling.h"
#include "engine/scenario/operation.h"

namespace simul {

class TaskContext;

enum class Grant : std::uint8_t { granted, later };

/// Grants operations. An executor with a thread or a process for each task blocks inside and answers `granted`;
/// a cooperative one may answer `later`, keeps `operation` in the context, and resumes the task afterwards.
class OperationGranter {
  public:
    virtual Grant perform(TaskContext& task, Operation& operation) = 0;
    /// `task` has noted the line of story code that is about to run for long.
    virtual void look_at_line(const TaskContext&) {}
    /// At the end of `task`: it has changed a copy of what it was given, `what` as NoteKind::changed_copy has it.
    virtual void hear_of_changed_copy(TaskContext&, std::string_view /*what*/) {}
    /// Which thread of the model runs the task, for what threads have each for themselves. 0: the one that runs all.
    virtual std::uint32_t thread_of(const TaskContext&) const { return 0; }
    /// On which machine of the story it runs.
    virtual NodeId node_of(const TaskContext&) const { return kFirstNode; }
    virtual Model model() const { return Model::sequential; }

  protected:
    ~OperationGranter() = default;
};

/// The task was cancelled: raised where it waits. A body may catch it, clean up, and throw it again, or continue.
struct Cancelled {};

/// The run stops. Unwinds the body; nothing may catch it.
struct Stopped {};

/// Something in the story went wrong: the task fails with this sentence, and so does who awaits it.
class StoryError : public std::runtime_error {
  public:
    /// `told`: the sentence; where a value was raised, a zero byte and the packed value follow.
    explicit StoryError(std::string told) : std::runtime_error(told.c_str()), told_(std::move(told)) {}
    /// All of it, as it crosses from task to task.
    const std::string& told() const { return told_; }

  private:
    std::string told_;
};

inline std::string_view raised_sentence(std::string_view told) { return told.substr(0, told.find('\0')); }
/// The packed value that was raised; empty if there is only a sentence.
inline std::string_view raised_value(std::string_view told) {
    const std::size_t end = told.find('\0');
    return end == std::string_view::npos ? std::string_view() : told.substr(end + 1);
}

/// What is said of a task that threw what says nothing.
inline constexpr const char* kThrewSomething = "it threw something that is no std::exception; throw a StoryError";

/// `co_await Returns{packed}` sets the result of the task, and the body continues.
struct Returns {
    std::string packed;
    explicit Returns(std::string bytes) : packed(std::move(bytes)) {}
};

/// The body of a task, not yet started. Owns the coroutine.
class [[nodiscard]] Task {
  public:
    struct promise_type;
    using Handle = std::coroutine_handle<promise_type>;

    Task() = default;
    explicit Task(Handle handle) : handle_(handle) {}
    Task(Task&& other) noexcept : handle_(std::exchange(other.handle_, {})) {}
    Task& operator=(Task&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    ~Task() {
        if (handle_) handle_.destroy();
    }

    explicit operator bool() const { return static_cast<bool>(handle_); }
    Handle handle() const { return handle_; }
    /// Gives the coroutine away.
    Handle release() { return std::exchange(handle_, {}); }

  private:
    Handle handle_;
};

/// What belongs to one task while it lives, whoever runs it. Executors derive from it.
class TaskContext {
  public:
    OperationGranter* granter = nullptr;
    Operation* operation = nullptr;  ///< what the task asked for last; it stands in the frame of the body
    TaskId id = kNoTask;

    TaskContext() = default;
    TaskContext(const TaskContext&) = delete;
    TaskContext& operator=(const TaskContext&) = delete;
    ~TaskContext() { drop_body(); }

    /// Takes a body that has not started.
    void begin(Task body);
    /// Runs the body until it is suspended or has ended.
    void resume() {
        do {
            moved_on_ = false;
            innermost_.resume();
        } while (moved_on_);
    }
    /// For the trampoline: another body continues, once the present one is suspended.
    void move_on_to(Task::Handle other) {
        innermost_ = other;
        moved_on_ = true;
    }
    /// A subroutine that has ended is never the innermost, so this is about the body itself.
    bool ended() const { return innermost_.done(); }
    /// Of an ended body: the exception that left it, or null.
    std::exception_ptr exception() const { return rare_ ? rare_->exception : nullptr; }
    /// Where the frame of what runs next stands.
    const void* body_address() const { return innermost_.address(); }
    /// Destroys the body, wherever it stands.
    void drop_body();

    /// The packed result; without one the result is nothing.
    void set_result(std::string packed) { rare().result = std::move(packed); }
    std::string_view result_so_far() const { return rare_ ? std::string_view(rare_->result) : std::string_view(); }
    std::string take_result() { return rare_ ? std::move(rare_->result) : std::string(); }

    /// What its local variables are, for the reader, when it asks for an operation: `i = 2, seen = 0`.
    void set_locals(std::string text) { rare().locals = std::move(text); }
    std::string_view locals() const { return rare_ ? std::string_view(rare_->locals) : std::string_view(); }

    /// For executors, before they continue with a task: what its `co_await` throws.
    void fail_next(std::string sentence) {
        rare().failure = std::move(sentence);
        rare_->throws = true;
    }
    void cancel_next() {
        rare().cancelled = true;
        rare_->throws = true;
    }
    /// Who asks it to be cancelled.
    Cancelling& cancelling() { return rare().cancelling; }
    /// Null: nobody has, and it has no time limits and no groups.
    const Cancelling* cancelling_if_any() const { return rare_ ? &rare_->cancelling : nullptr; }
    bool has_limits() const { return rare_ && !rare_->cancelling.limits().empty(); }
    void stop_next() {
        rare().stopped = true;
        rare_->throws = true;
    }
    /// For a body that an exception leaves: it is thrown on in its caller.
    void keep_exception(std::exception_ptr exception) { rare().exception = std::move(exception); }
    void throw_kept() {
        if (rare_ && rare_->exception) std::rethrow_exception(std::exchange(rare_->exception, nullptr));
    }
    /// Throws what was set, once.
    void throw_if_set() {
        if (rare_ && rare_->throws) [[unlikely]]
            throw_now();
    }

    /// The line of story code that is about to run for long, for whoever looks on from another thread.
    void note_line(std::uint16_t line) { __atomic_store_n(&line_, line, __ATOMIC_RELAXED); }
    std::uint16_t noted_line() const { return __atomic_load_n(&line_, __ATOMIC_RELAXED); }

  private:
    struct Rare {
        std::string result, failure, locals;
        std::exception_ptr exception;
        bool throws = false, cancelled = false, stopped = false;
        Cancelling cancelling;
    };

    Rare& rare() {
        if (!rare_) rare_ = std::make_unique<Rare>();
        return *rare_;
    }
    [[noreturn]] void throw_now() {
        rare_->throws = false;
        if (rare_->stopped) throw Stopped{};
        if (std::exchange(rare_->cancelled, false)) throw Cancelled{};
        throw StoryError(std::exchange(rare_->failure, {}));
    }

    std::uint16_t line_ = 0;
    bool moved_on_ = false;
    Task::Handle innermost_;      ///< the body, or the subroutine of a subroutine …, that runs next
    std::unique_ptr<Rare> rare_;  ///< most tasks never need it
};

/// What `co_await` on an operation does. Trivially destructible on purpose (see notes on GCC 12 above).
struct OperationAwaiter {
    TaskContext& context;

    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> body);
    /// The operation with its result in it. Copy what you need: a temporary one goes with its statement.
    const Operation& await_resume();
};

struct Task::promise_type {
    TaskContext* context = nullptr;
    Handle caller;  ///< of a subroutine

    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }

    struct BackToCaller {
        bool await_ready() noexcept { return false; }
        void await_suspend(Handle self) noexcept {
            const promise_type& promise = self.promise();
            if (promise.caller) promise.context->move_on_to(promise.caller);
        }
        void await_resume() noexcept {}
    };
    BackToCaller final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { context->keep_exception(std::current_exception()); }

    OperationAwaiter await_transform(Operation& operation) {
        context->operation = &operation;
        return {*context};
    }
    OperationAwaiter await_transform(Operation&& operation) { return await_transform(operation); }

    std::suspend_never await_transform(const Returns& returned) {
        context->set_result(returned.packed);
        return {};
    }

    struct Subroutine {
        TaskContext& context;
        Handle callee;

        bool await_ready() const noexcept { return false; }
        void await_suspend(Handle body) noexcept {
            callee.promise().caller = body;
            context.move_on_to(callee);
        }
        void await_resume() { context.throw_kept(); }
    };
    /// Runs another body to its end, as a function call does. Takes a named Task: `Task t = f(); co_await t;`.
    Subroutine await_transform(Task& task) {
        task.handle().promise().context = context;
        return {*context, task.handle()};
    }
};

inline void TaskContext::begin(Task body) {
    innermost_ = body.release();
    innermost_.promise().context = this;
}

inline void TaskContext::drop_body() {
    Task::Handle outermost = std::exchange(innermost_, {});
    if (!outermost) return;
    while (outermost.promise().caller) outermost = outermost.promise().caller;
    outermost.destroy();  // and with its frame the subroutines, which it owns
}

inline bool OperationAwaiter::await_suspend(std::coroutine_handle<>) {
    return context.granter->perform(context, *context.operation) == Grant::later;
}

inline const Operation& OperationAwaiter::await_resume() {
    context.throw_if_set();
    return *context.operation;
}

}  // namespace simul
