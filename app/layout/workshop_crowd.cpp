#include "app/layout/workshop_crowd.h"

#include <algorithm>
#include <cmath>

namespace simul::layout {

namespace {

constexpr float kRow = 29, kChip = 24, kNameWidth = 128;  // units of design
constexpr float kSmallestLabelled = 19, kSmallest = 7;
constexpr float kPitch = 1.17F;  // from one chip to the next, in chips

struct CrowdGrid {
    std::size_t columns = 0, rows = 0;
    std::size_t room() const { return columns * rows; }
};

CrowdGrid grid_of(const Box& room, float width, float height) {
    const auto whole = [](float part) { return static_cast<std::size_t>(std::max(0.0F, std::floor(part + 0.001F))); };
    return {whole(room.width() / width), whole(room.height() / height)};
}

}  // namespace

CrowdBuilder::CrowdBuilder(const SceneMoment& scene, float unit, std::vector<TaskId> in_cycle)
    : scene_(scene), unit_(unit), in_cycle_(std::move(in_cycle)) {
    std::sort(in_cycle_.begin(), in_cycle_.end());
    const std::size_t digits = std::to_string(spawned_tasks(scene)).size();
    if (digits > 2) wide_ = 0.5F * static_cast<float>(digits);
}

Worker CrowdBuilder::worker(TaskId task, const Box& chip) const {
    Worker worker;
    worker.task = task;
    worker.state = scene_.moment.state_of(task);
    worker.chip = chip;
    worker.share_slept = share_slept(scene_, task);
    worker.in_cycle = std::binary_search(in_cycle_.begin(), in_cycle_.end(), task);
    return worker;
}

Crowd CrowdBuilder::list(const std::vector<TaskId>& tasks, Box box, float title) const {
    Box room = box;
    const Box title_box = room.take_top(std::min(title, box.height()));
    Crowd crowd;
    crowd.box = box;
    crowd.count = tasks.size();
    crowd.labelled = true;
    if (!name_all(crowd, tasks, room)) crowd = chips(tasks, box, room);
    crowd.title = title_box;
    return crowd;
}

Crowd CrowdBuilder::row(const std::vector<TaskId>& tasks, const Box& box) const {
    Crowd crowd = chips(tasks, box, box);
    float bottom = box.top;
    for (const Worker& worker : crowd.workers) bottom = std::max(bottom, worker.chip.bottom);
    const float down = crowd.hidden > 0 ? 0 : (box.bottom - bottom) / 2;
    for (Worker& worker : crowd.workers) {
        worker.chip.top += down;
        worker.chip.bottom += down;
    }
    return crowd;
}

bool CrowdBuilder::name_all(Crowd& crowd, const std::vector<TaskId>& tasks, const Box& room) const {
    const float wanted = std::min(kNameWidth * unit_, room.width());
    if (wanted < 86 * unit_) return false;
    const CrowdGrid grid = grid_of(room, wanted, kRow * unit_);
    if (grid.room() < tasks.size()) return false;
    const std::size_t columns = (tasks.size() + grid.rows - 1) / std::max<std::size_t>(grid.rows, 1);
    const float width = columns <= 1 ? room.width() : room.width() / static_cast<float>(grid.columns);
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const float left = room.left + width * static_cast<float>(i / grid.rows);
        const float top = room.top + kRow * unit_ * static_cast<float>(i % grid.rows);
        const Box chip{left, top, left + kChip * unit_, top + kChip * unit_};
        crowd.workers.push_back(worker(tasks[i], chip));
        crowd.workers.back().name = {chip.right + 8 * unit_, chip.top, left + width - 4 * unit_, chip.bottom};
    }
    return true;
}

Crowd CrowdBuilder::chips(const std::vector<TaskId>& tasks, const Box& box, const Box& room) const {
    Crowd crowd;
    crowd.box = box;
    crowd.count = tasks.size();
    if (tasks.empty()) return crowd;
    const float largest = std::min(kChip * unit_, room.height());
    for (float chip = largest; chip >= kSmallestLabelled * unit_; chip *= 0.92F)
        if (show_all(crowd, tasks, room, {chip * wide_, chip})) return crowd;
    for (float chip = largest; chip >= kSmallest * unit_; chip *= 0.92F)
        if (show_all(crowd, tasks, room, {chip, chip})) return crowd;
    show_some(crowd, tasks, room);
    return crowd;
}

bool CrowdBuilder::show_all(Crowd& crowd, const std::vector<TaskId>& tasks, const Box& room, Chip chip) const {
    // The last of a row and the last row need no gap after them.
    const float gap = chip.height * (kPitch - 1);
    const Box with_gap{room.left, room.top, room.right + gap, room.bottom + gap};
    const CrowdGrid grid = grid_of(with_gap, chip.width + gap, chip.height + gap);
    if (grid.room() < tasks.size()) return false;
    crowd.labelled = chip.width >= kSmallestLabelled * wide_ * unit_;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
        const float left = room.left + (chip.width + gap) * static_cast<float>(i % grid.columns);
        const float top = room.top + (chip.height + gap) * static_cast<float>(i / grid.columns);
        crowd.workers.push_back(worker(tasks[i], {left, top, left + chip.width, top + chip.height}));
    }
    return true;
}

/// Small chips, and beneath or beside them how many more there are.
void CrowdBuilder::show_some(Crowd& crowd, const std::vector<TaskId>& tasks, Box room) const {
    const bool beside = room.height() < 44 * unit_;
    crowd.more = beside ? room.take_right(std::min(64 * unit_, room.width() * 0.6F))
                        : room.take_bottom(std::min(22 * unit_, room.height() * 0.5F));
    const float chip = std::min((beside ? kChip : 10) * unit_, room.height());
    const CrowdGrid grid = chip < 2 ? CrowdGrid{} : grid_of(room, chip * kPitch, chip * kPitch);
    const std::size_t shown = std::min(tasks.size(), grid.room());
    crowd.hidden = tasks.size() - shown;
    if (shown > 0)
        show_all(crowd, {tasks.begin(), tasks.begin() + static_cast<std::ptrdiff_t>(shown)}, room, {chip, chip});
    else
        crowd.more = {};  // the title says how many they are
}

}  // namespace simul::layout
