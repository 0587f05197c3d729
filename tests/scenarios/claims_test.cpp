// Whatever is claimed of a run is true: checked by a second reading of the raw events, on random programs and on every
// story of the shelf, on all models, simulated, conducted and real.
#include <gtest/gtest.h>

#include <map>
#include <regex>

#include "engine/analysis/telling.h"
#include "engine/run/conducted/rehearsal.h"
#include "engine/run/conductors/by_seed.h"
#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"
#include "tests/support/any_program.h"
#include "tests/support/raw_reading.h"
#include "tests/support/real_run.h"

namespace simul::testing {
namespace {

/// Compares claims with the second reading, at so many moments of a trace.
class Oracle {
  public:
    explicit Oracle(const Trace& trace)
        : trace_(trace), raw_(trace), timeline_(trace), names_(trace), metrics_(metrics_of(trace)) {}

    void check(std::size_t moments) {
        const std::size_t stride = std::max<std::size_t>(1, trace_.size() / moments);
        Moment moment(trace_.header());
        for (std::size_t events = 0; events < trace_.size(); ++events) {
            moment.apply(trace_[events], events);
            if (events % stride == 0 || events + 1 == trace_.size()) check(moment);
            if (::testing::Test::HasFailure()) return;
        }
    }

  private:
    void check(const Moment& moment) {
        const std::size_t events = moment.size();
        SCOPED_TRACE("after event " + std::to_string(events) + " on " + std::string(name_of(trace_.header().model)));
        std::map<Doing, std::uint64_t> counts;
        for (std::size_t i = 0; i < raw_.task_count(events); ++i) {
            const auto task = static_cast<TaskId>(i);
            check(moment, task);
            ++counts[raw_.doing(task, events)];
        }
        const Counts claimed(moment);
        for (std::size_t i = 0; i < kDoingCount; ++i)
            EXPECT_EQ(claimed.of(static_cast<Doing>(i)), counts[static_cast<Doing>(i)]) << "doing " << i;
        check_words(moment, counts);
    }

    void check(const Moment& moment, TaskId task) {
        const std::size_t events = moment.size();
        SCOPED_TRACE("task " + std::to_string(index_of(task)));
        const TaskClaim claim = claim_of(moment, task);
        EXPECT_EQ(claim.doing, raw_.doing(task, events));
        EXPECT_EQ(claim.core, raw_.core(task, events));
        EXPECT_EQ(claim.since, raw_.since(task, events).value_or(claim.since));
        if (state_of(claim.doing) != State::blocked) return;
        EXPECT_EQ(claim.resource, raw_.awaited_resource(task, events));
        const bool for_mutex = claim.resource != kNoResource &&
                               trace_.header().resources[index_of(claim.resource)].kind == ResourceKind::mutex;
        const TaskId owner = for_mutex ? raw_.owner(claim.resource, events) : kNoTask;
        EXPECT_EQ(claim.because_of, claim.resource == kNoResource ? raw_.awaited_task(task, events) : owner);
    }

    /// The legend counts all, and narration and legend have the same number before the same words.
    void check_words(const Moment& moment, const std::map<Doing, std::uint64_t>& counts) {
        const Telling told = telling_of({trace_, timeline_, names_, metrics_}, moment, moment.now());
        std::map<Doing, std::uint64_t> listed;
        std::map<std::string, std::string> numbers;
        for (const LegendLine& line : told.legend) {
            listed[line.crowd.doing] += line.crowd.count;
            const std::string words = in_words(line.crowd);
            const std::size_t space = words.find_first_not_of("0123456789 ");
            numbers[words.substr(space)] = words.substr(0, space);
        }
        for (const auto& [doing, count] : counts) {
            const bool is_listed = doing != Doing::returned && doing != Doing::absent;
            EXPECT_EQ(listed[doing], is_listed ? count : listed[doing]) << told.narration.whole();
        }
        std::istringstream clauses(told.narration.others);
        for (std::string clause; std::getline(clauses, clause, ';');) {
            const std::size_t number = clause.find_first_not_of(" "), word = clause.find_first_not_of("0123456789 ");
            if (number == std::string::npos || word == std::string::npos || word == number) continue;
            std::string words = clause.substr(word);
            words = words.substr(0, words.find('.'));
            const auto found = numbers.find(words);
            if (found == numbers.end()) continue;
            EXPECT_EQ(clause.substr(number, word - number), found->second) << told.narration.whole();
        }
        for (const ToldTask& task : told.tasks) EXPECT_FALSE(task.reasons.empty());
        check_story_words(told, moment);
    }

