// What the world refused: a returned value, never an exception.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/base/ensure.h"

namespace simul {

/// One sentence for the reader: what was tried, what happened, and what to do.
struct Error {
    std::string sentence;
};

/// A value, or the sentence that says why there is none.
template <class Value>
class [[nodiscard]] Result {
  public:
    Result(Value value) : content_(std::move(value)) {}  // NOLINT: `return value;` is the point
    Result(Error error) : content_(std::move(error)) {}  // NOLINT

    bool ok() const { return std::holds_alternative<Value>(content_); }
    explicit operator bool() const { return ok(); }

    Value& value() {
        ensure(ok(), "a result is looked into only after it was found to be good");
        return *std::get_if<Value>(&content_);
    }
    const Value& value() const { return const_cast<Result*>(this)->value(); }
    Value& operator*() { return value(); }
    const Value& operator*() const { return value(); }
    Value* operator->() { return &value(); }
    const Value* operator->() const { return &value(); }

    const Error& error() const {
        ensure(!ok(), "an error is read only from a result that failed");
        return *std::get_if<Error>(&content_);
    }

  private:
    std::variant<Value, Error> content_;
};

/// Success without a value, or the sentence.
template <>
class [[nodiscard]] Result<void> {
  public:
    Result() = default;
    Result(Error error) : error_(std::move(error)) {}  // NOLINT

    bool ok() const { return !error_; }
    explicit operator bool() const { return ok(); }
    const Error& error() const {
        ensure(!ok(), "an error is read only from a result that failed");
        return *error_;
    }

  private:
    std::optional<Error> error_;
};

}  // namespace simul
