// How it works. Looked for are a lock that is held, permits and workers that are in use, and cores that are busy nearly
// all the time; time that other programs took; and time in which nobody needed a core. Each is a fact of the trace.
// Whether more of it would help does not follow from that, and is not said.
#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/share_words.h"
#include "engine/analysis/summary.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul {
namespace {

/// In use for this share of the time is: nearly all the time.
constexpr double kNearlyAll = 0.9;
/// So much of it is worth telling.
constexpr double kMuch = 0.5, kNotice = 0.01;

class Scarcity {
  public:
    Scarcity(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline, const Speech& speech)
        : header_(header),
          metrics_(metrics),
          timeline_(timeline),
          speech_(speech),
          whole_(metrics.makespan.time_since_epoch()) {}

    std::vector<std::string> told(std::optional<double> stolen_s) {
        // A step is no time.
        if (header_.conducted()) return {};
        if (whole_ <= 0ns) return {"Everything happened in no time."};
        tell_stolen(stolen_s);
        tell_resource();
        tell_cores();
        tell_one_task();
        tell_idle();
        return std::move(told_);
    }

  private:
    double share_of(Duration part) const { return seconds_of(part) / seconds_of(whole_); }
    std::string percent(Duration part) const { return share_in_words(part, whole_); }
    void add(std::string sentence) { told_.push_back(std::move(sentence)); }

    /// Of a computer on which other programs run as well.
    void tell_stolen(std::optional<double> stolen_s) {
        if (header_.exact()) return;
        const Duration ready = ready_time();
        if (stolen_s && *stolen_s > kNotice * seconds_of(whole_))
            add(fmt::format("Other programs of this computer took {} of story time from tasks that were ready.",
                            axis_time(duration_of_seconds(*stolen_s))));
        else if (share_of(ready) > kNotice)
            add(fmt::format("Tasks were ready, and without a core, for {} in all.", axis_time(ready)));
    }

    Duration ready_time() const {
        Duration sum{0};
        for (const TaskFigures& task : metrics_.tasks) sum += task.ready;
        return sum;
    }

    /// The one that was in use longest, if somebody had to wait for it.
    void tell_resource() {
        ResourceId longest = kNoResource;
        Duration most{0};
        for (std::size_t i = 0; i < header_.resources.size(); ++i) {
            const auto resource = static_cast<ResourceId>(i);
            const Duration in_use = time_in_use(resource);
            if (in_use <= most || metrics_.resources[i].waits == 0) continue;
            longest = resource;
            most = in_use;
        }
        if (share_of(most) < kNearlyAll) return;
        const ResourceInfo& info = header_.resources[index_of(longest)];
        const auto permits = static_cast<std::uint64_t>(std::max<std::int64_t>(0, info.initial.bits));
        if (is_pool_of_workers(info))
            add(fmt::format("{} of the pool {} occupied {} of the time.", all_in_words(permits, "worker"),
                            permits == 1 ? "was" : "were", percent(most)));
        else if (info.kind == ResourceKind::semaphore)
            add(fmt::format("All permits of {} were in use {} of the time.", info.name, percent(most)));
        else
            add(fmt::format("{} was held {} of the time.", capitalized(resource_in_words(header_, longest)),
                            percent(most)));
    }

    /// For how much of the time nobody else could have had it.
    Duration time_in_use(ResourceId resource) const {
        const ResourceInfo& info = header_.resources[index_of(resource)];
        const bool is_mutex = info.kind == ResourceKind::mutex;
        const auto permits = static_cast<std::uint32_t>(std::max<std::int64_t>(0, info.initial.bits));
        if (!is_mutex && (info.kind != ResourceKind::semaphore || permits == 0)) return 0ns;
        Duration in_use{0};
        for (const Span span : timeline_.of_resource(resource)) {
            if (span.state != SpanState::held || (!is_mutex && span.level < permits)) continue;
            in_use += std::min(span.until, metrics_.makespan) - span.from;
        }
        return in_use;
    }

    Duration busy() const {
        Duration sum{0};
        for (const CoreFigures& core : metrics_.cores) sum += core.busy;
        return sum;
    }

    void tell_cores() {
        if (header_.loop_has_pool()) return;  // the loop's own core is told by no figure
        const std::size_t cores = uses_one_core(header_) ? 1 : std::max<std::size_t>(1, header_.cores);
        const Duration of_each = busy() / static_cast<std::int64_t>(cores);
        if (share_of(of_each) < kNearlyAll) return;
        const std::string share = percent(of_each);
        if (header_.model == Model::event_loop)
            add(fmt::format("The loop was busy {} of the time, one task after another.", share));
        else if (header_.model == Model::sequential)
            add(fmt::format("One task after another kept the core busy {} of the time.", share));
        else
            add(fmt::format("{} {} busy {} of the time.", all_in_words(cores, "core"), cores == 1 ? "was" : "were",
                            share));
    }

    void tell_one_task() {
        const auto longest = std::max_element(
            metrics_.tasks.begin(), metrics_.tasks.end(),
            [](const TaskFigures& left, const TaskFigures& right) { return left.running < right.running; });
        if (longest == metrics_.tasks.end() || share_of(longest->running) < kNearlyAll) return;
        add(fmt::format("{} ran for {} of the time.", capitalized(speech_.name_of(longest->id)),
                        percent(longest->running)));
    }

    void tell_idle() {
        if (share_of(metrics_.unneeded) < kMuch) return;
        add(fmt::format("Nobody needed a core for {} of the time.", percent(metrics_.unneeded)));
    }

    const TraceHeader& header_;
    const Metrics& metrics_;
    const Timeline& timeline_;
    const Speech& speech_;
    Duration whole_;
    std::vector<std::string> told_;
};

}  // namespace

std::vector<std::string> scarce_in(const TraceHeader& header, const Metrics& metrics, const Timeline& timeline,
                                   const Speech& speech, std::optional<double> stolen_s) {
    return Scarcity(header, metrics, timeline, speech).told(stolen_s);
}

}  // namespace simul
