// A link whose bandwidth is divided equally among all that send over it. Time is given from outside.
//
// How it works. All who send have had the same since they joined. So one number, the level, tells how many bytes each
// would have had since the beginning; who joins at a level is through when it has risen by the bytes that it sends.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

namespace simul {

/// Moments are nanoseconds and do not decrease.
class SharedLink {
  public:
    using Sender = std::uint64_t;

    explicit SharedLink(std::int64_t bytes_per_second) : rate_(static_cast<double>(bytes_per_second) / 1e9) {}

    /// One who has more than 0 bytes to send.
    void join(Sender sender, std::int64_t bytes, std::int64_t now);
    /// Who has been told all of its bytes has left already.
    void leave(Sender sender, std::int64_t now);

    struct Share {
        Sender sender;
        std::int64_t bytes;
    };
    /// What each may send since it was last told, by their numbers.
    std::vector<Share> due(std::int64_t now);
    /// When the first will have had all of its bytes, if nobody joins; INT64_MAX: not within the next 30 years.
    std::int64_t first_end() const;
    std::size_t size() const { return senders_.size(); }

  private:
    struct Joined {
        double level;  ///< at which it joined
        std::int64_t bytes;
        std::int64_t told = 0;
        bool through = false;
    };
    double until_first_end() const;
    void rise(std::int64_t now);

    double rate_;  ///< bytes a nanosecond
    double level_ = 0;
    std::int64_t now_ = 0;
    std::map<Sender, Joined> senders_;
    std::set<std::pair<double, Sender>> ends_;  ///< the levels at which those who are not through will be
};

}  // namespace simul
