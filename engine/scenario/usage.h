// How an operation is written, from its row: for errors and for the reference of the language.
#pragma once

#include <string>

#include "engine/base/operation_kinds.h"

namespace simul {

/// `compute(seconds)`, `mutex:lock()`, `condition:notify([n])`, `variable.value = value`.
std::string usage_of(const OperationInfo& operation);

constexpr bool takes_the_rest(ArgumentType type) {
    return type == ArgumentType::call || type == ArgumentType::body || type == ArgumentType::anything ||
           type == ArgumentType::coroutine;
}

inline constexpr int kAnyNumber = 1'000'000;

/// How many values it can be given, the receiver aside.
constexpr int most_arguments(const OperationInfo& operation) {
    int count = 0;
    for (const Argument& argument : operation.arguments) {
        if (argument.type == ArgumentType::none) break;
        if (takes_the_rest(argument.type)) return kAnyNumber;
        count += argument.type == ArgumentType::range ? 2 : 1;
    }
    return count;
}

}  // namespace simul
