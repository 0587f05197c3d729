#include "app/panels/path.h"

#include <algorithm>

#include "app/panels/chips.h"
#include "app/panels/flow.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::Box;
using workspace::Commands;
using workspace::ShelvedStory;
using workspace::Workspace;

constexpr std::string_view kBefore = "Know before", kNext = "Comes next";

/// A heading, and under it a button for each story. Nothing, if there is none.
void put_stories(const Workspace& workspace, Commands& commands, Flow& flow, std::string_view heading,
                 const std::vector<std::string>& names) {
    if (names.empty()) return;
    flow.heading(heading);
    ChipRows rows(flow.here(), px(30), px(6), px(6));
    for (const std::string& name : names) {
        const ShelvedStory* story = workspace::shelved(workspace.shelf, name);
        if (story == nullptr) continue;
        const ButtonFace face{story->title, story->sentence};
        if (button("path " + name, rows.next(button_width(face)), face)) commands.push_back(workspace::Open{name});
    }
    flow.skip(rows.used() + px(8));
}

}  // namespace

float draw_path(const Workspace& workspace, Commands& commands, const Box& content) {
    const workspace::OpenStory& story = *workspace.story;
    const ShelvedStory* shelved = workspace::shelved(workspace.shelf, story.description.name);
    if (shelved == nullptr || !story.file.path.empty()) return 0;
    Flow flow(content);
    put_stories(workspace, commands, flow, kBefore, shelved->builds_on);
    put_stories(workspace, commands, flow, kNext, shelved->leads_to);
    return flow.used();
}

TilePath::TilePath(const Workspace& workspace, const ShelvedStory& story, const std::string& name, Box lines) {
    const std::string tile = "path " + name + "/";
    lines_.push_back(line_of(workspace, kBefore, story.builds_on, lines.take_top(px(kLine))));
    lines_.push_back(line_of(workspace, kNext, story.leads_to, lines.take_top(px(kLine))));
    for (Line& line : lines_)
        for (Link& link : line.links) link.touched = touch(tile + link.story->name, link.box);
}

TilePath::Line TilePath::line_of(const Workspace& workspace, std::string_view heading,
                                 const std::vector<std::string>& names, const Box& box) {
    Line line{heading, box, {}, {}, {}};
    Box room = box;
    room.left += std::max(text_width(kBefore), text_width(kNext)) + px(8);
    const float gap = px(10), rest = text_width("+9") + gap;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const ShelvedStory* story = workspace::shelved(workspace.shelf, names[i]);
        if (story == nullptr) continue;
        const float width = text_width(story->title);
        const bool last = i + 1 == names.size();
        if (!line.links.empty() && width > room.width() - (last ? 0 : rest)) {
            line.rest = "+" + std::to_string(names.size() - i);
            break;
        }
        Box link = room.take_left(std::min(width + 1, room.width() - (last ? 0 : rest)));
        line.links.push_back({story, link, {}});
        room.left += gap;
    }
    line.rest_box = room;
    return line;
}

void TilePath::draw(ImDrawList* list, Commands& commands) const {
    for (const Line& line : lines_) {
        if (line.links.empty()) continue;
        draw_text_in(list, line.box, {line.heading, Face::body, colour(Tone::dim)});
        for (const Link& link : line.links) {
            draw_text_in(list, link.box,
                         {link.story->title, Face::body, colour(link.touched.hovered ? Tone::accent : Tone::text)});
            if (link.touched.hovered) tooltip(link.story->title + "\n" + link.story->sentence);
            if (link.touched.clicked) commands.push_back(workspace::Open{link.story->name});
        }
        if (!line.rest.empty()) draw_text_in(list, line.rest_box, {line.rest, Face::body, colour(Tone::dim)});
    }
}

}  // namespace simul::panels
