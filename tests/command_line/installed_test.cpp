// What `cmake --install` puts on a computer, so that a double click on a file opens it in Simul.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/command_line/program.h"

namespace simul {
namespace {

namespace fs = std::filesystem;

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

/// What stands behind `key=` in a line of its own.
std::string value_of(const std::string& text, const std::string& key) {
    const std::size_t at = ("\n" + text).find("\n" + key + "=");
    if (at == std::string::npos) return "";
    const std::size_t begin = at + key.size() + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
}

/// All that stands between these two.
std::vector<std::string> all_between(const std::string& text, const std::string& before, const std::string& behind) {
    std::vector<std::string> found;
    for (std::size_t at = text.find(before); at != std::string::npos; at = text.find(before, at)) {
        at += before.size();
        found.push_back(text.substr(at, text.find(behind, at) - at));
    }
    return found;
}

bool runs(const std::string& command) { return std::system((command + " >/dev/null 2>&1").c_str()) == 0; }

class Installed : public testing::Test {
  protected:
    void SetUp() override {
        prefix = fs::path(testing::TempDir()) / ("simul_installed_" + std::to_string(getpid()));
        const std::string build = fs::path(SIMUL_BINARY).parent_path().string();
        ASSERT_TRUE(runs("cmake --install '" + build + "' --prefix '" + prefix.string() + "'"));
        if (!fs::exists(prefix / "share/applications")) GTEST_SKIP() << "this Simul is built without its window";
        desktop = prefix / "share/applications/simul.desktop";
        mime = text_of(prefix / "share/mime/packages/simul.xml");
    }
    void TearDown() override { fs::remove_all(prefix); }

    fs::path prefix, desktop;
    std::string mime;
};

TEST_F(Installed, TheDesktopStartsTheProgramWithTheFileThatWasChosen) {
    const std::string entry = text_of(desktop), exec = value_of(entry, "Exec");
    const std::string program = exec.substr(0, exec.find(' '));
    EXPECT_EQ(exec, program + " %f");
    EXPECT_EQ(access((prefix / "bin" / program).c_str(), X_OK), 0) << exec;
    EXPECT_TRUE(fs::exists(prefix / "share/icons/hicolor/scalable/apps" / (value_of(entry, "Icon") + ".svg")));
    const bool can_ask = runs("command -v desktop-file-validate");
    EXPECT_TRUE(!can_ask || runs("desktop-file-validate '" + desktop.string() + "'"));
}

TEST_F(Installed, BundlesAndRecordingsAreOfTheTypeThatItOpens) {
    const std::vector<std::string> types = all_between(mime, "mime-type type=\"", "\"");
    ASSERT_EQ(types.size(), 1U) << mime;
    EXPECT_EQ(value_of(text_of(desktop), "MimeType"), types[0] + ";");
    EXPECT_EQ(all_between(mime, "glob pattern=\"", "\""), std::vector<std::string>{"*.simul"});
    const TemporaryFile bundle("installed_bundle"), recording("installed_recording");
    ASSERT_EQ(simul_ended({"bundle", "two_cashiers", "--out", bundle.path()}).code, 0);
    ASSERT_EQ(simul_ended({"run", "two_cashiers", "--quiet", "--record", recording.path()}).code, 0);
    const std::vector<std::string> beginnings = all_between(mime, "value=\"", "\"");
    ASSERT_EQ(beginnings.size(), 2U) << mime;
    EXPECT_TRUE(text_of(bundle.path()).starts_with(beginnings[0]));
    EXPECT_TRUE(text_of(recording.path()).starts_with(beginnings[1]));
}

}  // namespace
}  // namespace simul
