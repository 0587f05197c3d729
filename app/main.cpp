// The program: the zygote first, then the command line.
#include <string>
#include <vector>

#include "app/command_line/command_line.h"
#include "engine/os/files.h"
#include "engine/run/run.h"
#include "scenarios/catalogue.h"

int main(int count, char** words) {
    simul::os::keep_standard_numbers();
    // Before anything else, so that runners are forked from a process in which nothing has happened yet.
    simul::Result<simul::Zygote> zygote = simul::Zygote::create(&simul::find_scenario);
    const std::vector<std::string> arguments(words + (count > 0 ? 1 : 0), words + count);
    return simul::command_line::command_line(arguments, zygote);
}
