// How it works. libcurl never waits: it says which sockets are to be watched (watch_socket) and when it wants to look
// again (set_timer), and is called when either comes (act). What has ended meanwhile is then told.
#include "engine/devices/downloads.h"

#include <fmt/format.h>

#include <utility>

#include "engine/devices/model.h"
#include "engine/os/clock.h"

namespace simul {

namespace {

constexpr long kMostIdleConnections = 20'000;  // each one too many would be looked for among all
constexpr long kBuffer = 128 * 1024;
constexpr std::size_t kMostIdleHandles = 256;

bool is_plain(char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z') || (letter >= '0' && letter <= '9') ||
           std::string_view("-._~").find(letter) != std::string_view::npos;
}

}  // namespace

std::string percent_encoded(std::string_view name) {
    std::string encoded;
    for (const char letter : name) {
        if (is_plain(letter))
            encoded += letter;
        else
            encoded += fmt::format("%{:02X}", static_cast<unsigned char>(letter));
    }
    return encoded;
}

Result<std::unique_ptr<Downloads>> Downloads::create(Loop& loop, TellAnswer tell) {
    const Result<Curl> curl = Curl::load();
    if (!curl) return curl.error();
    CURLM* const all = curl->multi_init();
    if (all == nullptr) return Error{"libcurl could not begin: end other programs that need memory."};
    std::unique_ptr<Downloads> downloads(new Downloads(loop, std::move(tell), *curl, all));
    downloads->follow_curl();
    return downloads;
}

void Downloads::follow_curl() {
    curl_.multi_setopt(all_, CURLMOPT_SOCKETFUNCTION, &Downloads::watch_socket);
    curl_.multi_setopt(all_, CURLMOPT_SOCKETDATA, this);
    curl_.multi_setopt(all_, CURLMOPT_TIMERFUNCTION, &Downloads::set_timer);
    curl_.multi_setopt(all_, CURLMOPT_TIMERDATA, this);
    curl_.multi_setopt(all_, CURLMOPT_MAXCONNECTS, kMostIdleConnections);
}

Downloads::~Downloads() {
    while (!under_way_.empty()) cancel(under_way_.begin()->first);
    for (CURL* const handle : idle_) curl_.easy_cleanup(handle);
    curl_.multi_cleanup(all_);
    loop_.cancel(timer_);
}

void Downloads::begin(Ticket ticket, const std::string& url) {
    auto transfer = std::make_unique<Transfer>();
    transfer->ticket = ticket;
    transfer->handle = free_handle();
    set_options(*transfer, url);
    curl_.multi_add_handle(all_, transfer->handle);
    under_way_.emplace(ticket, std::move(transfer));
}

CURL* Downloads::free_handle() {
    if (idle_.empty()) {
        CURL* const made = curl_.easy_init();
        ensure(made != nullptr, "there is memory for a request");
        return made;
    }
    CURL* const handle = idle_.back();
    idle_.pop_back();
    return handle;
}

// Nothing of the environment, no proxy, no other protocol. No limit on slowness either: the only server is ours, in
// the same loop, and its story may want it to be as slow as it likes.
void Downloads::set_options(Transfer& transfer, const std::string& url) {
    constexpr long kYes = 1, kMostSecondsToConnect = 10;
    CURL* const handle = transfer.handle;
    curl_.easy_setopt(handle, CURLOPT_URL, url.c_str());
    curl_.easy_setopt(handle, CURLOPT_PATH_AS_IS, kYes);
    curl_.easy_setopt(handle, CURLOPT_NOSIGNAL, kYes);
    curl_.easy_setopt(handle, CURLOPT_NOPROXY, "*");
    curl_.easy_setopt(handle, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_.easy_setopt(handle, CURLOPT_CONNECTTIMEOUT, kMostSecondsToConnect);
    curl_.easy_setopt(handle, CURLOPT_BUFFERSIZE, kBuffer);
    curl_.easy_setopt(handle, CURLOPT_WRITEFUNCTION, &Downloads::count_bytes);
    curl_.easy_setopt(handle, CURLOPT_WRITEDATA, &transfer);
    curl_.easy_setopt(handle, CURLOPT_PRIVATE, &transfer);
    curl_.easy_setopt(handle, CURLOPT_ERRORBUFFER, transfer.reason);
}

std::size_t Downloads::count_bytes(char*, std::size_t size, std::size_t count, void* transfer) {
    static_cast<Transfer*>(transfer)->bytes += static_cast<std::int64_t>(size * count);
    return size * count;
}

int Downloads::watch_socket(CURL*, curl_socket_t socket, int wanted, void* self, void*) {
    Downloads& downloads = *static_cast<Downloads*>(self);
    if (wanted == CURL_POLL_REMOVE || wanted == CURL_POLL_NONE) {
        downloads.loop_.unwatch(socket);
        return 0;
    }
    const os::Interest interest = wanted == CURL_POLL_IN    ? os::Interest::read
                                  : wanted == CURL_POLL_OUT ? os::Interest::write
                                                            : os::Interest::both;
    downloads.loop_.watch(socket, interest, [&downloads, socket] { downloads.act(socket); });
    return 0;
}

int Downloads::set_timer(CURLM*, long milliseconds, void* self) {
    Downloads& downloads = *static_cast<Downloads*>(self);
    downloads.loop_.cancel(downloads.timer_);
    if (milliseconds < 0) return 0;
    const std::int64_t moment = os::monotonic_now() + std::int64_t{milliseconds} * 1'000'000;
    downloads.timer_ = downloads.loop_.call_at(moment, [&downloads] { downloads.act(CURL_SOCKET_TIMEOUT); });
    return 0;
}

/// Without saying what the socket is ready for, libcurl looks for itself.
void Downloads::act(curl_socket_t socket) {
    int still_running = 0;
    curl_.multi_socket_action(all_, socket, 0, &still_running);
    tell_what_ended();
}

void Downloads::tell_what_ended() {
    int more = 0;
    while (const CURLMsg* const message = curl_.multi_info_read(all_, &more)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode ended = message->data.result;
        Transfer* transfer = nullptr;
        curl_.easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &transfer);
        const Ticket ticket = transfer->ticket;
        DeviceAnswer answer = answer_of(*transfer, ended);
        put_away(*transfer);
        under_way_.erase(ticket);
        tell_(ticket, std::move(answer));
    }
}

DeviceAnswer Downloads::answer_of(const Transfer& transfer, CURLcode ended) const {
    constexpr long kOk = 200, kUnavailable = 503;
    if (ended != CURLE_OK) {
        const std::string_view reason = transfer.reason[0] != '\0' ? transfer.reason : curl_.easy_strerror(ended);
        return failed_with(fmt::format("the page did not arrive: {}", reason));
    }
    long status = 0;
    curl_.easy_getinfo(transfer.handle, CURLINFO_RESPONSE_CODE, &status);
    if (status == kUnavailable) return failed_with(kServerError);
    if (status != kOk) return failed_with(fmt::format("the server answered {}", status));
    return {false, transfer.bytes, {}};
}

void Downloads::put_away(Transfer& transfer) {
    curl_.multi_remove_handle(all_, transfer.handle);
    curl_.easy_setopt(transfer.handle, CURLOPT_ERRORBUFFER, nullptr);
    if (idle_.size() < kMostIdleHandles)
        idle_.push_back(transfer.handle);
    else
        curl_.easy_cleanup(transfer.handle);
}

void Downloads::cancel(Ticket ticket) {
    const auto found = under_way_.find(ticket);
    if (found == under_way_.end()) return;
    put_away(*found->second);
    under_way_.erase(found);
}

}  // namespace simul
