#include "app/layout/workshop_things.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "app/layout/hall_path.h"
#include "engine/analysis/wait_words.h"

namespace simul::layout {

namespace {

constexpr std::size_t kFewestAtTable = 3;  // mutexes of one array that lie around a table

/// "forks" of "forks[3]"; empty if it is of no array.
std::string_view array_of(const ResourceInfo& info) {
    const std::size_t bracket = info.name.find('[');
    return bracket == std::string::npos ? std::string_view{} : std::string_view(info.name).substr(0, bracket);
}

/// The mutexes of the first array that has enough of them.
std::vector<ResourceId> round_table_of(const std::vector<ResourceInfo>& resources) {
    std::vector<ResourceId> members;
    for (std::size_t first = 0; first < resources.size() && members.size() < kFewestAtTable; ++first) {
        members.clear();
        const std::string_view name = array_of(resources[first]);
        if (name.empty() || resources[first].kind != ResourceKind::mutex) continue;
        for (std::size_t i = first; i < resources.size(); ++i)
            if (resources[i].kind == ResourceKind::mutex && array_of(resources[i]) == name)
                members.push_back(ResourceId(i));
    }
    return members.size() < kFewestAtTable ? std::vector<ResourceId>{} : members;
}

class ThingBuilder {
  public:
    ThingBuilder(Workshop& workshop, const SceneMoment& scene, const CrowdBuilder& crowds)
        : workshop_(workshop),
          scene_(scene),
          crowds_(crowds),
          resources_(scene.trace.header().resources),
          unit_(crowds.unit()) {}

    void place(Box box) {
        const std::vector<ResourceId> around = round_table_of(resources_);
        std::vector<ResourceId> others;
        for (std::size_t i = 0; i < resources_.size(); ++i)
            if (std::find(around.begin(), around.end(), ResourceId(i)) == around.end()) others.push_back(ResourceId(i));
        if (!around.empty()) {
            Box table = box;
            if (!others.empty())
                box = table.take_right(std::max(box.width() * 0.36F, std::min(176 * unit_, box.width() * 0.5F)))
                          .inset(4 * unit_, 0);
            lay_around(around, table);
        }
        if (!others.empty()) lay_out(others, box);
    }

  private:
    const ResourceInfo& info(ResourceId resource) const { return resources_[index_of(resource)]; }
    const ResourceMoment& now(ResourceId resource) const { return scene_.moment.resource(resource); }
    float gap() const { return 8 * unit_; }

    // ---- In rows -------------------------------------------------------------------------------------------------

    void lay_out(const std::vector<ResourceId>& all, const Box& box) {
        workshop_.things_hidden = all.size();
        if (box.empty()) return;
        if (in_cells(all, box, {Detail::card, 150, 82, 116})) return;
        for (const float width : {170.0F, 100.0F, 72.0F})
            if (in_cells(all, box, {Detail::line, width, 25, 30})) return;
        in_dots(all, box);
    }

    struct CellSize {
        Detail detail;
        float width, height, most_height;  ///< units of design
    };

    /// In as few columns as will do, so that queues have room. False: they do not fit.
    bool in_cells(const std::vector<ResourceId>& all, const Box& box, const CellSize& size) {
        const float room = size.detail == Detail::card ? gap() : 3 * unit_;
        const auto rows =
            static_cast<std::size_t>(std::max(0.0F, std::floor((box.height() + room) / (size.height * unit_ + room))));
        if (rows == 0) return false;
        const std::size_t columns = (all.size() + rows - 1) / rows;
        const float width = (box.width() - gap() * static_cast<float>(columns - 1)) / static_cast<float>(columns);
        if (width < size.width * unit_) return false;
        const std::size_t rows_used = (all.size() + columns - 1) / columns;
        const float height =
            std::min((box.height() - room * static_cast<float>(rows_used - 1)) / static_cast<float>(rows_used),
                     size.most_height * unit_);
        choose_title_part(all, width);
        for (std::size_t i = 0; i < all.size(); ++i) {
            const float left = box.left + (width + gap()) * static_cast<float>(i % columns);
            const float top = box.top + (height + room) * static_cast<float>(i / columns);
            workshop_.things.push_back(thing_in(all[i], {left, top, left + width, top + height}, size.detail));
        }
        workshop_.things_hidden = 0;
        return true;
    }

    /// Of a line: as much as the longest name needs, if what it holds keeps its room.
    void choose_title_part(const std::vector<ResourceId>& all, float width) {
        constexpr float kLetter = 8.4F, kMargins = 18;  // units, of the strong face
        std::size_t longest = 0;
        for (const ResourceId resource : all)
            longest = std::max(longest, resource_in_words(scene_.trace.header(), resource).size());
        const float wanted = (static_cast<float>(longest) * kLetter + kMargins) * unit_ / width;
        title_part_ = std::clamp(wanted, 0.4F, 0.6F);
    }

