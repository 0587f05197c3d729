#include "app/layout/workshop.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "app/layout/workshop_crowd.h"
#include "app/layout/workshop_things.h"
#include "engine/analysis/wait_cycle.h"

namespace simul::layout {

namespace {

constexpr float kTitle = 26, kBench = 42;   // units of design
constexpr std::size_t kMostInOrder = 4096;  // of a crowd, the first ones are sorted

/// Which part of the box belongs to whom.
struct Floor {
    Box benches, ready, things, asleep, awaiting, ended;
};

float height_of_benches(std::size_t benches, float unit) {
    return (kTitle + kBench * static_cast<float>(benches)) * unit;
}

/// A quarter each; where that is little, things come first, as they have names.
float side_beside_things(float width, float unit) {
    const float left_over = std::max(162 * unit, (width - 340 * unit) / 2);
    return std::min(std::clamp((width + 48 * unit) * 0.25F, 150 * unit, 300 * unit), left_over);
}

/// Who works at the left, things in the middle, who rests at the right.
Floor in_columns(Box box, std::size_t benches, bool things, float unit) {
    const float gap = 24 * unit;
    Floor floor;
    const float side = things ? side_beside_things(box.width() - 2 * gap, unit) : (box.width() - gap) / 2;
    Box left = box.take_left(side);
    Box right = box.take_right(side);
    floor.things = box.inset(gap, 0);
    floor.benches = left.take_top(std::min(height_of_benches(benches, unit), left.height() * 0.58F));
    left.take_top(8 * unit);
    floor.ready = left;
    floor.asleep = right.take_top(right.height() * 0.46F);
    floor.awaiting = right.take_top(right.height() * 0.48F);
    floor.ended = right;
    return floor;
}

/// The same one below the other, for narrow boxes.
Floor in_bands(Box box, bool things, float unit) {
    const float gap = 8 * unit;
    Floor floor;
    Box top = box.take_top(box.height() * (things ? 0.3F : 0.5F)), bottom = box;
    if (things) {
        bottom = box.take_bottom(box.height() * 0.4F);
        floor.things = box.inset(0, gap / 2);
    }
    floor.benches = top.take_left(top.width() * 0.5F - gap);
    top.take_left(gap);
    floor.ready = top;
    floor.asleep = bottom.take_left(bottom.width() * 0.36F);
    bottom.take_left(gap);
    floor.awaiting = bottom.take_left(bottom.width() * 0.5F - gap);
    bottom.take_left(gap);
    floor.ended = bottom;
    return floor;
}

class WorkshopBuilder {
  public:
    WorkshopBuilder(const SceneMoment& scene, const Box& box, float unit)
        : scene_(scene),
          box_(box),
          unit_(unit * enlarged(scene, box, unit)),
          crowds_(scene, unit_, tasks_in_cycles(scene.moment)) {}

    Workshop built() {
        const std::vector<CoreId> cores = cores_of(scene_);
        const bool things = !scene_.trace.header().resources.empty();
        const bool wide = box_.width() >= 560 * unit_ && box_.width() > box_.height() * 1.2F;
        const Floor floor = wide ? in_columns(box_, cores.size(), things, unit_) : in_bands(box_, things, unit_);
        place_benches(cores, floor.benches);
        place_crowds(floor);
        if (things) {
            Box box = floor.things;
            workshop_.things_title = box.take_top(kTitle * unit_);
            place_things(workshop_, scene_, crowds_, box);
        }
        join_cycles();
        return std::move(workshop_);
    }

  private:
    /// Where few have much room everything is larger; as the whole run is, not as the moment.
    static float enlarged(const SceneMoment& scene, const Box& box, float unit) {
        if (spawned_tasks(scene) > 12 || scene.trace.header().resources.size() > 6 || cores_of(scene).size() > 4)
            return 1;
        return std::clamp(std::min(box.width() / (760 * unit), box.height() / (265 * unit)), 1.0F, 1.5F);
    }

    // ---- Benches -------------------------------------------------------------------------------------------------

    void place_benches(const std::vector<CoreId>& cores, Box box) {
        workshop_.benches_title = box.take_top(kTitle * unit_);
        const std::size_t columns = bench_columns(cores.size(), box);
        const std::size_t rows = (cores.size() + columns - 1) / columns;
        const float width = box.width() / static_cast<float>(columns);
        const float height = std::min(box.height() / static_cast<float>(rows), kBench * unit_);
        if (height < 4 || width < 4) {
            workshop_.benches_hidden = cores.size();
            return;
        }
        const float gap = std::min(6 * unit_, height * 0.16F);
        for (std::size_t i = 0; i < cores.size(); ++i) {
            const float left = box.left + width * static_cast<float>(i % columns);
            const float top = box.top + height * static_cast<float>(i / columns);
            const bool last_column = i % columns == columns - 1;
            add_bench(cores[i], {left, top, left + width - (last_column ? 0 : gap), top + height - gap}, columns == 1);
        }
    }

