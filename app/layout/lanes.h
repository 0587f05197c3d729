// Which rows the timeline shows and how high they are: cores, resources, the cores of the ghost run, then tasks.
#pragma once

#include <cstdint>
#include <vector>

#include "app/layout/geometry.h"
#include "engine/base/ids.h"

namespace simul::layout {

/// `idle`: one row for all cores that never ran anything.
enum class RowKind : std::uint8_t { core, idle, resource, ghost, task };

struct LaneRow {
    RowKind kind{};
    std::uint32_t number = 0;  ///< of the core, the resource or the task; how many are idle
    float top = 0, bottom = 0;
    bool open = false;      ///< high enough for the full forms and for names
    bool labelled = false;  ///< its label has room

    float middle() const { return (top + bottom) / 2; }
    float height() const { return bottom - top; }
};

/// Rows too low for names of their own, all of a kind, and one name for all of them.
struct LaneGroup {
    RowKind kind{};
    std::vector<std::uint32_t> numbers;  ///< as those of rows
    float middle = 0;                    ///< where the name stands
};

/// What there is to show. Rows stand in the order given, tasks by their numbers, so that none ever changes its place
/// among the others.
struct LaneSubjects {
    std::vector<std::uint32_t> cores, resources, ghost_cores;
    std::uint32_t idle_cores = 0;
    bool clocks = false;      ///< a core's label also has what its clock shows: a few are as high as that
    std::uint32_t tasks = 0;  ///< from 0 on
    TaskId selected = kNoTask;
};

struct Lanes {
    std::vector<LaneRow> rows;  ///< those that can be seen, from top to bottom
    std::vector<LaneGroup> groups;
    Box ghost_frame;             ///< empty without a ghost
    std::size_t ghost_rows = 0;  ///< seen or not
    float content_height = 0;    ///< of all rows
    float scroll = 0;            ///< as asked for, but within the content

    /// The row at this height, or null between rows.
    const LaneRow* row_at(float y) const;
    const LaneRow* row_of(RowKind kind, std::uint32_t number) const;
    /// Where a task's row stands, seen or not.
    float middle_of(TaskId task) const;

    float tasks_top = 0, pitch = 0, opened = 0;  ///< how much more the selected row takes
    TaskId selected = kNoTask;
};

/// Rows are open while they fit, then ever lower; when the lowest do not fit, the box scrolls. `scale`: pixels for a
/// unit of design; `scroll` is in pixels.
Lanes lanes_in(const LaneSubjects& subjects, const Box& box, float scroll, float scale);

}  // namespace simul::layout
