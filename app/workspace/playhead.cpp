#include "app/workspace/playhead.h"

#include <algorithm>

namespace simul::workspace {
namespace {

/// The playhead keeps this part of what is shown ahead of it.
constexpr int kMargin = 12;
/// A core with so many spans is shown in parts: these many at once.
constexpr std::size_t kManySpans = 150, kSpansInDetail = 36;

bool is_bookkeeping(const TraceEvent& event) {
    return event.kind == EventKind::core_busy || event.task == kNoTask ||
           (event.unordered && event.resource == kNoResource);
}

}  // namespace

bool is_step(const TraceEvent& event, TaskId task) {
    return !is_bookkeeping(event) && (task == kNoTask || event.task == task);
}

Playhead playhead_at(const OpenRun& run, Time at) {
    const Time kept = std::clamp(at, Time{}, std::max(Time{}, run.end()));
    return {run.events_until(kept), kept};
}

Playhead playhead_after(const OpenRun& run, std::size_t events) {
    const std::size_t kept = std::min(events, run.timeline().size());
    return {kept, kept == 0 ? Time{} : run.trace()[kept - 1].time};
}

std::optional<Playhead> stepped(const OpenRun& run, const Playhead& from, int direction, TaskId task) {
    const std::size_t size = run.timeline().size();
    if (direction > 0) {
        for (std::size_t event = from.events; event < size; ++event)
            if (is_step(run.trace()[event], task)) return playhead_after(run, event + 1);
        return std::nullopt;
    }
    // Back to before the last step: to just after the one before it.
    std::size_t event = std::min(from.events, size);
    const bool between = event > 0 && from.at > run.trace()[event - 1].time;
    if (between && is_step(run.trace()[event - 1], task)) return playhead_after(run, event);
    while (event > 0 && !is_step(run.trace()[event - 1], task)) --event;
    if (event == 0) return std::nullopt;
    --event;
    while (event > 0 && !is_step(run.trace()[event - 1], task)) --event;
    return playhead_after(run, event);
}

Stretch in_sight(Stretch shown, Time playhead, Time end) {
    const Duration length = shown.until - shown.from;
    if (playhead >= shown.from && playhead <= shown.until - length / kMargin) return shown;
    // Ahead of it there is more to come than behind it.
    const Time from = std::clamp(playhead - length / 3, Time{}, std::max(Time{}, end - length));
    const bool at_end = playhead >= shown.from && shown.until >= end;
    return at_end ? shown : Stretch{from, from + length};
}

std::optional<Stretch> detail_about(const OpenRun& run, Time playhead) {
    std::size_t most = 0;
    for (std::size_t i = 0; i < run.timeline().core_count(); ++i)
        most = std::max(most, run.timeline().of_core(static_cast<CoreId>(i)).size());
    if (most < kManySpans) return std::nullopt;
    const auto share = static_cast<double>(kSpansInDetail) / static_cast<double>(most);
    const Duration length = std::max(Duration{1}, duration_of_seconds(seconds_of(run.end()) * share));
    const Time from = std::clamp(playhead - length / 2, Time{}, std::max(Time{}, run.end() - length));
    return Stretch{from, from + length};
}

std::vector<Landmark> landmarks_of(const OpenRun& run) {
    std::vector<Landmark> landmarks;
    const std::vector<MarkFigures>& marks = run.metrics().marks;
    for (std::size_t i = 0; i < marks.size(); ++i) landmarks.push_back({Landmark::Kind::mark, marks[i].at, i});
    for (std::size_t i = 0; i < run.findings().size(); ++i)
        landmarks.push_back({Landmark::Kind::finding, run.findings()[i].at, i});
    std::stable_sort(landmarks.begin(), landmarks.end(),
                     [](const Landmark& a, const Landmark& b) { return a.at < b.at; });
    return landmarks;
}

double Playback::speed_for(const OpenRun& run) const {
    if (speed) return *speed;
    return std::max(1e-9, seconds_of(run.end()) / kFitSeconds);
}

}  // namespace simul::workspace