    std::size_t bench_columns(std::size_t count, const Box& box) const {
        for (std::size_t columns = 1; columns < count; ++columns) {
            const float rows = std::ceil(static_cast<float>(count) / static_cast<float>(columns));
            const float height = box.height() / rows, width = box.width() / static_cast<float>(columns);
            if (height >= 21 * unit_ || width <= height * 1.3F) return columns;
        }
        return std::max<std::size_t>(count, 1);
    }

    void add_bench(CoreId core, Box box, bool alone_in_row) {
        Bench bench;
        bench.core = core;
        if (alone_in_row && box.width() >= 190 * unit_) bench.label = box.take_left(62 * unit_);
        bench.box = box;
        const TaskId task = scene_.moment.on_core(core);
        if (task != kNoTask) {
            bench.at.push_back(worker_at(box, task));
            bench.share_computed = share_computed(scene_, task);
        }
        workshop_.benches.push_back(std::move(bench));
    }

    Worker worker_at(const Box& bench, TaskId task) const {
        const float side = std::min({24 * unit_, bench.height() * 0.8F, bench.width() * 0.9F});
        const bool named = bench.width() >= 76 * unit_;
        const float middle = named ? bench.left + 6 * unit_ + side / 2 : bench.centre().x;
        Worker worker = crowds_.worker(task, square({middle, bench.centre().y}, side));
        if (named) worker.name = {worker.chip.right + 8 * unit_, bench.top, bench.right - 4 * unit_, bench.bottom};
        return worker;
    }

    // ---- Crowds --------------------------------------------------------------------------------------------------

    void place_crowds(const Floor& floor) {
        std::vector<TaskId> ready, asleep, awaiting, ended;
        for (std::size_t i = 0; i < scene_.moment.task_count(); ++i) {
            const auto task = static_cast<TaskId>(i);
            const State state = scene_.moment.state_of(task);
            const bool on_resource = scene_.moment.task(task).state.resource != kNoResource;
            if (state == State::ready) ready.push_back(task);
            if (state == State::asleep && !on_resource) asleep.push_back(task);
            if (state == State::blocked && !on_resource) awaiting.push_back(task);
            if (state == State::done) ended.push_back(task);
        }
        put_in_order(ready);
        workshop_.ready = crowds_.list(ready, floor.ready, kTitle * unit_);
        workshop_.asleep = crowds_.list(asleep, floor.asleep, kTitle * unit_);
        workshop_.awaiting = crowds_.list(awaiting, floor.awaiting, kTitle * unit_);
        workshop_.ended = crowds_.list(ended, floor.ended, kTitle * unit_);
    }

    /// Who became ready first stands first.
    void put_in_order(std::vector<TaskId>& tasks) const {
        const auto sorted = tasks.begin() + static_cast<std::ptrdiff_t>(std::min(tasks.size(), kMostInOrder));
        std::partial_sort(tasks.begin(), sorted, tasks.end(), [this](TaskId one, TaskId other) {
            return scene_.moment.task(one).since_event < scene_.moment.task(other).since_event;
        });
    }

    // ---- Circles of waits ----------------------------------------------------------------------------------------

    void join_cycles() {
        std::unordered_map<TaskId, Box> stands;
        const auto note = [&stands](const std::vector<Worker>& workers) {
            for (const Worker& worker : workers)
                if (worker.in_cycle) stands[worker.task] = worker.chip;
        };
        note(workshop_.awaiting.workers);
        for (const Thing& thing : workshop_.things) note(thing.queue.workers);
        for (const TaskId task : tasks_in_cycles(scene_.moment)) {
            const TaskId next = waits_for(scene_.moment, task);
            if (stands.count(task) == 0 || stands.count(next) == 0) continue;
            workshop_.cycle.push_back({task, next, stands[task].centre(), stands[next].centre(), stands[task].width()});
        }
    }

    const SceneMoment& scene_;
    Box box_;
    float unit_;
    CrowdBuilder crowds_;
    Workshop workshop_;
};

}  // namespace

std::vector<TaskId> tasks_in_cycles(const Moment& moment) {
    std::vector<TaskId> in_cycles;
    for (const std::vector<TaskId>& circle : circles_in(moment))
        in_cycles.insert(in_cycles.end(), circle.begin(), circle.end());
    return in_cycles;
}

Workshop workshop_of(const SceneMoment& scene, const Box& box, float unit) {
    return WorkshopBuilder(scene, box, unit).built();
}

}  // namespace simul::layout