    void in_dots(const std::vector<ResourceId>& all, const Box& box) {
        for (float side = 26 * unit_; side >= 5 * unit_; side *= 0.9F) {
            const auto columns = static_cast<std::size_t>(box.width() / side);
            const auto rows = static_cast<std::size_t>(box.height() / side);
            const bool last = side * 0.9F < 5 * unit_;
            if (columns * rows < all.size() && !last) continue;
            const std::size_t shown = std::min(all.size(), columns * rows);
            workshop_.things_hidden = all.size() - shown;
            for (std::size_t i = 0; i < shown; ++i) {
                Thing dot;
                dot.resource = all[i];
                dot.detail = Detail::dot;
                const float left = box.left + side * static_cast<float>(i % columns);
                const float top = box.top + side * static_cast<float>(i / columns);
                dot.box = dot.body = {left, top, left + side * 0.82F, top + side * 0.82F};
                dot.queue.count = dot.queue.hidden = now(all[i]).waiters;
                workshop_.things.push_back(dot);
            }
            return;
        }
    }

    Thing thing_in(ResourceId resource, const Box& box, Detail detail) {
        Thing thing;
        thing.resource = resource;
        thing.detail = detail;
        thing.box = box;
        Box rest = detail == Detail::card ? box.inset(10 * unit_, 5 * unit_) : box.inset(6 * unit_, 3 * unit_);
        if (detail == Detail::card) {
            thing.title = rest.take_top(24 * unit_);
            rest.take_top(2 * unit_);
            rest = rest.inset(0, std::max(0.0F, (rest.height() - 58 * unit_) / 2));
        } else {
            thing.title = rest.take_left(rest.width() * title_part_);
            rest.take_left(4 * unit_);
        }
        fill(thing, rest);
        return thing;
    }

    void fill(Thing& thing, Box rest) {
        const ResourceInfo& resource = info(thing.resource);
        if (resource.kind == ResourceKind::variable) {
            thing.body = rest;
            add_copies(thing);
            return;
        }
        const bool card = thing.detail == Detail::card;
        const bool has_body = resource.kind != ResourceKind::condition && resource.kind != ResourceKind::device;
        const float part = resource.kind == ResourceKind::event ? 0.6F : 0.46F;  // "not set" needs more
        if (has_body) thing.body = rest.take_left(std::min(rest.width() * part, (card ? 116 : 72) * unit_));
        if (has_body) rest.take_left(gap());
        if (now(thing.resource).owner != kNoTask) thing.owner = thing.body;
        add_slots(thing);
        thing.queue = crowds_.row(scene_.moment.queue_of(thing.resource), rest);
    }

    // ---- What a thing holds --------------------------------------------------------------------------------------

    void add_slots(Thing& thing) const {
        const ResourceInfo& resource = info(thing.resource);
        std::int64_t count = 0, filled = now(thing.resource).count;
        if (resource.kind == ResourceKind::semaphore) count = std::max(resource.initial.bits, filled);
        if (resource.kind == ResourceKind::channel) count = resource.capacity;
        if (resource.kind == ResourceKind::rw_lock) count = filled;
        if (resource.kind == ResourceKind::barrier) {
            count = resource.capacity;
            filled = static_cast<std::int64_t>(now(thing.resource).waiters);
        }
        if (count <= 0 || count > 48) return;
        const auto slots = static_cast<std::size_t>(count);
        cut_slots(thing, slots);
        thing.filled = std::min(thing.slots.size(), static_cast<std::size_t>(std::max<std::int64_t>(filled, 0)));
    }

    /// In one row if they are large enough then, else in several.
    void cut_slots(Thing& thing, std::size_t count) const {
        const float most = std::min(20 * unit_, thing.body.height()), gap_between = 3 * unit_;
        const float in_one_row = (thing.body.width() + gap_between) / static_cast<float>(count) - gap_between;
        if (in_one_row >= 11 * unit_) {
            put_slots(thing, count, std::min(most, in_one_row));
            return;
        }
        for (float side = most; side >= 6 * unit_; side *= 0.94F)
            if (put_slots(thing, count, side)) return;
    }

    bool put_slots(Thing& thing, std::size_t count, float side) const {
        const float pitch = side + 3 * unit_;
        const auto columns = static_cast<std::size_t>((thing.body.width() + 3.01F * unit_) / pitch);
        const auto rows = static_cast<std::size_t>((thing.body.height() + 3.01F * unit_) / pitch);
        if (columns == 0 || columns * rows < count) return false;
        const auto used = static_cast<float>((count + columns - 1) / columns);
        const float top = thing.body.centre().y - (used * pitch - 3 * unit_) / 2;
        for (std::size_t i = 0; i < count; ++i) {
            const float x = thing.body.left + pitch * static_cast<float>(i % columns);
            const float y = top + pitch * static_cast<float>(i / columns);
            thing.slots.push_back({x, y, x + side, y + side});
        }
        return true;
    }

