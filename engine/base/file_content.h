// What a file is, seen from what is in it: for files that are no story.
#pragma once

#include <string>
#include <string_view>

namespace simul {

/// `a folder`, `a pipe`, `a device`, `a socket`: what cannot be read again and again, as a story or a trace is. Empty:
/// a file, or nothing is there.
std::string_view what_is_no_file(const std::string& path);

/// `a picture (PNG)`, `a program (ELF)`, `UTF-16 text`…, if the first bytes say so for sure; else empty.
std::string_view certain_content(std::string_view bytes);

/// `a sheet (CSV)`, `a program in Python`, `JSON`, `plain text`: what text that is no Lua looks like; empty: a story
/// that is not right yet.
std::string_view likely_content(std::string_view text);

/// What can be done with such a file, as a whole sentence.
std::string_view use_of_content(std::string_view content);

/// Text as UTF-8 without a byte order mark, from UTF-8 or, with its mark, UTF-16.
std::string as_utf8(std::string bytes);

}  // namespace simul
