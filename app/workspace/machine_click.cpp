#include "app/workspace/machine_click.h"

#include <fmt/format.h>

#include <algorithm>

#include "app/workspace/conducting.h"
#include "engine/base/happening.h"
#include "engine/base/is_out.h"

namespace simul::workspace {

namespace {

using What = Happening::What;

class Clicked {
  public:
    Clicked(const Workspace& workspace, NodeId one, NodeId other)
        : workspace_(workspace), run_(*workspace.run()), one_(one), other_(other) {}

    MachineClick answer() const {
        if (!run_.header().conducted()) return {kNoTask, of_free_run()};
        const std::vector<Candidate> candidates = candidates_at(workspace_);
        for (const Candidate& candidate : candidates)
            if (candidate.can_go_on && is_meant(candidate.intent.task))
                return {candidate.intent.task, what_happens(happening_of(candidate.intent.task).what)};
        return {kNoTask, candidates.empty() ? of_no_decision() : why_not()};
    }

  private:
    bool of_link() const { return one_ != other_; }
    const std::string& name(NodeId node) const { return run_.header().nodes[index_of(node)].name; }
    std::string link() const { return fmt::format("the link between {} and {}", name(one_), name(other_)); }

    bool is_meant(TaskId id) const {
        if (!is_happening(id)) return false;
        const Happening may = happening_of(id);
        return !may.of_message() && std::minmax(may.node, may.other) == std::minmax(one_, other_);
    }

    std::string what_happens(What what) const {
        switch (what) {
            case What::crashes:
                return fmt::format("Click: {} crashes. Its tasks end, and what it has in memory is gone.", name(one_));
            case What::comes_back:
                return fmt::format("Click: {} comes back, without its memory.", name(one_));
            case What::is_cut:
                return fmt::format("Click: {} is cut, and what is under way on it is lost.", link());
            case What::is_mended:
                return fmt::format("Click: {} is mended.", link());
            case What::arrives:
            case What::is_lost:
            case What::arrives_twice:
            case What::reaches_memory:
                break;
        }
        return {};
    }

    std::string of_free_run() const {
        const std::string& story = run_.header().scenario;
        const std::string option = of_link() ? fmt::format("--cut {}-{}@1:2", name(one_), name(other_))
                                             : fmt::format("--crash {}@1:2", name(one_));
        if (workspace_.story->from_trace) return "This run was recorded, and stays as it was.";
        if (!of_link() && one_ == kFirstNode)
            return fmt::format("This run is free. Step by hand crashes any machine but {}, where main runs.",
                               name(one_));
        return fmt::format("This run is free: press Step by hand, and then click; or `simul run {} {}`.", story,
                           option);
    }

    std::string of_no_decision() const {
        const bool over = !run_.live() && run_.steps().done(workspace_.story->playhead.events) == run_.steps().size();
        return over ? "The run is over: step back, and then click." : "The story comes to its next decision first.";
    }

    std::string why_not() const {
        if (is_out(run_.metrics().outages, one_, other_, workspace_.story->playhead.at))
            return of_link() ? "The story has cut it, and only the story mends it."
                             : "The story has let it crash, and only the story lets it come back.";
        if (!of_link() && one_ == kFirstNode)
            return fmt::format("{} does not crash by hand: main runs there.", name(one_));
        if (!of_link()) return "In this run no machine crashes by hand: press Step by hand for one in which they do.";
        return "Nothing is under way on this link, so a cut would change nothing yet: click when something is.";
    }

    const Workspace& workspace_;
    const OpenRun& run_;
    NodeId one_, other_;
};

}  // namespace

MachineClick click_on_machine(const Workspace& workspace, NodeId one, NodeId other) {
    if (workspace.run() == nullptr) return {};
    const std::size_t nodes = workspace.run()->header().nodes.size();
    if (index_of(one) >= nodes || index_of(other) >= nodes) return {};
    return Clicked(workspace, one, other).answer();
}

void click_machine(Workspace& workspace, NodeId one, NodeId other) {
    const MachineClick click = click_on_machine(workspace, one, other);
    if (click.happening != kNoTask)
        choose(workspace, click.happening);
    else
        workspace.news = click.words;
}

}  // namespace simul::workspace
