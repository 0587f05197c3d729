// Several runs side by side, in place of the one that is shown: the story on every model, or under several policies.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/workspace/open_run.h"

namespace simul::workspace {

struct Workspace;
struct OpenStory;

struct SideBySide {
    enum class Of : std::uint8_t { models, policies };

    Of of = Of::models;
    std::uint32_t edition = 0;                   ///< another one for each that was begun
    std::vector<std::unique_ptr<OpenRun>> runs;  ///< in the order in which they began; only the last may be live
    std::vector<Settings> to_come;

    bool live() const { return !runs.empty() && runs.back()->live(); }
};

/// What is compared where nobody has chosen.
inline constexpr std::string_view kComparedAtFirst[] = {"fifo", "sjf", "srtf", "round_robin"};

/// For one of the policies: what was turned is its parameter, the story's knob, or, if only another of them has such a
/// parameter, nothing. Those of this computer's kernel make a real run, without what a real run cannot be asked for.
Settings with_policy(Settings settings, const std::string& policy, const std::vector<std::string>& compared);
/// Where one of them is the kernel's and no number of cores was asked for: a real run has no more than there are, and
/// the simulated ones beside it have as many: all of them where SCHED_DEADLINE wants every core. `usual`: the story's.
void settle_cores(Settings& settings, const std::vector<std::string>& compared, std::optional<std::int64_t> usual);

/// One run for each model that suits the story, one after another.
void compare_models(Workspace& workspace);
/// One run for each policy that is compared; again, if the settings have changed.
void compare_policies(Workspace& workspace);
/// Takes one more into the comparison, or leaves it out.
void toggle_compared(Workspace& workspace, const std::string& policy);
/// All that can be compared: those of the list, the story's own or a file that was chosen, this computer's kernel.
std::vector<std::string> policies_to_compare(const Workspace& workspace);
/// Of a story whose model gives cores to tasks.
bool can_compare_policies(const Workspace& workspace);
/// One of them becomes the run that is shown, and the next run is like it.
void show_compared(Workspace& workspace, std::size_t run);
/// What was shown before them is shown again; a run that was not yet is made.
void close_comparison(Workspace& workspace);

/// True when something is new; then the next of them may have begun.
bool take_news_of_comparison(Workspace& workspace);

}  // namespace simul::workspace
