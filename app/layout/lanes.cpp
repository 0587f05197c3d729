#include "app/layout/lanes.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <numeric>

namespace simul::layout {
namespace {

// In units of design. A pitch is from the top of a row to that of the next.
constexpr float kOpenHeight = 24, kOpenGap = 4, kLeastOpen = 14, kFoldedHeight = 8;
constexpr float kSectionGap = 6, kGhostPadding = 4, kLabelHeight = 18, kLabelGap = 21, kFoldedLabels = 48;
constexpr float kIdlePitch = 25;
constexpr float kBelow = 6;  ///< so far below the box a label may reach
constexpr float kPitches[] = {32, 28, 24, 22, 20, 18, 14, 12, 10, 9, 8, 7, 6};
constexpr std::size_t kLowest = std::size(kPitches) - 1;

/// Rows of one kind that are all as high as each other.
struct Section {
    std::size_t rows = 0;
    std::size_t highest = 0, lowest = kLowest;  ///< in kPitches
    std::size_t chosen = highest;

    float pitch() const { return kPitches[chosen]; }
    float height() const { return rows == 0 ? 0 : static_cast<float>(rows) * pitch(); }
};

/// A few rows stay as high as their names.
constexpr std::size_t kAsHighAsNames = 5;
std::size_t lowest_for(std::size_t rows) { return rows <= 2 ? kAsHighAsNames : rows <= 4 ? 7 : kLowest; }

Section section_of(std::size_t rows, std::size_t highest) { return {rows, highest, lowest_for(rows), highest}; }

/// How high the row itself is.
float height_for(float pitch) {
    if (pitch - kOpenGap >= kLeastOpen) return std::min(kOpenHeight, pitch - kOpenGap);
    return std::min(kFoldedHeight, pitch - 1);
}

/// Every how many rows a label has room.
std::uint32_t label_step(float pitch) {
    constexpr std::uint32_t kSteps[] = {1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 25, 50, 100};
    if (pitch >= kLabelHeight) return 1;
    for (const std::uint32_t step : kSteps)
        if (static_cast<float>(step) * pitch >= kFoldedLabels) return step;
    return kSteps[std::size(kSteps) - 1];
}

/// Lays rows out from top to bottom, in units, and keeps those that are seen.
class Laying {
  public:
    Laying(const LaneSubjects& subjects, const Box& box, float scroll, float scale)
        : subjects_(subjects), box_(box), scale_(scale), room_(box.height() / scale) {
        choose_pitches();
        lanes_.ghost_rows = subjects.ghost_cores.size();
        lanes_.content_height = content() * scale;
        lanes_.scroll = std::clamp(scroll, 0.0F, std::max(0.0F, lanes_.content_height - box.height()));
    }

    Lanes lay() {
        lay_section(RowKind::core, subjects_.cores, cores_.pitch());
        lay_idle();
        lay_section(RowKind::resource, subjects_.resources, resources_.pitch());
        lay_ghost();
        lay_tasks();
        return std::move(lanes_);
    }

  private:
    void choose_pitches();
    float content() const;
    float opened() const;
    void lay_section(RowKind kind, const std::vector<std::uint32_t>& numbers, float pitch);
    void lay_idle();
    void name_group(RowKind kind, std::vector<std::uint32_t> numbers, float top, float bottom);
    void lay_ghost();
    void lay_tasks();
    void lay_task(std::uint32_t number, std::uint32_t step);
    void add(RowKind kind, std::uint32_t number, float pitch, bool labelled);
    float pixels(float y) const { return box_.top + y * scale_ - lanes_.scroll; }

