// The shelf: stories by chapter, each a tile with a small picture of a real run of it.
#include <algorithm>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <utility>
#include <vector>

#include "app/panels/miniature.h"
#include "app/panels/panels.h"
#include "app/panels/path.h"
#include "app/theme/compat.h"
#include "app/theme/scroll_area.h"

namespace simul::panels {
namespace {

using namespace theme;
using workspace::ShelvedStory;

constexpr float kSide = 256, kTop = 72, kTileGap = 16, kLeastTile = 236, kHeading = 44;

struct Section {
    std::string title;
    std::vector<const ShelvedStory*> stories;
};

std::vector<std::string> chapters_of(const Workspace& workspace) {
    std::vector<std::string> chapters;
    for (const ShelvedStory& story : workspace.shelf)
        if (std::find(chapters.begin(), chapters.end(), story.chapter) == chapters.end())
            chapters.push_back(story.chapter);
    return chapters;
}

/// What is shown: last opened first, then the chapters; of a search or a chapter only what belongs to it.
std::vector<Section> sections_of(const Workspace& workspace, std::size_t columns) {
    std::vector<Section> sections;
    const workspace::Gallery& gallery = workspace.gallery;
    if (gallery.search.empty() && gallery.chapter.empty()) {
        Section last{"Last opened", {}};
        for (const std::string& name : workspace.preferences.last_opened)
            if (const ShelvedStory* story = workspace::shelved(workspace.shelf, name);
                story != nullptr && last.stories.size() < columns)
                last.stories.push_back(story);
        if (!last.stories.empty()) sections.push_back(std::move(last));
    }
    for (const std::string& chapter : chapters_of(workspace)) {
        Section section{chapter, {}};
        for (const ShelvedStory& story : workspace.shelf)
            if (story.chapter == chapter && (gallery.chapter.empty() || gallery.chapter == chapter) &&
                workspace::matches(story, gallery.search))
                section.stories.push_back(&story);
        if (!section.stories.empty()) sections.push_back(std::move(section));
    }
    return sections;
}

class GalleryPanel {
  public:
    GalleryPanel(const Workspace& workspace, Commands& commands, Box box, ImDrawList* list)
        : workspace_(workspace), commands_(commands), box_(box), list_(list), wide_(box.width() >= px(900)) {}

    void draw() {
        Box top = box_.take_top(px(kTop));
        Box side = wide_ ? box_.take_left(px(kSide)) : Box{};
        draw_top(top, wide_ ? px(kSide) : px(140));
        if (wide_) draw_side(side.inset(px(12), px(4)));
        draw_sections(box_.inset(px(16), 0));
    }

  private:
    void draw_top(Box row, float logo_width) {
        Box logo = row.take_left(logo_width);
        draw_logo({logo.left + px(24), logo.centre().y});
        row = row.inset(px(16), px(18));
        const ButtonFace open{"Open a file", "A story (.lua) or a recording (.simul)", static_cast<int>(Icon::folder)};
        std::error_code unknown;
        if (button("open a file", row.take_right(button_width(open)), open))
            commands_.push_back(workspace::ChooseFile{std::filesystem::current_path(unknown).string()});
        row.right -= px(12);
        std::string words = workspace_.gallery.search;
        const std::string hint = "Search " + std::to_string(workspace_.shelf.size()) + " stories (/)";
        if (text_field("search", row.take_left(std::min(px(480), row.width())), words, hint,
                       static_cast<int>(Icon::search), search_is_wanted()))
            commands_.push_back(workspace::SearchFor{words});
    }

    /// In the first frame after it was asked for.
    bool search_is_wanted() const {
        int& seen = *ImGui::GetStateStorage()->GetIntRef(ImGui::GetID("turn to search"));
        return std::exchange(seen, workspace_.gallery.searches) != workspace_.gallery.searches;
    }

    void draw_logo(layout::Point at) {
        const float heights[] = {20, 16, 12};
        const Tone tones[] = {Tone::text, Tone::accent, Tone::text};
        for (int i = 0; i < 3; ++i) {
            const float x = at.x + px(8) * static_cast<float>(i), top = at.y - px(10);
            list_->AddRectFilled({x, top}, {x + px(6), top + px(heights[i])}, colour(tones[i]), px(1));
        }
        draw_text(list_, {at.x + px(38), at.y}, {"Simul", Face::title});
    }

    void draw_side(Box rest) {
        draw_text_in(list_, rest.take_top(px(34)).inset(px(12), 0), {"Chapters", Face::body, colour(Tone::dim)});
        draw_chapter(rest.take_top(px(38)), "", "All", workspace_.shelf.size());
        for (const std::string& chapter : chapters_of(workspace_)) {
            rest.top += px(4);
            const auto count = std::count_if(workspace_.shelf.begin(), workspace_.shelf.end(),
                                             [&](const ShelvedStory& story) { return story.chapter == chapter; });
            draw_chapter(rest.take_top(px(38)), chapter, chapter, static_cast<std::size_t>(count));
        }
        draw_own(rest);
    }

