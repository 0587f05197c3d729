// What the world refused: a returned value, never an exception.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <variant>

#include "engine/base/ensure.h"

namespace simul {

/// What an error is about, for whoever shows it at its place.
enum class ErrorKind : std::uint8_t {
    other,      ///< its text says it all: what this computer refused, an option of the command line
    setting,    ///< a knob that cannot be turned so: `field` is its name
    schedule,   ///< a schedule that cannot be followed
    story,      ///< the text of a story or of a policy: `line` of `file`
    sheet,      ///< a sheet of jobs: `field` of `row`
    recording,  ///< a file that is no trace or no bundle, or is damaged
};
inline constexpr std::size_t kErrorKindCount = 6;

/// What was tried, what happened, and what to do; and where, as far as it is known.
struct Error {
    std::string text;  ///< for the reader
    ErrorKind kind = ErrorKind::other;
    std::string file = {};   ///< where it lies, unless `text` says so itself
    std::size_t line = 0;    ///< of the file, from 1 on; 0: it is not known
    std::size_t row = 0;     ///< of the sheet, from 1 on; 0: it is not known
    std::string field = {};  ///< the knob or the column at fault; `text` names it, too

    /// For the reader: "coffee.lua:7: …", "jobs.csv, row 2: …", or the text alone.
    std::string sentence() const;
};

/// A value, or the error that says why there is none.
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

/// Success without a value, or the error.
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
