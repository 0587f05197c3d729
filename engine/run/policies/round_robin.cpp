// Round robin: whoever has had a core for a quantum goes to the tail, if somebody is ready.
#include "engine/run/policies/round_robin.h"

namespace simul {

namespace {

class RoundRobin final : public Policy {
  public:
    explicit RoundRobin(Duration quantum) : quantum_(quantum) {}
    Duration quantum() const override { return quantum_; }

  private:
    Duration quantum_;
};

}  // namespace

std::unique_ptr<Policy> make_round_robin(Duration quantum) { return std::make_unique<RoundRobin>(quantum); }

}  // namespace simul
