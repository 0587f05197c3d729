// A host with devices, as a runner has it, and a client that waits for answers.
#pragma once

#include <gtest/gtest.h>
#include <poll.h>

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/devices/host.h"
#include "engine/os/waiting.h"

namespace simul {

inline DeviceRequest get(std::int64_t bytes, std::string page = "page") {
    return {0, DeviceVerb::get, bytes, std::move(page), {}};
}
inline DeviceRequest write(std::string name, std::int64_t bytes) {
    return {0, DeviceVerb::write, bytes, std::move(name), {}};
}
inline DeviceRequest read(std::string name) { return {0, DeviceVerb::read, 0, std::move(name), {}}; }
inline DeviceRequest copy(std::string name, std::string to) {
    return {0, DeviceVerb::copy, 0, std::move(name), std::move(to)};
}
inline DeviceRequest execute(std::string name, std::int64_t value) {
    return {0, DeviceVerb::execute, value, std::move(name), {}};
}
inline DeviceRequest add(std::string name, std::int64_t value) {
    return {0, DeviceVerb::add, value, std::move(name), {}};
}
inline DeviceRequest query(std::string name) { return {0, DeviceVerb::query, 0, std::move(name), {}}; }

inline DeviceTraits server() { return {}; }
inline DeviceTraits folder() {
    DeviceTraits traits;
    traits.kind = DeviceKind::folder;
    return traits;
}
inline DeviceTraits database() {
    DeviceTraits traits;
    traits.kind = DeviceKind::database;
    return traits;
}

/// One device of a host, its number is 0.
class SomeHost {
  public:
    explicit SomeHost(const DeviceTraits& traits) : SomeHost(DeviceList{{std::uint16_t{0}, traits}}) {}
    explicit SomeHost(const DeviceList& devices) : host_(std::move(DeviceHost::start().value())) {
        const Result<void> opened = host_.open(devices);
        EXPECT_TRUE(opened.ok()) << (opened ? "" : opened.error().sentence());
        line_ = std::move(host_.open_line().value());
    }
    ~SomeHost() { host_.end(); }

    DeviceHost& host() { return host_; }
    DeviceLine& line() { return line_; }

    void ask(const DeviceRequest& request) { EXPECT_TRUE(line_.ask(++last_, request)); }

    /// The next of those that were asked; the numbers count from 1.
    DeviceLine::Answered next() {
        const int fd = line_.fd();
        while (true) {
            const auto answered = line_.next();
            if (!answered) {
                ADD_FAILURE() << answered.error().sentence();
                return {};
            }
            if (*answered) return **answered;
            os::wait_readable({&fd, 1}, -1);
        }
    }
    DeviceAnswer answer(const DeviceRequest& request) {
        ask(request);
        return next().answer;
    }
    /// By their numbers.
    std::map<std::uint64_t, DeviceAnswer> answers(std::size_t count) {
        std::map<std::uint64_t, DeviceAnswer> all;
        while (count-- > 0) {
            const DeviceLine::Answered answered = next();
            all[answered.number] = answered.answer;
        }
        return all;
    }
    std::vector<std::uint64_t> order_of_answers(std::size_t count) {
        std::vector<std::uint64_t> order;
        while (count-- > 0) order.push_back(next().number);
        return order;
    }

  private:
    DeviceHost host_;
    DeviceLine line_;
    std::uint64_t last_ = 0;
};

}  // namespace simul
