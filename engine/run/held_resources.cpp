#include "engine/run/held_resources.h"

#include <utility>

#include "engine/scenario/plain_value.h"

namespace simul {

HeldResources::HeldResources(std::vector<ResourceInfo> infos)
    : infos_(std::move(infos)), resources_(infos_.size()), messages_(infos_.size()) {}

void HeldResources::begin_anew() {
    held_.give_all_back();
    contents_.clear();
    for (std::size_t i = 0; i < infos_.size(); ++i) begin_anew(i);
}

void HeldResources::begin_anew(std::size_t resource) {
    const ResourceInfo& info = infos_[resource];
    resources_[resource] = first_state_of(info);
    messages_[resource].clear();
    if (info.initial.is_packed()) keep_content(static_cast<ResourceId>(resource), info.initial, info.content);
}

void HeldResources::wipe(ResourceId resource) {
    const std::uint16_t ticket = state_of(resource).ticket;
    for (const std::string& message : messages_[index_of(resource)])
        if (is_long(message)) held_.give_back(message.size());
    begin_anew(index_of(resource));
    state_of(resource).ticket = ticket;
}

// ---- Messages.

void HeldResources::put_message(ResourceId channel, std::string_view message) {
    messages_[index_of(channel)].emplace_back(message);
}

void HeldResources::take_message(ResourceId channel, std::string& message) {
    std::deque<std::string>& queue = messages_[index_of(channel)];
    message = std::move(queue.front());
    queue.pop_front();
    if (is_long(message)) held_.give_back(message.size());
}

void HeldResources::withdraw_message(ResourceId channel, std::size_t later) {
    std::deque<std::string>& queue = messages_[index_of(channel)];
    const auto withdrawn = queue.end() - static_cast<std::ptrdiff_t>(later) - 1;
    if (is_long(*withdrawn)) held_.give_back(withdrawn->size());
    queue.erase(withdrawn);
}

// ---- Values.

bool HeldResources::keep_content(ResourceId, const Cell& cell, std::string_view packed) {
    return contents_.keep(cell, packed, [this](const Contents::Mark& mark) { mark_cells(mark); });
}

void HeldResources::mark_cells(const Contents::Mark& mark) const {
    for (const ResourceState& state : resources_) mark(state.cell);
}

}  // namespace simul
