#include "engine/scenario/usage.h"

namespace simul {
namespace {

std::string written(const Argument& argument) {
    std::string text = argument.name;
    if (takes_the_rest(argument.type) && argument.type != ArgumentType::coroutine) text += text.empty() ? "…" : ", …";
    const bool is_optional = argument.optional || argument.type == ArgumentType::range;
    return is_optional ? "[" + text + "]" : text;
}

std::string list_of_arguments(const OperationInfo& operation) {
    std::string list = operation.form == CallForm::call && operation.receiver == Receiver::future ? "future" : "";
    for (const Argument& argument : operation.arguments)
        if (argument.type != ArgumentType::none) list += (list.empty() ? "" : ", ") + written(argument);
    return list;
}

std::string receiver_name(Receiver receiver) {
    if (receiver == Receiver::none) return {};
    if (receiver == Receiver::future) return "future";
    if (kind_of(receiver) == ResourceKind::device) return std::string(name_of(device_of(receiver)));
    return std::string(name_of(kind_of(receiver)));
}

}  // namespace

std::string usage_of(const OperationInfo& operation) {
    const std::string receiver = receiver_name(operation.receiver), verb(operation.verb);
    switch (operation.form) {
        case CallForm::reads_value:
            return receiver + ".value";
        case CallForm::writes_value:
            return receiver + ".value = " + list_of_arguments(operation);
        case CallForm::entry:
            return std::string(operation.usage);
        case CallForm::call:
            return verb + "(" + list_of_arguments(operation) + ")";
        case CallForm::method:
            break;
    }
    return receiver + ":" + verb + "(" + list_of_arguments(operation) + ")";
}

}  // namespace simul
