// The list of operations: what stands in saved traces does not change, and each row says enough.
#include <gtest/gtest.h>

#include <string>

#include "engine/base/event_kinds.h"

namespace simul {
namespace {

TEST(Operations, KeepTheirNumbersInTraceFiles) {
    std::string numbers;
    for (std::size_t i = 0; i < 49; ++i) numbers += std::string(kEventKinds[i].identifier) + " ";
    EXPECT_EQ(numbers,
              "arrive ready run preempt finish compute work sleep blocking_sleep yield now spawn spawn_at await "
              "future_result future_done future_cancel future_exception add_done_callback lock try_lock unlock acquire "
              "release condition_wait notify notify_all barrier_wait event_set event_clear event_wait send receive "
              "close load store atomic_add compare_exchange print mark measure expect random lost core_busy note end "
              "stand step ");
}

TEST(Operations, AreToldFromOtherEvents) {
    EXPECT_TRUE(is_operation(EventKind::compute));
    EXPECT_TRUE(is_operation(EventKind::random));
    EXPECT_FALSE(is_operation(EventKind::finish));
    EXPECT_FALSE(is_operation(EventKind::lost));
    EXPECT_FALSE(is_operation(EventKind::step));
    EXPECT_FALSE(is_operation_number(kEventKindCount));
    EXPECT_FALSE(is_operation_number(255));
}

/// Whoever asks a device always waits, so that it has asked is what is told.
TEST(Operations, AskInOtherWordsIfTheyMayWait) {
    for (const OperationInfo& operation : kOperations) {
        const bool tells = *operation.words.wanted != '\0', asks_device = operation.family == Family::asks_device;
        EXPECT_TRUE(!operation.may_wait || tells == asks_device) << operation.identifier;
    }
}

TEST(Operations, OnResourcesAreThoseWithAResource) {
    for (const OperationInfo& operation : kOperations) {
        const bool has_resource = operation.receiver != Receiver::none && operation.receiver != Receiver::future;
        const bool about_one = operation.family == Family::on_resource || operation.family == Family::asks_device;
        EXPECT_EQ(about_one, has_resource) << operation.identifier;
        const bool on_future = operation.family == Family::awaits || operation.family == Family::asks_future;
        EXPECT_EQ(operation.receiver == Receiver::future, on_future) << operation.identifier;
    }
}

}  // namespace
}  // namespace simul
