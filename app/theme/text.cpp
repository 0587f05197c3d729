#include "app/theme/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace simul::theme {
namespace {

constexpr std::string_view kCut = "…";

std::vector<TextRecord> g_texts;
layout::Box g_panel;
std::uint32_t g_layer = 0, g_last_layer = 0;
bool g_scrolls = false;

bool has_cells(Face face) { return face != Face::mono && face != Face::icon; }
bool is_digit(char letter) { return letter >= '0' && letter <= '9'; }

float plain_width(const ImFont& font, std::string_view text) {
    if (text.empty()) return 0;
    return font.CalcTextSizeA(font.FontSize, FLT_MAX, 0, text.data(), text.data() + text.size()).x;
}

/// Calls `each(piece, is_digit)` for every digit alone and for what stands between digits.
template <class Each>
void for_each_piece(std::string_view text, bool cells, Each each) {
    while (!text.empty()) {
        std::size_t length = text.size();
        const bool digit = cells && is_digit(text.front());
        if (digit)
            length = 1;
        else if (cells)
            length = static_cast<std::size_t>(std::find_if(text.begin(), text.end(), is_digit) - text.begin());
        each(text.substr(0, length), digit);
        text.remove_prefix(length);
    }
}

void record(ImDrawList* list, std::string_view text, const layout::Box& box) {
    const ImVec2 low = list->GetClipRectMin(), high = list->GetClipRectMax();
    if (text.empty() || !box.meets({low.x, low.y, high.x, high.y})) return;
    if (g_scrolls && (box.top < g_panel.top || box.bottom > g_panel.bottom)) return;
    g_texts.push_back({std::string(text), box, g_panel, g_layer});
}

/// The length of the longest beginning that is at most so wide and ends between characters.
std::size_t fitting_length(std::string_view text, Face face, float width) {
    std::size_t low = 0, high = text.size();
    while (low < high) {
        std::size_t middle = (low + high + 1) / 2;
        if (text_width(text.substr(0, middle), face) <= width)
            low = middle;
        else
            high = middle - 1;
    }
    while (low > 0 && low < text.size() && (static_cast<unsigned char>(text[low]) & 0xC0) == 0x80) --low;
    return low;
}

/// The first line of the text when it is wrapped; at least one character.
std::string_view first_line(std::string_view text, Face face, float width) {
    const std::string_view until_break = text.substr(0, text.find('\n'));
    if (text_width(until_break, face) <= width) return until_break;
    const std::size_t fits = std::max<std::size_t>(1, fitting_length(until_break, face, width));
    const std::size_t blank = until_break.rfind(' ', fits);
    return until_break.substr(0, blank == std::string_view::npos || blank == 0 ? fits : blank);
}

}  // namespace

float text_width(std::string_view text, Face face) {
    const ImFont* shape = font(face);
    if (shape == nullptr) return 0;
    const float cell = plain_width(*shape, "0");
    float width = 0;
    for_each_piece(text, has_cells(face),
                   [&](std::string_view piece, bool digit) { width += digit ? cell : plain_width(*shape, piece); });
    return width;
}

layout::Box draw_text(ImDrawList* list, layout::Point at, const Words& words) {
    ImFont* shape = font(words.face);
    if (shape == nullptr) return {at.x, at.y, at.x, at.y};
    const float width = text_width(words.text, words.face), size = shape->FontSize;
    const float part = words.align == Align::left ? 0 : words.align == Align::centre ? 0.5F : 1;
    const float left = std::round(at.x - width * part), top = std::round(at.y - size / 2);
    const ImU32 ink = words.colour == 0 ? colour(Tone::text) : words.colour;
    const float cell = plain_width(*shape, "0");
    float x = left;
    for_each_piece(words.text, has_cells(words.face), [&](std::string_view piece, bool digit) {
        const float wide = plain_width(*shape, piece), taken = digit ? cell : wide;
        list->AddText(shape, size, {x + (taken - wide) / 2, top}, ink, piece.data(), piece.data() + piece.size());
        x += taken;
    });
    const layout::Box box{left, at.y - size * 0.38F, left + width, at.y + size * 0.38F};
    record(list, words.text, box);
    return box;
}

layout::Box draw_text_in(ImDrawList* list, const layout::Box& box, const Words& words) {
    const std::string text = fitted(words.text, words.face, box.width());
    const float x = words.align == Align::left     ? box.left
                    : words.align == Align::centre ? (box.left + box.right) / 2
                                                   : box.right;
    Words shown = words;
    shown.text = text;
    return draw_text(list, {x, (box.top + box.bottom) / 2}, shown);
}

