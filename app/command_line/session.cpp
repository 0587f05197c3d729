#include "app/command_line/session.h"

#include <algorithm>
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
    complain(written.error().sentence());
    return false;
}

void complain(std::string_view sentence) {
    static std::size_t room = 980;
    const std::string harmless = printable(cut_text(sentence, 900));
    const std::string_view shown = cut_text(harmless, room);
    if (shown.empty()) return;
    const bool is_cut = shown.size() < harmless.size() || sentence.size() > 900;
    const std::string line = std::string(shown) + (is_cut ? " ...\n" : "\n");
    std::fwrite(line.data(), 1, line.size(), stderr);
    room -= std::min(room, line.size());
}

int refuse(const Error& error) {
    complain(error.sentence());
    return kExitRefused;
}

}  // namespace simul::command_line
