// What a sweep goes through, and in which order: a point for each combination of values, and a run of it for each seed.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/result.h"
#include "engine/run/settings.h"

namespace simul::workspace {

/// A setting and the values that it goes through.
struct Axis {
    std::string name;
    std::vector<std::string> values;
};

inline constexpr std::size_t kMostRunsOfSweep = 100'000;
inline constexpr std::string_view kUsualMeasure = "mean_turnaround";

/// Runs have numbers from 0 on: all seeds of the first point, then those of the next.
struct SweepPlan {
    std::string scenario, measure;
    std::vector<Axis> axes;
    std::vector<std::uint64_t> seeds;

    std::size_t points() const;
    std::size_t runs() const { return points() * seeds.size(); }
    /// Of each axis one; the last goes through its values first.
    std::vector<std::string> values_at(std::size_t point) const;
};

/// Of "1..20", "1..20:5" or "a,b,c". The error names the option.
Result<std::vector<std::string>> values_in(const std::string& option, const std::string& text);
/// The same of seeds: whole numbers.
Result<std::vector<std::uint64_t>> seeds_in(const std::string& option, const std::string& text);
/// The error says that these are too many runs.
Result<void> check_size(const SweepPlan& plan);

/// The settings at each point of the plan.
Result<std::vector<Settings>> settings_at_points(const SweepPlan& plan, const Settings& settings);

/// What the runs of a point came to. The deviation is the standard deviation of a run.
struct SweepPoint {
    std::vector<std::string> values;
    std::size_t runs = 0;
    double mean = 0, deviation = 0, least = 0, most = 0;
};
SweepPoint point_of(std::vector<std::string> values, std::span<const double> figures);

/// The runs of a plan, each with its settings.
class SweepRuns {
  public:
    SweepRuns(SweepPlan plan, std::vector<Settings> points) : plan_(std::move(plan)), points_(std::move(points)) {}

    const SweepPlan& plan() const { return plan_; }
    /// With the sheet of jobs drawn, where the seed draws one.
    Settings settings_of(std::size_t run) const;
    /// Those that are wanted, in groups of at most so many of one point, which one process can make one after another.
    std::vector<std::vector<std::size_t>> groups(const std::function<bool(std::size_t)>& wanted,
                                                 std::size_t most) const;
    std::vector<std::uint64_t> seeds_of(const std::vector<std::size_t>& group) const;

  private:
    SweepPlan plan_;
    std::vector<Settings> points_;
};

/// Of what such a process has left behind of a run; nothing: there is no figure.
std::optional<double> figure_in(std::string_view digest);

}  // namespace simul::workspace
