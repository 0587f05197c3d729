// What a terminal can show.
#pragma once

namespace simul::os {

inline constexpr int kStandardInput = 0;
inline constexpr int kStandardOutput = 1;
inline constexpr int kStandardError = 2;

bool is_terminal(int fd);

/// Columns; `otherwise` when it is no terminal or does not say.
int terminal_width(int fd, int otherwise);

/// As the locale in LC_ALL, else LC_CTYPE, else LANG says.
bool speaks_utf8();

}  // namespace simul::os
