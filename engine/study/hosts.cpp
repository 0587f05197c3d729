#include "engine/study/hosts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/os/waiting.h"

namespace simul {

namespace {

std::string_view trimmed(std::string_view line) {
    constexpr std::string_view kSpace = " \t\r";
    line = line.substr(0, line.find('#'));
    const std::size_t begin = line.find_first_not_of(kSpace);
    if (begin == std::string_view::npos) return {};
    return line.substr(begin, line.find_last_not_of(kSpace) + 1 - begin);
}

/// Nothing that ssh or a shell would take for something else.
bool is_host(std::string_view word) {
    constexpr std::string_view kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-@";
    return word.front() != '-' && word.front() != '@' && word.find_first_not_of(kLetters) == std::string_view::npos;
}

bool has(std::string_view text, std::string_view words) { return text.find(words) != std::string_view::npos; }

/// The last of what was said that is not empty.
std::string last_line(std::string_view text) {
    while (!text.empty()) {
        const std::size_t begin = text.find_last_of('\n', text.size() - 1);
        const std::string_view line = trimmed(text.substr(begin == std::string_view::npos ? 0 : begin + 1));
        if (!line.empty()) return std::string(line.substr(0, 300));
        if (begin == std::string_view::npos) break;
        text = text.substr(0, begin);
    }
    return {};
}

struct Known {
    std::string_view said;
    const char* meaning;
};
constexpr Known kKnown[] = {
    {"Could not resolve", "there is no host of this name: correct the hosts file, or take the line out"},
    {"Permission denied (", "ssh does not let us in without a password: give it your key once, by ssh-copy-id {}"},
    {"Host key verification failed", "its key is not known here: log in once by hand, by ssh {}"},
    {"Connection refused", "nothing answers ssh there: start it, or take the line out of the hosts file"},
    {"timed out", "it does not answer: switch it on, or take the line out of the hosts file"},
    {"No route to host", "it does not answer: switch it on, or take the line out of the hosts file"},
    {"No space left", "its disk is full: free some space there, in ~/.cache"},
    {"Disk quota exceeded", "your share of its disk is used up: free some space there, in ~/.cache"},
    {"Exec format error", "it is another kind of computer: build Simul there, and name that program by --program FILE"},
};

}  // namespace

Result<std::vector<std::string>> hosts_in(std::string_view text, const std::string& file) {
    std::vector<std::string> hosts;
    for (std::size_t number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        const std::string_view host = trimmed(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (host.empty()) continue;
        if (!is_host(host))
            return Error{.text =
                             "a host a line is expected, as ssh takes it: name, or user@name. What else ssh needs "
                             "to know stands in ~/.ssh/config.",
                         .file = file,
                         .line = number};
        if (std::find(hosts.begin(), hosts.end(), host) != hosts.end())
            return Error{.text = fmt::format("{} stands there twice. Take one of them out.", host),
                         .file = file,
                         .line = number};
        hosts.emplace_back(host);
    }
    if (hosts.empty()) return Error{.text = "there is no host in it. Write one a line.", .file = file};
    return hosts;
}

const std::vector<std::string>& ssh_words() {
    static const std::vector<std::string> kWords{"ssh",
                                                 "-o",
                                                 "BatchMode=yes",
                                                 "-o",
                                                 "ConnectTimeout=5",
                                                 "-o",
                                                 "ServerAliveInterval=1",
                                                 "-o",
                                                 "ServerAliveCountMax=3"};
    return kWords;
}

std::optional<std::vector<os::Command::Ended>> run_on_each(const std::vector<std::string>& hosts,
                                                           const std::string& script, std::string_view input,
                                                           std::size_t at_once, int stop_fd) {
    struct Going {
        std::size_t host;
        os::Command command;
    };
    std::vector<os::Command::Ended> ended(hosts.size());
    std::vector<Going> going;
    for (std::size_t next = 0; next < hosts.size() || !going.empty();) {
        for (; next < hosts.size() && going.size() < at_once; ++next) {
            std::vector<std::string> words = ssh_words();
            words.insert(words.end(), {hosts[next], script});
            Result<os::Command> command = os::Command::start(words, input);
            if (command)
                going.push_back({next, std::move(*command)});
            else
                ended[next] = {127, "", command.error().sentence()};
        }
        if (going.empty()) continue;
        const std::array<int, 2> fds{going.front().command.fd(), stop_fd};
        if (os::wait_readable(fds, -1) & 2) return std::nullopt;
        ended[going.front().host] = going.front().command.end();
        going.erase(going.begin());
    }
    return ended;
}

namespace {

std::optional<Error> known_failure(const std::string& where, const os::Command::Ended& ended) {
    if (ended.code == 127 && ended.err.empty())
        return Error{"There is no ssh here. Install it: sudo apt-get install openssh-client"};
    for (const Known& known : kKnown)
        if (has(ended.err, known.said))
            return Error{fmt::format("{}: {}.", where, fmt::format(fmt::runtime(known.meaning), where))};
    constexpr std::string_view kLibrary = "error while loading shared libraries: ";
    const std::size_t at = ended.err.find(kLibrary);
    if (at == std::string::npos) return std::nullopt;
    const std::string rest = ended.err.substr(at + kLibrary.size());
    return Error{
        fmt::format("{}: {} is not there: install it, or name a program that was built without a window "
                    "(cmake -DSIMUL_WINDOW=OFF) by --program FILE.",
                    where, rest.substr(0, rest.find(':')))};
}

std::string last_words(const os::Command::Ended& ended) {
    const std::string said = last_line(ended.err);
    return said.empty() ? fmt::format("what was to be done there ended with code {}", ended.code) : said;
}

}  // namespace

Error failure_on(const std::string& host, const os::Command::Ended& ended) {
    if (std::optional<Error> known = known_failure(host, ended)) return std::move(*known);
    return {fmt::format("{}: {}. Try it by hand: ssh {}", host, last_words(ended), host)};
}

Error failure_in(const std::string& part, const os::Command::Ended& ended) {
    if (std::optional<Error> known = known_failure(part, ended)) return std::move(*known);
    return {fmt::format("{}: {}.", part, last_words(ended))};
}

std::string quoted_for_shell(std::string_view word) {
    std::string quoted = "'";
    for (const char letter : word) quoted += letter == '\'' ? std::string("'\\''") : std::string(1, letter);
    return quoted + "'";
}

}  // namespace simul