    const LaneSubjects& subjects_;
    const Box box_;
    const float scale_, room_;
    Section cores_, resources_, ghosts_, tasks_;
    float y_ = 0;
    float named_until_ = -1e9F;  ///< where the last label ends, in pixels
    Lanes lanes_;
};

/// Whether no row of the section, or none but the first, would have a label.
bool is_named_as_one(std::size_t rows, float pitch) {
    const std::uint32_t step = label_step(pitch);
    return rows > 0 && step > 1 && rows <= step;
}

/// As long as not all fits, the section that takes most becomes lower by a step.
void Laying::choose_pitches() {
    cores_ = section_of(subjects_.cores.size(), 1);
    resources_ = section_of(subjects_.resources.size(), 3);
    ghosts_ = section_of(subjects_.ghost_cores.size(), 1);
    tasks_ = {subjects_.tasks, 0, kLowest, 0};
    if (subjects_.clocks && cores_.rows <= 4) cores_.lowest = kAsHighAsNames;
    while (content() > room_) {
        Section* most = nullptr;
        for (Section* section : {&tasks_, &cores_, &resources_, &ghosts_})
            if (section->chosen < section->lowest && (most == nullptr || section->height() > most->height()))
                most = section;
        if (most == nullptr) return;
        ++most->chosen;
    }
}

/// How much more a selected row takes than the others do.
float Laying::opened() const {
    const bool has_selected = index_of(subjects_.selected) < subjects_.tasks;
    return has_selected ? std::max(0.0F, kOpenHeight + kOpenGap - tasks_.pitch()) : 0;
}

float Laying::content() const {
    float height = tasks_.height() + opened();
    for (const Section* section : {&cores_, &resources_, &ghosts_})
        if (section->rows > 0) height += section->height() + kSectionGap;
    if (ghosts_.rows > 0) height += 2 * kGhostPadding;
    if (subjects_.idle_cores > 0) height += kIdlePitch + (cores_.rows == 0 ? kSectionGap : 0);
    return height;
}

void Laying::lay_section(RowKind kind, const std::vector<std::uint32_t>& numbers, float pitch) {
    if (numbers.empty()) return;
    const std::uint32_t step = label_step(pitch);
    const bool as_one = is_named_as_one(numbers.size(), pitch);
    const float top = y_;
    for (std::size_t i = 0; i < numbers.size(); ++i) add(kind, numbers[i], pitch, !as_one && i % step == 0);
    if (as_one) name_group(kind, numbers, pixels(top), pixels(y_));
    y_ += kSectionGap;
}

/// In the middle of what is seen of it, below the label above.
void Laying::name_group(RowKind kind, std::vector<std::uint32_t> numbers, float top, float bottom) {
    const float half = kLabelHeight * scale_ / 2;
    const float from = std::max(top, box_.top), until = std::min(bottom, box_.bottom);
    const float middle = std::max((from + until) / 2, named_until_ + half);
    if (until <= from || middle > until || middle + half > box_.bottom + kBelow * scale_) return;
    named_until_ = middle + half;
    lanes_.groups.push_back({kind, std::move(numbers), middle});
}

/// Right beneath the cores that are not.
void Laying::lay_idle() {
    if (subjects_.idle_cores == 0) return;
    if (!subjects_.cores.empty()) y_ -= kSectionGap;
    add(RowKind::idle, subjects_.idle_cores, kIdlePitch, true);
    y_ += kSectionGap;
}

void Laying::lay_ghost() {
    if (subjects_.ghost_cores.empty()) return;
    const float top = y_;
    y_ += kGhostPadding;
    lay_section(RowKind::ghost, subjects_.ghost_cores, ghosts_.pitch());
    y_ += kGhostPadding - kSectionGap;
    lanes_.ghost_frame = {box_.left, pixels(top), box_.right, pixels(y_)};
    y_ += kSectionGap;
}

/// Only those that are seen: there may be a hundred thousand.
void Laying::lay_tasks() {
    lanes_.tasks_top = pixels(y_);
    lanes_.pitch = tasks_.pitch() * scale_;
    lanes_.opened = opened() * scale_;
    lanes_.selected = lanes_.opened > 0 ? subjects_.selected : kNoTask;
    const float above = (box_.top - lanes_.tasks_top - lanes_.opened) / lanes_.pitch;
    const auto first = static_cast<std::uint32_t>(std::clamp(above, 0.0F, static_cast<float>(subjects_.tasks)));
    y_ += static_cast<float>(first) * tasks_.pitch();
    if (index_of(lanes_.selected) < first) y_ += opened();
    const std::uint32_t step = label_step(tasks_.pitch());
    for (std::uint32_t i = first; i < subjects_.tasks && pixels(y_) < box_.bottom; ++i) lay_task(i, step);
    if (lanes_.selected != kNoTask || !is_named_as_one(subjects_.tasks, tasks_.pitch())) return;
    std::vector<std::uint32_t> all(subjects_.tasks);
    std::iota(all.begin(), all.end(), 0);
    name_group(RowKind::task, std::move(all), lanes_.tasks_top, lanes_.tasks_top + tasks_.height() * scale_);
}

void Laying::lay_task(std::uint32_t number, std::uint32_t step) {
    const bool selected = static_cast<TaskId>(number) == subjects_.selected;
    if (selected) return add(RowKind::task, number, tasks_.pitch() + opened(), true);
    const float own_middle = pixels(y_ + tasks_.pitch() / 2), half = kLabelHeight * scale_ / 2;
    const bool is_whole = own_middle - half >= box_.top && own_middle + half <= box_.bottom;
    bool labelled = is_whole && number % step == 0 && (number > 0 || step == 1);
    if (is_named_as_one(subjects_.tasks, tasks_.pitch())) labelled = false;
    if (labelled && index_of(lanes_.selected) < subjects_.tasks) {
        const float middle = lanes_.middle_of(static_cast<TaskId>(number));
        labelled = std::abs(middle - lanes_.middle_of(lanes_.selected)) >= kLabelGap * scale_;
    }
    add(RowKind::task, number, tasks_.pitch(), labelled);
}

/// The row stands in the middle of its pitch.
void Laying::add(RowKind kind, std::uint32_t number, float pitch, bool labelled) {
    const float height = height_for(pitch);
    const float top = std::round(pixels(y_ + (pitch - height) / 2));
    const float bottom = top + std::max(1.0F, std::round(height * scale_));
    y_ += pitch;
    if (box_.empty() || bottom <= box_.top || top >= box_.bottom) return;
    if (labelled) named_until_ = (top + bottom) / 2 + kLabelHeight * scale_ / 2;
    lanes_.rows.push_back({kind, number, top, bottom, height >= kLeastOpen, labelled});
}

}  // namespace

Lanes lanes_in(const LaneSubjects& subjects, const Box& box, float scroll, float scale) {
    return Laying(subjects, box, scroll, scale).lay();
}

const LaneRow* Lanes::row_at(float y) const {
    for (const LaneRow& row : rows)
        if (y >= row.top && y < row.bottom) return &row;
    return nullptr;
}

const LaneRow* Lanes::row_of(RowKind kind, std::uint32_t number) const {
    for (const LaneRow& row : rows)
        if (row.kind == kind && row.number == number) return &row;
    return nullptr;
}

float Lanes::middle_of(TaskId task) const {
    const auto number = static_cast<float>(index_of(task));
    float middle = tasks_top + (number + 0.5F) * pitch;
    if (task == selected) middle += opened / 2;
    if (selected != kNoTask && index_of(task) > index_of(selected)) middle += opened;
    return middle;
}

}  // namespace simul::layout
