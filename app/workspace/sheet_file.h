// A sheet of jobs from a spreadsheet: comma, semicolon or tab between the fields, one job a row.
#pragma once

#include <string>
#include <string_view>

#include "engine/base/result.h"
#include "engine/run/settings.h"

namespace simul::workspace {

/// Whether the file is called as spreadsheets call their text: .csv or .tsv.
bool is_sheet_file(std::string_view path);

/// As the knob `jobs` of `job_sheet` has it: "0:8 1:4:priority=2". The first row may name the columns. Errors name row,
/// field, and what was expected; `name` is the file's.
Result<std::string> jobs_in_sheet(std::string_view text, const std::string& name);

/// Where the scenario is such a file: `job_sheet` with its jobs.
Result<void> take_sheet(Settings& settings);

}  // namespace simul::workspace
