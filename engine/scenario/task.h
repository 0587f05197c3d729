// A task as the engine sees it: a coroutine that asks an executor for operations.
//
// How it works. The body of a task is a coroutine. `co_await` on an operation hands plain data to the executor, which
// either grants it (the body goes on at once) or answers "later" (the body is suspended, and `resume` goes on with it).
// A body may `co_await` another Task as a subroutine: a trampoline in `resume` runs the innermost one, so that deep
// calls use no stack. GCC 12 miscompiles some coroutines: declare a local variable first, never put `co_await` into a
// condition, and pass parameters by value (tests/checks holds us to that).
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "engine/base/ensure.h"
#include "engine/scenario/operation.h"

namespace simul {

class TaskContext;

enum class Grant : std::uint8_t { granted, later };

/// Grants operations. An executor with a thread or a process for each task blocks inside and answers `granted`;
/// a cooperative one may answer `later`, keeps `operation` in the context, and resumes the task afterwards.
class OperationGranter {
  public:
    virtual Grant perform(TaskContext& task, Operation& operation) = 0;

  protected:
    ~OperationGranter() = default;
};

/// The task was told to end. Unwinds the body; stories never catch it.
struct Cancelled {};

/// Something in the story went wrong: the task fails with this sentence, and so does who awaits it.
class StoryError : public std::runtime_error {
  public:
    using std::runtime_error::runtime_error;
};

/// `co_await Returns{packed}` sets the result of the task, and the body goes on.
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
    bool ended() const { return handle_.done(); }
    Handle handle() const { return handle_; }

  private:
    Handle handle_;
};

/// What belongs to one task while it lives, whoever runs it. Executors derive from it.
class TaskContext {
  public:
    OperationGranter* granter = nullptr;
    std::coroutine_handle<> next;    ///< the innermost body, to be resumed
    Operation* operation = nullptr;  ///< what the task waits for
    TaskId id = kNoTask;
    /// Set by the executor before it goes on with the task: thrown out of the `co_await`.
    std::unique_ptr<std::string> failure;
    bool cancelled = false;
    /// The packed result, set by the body before it ends; none means nothing.
    std::unique_ptr<std::string> result;
    Task body;

    /// Binds a body that has not started.
    void begin(Task task);
    /// Runs the body until it is suspended or has ended.
    void resume() {
        while (next) std::exchange(next, {}).resume();
    }
    bool ended() const { return body.ended(); }
    /// Of an ended body: the exception that left it, or null.
    std::exception_ptr exception() const;
};

/// What `co_await` on an operation does. Trivially destructible on purpose (see notes on GCC 12 above).
struct OperationAwaiter {
    TaskContext& context;
    Operation operation;

    bool await_ready() const noexcept { return false; }
    bool await_suspend(std::coroutine_handle<> body);
    /// The operation with its result in it.
    Operation await_resume();
};

struct Task::promise_type {
    TaskContext* context = nullptr;
    std::coroutine_handle<> caller;
    std::exception_ptr exception;

    Task get_return_object() { return Task(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }

    struct BackToCaller {
        bool await_ready() noexcept { return false; }
        void await_suspend(Handle self) noexcept {
            promise_type& promise = self.promise();
            promise.context->next = promise.caller;
        }
        void await_resume() noexcept {}
    };
    BackToCaller final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { exception = std::current_exception(); }

    OperationAwaiter await_transform(const Operation& operation) { return {*context, operation}; }

    std::suspend_never await_transform(const Returns& returned) {
        context->result = std::make_unique<std::string>(returned.packed);
        return {};
    }

    struct Subroutine {
        TaskContext& context;
        Handle callee;

        bool await_ready() const noexcept { return false; }
        void await_suspend(std::coroutine_handle<> body) noexcept {
            callee.promise().caller = body;
            context.next = callee;
        }
        void await_resume() {
            if (callee.promise().exception) std::rethrow_exception(callee.promise().exception);
        }
    };
    /// Runs another body to its end, as a function call does. Takes a named Task: `Task t = f(); co_await t;`.
    Subroutine await_transform(Task& task) {
        task.handle().promise().context = context;
        return {*context, task.handle()};
    }
};

inline void TaskContext::begin(Task task) {
    body = std::move(task);
    body.handle().promise().context = this;
    next = body.handle();
}

inline std::exception_ptr TaskContext::exception() const { return body.handle().promise().exception; }

inline bool OperationAwaiter::await_suspend(std::coroutine_handle<> body) {
    context.next = body;
    context.operation = &operation;
    if (context.granter->perform(context, operation) == Grant::later) return true;
    context.next = {};
    return false;
}

inline Operation OperationAwaiter::await_resume() {
    if (context.cancelled) [[unlikely]] {
        context.cancelled = false;
        throw Cancelled{};
    }
    if (context.failure) [[unlikely]]
        throw StoryError(*std::exchange(context.failure, nullptr));
    return operation;
}

}  // namespace simul
