// How it works. A run is as long as what is in use, or waited for, nearly all the time. The candidates are looked at
// from the most to the least telling: a lock, the permits of a semaphore, the workers of a pool, one long task, the
// cores. What none of them explains was spent in sleep and I/O, which need nobody.
#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/summary.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

/// In use for this share of the time is: nearly all the time.
constexpr double kNearlyAll = 0.9;
/// At least so much of it was the cause, if nothing else was.
constexpr double kMost = 0.5;
constexpr double kHardly = 0.01;

std::string percent(double share) { return fmt::format("{:.0f} %", 100 * std::min(1.0, share)); }

class Limit {
  public:
    Limit(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech)
        : header_(header),
          metrics_(metrics),
          timeline_(timeline),
          speech_(speech),
          whole_(metrics.makespan.time_since_epoch()) {}

    std::string told() const;

  private:
    double share_of(Duration part) const { return seconds_of(part) / seconds_of(whole_); }
    std::string of_resources() const;
    double share_in_use(ResourceId resource) const;
    std::string of_resource(ResourceId resource, double share) const;
    std::string of_one_task() const;
    std::string of_cores() const;
    std::string of_waiting() const;
    Duration busy() const;
    std::size_t cores() const { return std::max<std::size_t>(1, metrics_.cores.size()); }

    const TraceHeader& header_;
    const Metrics& metrics_;
    const Timeline& timeline_;
    const Speech& speech_;
    Duration whole_;
};

std::string Limit::told() const {
    if (metrics_.outcome == Outcome::deadlock) return "Nobody could go on, whatever the number of cores.";
    if (whole_ <= 0ns) return "Everything happened in no time.";
    for (const std::string& cause : {of_resources(), of_one_task(), of_cores(), of_waiting()})
        if (!cause.empty()) return cause;
    return fmt::format("No single thing limited it: the cores were busy {} of the time.",
                       percent(share_of(busy()) / static_cast<double>(cores())));
}

/// The one that was in use longest, if somebody had to wait for it.
std::string Limit::of_resources() const {
    ResourceId longest = kNoResource;
    double share = 0;
    for (std::size_t i = 0; i < header_.resources.size(); ++i) {
        const auto resource = static_cast<ResourceId>(i);
        const double in_use = share_in_use(resource);
        if (in_use <= share) continue;
        longest = resource;
        share = in_use;
    }
    return share < kNearlyAll ? std::string() : of_resource(longest, share);
}

/// For how much of the time nobody else could have had it.
double Limit::share_in_use(ResourceId resource) const {
    const ResourceInfo& info = header_.resources[index_of(resource)];
    const bool is_mutex = info.kind == ResourceKind::mutex;
    const auto permits = static_cast<std::uint32_t>(std::max<std::int64_t>(0, info.initial.bits));
    if (!is_mutex && (info.kind != ResourceKind::semaphore || permits == 0)) return 0;
    Duration in_use{0};
    for (const Span span : timeline_.of_resource(resource)) {
        if (span.state != SpanState::held || (!is_mutex && span.level < permits)) continue;
        in_use += std::min(span.until, metrics_.makespan) - span.from;
    }
    return share_of(in_use);
}

std::string Limit::of_resource(ResourceId resource, double share) const {
    const ResourceInfo& info = header_.resources[index_of(resource)];
    const std::string name = capitalized(resource_in_words(header_, resource));
    if (is_pool_of_workers(info))
        return fmt::format("All {} of the pool were occupied {} of the time: more workers would help.",
                           plural(static_cast<std::uint64_t>(info.initial.bits), "worker"), percent(share));
    if (info.kind == ResourceKind::semaphore)
        return fmt::format("All permits of {} were in use {} of the time: more cores would not help.", info.name,
                           percent(share));
    return fmt::format("{} was held {} of the time: more cores would not help.", name, percent(share));
}

Duration Limit::busy() const {
    Duration sum{0};
    for (const CoreFigures& core : metrics_.cores) sum += core.busy;
    return sum;
}

std::string Limit::of_cores() const {
    const double share = share_of(busy()) / static_cast<double>(cores());
    if (share < kNearlyAll) return {};
    if (header_.model == Model::event_loop)
        return fmt::format(
            "The loop was busy {} of the time, one task after another: only a model that uses more cores "
            "would help.",
            percent(share));
    if (header_.model == Model::sequential)
        return fmt::format(
            "One task after another kept the core busy {} of the time: only a model that uses more cores "
            "would help.",
            percent(share));
    return cores() == 1
               ? fmt::format("The one core was busy {} of the time: more cores would help.", percent(share))
               : fmt::format("All {} cores were busy {} of the time: more cores would help.", cores(), percent(share));
}

/// No core can make one sequential task faster.
std::string Limit::of_one_task() const {
    const auto longest = std::max_element(
        metrics_.tasks.begin(), metrics_.tasks.end(),
        [](const TaskFigures& left, const TaskFigures& right) { return left.running < right.running; });
    if (longest == metrics_.tasks.end() || share_of(longest->running) < kNearlyAll) return {};
    return fmt::format("{} alone needed a core for {} of the time: more cores would not help.",
                       capitalized(speech_.name_of(longest->id)), percent(share_of(longest->running)));
}

std::string Limit::of_waiting() const {
    const double idle = 1 - share_of(busy());  // of one core; of several together at least so much
    if (idle < kMost) return {};
    if (idle > 1 - kHardly) return "Hardly anybody needed a core: all slept or waited, nearly all the time.";
    return fmt::format("For {}{} of the time nobody used a core: all slept or waited. More cores would hardly help.",
                       cores() == 1 ? "" : "at least ", percent(idle));
}

}  // namespace

std::string limit_of(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline,
                     const Speech& speech) {
    return Limit(header, metrics, timeline, speech).told();
}

}  // namespace simul
