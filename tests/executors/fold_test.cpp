// The fold of any prefix of a conducted trace is the state that the executor itself was in.
#include <gtest/gtest.h>

#include "engine/analysis/decisions.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/trace/task_names.h"
#include "tests/support/any_program.h"

namespace simul::testing {
namespace {

/// How things stand at one decision, in words: who could do what, and who is held back by whom.
using Stand = std::vector<std::string>;

std::string in_words(const Intent& intent) {
    return std::to_string(index_of(intent.task)) + " " + std::string(info_of(intent.kind).identifier) + " " +
           std::to_string(index_of(intent.resource)) + " line " + std::to_string(intent.line);
}

/// Notes how the executor says that things stand, and lets another one choose.
class Noting final : public Conductor {
  public:
    Noting(std::uint64_t seed, std::uint64_t walk) : other_(seed, walk) {}

    std::optional<std::size_t> choose(const Decision& decision) override {
        Stand stand;
        for (const TaskId task : decision.enabled) stand.push_back(in_words(decision.standing.intent_of(task)));
        for (const HeldBack& held : decision.standing.held_back()) stand.push_back(held.reason);
        stands.push_back(std::move(stand));
        return other_.choose(decision);
    }

    std::vector<Stand> stands;

  private:
    BySeed other_;
};

/// Why a task that waits does not continue, as the fold knows it.
std::string reason_in(const Moment& moment, const TaskNames& names, const TaskState& waits) {
    const ResourceId resource = waits.resource;
    if (resource == kNoResource) return names.name_of(waits.other) + " has not ended yet";
    const ResourceInfo& info = moment.header().resources[index_of(resource)];
    const ResourceMoment& now = moment.resource(resource);
    switch (info.kind) {
        case ResourceKind::mutex:
            return info.name + " is owned by " + names.name_of(now.owner);
        case ResourceKind::semaphore:
            return now.count == 0 ? info.name + " has no permit left" : "it has permits";
        case ResourceKind::channel:
            return now.count == 0 ? info.name + " is empty" : now.count == info.capacity ? info.name + " is full" : "";
        case ResourceKind::condition:
            return "nobody has notified " + info.name;
        case ResourceKind::barrier:
            return std::to_string(now.waiters) + " of " + std::to_string(info.capacity) + " are at " + info.name;
        default:
            return now.flag ? "it is set" : "nobody has set " + info.name;
    }
}

Stand stand_in(const Trace& trace, const Moment& moment, const TaskNames& names) {
    Stand stand;
    for (const Candidate& it : candidates_of(trace, moment))
        if (it.can_go_on) stand.push_back(in_words(it.intent));
    for (std::size_t i = 0; i < moment.task_count(); ++i) {
        const TaskMoment& task = moment.task(static_cast<TaskId>(i));
        const bool may_go_on = task.asked_event != 0 && task.can_go_on;
        if (task.state.state == State::blocked && !may_go_on) stand.push_back(reason_in(moment, names, task.state));
    }
    return stand;
}

TEST(Fold, of_any_prefix_is_the_state_that_the_executor_was_in) {
    std::size_t decisions = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        AnyStory story({seed, 3, 5, true});
        RunPlan plan = simulated(Model::threads);
        become_conducted(plan);
        Noting noting(7, seed);
        const auto trace = Rehearsal(story, plan).record(noting);
        const TaskNames names(*trace);
        Steps steps;
        steps.take(*trace);
        Moment moment(trace->header());
        for (std::size_t step = 0; step < steps.size(); ++step, ++decisions) {
            while (moment.size() < steps.event(step)) moment.apply((*trace)[moment.size()], moment.size(), {});
            EXPECT_EQ(stand_in(*trace, moment, names), noting.stands[step]) << "program " << seed << ", step " << step;
        }
    }
    EXPECT_GT(decisions, 300u);
}

}  // namespace
}  // namespace simul::testing