std::vector<std::string_view> wrapped_lines(std::string_view text, Face face, float width) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const std::string_view line = first_line(text, face, width);
        lines.push_back(line);
        text.remove_prefix(line.size());
        if (!text.empty() && (text.front() == ' ' || text.front() == '\n')) text.remove_prefix(1);
    }
    return lines;
}

float draw_paragraph(ImDrawList* list, layout::Point top_left, float width, const Words& words, int most_lines) {
    std::vector<std::string_view> lines = wrapped_lines(words.text, words.face, width);
    const float height = line_height(words.face);
    std::string cut;
    if (most_lines > 0 && lines.size() > static_cast<std::size_t>(most_lines)) {
        const std::size_t last = static_cast<std::size_t>(most_lines) - 1;
        const auto from = static_cast<std::size_t>(lines[last].data() - words.text.data());
        cut = fitted(words.text.substr(from), words.face, width);
        lines.resize(last + 1);
        lines[last] = cut;
    }
    for (std::size_t i = 0; i < lines.size(); ++i) {
        Words line = words;
        line.text = lines[i];
        line.align = Align::left;
        draw_text(list, {top_left.x, top_left.y + (static_cast<float>(i) + 0.5F) * height}, line);
    }
    return static_cast<float>(lines.size()) * height;
}

float paragraph_height(float width, std::string_view text, Face face) {
    return static_cast<float>(wrapped_lines(text, face, width).size()) * line_height(face);
}

std::string fitted(std::string_view text, Face face, float width) {
    if (text_width(text, face) <= width) return std::string(text);
    const float room = width - text_width(kCut, face);
    std::string_view kept = room <= 0 ? "" : text.substr(0, fitting_length(text, face, room));
    while (!kept.empty() && kept.back() == ' ') kept.remove_suffix(1);
    return std::string(kept) + std::string(kCut);
}

void draw_icon(ImDrawList* list, const layout::Box& box, Icon icon, ImU32 ink) {
    struct Symbol {
        ImWchar code;
        char plain;  ///< where the font is missing
    };
    static constexpr Symbol kSymbols[] = {
        {0xE037, '>'}, {0xE034, '='}, {0xE047, '#'}, {0xE5DC, '['}, {0xE5DD, ']'}, {0xE045, '<'}, {0xE044, '>'},
        {0xE5CB, '<'}, {0xE5CF, 'v'}, {0xE5CC, '>'}, {0xE8B6, '?'}, {0xE2C8, 'o'}, {0xE8FD, '?'}, {0xE5CD, 'x'},
        {0xE5D5, 'o'}, {0xE429, 'k'}, {0xE90F, 'i'}, {0xE8F4, 'o'}, {0xE86F, 'c'}, {0xE896, '='}, {0xE88F, 'i'},
        {0xE915, '='}, {0xE002, '!'}, {0xE5CA, 'v'}, {0xE412, 'p'}, {0xE56B, '+'}, {0xE55C, 'o'}, {0xE3AB, 't'},
        {0xE897, 'l'}, {0xE8B8, 's'}, {0xE925, 'h'}, {0xE06F, 'n'}, {0xE3C9, 'e'}, {0xE161, 's'}};
    const Symbol symbol = kSymbols[static_cast<std::size_t>(icon)];
    const layout::Point middle = box.centre();
    ImFont* icons = font(Face::icon);
    if (icons == nullptr || icons->FindGlyphNoFallback(symbol.code) == nullptr) {
        draw_text(list, middle, {std::string_view(&symbol.plain, 1), Face::strong, ink, Align::centre});
        return;
    }
    const ImFontGlyph& glyph = *icons->FindGlyph(symbol.code);
    const float x = middle.x - (glyph.X0 + glyph.X1) / 2, y = middle.y - (glyph.Y0 + glyph.Y1) / 2;
    icons->RenderChar(list, icons->FontSize, {std::round(x), std::round(y)}, ink, symbol.code);
}

const std::vector<TextRecord>& texts_of_frame() { return g_texts; }

void begin_text_frame() {
    g_texts.clear();
    g_panel = {};
    g_layer = g_last_layer = 0;
}

bool is_above_others() { return g_layer != 0; }

InPanel::InPanel(const layout::Box& box, bool above_others, bool scrolls)
    : outer_(g_panel), outer_layer_(g_layer), outer_scrolls_(g_scrolls) {
    g_panel = box;
    g_scrolls = scrolls;
    if (above_others) g_layer = ++g_last_layer;
}

InPanel::~InPanel() {
    g_panel = outer_;
    g_layer = outer_layer_;
    g_scrolls = outer_scrolls_;
}

}  // namespace simul::theme
