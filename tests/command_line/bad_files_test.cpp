// A file that is not what it should be: which one, what is wrong with it, what to do, and exit 2.
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"
#include "tests/support/temporary_folder.h"

namespace simul {
namespace {

using Words = std::vector<std::string>;

std::string bytes_of(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    std::stringstream content;
    content << file.rdbuf();
    return content.str();
}

/// The bytes of a good trace.
const std::string& recorded() {
    static const std::string bytes = [] {
        const TemporaryFile trace("good");
        EXPECT_EQ(simul_ended({"run", "chess_exhibition", "--quiet", "--record", trace.path()}).code, 0);
        return bytes_of(trace.path());
    }();
    return bytes;
}

/// `simul show` of these bytes, in each form.
void expect_not_shown(const std::string& bytes, const Words& says) {
    const TemporaryFile trace("trace", bytes);
    Words all = says;
    all.push_back(trace.path());
    for (const Words& form : {Words{}, Words{"--json"}, Words{"--events"}}) {
        Words words{"show", trace.path()};
        words.insert(words.end(), form.begin(), form.end());
        const BadDay day = day_of(words);
        expect_end(day, 2, all);
        EXPECT_EQ(day.out, "");
    }
}

TEST(BadTrace, that_was_cut_shows_what_there_is) {
    const TemporaryFile trace("cut", recorded().substr(0, recorded().size() - 10));
    const BadDay day = day_of({"show", trace.path(), "--json"});
    expect_end(day, 0, {trace.path(), "ends early", "record the run again"});
    EXPECT_NE(day.out.find("master_done"), std::string::npos);
}

TEST(BadTrace, that_was_cut_in_its_header_has_nothing) {
    expect_not_shown(recorded().substr(0, 100), {"ends within its header", "Record the run again"});
}

TEST(BadTrace, cut_anywhere_is_shown_or_refused_but_never_breaks) {
    for (std::size_t length = 1; length < recorded().size(); length += recorded().size() / 40 + 1) {
        const TemporaryFile trace("cut", recorded().substr(0, length));
        const BadDay day = day_of({"show", trace.path()});
        expect_end(day, day.code == 0 ? 0 : 2, {trace.path()});
    }
}

TEST(BadTrace, that_is_damaged_says_where) {
    std::string bytes = recorded();
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    expect_not_shown(bytes, {"is damaged", "at byte", "Copy the file again"});
}

TEST(BadTrace, with_any_bit_turned_never_breaks) {
    for (std::size_t at = 0; at < recorded().size(); at += recorded().size() / 40 + 1) {
        std::string bytes = recorded();
        bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
        const TemporaryFile trace("damaged", bytes);
        expect_end(day_of({"show", trace.path()}), 2, {trace.path()});
    }
}

TEST(BadTrace, that_is_foreign_empty_or_newer) {
    expect_not_shown("title = \"Chess\"\n", {"is not a trace of Simul", "--record"});
    expect_not_shown(std::string(100'000, '\0'), {"is not a trace of Simul"});
    expect_not_shown("", {"is empty", "--record"});
    expect_not_shown("Simul trace, version 999\nwhatever", {"version 999", "newer Simul"});
}

TEST(BadTrace, that_is_a_folder_or_not_there) {
    expect_end(day_of({"show", "/"}), 2, {"/ is a folder"});
    expect_end(day_of({"show", "nowhere"}), 2, {"nowhere", "No such file"});
}

/// A pipe to which nobody writes, and a link to itself.
class OddFiles {
  public:
    OddFiles() {
        EXPECT_EQ(mkfifo((folder_ / "pipe").c_str(), 0600), 0);
        std::filesystem::create_symlink("link", folder_ / "link");
    }
    std::string pipe() const { return folder_ / "pipe"; }
    std::string link() const { return folder_ / "link"; }

  private:
    TemporaryFolder folder_;
};

TEST(BadTrace, that_is_no_file_is_refused_at_once) {
    const OddFiles odd;
    expect_end(day_of({"show", odd.pipe()}), 2, {odd.pipe() + " is a pipe", "--record"});
    expect_end(day_of({"show", "/dev/zero"}), 2, {"/dev/zero is a device"});
    expect_end(day_of({"show", odd.link()}), 2, {odd.link(), "Too many levels of symbolic links"});
    expect_end(day_of({"show", ""}), 2, {"the trace \"\": No such file"});
    expect_end(day_of({"merge", "/dev/zero"}), 2, {"/dev/zero", "more than 1048576 bytes"});
    expect_end(day_of({"merge", ""}), 2, {"\"\": No such file"});
    expect_end(day_of({"run", "lost_update", "--schedule", "/dev/zero"}), 2,
               {"/dev/zero: it has more than 1048576 bytes"});
}

#ifdef SIMUL_LUA

TEST(BadStory, that_is_no_file_is_refused_at_once) {
    const OddFiles odd;
    for (const char* verb : {"check", "explore", "tell", "python", "decisions", "compare"}) {
        expect_end(day_of({verb, odd.pipe()}), 2, {odd.pipe() + " is a pipe; give the path of a .lua file"});
        expect_end(day_of({verb, "/dev/zero"}), 2, {"/dev/zero is a device"});
        expect_end(day_of({verb, odd.link()}), 2, {odd.link(), "Too many levels of symbolic links"});
    }
    for (const char* verb : {"bundle", "picture"})
        expect_end(day_of({verb, odd.pipe(), "--out", "x.png"}), 2, {odd.pipe() + " is a pipe"});
}

void expect_no_story(const std::string& path, const Words& says, const std::function<void()>& before = {}) {
    for (const Words& words : {Words{"run", path}, Words{"check", path}, Words{"run", path, "--model", "all"},
                               Words{"run", path, "--clock", "real", "--model", "processes"}}) {
        const BadDay day = day_of(words, before);
        expect_end(day, 2, says);
        EXPECT_EQ(day.out, "");
    }
}

TEST(BadStory, that_is_a_folder) {
    const std::string folder = testing::TempDir() + "/simul_folder_" + std::to_string(getpid()) + ".lua";
    std::filesystem::create_directory(folder);
    expect_no_story(folder, {folder, "is a folder", "give the path of a .lua file"});
    std::filesystem::remove(folder);
}

TEST(BadStory, that_is_not_there) { expect_no_story("nowhere.lua", {"nowhere.lua", "No such file", "check the path"}); }

TEST(BadStory, that_may_not_be_read) {
    const TemporaryFile story("secret.lua", "function main() end\n");
    chmod(story.path().c_str(), 0);
    const auto as_another = [] {
        if (getuid() == 0 && setuid(65534) != 0) _exit(126);
    };
    const int code = day_of({"list"}, as_another).code;
    if (code == 126 || code == 127) GTEST_SKIP() << "another user cannot run the program where it stands";
    expect_no_story(story.path(), {story.path(), "Permission denied", "rights"}, as_another);
}

TEST(BadStory, that_is_empty_huge_or_noise) {
    const TemporaryFile empty("empty.lua"), huge("huge.lua", std::string(3'000'000, ' ')),
        noise("noise.lua", std::string("\x80\xff\x00\x1b]0;\a\n", 8));
    expect_no_story(empty.path(), {"empty.lua:1: the file is empty"});
    expect_no_story(huge.path(), {"larger than 1 MB"});
    expect_no_story(noise.path(), {"noise.lua is no text"});
    EXPECT_EQ(day_of({"check", noise.path()}).err.find('\x1b'), std::string::npos);
}

#endif

}  // namespace
}  // namespace simul
