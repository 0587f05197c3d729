#include "app/panels/scene_legend.h"

#include <algorithm>

#include "engine/analysis/legend.h"

namespace simul::panels {

namespace {

using scenes::SceneView;

std::string in_words_with(const LegendLine& line, std::uint64_t count) {
    Crowd crowd = line.crowd;
    crowd.count = count;
    return in_words(crowd);
}

std::vector<LegendEntry> entries_of(const SceneView& view, const Metrics& metrics, bool in_story_words) {
    std::vector<LegendEntry> entries;
    for (const LegendLine& line :
         simul::legend_of(ClaimView{view.moment.moment, view.speech}, metrics, in_story_words)) {
        LegendEntry entry;
        entry.form = scenes::form_of(line.crowd.doing);
        entry.text = in_words(line.crowd);
        for (const std::uint64_t count : {line.crowd.count, line.most, std::uint64_t{1}})
            entry.width = std::max(entry.width, theme::legend_entry_width(in_words_with(line, count)));
        entries.push_back(std::move(entry));
    }
    return entries;
}

float gap() { return theme::px(22); }

float width_of(const std::vector<LegendEntry>& entries) {
    float width = 0;
    for (const LegendEntry& entry : entries) width += entry.width + gap();
    return width;
}

}  // namespace

std::vector<LegendEntry> legend_of(const SceneView& view, const Metrics& metrics, float room) {
    std::vector<LegendEntry> entries = entries_of(view, metrics, true);
    if (width_of(entries) > room) entries = entries_of(view, metrics, false);
    while (!entries.empty() && width_of(entries) > room) entries.pop_back();
    return entries;
}

void draw_legend(ImDrawList* list, const layout::Box& row, const std::vector<LegendEntry>& entries) {
    float x = row.right - width_of(entries) + gap();
    for (const LegendEntry& entry : entries) {
        // The last one ends at the edge whatever it says now.
        if (&entry == &entries.back()) x = row.right - theme::legend_entry_width(entry.text);
        theme::draw_legend_entry(list, {x, row.centre().y}, entry.form, entry.text);
        x += entry.width + gap();
    }
}

}  // namespace simul::panels
