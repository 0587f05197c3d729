#include "engine/os/kernel_records.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "engine/os/clock.h"
#include "engine/os/cores.h"
#include "engine/os/futex.h"
#include "engine/os/threads.h"
#include "tests/os/denied_part.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

using What = SwitchRecord::What;
constexpr std::uint32_t kRounds = 500;

TEST(KernelRecords, a_refusal_says_what_happens_instead) {
    const DeniedPart denied("kernel_records");
    const auto records = KernelRecords::attach(own_pid());
    ASSERT_FALSE(records.ok());
    EXPECT_NE(records.error().sentence().find("gaps instead"), std::string::npos);
}

TEST(KernelRecords, of_a_process_that_ended_are_refused) {
    const int pid = start_process([] { return 0; });
    reap(pid, true);
    EXPECT_FALSE(KernelRecords::attach(pid).ok());
}

/// Two players return the ball, words[0], to each other; who plays when it is `own`.
void play(SharedWords& words, std::uint32_t own) {
    for (std::uint32_t round = 0; round < kRounds; ++round) {
        const std::uint32_t ball = 2 * round + own;
        for (std::uint32_t seen = words[0]; seen != ball; seen = words[0]) wait(words[0], seen);
        words[0] = ball + 1;
        wake(words[0], kEveryone);
    }
}

//  test ── first player (one thread) ── second player, a child
//                                    └─ a thread that ends at once
class RealKernelRecords : public testing::Test {
  protected:
    void SetUp() override {
        before_ = monotonic_now();
        pid_ = start_process([this] { return first_player(); });
        auto records = KernelRecords::attach(pid_);
        words_[1] = 1;
        wake(words_[1], kEveryone);
        const auto ending = reap(pid_, true);
        ASSERT_EQ(ending->code, 0);
        after_ = monotonic_now();
        if (!records) GTEST_SKIP() << records.error().sentence();
        kernel_.emplace(std::move(*records));
        kernel_->drain(records_);
        lost_ = kernel_->lost();
        std::stable_sort(records_.begin(), records_.end(), [](auto& a, auto& b) { return a.time < b.time; });
    }

    int first_player() {
        if (!confine_to(1)) return 1;
        wait(words_[1], 0);
        words_[2] = static_cast<std::uint32_t>(Thread::start([] {}, "short").value().native_handle());
        const int second = start_process([this] { return play(words_, 1), 0; });
        words_[3] = static_cast<std::uint32_t>(second);
        play(words_, 0);
        return reap(second, true)->code;
    }

    long count(std::uint32_t thread, std::initializer_list<What> whats) const {
        return std::count_if(records_.begin(), records_.end(), [&](const SwitchRecord& record) {
            return record.thread == thread && std::count(whats.begin(), whats.end(), record.what) > 0;
        });
    }

    SharedWords words_;
    std::optional<KernelRecords> kernel_;
    std::vector<SwitchRecord> records_;
    std::uint64_t lost_ = 0;
    std::int64_t before_ = 0;
    std::int64_t after_ = 0;
    int pid_ = 0;
};

TEST_F(RealKernelRecords, cover_the_process_its_threads_and_its_children) {
    EXPECT_EQ(lost_, 0u);
    for (const std::uint32_t thread : {static_cast<std::uint32_t>(pid_), words_[2].load(), words_[3].load()}) {
        EXPECT_EQ(count(thread, {What::exited}), 1) << thread;
        EXPECT_GE(count(thread, {What::in}), 1) << thread;
    }
    // On their one core, the ball can only come back after the core was given away.
    for (const std::uint32_t player : {static_cast<std::uint32_t>(pid_), words_[3].load()}) {
        EXPECT_GE(count(player, {What::out_waiting, What::out_preempted}), long{kRounds} - 1);
    }
    EXPECT_GT(count(static_cast<std::uint32_t>(pid_), {What::out_waiting}) + count(words_[3], {What::out_waiting}), 0);
}

TEST_F(RealKernelRecords, show_one_thread_at_a_time_on_the_one_core) {
    const int core = allowed_cores().front();
    std::set<std::uint32_t> cores;
    std::uint32_t running = 0;
    for (const SwitchRecord& record : records_) {
        if (record.thread == words_[3]) cores.insert(record.core);
        if (record.core != core) continue;  // where the first player was before it confined itself
        if (record.what == What::in) {
            EXPECT_EQ(running, 0u) << "at " << record.time;
            running = record.thread;
        } else if (running == record.thread) {
            running = 0;
        }
    }
    EXPECT_EQ(cores, std::set{static_cast<std::uint32_t>(core)});
}

TEST_F(RealKernelRecords, have_the_times_of_our_clock_and_name_the_process) {
    ASSERT_FALSE(records_.empty());
    EXPECT_GE(records_.front().time, before_);
    EXPECT_LE(records_.back().time, after_);
    const std::uint32_t first = static_cast<std::uint32_t>(pid_);
    const std::map<std::uint32_t, std::uint32_t> process_of{{first, first}, {words_[2], first}, {words_[3], words_[3]}};
    for (const SwitchRecord& record : records_) {
        const auto known = process_of.find(record.thread);
        if (known == process_of.end()) continue;  // a sanitizer has threads of its own
        EXPECT_EQ(record.process, known->second);
    }
}

TEST_F(RealKernelRecords, are_given_once) {
    std::vector<SwitchRecord> again;
    kernel_->drain(again);
    EXPECT_TRUE(again.empty());
}

}  // namespace
}  // namespace simul::os
