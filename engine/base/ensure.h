// Promises of our own code. A story that goes wrong is a finding, never an ensure.
#pragma once

namespace simul {

/// Prints the sentence with its place to stderr and aborts. Async-signal-safe: it allocates nothing.
[[noreturn]] void broken_promise(const char* sentence, const char* file, int line) noexcept;

}  // namespace simul

/// Always on. The sentence says what should have been true.
#define ensure(condition, sentence)                                \
    do {                                                           \
        if (!(condition)) [[unlikely]]                             \
            ::simul::broken_promise(sentence, __FILE__, __LINE__); \
    } while (false)
