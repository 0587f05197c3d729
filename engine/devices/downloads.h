// Pages fetched by libcurl, many at a time, in the host's loop.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/devices/curl.h"
#include "engine/devices/loop.h"
#include "engine/devices/real_device.h"

namespace simul {

/// As a part of a path: what is no plain letter, digit or one of "-._~" is written as %XX.
std::string percent_encoded(std::string_view name);

class Downloads {
  public:
    static Result<std::unique_ptr<Downloads>> create(Loop& loop, TellAnswer tell);
    ~Downloads();

    /// Answers with the bytes that arrived, later.
    void begin(Ticket ticket, const std::string& url);
    /// No answer will come.
    void cancel(Ticket ticket);

  private:
    struct Transfer {
        CURL* handle = nullptr;
        Ticket ticket = 0;
        std::int64_t bytes = 0;
        char reason[CURL_ERROR_SIZE] = {};
    };

    Downloads(Loop& loop, TellAnswer tell, const Curl& curl, CURLM* all)
        : loop_(loop), tell_(std::move(tell)), curl_(curl), all_(all) {}

    void follow_curl();
    CURL* free_handle();
    void set_options(Transfer& transfer, const std::string& url);
    void act(curl_socket_t socket);
    void tell_what_ended();
    DeviceAnswer answer_of(const Transfer& transfer, CURLcode ended) const;
    void put_away(Transfer& transfer);

    static int watch_socket(CURL*, curl_socket_t socket, int wanted, void* self, void*);
    static int set_timer(CURLM*, long milliseconds, void* self);
    static std::size_t count_bytes(char*, std::size_t size, std::size_t count, void* transfer);

    Loop& loop_;
    TellAnswer tell_;
    Curl curl_;
    CURLM* all_;
    Loop::Timer timer_;
    std::map<Ticket, std::unique_ptr<Transfer>> under_way_;
    std::vector<CURL*> idle_;  ///< handles that can be used again
};

}  // namespace simul
