#include "app/workspace/exploring.h"

#include <utility>

#include "app/workspace/conducting.h"
#include "app/workspace/workspace.h"

namespace simul::workspace {
namespace {

bool explore_alike(const Settings& a, const Settings& b) {
    return a.scenario == b.scenario && a.model == b.model && a.workers == b.workers && a.seed == b.seed &&
           a.knobs == b.knobs;
}

ExplorationRequest request_of(const Exploring& exploring) {
    ExplorationRequest request;
    request.search = exploring.search;
    request.runs = exploring.runs;
    return request;
}

void show(Workspace& workspace, const ReportedExample& example, const std::string& name) {
    Settings settings = workspace.story->exploring.settings;
    settings.schedule = example.schedule;
    show_schedule(workspace, std::move(settings), name);
}

}  // namespace

void start_exploring(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    OpenStory& story = *workspace.story;
    Exploring fresh;
    fresh.search = story.exploring.search;
    fresh.runs = story.exploring.runs;
    fresh.settings = conducted_settings(story);
    fresh.settings.clock = Clock::simulated;  // orders are the same for real, and take longer
    fresh.source = story.description.source;
    Result<Study> study = Study::start(*workspace.zygote, fresh.settings, text_of(request_of(fresh)));
    if (study)
        fresh.study = std::make_unique<Study>(std::move(*study));
    else
        fresh.error = study.error().sentence;
    story.exploring = std::move(fresh);
    workspace.right_tab = RightTab::orders;
    workspace.flyout = Flyout::right;
}

void stop_exploring(Workspace& workspace) {
    if (workspace.story && workspace.story->exploring.study) workspace.story->exploring.study->stop();
}

bool take_news_of_exploring(Workspace& workspace, double seconds) {
    if (!workspace.story || !workspace.story->exploring.study) return false;
    Exploring& exploring = workspace.story->exploring;
    const auto shown = static_cast<std::int64_t>(exploring.seconds);
    exploring.seconds += seconds;
    if (exploring.study->take_news(0)) return static_cast<std::int64_t>(exploring.seconds) != shown;
    const Result<std::string>& answer = exploring.study->answer();
    if (answer)
        exploring.report = report_from(*answer);
    else
        exploring.error = answer.error().sentence;
    exploring.study.reset();
    return true;
}

bool is_outdated(const Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    return story.exploring.source != story.description.source ||
           !explore_alike(story.exploring.settings, story.settings);
}

void show_example(Workspace& workspace, std::size_t result) {
    if (!workspace.story || !workspace.story->exploring.report) return;
    const std::vector<ReportedResult>& results = workspace.story->exploring.report->results;
    if (result < results.size()) show(workspace, results[result].example, short_words(results[result]));
}

void show_example_of_finding(Workspace& workspace, std::size_t finding) {
    if (!workspace.story || !workspace.story->exploring.report) return;
    const std::vector<ReportedFinding>& findings = workspace.story->exploring.report->findings;
    if (finding < findings.size()) show(workspace, findings[finding].example, short_words(findings[finding]));
}

}  // namespace simul::workspace
