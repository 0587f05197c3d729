#include "engine/run/message.h"

#include <cstring>

namespace simul {

std::string packed_message(const MessageHead& head, std::string_view packed) {
    std::string bytes(sizeof head, '\0');
    std::memcpy(bytes.data(), &head, sizeof head);
    return bytes.append(packed);
}

std::optional<std::pair<MessageHead, std::string>> message_in(std::string_view bytes) {
    if (bytes.size() < sizeof(MessageHead)) return std::nullopt;
    MessageHead head;
    std::memcpy(&head, bytes.data(), sizeof head);
    return std::pair(head, std::string(bytes.substr(sizeof head)));
}

std::string why_lost_on_the_way(const Message& message, const Links& links, const NodeInfo& to, bool is_down) {
    if (links.were_cut_under(message)) return "the link was cut";
    if (message.lost) return "the network lost it";
    return is_down ? to.name + " is down" : std::string();
}

std::string why_not_taken(const Change& change, const ResourceState& channel) {
    if (change.answer == Answer::refused) return "the run has no memory left for it";
    if (!change.failed) return {};
    return channel.capacity == 0 ? "nobody receives there" : "the channel is full";
}

}  // namespace simul
