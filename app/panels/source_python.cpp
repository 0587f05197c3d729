// The Python program that does what the story does, in place of the story's text.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "app/layout/source_rows.h"
#include "app/panels/source_text.h"
#include "app/theme/scroll_area.h"
#include "app/theme/widgets.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::SourceRow;

/// Where the comment of a row begins; its end if it has none. A sign in a string begins none. (The tokens of a row are
/// those of Lua, and mean nothing here.)
std::size_t comment_begin(std::string_view row) {
    char quote = 0;
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (quote != 0)
            quote = row[i] == quote ? '\0' : quote;
        else if (row[i] == '"' || row[i] == '\'')
            quote = row[i];
        else if (row[i] == '#')
            return i;
    }
    return row.size();
}

/// `comment`: the byte of the row at which its comment begins.
void draw_python_row(const Box& row, const SourceRow& text, std::size_t comment, float gutter) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (text.begins)
        draw_text(list, {row.left + gutter - px(18), row.centre().y},
                  {std::to_string(text.line), Face::mono, colour(Tone::waiting), Align::right});
    const float cell = text_width("0", Face::mono);
    const std::size_t blanks = std::min(text.text.find_first_not_of(' '), text.text.size());
    const float left = row.left + gutter + cell * static_cast<float>(text.indent + blanks);
    const auto put = [&](std::size_t from, std::size_t until, std::uint32_t ink) {
        if (until <= from) return;
        const float x = left + cell * static_cast<float>(layout::columns_of(text.text.substr(blanks, from - blanks)));
        std::string_view part = text.text.substr(from, until - from);
        while (part.ends_with(' ')) part.remove_suffix(1);
        if (!part.empty()) draw_text_in(list, {x, row.top, row.right, row.bottom}, {part, Face::mono, ink});
    };
    put(blanks, comment, colour(Tone::text));
    put(std::max(blanks, comment), text.text.size(), colour(Tone::waiting));
}

}  // namespace

void draw_languages(const Workspace& workspace, Commands& commands, Box& row) {
    const workspace::OpenStory& story = *workspace.story;
    if (story.python.empty()) return;
    static const std::string kLanguages[] = {"Lua", "Python"};
    const Box box = row.take_left(px(140));
    const int picked = segments("language", {box.left, box.top - px(3), box.right, box.bottom + px(3)}, kLanguages,
                                story.shows_python ? 1 : 0);
    if (picked >= 0) commands.push_back(workspace::ShowPython{picked == 1});
    row.left += px(8);
}

void draw_python(const Workspace& workspace, Commands& commands, Box inside) {
    const workspace::OpenStory& story = *workspace.story;
    Box title = inside.take_top(px(24));
    inside.take_top(px(10));
    draw_languages(workspace, commands, title);
    draw_text_in(ImGui::GetWindowDrawList(), title,
                 {story.description.name + ".py", Face::body, colour(Tone::dim), Align::right});
    const float cell = std::max(1.0F, text_width("0", Face::mono)), gutter = px(4) + cell * 2 + px(20);
    const auto columns = static_cast<std::size_t>(std::max(1.0F, (inside.width() + px(12) - gutter - px(12)) / cell));
    const std::vector<SourceRow>& rows =
        remembered<SourceRows>("python rows").of(story.python, nullptr, columns, columns);
    const float height = px(kSourceRow);
    ScrollArea area("python lines", box_of_rows(inside), height * static_cast<float>(rows.size()));
    const Box content = area.content();
    const float top = ImGui::GetWindowDrawList()->GetClipRectMin().y;
    const float bottom = ImGui::GetWindowDrawList()->GetClipRectMax().y;
    bool in_comment = false;  // at the end of the row before
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const float y = content.top + height * static_cast<float>(i);
        const bool goes_on = !rows[i].begins && in_comment;
        const std::size_t comment = goes_on ? 0 : comment_begin(rows[i].text);
        in_comment = comment < rows[i].text.size();
        if (y + height < top || y > bottom) continue;
        draw_python_row({content.left, y, content.right - px(4), y + height}, rows[i], comment, gutter);
    }
}

}  // namespace simul::panels
