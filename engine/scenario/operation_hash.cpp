#include "engine/scenario/operation_hash.h"

namespace simul {

void add_operation(StateHash& hash, const Operation& operation) {
    hash.add(static_cast<std::uint64_t>(operation.kind) | std::uint64_t{index_of(operation.resource)} << 8 |
             std::uint64_t{index_of(operation.mutex)} << 24);
    hash.add(index_of(operation.task));
    hash.add(static_cast<std::uint64_t>(operation.value));
    hash.add(static_cast<std::uint64_t>(operation.expected));
    hash.add(static_cast<std::uint64_t>(operation.cell) << 8 | static_cast<std::uint64_t>(operation.expected_cell) |
             std::uint64_t{operation.late} << 16 | std::uint64_t{operation.succeeded} << 17);
    hash.add(static_cast<std::uint64_t>(operation.longest.count()));
    hash.add(static_cast<std::uint64_t>(operation.limit.time_since_epoch().count()));
    if (operation.text != nullptr) hash.add(std::string_view(*operation.text));
}

void add_cancelling(StateHash& hash, const Cancelling* cancelling) {
    if (!cancelling) return hash.add(0);
    hash.add(cancelling->asked());
    for (const TimeLimit& limit : cancelling->limits()) {
        hash.add(static_cast<std::uint64_t>(limit.end.time_since_epoch().count()));
        hash.add(limit.is_over);
    }
    for (const OwnGroup& group : cancelling->groups())
        hash.add(static_cast<std::uint64_t>(group.number) << 2 | std::uint64_t{group.aborted} << 1 |
                 group.cancels_owner);
}

}  // namespace simul
