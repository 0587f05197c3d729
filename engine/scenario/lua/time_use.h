// What a story does with the time, and whether it cancels anybody, read from its text.
#pragma once

#include <string_view>

#include "engine/scenario/scenario.h"

namespace simul::lua {

/// `tells`: it is certain that what now() gives only comes into measure() and print(), straight or through names that
/// stand for nothing else, and through messages. Whatever is not certain decides.
ClockUse clock_use_in(std::string_view source);

/// False: it is certain that no task cancels another, since no word stands there that could.
bool may_cancel_in(std::string_view source);
/// Whether a story may look if a task has ended, and not wait for its end.
bool may_look_at_ends_in(std::string_view source);

/// Whether the story may catch what is raised where it waits.
bool may_clean_up_in(std::string_view source);
/// Whether a story may have threads run something beside its event loop.
bool may_leave_loop_in(std::string_view source);
/// Whether the text may ask what was sent into channels and is not done.
bool counts_sends_in(std::string_view source);

}  // namespace simul::lua
