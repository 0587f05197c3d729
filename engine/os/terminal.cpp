#include "engine/os/terminal.h"

#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdlib>

namespace simul::os {
namespace {

/// The first that is set and not empty decides, as in POSIX.
const char* locale_name() {
    for (const char* variable : std::array{"LC_ALL", "LC_CTYPE", "LANG"}) {
        const char* const name = std::getenv(variable);
        if (name != nullptr && *name != '\0') return name;
    }
    return "C";
}

}  // namespace

bool is_terminal(int fd) { return isatty(fd) == 1; }

int terminal_width(int fd, int otherwise) {
    winsize size{};
    return ioctl(fd, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : otherwise;
}

bool speaks_utf8() {
    const char* const name = locale_name();
    return strcasestr(name, "utf-8") != nullptr || strcasestr(name, "utf8") != nullptr;
}

}  // namespace simul::os
