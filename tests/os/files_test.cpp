#include "engine/os/files.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <thread>

#include "engine/os/pipes.h"
#include "engine/os/signals.h"
#include "tests/os/other_process.h"
#include "tests/support/temporary_folder.h"

namespace simul::os {
namespace {

std::string place(const char* name) {
    return testing::TempDir() + "simul_files_test_" + std::to_string(own_pid()) + "_" + name;
}

bool says(const Error& error, std::string_view words) { return error.sentence().find(words) != std::string::npos; }

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

TEST(Files, that_are_pipes_are_read_also_if_nobody_has_opened_the_other_end_yet) {
    const std::string path = place("pipe");
    ASSERT_EQ(mkfifo(path.c_str(), 0600), 0);
    std::thread writer([&path] {
        usleep(50'000);
        const int fd = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
        EXPECT_EQ(write(fd, "some", 4), 4);
        usleep(50'000);
        EXPECT_EQ(write(fd, "thing", 5), 5);
        close(fd);
    });
    EXPECT_EQ(*read_file(path, 100), "something");
    writer.join();
    unlink(path.c_str());
}

TEST(Files, without_end_are_refused_soon) {
    const auto zeros = read_file("/dev/zero", std::size_t{1} << 40);
    ASSERT_FALSE(zeros.ok());
    EXPECT_TRUE(says(zeros.error(), "/dev/zero: it has more than 1048576 bytes"));
    EXPECT_EQ(*read_file("/dev/null", 100), "");
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

// ---- Replacing a file.

mode_t mode_of(const std::string& path) {
    struct stat about;
    EXPECT_EQ(stat(path.c_str(), &about), 0);
    return about.st_mode & 07777;
}

TEST(ReplaceFile, keeps_a_link_and_replaces_what_it_leads_to) {
    const TemporaryFolder folder;
    ASSERT_TRUE(replace_file(folder / "story.lua", "old"));
    std::filesystem::create_symlink("story.lua", folder / "link");
    std::filesystem::create_symlink(folder / "link", folder / "link_to_link");
    ASSERT_TRUE(replace_file(folder / "link_to_link", "new"));
    EXPECT_TRUE(std::filesystem::is_symlink(folder / "link"));
    EXPECT_EQ(*read_file(folder / "story.lua", 10), "new");
    std::filesystem::create_symlink("later", folder / "leads_nowhere");
    ASSERT_TRUE(replace_file(folder / "leads_nowhere", "made"));
    EXPECT_EQ(*read_file(folder / "later", 10), "made");
    EXPECT_EQ(folder.files(), 5U);
}

TEST(ReplaceFile, touches_no_other_file_and_leaves_none) {
    const TemporaryFolder folder;
    ASSERT_TRUE(OutputFile::open(folder / "x.new")->append("somebody's own"));
    ASSERT_TRUE(replace_file(folder / "x", "1"));
    ASSERT_TRUE(replace_file(folder / "x", "2"));
    EXPECT_EQ(*read_file(folder / "x.new", 100), "somebody's own");
    EXPECT_EQ(folder.files(), 2U);
    EXPECT_FALSE(replace_file(folder / "missing/x", "3"));
    EXPECT_EQ(folder.files(), 2U);
}

TEST(ReplaceFile, keeps_the_permissions) {
    const TemporaryFolder folder;
    ASSERT_TRUE(replace_file(folder / "x", "1"));
    EXPECT_EQ(mode_of(folder / "x") & 0600, 0600U);
    chmod((folder / "x").c_str(), 0640);
    ASSERT_TRUE(replace_file(folder / "x", "2"));
    EXPECT_EQ(mode_of(folder / "x"), 0640U);
}

TEST(ReplaceFile, writes_to_what_is_no_regular_file_and_says_when_that_fails) {
    const auto written = replace_file("/dev/full", "x");
    ASSERT_FALSE(written.ok());
    EXPECT_TRUE(says(written.error(), "Free some space"));
    EXPECT_TRUE(replace_file("/dev/null", "x"));
    EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
    EXPECT_FALSE(replace_file("/tmp", "x"));
}

TEST(ReplaceFile, takes_a_name_of_any_length_that_a_file_may_have) {
    const TemporaryFolder folder;
    const std::string name(255, 'n');
    EXPECT_TRUE(replace_file(folder / name.c_str(), "x"));
}

}  // namespace
}  // namespace simul::os