    void draw_chapter(const Box& box, const std::string& chapter, const std::string& title, std::size_t count) {
        const Touch touched = touch("chapter " + title, box);
        const bool chosen = workspace_.gallery.chapter == chapter;
        if (chosen || touched.hovered)
            list_->AddRectFilled(top_left(box), bottom_right(box),
                                 mixed(Tone::ground, Tone::accent, chosen ? 0.16F : 0.07F), px(8));
        Box row = box.inset(px(12), 0);
        draw_text_in(list_, row.take_right(px(24)),
                     {std::to_string(count), Face::body, colour(Tone::dim), Align::right});
        draw_text_in(list_, row, {title, chosen ? Face::strong : Face::body});
        if (touched.clicked) commands_.push_back(workspace::ShowChapter{chapter});
    }

    void draw_own(Box rest) {
        bool first = true;
        for (const std::string& name : workspace_.preferences.last_opened) {
            if (workspace::shelved(workspace_.shelf, name) != nullptr) continue;
            if (first) {
                rest.top += px(12);
                list_->AddLine({rest.left + px(12), rest.top}, {rest.right - px(12), rest.top}, colour(Tone::line));
                rest.top += px(8);
                draw_text_in(list_, rest.take_top(px(30)).inset(px(12), 0),
                             {"Your own", Face::body, colour(Tone::dim)});
            }
            first = false;
            if (rest.height() < px(38)) return;
            const Box row = rest.take_top(px(38));
            const Touch touched = touch("own " + name, row);
            draw_text_in(list_, row.inset(px(12), 0),
                         {std::filesystem::path(name).filename().string(), Face::body,
                          colour(touched.hovered ? Tone::accent : Tone::text)});
            if (touched.hovered) tooltip(name);
            if (touched.clicked) commands_.push_back(workspace::Open{name});
        }
    }

    void draw_sections(const Box& room) {
        const float scroll_bar = px(12);
        const auto columns = std::max<std::size_t>(
            1, static_cast<std::size_t>((room.width() - scroll_bar + px(kTileGap)) / px(kLeastTile + kTileGap)));
        const std::size_t shown = std::min<std::size_t>(columns, 4);
        const float width =
            (room.width() - scroll_bar - px(kTileGap) * static_cast<float>(shown - 1)) / static_cast<float>(shown);
        texts_ = texts_height(width);
        const float height = std::round(width * 0.4F) + texts_;
        const std::vector<Section> sections = sections_of(workspace_, shown);
        const std::vector<Place> places = places_of(sections, shown, height);
        ScrollArea area("gallery content", room, places.empty() ? px(120) : places.back().below);
        if (sections.empty())
            draw_text(area.list(), {room.centre().x, room.top + px(60)},
                      {"No story matches all these words.", Face::body, colour(Tone::dim), Align::centre});
        const auto x_of = [&](std::size_t column) {
            return room.left + (width + px(kTileGap)) * static_cast<float>(column);
        };
        std::vector<Tile> tiles;
        for (std::size_t i = 0; i < sections.size(); ++i) {
            const Section& section = sections[i];
            const float top = area.content().top + places[i].top;
            const std::size_t columns_taken = std::min(section.stories.size(), shown - places[i].column);
            const float left = x_of(places[i].column), right = x_of(places[i].column + columns_taken) - px(kTileGap);
            draw_text_in(area.list(), {left, top, right, top + px(kHeading)}, {section.title, Face::title});
            for (std::size_t k = 0; k < section.stories.size(); ++k) {
                const float x = x_of(places[i].column + k % shown);
                const float y = top + px(kHeading) + (height + px(kTileGap)) * static_cast<float>(k / shown);
                tiles.push_back({section.title + "/" + section.stories[k]->name,
                                 section.stories[k],
                                 {x, y, x + width, y + height}});
            }
        }
        for (const Tile& tile : tiles)
            if (tile.box.meets(room)) draw_tile(area.list(), tile);
        read_keys(tiles, area);
    }

    struct Tile {
        std::string name;
        const ShelvedStory* story;
        Box box;
    };

    /// High enough for the longest sentence, so that none is cut.
    float texts_height(float width) const {
        float sentence = line_height(Face::body);
        for (const ShelvedStory& story : workspace_.shelf)
            sentence = std::max(sentence, paragraph_height(width - px(32), story.sentence));
        return sentence + px(22 + 22 + 20 + 4) + px(TilePath::height());
    }

    // ---- The keyboard

