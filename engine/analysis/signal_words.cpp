#include "engine/analysis/signal_words.h"

#include <fmt/format.h>

namespace simul {

static std::string_view signal_name(int signal) {
    switch (signal) {
        case 1:
            return "SIGHUP";
        case 2:
            return "SIGINT";
        case 4:
            return "SIGILL";
        case 6:
            return "SIGABRT";
        case 7:
            return "SIGBUS";
        case 8:
            return "SIGFPE";
        case 9:
            return "SIGKILL";
        case 11:
            return "SIGSEGV";
        case 13:
            return "SIGPIPE";
        case 15:
            return "SIGTERM";
        default:
            return "";
    }
}

std::string signal_in_words(int signal) {
    const std::string_view name = signal_name(signal);
    return name.empty() ? fmt::format("signal {}", signal) : fmt::format("signal {} ({})", signal, name);
}

}  // namespace simul
