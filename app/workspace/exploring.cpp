#include "app/workspace/exploring.h"

#include <utility>

#include "app/workspace/challenge.h"
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

void begin(Workspace& workspace, Settings settings, const ExplorationRequest& request, const std::string& judged) {
    OpenStory& story = *workspace.story;
    Exploring fresh;
    fresh.search = story.exploring.search;
    fresh.runs = story.exploring.runs;
    fresh.wakeups = story.exploring.wakeups;
    fresh.faults = story.exploring.faults;
    fresh.memory = story.exploring.memory;
    fresh.settings = std::move(settings);
    fresh.settings.clock = Clock::simulated;  // orders are the same for real, and take longer
    fresh.source = story.description.source;
    fresh.judged = judged;
    Result<Study> study = Study::start(*workspace.zygote, fresh.settings, text_of(request));
    if (study)
        fresh.study = std::make_unique<Study>(std::move(*study));
    else
        fresh.error = study.error().sentence();
    story.exploring = std::move(fresh);
}

void show_orders(Workspace& workspace) {
    workspace.right_tab = RightTab::orders;
    workspace.flyout = Flyout::right;
}

/// A challenge that somebody changed so that it is another one with these knobs is not met.
void keep_if_mended(Workspace& workspace) {
    const Exploring& exploring = workspace.story->exploring;
    const bool mended = exploring.report->judgement && exploring.report->judgement->verdict == Verdict::mended;
    if (!mended) return;
    if (!exploring.report->results.empty()) show(workspace, exploring.report->results.front().example, "mended");
    const Challenge* now = challenge_of(workspace);
    const bool same = now != nullptr && now->title == exploring.judged;
    keep_feat(workspace, {exploring.judged, 0, same ? static_cast<std::int64_t>(workspace.story->attempt->hints) : 0});
}

void begin_study(Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    Settings settings = conducted_settings(story);
    settings.wakeups = story.exploring.wakeups;
    settings.faults = story.exploring.faults;
    settings.memory = story.exploring.memory;
    begin(workspace, std::move(settings), request_of(story.exploring), "");
}

}  // namespace

void start_exploring(Workspace& workspace) {
    if (!workspace.story || workspace.story->from_trace) return;
    begin_study(workspace);
    show_orders(workspace);
}

void explore_quietly(Workspace& workspace) { begin_study(workspace); }

void judge_mending(Workspace& workspace) {
    const Challenge* challenge = challenge_of(workspace);
    if (challenge == nullptr || !challenge->mend) return;
    Settings settings = settings_of(*challenge, workspace.story->settings.scenario);
    settings.source = workspace.story->settings.source;
    settings.seed = workspace.story->settings.seed;
    ExplorationRequest request;
    request.challenge = workspace.story->attempt->challenge;
    begin(workspace, std::move(settings), request, challenge->title);
    show_orders(workspace);
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
    Result<ExplorationReport> report = answer ? report_from(*answer) : answer.error();
    if (report)
        exploring.report = std::move(*report);
    else
        exploring.error = report.error().sentence();
    exploring.study.reset();
    if (exploring.report) keep_if_mended(workspace);
    return true;
}

bool is_outdated(const Workspace& workspace) {
    const OpenStory& story = *workspace.story;
    return story.exploring.source != story.description.source ||
           story.exploring.settings.wakeups != story.exploring.wakeups ||
           story.exploring.settings.faults != story.exploring.faults ||
           story.exploring.settings.memory != story.exploring.memory ||
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

void show_counterexample(Workspace& workspace) {
    if (!workspace.story || !workspace.story->exploring.report) return;
    const std::optional<ReportedJudgement>& judgement = workspace.story->exploring.report->judgement;
    if (judgement && judgement->counterexample) show(workspace, *judgement->counterexample, "not mended");
}

}  // namespace simul::workspace
