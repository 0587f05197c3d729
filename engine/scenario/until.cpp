#include "engine/scenario/until.h"

#include <cstring>

namespace simul {

void append_future(std::string& list, TaskId future) {
    char bytes[sizeof future];
    std::memcpy(bytes, &future, sizeof future);
    list.append(bytes, sizeof future);
}

std::vector<TaskId> listed_futures(std::string_view list) {
    std::vector<TaskId> futures(list.size() / sizeof(TaskId));
    std::memcpy(futures.data(), list.data(), futures.size() * sizeof(TaskId));
    return futures;
}

}  // namespace simul
