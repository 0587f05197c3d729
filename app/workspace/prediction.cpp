#include "app/workspace/prediction.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/analysis/time_words.h"

namespace simul::workspace {
namespace {

/// A number is right when it is as near as this part of the run's figure.
constexpr double kNearEnough = 0.01;

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

std::optional<double> figure_of(const Metrics& metrics, const Question& question) {
    return figure_named(metrics, question.answer, question.worst);
}

std::string in_unit(double figure, const Question& question) {
    if (question.unit == "s") return full_time(duration_of_seconds(figure));
    return fmt::format("{:g}{}{}", figure, question.unit.empty() ? "" : " ", question.unit);
}

/// Of the choices: the one whose figure is nearest, or whose word is the outcome's.
const Choice* right_choice(const Question& question, const Metrics& metrics) {
    const std::optional<double> figure = figure_of(metrics, question);
    const Choice* best = nullptr;
    double least = INFINITY;
    for (const Choice& choice : question.choices) {
        if (question.answer == "outcome" && metrics.outcome && choice.is == name_of(*metrics.outcome)) return &choice;
        const std::optional<double> number = number_in(choice.is);
        if (!figure || !number || std::abs(*number - *figure) >= least) continue;
        least = std::abs(*number - *figure);
        best = &choice;
    }
    return best;
}

Verdict verdict_on_choice(const Question& question, const std::string& said, const Metrics& metrics) {
    Verdict verdict{said, {}, false, {}};
    const Choice* right = right_choice(question, metrics);
    if (right != nullptr) verdict.given = right->text;
    verdict.right = right != nullptr && right->text == said;
    for (const Choice& choice : question.choices)
        if (choice.text == said && !verdict.right) verdict.misconception = choice.misconception;
    return verdict;
}

}  // namespace

const Question* question_of(const Workspace& workspace) {
    if (!workspace.story) return nullptr;
    for (const Question& question : workspace.story->description.questions)
        if (fits(question, workspace)) return &question;
    return nullptr;
}

bool asks_first(Workspace& workspace) {
    OpenStory& story = *workspace.story;
    if (story.prediction.stage == Prediction::Stage::none && !story.run && question_of(workspace) != nullptr)
        story.prediction.stage = Prediction::Stage::asked;
    return story.prediction.stage == Prediction::Stage::asked;
}

bool settle_prediction(Workspace& workspace, Prediction::Stage stage, const std::string& answer) {
    if (!workspace.story || workspace.story->prediction.stage != Prediction::Stage::asked) return false;
    const Question* question = question_of(workspace);
    workspace.story->prediction = {stage, answer, question != nullptr ? *question : Question{}};
    return true;
}

std::optional<Verdict> verdict_of(const Workspace& workspace) {
    if (workspace.run() == nullptr || workspace.run()->live()) return std::nullopt;
    const Prediction& prediction = workspace.story->prediction;
    if (prediction.stage != Prediction::Stage::answered) return std::nullopt;
    const Question& question = prediction.question;
    const Metrics& metrics = workspace.run()->metrics();
    if (!question.choices.empty()) return verdict_on_choice(question, prediction.answer, metrics);
    const std::optional<double> said = number_in(prediction.answer), given = figure_of(metrics, question);
    if (!said || !given) return std::nullopt;
    const bool right = std::abs(*said - *given) <= kNearEnough * std::abs(*given);
    return Verdict{in_unit(*said, question), in_unit(*given, question), right, {}};
}

}  // namespace simul::workspace
