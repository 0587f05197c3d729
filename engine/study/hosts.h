// The computers of a lab, as ssh knows them, and what can be done there.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/os/command.h"

namespace simul {

/// A host a line, `name` or `user@name`; empty lines and what follows a `#` are passed over. Errors name file and line.
Result<std::vector<std::string>> hosts_in(std::string_view text, const std::string& file);

/// ssh as it is to be called: it never asks anybody, and notices within 3 s that a host is gone.
const std::vector<std::string>& ssh_words();

/// Runs this script by the shell of each host, which reads `input`; so many at once. What each left, in their order;
/// nothing: `stop_fd` has become readable.
std::optional<std::vector<os::Command::Ended>> run_on_each(const std::vector<std::string>& hosts,
                                                           const std::string& script, std::string_view input,
                                                           std::size_t at_once, int stop_fd);

/// Why that failed there, and what to do, in one sentence that names the host.
Error failure_on(const std::string& host, const os::Command::Ended& ended);
/// The same of a part of the work, wherever it was done.
Error failure_in(const std::string& part, const os::Command::Ended& ended);

/// As a shell takes it.
std::string quoted_for_shell(std::string_view word);

}  // namespace simul
