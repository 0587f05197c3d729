#include "engine/run/zygote_line.h"

#include <fmt/format.h>

#include "engine/run/wire.h"

namespace simul {

namespace zygote_line {

std::string as_text(const Ended& ended) {
    return fmt::format("{} {} {} {}", ended.number, static_cast<int>(ended.by_signal), ended.code, ended.error);
}

Ended ended_from(std::string_view text) {
    Ended ended;
    std::string_view rest = text;
    const auto next = [&rest] {
        const std::size_t space = rest.find(' ');
        const std::string word(rest.substr(0, space));
        rest.remove_prefix(space + 1);
        return std::stoull(word);
    };
    ended.number = next();
    ended.by_signal = next() != 0;
    ended.code = static_cast<int>(next());
    ended.error = rest;
    return ended;
}

}  // namespace zygote_line

Result<std::uint64_t> Zygote::Connection::start(const Settings& settings, bool only_describe, int region_fd,
                                                int notify_fd) {
    wire::Request request;
    request.number = next_number++;
    request.only_describe = only_describe;
    request.settings = settings;
    const std::string text = wire::as_json(request);
    if (text.size() > os::kMostMessageBytes) return Error{"the settings are longer than 64 KiB: give shorter knobs"};
    if (const Result<void> sent = line.send(text, {region_fd, notify_fd}); !sent) return sent.error();
    return request.number;
}

void Zygote::Connection::listen() {
    while (!lost) {
        const Result<os::Message> message = line.receive(false);
        lost = !message || message->closed;
        if (lost || message->nothing) return;
        const zygote_line::Ended told = zygote_line::ended_from(message->bytes);
        ended[told.number] = told;
    }
}

std::optional<zygote_line::Ended> Zygote::Connection::ending_of(std::uint64_t number) {
    listen();
    const auto found = ended.find(number);
    if (found != ended.end()) return found->second;
    if (lost) return zygote_line::Ended{number, false, 0, "the process that starts runs is gone: start Simul again"};
    return std::nullopt;
}

void Zygote::Connection::kill_runner(std::uint64_t number) { (void)line.send(std::to_string(number)).ok(); }

}  // namespace simul
