// A message between machines, and whether the links that messages go over are cut.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "engine/base/ids.h"
#include "engine/base/nodes.h"
#include "engine/resources/rules.h"

namespace simul {

struct Message {
    std::int64_t number = 0;  ///< in the run, from 1 on
    TaskId sender = kNoTask;
    ResourceId channel = kNoResource;
    std::string packed;
    std::size_t room = 0;  ///< of the run's memory, that it and its double have; each has its part
    NodeId from{}, to{};
    std::uint32_t changes = 0;  ///< how often the link had been cut or mended when it was sent
    bool lost = false;          ///< simulated time: it will not arrive
    bool is_double = false;     ///< conducted: it arrives for the second time
};

/// Which links are cut.
class Links {
  public:
    void clear() { changes_.clear(); }

    /// False: so it was already.
    bool set_cut(NodeId one, NodeId other, bool cut) {
        if (is_cut(one, other) == cut) return false;
        ++changes_[link(one, other)];
        return true;
    }
    bool is_cut(NodeId one, NodeId other) const { return changes(one, other) % 2 == 1; }
    /// How often it was cut or mended.
    std::uint32_t changes(NodeId one, NodeId other) const {
        const auto found = changes_.find(link(one, other));
        return found == changes_.end() ? 0 : found->second;
    }
    /// Whether its link was cut when the message was sent, or at any time since.
    bool were_cut_under(const Message& message) const {
        return changes(message.from, message.to) != message.changes || is_cut(message.from, message.to);
    }

  private:
    static std::pair<NodeId, NodeId> link(NodeId one, NodeId other) { return std::minmax(one, other); }

    std::map<std::pair<NodeId, NodeId>, std::uint32_t> changes_;  ///< odd: it is cut
};

/// What the cable of a real run carries before what is packed.
struct MessageHead {
    std::int64_t number = 0;
    TaskId sender = kNoTask;
    ResourceId channel = kNoResource;
    std::size_t room = 0;
    double bytes = 0;  ///< that the network counts
};
std::string packed_message(const MessageHead& head, std::string_view packed);
/// `bytes` may be anything shorter than a head, too; then nothing.
std::optional<std::pair<MessageHead, std::string>> message_in(std::string_view bytes);

/// Why a message whose time has come does not arrive; empty: it does.
std::string why_lost_on_the_way(const Message& message, const Links& links, const NodeInfo& to, bool is_down);
/// What its channel makes of one that arrives, as a try_send: why it does not take it; empty: it does.
std::string why_not_taken(const Change& change, const ResourceState& channel);

}  // namespace simul
