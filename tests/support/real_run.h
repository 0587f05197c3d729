// A real run of a small story, in a process of its own, for tests.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "engine/run/run.h"
#include "tests/support/small_story.h"

namespace simul::testing {

/// What came of a run.
struct RealRun {
    std::unique_ptr<Zygote> zygote;
    std::unique_ptr<Run> run;  ///< ends before its zygote
    RunEnding ending;

    const Trace& trace() const { return run->trace(); }
};

/// The story that every run of this process runs. It must stay the same while a run continues.
void tell_story(std::function<std::unique_ptr<SmallStory>()> make);

/// Starts a run of the story and waits for its end. `meanwhile` is called again and again while it continues.
RealRun run_for_real(Settings settings, const std::function<void(Run&)>& meanwhile = {});
RealRun run_for_real(Model model, double scale = 1000);

}  // namespace simul::testing
