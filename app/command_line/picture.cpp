// simul picture: a moment of a run as a PNG file, without any display.
#ifdef SIMUL_WINDOW

#include <fmt/format.h>

#include <array>

#include "app/command_line/picture_options.h"
#include "app/command_line/recording.h"
#include "app/command_line/verbs.h"
#include "app/workspace/commands.h"
#include "app/workspace/running.h"
#include "engine/analysis/time_words.h"
#include "engine/os/signals.h"
#include "engine/os/waiting.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

/// Brings a workspace to the moment of the picture, as the reader would with the mouse.
class Photographer {
  public:
    Photographer(const PictureOptions& options, Zygote& zygote, const os::StopRequest& request)
        : options_(options), request_(request), workspace_(zygote) {
        workspace_.preferences.look = options.look;
        workspace_.preferences.zoom = options.zoom;
        workspace_.preferences.reduced_motion = true;
    }

    /// The exit code.
    int take_picture() {
        const Result<void> ready = get_ready();
        if (request_.requested()) return kExitStopped;
        if (!ready) return refuse(ready.error());
        const Result<void> written = write_png(window::picture_of(workspace_, options_.wish), options_.path);
        return written ? kExitDone : refuse(written.error());
    }

  private:
    Result<void> get_ready() {
        if (options_.wish.view == window::View::window)
            workspace_.shelf = workspace::load_shelf(*workspace_.zygote, workspace_.error);
        perform(workspace_, workspace::Open{options_.subject});
        if (!workspace_.story) return workspace_.error.value_or(Error{});
        if (workspace_.story->from_trace) return look_at_recording();
        const Result<void> asked = ask_for_run();
        if (!asked) return asked;
        await_end();
        return options_.chosen.every_model ? has_runs() : look_at_moment();
    }

    Result<void> look_at_recording() {
        if (options_.first_setting) return no_option_of_recording(options_.subject, *options_.first_setting);
        return look_at_moment();
    }

    Result<void> ask_for_run() {
        perform(workspace_, workspace::StopRun{});
        workspace::OpenStory& story = *workspace_.story;
        story.run.reset();
        story.prediction.stage = workspace::Prediction::Stage::skipped;
        const std::optional<Model> usual = story.settings.model;
        const std::string scenario = story.settings.scenario;
        story.settings = options_.chosen.settings;
        story.settings.scenario = scenario;
        story.preset = story.settings.preset.value_or("");
        const auto cores = static_cast<std::uint32_t>(workspace::real_cores());
        if (const Result<void> filled = fill_in_preset(story.settings, story.description, cores); !filled)
            return filled;
        if (!story.settings.model) story.settings.model = usual;
        const Result<void> turned = turn(story.description.knobs, story.settings.knobs);
        if (!turned) return turned;
        if (options_.chosen.every_model)
            perform(workspace_, workspace::RunEveryModel{});
        else
            perform(workspace_, workspace::StartRun{});
        return has_runs();
    }

    Result<void> has_runs() const {
        const workspace::OpenStory& story = *workspace_.story;
        if (!story.run && !story.comparison) return workspace_.error.value_or(Error{});
        return {};
    }

    void await_end() {
        while (is_live() && !request_.requested()) {
            constexpr int kPatienceMs = 10;
            os::wait_readable(std::array{request_.fd()}, kPatienceMs);
            advance(workspace_, 0);
        }
    }

    bool is_live() const {
        const workspace::OpenStory& story = *workspace_.story;
        return (story.run && story.run->live()) || (story.comparison && story.comparison->live());
    }

    Result<void> look_at_moment() {
        const workspace::OpenRun& run = *workspace_.story->run;
        if (run.trace().size() == 0 && run.ending().error) return *run.ending().error;
        const Time at = options_.at.value_or(run.end());
        if (at > run.end())
            return Error{fmt::format("--at {}: the run is over at {}. Choose a moment until then, or --at end.",
                                     axis_time(at.time_since_epoch()), full_time(run.end().time_since_epoch()))};
        perform(workspace_, workspace::MoveTo{at});
        if (at < run.end()) perform(workspace_, workspace::ShowDetail{});
        return select();
    }

    Result<void> select() {
        if (!options_.selected) return {};
        const workspace::OpenRun& run = *workspace_.story->run;
        for (std::size_t i = 0; i < run.timeline().task_count(); ++i)
            if (const auto task = static_cast<TaskId>(i); run.names().name_of(task) == *options_.selected)
                return choose({task, kNoResource});
        const std::vector<ResourceInfo>& resources = run.header().resources;
        for (std::size_t i = 0; i < resources.size(); ++i)
            if (resources[i].name == *options_.selected) return choose({kNoTask, static_cast<ResourceId>(i)});
        return Error{
            fmt::format("--select {}: no task and no resource of this run has this name. `simul run --events` "
                        "shows them.",
                        shown(*options_.selected))};
    }

    Result<void> choose(const workspace::Selection& selection) {
        perform(workspace_, workspace::Select{selection});
        perform(workspace_, workspace::ShowTab{workspace::RightTab::task});
        return {};
    }

    const PictureOptions& options_;
    const os::StopRequest& request_;
    workspace::Workspace workspace_;
};

}  // namespace

int picture(const Arguments& arguments, Session& session) {
    CommandParser parser("simul picture", "A moment of a run as a PNG file. No display is needed.");
    add_picture_options(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<PictureOptions> options = picture_options(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<os::StopRequest> request = os::StopRequest::install();
    if (!request) return refuse(request.error());
    return Photographer(*options, *session.zygote, *request).take_picture();
}

}  // namespace simul::command_line

#endif
