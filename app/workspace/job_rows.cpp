#include "app/workspace/job_rows.h"

#include <algorithm>

namespace simul::workspace {
namespace {

constexpr std::string_view kBetweenJobs = " \t\r\n,;";

void put_named(JobRow& row, std::string_view field) {
    const std::size_t sign = field.find('=');
    const auto column =
        std::find(std::begin(kJobColumns) + kColumnsByPlace, std::end(kJobColumns), field.substr(0, sign));
    if (sign == std::string_view::npos || column == std::end(kJobColumns))
        row.rest += ":" + std::string(field);
    else
        row.cells[static_cast<std::size_t>(column - std::begin(kJobColumns))] = field.substr(sign + 1);
}

JobRow row_of(std::string_view word) {
    JobRow row;
    for (std::size_t place = 0; !word.empty();) {
        const std::string_view field = take_piece(word, ":");
        if (field.find('=') == std::string_view::npos && place < kColumnsByPlace)
            row.cells[place++] = field;
        else
            put_named(row, field);
    }
    return row;
}

}  // namespace

std::string_view take_piece(std::string_view& text, std::string_view separators) {
    const std::size_t end = std::min(text.find_first_of(separators), text.size());
    const std::string_view piece = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return piece;
}

std::vector<JobRow> job_rows(std::string_view jobs) {
    std::vector<JobRow> rows;
    while (!jobs.empty())
        if (const std::string_view word = take_piece(jobs, kBetweenJobs); !word.empty()) rows.push_back(row_of(word));
    return rows;
}

std::string text_of(const JobRow& row) {
    std::string text = row.cells[kArrivalColumn] + ":" + row.cells[kBurstColumn];
    if (!row.cells[kIoEveryColumn].empty() || !row.cells[kIoLengthColumn].empty())
        text += ":" + row.cells[kIoEveryColumn] + ":" + row.cells[kIoLengthColumn];
    for (std::size_t i = kColumnsByPlace; i < row.cells.size(); ++i)
        if (!row.cells[i].empty()) text += ":" + std::string(kJobColumns[i]) + "=" + row.cells[i];
    return text + row.rest;
}

std::string text_of(const std::vector<JobRow>& rows) {
    std::string text;
    for (const JobRow& row : rows) text += (text.empty() ? "" : " ") + text_of(row);
    return text;
}

std::string cell_text(std::string_view typed) {
    std::string cell;
    for (const char letter : typed) {
        if (letter == ',') cell += '.';
        if (std::string_view(" \t\r\n,;:=").find(letter) == std::string_view::npos) cell += letter;
    }
    return cell;
}

}  // namespace simul::workspace
