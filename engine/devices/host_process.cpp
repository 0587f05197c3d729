#include "engine/devices/host_process.h"

#include <map>
#include <new>

#include "engine/devices/loop.h"
#include "engine/devices/messages.h"
#include "engine/devices/real_device.h"
#include "engine/devices/request_table.h"
#include "engine/os/clock.h"
#include "engine/os/confinement.h"
#include "engine/os/processes.h"
#include "engine/os/signals.h"

namespace simul {

namespace {

class Host {
  public:
    Host(Loop& loop, os::Line runner) : loop_(loop), runner_(std::move(runner)), table_(loop, devices_) {
        loop_.watch(runner_.fd(), os::Interest::read, [this] { hear_runner(); });
    }

  private:
    void hear_runner();
    void open(std::uint16_t number, const DeviceTraits& traits);
    Result<std::unique_ptr<RealDevice>> opened(const DeviceTraits& traits);

    Loop& loop_;
    os::Line runner_;
    OpenDevices devices_;
    RequestTable table_;
    bool has_lines_ = false;  ///< a stranger's story may be at work now
};

/// One message in each turn, so that others have their turn, too.
void Host::hear_runner() {
    const Result<os::Message> message = runner_.receive(false);
    if (!message || message->closed) os::exit_now(0);
    if (message->nothing) return;
    const std::optional<RunnerMessage> said = runner_message(message->bytes);
    for (const int fd : message->fds) {
        os::Line line(fd);
        if (!said || said->traits) continue;
        has_lines_ = true;
        table_.serve(std::move(line));
    }
    if (said && said->traits) open(said->device, *said->traits);
    if (!said) os::exit_now(0);
}

void Host::open(std::uint16_t number, const DeviceTraits& traits) {
    OpeningMessage says;
    if (has_lines_ || devices_.count(number) > 0) {
        says.refusal = "A device is opened once, before the first line.";
    } else {
        Result<std::unique_ptr<RealDevice>> device = opened(traits);
        if (device)
            says.played_by = (*device)->played_by();
        else
            says.refusal = device.error().sentence();
        if (device) devices_[number] = {traits.kind, std::move(*device)};
    }
    if (!runner_.send_now(packed(says)).ok()) os::exit_now(0);
}

Result<std::unique_ptr<RealDevice>> Host::opened(const DeviceTraits& traits) {
    const TellAnswer tell = [this](Ticket ticket, DeviceAnswer answer) { table_.answer(ticket, std::move(answer)); };
    switch (traits.kind) {
        case DeviceKind::server:
            return open_server(loop_, traits, tell);
        case DeviceKind::folder:
            return open_folder(loop_, traits, tell);
        case DeviceKind::database:
            return open_database(loop_, traits, tell);
        case DeviceKind::gpu:
            return open_gpu(loop_, tell);
    }
    return Error{"There is no such device."};
}

}  // namespace

void be_device_host(os::Line runner) {
    constexpr std::size_t kMostMemory = std::size_t{1} << 30;
    os::name_process("simul devices");
    os::ignore_stop_requests();
    os::let_writes_fail();
    os::precise_timers();
    std::set_new_handler([] { os::exit_now(1); });
    os::keep_only({runner.fd()});
    os::limit_private_memory(kMostMemory);
    (void)os::raise_limit_of_open_files();  // without it, fewer lines and connections fit
    Result<Loop> loop = Loop::create();
    if (!loop) os::exit_now(1);
    Host host(*loop, std::move(runner));
    while (true) loop->turn();
}

}  // namespace simul
