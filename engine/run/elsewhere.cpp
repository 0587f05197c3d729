#include "engine/run/elsewhere.h"

#include <fmt/format.h>

#include "engine/scenario/selection.h"
#include "engine/scenario/until.h"

namespace simul {

namespace {

bool stands_elsewhere(const Homes& homes, TaskId task, ResourceId resource) {
    return resource != kNoResource && homes.home_of(resource) != homes.home_of(task);
}

bool is_elsewhere(const Homes& homes, TaskId task, TaskId other) {
    return other != kNoTask && homes.home_of(other) != homes.home_of(task);
}

}  // namespace

Elsewhere elsewhere(const Homes& homes, TaskId task, const Operation& operation) {
    switch (family_of(operation.kind)) {
        case Family::on_resource:
        case Family::asks_device:
            if (selects(operation))
                for (const ResourceId channel : selected_by(operation))
                    if (stands_elsewhere(homes, task, channel)) return {channel, kNoTask};
            if (stands_elsewhere(homes, task, operation.resource)) return {operation.resource, kNoTask};
            if (stands_elsewhere(homes, task, operation.mutex)) return {operation.mutex, kNoTask};
            return {};
        case Family::awaits:
        case Family::asks_future:
            if (until_of(operation) != Until::its_end && watch_number(operation) == 0)
                for (const TaskId future : listed_futures(*operation.text))
                    if (is_elsewhere(homes, task, future)) return {kNoResource, future};
            if (is_elsewhere(homes, task, operation.task)) return {kNoResource, operation.task};
            return {};
        case Family::rests:
        case Family::computes:
        case Family::gives_way:
        case Family::spawns:
        case Family::tells:
        case Family::draws:
            break;
    }
    return {};
}

std::string why_resource_stays(std::string_view task, std::string_view here, const ResourceInfo& resource,
                               std::string_view there) {
    const std::string remedy =
        resource.kind == ResourceKind::channel
            ? fmt::format("from {} it can only be sent into; let a task on {} do this, or put it here: on(\"{}\", …)",
                          here, there, here)
            : fmt::format(
                  "machines share no memory: send a message to a task on {}, into a channel that stands there, "
                  "on(\"{}\", channel(8))",
                  there, there);
    return fmt::format("{} runs on {}, and {} stands on {}: {}", task, here, resource.name, there, remedy);
}

std::string why_future_stays(std::string_view task, std::string_view here, std::string_view future,
                             std::string_view there) {
    return fmt::format(
        "{} runs on {}, and {} on {}: no future crosses the network; let it send its result into "
        "a channel that stands on {}",
        task, here, future, there, here);
}

std::string why_nothing_begins_on(std::string_view node) {
    return fmt::format("{} is down, and nothing can begin there: come_back(\"{}\") starts it again", node, node);
}

}  // namespace simul
