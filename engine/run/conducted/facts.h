// What has been found in a run for good: a set, so it is the same in whichever order its members came.
#pragma once

#include <algorithm>
#include <vector>

#include "engine/base/state_hash.h"

namespace simul {

class Facts {
  public:
    void add(const StateHash& fact) {
        if (std::find(known_.begin(), known_.end(), fact) != known_.end()) return;
        known_.push_back(fact);
        sum_.first += fact.first;
        sum_.second += fact.second;
    }
    void clear() {
        known_.clear();
        sum_ = StateHash{};
    }
    const StateHash& sum() const { return sum_; }

  private:
    std::vector<StateHash> known_;
    StateHash sum_;
};

}  // namespace simul
