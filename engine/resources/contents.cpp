#include "engine/resources/contents.h"

#include <unordered_set>

#include "engine/base/ensure.h"
#include "engine/scenario/plain_value.h"

namespace simul {

bool Contents::keep(const Cell& cell, std::string_view packed, const MarkAll& mark_all) {
    if (packed_.count(cell.bits) > 0) return true;
    if (packed_.size() >= most_) forget_others(mark_all);
    const std::size_t bytes = is_long(packed) ? packed.size() : 0;
    if (!held_.take(bytes)) {
        forget_others(mark_all);
        if (!held_.take(bytes)) return false;
    }
    packed_.emplace(cell.bits, packed);
    return true;
}

const std::string& Contents::of(const Cell& cell) const {
    const auto found = packed_.find(cell.bits);
    ensure(found != packed_.end(), "what a variable holds is kept");
    return found->second;
}

void Contents::clear() {
    packed_.clear();
    held_.give_all_back();
    most_ = kFew;
}

void Contents::forget_others(const MarkAll& mark_all) {
    std::unordered_set<std::int64_t> live;
    mark_all([&live](const Cell& cell) {
        if (cell.is_packed()) live.insert(cell.bits);
    });
    for (auto it = packed_.begin(); it != packed_.end();) {
        if (live.count(it->first) > 0) {
            ++it;
            continue;
        }
        if (is_long(it->second)) held_.give_back(it->second.size());
        it = packed_.erase(it);
    }
    most_ = 2 * packed_.size() + kFew;
}

OwnValues::OwnValues(const std::vector<ResourceInfo>& infos) {
    for (const ResourceInfo& info : infos) {
        cells.push_back(info.initial);
        if (info.initial.is_packed()) keep(info.initial, info.content);
    }
}

bool OwnValues::keep(const Cell& cell, std::string_view packed) {
    return contents.keep(cell, packed, [this](const Contents::Mark& mark) {
        for (const Cell& each : cells) mark(each);
    });
}

}  // namespace simul
