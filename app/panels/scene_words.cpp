#include "app/panels/scene_words.h"

#include <fmt/format.h>

#include "app/scenes/things.h"
#include "engine/analysis/claim_words.h"
#include "engine/analysis/time_words.h"
#include "engine/analysis/wait_words.h"

namespace simul::panels {

namespace {

using scenes::SceneView;

std::string about_task(const SceneView& view, TaskId task) {
    const ClaimView claims{view.moment.moment, view.speech};
    const TaskClaim claim = claim_of(claims.moment, task);
    std::string words = capitalized(view.speech.name_of(task)) + "\n" + capitalized(claim_in_words(claims, claim));
    if (claim.doing == Doing::absent) return words;
    const bool told = !story_sentence(claims, claim).empty();
    if (state_of(claim.doing) == State::blocked && told)
        words += "\n" + capitalized(wait_in_words(claims.moment, task, view.speech));
    words += "\nSince " + moment_in_words(view.header(), claim.since, view.horizon);
    const Duration lasted = view.moment.at - claim.since;
    if (lasted > Duration{} && !has_ended(claim.doing)) words += ", for " + length_in_words(view.header(), lasted);
    return words;
}

std::string about_resource(const SceneView& view, ResourceId resource) {
    const ResourceInfo& info = view.header().resources[index_of(resource)];
    const ResourceMoment& now = view.moment.moment.resource(resource);
    std::string words = resource_in_words(view.header(), resource) + "\n";
    words += capitalized(kind_with_article(info)) + line_in_words(info.line);
    if (info.kind == ResourceKind::mutex)
        words += now.owner == kNoTask ? ", free" : fmt::format(", held by {}", view.speech.name_of(now.owner));
    if (info.kind == ResourceKind::rw_lock)
        words += now.owner == kNoTask ? ", " + readers_in_words(now.count)
                                      : fmt::format(", {} writes", view.speech.name_of(now.owner));
    if (info.kind == ResourceKind::semaphore) words += fmt::format(", {} left", now.count);
    if (info.kind == ResourceKind::stream)
        words += fmt::format(", {} of {} bytes inside{}", grouped(static_cast<std::uint64_t>(now.count)),
                             grouped(static_cast<std::uint64_t>(info.capacity)), now.flag ? ", one end closed" : "");
    if (info.kind == ResourceKind::channel) words += fmt::format(", {} of {} inside", now.count, info.capacity);
    if (info.kind == ResourceKind::device && now.count > 0)
        words += fmt::format(", {} under way", plural(static_cast<std::uint64_t>(now.count), "request"));
    if (!info.played_by.empty()) words += "\n" + info.played_by;
    if (info.kind == ResourceKind::event) words += now.flag ? ", set" : ", not set";
    if (info.kind == ResourceKind::variable && !info.raw)
        words += ", " + scenes::value_in_words(view.moment.moment.value_of(resource));
    const std::vector<TaskId> queue = view.moment.moment.queue_of(resource);
    if (!queue.empty()) words += fmt::format("\nWaiting: {}", listed_names(queue, view.speech));
    return words;
}

}  // namespace

std::string words_about(const SceneView& view, const scenes::Target& target) {
    if (target.task != kNoTask) return about_task(view, target.task);
    return about_resource(view, target.resource);
}

}  // namespace simul::panels
