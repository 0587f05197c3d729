#include "engine/os/unnamed_file.h"

#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <utility>

#include "engine/os/signals.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

UnnamedFile made() { return std::move(UnnamedFile::create().value()); }

TEST(UnnamedFiles, have_no_name) {
    const UnnamedFile file = made();
    struct stat state {};
    ASSERT_EQ(fstat(file.fd(), &state), 0);
    EXPECT_EQ(state.st_nlink, 0u);
    EXPECT_EQ(state.st_mode & 0777, 0600u);
}

TEST(UnnamedFiles, are_written_read_and_copied) {
    UnnamedFile file = made(), other = made();
    EXPECT_EQ(file.rewrite(200'001).bytes, 200'001);
    EXPECT_EQ(file.read_all().bytes, 200'001);
    EXPECT_EQ(other.rewrite_as(file, INT32_MAX).bytes, 200'001);
    EXPECT_EQ(other.rewrite_as(file, 5).bytes, 5);
    EXPECT_EQ(other.size(), 5);
    EXPECT_EQ(file.rewrite(0).bytes, 0);
    EXPECT_EQ(file.size(), 0);
}

TEST(UnnamedFiles, where_no_more_fits_it_is_told_what_was_written) {
    const auto in_little_room = [] {
        let_writes_fail();
        const rlimit limit{100'000, 100'000};
        setrlimit(RLIMIT_FSIZE, &limit);
        UnnamedFile file = made();
        const Moved moved = file.rewrite(1'000'000);
        if (moved.bytes != 100'000 || moved.refused != EFBIG || file.size() != 100'000) return 1;
        UnnamedFile other = made();
        const Moved copied = other.rewrite_as(file, file.size());
        return copied.bytes == 100'000 && copied.refused == 0 ? 0 : 2;
    };
    EXPECT_EQ(in_process(in_little_room), 0);
    EXPECT_TRUE(is_full_disk(ENOSPC));
    EXPECT_FALSE(is_full_disk(EIO));
}

TEST(UnnamedFiles, can_be_opened_again_as_another_with_the_same_content) {
    UnnamedFile file = made();
    file.rewrite(3);
    const int again = open_again(file.fd());
    char content[8];
    EXPECT_EQ(read(again, content, sizeof content), 3);
    EXPECT_EQ(lseek(file.fd(), 0, SEEK_CUR), 0);  // a place of its own
    close(again);
    EXPECT_EQ(open_again(-1), -1);
}

}  // namespace
}  // namespace simul::os
