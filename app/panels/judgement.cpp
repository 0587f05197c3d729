// What came of mending a story: whether all its orders are right now, and one that is not.
#include <fmt/format.h>

#include "app/panels/challenge.h"
#include "app/theme/widgets.h"
#include "app/workspace/challenge.h"
#include "engine/trace/text_form.h"

namespace simul::panels {

using namespace theme;

void draw_judgement(const Workspace& workspace, Commands& commands, Flow& flow) {
    const workspace::Exploring& exploring = workspace.story->exploring;
    if (!exploring.report || !exploring.report->judgement) return;
    const workspace::ReportedJudgement& judgement = *exploring.report->judgement;
    const bool mended = judgement.verdict == Verdict::mended;
    flow.put(fmt::format("{}: {}", exploring.judged, mended ? "mended" : "not yet"), Face::strong,
             mended ? Tone::running : Tone::blocked);
    if (!mended) flow.put(printable(judgement.text));
    const Challenge* challenge = workspace::challenge_of(workspace);
    if (mended && challenge != nullptr && challenge->title == exploring.judged) {
        flow.skip(px(4));
        flow.put(printable(challenge->praise), Face::body, Tone::dim);
    }
    flow.skip(px(6));
    if (!judgement.counterexample) return;
    const ButtonFace show{"Show such an order", "The shortest, to be stepped through", static_cast<int>(Icon::eye)};
    if (button("counterexample", flow.next(px(spacing().control)).take_left(button_width(show)), show))
        commands.push_back(workspace::ShowCounterexample{});
    flow.skip(px(6));
}

}  // namespace simul::panels
