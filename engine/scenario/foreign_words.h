// Words of Python, Java, POSIX, Go and of Lua's own libraries that stories do not have, and what is written here.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/base/operation_kinds.h"

namespace simul {

/// For a name that nobody has: `write spawn(f, 1), which …`, or the nearest of the known names; empty if there is none.
/// `name` may be `threading.Thread`; then `threading` is asked for, too.
std::string word_instead_of(std::string_view name, const std::vector<std::string>& known);

/// The same for a method: `write lock(); it has lock, try_lock, unlock`. `methods` are those that there are.
std::string word_instead_of(std::string_view method, Receiver receiver, std::string_view methods);

/// For a line that is no Lua: `write await(f(1))`. Empty: nothing is known of it. Strings and comments are blank.
std::string grammar_instead_of(std::string_view line);

}  // namespace simul
