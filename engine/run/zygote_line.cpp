#include "engine/run/zygote_line.h"

#include <fmt/format.h>

#include "engine/os/waiting.h"

namespace simul {

namespace zygote_line {

std::string as_text(const Started& started) { return fmt::format("started {} {}", started.number, started.pid); }

std::string as_text(const Ended& ended) {
    return fmt::format("ended {} {} {} {}", ended.number, static_cast<int>(ended.by_signal), ended.code, ended.error);
}

std::variant<Started, Ended> told_in(std::string_view text) {
    const auto next = [&text] {
        const std::size_t space = text.find(' ');
        const std::string word(text.substr(0, space));
        text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
        return word;
    };
    const bool started = next() == "started";
    const std::uint64_t number = std::stoull(next());
    if (started) return Started{number, std::stoi(next())};
    const bool by_signal = next() != "0";
    const int code = std::stoi(next());
    return Ended{number, by_signal, code, std::string(text)};
}

}  // namespace zygote_line

Result<std::uint64_t> Zygote::Connection::start(wire::Request request, int region_fd, int notify_fd) {
    request.number = next_number++;
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
        const auto told = zygote_line::told_in(message->bytes);
        if (const auto* start = std::get_if<zygote_line::Started>(&told)) pids[start->number] = start->pid;
        if (const auto* end = std::get_if<zygote_line::Ended>(&told)) {
            ended[end->number] = *end;
            pids.erase(end->number);
        }
    }
}

std::optional<int> Zygote::Connection::pid_of(std::uint64_t number) {
    while (!ending_of(number)) {
        if (const auto found = pids.find(number); found != pids.end()) return found->second;
        const int fds[] = {line.fd()};
        os::wait_readable(fds, -1);
    }
    return std::nullopt;
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
