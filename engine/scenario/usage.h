// How an operation is written, from its row: for errors and for the reference of the language.
#pragma once

#include <string>

#include "engine/base/operation_kinds.h"

namespace simul {

/// `compute(seconds)`, `mutex:lock()`, `condition:notify([n])`, `variable.value = value`.
std::string usage_of(const OperationInfo& operation);

inline constexpr int kAnyNumber = 1'000'000;

/// How many values it can be given, the receiver aside.
constexpr int most_arguments(const OperationInfo& operation) {
    int count = 0;
    for (const Argument& argument : operation.arguments) {
        if (argument.type == ArgumentType::none) break;
        if (argument.type == ArgumentType::call || argument.type == ArgumentType::anything) return kAnyNumber;
        count += argument.type == ArgumentType::range ? 2 : 1;
    }
    return count;
}

}  // namespace simul
