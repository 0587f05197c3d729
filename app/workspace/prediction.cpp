#include "app/workspace/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "app/workspace/run_settings.h"
#include "engine/analysis/time_words.h"

namespace simul::workspace {
namespace {

/// A number is right when it is as near as this part of the run's figure.
constexpr double kNearEnough = 0.01;
constexpr double kNearChoice = 0.05;

bool fits(const Question& question, const Workspace& workspace) {
    const std::vector<Model>& models = question.models;
    if (!models.empty() && std::find(models.begin(), models.end(), workspace.model()) == models.end()) return false;
    if (question.cores && *question.cores != static_cast<std::int64_t>(workspace.cores())) return false;
    return std::all_of(question.knobs.begin(), question.knobs.end(), [&](const auto& setting) {
        Knobs asked = workspace.story->description.knobs;
        const std::string now = knob_named(asked, setting.first).value_as_text();
        return turn(asked, {setting}) && knob_named(asked, setting.first).value_as_text() == now;
    });
}

std::optional<double> number_in(const std::string& text) {
    double number = 0;
    const char* end = text.data() + text.size();
    const auto [rest, failure] = std::from_chars(text.data(), end, number);
    return failure == std::errc{} && rest == end ? std::optional(number) : std::nullopt;
}

std::string in_unit(double figure, const Question& question, bool is_time = false) {
    if (is_time || question.unit == "s") return full_time(duration_of_seconds(figure));
    return fmt::format("{:g}{}{}", figure, question.unit.empty() ? "" : " ", question.unit);
}

/// How far from a choice a figure may be to be that choice: a twentieth of it, or of the way to its neighbor.
double tolerance_of(const std::vector<double>& numbers, double number) {
    double apart = INFINITY;
    for (const double other : numbers)
        if (other != number) apart = std::min(apart, std::abs(other - number));
    return kNearChoice * (std::isinf(apart) ? std::abs(number) : std::max(std::abs(number), apart));
}

/// The choice that the figure is, if it is one of them.
const Choice* choice_at(const Question& question, double figure) {
    std::vector<double> numbers;
    for (const Choice& choice : question.choices)
        if (const auto number = number_in(choice.is)) numbers.push_back(*number);
    for (const Choice& choice : question.choices)
        if (const auto number = number_in(choice.is);
            number && std::abs(*number - figure) <= tolerance_of(numbers, *number))
            return &choice;
    return nullptr;
}

const Choice* choice_that_is(const Question& question, std::string_view word) {
    const auto found = std::find_if(question.choices.begin(), question.choices.end(),
                                    [&](const Choice& choice) { return choice.is == word; });
    return found == question.choices.end() ? nullptr : &*found;
}

AnswerVerdict verdict_on_choice(const Question& question, const std::string& said, const Choice* right,
                                std::string given) {
    AnswerVerdict verdict{said, std::move(given), right != nullptr && right->text == said, {}};
    for (const Choice& choice : question.choices)
        if (choice.text == said && right != nullptr && !verdict.right) verdict.misconception = choice.misconception;
    return verdict;
}

/// Whether the orders that are known are those of the settings that were asked about.
bool explored_what_was_asked(const OpenStory& story) {
    const TraceHeader& asked = story.prediction.asked_of;
    const Settings& explored = story.exploring.settings;
    Knobs turned = story.untouched;
    if (!turn(turned, explored.knobs)) return false;
    decltype(asked.knobs) knobs;
    for (const Knob& knob : turned) knobs.emplace_back(knob.name, knob.value_as_text());
    return story.exploring.source == asked.source && knobs == asked.knobs && explored.seed == asked.seed &&
           explored.model.value_or(story.description.default_model) == asked.model;
}

/// All values that the orders end with, as a choice has them: "1 or 2". Empty while that is not known.
std::string possible_answers(const OpenStory& story) {
    const Question& question = story.prediction.question;
    const std::optional<ExplorationReport>& report = story.exploring.report;
    if (!report || !report->complete || !explored_what_was_asked(story)) return {};
    std::set<std::string> values;
    for (const ReportedResult& result : report->results) {
        if (question.answer == "outcome") values.insert(result.outcome);
        for (const auto& [name, value] : result.variables)
            if (name == question.answer) values.insert(value);
    }
    std::string all;
    for (const std::string& value : values) all += (all.empty() ? "" : " or ") + value;
    return all;
}

std::optional<AnswerVerdict> verdict_on_orders(const OpenStory& story) {
    const std::string all = possible_answers(story);
    if (all.empty()) return std::nullopt;
    const Choice* right = choice_that_is(story.prediction.question, all);
    return verdict_on_choice(story.prediction.question, story.prediction.answer, right,
                             all + ", taking all orders together");
}

std::optional<AnswerVerdict> verdict_on_run(const Prediction& prediction, const Metrics& metrics) {
    const Question& question = prediction.question;
    if (question.answer == "outcome") {
        if (!metrics.outcome) return std::nullopt;
        const Choice* right = choice_that_is(question, name_of(*metrics.outcome));
        const std::string given = right != nullptr ? right->text : std::string(name_of(*metrics.outcome));
        return verdict_on_choice(question, prediction.answer, right, given);
    }
    const std::optional<NamedFigure> figure = figure_named(metrics, question.answer, question.worst);
    if (!figure) return std::nullopt;
    const double given = figure->value;
    const std::string in_words = in_unit(given, question, figure->kind == NamedFigure::Kind::mark);
    if (!question.choices.empty())
        return verdict_on_choice(question, prediction.answer, choice_at(question, given), in_words);
    const std::optional<double> said = number_in(prediction.answer);
    if (!said) return std::nullopt;
    const bool right = std::abs(*said - given) <= kNearEnough * std::abs(given);
    return AnswerVerdict{in_unit(*said, question), in_words, right, {}};
}

bool is_at_end(const OpenStory& story) { return !story.run->live() && story.playhead.at >= story.run->end(); }

}  // namespace

const Question* question_of(const Workspace& workspace) {
    if (!workspace.story) return nullptr;
    for (const Question& question : workspace.story->description.questions)
        if (fits(question, workspace)) return &question;
    return nullptr;
}

bool is_asked(const Workspace& workspace) {
    return workspace.story && workspace.story->prediction.stage == Prediction::Stage::asked;
}

bool asks_first(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    if (story.prediction.stage == Prediction::Stage::none && !story.run && question_of(workspace) != nullptr)
        story.prediction.stage = Prediction::Stage::asked;
    return is_asked(workspace);
}

bool settle_prediction(Workspace& workspace, Prediction::Stage stage, const std::string& answer) {
    if (!is_asked(workspace)) return false;
    const Question* question = question_of(workspace);
    Prediction settled;
    settled.stage = stage;
    settled.answer = answer;
    if (question != nullptr) settled.question = *question;
    settled.asked_of = next_header(workspace);
    workspace.story->prediction = std::move(settled);
    return true;
}

void skip_question(Workspace& workspace) {
    if (!settle_prediction(workspace, Prediction::Stage::skipped, {})) return;
    workspace.news = "The question is passed over. The tab Result asks it again.";
}

void ask_again(Workspace& workspace) {
    if (question_of(workspace) == nullptr || workspace.story->from_trace) return;
    workspace.story->prediction = {};
    workspace.story->prediction.stage = Prediction::Stage::asked;
    workspace.story->playback.playing = workspace.story->playback.follow = false;
}

bool is_of_asked_settings(const Workspace& workspace) {
    return workspace.run() != nullptr && asked_of_in_words(workspace).empty();
}

std::string asked_of_in_words(const Workspace& workspace) {
    if (workspace.run() == nullptr) return {};
    return difference_in_words(workspace.story->prediction.asked_of, workspace.run()->header(),
                               workspace.story->description.knobs);
}

bool keeps_secret(const Workspace& workspace) {
    const OpenStory* story = workspace.story ? &*workspace.story : nullptr;
    return story != nullptr && story->prediction.stage == Prediction::Stage::answered && !story->prediction.revealed &&
           is_of_asked_settings(workspace);
}

bool reveal(Workspace& workspace) {
    if (!keeps_secret(workspace) || !is_at_end(*workspace.story)) return false;
    workspace.story->prediction.revealed = true;
    if (workspace.right_tab != RightTab::choices) workspace.right_tab = RightTab::result;
    return true;
}

std::optional<AnswerVerdict> verdict_of(const Workspace& workspace) {
    if (workspace.run() == nullptr || workspace.run()->live()) return std::nullopt;
    const Prediction& prediction = workspace.story->prediction;
    if (prediction.stage != Prediction::Stage::answered || !prediction.revealed || !is_of_asked_settings(workspace))
        return std::nullopt;
    if (prediction.question.possible) return verdict_on_orders(*workspace.story);
    return verdict_on_run(prediction, workspace.run()->metrics());
}

}  // namespace simul::workspace
