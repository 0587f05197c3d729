#include "engine/os/processes.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdio>

#include "engine/os/futex.h"
#include "engine/os/waiting.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

/// Long, but it ends: a test that is wrong then fails instead of hanging.
void sleep_long() {
    const std::atomic<std::uint32_t> never{0};
    wait(never, 0, monotonic_now() + 60'000'000'000);
}

TEST(Processes, a_child_is_told_by_exit_code_or_signal) {
    const auto exited = reap(start_process([] { return 42; }), true);
    ASSERT_TRUE(exited);
    EXPECT_FALSE(exited->by_signal);
    EXPECT_EQ(exited->code, 42);

    const int pid = start_process([] { return raise(SIGKILL); });
    const auto killed = reap_one(true);
    ASSERT_TRUE(killed);
    EXPECT_EQ(killed->pid, pid);
    EXPECT_TRUE(killed->by_signal);
    EXPECT_EQ(killed->code, SIGKILL);
}

TEST(Processes, no_child_is_nothing_to_take_in) {
    EXPECT_FALSE(reap_one(true));
    EXPECT_FALSE(reap_one(false));
}

TEST(Processes, a_child_that_goes_on_is_not_waited_for_unasked) {
    const int pid = start_process([] { return sleep_long(), 0; });
    EXPECT_FALSE(reap(pid, false));
    EXPECT_FALSE(reap_one(false));
    kill_process(pid);
    EXPECT_TRUE(reap(pid, true)->by_signal);
}

TEST(Processes, a_pidfd_becomes_readable_when_its_process_ends) {
    const int pid = start_process([] { return sleep_long(), 0; });
    const auto pidfd = open_pidfd(pid);
    ASSERT_TRUE(pidfd.ok());
    EXPECT_FALSE(pidfd_ended(*pidfd));
    kill_process(pid);
    const int fd = *pidfd;
    EXPECT_EQ(wait_readable({&fd, 1}, -1), 1);
    EXPECT_TRUE(pidfd_ended(fd));
    reap(pid, true);
    EXPECT_FALSE(open_pidfd(pid).ok());
    close(fd);
}

TEST(Processes, stdio_is_not_written_twice) {
    std::FILE* const file = std::tmpfile();
    std::fputs("once", file);
    in_process([file] { return std::fclose(file); });
    std::fflush(file);
    EXPECT_EQ(std::ftell(file), 4);
    std::fclose(file);
}

//  test (subreaper) ── top ── middle ── leaf      SIGKILL for top: all three end, and the test takes them in
TEST(Processes, when_the_top_is_killed_its_whole_tree_dies_and_no_zombie_stays) {
    become_subreaper();
    SharedWords words;
    const auto leaf = [&] {
        words[0] = 1;
        return sleep_long(), 0;
    };
    const auto middle = [&] { return start_process(leaf), sleep_long(), 0; };
    const int top = start_process([&] { return start_process(middle), sleep_long(), 0; });
    while (words[0] == 0) sched_yield();

    kill_process(top);
    for (int ended = 0; ended < 3; ++ended) {
        const auto ending = reap_one(true);
        ASSERT_TRUE(ending) << "only " << ended << " came to the subreaper";
        EXPECT_TRUE(ending->by_signal);
        EXPECT_EQ(ending->code, SIGKILL);
    }
    EXPECT_FALSE(reap_one(true));
}

TEST(Processes, a_child_whose_parent_is_gone_already_ends_at_once) {
    const int code = in_process([] {
        die_with_parent(own_pid());
        return 0;
    });
    EXPECT_EQ(code, 1000 + SIGKILL);
}

TEST(Processes, signals_have_names_that_people_understand) {
    EXPECT_EQ(signal_name(SIGSEGV), "SIGSEGV (invalid memory access)");
    EXPECT_EQ(signal_name(SIGUSR1), "SIGUSR1");
    EXPECT_EQ(signal_name(SIGRTMIN + 2), "signal " + std::to_string(SIGRTMIN + 2));
}

TEST(Processes, a_name_is_seen_from_outside) {
    const int code = in_process([] {
        name_process("judit and her many boards");
        return *read_file("/proc/self/comm", 100) == "judit and her m\n" ? 0 : 1;
    });
    EXPECT_EQ(code, 0);
}

TEST(Processes, the_limit_of_open_files_is_lifted_to_the_hard_one) {
    const int code = in_process([] {
        rlimit limit;
        getrlimit(RLIMIT_NOFILE, &limit);
        limit.rlim_cur = 64;
        setrlimit(RLIMIT_NOFILE, &limit);
        if (!raise_limit_of_open_files()) return 1;
        getrlimit(RLIMIT_NOFILE, &limit);
        return limit.rlim_cur == limit.rlim_max ? 0 : 2;
    });
    EXPECT_EQ(code, 0);
}

TEST(Processes, know_themselves_and_their_parents) {
    const int parent = own_pid();
    EXPECT_EQ(in_process([parent] { return parent_pid() == parent && own_pid() != parent ? 0 : 1; }), 0);
}

}  // namespace
}  // namespace simul::os
