// First in, first out: a task keeps its core until it waits.
#include "engine/run/policies/fifo.h"

namespace simul {

namespace {

class Fifo final : public Policy {
    Duration quantum() const override { return kForever; }
};

}  // namespace

std::unique_ptr<Policy> make_fifo(Duration) { return std::make_unique<Fifo>(); }

}  // namespace simul
