#include "engine/resources/selecting.h"

namespace simul {

Change stand_selecting(ResourceRules& rules, Operation& operation, TaskId who,
                       const std::vector<ResourceId>& channels) {
    operation.resource = channels.front();
    WaitQueue& selecting = rules.host().hold_selecting();
    Change change = rules.must_wait(rules.state_of(channels.front()), selecting, operation, who);
    rules.host().waiter_of(who).selects = true;
    rules.host().select_from(who, channels);
    rules.host().let_go_of_selecting();
    change.value = operation.expected;
    return change;
}

TaskId claim_selector(ResourceRules& rules, ResourceId channel) {
    ResourceHost& host = rules.host();
    if (!host.anybody_selects()) return kNoTask;
    WaitQueue& selecting = host.hold_selecting();
    TaskId who = selecting.first;
    while (who != kNoTask && !host.selects_from(who, channel)) who = host.waiter_of(who).next;
    if (who != kNoTask) {
        rules.remove(selecting, who);
        host.waiter_of(who).selects = false;
        host.waiter_of(who).on = channel;
        host.choose(who, channel);
    }
    host.let_go_of_selecting();
    return who;
}

bool stop_selecting(ResourceRules& rules, TaskId who) {
    rules.remove(rules.host().hold_selecting(), who);
    rules.host().waiter_of(who).selects = false;
    rules.host().let_go_of_selecting();
    return true;
}

}  // namespace simul