    void add_copies(Thing& thing) const {
        const ResourceInfo& variable = info(thing.resource);
        if (!copies_variables(scene_.trace.header().model) || variable.mmap || variable.raw) return;
        std::vector<TaskId> readers;
        for (std::size_t i = 0; i < scene_.moment.task_count(); ++i)
            if (scene_.moment.state_of(static_cast<TaskId>(i)) != State::absent)
                readers.push_back(static_cast<TaskId>(i));
        // From large to small until all fit; of too many the first ones are shown.
        for (const float part : {1.0F, 0.88F, 0.76F, 0.66F})
            if (put_copies(thing, readers, 84 * part * unit_, 27 * part * unit_)) return;
    }

    bool put_copies(Thing& thing, const std::vector<TaskId>& readers, float width, float height) const {
        const auto columns = static_cast<std::size_t>(std::max(1.0F, thing.body.width() / width));
        const auto rows = static_cast<std::size_t>(std::max(1.0F, thing.body.height() / height));
        thing.copies.clear();
        for (std::size_t i = 0; i < std::min(readers.size(), columns * rows); ++i) {
            const float left = thing.body.left + width * static_cast<float>(i % columns);
            const float top = thing.body.top + height * static_cast<float>(i / columns);
            thing.copies.push_back({readers[i],
                                    scene_.moment.value_of(thing.resource, readers[i]),
                                    {left, top, left + width - 6 * unit_, top + height - 3 * unit_}});
        }
        return readers.size() <= columns * rows;
    }

    // ---- Around a table ------------------------------------------------------------------------------------------

    /// The mutexes in their order, who holds each in it, who waits for it outside.
    void lay_around(const std::vector<ResourceId>& members, const Box& box) {
        const auto count = static_cast<float>(members.size());
        const bool few = members.size() <= 12;
        for (float side = 38 * unit_; side >= 4 * unit_; side *= 0.95F) {
            const float chip = side * 0.72F, margin = chip + side * 0.72F;
            const float height = box.height() - 2 * margin, width = box.width() - 2 * margin;
            if (height < 2 * side || width < 2 * side) continue;
            const float long_side = few ? std::min(width, height * 1.35F) : width;
            const Box table{box.centre().x - long_side / 2, box.centre().y - height / 2, box.centre().x + long_side / 2,
                            box.centre().y + height / 2};
            const Stadium way(table);
            if (way.length() < count * side * 1.25F) continue;
            workshop_.round_table = table;
            // Inside there is room for the members' numbers, and for a word in their middle.
            const bool titles = few && std::min(table.width(), table.height()) / 2 - 0.86F * side >= 36 * unit_;
            for (std::size_t i = 0; i < members.size(); ++i) {
                add_at_table(members[i], way.spot(way.length() * static_cast<float>(i) / count), side, chip);
                if (!titles) workshop_.things.back().title = {};
            }
            return;
        }
        lay_out(members, box);
    }

    void add_at_table(ResourceId resource, const Spot& spot, float side, float chip) {
        Thing thing;
        thing.resource = resource;
        thing.detail = side >= 20 * unit_ ? Detail::card : Detail::dot;
        thing.box = thing.body = square(spot.point, side);
        if (now(resource).owner != kNoTask) thing.owner = thing.body;
        thing.title = square(towards(spot.point, spot.outward, -side * 0.86F), side * 0.7F);
        const std::vector<TaskId> waiters = scene_.moment.queue_of(resource);
        thing.queue.count = waiters.size();
        thing.queue.labelled = chip >= 19 * unit_;
        if (!waiters.empty()) {
            const Box place = square(towards(spot.point, spot.outward, side * 0.56F + chip * 0.62F), chip);
            thing.queue.box = place;
            thing.queue.workers.push_back(crowds_.worker(waiters.front(), place));
            thing.queue.hidden = waiters.size() - 1;
        }
        workshop_.things.push_back(std::move(thing));
    }

    Workshop& workshop_;
    const SceneMoment& scene_;
    const CrowdBuilder& crowds_;
    const std::vector<ResourceInfo>& resources_;
    float unit_;
    float title_part_ = 0.4F;  ///< of a line
};

}  // namespace

void place_things(Workshop& workshop, const SceneMoment& scene, const CrowdBuilder& crowds, const Box& box) {
    ThingBuilder(workshop, scene, crowds).place(box);
}

}  // namespace simul::layout
