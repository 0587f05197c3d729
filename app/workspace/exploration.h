// What exploring asks a runner for, and the runner's side of it. The answer is the object that `simul explore --json`
// prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/part.h"
#include "engine/run/run.h"

namespace simul::workspace {

/// Every order; one of each class of orders that nobody can tell apart; some, at random or by priorities.
enum class SearchKind : std::uint8_t { all, reduced, random, pct };
inline constexpr std::string_view kSearchNames[] = {"all", "reduced", "random", "pct"};
/// Whether it makes as many runs as it is asked for.
constexpr bool makes_some_runs(SearchKind kind) { return kind == SearchKind::random || kind == SearchKind::pct; }

struct ExplorationRequest {
    SearchKind search = SearchKind::all;
    std::size_t runs = 10'000;  ///< of a search
    std::size_t depth = 3;      ///< pct: how many orderings a bug needs
    std::size_t steps = 10'000, bytes = std::size_t{1} << 30;
    double seconds = 60;
    std::size_t jobs = 0;                  ///< of `all`: so many cores explore at most; 0: all of this computer's
    std::optional<std::size_t> challenge;  ///< of the story's: `all` orders are judged by it
    std::optional<Part> part;              ///< the answer is what simul merge needs of it
    std::vector<std::string> found;        ///< by each of all parts: it is put together, and nothing else is done
};
/// Whether it can be done in parts. One order of each class cannot: what is to be tried follows from what was.
constexpr bool has_parts(SearchKind kind) { return kind != SearchKind::reduced; }

std::string text_of(const ExplorationRequest& request);

/// For the zygote: explores the story in the process that it was loaded in.
Result<std::string> explore_here(Story& story, const RunPlan& plan, const StoryMaker& make, const std::string& asked,
                                 const std::function<bool()>& stopped);

}  // namespace simul::workspace
