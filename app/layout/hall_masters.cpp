// How masters that are permits are told apart: nothing in a trace says which of two permits somebody holds, and it does
// not matter. A move is made by the master who has been free for the longest time; so where each came from follows from
// the order of the moves. Only the events near the moment are read: the window begins with an unknown number of masters
// at boards, which is what the releases in it without a beginning, and those who still hold, add up to.
#include "app/layout/hall_masters.h"

#include <algorithm>
#include <deque>

namespace simul::layout {

namespace {

constexpr std::size_t kWindow = 8192;  // events that are read before the moment and after it
constexpr std::size_t kTourLength = 8, kSpansOfTour = 64;

bool takes(const TraceEvent& event) {
    if (event.phase != Phase::done) return false;
    return event.kind == EventKind::lock || event.kind == EventKind::acquire ||
           (event.kind == EventKind::try_lock && event.value != 0);
}
bool gives_back(const TraceEvent& event) {
    return event.phase == Phase::done && (event.kind == EventKind::unlock || event.kind == EventKind::release);
}

void add(MasterTour& tour, const Visit& visit) {
    if (!tour.past.empty() && tour.past.back().board == visit.board) {
        tour.past.back().until = visit.until;
        return;
    }
    tour.past.push_back(visit);
    if (tour.past.size() > kTourLength) tour.past.erase(tour.past.begin());
}

class Permits {
  public:
    Permits(const SceneMoment& scene, ResourceId resource, std::size_t count)
        : scene_(scene), resource_(resource), tours_(count) {}

    std::vector<MasterTour> tours() {
        const std::size_t now = scene_.moment.size();
        const std::size_t begin = now > kWindow ? now - kWindow : 0;
        share_out(begin, now);
        for (std::size_t i = begin; i < now; ++i) follow(scene_.trace[i]);
        foresee(now, std::min(scene_.trace.size(), now + kWindow));
        return std::move(tours_);
    }

  private:
    /// Who is at a board when the window begins is not free then.
    void share_out(std::size_t begin, std::size_t end) {
        std::vector<TaskId> inside;
        std::size_t away = 0;
        for (std::size_t i = begin; i < end; ++i) {
            const TraceEvent& event = scene_.trace[i];
            if (event.resource != resource_) continue;
            if (takes(event)) inside.push_back(event.task);
            if (gives_back(event) && std::erase(inside, event.task) == 0) ++away;
        }
        const std::size_t held = held_now();
        away += held - std::min(held, inside.size());
        away = std::min(away, tours_.size());
        for (std::size_t master = 0; master < tours_.size(); ++master)
            (master < away ? away_ : free_).push_back(master);
    }

    std::size_t held_now() const {
        const ResourceMoment& resource = scene_.moment.resource(resource_);
        const ResourceInfo& info = scene_.trace.header().resources[index_of(resource_)];
        if (info.kind == ResourceKind::mutex) return resource.owner == kNoTask ? 0 : 1;
        return static_cast<std::size_t>(std::max<std::int64_t>(0, info.initial.bits - resource.count));
    }

    void follow(const TraceEvent& event) {
        if (event.resource != resource_) return;
        if (takes(event) && !free_.empty()) {
            add(tours_[free_.front()], {event.task, event.time, kNever});
            at_board_.push_back({event.task, free_.front()});
            free_.pop_front();
        }
        if (gives_back(event)) come_free(event);
    }

    void come_free(const TraceEvent& event) {
        const auto visit = std::find_if(at_board_.begin(), at_board_.end(),
                                        [&](const AtBoard& other) { return other.board == event.task; });
        if (visit != at_board_.end()) {
            tours_[visit->master].past.back().until = event.time;
            free_.push_back(visit->master);
            at_board_.erase(visit);
        } else if (!away_.empty()) {
            add(tours_[away_.front()], {event.task, Time{}, event.time});
            free_.push_back(away_.front());
            away_.pop_front();
        }
    }

    void foresee(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end && !free_.empty(); ++i) {
            const TraceEvent& event = scene_.trace[i];
            if (event.resource != resource_ || !takes(event)) continue;
            tours_[free_.front()].next = Visit{event.task, event.time, kNever};
            free_.pop_front();
        }
    }

    struct AtBoard {
        TaskId board;
        std::size_t master;
    };
    const SceneMoment& scene_;
    ResourceId resource_;
    std::vector<MasterTour> tours_;
    std::deque<std::size_t> free_;  ///< the one who has been free for the longest time first
    std::deque<std::size_t> away_;  ///< at boards since before the window
    std::vector<AtBoard> at_board_;
};

bool is_visit(const Span& span) { return span.state == SpanState::running && span.task != kMainTask; }

/// The last visits of a core are its last spans.
MasterTour tour_of_core(const SceneMoment& scene, CoreId core) {
    const Spans lane = scene.timeline.of_core(core);
    const std::ptrdiff_t last = last_span_within(lane, scene.moment.size());
    std::vector<Visit> latest_first;
    for (std::ptrdiff_t i = last; i >= 0 && last - i < static_cast<std::ptrdiff_t>(kSpansOfTour); --i) {
        const Span span = lane[static_cast<std::size_t>(i)];
        const bool lasts = i == last && scene.moment.on_core(core) == span.task;
        if (is_visit(span)) latest_first.push_back({span.task, span.from, lasts ? kNever : span.until});
    }
    MasterTour tour;
    for (auto visit = latest_first.rbegin(); visit != latest_first.rend(); ++visit) add(tour, *visit);
    for (std::size_t i = static_cast<std::size_t>(last + 1); i < lane.size() && !tour.next; ++i)
        if (is_visit(lane[i])) tour.next = Visit{lane[i].task, lane[i].from, kNever};
    return tour;
}

}  // namespace

std::vector<CoreTour> tours_of_cores(const SceneMoment& scene) {
    std::vector<CoreTour> tours;
    for (const CoreId core : cores_of(scene)) {
        MasterTour tour = tour_of_core(scene, core);
        if (!tour.past.empty() || tour.next) tours.push_back({core, std::move(tour)});
    }
    return tours;
}

ResourceId master_resource(const TraceHeader& header) {
    if (bound_text(header, "master") == "core") return kNoResource;
    for (std::size_t i = 0; i < header.resources.size(); ++i) {
        const ResourceInfo& resource = header.resources[i];
        const bool is_ours = resource.name == "GIL" || resource.name == "pool";
        const bool counts = resource.kind == ResourceKind::mutex || resource.kind == ResourceKind::semaphore;
        if (counts && !is_ours) return ResourceId(i);
    }
    return kNoResource;
}

std::vector<MasterTour> masters_of(const SceneMoment& scene) {
    const ResourceId resource = master_resource(scene.trace.header());
    if (resource == kNoResource) {
        std::vector<MasterTour> tours;
        for (CoreTour& core : tours_of_cores(scene)) tours.push_back(std::move(core.tour));
        if (tours.empty()) tours.emplace_back();
        return tours;
    }
    const ResourceInfo& info = scene.trace.header().resources[index_of(resource)];
    const std::int64_t count =
        info.kind == ResourceKind::mutex ? 1 : std::clamp<std::int64_t>(info.initial.bits, 1, 400);
    return Permits(scene, resource, static_cast<std::size_t>(count)).tours();
}

}  // namespace simul::layout
