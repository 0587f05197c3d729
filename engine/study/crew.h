// The cores of this computer, at work on many simulated runs.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "engine/run/run.h"
#include "engine/run/study.h"

namespace simul {

/// Runs of one story that differ in their seeds only. One process makes them all, one after another.
struct Batch {
    Settings settings;
    std::vector<std::uint64_t> seeds;
};

/// A line for each seed (Study::start_each), or why there is none.
using Digests = Result<std::vector<std::string>>;

/// Has each batch made, as many at a time as there are cores. Destroying it ends what goes on and leaves no process
/// behind.
class Crew {
  public:
    /// `asked` is for the zygote's DigestRun.
    Crew(Zygote& zygote, std::vector<Batch> batches, std::string asked);

    /// What was found in a batch; answers whether to continue.
    using Take = std::function<bool(std::size_t batch, const Digests& digests)>;
    /// Hands over what is over, in no order, and waits at most so long for the first of it. `wake_fd` (or -1) ends the
    /// wait when it becomes readable. False: nothing is left to do, or `take` did not want to continue.
    bool take_news(int timeout_ms, int wake_fd, const Take& take);

  private:
    struct Going {
        std::size_t batch;
        Study study;
    };

    bool start_more(const Take& take);

    Zygote& zygote_;
    std::vector<Batch> batches_;
    std::string asked_;
    std::vector<Going> going_;
    std::size_t next_ = 0;
};

/// All of it here and now, until `take` does not want to continue or `stop_fd` (or -1) becomes readable. No process is
/// left.
void made_by_all_cores(Zygote& zygote, std::vector<Batch> batches, const std::string& asked, int stop_fd,
                       const Crew::Take& take);

}  // namespace simul
