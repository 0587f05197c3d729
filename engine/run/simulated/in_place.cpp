#include "engine/run/simulated/in_place.h"

#include "engine/base/ensure.h"
#include "engine/run/policies/policies.h"
#include "engine/run/simulated/simulated.h"

namespace simul {

namespace {

/// Two segments: while the writer fills one, what stands in the other is taken into the trace.
class IntoTrace final : public SegmentSource {
  public:
    explicit IntoTrace(Trace& trace) : trace_(trace) {}

    Offset fresh_segment(StreamHeader&) override {
        constexpr std::size_t kBytes = std::size_t{1} << 16;
        memory_.push_back(std::make_unique<std::byte[]>(kBytes));
        return reinterpret_cast<Offset>(make_segment(memory_.back().get(), kBytes));
    }
    void drain(StreamReader& reader) {
        while (const TraceEvent* event = reader.peek()) {
            trace_.append(*event, reader.text());
            reader.pop();
        }
    }

  private:
    Trace& trace_;
    std::vector<std::unique_ptr<std::byte[]>> memory_;
};

}  // namespace

std::unique_ptr<Trace> simulate_in_place(Story& story, const RunPlan& plan) {
    ensure(plan.clock == Clock::simulated, "only simulated runs happen in place");
    auto trace = std::make_unique<Trace>(header_of(story.description(), plan));
    StreamHeader stream;
    IntoTrace source(*trace);
    Recorder recorder(stream, source, nullptr);
    const std::atomic<std::uint32_t> stop{0};
    Simulated executor(story, plan, policy_named(plan.policy)->make(plan.quantum), recorder, stop);
    executor.run();
    StreamReader reader(stream, nullptr);
    source.drain(reader);
    return trace;
}

}  // namespace simul
