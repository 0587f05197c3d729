#include "engine/scenario/selection.h"

#include <cstring>

namespace simul {

void append_channel(std::string& list, ResourceId channel) {
    char bytes[sizeof channel];
    std::memcpy(bytes, &channel, sizeof channel);
    list.append(bytes, sizeof channel);
}

Operation receive_any(const std::vector<ResourceId>& channels, std::string& text, std::uint16_t line) {
    Operation operation(OperationKind::receive, line);
    operation.resource = channels.front();
    operation.expected = static_cast<std::int64_t>(channels.size());
    text.clear();
    for (const ResourceId channel : channels) append_channel(text, channel);
    operation.text = &text;
    return operation;
}

std::vector<ResourceId> listed_channels(std::string_view list) {
    std::vector<ResourceId> channels(list.size() / sizeof(ResourceId));
    std::memcpy(channels.data(), list.data(), channels.size() * sizeof(ResourceId));
    return channels;
}

}  // namespace simul
