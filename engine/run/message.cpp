#include "engine/run/message.h"

namespace simul {

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
