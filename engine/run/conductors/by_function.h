// Whoever asks to conduct: the explorer, a person.
#pragma once

#include <functional>
#include <utility>

#include "engine/base/conductor.h"

namespace simul {

class ByFunction final : public Conductor {
  public:
    using Choose = std::function<std::optional<std::size_t>(const Decision&)>;

    explicit ByFunction(Choose choose) : choose_(std::move(choose)) {}
    std::optional<std::size_t> choose(const Decision& decision) override { return choose_(decision); }

  private:
    Choose choose_;
};

}  // namespace simul
