// Where a task's code, in a thread or process of its own, and the executor that conducts it hand the turn to each
// other.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/base/state_hash.h"
#include "engine/os/futex.h"
#include "engine/scenario/operation.h"
#include "engine/scenario/plain_value.h"

namespace simul {

/// Whose turn it is. Only they may touch the rest of the desk.
enum class Turn : std::uint32_t { executors, bodys, nobodys };

/// What the executor wants.
enum class Errand : std::uint8_t { begin, go_on, drop_all };

/// What became of an operation.
enum class Reply : std::uint8_t { granted, failed, cancelled };

/// What the body says when it gives the turn back.
enum class Said : std::uint8_t { asks, returned, failed, cancelled };

/// As much of a task's local variables as an event has room for.
inline constexpr std::size_t kMostLocals = 256;

/// Lies in memory that both see, at one address for all.
struct Desk {
    std::atomic<std::uint32_t> turn{0};    ///< futex: a Turn
    std::atomic<std::uint32_t> line{0};    ///< of story code that runs for long, for whoever looks on
    std::atomic<bool> works{false};        ///< a kernel runs, which may last
    std::atomic<std::int32_t> process{0};  ///< 0: none, or it is gone
    Errand errand{};
    Reply reply{};
    Said said{};
    std::uint16_t line_of_failure = 0;  ///< failed: as in BodyEnd
    // The operation's pointers are not null; the pointers themselves mean nothing here.
    bool has_text = false, has_attributes = false;
    bool callback = false;  ///< begin: it shares the process of a task that is not its own
    TaskId task = kNoTask;
    TaskId of = kNoTask;        ///< begin, a callback: who registered it
    std::uint32_t heir = 0;     ///< go_on, after a spawn: the desk of the process that is to be forked
    std::uint32_t letters = 0;  ///< of the text
    Operation operation;
    TaskAttributes attributes;
    std::array<char, 2 * kShortBytes> text;
    bool more = false;       ///< of these words: the turn comes back for the rest of them
    bool has_place = false;  ///< the story can tell where it stands
    StateHash place;         ///< and this is it
    std::uint32_t letters_of_locals = 0;
    std::array<char, kMostLocals> locals;

    /// Takes off what there is room for. What is long takes several turns.
    void write(std::string_view& words) {
        letters = static_cast<std::uint32_t>(words.copy(text.data(), text.size()));
        words.remove_prefix(letters);
        more = !words.empty();
    }
    std::string_view words() const { return {text.data(), letters}; }

    void write_locals(std::string_view told) {
        letters_of_locals = static_cast<std::uint32_t>(told.copy(locals.data(), locals.size()));
    }
    std::string locals_as_told() const { return {locals.data(), letters_of_locals}; }

    /// Gives the turn away, unless the desk was closed meanwhile.
    void hand_to(Turn whom, Turn from) {
        auto expected = static_cast<std::uint32_t>(from);
        if (turn.compare_exchange_strong(expected, static_cast<std::uint32_t>(whom), std::memory_order_acq_rel))
            os::wake(turn, 1);
    }
    void close() {
        turn.store(static_cast<std::uint32_t>(Turn::nobodys), std::memory_order_release);
        os::wake(turn, 1);
    }
};

}  // namespace simul
