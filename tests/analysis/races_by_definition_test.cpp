// Data races by their definition: what happens before what, as a graph of all events and everything that follows in it.
#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "engine/analysis/races/races.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "tests/support/any_program.h"

namespace simul::testing {
namespace {

/// A variable, and two lines in order.
using Race = std::tuple<std::string, std::uint16_t, std::uint16_t>;

bool is_access(const TraceEvent& event) {
    return event.kind >= EventKind::load && event.kind <= EventKind::compare_exchange && event.phase == Phase::done;
}

class Definition {
  public:
    explicit Definition(const Trace& trace) : trace_(trace), before_(trace.size(), std::vector<bool>(trace.size())) {
        for (std::size_t i = 0; i < trace.size(); ++i) add(i);
    }

    std::set<Race> races() const {
        std::set<Race> found;
        for (std::size_t i = 0; i < trace_.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                if (is_race(trace_[j], trace_[i]) && !before_[i][j]) {
                    const auto [low, high] = std::minmax(trace_[j].line, trace_[i].line);
                    found.insert({trace_.header().resources[index_of(trace_[i].resource)].name, low, high});
                }
        return found;
    }

  private:
    static bool is_race(const TraceEvent& one, const TraceEvent& other) {
        if (!is_access(one) || !is_access(other) || one.resource != other.resource || one.task == other.task)
            return false;
        const bool both_load = one.kind == EventKind::load && other.kind == EventKind::load;
        const bool both_atomic = one.kind == EventKind::atomic_add && other.kind == EventKind::atomic_add;
        return !both_load && !both_atomic;
    }

    /// Whatever is before an event that is before this one is before this one.
    void follow(std::size_t index, std::size_t earlier) {
        before_[index][earlier] = true;
        for (std::size_t i = 0; i < earlier; ++i)
            if (before_[earlier][i]) before_[index][i] = true;
    }
    void follow_all(std::size_t index, const std::vector<std::size_t>& earlier) {
        for (const std::size_t it : earlier) follow(index, it);
    }

    void add(std::size_t index) {
        const TraceEvent& event = trace_[index];
        if (event.task == kNoTask) return;
        if (const auto last = last_of_.find(event.task); last != last_of_.end()) follow(index, last->second);
        last_of_[event.task] = index;
        if (event.phase == Phase::done || event.kind == EventKind::finish) add_edges(index, event);
    }

    void add_edges(std::size_t index, const TraceEvent& event) {
        std::vector<std::size_t>& released = released_[event.resource];
        std::deque<std::size_t>&sent = sent_[event.resource], &freed = freed_[event.resource];
        switch (event.kind) {
            case EventKind::spawn:
                spawned_[event.other_task()] = index;
                return;
            case EventKind::arrive:
                if (spawned_.count(event.task) != 0) follow(index, spawned_[event.task]);
                return;
            case EventKind::finish:
                ended_[event.task] = index;
                return;
            case EventKind::await:
                return follow(index, ended_.at(event.other_task()));
            case EventKind::atomic_add:
                follow_all(index, released);
                return released.push_back(index);
            case EventKind::lock:
            case EventKind::acquire:
                return follow_all(index, released);
            case EventKind::unlock:
            case EventKind::release:
                return released.push_back(index);
            case EventKind::send:
                if (++sends_[event.resource] > trace_.header().resources[index_of(event.resource)].capacity) {
                    follow(index, freed.front());
                    freed.pop_front();
                }
                return sent.push_back(index);
            case EventKind::receive:
                follow(index, sent.front());
                sent.pop_front();
                return freed.push_back(index);
            default:
                return;
        }
    }

    const Trace& trace_;
    std::vector<std::vector<bool>> before_;  ///< [later][earlier]
    std::map<TaskId, std::size_t> last_of_, spawned_, ended_;
    std::map<ResourceId, std::vector<std::size_t>> released_;
    std::map<ResourceId, std::deque<std::size_t>> sent_, freed_;
    std::map<ResourceId, std::int64_t> sends_;
};

std::set<Race> told(const Trace& trace) {
    std::set<Race> found;
    for (const Finding& race : races_of(trace, TaskNames(trace))) {
        const TraceEvent &first = trace[race.events[0]], &second = trace[race.events[1]];
        const auto [low, high] = std::minmax(first.line, second.line);
        found.insert({trace.header().resources[index_of(first.resource)].name, low, high});
    }
    return found;
}

std::set<std::string> variables_of(const std::set<Race>& races) {
    std::set<std::string> names;
    for (const Race& race : races) names.insert(std::get<0>(race));
    return names;
}

/// Of accesses that race with two others, of which one comes after the other, the later pair is told.
TEST(RacesByDefinition, are_those_that_are_told) {
    std::size_t with = 0, without = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        AnyStory story({seed, 2 + static_cast<int>(seed % 2), 6});
        RunPlan plan = simulated(Model::threads);
        become_conducted(plan);
        BySeed conductor(3, seed);
        const auto trace = Rehearsal(story, plan).record(conductor);
        const std::set<Race> defined = Definition(*trace).races(), found = told(*trace);
        EXPECT_TRUE(std::includes(defined.begin(), defined.end(), found.begin(), found.end())) << "program " << seed;
        EXPECT_EQ(variables_of(found), variables_of(defined)) << "program " << seed;
        for (const char* variable : {"x", "y"}) ++(variables_of(defined).count(variable) != 0 ? with : without);
    }
    EXPECT_GT(with, 20u);
    EXPECT_GT(without, 20u);
}

}  // namespace
}  // namespace simul::testing
