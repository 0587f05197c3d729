#include "app/command_line/cells.h"

#include <algorithm>

namespace simul::command_line {

void CellRow::add(Time from, Time until, std::size_t kind) {
    if (whole_ <= 0ns || from >= until) return;
    const double cells_per_ns = static_cast<double>(cells_) / static_cast<double>(whole_.count());
    const auto cell_of = [&](Time time) {
        const auto cell = static_cast<std::size_t>(static_cast<double>(time.time_since_epoch().count()) * cells_per_ns);
        return std::min(cell, cells_ - 1);
    };
    const std::size_t last = cell_of(until);
    for (std::size_t cell = cell_of(from); cell <= last; ++cell) {
        const Duration begin = std::max(from.time_since_epoch(), begin_of(cell));
        const Duration end = std::min(until.time_since_epoch(), begin_of(cell + 1));
        if (end > begin) lengths_[cell * kinds_ + kind] += end - begin;
    }
}

std::size_t CellRow::longest(std::size_t cell) const {
    const auto begin = lengths_.begin() + static_cast<std::ptrdiff_t>(cell * kinds_);
    const auto longest = std::max_element(begin, begin + static_cast<std::ptrdiff_t>(kinds_));
    return *longest == 0ns ? kinds_ : static_cast<std::size_t>(longest - begin);
}

double CellRow::busy(std::size_t cell) const {
    Duration sum{0};
    for (std::size_t kind = 0; kind < kinds_; ++kind) sum += lengths_[cell * kinds_ + kind];
    const Duration length = begin_of(cell + 1) - begin_of(cell);
    return length <= 0ns ? 0 : std::min(1.0, seconds_of(sum) / seconds_of(length));
}

/// Without overflow, also for a run of centuries.
Duration CellRow::begin_of(std::size_t cell) const {
    const auto cells = static_cast<std::int64_t>(cells_), at = static_cast<std::int64_t>(cell);
    return whole_ / cells * at + whole_ % cells * at / cells;
}

}  // namespace simul::command_line