    /// `36 boards wait for Judit`: so many wait for the mutex that she is, and for nothing else.
    void check_story_words(const Telling& told, const Moment& moment) {
        if (trace_.header().scenario != "chess_exhibition" || trace_.header().resources.empty()) return;
        static const std::regex kWaits("([0-9]+) boards? waits? for Judit");
        std::smatch found;
        const std::string others = told.narration.others;
        if (!std::regex_search(others, found, kWaits)) return;
        std::size_t waiting = 0;
        for (std::size_t i = 0; i < raw_.task_count(moment.size()); ++i) {
            const auto task = static_cast<TaskId>(i);
            waiting += raw_.doing(task, moment.size()) == Doing::waits &&
                       raw_.awaited_resource(task, moment.size()) == ResourceId{0};
        }
        EXPECT_EQ(std::stoul(found[1]), waiting) << others;
    }

    const Trace& trace_;
    RawReading raw_;
    Timeline timeline_;
    TaskNames names_;
    Metrics metrics_;
};

void check_claims(const Trace& trace, std::size_t moments = 150) { Oracle(trace).check(moments); }

constexpr Model kEveryModel[] = {Model::sequential, Model::threads,     Model::threads_gil, Model::processes,
                                 Model::event_loop, Model::thread_pool, Model::process_pool};

class Claims : public ::testing::TestWithParam<Model> {};
std::string model_name(const ::testing::TestParamInfo<Model>& info) { return std::string(name_of(info.param)); }
INSTANTIATE_TEST_SUITE_P(each, Claims, ::testing::ValuesIn(kEveryModel), model_name);

TEST_P(Claims, of_any_program_in_simulated_time_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(60) && !HasFailure(); ++seed) {
        AnyStory story({seed, 3, 6, seed % 2 == 0});
        RunPlan plan = simulated(GetParam(), 2, seed % 3 == 0 ? "round_robin" : "fifo", 400ms);
        check_claims(*simulate_in_place(story, plan));
    }
}

TEST_P(Claims, of_any_conducted_program_are_those_of_a_second_reading) {
    for (std::uint64_t seed = 1; seed <= programs_of(60) && !HasFailure(); ++seed) {
        AnyStory story({seed, 3, 5, seed % 2 == 0});
        RunPlan plan = simulated(GetParam(), 2);
        become_conducted(plan);
        BySeed conductor(7, seed);
        check_claims(*Rehearsal(story, plan).record(conductor));
    }
}

std::unique_ptr<Story> shelved(std::string_view name, Model model, const KnobSettings& knobs = {}) {
    const auto scenario = find_scenario(std::string(name));
    auto story = scenario.value()->load(knobs, 1);
    EXPECT_TRUE(story.ok());
    return suits(story.value()->description(), model) ? std::move(story.value()) : nullptr;
}

TEST_P(Claims, of_every_story_of_the_shelf_are_those_of_a_second_reading) {
    for (const CatalogueEntry& entry : catalogue()) {
        SCOPED_TRACE(std::string(entry.name));
        const auto story = shelved(entry.name, GetParam());
        if (!story) continue;
        check_claims(*simulate_in_place(*story, simulated(GetParam(), 3, "round_robin", 20ms)), 60);
        if (HasFailure()) return;
    }
}

TEST_P(Claims, of_every_story_that_is_conducted_are_those_of_a_second_reading) {
    for (const CatalogueEntry& entry : catalogue()) {
        SCOPED_TRACE(std::string(entry.name));
        const auto story = shelved(entry.name, GetParam());
        if (!story) continue;
        RunPlan plan = simulated(GetParam(), 3);
        become_conducted(plan);
        plan.max_events = 4'000;
        BySeed conductor(3);
        check_claims(*Rehearsal(*story, plan).record(conductor), 60);
        if (HasFailure()) return;
    }
}

TEST(RealClaims, of_any_program_are_those_of_a_second_reading) {
    for (const Model model : kEveryModel) {
        for (std::uint64_t seed = 1; seed <= 3; ++seed) {
            tell_story([seed]() -> std::unique_ptr<SmallStory> {
                return std::make_unique<AnyStory>(AnyProgram{seed, 3, 6, false});
            });
            check_claims(run_for_real(model).trace());
            if (HasFailure()) return;
        }
    }
}

}  // namespace
}  // namespace simul::testing
