// What a device holds and answers, as a model: in simulated and conducted runs, where nothing real is asked.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "engine/base/random.h"
#include "engine/base/state_hash.h"
#include "engine/devices/request.h"

namespace simul {

/// One device. A request is done all at once, when its answer is due.
class DeviceModel {
  public:
    /// `seed`: of the run; it decides which requests a server answers with an error.
    DeviceModel(const DeviceTraits& traits, std::uint64_t seed, std::uint16_t number)
        : traits_(traits), chance_(seed, kStream + number) {}

    DeviceAnswer answer(const DeviceRequest& request);
    /// How many bytes have to go through for it, as things stand.
    std::int64_t bytes_of(const DeviceRequest& request) const;
    /// How long a graphics card has to do with it, but for the latency.
    Duration time_on_card(const DeviceRequest& request) const;
    const DeviceTraits& traits() const { return traits_; }
    /// What decides about the answers that are to come.
    void add_to(StateHash& hash) const;

  private:
    static constexpr std::uint64_t kStream = std::uint64_t{1} << 40;  ///< no task has this number

    DeviceAnswer serve_page(const DeviceRequest& request);
    DeviceAnswer read(const DeviceRequest& request) const;
    DeviceAnswer write(const std::string& name, std::int64_t bytes);
    DeviceAnswer change_row(const DeviceRequest& request);
    DeviceAnswer run(const DeviceRequest& request) const;
    std::vector<DeviceSpan> spans_of(const DeviceRequest& request) const;

    DeviceTraits traits_;
    std::map<std::string, std::int64_t> content_;  ///< folder: bytes of each file; database: the value of each row
    std::int64_t used_ = 0;                        ///< folder: bytes in all files
    Random chance_;
    std::uint64_t served_ = 0;  ///< pages
};

// What a device fails with, real or not; {0} is a name.
inline constexpr const char* kServerError = "the server answered 503";
inline constexpr const char* kNoFile = "no file has the name {0}";
inline constexpr const char* kNoRow = "no row has the name {0}";
inline constexpr const char* kNoSpace = "no space is left: {0} of {1} bytes were written";
inline constexpr const char* kDatabaseLocked = "database is locked";
inline constexpr const char* kOverflow = "integer overflow";

}  // namespace simul
