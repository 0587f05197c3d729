// Every question of the shelf has an answer in the runs that it is asked of, and a question of choices has one right
// one.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "engine/analysis/metrics.h"
#include "engine/run/simulated/in_place.h"
#include "scenarios/catalogue.h"

namespace simul::testing {
namespace {

void has_one_right_choice_by_word(const Question& question, Outcome outcome) {
    const auto right = std::count_if(question.choices.begin(), question.choices.end(),
                                     [&](const Choice& choice) { return choice.is == name_of(outcome); });
    EXPECT_EQ(right, 1) << name_of(outcome);
}

/// The nearest is nearer by far than the second.
void has_one_right_choice_by_figure(const Question& question, double figure) {
    std::vector<double> distances;
    for (const Choice& choice : question.choices) distances.push_back(std::abs(std::stod(choice.is) - figure));
    std::sort(distances.begin(), distances.end());
    ASSERT_GE(distances.size(), 2u);
    EXPECT_LT(distances[0] * 3, distances[1]) << figure;
}

void is_answered(const Question& question, const Metrics& metrics) {
    ASSERT_FALSE(question.text.empty());
    if (question.answer == "outcome") return has_one_right_choice_by_word(question, *metrics.outcome);
    const auto figure = figure_named(metrics, question.answer, question.worst);
    ASSERT_TRUE(figure) << "the run has no " << question.answer;
    if (!question.choices.empty()) has_one_right_choice_by_figure(question, figure->value);
}

bool is_asked_of(const Question& question, Model model) {
    return question.models.empty() ||
           std::find(question.models.begin(), question.models.end(), model) != question.models.end();
}

void ask_of_every_model(const std::string& name, const Question& question) {
    const auto scenario = find_scenario(name);
    const auto story = scenario.value()->load(question.knobs, 1);
    ASSERT_TRUE(story.ok()) << story.error().sentence();
    for (std::size_t i = 0; i < kModelCount; ++i) {
        Settings settings;
        settings.model = static_cast<Model>(i);
        settings.knobs = question.knobs;
        settings.cores = question.cores;
        const auto plan = settle(settings, story.value()->description(), 2);
        if (!plan || !is_asked_of(question, plan->model)) continue;
        if (question.cores && plan->cores != *question.cores) continue;
        if (question.possible) continue;  // all orders answer it, and the window's tests follow them
        SCOPED_TRACE(name + ", " + question.text + " " + std::string(name_of(plan->model)));
        is_answered(question, metrics_of(*simulate_in_place(*story.value(), *plan)));
    }
}

TEST(Questions, have_an_answer_in_every_run_that_they_are_asked_of) {
    for (const CatalogueEntry& entry : catalogue()) {
        const std::string name(entry.name);
        const auto story = find_scenario(name).value()->load({}, 1);
        for (const Question& question : story.value()->description().questions) ask_of_every_model(name, question);
    }
}

#ifdef SIMUL_LUA
TEST(Questions, are_asked_by_the_two_big_stories_whatever_the_settings) {
    for (const char* name : {"chess_exhibition", "two_cashiers"}) {
        const auto story = find_scenario(name).value()->load({}, 1);
        const Question& last = story.value()->description().questions.back();
        EXPECT_TRUE(last.knobs.empty() && last.models.empty() && !last.cores) << name;
    }
}

TEST(Cores, are_the_storys_own_in_simulated_runs_unless_the_reader_names_them) {
    const auto story = find_scenario("two_cashiers").value()->load({}, 1);
    const ScenarioDescription& shop = story.value()->description();
    const auto cores = [&](Settings settings) { return settle(settings, shop, 3)->cores; };
    Settings settings;
    EXPECT_EQ(cores(settings), 2u);
    settings.clock = Clock::real;
    EXPECT_EQ(cores(settings), 3u);
    settings.clock = Clock::simulated;
    settings.model = Model::event_loop;
    EXPECT_EQ(cores(settings), 1u);
    settings.model = Model::processes;
    settings.cores = 7;
    EXPECT_EQ(cores(settings), 7u);
    EXPECT_EQ(settle({}, find_scenario("factorials").value()->load({}, 1).value()->description(), 3)->cores, 4u);
}
#endif

}  // namespace
}  // namespace simul::testing
