// What reads what strangers made, one function each: whatever the bytes are, it comes back.
#pragma once

#include <span>
#include <string_view>

namespace simul::fuzz {

struct Target {
    std::string_view name;  ///< also of its folder in tests/fuzz/corpus
    void (*read)(std::string_view bytes);
};
std::span<const Target> targets();

// In `events`, the bytes are the events of a trace whose header and checksums are right, so that all that folds traces
// gets to see them; in `memory`, what a runner left in the memory that it shares with its watcher; in `answer`, what it
// says that exploring found.

void story(std::string_view bytes);
void trace(std::string_view bytes);
void events(std::string_view bytes);
void bundle(std::string_view bytes);
void schedule(std::string_view bytes);
void preferences(std::string_view bytes);
void description(std::string_view bytes);
void memory(std::string_view bytes);
void answer(std::string_view bytes);

}  // namespace simul::fuzz
