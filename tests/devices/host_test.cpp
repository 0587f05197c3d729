#include "engine/devices/host.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/os/files.h"
#include "engine/os/processes.h"
#include "tests/devices/some_host.h"
#include "tests/os/other_process.h"

namespace simul {
namespace {

TEST(Host, three_kinds_of_devices_answer_over_one_line) {
    SomeHost some(DeviceList{{1, server()}, {2, folder()}, {7, database()}});
    const auto about = [](std::uint16_t device, DeviceRequest request) {
        request.device = device;
        return request;
    };
    EXPECT_EQ(some.answer(about(1, get(1'000))).value, 1'000);
    EXPECT_EQ(some.answer(about(2, write("a", 2'000))).value, 2'000);
    EXPECT_EQ(some.answer(about(7, execute("x", 3))).value, 3);
}

TEST(Host, each_line_has_its_own_numbers_and_answers) {
    SomeHost some(database());
    DeviceLine other = std::move(some.host().open_line().value());
    ASSERT_TRUE(other.ask(1, execute("x", 5)));
    some.ask(execute("y", 6));
    EXPECT_EQ(some.next().answer.value, 6);
    const int fd = other.fd();
    os::wait_readable({&fd, 1}, -1);
    EXPECT_EQ((*other.next().value()).answer.value, 5);
}

TEST(Host, another_process_opens_a_line_and_asks) {
    SomeHost some(database());
    some.answer(execute("x", 41));
    EXPECT_EQ(os::in_process([&] {
                  DeviceLine line = std::move(some.host().open_line().value());
                  const int fd = line.fd();
                  if (!line.ask(9, add("x", 1)) || os::wait_readable({&fd, 1}, -1) == 0) return 1;
                  return static_cast<int>(line.next().value()->answer.value);
              }),
              42);
    EXPECT_EQ(some.answer(query("x")).value, 42);
}

TEST(Host, a_client_that_dies_with_requests_under_way_harms_nobody) {
    DeviceTraits slow = server();
    slow.latency = 1s;
    SomeHost some(DeviceList{{0, slow}, {1, database()}});
    os::in_process([&] {
        DeviceLine line = std::move(some.host().open_line().value());
        for (std::uint64_t i = 0; i < 100; ++i) (void)line.ask(i, get(1'000));
        return 0;
    });
    DeviceRequest request = execute("x", 1);
    request.device = 1;
    EXPECT_EQ(some.answer(request).value, 1);
}

TEST(Host, a_forgotten_request_is_not_answered_and_its_number_is_free) {
    DeviceTraits slow = server();
    slow.latency = 24h;
    SomeHost some(DeviceList{{0, slow}, {1, database()}});
    ASSERT_TRUE(some.line().ask(1, get(10)));
    ASSERT_TRUE(some.line().forget(1));
    DeviceRequest request = execute("x", 77);
    request.device = 1;
    ASSERT_TRUE(some.line().ask(1, request));
    EXPECT_EQ(some.next().answer.value, 77);
}

TEST(Host, an_answer_that_was_on_its_way_when_it_was_forgotten_does_not_come) {
    SomeHost some(database());
    some.answer(execute("x", 10));
    some.answer(execute("y", 20));
    const int fd = some.line().fd();
    for (int round = 0; round < 50; ++round) {
        ASSERT_TRUE(some.line().ask(1, query("x")));
        if (round % 2 == 0) os::wait_readable({&fd, 1}, -1);  // it stands there already
        ASSERT_TRUE(some.line().forget(1));
        ASSERT_TRUE(some.line().ask(1, query("y")));
        EXPECT_EQ(some.next().answer.value, 20);
    }
}

TEST(Host, what_changes_something_goes_on_when_it_is_forgotten) {
    DeviceTraits one_at_a_time = database();
    one_at_a_time.at_once = 1;
    SomeHost some(one_at_a_time);
    for (std::uint64_t i = 0; i < 20; ++i) {
        ASSERT_TRUE(some.line().ask(i, execute("row " + std::to_string(i), 1)));
        ASSERT_TRUE(some.line().forget(i));
    }
    EXPECT_EQ(some.answer(query("row 19")).value, 1);
}

TEST(Host, when_it_is_ended_all_lines_are_at_their_end) {
    DeviceHost host = std::move(DeviceHost::start().value());
    ASSERT_TRUE(host.open({{0, database()}}));
    DeviceLine line = std::move(host.open_line().value());
    ASSERT_TRUE(line.ask(1, query("x")));
    const int process = host.process();
    host.end();
    host.end();
    const int fd = line.fd();
    os::wait_readable({&fd, 1}, -1);
    Result<std::optional<DeviceLine::Answered>> last = line.next();
    if (last && *last) last = line.next();
    EXPECT_FALSE(last.ok());
    EXPECT_FALSE(line.ask(2, query("x")).ok());
    EXPECT_FALSE(os::is_child(process));
}

//  test ── runner ── host       a task forked by the runner holds copies of its lines, and lives on
//             └───── task
TEST(Host, it_ends_with_a_runner_that_is_killed_although_others_hold_its_lines) {
    os::become_subreaper();
    os::SharedWords words;
    const int runner = os::start_process([&] {
        DeviceHost host = std::move(DeviceHost::start().value());
        if (!host.open({{0, database()}, {1, folder()}, {2, server()}})) return 1;
        const int task = os::fork_child().value();
        if (task == 0) {
            alarm(60);
            os::exit_now(pause());
        }
        words[1] = static_cast<std::uint32_t>(task);
        words[0] = static_cast<std::uint32_t>(host.process());
        return pause();
    });
    while (words[0] == 0) sched_yield();
    os::kill_process(runner);
    EXPECT_TRUE(os::reap(runner, true)->by_signal);
    const auto ended = os::reap(static_cast<int>(words[0].load()), true);  // waits for the host
    ASSERT_TRUE(ended);
    EXPECT_TRUE(ended->by_signal);
    os::kill_process(static_cast<int>(words[1].load()));
    os::reap(static_cast<int>(words[1].load()), true);
}

TEST(Host, it_ends_when_the_line_is_hung_up_although_a_task_holds_a_copy) {
    DeviceHost host = std::move(DeviceHost::start().value());
    const int task = os::start_process([] {
        while (true) pause();
        return 0;
    });
    host.end();  // returns when the host has ended
    os::kill_process(task);
    os::reap(task, true);
}

/// What of the process's is open: "/var/tmp/#123 (deleted)".
std::vector<std::string> open_files_of(int process) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator("/proc/" + std::to_string(process) + "/fd"))
        names.push_back(std::filesystem::read_symlink(entry).string());
    return names;
}

TEST(Host, no_file_of_it_has_a_name) {
    SomeHost some(DeviceList{{0, folder()}, {1, database()}});
    some.answer(write("a", 100'000));
    DeviceRequest request = execute("x", 1);
    request.device = 1;
    some.answer(request);
    int files = 0;
    for (const std::string& name : open_files_of(some.host().process())) {
        if (name.find("tmp/") == std::string::npos) continue;
        ++files;
        EXPECT_NE(name.find("(deleted)"), std::string::npos) << name;
    }
    EXPECT_GE(files, 3);
}

TEST(Host, it_holds_nothing_of_the_runners) {
    const os::OutputFile secret = std::move(os::OutputFile::open(testing::TempDir() + "host_secret").value());
    SomeHost some(folder());
    for (const std::string& name : open_files_of(some.host().process())) EXPECT_NE(name, secret.path());
    std::filesystem::remove(secret.path());
}

TEST(Host, requests_to_stop_are_the_runners_business) {
    SomeHost some(database());
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) kill(some.host().process(), signal);
    EXPECT_EQ(some.answer(execute("x", 1)).value, 1);
}

TEST(Host, a_device_that_cannot_be_had_is_told_with_a_remedy) {
    DeviceHost host = std::move(DeviceHost::start().value());
    DeviceTraits many = folder();
    many.at_once = 100'000;
    const Result<void> opened = host.open({{0, many}});
    ASSERT_FALSE(opened.ok());
    EXPECT_EQ(opened.error().sentence(),
              "A real folder serves at most 256 requests at a time, not 100000: lower the number, or choose --clock "
              "simulated.");
    host.end();
}

TEST(Host, once_somebody_may_ask_no_device_is_opened) {
    SomeHost some(database());
    EXPECT_FALSE(some.host().open({{5, folder()}}).ok());
    EXPECT_EQ(some.answer(execute("x", 1)).value, 1);
}

TEST(Host, its_name_tells_what_it_is) {
    SomeHost some(database());
    const auto name = os::read_file("/proc/" + std::to_string(some.host().process()) + "/comm", 100);
    EXPECT_EQ(*name, "simul devices\n");
}

}  // namespace
}  // namespace simul
