// What to know before a story, and what comes next: titles of other stories, each opens its story when it is pressed.
#pragma once

#include <string>
#include <vector>

#include "app/theme/widgets.h"
#include "app/workspace/commands.h"

namespace simul::panels {

/// In the pane of the open story, from the top of `content` on. Answers the height that it took; 0: there is nothing.
float draw_path(const workspace::Workspace& workspace, workspace::Commands& commands, const layout::Box& content);

/// Two lines of a tile. They take the mouse before the tile does, so they are made before it, and drawn after it.
class TilePath {
  public:
    /// `name`: of the tile. `lines`: where the two lines stand.
    TilePath(const workspace::Workspace& workspace, const workspace::ShelvedStory& story, const std::string& name,
             layout::Box lines);
    void draw(ImDrawList* list, workspace::Commands& commands) const;

    static float height() { return 2 * kLine; }

  private:
    static constexpr float kLine = 22;

    struct Link {
        const workspace::ShelvedStory* story;
        layout::Box box;
        theme::Touch touched;
    };
    struct Line {
        std::string_view heading;
        layout::Box box;
        std::vector<Link> links;
        std::string rest;  ///< "+2": so many more than it has room for; empty: none
        layout::Box rest_box;
    };

    static Line line_of(const workspace::Workspace& workspace, std::string_view heading,
                        const std::vector<std::string>& names, const layout::Box& box);

    std::vector<Line> lines_;
};

}  // namespace simul::panels
