// Round robin: whoever has had a core for a quantum goes to the tail, if somebody is ready.
#include "engine/run/policies/round_robin.h"

#include "engine/run/policies/ready_queue.h"

namespace simul {

namespace {

class RoundRobin final : public Policy {
  public:
    explicit RoundRobin(Duration quantum) : quantum_(quantum) {}
    void add(TaskId task) override { ready_.push(task); }
    TaskId take(CoreId) override { return ready_.pop(); }
    bool empty() const override { return ready_.empty(); }
    Duration quantum() const override { return quantum_; }

  private:
    Duration quantum_;
    ReadyQueue ready_;
};

}  // namespace

std::unique_ptr<Policy> make_round_robin(Duration quantum) { return std::make_unique<RoundRobin>(quantum); }

}  // namespace simul
