// Something to do with the story: what is asked for, hints one after another, and whether it is met at the playhead.
#include "app/panels/challenge.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "app/panels/source_text.h"
#include "app/theme/widgets.h"
#include "app/workspace/challenge.h"
#include "app/workspace/conducting.h"
#include "app/workspace/run_settings.h"
#include "engine/analysis/challenges.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"
#include "engine/trace/text_form.h"

namespace simul::panels {
namespace {

using namespace theme;

/// `the policy`, for what a challenge calls policy; a knob has its name.
std::string turned_in_words(const std::string& name) {
    if (name == "policy") return "the policy";
    if (name == "parameters") return "the parameters of the policy";
    if (name == "quantum") return "the quantum";
    if (name == "cores") return "the number of cores";
    return plain_name(name);
}

std::string record_in_words(const workspace::Feat& feat, const Challenge& challenge) {
    if (challenge.mend) return "mended";
    if (!challenge.turn.empty()) return fmt::format("done, {}", plural(static_cast<std::uint64_t>(feat.hints), "hint"));
    return fmt::format("{}, {}", plural(static_cast<std::uint64_t>(feat.clicks), "click"),
                       plural(static_cast<std::uint64_t>(feat.hints), "hint"));
}

void draw_offer(const Workspace& workspace, Commands& commands, Flow& flow, std::size_t index) {
    const Challenge& challenge = workspace.story->description.challenges[index];
    Box row = flow.next(px(spacing().control));
    const ButtonFace face{"Try", challenge.text, -1};
    if (button(fmt::format("take up {}", index), row.take_right(button_width(face)), face))
        commands.push_back(workspace::TakeUp{index});
    row.right -= px(8);
    const workspace::Feat* feat = workspace::feat_in(workspace.score, challenge.title);
    if (feat != nullptr) draw_icon(flow.list(), row.take_left(px(24)), Icon::check, colour(Tone::running));
    draw_text_in(flow.list(), row, {challenge.title, Face::body});
    flow.skip(px(4));
}

void draw_offers(const Workspace& workspace, Commands& commands, Flow& flow) {
    const std::vector<Challenge>& challenges = workspace.story->description.challenges;
    if (challenges.empty()) return;
    const bool by_settings = std::any_of(challenges.begin(), challenges.end(),
                                         [](const Challenge& challenge) { return !challenge.turn.empty(); });
    flow.heading(by_settings ? "Challenges" : "Break it, mend it");
    for (std::size_t i = 0; i < challenges.size(); ++i) draw_offer(workspace, commands, flow, i);
    flow.rule();
}

/// The text is changed in the source pane; all orders are the judge.
void draw_mending(const Workspace& workspace, Commands& commands, const Challenge& challenge, Flow& flow) {
    Box row = flow.next(px(spacing().control));
    const bool editing = workspace::is_editing(*workspace.story);
    if (!editing || source_is_a_tab()) {
        const ButtonFace edit{"Edit", "Change the source", static_cast<int>(Icon::edit)};
        if (button("edit to mend", row.take_left(button_width(edit)), edit)) {
            commands.push_back(workspace::EditSource{});
            if (source_is_a_tab()) commands.push_back(workspace::ShowTab{workspace::RightTab::source});
        }
        row.left += px(8);
    }
    const ButtonFace judge{"Is it mended?", "All orders are tried: none may go wrong, and the work must be done",
                           static_cast<int>(Icon::compare), ButtonKind::primary};
    if (button("judge", row.take_left(button_width(judge)), judge)) commands.push_back(workspace::Judge{});
    flow.skip(px(8));
    const workspace::Exploring& exploring = workspace.story->exploring;
    const bool judged = exploring.judged == challenge.title && exploring.report && !workspace::is_outdated(workspace);
    if (judged) {
        draw_judgement(workspace, commands, flow);
        flow.put(workspace::verdict_in_words(*exploring.report));
    } else {
        flow.put("Every order of the tasks is tried then, so the answer is a proof.", Face::body, Tone::dim);
    }
}

/// What may be turned, and how far the run that is shown is from the goal.
void draw_turning(const Workspace& workspace, Commands& commands, const Challenge& challenge, Flow& flow) {
    std::vector<std::string> names;
    for (const std::string& name : challenge.turn) names.push_back(turned_in_words(name));
    flow.put(fmt::format("You may turn {}.", fmt::join(names, ", ")), Face::body, Tone::dim);
    flow.skip(px(4));
    const workspace::OpenRun* run = workspace.run();
    if (run == nullptr || run->live()) return;
    const std::vector<std::string> beyond = workspace::turned_beyond(workspace);
    if (!beyond.empty()) {
        flow.put(printable(fmt::format("This run does not count: {}.", fmt::join(beyond, ", "))), Face::body,
                 Tone::blocked);
        const ButtonFace anew{"Begin anew", "With the settings of the challenge"};
        if (button("begin anew", flow.next(px(spacing().control)).take_left(button_width(anew)), anew))
            commands.push_back(workspace::TakeUp{workspace.story->attempt->challenge});
    } else if (workspace::is_met_at(*run, run->trace().size(), challenge.goal)) {
        flow.put("Done.", Face::strong, Tone::running);
        flow.put(challenge.praise);
    }
    for (const std::string& figure : figures_in_words(challenge.goal, run->metrics()))
        flow.put(printable("In this run " + figure + "."), Face::body, Tone::dim);
}

void draw_progress(const Workspace& workspace, Commands& commands, const Challenge& challenge, Flow& flow) {
    flow.skip(px(6));
    if (challenge.mend) {
        draw_mending(workspace, commands, challenge, flow);
    } else if (!challenge.turn.empty()) {
        draw_turning(workspace, commands, challenge, flow);
    } else if (workspace::is_met_now(workspace)) {
        flow.put(fmt::format("Done with {}.", plural(workspace::clicks_so_far(workspace), "click")), Face::strong,
                 Tone::running);
        flow.put(challenge.praise);
    } else if (challenge.clicks && workspace::is_conducted(workspace)) {
        flow.put(fmt::format("{} of {}", workspace::clicks_so_far(workspace),
                             plural(static_cast<std::uint64_t>(*challenge.clicks), "click")),
                 Face::body, Tone::dim);
    }
}

}  // namespace

void draw_challenge(const Workspace& workspace, Commands& commands, Flow& flow) {
    const Challenge* challenge = workspace::challenge_of(workspace);
    if (challenge == nullptr) return draw_offers(workspace, commands, flow);
    Box row = flow.next(px(30));
    const ButtonFace close{"", "Leave it", static_cast<int>(Icon::close), ButtonKind::quiet};
    if (button("give up", row.take_right(px(24)), close)) commands.push_back(workspace::GiveUp{});
    row.right -= px(8);
    const std::size_t hints = workspace.story->attempt->hints;
    const ButtonFace hint{"Hint", "The next one tells more", static_cast<int>(Icon::bulb), ButtonKind::quiet};
    if (hints < challenge->hints.size() && button("hint", row.take_right(button_width(hint)), hint))
        commands.push_back(workspace::ShowHint{});
    draw_text_in(flow.list(), row, {challenge->title, Face::strong});
    flow.put(challenge->text);
    for (std::size_t i = 0; i < hints && i < challenge->hints.size(); ++i)
        flow.put(challenge->hints[i], Face::body, Tone::dim);
    draw_progress(workspace, commands, *challenge, flow);
    if (const workspace::Feat* feat = workspace::feat_in(workspace.score, challenge->title))
        flow.put("Your best: " + record_in_words(*feat, *challenge), Face::body, Tone::dim);
    flow.rule();
}

}  // namespace simul::panels
