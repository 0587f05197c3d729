// A value for each task, made when it is first asked for.
#pragma once

#include <cstddef>
#include <utility>
#include <vector>

#include "engine/base/ids.h"

namespace simul {

template <class Value>
class ByTask {
  public:
    explicit ByTask(Value first = {}) : first_(std::move(first)) {}

    Value& operator[](TaskId task) {
        if (count_ <= index_of(task)) [[unlikely]]
            grow_beyond(index_of(task));
        return values_[index_of(task)];
    }

    /// Of all that were asked for.
    auto begin() { return values_.begin(); }
    auto end() { return values_.end(); }

  private:
    void grow_beyond(std::size_t index) {
        values_.resize(index + 1, first_);
        count_ = values_.size();
    }

    const Value first_;      ///< what each begins with
    std::size_t count_ = 0;  ///< of the values: asked for at each look, and the vector would divide for it
    std::vector<Value> values_;
};

}  // namespace simul
