#include "app/workspace/random_sheet.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "app/workspace/job_rows.h"
#include "engine/base/random.h"
#include "engine/trace/stream.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

constexpr std::string_view kDistributions[] = {"uniform", "exponential", "heavy_tail", "bimodal"};
constexpr double kMostJobs = 20000, kLongestBurst = 1e6;
constexpr std::string_view kBetweenNumbers = ":";
constexpr std::uint64_t kStream = 0x5ee7;

/// What a sheet is drawn from.
struct SheetPlan {
    std::string_view distribution;
    double jobs = 12, mean_burst = 5, load = 0.7;
};

/// In (0, 1].
double some(Random& random) { return 1 - random.fraction(); }
double exponential(Random& random, double mean) { return -mean * std::log(some(random)); }

double burst(Random& random, const SheetPlan& plan) {
    if (plan.distribution == "uniform") return 2 * plan.mean_burst * some(random);
    if (plan.distribution == "exponential") return exponential(random, plan.mean_burst);
    if (plan.distribution == "heavy_tail") {
        constexpr double kShape = 1.5;
        return plan.mean_burst * (kShape - 1) / kShape / std::pow(some(random), 1 / kShape);
    }
    const double shorter = plan.mean_burst / 2;  // 0.9 of them; 0.9 · 1/2 + 0.1 · 11/2 = 1
    return random.fraction() < 0.9 ? shorter : 11 * shorter;
}

/// Above 0 and at most so much.
Result<void> take_number(std::string_view& words, std::string_view what, double most, double& number) {
    if (words.empty()) return {};
    const std::string_view word = take_piece(words, kBetweenNumbers);
    double given = 0;
    const auto [rest, failure] = std::from_chars(word.data(), word.data() + word.size(), given);
    if (failure != std::errc() || rest != word.data() + word.size() || !(given > 0) || given > most)
        return Error{
            fmt::format("jobs: {} is {}, but a number above 0, at most {:g}, is expected, as in "
                        "exponential:50:4:0.7 (jobs, mean burst, load).",
                        what, quoted(cut_text(word, 40)), most)};
    number = given;
    return {};
}

Result<SheetPlan> plan_in(std::string_view words) {
    SheetPlan plan;
    plan.distribution = take_piece(words, kBetweenNumbers);
    const Result<void> read[] = {take_number(words, "the number of jobs", kMostJobs, plan.jobs),
                                 take_number(words, "the mean burst", kLongestBurst, plan.mean_burst),
                                 take_number(words, "the load", 100, plan.load)};
    for (const Result<void>& each : read)
        if (!each) return each.error();
    return plan;
}

}  // namespace

std::span<const std::string_view> burst_distributions() { return kDistributions; }

bool is_drawn_sheet(std::string_view words) {
    return std::find(std::begin(kDistributions), std::end(kDistributions), take_piece(words, kBetweenNumbers)) !=
           std::end(kDistributions);
}

Result<std::string> drawn_jobs(std::string_view words, std::uint64_t seed) {
    const Result<SheetPlan> plan = plan_in(words);
    if (!plan) return plan.error();
    Random random(seed, kStream);
    std::string jobs;
    double arrival = 0;
    for (double made = 0; made + 1 <= plan->jobs; ++made) {
        const double length = std::clamp(burst(random, *plan), 0.001, 1000 * kLongestBurst);
        jobs += fmt::format("{}{:.3f}:{:.3f}", jobs.empty() ? "" : " ", arrival, length);
        arrival += exponential(random, plan->mean_burst / plan->load);
    }
    return jobs;
}

static bool is_drawn(const std::pair<std::string, std::string>& knob) {
    return knob.first == "jobs" && is_drawn_sheet(knob.second);
}

bool draws_sheet(const Settings& settings) {
    return settings.scenario == "job_sheet" && std::any_of(settings.knobs.begin(), settings.knobs.end(), is_drawn);
}

Result<void> draw_sheet(Settings& settings) {
    if (!draws_sheet(settings)) return {};
    for (auto& knob : settings.knobs) {
        if (!is_drawn(knob)) continue;
        std::string& value = knob.second;
        Result<std::string> jobs = drawn_jobs(value, settings.seed);
        if (!jobs) return jobs.error();
        value = std::move(*jobs);
    }
    return {};
}

}  // namespace simul::workspace
