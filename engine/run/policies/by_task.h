// A value for each task, made when it is first asked for.
#pragma once

#include <utility>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

template <class Value>
class ByTask {
  public:
    explicit ByTask(Value first = {}) : first_(std::move(first)) {}

    Value& operator[](TaskId task) {
        if (values_.size() <= index_of(task)) [[unlikely]]
            values_.resize(index_of(task) + 1, first_);
        return values_[index_of(task)];
    }

  private:
    const Value first_;  ///< what each begins with
    std::vector<Value> values_;
};

}  // namespace simul
