#include "engine/os/terminal.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "engine/os/descriptor.h"

namespace simul::os {
namespace {

TEST(Terminal, tells_its_width) {
    const Descriptor terminal(posix_openpt(O_RDWR | O_NOCTTY));
    if (terminal.fd() < 0) GTEST_SKIP() << "no pseudo-terminals here";
    EXPECT_TRUE(is_terminal(terminal.fd()));
    EXPECT_EQ(terminal_width(terminal.fd(), 80), 80);
    const winsize size{24, 77, 0, 0};
    ASSERT_EQ(ioctl(terminal.fd(), TIOCSWINSZ, &size), 0);
    EXPECT_EQ(terminal_width(terminal.fd(), 80), 77);
}

TEST(Terminal, a_file_is_none) {
    const Descriptor file(open("/dev/null", O_RDWR));
    EXPECT_FALSE(is_terminal(file.fd()));
    EXPECT_EQ(terminal_width(file.fd(), 100), 100);
}

/// Null: not set.
bool utf8_with(const char* lc_all, const char* lc_ctype, const char* lang) {
    const auto put = [](const char* name, const char* value) { value ? setenv(name, value, 1) : unsetenv(name); };
    put("LC_ALL", lc_all);
    put("LC_CTYPE", lc_ctype);
    put("LANG", lang);
    return speaks_utf8();
}

TEST(Terminal, the_most_special_locale_variable_decides_about_utf8) {
    EXPECT_FALSE(utf8_with(nullptr, nullptr, nullptr));
    EXPECT_TRUE(utf8_with(nullptr, nullptr, "de_DE.UTF-8"));
    EXPECT_TRUE(utf8_with(nullptr, nullptr, "C.utf8"));
    EXPECT_FALSE(utf8_with(nullptr, "POSIX", "de_DE.UTF-8"));
    EXPECT_TRUE(utf8_with("", "", "de_DE.UTF-8"));
    EXPECT_TRUE(utf8_with("C.UTF-8", "POSIX", "C"));
    EXPECT_FALSE(utf8_with("de_DE.ISO-8859-1", "C.UTF-8", "C.UTF-8"));
}

}  // namespace
}  // namespace simul::os
