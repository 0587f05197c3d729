// One order of each class finds whatever all orders have.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "scenarios/catalogue.h"
#include "tests/support/any_program.h"
#include "tests/support/brute_force.h"
#include "tests/support/rehearsed_story.h"

namespace simul::testing {
namespace {

using namespace operations;

std::string text_of(Outcome outcome, const std::vector<std::pair<std::string, Cell>>& variables) {
    std::string text(name_of(outcome));
    for (const auto& [name, value] : variables) text += " " + name + "=" + std::to_string(value.bits);
    return text;
}

/// Which tasks, by number: whoever closed the circle.
std::string text_of(FindingKind kind, std::vector<TaskId> tasks) {
    std::sort(tasks.begin(), tasks.end());
    std::string text(name_of(kind));
    for (const TaskId task : tasks) text += " " + std::to_string(index_of(task));
    return text;
}

/// Of results, and of findings but data races, which are no matter of states.
using Found = std::set<std::string>;

Found found_in_all(SmallStory& story, const RunPlan& plan, std::size_t most) {
    Rehearsal rehearsal(story, plan);
    Found found;
    const bool all = every_order(rehearsal, most, [&found](const Trace& trace) {
        const Metrics metrics = metrics_of(trace);
        std::vector<std::pair<std::string, Cell>> variables;
        for (const VariableFigures& it : metrics.variables) variables.emplace_back(it.name, it.value);
        found.insert(text_of(*metrics.outcome, variables));
        for (const Finding& it : findings_of(trace))
            if (it.kind != FindingKind::data_race) found.insert(text_of(it.kind, it.tasks));
    });
    return all ? found : Found{};
}

Found found_in(const Exploration& exploration) {
    Found found;
    for (const ExploredResult& it : exploration.results) found.insert(text_of(it.outcome, it.variables));
    for (const ExploredFinding& it : exploration.findings)
        if (it.kind != FindingKind::data_race) found.insert(text_of(it.kind, it.tasks));
    return found;
}

RunPlan conducted(Model model) {
    RunPlan plan = simulated(model, 2);
    become_conducted(plan);
    return plan;
}

class ReducedOn : public ::testing::TestWithParam<Model> {};

TEST_P(ReducedOn, finds_what_all_orders_of_a_random_program_have) {
    std::size_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        const bool three = seed % 2 == 0;
        AnyStory story({seed, three ? 3 : 2, three ? 2 : 4, seed % 4 > 1});
        const Found all = found_in_all(story, conducted(GetParam()), 400);
        if (all.empty()) continue;
        ++compared;
        RehearsedStory explored(story, conducted(GetParam()));
        const Exploration reduced = explore_reduced(explored, {});
        EXPECT_TRUE(reduced.complete);
        EXPECT_EQ(found_in(reduced), all) << "program " << seed;
    }
    EXPECT_GE(compared, 10u);
}

INSTANTIATE_TEST_SUITE_P(Models, ReducedOn,
                         ::testing::Values(Model::sequential, Model::threads, Model::threads_gil, Model::processes,
                                           Model::event_loop, Model::thread_pool, Model::process_pool),
                         [](const auto& model) { return std::string(name_of(model.param)); });

}  // namespace
}  // namespace simul::testing
