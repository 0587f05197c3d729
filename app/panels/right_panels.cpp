#include "app/panels/right_panels.h"

#include <algorithm>

#include "app/workspace/conducting.h"
#include "app/workspace/policy_steps.h"
#include "engine/base/ensure.h"

namespace simul::panels {
namespace {

using workspace::RightTab;

bool always(const Workspace&) { return true; }

bool has_sheet(const Workspace& workspace) { return workspace::sheet_of(*workspace.story) != nullptr; }

/// The sheet offers its challenge by itself.
bool has_choices(const Workspace& workspace) {
    const bool offers = !workspace.story->description.challenges.empty() && !has_sheet(workspace);
    return workspace::is_conducted(workspace) || workspace.story->attempt || offers;
}

constexpr RightPanel kPanels[] = {{RightTab::source, "Source", draw_source, always},
                                  {RightTab::choices, "Choose", draw_choices, has_choices},
                                  {RightTab::sheet, "Sheet", draw_sheet, has_sheet},
                                  {RightTab::policy, "Policy", draw_policy, workspace::has_policy_choices},
                                  {RightTab::task, "Now", draw_inspector, always},
                                  {RightTab::result, "Result", draw_result, always},
                                  {RightTab::orders, "Orders", draw_exploring, always},
                                  {RightTab::words, "Text", draw_told, always}};

}  // namespace

std::vector<RightPanel> right_panels(const Workspace& workspace, bool with_source) {
    std::vector<RightPanel> panels;
    for (const RightPanel& panel : kPanels)
        if ((with_source || panel.tab != RightTab::source) && panel.is_there(workspace)) panels.push_back(panel);
    // There is no room for more tabs, and these are the least needed where there are as many.
    constexpr std::size_t kMost = 6;
    for (const RightTab least : {RightTab::orders, RightTab::words})
        if (panels.size() > kMost)
            std::erase_if(panels, [least](const RightPanel& panel) { return panel.tab == least; });
    return panels;
}

const RightPanel& shown_of(const std::vector<RightPanel>& panels, RightTab wanted) {
    const auto has = [&panels](RightTab tab) {
        return std::find_if(panels.begin(), panels.end(), [tab](const RightPanel& panel) { return panel.tab == tab; });
    };
    for (const RightTab tab : {wanted, RightTab::source, RightTab::task})
        if (const auto found = has(tab); found != panels.end()) return *found;
    ensure(!panels.empty(), "there is always a panel at the right");
    return panels.front();
}

}  // namespace simul::panels
