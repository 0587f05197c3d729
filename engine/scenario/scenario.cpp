#include "engine/scenario/scenario.h"

#include <algorithm>
#include <variant>

#include "engine/base/state_hash.h"
#include "engine/scenario/written_policy.h"

namespace simul {

static bool names_a_task(const PlainValue& argument) {
    return std::holds_alternative<bool>(argument.content) || std::holds_alternative<std::int64_t>(argument.content) ||
           std::holds_alternative<double>(argument.content) || std::holds_alternative<std::string>(argument.content);
}

bool suits(const ScenarioDescription& story, Model model) {
    const std::vector<Model>& suited = story.models;
    const bool named = suited.empty() || std::find(suited.begin(), suited.end(), model) != suited.end();
    const bool unsuited = std::any_of(story.unsuited.begin(), story.unsuited.end(),
                                      [model](const auto& entry) { return entry.first == model; });
    return named && !unsuited;
}

std::vector<Model> suited_models(const ScenarioDescription& story) {
    std::vector<Model> models;
    for (std::size_t i = 0; i < kModelCount; ++i)
        if (suits(story, static_cast<Model>(i))) models.push_back(static_cast<Model>(i));
    return models;
}

Result<std::unique_ptr<WrittenPolicy>> Scenario::load_policy(const KnobSettings&) const {
    return Error{"A story in C++ has no policy of its own; choose one by name, or give the path of a .lua file"};
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

Packed short_call(std::string_view call) {
    constexpr std::size_t kEnough = 256;
    StateHash hash;
    hash.add(call);
    Packed kept;
    pack(unpack(call), kept);
    while (!call.empty()) {
        const PlainValue argument = unpack(call);
        if (!names_a_task(argument)) continue;
        const auto* text = std::get_if<std::string>(&argument.content);
        pack(text ? PlainValue(text->substr(0, kEnough)) : argument, kept);
        break;
    }
    PlainValue::Table rest;
    rest.emplace_back(std::int64_t{1}, static_cast<std::int64_t>(hash.first));
    rest.emplace_back(std::int64_t{2}, static_cast<std::int64_t>(hash.second));
    pack(rest, kept);
    return kept;
}

}  // namespace simul
