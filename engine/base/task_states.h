// The states of a task.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace simul {

/// What a task does at one moment. `absent`: it has not arrived yet.
enum class State : std::uint8_t { absent, ready, running, blocked, asleep, done };
inline constexpr std::string_view kStateNames[] = {"absent", "ready", "running", "blocked", "asleep", "done"};
/// For something that is to come: what others do, a time, an answer.
constexpr bool is_waiting(State state) { return state == State::blocked || state == State::asleep; }
constexpr std::string_view name_of(State state) { return kStateNames[static_cast<std::size_t>(state)]; }

}  // namespace simul
