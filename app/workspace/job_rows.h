// A sheet of jobs as a table has it: a row for each job, a cell for each field, as it was typed.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace simul::workspace {

/// In this order. The first four stand by place in a job's word, the others by name: "0:8:2:1:priority=2".
inline constexpr std::string_view kJobColumns[] = {"arrival", "burst",   "io_every", "io_length", "priority",
                                                   "nice",    "tickets", "period",   "deadline",  "gang"};
inline constexpr std::size_t kColumnsByPlace = 4, kArrivalColumn = 0, kBurstColumn = 1, kIoEveryColumn = 2,
                             kIoLengthColumn = 3;

/// The next piece of `text`, which loses it and what separates it from the rest.
std::string_view take_piece(std::string_view& text, std::string_view separators);

struct JobRow {
    std::array<std::string, std::size(kJobColumns)> cells;
    std::string rest;  ///< of the word: fields that are no column's, as they stand
};

/// What the knob `jobs` of `job_sheet` says. Whatever stands there becomes cells: what is wrong is told by the story.
std::vector<JobRow> job_rows(std::string_view jobs);
/// As the knob has it.
std::string text_of(const JobRow& row);
std::string text_of(const std::vector<JobRow>& rows);

/// A cell without what separates cells; a comma is a decimal point.
std::string cell_text(std::string_view typed);

}  // namespace simul::workspace
