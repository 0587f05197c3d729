#include "engine/os/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "engine/os/pipes.h"
#include "engine/os/signals.h"
#include "tests/os/other_process.h"

namespace simul::os {
namespace {

std::string place(const char* name) {
    return testing::TempDir() + "simul_files_test_" + std::to_string(own_pid()) + "_" + name;
}

bool says(const Error& error, std::string_view words) { return error.sentence.find(words) != std::string::npos; }

TEST(Files, what_was_written_is_read) {
    const std::string path = place("round_trip");
    auto file = OutputFile::open(path);
    ASSERT_TRUE(file.ok());
    const std::string long_part(100'000, 'x');
    EXPECT_TRUE(file->append(std::string_view("a\0b", 3)));
    EXPECT_TRUE(file->append(long_part));
    EXPECT_TRUE(file->close());
    EXPECT_EQ(*read_file(path, 200'000), std::string("a\0b", 3) + long_part);
    unlink(path.c_str());
}

TEST(Files, an_output_file_begins_empty) {
    const std::string path = place("again");
    for (const char* content : {"long content", "short"}) {
        auto file = OutputFile::open(path);
        ASSERT_TRUE(file->append(content));
    }
    EXPECT_EQ(*read_file(path, 100), "short");
    unlink(path.c_str());
}

TEST(Files, one_that_is_too_large_is_refused) {
    const std::string path = place("large");
    ASSERT_TRUE(OutputFile::open(path)->append("12345"));
    EXPECT_EQ(*read_file(path, 5), "12345");
    const auto content = read_file(path, 4);
    ASSERT_FALSE(content.ok());
    EXPECT_TRUE(says(content.error(), "more than 4 bytes"));
    unlink(path.c_str());
    EXPECT_FALSE(read_file("/dev/zero", 1 << 20).ok());
}

TEST(Files, that_cannot_be_opened_say_their_name_and_a_remedy) {
    const auto missing = read_file("/no/such.lua", 100);
    ASSERT_FALSE(missing.ok());
    EXPECT_TRUE(says(missing.error(), "open /no/such.lua: No such file"));
    EXPECT_TRUE(says(missing.error(), "Check the name"));
    const auto folder = read_file("/tmp", 100);
    ASSERT_FALSE(folder.ok());
    EXPECT_TRUE(says(folder.error(), "not a folder"));
    const auto unwritable = OutputFile::open("/no/such/place.trace");
    ASSERT_FALSE(unwritable.ok());
    EXPECT_TRUE(says(unwritable.error(), "write /no/such/place.trace"));
}

TEST(Files, a_full_disk_is_told) {
    const auto written = OutputFile::open("/dev/full")->append("x");
    ASSERT_FALSE(written.ok());
    EXPECT_TRUE(says(written.error(), "write /dev/full: No space left on device. Free some space"));
}

/// Which remedy write_stdout names when the standard output is this descriptor: 0 none, 1 space, 2 a reader, 3 another.
int stdout_as(int fd) {
    return in_process([fd] {
        let_writes_fail();
        dup2(fd, 1);
        const auto written = write_stdout("x");
        if (written) return 0;
        return says(written.error(), "Free some space") ? 1 : says(written.error(), "stopped reading") ? 2 : 3;
    });
}

TEST(Files, a_full_or_closed_standard_output_is_told) {
    const Descriptor full(open("/dev/full", O_WRONLY));
    EXPECT_EQ(stdout_as(full.fd()), 1);
    const Endpoints pipe = *packet_pipe(1);
    EXPECT_EQ(stdout_as(pipe.write_end), 0);
    EXPECT_EQ(*read_packet(pipe.read_end), "x");
    close_fd(pipe.read_end);
    EXPECT_EQ(stdout_as(pipe.write_end), 2);
    close_fd(pipe.write_end);
}

}  // namespace
}  // namespace simul::os
