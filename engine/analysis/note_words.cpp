#include "engine/analysis/note_words.h"

#include <fmt/format.h>

namespace simul {

std::string note_in_words(NoteKind kind, const std::string& seen, const std::string& name, const std::string& line,
                          const std::string& keeping) {
    switch (kind) {
        case NoteKind::too_long:
            return seen.empty() ? "The run reached a limit on events or tasks, and is ended." : seen;
        case NoteKind::livelock:
            return fmt::format("{} goes round for ever{}: all is as it was after step {}.", name, line, seen);
        case NoteKind::busy_wait:
            return fmt::format("{} looks again and again{}, and no time passes meanwhile: the run is ended.", name,
                               line);
        case NoteKind::cut_off:
            return fmt::format("{} is cut off{}: main has ended, and the run does not wait for it.", name, line);
        case NoteKind::worker_replaced:
            return fmt::format("{} is gone with its worker, and another worker begins.", name);
        case NoteKind::pool_broken:
            return fmt::format("{} is gone with its worker, and the pool is broken: {} with it.", name,
                               seen == "1" ? "1 more task ends" : seen + " more tasks end");
        case NoteKind::failure_heard:
            return fmt::format("The failure of {} is taken by a gather that has raised another, or was left.", name);
        case NoteKind::changed_copy:
            return fmt::format("{} has changed its copy of a {}; what was copied stays as it was.", name,
                               seen.starts_with("function") ? "variable" : "table");
        case NoteKind::left_running:
            return seen.empty() ? fmt::format(
                                      "{} is cancelled for who awaits it. Its thread runs on, and nobody hears of "
                                      "its end.",
                                      name)
                                : fmt::format("{} is cancelled before the loop has heard of its end.", name);
        case NoteKind::loop_hears:
            return fmt::format("{} has ended, and the loop hears of it.", name);
        case NoteKind::loop_blocked:
            break;
    }
    return fmt::format("{} keeps the event loop from all others{}.", keeping, line);
}

std::string_view remedy_for_blocked_loop(std::string_view seen) {
    return seen.starts_with("blocking_")
               ? " With await(to_thread(f)) a thread beside the loop calls f, and the loop continues."
               : "";
}

std::string changed_copy_in_words(std::string_view what, std::string_view task, std::string_view parent,
                                  std::string_view sharers) {
    constexpr std::string_view kFunction = "function";
    if (!what.starts_with(kFunction))
        return fmt::format(
            "{} changed the table that it was given as argument {}. It is a copy: that of {} stays as it was. In "
            "Python {} share such a table with who starts them; to have that, make it a shared_table{{ … }}.",
            task, what, parent, sharers);
    what.remove_prefix(kFunction.size());
    return fmt::format(
        "{} changed a variable of the function that {} was made in. It has a copy of it: that of {} stays as it was. "
        "In Python {} share it with that function; to have that, make it a variable() or a shared_table{{ … }} at the "
        "top of the file.",
        task, what.empty() ? std::string("it") : fmt::format("its argument{}", what), parent, sharers);
}

}  // namespace simul
