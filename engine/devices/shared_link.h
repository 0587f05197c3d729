// A link whose bandwidth is divided equally among all that send over it. Time is given from outside.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

namespace simul {

/// Moments are nanoseconds and do not decrease. Who has had all of its bytes has left.
class SharedLink {
  public:
    using Sender = std::uint64_t;

    explicit SharedLink(std::int64_t bytes_per_second) : rate_(static_cast<double>(bytes_per_second) / 1e9) {}

    /// One who has more than 0 bytes to send.
    void join(Sender sender, std::int64_t bytes, std::int64_t now);
    void leave(Sender sender, std::int64_t now);

    struct Share {
        Sender sender;
        std::int64_t bytes;
    };
    /// What each may send since it was last told, in the order in which they joined.
    std::vector<Share> due(std::int64_t now);
    /// When the first will have had all of its bytes, if nobody joins.
    std::int64_t first_end() const;
    bool empty() const { return members_.empty(); }

  private:
    struct Member {
        double bytes;  ///< in all
        double had = 0;
        std::int64_t told = 0;
    };
    void share_out(std::int64_t now);

    double rate_;  ///< bytes a nanosecond
    std::int64_t shared_until_ = 0;
    std::map<Sender, Member> members_;
};

}  // namespace simul
