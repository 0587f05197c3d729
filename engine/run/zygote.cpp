// The zygote: a process without threads, handlers or windows, which forks the runners.
#include <algorithm>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "engine/base/ensure.h"
#include "engine/os/processes.h"
#include "engine/os/signals.h"
#include "engine/os/waiting.h"
#include "engine/run/runner.h"
#include "engine/run/zygote_line.h"

namespace simul {

namespace {

/// The zygote's own side.
class Nursery {
  public:
    Nursery(os::Line line, RunnerWork work) : line_(std::move(line)), work_(work) {}

    [[noreturn]] void look_after() {
        for (;;) {
            std::vector<int> fds{line_.fd()};
            for (const Child& child : children_) fds.push_back(child.pidfd.fd());
            os::wait_readable(fds, -1);
            take_requests();
            take_endings();
        }
    }

  private:
    struct Child {
        std::uint64_t number;
        int pid;
        os::Descriptor pidfd;
    };

    void take_requests() {
        for (;;) {
            Result<os::Message> message = line_.receive(false);
            if (!message || message->closed) leave();
            if (message->nothing) return;
            if (message->fds.empty())
                kill_runner(std::stoull(message->bytes));
            else
                start(*message);
        }
    }

    void start(os::Message& message) {
        const wire::Request request = wire::request_from(message.bytes);
        const Result<int> pid = os::fork_child();
        if (pid && *pid == 0) be_runner_for(message, request);
        for (const int fd : message.fds) os::Descriptor(fd).close();
        if (!pid) return tell(zygote_line::Ended{request.number, false, 0, pid.error().sentence()});
        if (request.waits_for_go) tell(zygote_line::Started{request.number, *pid});
        Result<int> pidfd = os::open_pidfd(*pid);
        children_.push_back({request.number, *pid, os::Descriptor(pidfd ? *pidfd : -1)});
    }

    [[noreturn]] void be_runner_for(os::Message& message, const wire::Request& request) {
        os::die_with_parent(zygote_);
        line_.close();
        children_.clear();
        Result<Region> region = Region::adopt(message.fds[0]);
        if (!region) os::exit_now(2);
        region->head().notify_fd = message.fds[1];
        be_runner(*region, request, work_);
    }

    /// Orphans of a runner that was killed are taken in with the rest; nobody needs to hear of them.
    void take_endings() {
        while (const std::optional<os::Ending> ending = os::reap_one(false)) {
            const auto child = std::find_if(children_.begin(), children_.end(),
                                            [&](const Child& it) { return it.pid == ending->pid; });
            if (child == children_.end()) continue;
            tell(zygote_line::Ended{child->number, ending->by_signal, ending->code, {}});
            children_.erase(child);
        }
    }

    void kill_runner(std::uint64_t number) {
        for (const Child& child : children_)
            if (child.number == number) os::kill_process(child.pid);
    }

    void tell(const auto& news) {
        if (!line_.send(zygote_line::as_text(news))) leave();
    }

    [[noreturn]] void leave() {
        for (const Child& child : children_) os::kill_process(child.pid);
        os::exit_now(0);
    }

    os::Line line_;
    RunnerWork work_;
    int zygote_ = os::own_pid();
    std::vector<Child> children_;
};

}  // namespace

Zygote::Zygote(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Zygote::Zygote(Zygote&&) noexcept = default;
Zygote& Zygote::operator=(Zygote&&) noexcept = default;

Zygote::~Zygote() {
    if (!connection_) return;
    // Killed rather than told: another process may still hold an end of its line. Its runners go with it.
    os::kill_process(connection_->pid);
    os::reap(connection_->pid, true);
}

Result<Zygote> Zygote::create(FindScenario find, StudyStory study, DigestRun digest) {
    Result<std::pair<os::Line, os::Line>> pair = os::Line::pair();
    if (!pair) return pair.error();
    const int parent = os::own_pid();
    const Result<int> pid = os::fork_child();
    if (!pid) return pid.error();
    if (*pid == 0) {
        os::die_with_parent(parent);
        os::ignore_stop_requests();
        os::become_subreaper();
        pair->first.close();
        Nursery(std::move(pair->second), {find, study, digest}).look_after();
    }
    auto connection = std::make_unique<Connection>();
    connection->line = std::move(pair->first);
    connection->pid = *pid;
    return Zygote(std::move(connection));
}

}  // namespace simul
