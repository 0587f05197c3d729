// When a simulated device answers: its latency, then its share of the bandwidth, one nanosecond as exact as another.
//
// How it works. Those that are under way share the bandwidth equally, whoever comes or goes (processor sharing). So
// each needs a certain amount of "work", the nanoseconds that it would take alone, and all get the same amount at any
// moment: one clock of work, which runs at 1/n of the time while n share, says when each is through.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <vector>

#include "engine/base/devices.h"
#include "engine/base/time.h"

namespace simul {

class DeviceService {
  public:
    explicit DeviceService(const DeviceTraits& traits) : traits_(traits) {}

    struct Request {
        std::uint64_t number = 0;  ///< by which it is known
        std::int64_t bytes = 0;
        bool changes = false;  ///< what the device holds
        Duration keeps{};      ///< so long nobody else is served: a graphics card
    };
    /// Times never go back. False: it is refused, as the device is busy.
    bool begin(const Request& request, Time now);
    /// It is no longer wanted. False: it goes on, as a kernel cannot be taken off its card.
    bool forget(std::uint64_t number, Time now);
    /// When the next one is answered, or one begins to share; kNever: none is under way.
    Time next() const;
    /// Those that are answered by now, in the order of their times, then of asking.
    std::vector<std::uint64_t> take_answered(Time now);

  private:
    /// 2^-20 ns of a transfer that has the whole bandwidth.
    __extension__ using Work = __int128;
    static constexpr int kFraction = 20;

    /// Its latency is not over.
    struct Coming {
        Request request;
        Time until;
    };
    /// It is through when the clock of work shows this; of equal ones, who began first.
    struct Place {
        Work through = 0;
        std::uint64_t order = 0;
        friend bool operator<(const Place& a, const Place& b) {
            return a.through != b.through ? a.through < b.through : a.order < b.order;
        }
    };

    bool has_place_for(const Request& request) const;
    void serve(const Request& request, Time now);
    void serve_waiting(Time now);
    void go_to(Time now);
    void leave(const Request& request);
    Work work_of(std::int64_t bytes) const;
    Time end_of_first() const;

    std::deque<Request> waiting_;
    std::deque<Coming> coming_;  ///< in the order of their times: the latency is the same for all
    std::map<Place, Request> sharing_;
    std::size_t changing_ = 0;  ///< of those that are served
    DeviceTraits traits_;
    Time now_{};
    Work work_ = 0;
    std::uint64_t begun_ = 0;
};

}  // namespace simul
