#include "engine/os/memory.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/os/denied_part.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

SharedMemory make(std::size_t bytes) { return std::move(SharedMemory::create("test", bytes).value()); }

bool is_open(int fd) { return fcntl(fd, F_GETFD) >= 0; }

TEST(SharedMemory, what_a_child_writes_its_parent_reads) {
    const SharedMemory memory = make(10'000);
    EXPECT_EQ(memory.size(), 10'000u);
    memory.data()[1] = std::byte{7};
    EXPECT_EQ(in_process([&] {
                  memory.data()[9'999] = std::byte{42};
                  return std::to_integer<int>(memory.data()[1]);
              }),
              7);
    EXPECT_EQ(memory.data()[9'999], std::byte{42});
}

TEST(SharedMemory, who_adopts_the_descriptor_sees_the_same_at_another_address) {
    const SharedMemory memory = make(10'000);
    const auto other = SharedMemory::adopt(dup(memory.fd()));
    ASSERT_TRUE(other.ok());
    EXPECT_EQ(other->size(), memory.size());
    EXPECT_NE(other->data(), memory.data());
    memory.data()[5] = std::byte{9};
    EXPECT_EQ(other->data()[5], std::byte{9});
}

TEST(SharedMemory, pages_that_nobody_touched_cost_nothing) {
    const SharedMemory memory = make(std::size_t{1} << 34);
    memory.data()[memory.size() - 1] = std::byte{1};
    struct stat about;
    ASSERT_EQ(fstat(memory.fd(), &about), 0);
    EXPECT_LT(about.st_blocks * 512, 4 << 20);
}

TEST(SharedMemory, moves_and_closes_once) {
    SharedMemory first = make(4096);
    const int fd = first.fd();
    first.data()[0] = std::byte{3};
    {
        SharedMemory second = std::move(first);
        EXPECT_EQ(second.fd(), fd);
        EXPECT_EQ(second.data()[0], std::byte{3});
        EXPECT_EQ(first.data(), nullptr);
        EXPECT_TRUE(is_open(fd));
        const int replaced = first.fd();
        EXPECT_EQ(replaced, -1);
    }
    EXPECT_FALSE(is_open(fd));
}

TEST(SharedMemory, a_refusal_says_what_was_tried_and_what_to_do) {
    const DeniedPart denied("kernel_records,shared_memory");
    const auto memory = SharedMemory::create("test", 4096);
    ASSERT_FALSE(memory.ok());
    EXPECT_NE(memory.error().sentence().find("4 KiB of shared memory"), std::string::npos);
    EXPECT_NE(memory.error().sentence().find("Every run needs it"), std::string::npos);
}

TEST(SharedMemory, only_the_named_part_is_denied) {
    const DeniedPart denied("kernel_records,shared_memory_of_others");
    EXPECT_TRUE(SharedMemory::create("test", 4096).ok());
}

TEST(SharedMemory, a_size_beyond_all_memory_is_refused) {
    EXPECT_FALSE(SharedMemory::create("test", std::size_t{1} << 62).ok());
}

TEST(SharedMemory, what_is_no_memory_is_not_adopted) {
    EXPECT_FALSE(SharedMemory::adopt(-1).ok());
    EXPECT_FALSE(SharedMemory::adopt(open("/dev/null", O_RDWR)).ok());
}

}  // namespace
}  // namespace simul::os
