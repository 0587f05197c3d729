// Work that is done in parts by other computers: those of a lab, or of a cluster that Slurm looks after.
#pragma once

#include "app/command_line/in_parts.h"

namespace simul::command_line {

/// Has the parts made by the hosts, and tells what they have found together; the exit code.
int perform_on_hosts(Divisible& work, const PartOptions& options, const Arguments& words);

/// Writes the script of an array job; the exit code.
int write_for_slurm(Divisible& work, const PartOptions& options, const Arguments& words);

}  // namespace simul::command_line
