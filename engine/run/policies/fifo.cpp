// First in, first out: a task keeps its core until it waits.
#include "engine/run/policies/fifo.h"

#include "engine/run/policies/ready_queue.h"

namespace simul {

namespace {

class Fifo final : public Policy {
  public:
    void add(TaskId task) override { ready_.push(task); }
    TaskId take(CoreId) override { return ready_.pop(); }
    bool empty() const override { return ready_.empty(); }
    Duration quantum() const override { return kForever; }

  private:
    ReadyQueue ready_;
};

}  // namespace

std::unique_ptr<Policy> make_fifo(Duration) { return std::make_unique<Fifo>(); }

}  // namespace simul
