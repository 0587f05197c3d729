#include "app/command_line/session.h"

#include <cstdio>

#include "engine/os/files.h"
#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {

bool tell(std::string_view text) {
    static bool failed = false;
    if (failed) return false;
    const Result<void> written = os::write_stdout(text);
    if (written) return true;
    failed = true;
    complain(written.error().sentence);
    return false;
}

void complain(std::string_view sentence) {
    constexpr std::size_t kMost = 900;
    const std::string harmless = printable(sentence.substr(0, kMost));
    const std::string_view shown = cut_text(harmless, kMost);
    std::fwrite(shown.data(), 1, shown.size(), stderr);
    std::fputs(shown.size() < harmless.size() || sentence.size() > kMost ? " ...\n" : "\n", stderr);
}

int refuse(const Error& error) {
    complain(error.sentence);
    return kExitRefused;
}

}  // namespace simul::command_line
