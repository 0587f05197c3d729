// The list of verbs. A new verb is one file and one line in verbs.cpp.
#pragma once

#include <span>
#include <string_view>

#include "app/command_line/session.h"

namespace simul::command_line {

struct Verb {
    std::string_view name;
    std::string_view usage;
    std::string_view meaning;
    /// Gets the words after the verb; answers the exit code.
    int (*perform)(const Arguments&, Session&);
};

std::span<const Verb> verbs();
/// "1.0.0"
std::string_view program_version();

int list(const Arguments& arguments, Session& session);
int check(const Arguments& arguments, Session& session);
int run(const Arguments& arguments, Session& session);
int compare(const Arguments& arguments, Session& session);
int sweep(const Arguments& arguments, Session& session);
int merge(const Arguments& arguments, Session& session);
int explore(const Arguments& arguments, Session& session);
int decisions(const Arguments& arguments, Session& session);
int exercise(const Arguments& arguments, Session& session);
int challenge(const Arguments& arguments, Session& session);
int bundle(const Arguments& arguments, Session& session);
int tell(const Arguments& arguments, Session& session);
int python(const Arguments& arguments, Session& session);
int show(const Arguments& arguments, Session& session);
int doctor(const Arguments& arguments, Session& session);
#ifdef SIMUL_LUA
int measure(const Arguments& arguments, Session& session);
#endif
#ifdef SIMUL_WINDOW
int picture(const Arguments& arguments, Session& session);
#endif

}  // namespace simul::command_line
