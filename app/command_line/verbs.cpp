#include "app/command_line/verbs.h"

namespace simul::command_line {

std::span<const Verb> verbs() {
    static constexpr Verb kVerbs[] = {
        {"list", "simul list [--concepts] [--json]", "the scenarios that come with Simul", list},
        {"check", "simul check FILE.lua", "whether a story can be loaded; errors have file and line", check},
        {"run", "simul run SCENARIO|FILE.lua [options]", "runs a story and tells what happened (simul run --help)",
         run},
        {"compare", "simul compare SCENARIO|FILE.lua --policies P,P,… [options]",
         "a story under several policies (simul compare --help)", compare},
        {"sweep", "simul sweep SCENARIO|FILE.lua --over NAME=1..20 --measure M [options]",
         "a figure of many runs (simul sweep --help)", sweep},
        {"merge", "simul merge FILE… [--csv | --json]",
         "what the parts of a sweep or an exploration have found, together", merge},
        {"decisions", "simul decisions SCENARIO|FILE.lua|TRACE|BUNDLE [--policy P] [options]",
         "whom the policy chose, among whom, and why (simul decisions --help)", decisions},
        {"explore", "simul explore SCENARIO|FILE.lua [options]", "all orders of a story (simul explore --help)",
         explore},
        {"challenge", "simul challenge [SCENARIO|FILE.lua] [--mend]",
         "what there is to break and to mend, and whether a file is mended", challenge},
        {"exercise", "simul exercise POLICY [--seed N] [--check CHART] [--page FILE.pdf] [--json]",
         "a sheet of jobs to be scheduled by hand, with its solution (simul exercise --help)", exercise},
        {"bundle", "simul bundle SCENARIO|FILE.lua --out FILE [options]",
         "a story, a run and notes in one file (simul bundle --help)", bundle},
        {"tell", "simul tell SCENARIO|FILE.lua|TRACE|BUNDLE [--at T | --every event|mark] [options]",
         "what the window says of a run at a moment, as text (simul tell --help)", tell},
        {"python", "simul python SCENARIO|FILE.lua", "the Python program that does what a story does", python},
        {"show", "simul show TRACE|BUNDLE [--json | --events]", "a recorded run again", show},
        {"doctor", "simul doctor [--json]", "what this computer can do for Simul, and what would help", doctor},
#ifdef SIMUL_LUA
        {"measure", "simul measure devices [--json]",
         "how long this computer takes for a page, a file, a row and a kernel", measure},
#endif
#ifdef SIMUL_WINDOW
        {"picture", "simul picture SCENARIO|FILE.lua|TRACE --at T|end --out FILE.png [options]",
         "a moment of a run as a picture (simul picture --help)", picture},
#endif
    };
    return kVerbs;
}

}  // namespace simul::command_line
