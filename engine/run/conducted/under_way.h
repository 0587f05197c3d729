// Messages under way in a conducted run, where there is no time: in each direction a line of them.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "engine/base/happening.h"
#include "engine/base/nodes.h"
#include "engine/base/state_hash.h"
#include "engine/run/message.h"

namespace simul {

/// From one node to another. Where the link keeps the order only the first may be next; else any, and then the order in
/// which they were sent means nothing: they stand sorted by what they are.
struct Way {
    LinkTraits link;
    std::vector<Message> messages;
    std::uint32_t put = 0, taken = 0;  ///< so far
};

class UnderWay {
  public:
    using Ways = std::map<std::pair<NodeId, NodeId>, Way>;

    explicit UnderWay(const NetworkTraits& traits) : traits_(traits) {}

    void clear() { ways_.clear(); }
    void add(Message message);
    /// Those of the message that the happening is about.
    Way& way_of(const Happening& happening) { return ways_.at({happening.node, happening.other}); }
    const Message& at(const Happening& happening) const {
        return ways_.at({happening.node, happening.other}).messages[happening.place];
    }
    Message take(const Happening& happening);
    /// It arrives, and will once more. Gives what arrives now.
    Message take_first_of_two(const Happening& happening);
    /// All that are under way between the two, which are so no longer.
    std::vector<Message> take_all_between(NodeId one, NodeId other);
    /// What may arrive next in either direction.
    std::vector<Happening> next_between(NodeId one, NodeId other) const;
    /// Of these the places that may be next, of equal messages the first.
    static std::vector<std::uint16_t> next_of(const Way& way);

    const Ways& ways() const { return ways_; }
    void add_to(StateHash& hash) const;

  private:
    const NetworkTraits traits_;
    Ways ways_;
};

}  // namespace simul
