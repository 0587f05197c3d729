// The program: the zygote first, then the command line.
#include <cstdio>
#include <cstdlib>
#include <new>
#include <string>
#include <vector>

#include "app/command_line/command_line.h"
#include "app/workspace/what_if.h"
#include "engine/os/files.h"
#include "engine/run/run.h"
#include "engine/study/figures.h"
#include "scenarios/catalogue.h"

namespace {

/// For std::set_new_handler. A recording is whole up to here, and what was started ends with this process.
[[noreturn]] void end_for_want_of_memory() {
    std::fputs(
        "Simul needs more memory than there is. Lower --max-events, end other programs, or raise the limit "
        "(ulimit -v).\n",
        stderr);
    std::_Exit(simul::command_line::kExitRefused);
}

}  // namespace

int main(int count, char** words) {
    simul::os::keep_standard_numbers();
    // Before anything else, so that runners are forked from a process in which nothing has happened yet.
    simul::Result<simul::Zygote> zygote =
        simul::Zygote::create(&simul::find_scenario, &simul::workspace::study_here, &simul::digest_of);
    std::set_new_handler(end_for_want_of_memory);
    const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
    return simul::command_line::command_line(arguments, zygote);
}