    void read_keys(const std::vector<Tile>& tiles, ScrollArea& area) {
        if (workspace_.help || workspace_.gallery.choosing_file || tiles.empty()) return;
        using compat::Key, compat::key_pressed;
        const bool typing = ImGui::GetIO().WantTextInput;
        const auto found = std::find_if(tiles.begin(), tiles.end(),
                                        [this](const Tile& tile) { return tile.name == workspace_.gallery.selected; });
        const Tile* selected = found == tiles.end() ? nullptr : &*found;
        if (key_pressed(Key::enter, false) && (typing || selected != nullptr))
            return commands_.push_back(workspace::Open{(selected != nullptr ? *selected : tiles.front()).story->name});
        if (!typing && compat::typed('/')) commands_.push_back(workspace::FocusSearch{});
        const Tile* next = nullptr;
        if (key_pressed(Key::down)) next = selected == nullptr ? &tiles.front() : beyond(tiles, *selected, 1);
        if (key_pressed(Key::up) && selected != nullptr) next = beyond(tiles, *selected, -1);
        if (!typing && key_pressed(Key::right)) next = beside(tiles, selected, 1);
        if (!typing && key_pressed(Key::left)) next = beside(tiles, selected, -1);
        if (key_pressed(Key::tab)) next = beside(tiles, selected, compat::shift_down() ? -1 : 1);
        if (next == nullptr) return;
        commands_.push_back(workspace::SelectStory{next->name});
        area.show(next->box.top - px(kHeading) - area.content().top, next->box.bottom - area.content().top);
    }

    static const Tile* beside(const std::vector<Tile>& tiles, const Tile* selected, std::ptrdiff_t by) {
        if (selected == nullptr) return &tiles.front();
        const std::ptrdiff_t count = std::ssize(tiles), now = selected - tiles.data();
        return &tiles[static_cast<std::size_t>((now + by + count) % count)];
    }

    /// The nearest in the next row above or below; null: there is none.
    static const Tile* beyond(const std::vector<Tile>& tiles, const Tile& selected, float direction) {
        const Tile* best = nullptr;
        const auto distance = [&](const Tile& tile) {
            const float down = (tile.box.top - selected.box.top) * direction;
            return down * 4 + std::abs(tile.box.left - selected.box.left);
        };
        for (const Tile& tile : tiles) {
            if ((tile.box.top - selected.box.top) * direction < 1) continue;
            if (best == nullptr || distance(tile) < distance(*best)) best = &tile;
        }
        return best;
    }

    /// Where a section begins; one that fits beside the one before stands there.
    struct Place {
        std::size_t column = 0;
        float top = 0, below = 0;
    };

    static std::vector<Place> places_of(const std::vector<Section>& sections, std::size_t columns, float tile) {
        std::vector<Place> places;
        std::size_t column = 0;
        float top = 0, below = 0;
        for (const Section& section : sections) {
            const std::size_t count = section.stories.size(), rows = (count + columns - 1) / columns;
            if (column > 0 && column + count > columns) {
                column = 0;
                top = below;
            }
            const float height = px(kHeading) + static_cast<float>(rows) * (tile + px(kTileGap));
            below = std::max(below, top + height);
            places.push_back({column, top, below});
            column += rows > 1 ? columns : count;
        }
        return places;
    }

    void draw_tile(ImDrawList* list, const Tile& shown) {
        const ShelvedStory& story = *shown.story;
        const Box& tile = shown.box;
        Box texts = tile.inset(px(16), px(10));
        const TilePath path(workspace_, story, shown.name, texts.take_bottom(px(TilePath::height())));
        const Touch touched = touch("tile " + shown.name, tile);
        probe("story " + story.name, tile);
        const bool marked = touched.hovered || workspace_.gallery.selected == shown.name;
        const float radius = px(spacing().tile_radius);
        list->AddRectFilled(top_left(tile), bottom_right(tile), colour(Tone::panel), radius);
        Box rest = tile;
        const Box picture = rest.take_top(tile.height() - texts_);
        list->AddRectFilled(top_left(picture), bottom_right(picture), mixed(Tone::panel, Tone::ground, 0.6F), radius,
                            ImDrawFlags_RoundCornersTop);
        if (story.sample) draw_miniature(list, picture.inset(px(16), px(12)), *story.sample);
        compat::add_frame(*list, top_left(tile), bottom_right(tile), colour(marked ? Tone::accent : Tone::line), radius,
                          marked ? px(2) : 1);
        Box text = rest.inset(px(16), px(10));
        text.bottom = texts.bottom;
        draw_text_in(list, text.take_top(px(22)), {story.title, Face::strong});
        text.top += px(2);
        draw_paragraph(list, {text.left, text.top}, text.width(), {story.sentence, Face::body, colour(Tone::dim)});
        draw_text_in(list, text.take_bottom(px(22)), {story.teaches, Face::body, colour(Tone::accent)});
        path.draw(list, commands_);
        if (touched.clicked) commands_.push_back(workspace::Open{story.name});
    }

    const Workspace& workspace_;
    Commands& commands_;
    Box box_;
    ImDrawList* list_;
    bool wide_;
    float texts_ = 0;  ///< how high the texts of a tile are
};

}  // namespace

void draw_gallery(const Workspace& workspace, Commands& commands, Box box) {
    const Panel panel("gallery", box, false);
    GalleryPanel(workspace, commands, box, panel.list()).draw();
}

}  // namespace simul::panels
