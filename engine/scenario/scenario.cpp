#include "engine/scenario/scenario.h"

#include <variant>

namespace simul {

static bool names_a_task(const PlainValue& argument) {
    return std::holds_alternative<bool>(argument.content) || std::holds_alternative<std::int64_t>(argument.content) ||
           std::holds_alternative<double>(argument.content) || std::holds_alternative<std::string>(argument.content);
}

std::string task_name(std::string_view call) {
    constexpr std::size_t kLongestArgument = 32;
    const PlainValue function = unpack(call);
    const auto* name = std::get_if<std::string>(&function.content);
    ensure(name, "a call begins with the name of a function");
    while (!call.empty()) {
        const std::string_view before = call;
        if (names_a_task(unpack(call)))
            return *name + " " + preview(before.substr(0, before.size() - call.size()), kLongestArgument);
    }
    return *name;
}

}  // namespace simul
