#include "app/theme/theme.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>

#include "app/theme/compat.h"

namespace simul::theme {
namespace {

constexpr ImU32 rgb(std::uint32_t hex) { return IM_COL32((hex >> 16) & 0xff, (hex >> 8) & 0xff, hex & 0xff, 0xff); }

using Palette = std::array<ImU32, kToneCount>;

// In the order of Tone: ground, panel, raised, line, text, dim, faint, accent, on_accent, running, ready, blocked,
// waiting, waiting_fill, task_a, task_b, on_running, figure. Contrasts stand in LOOK.md of the plan: text 14 and more.
constexpr Palette kPalettes[] = {
    {rgb(0x101318), rgb(0x181C23), rgb(0x222833), rgb(0x2B323E), rgb(0xE9ECF2), rgb(0x9AA4B5), rgb(0x5D6778),
     rgb(0x6C9BFF), rgb(0x0B1220), rgb(0x2FBF94), rgb(0xE8B04A), rgb(0xF0764A), rgb(0x7D8AA0), rgb(0x4A5365),
     rgb(0xD98FC4), rgb(0x7FD3F0), rgb(0x06231A), rgb(0x343C4A)},
    {rgb(0xF1F3F6), rgb(0xFFFFFF), rgb(0xF3F5F8), rgb(0xDDE2EA), rgb(0x1A212D), rgb(0x5B6678), rgb(0x98A2B3),
     rgb(0x2456D6), rgb(0xFFFFFF), rgb(0x00855F), rgb(0xB87700), rgb(0xC94F14), rgb(0x7B889C), rgb(0xB4BDCA),
     rgb(0xA94F8F), rgb(0x2A7FAE), rgb(0xFFFFFF), rgb(0xD5DAE2)},
    {rgb(0xFFFFFF), rgb(0xFFFFFF), rgb(0xEEF0F3), rgb(0x8A93A1), rgb(0x000000), rgb(0x333A45), rgb(0x6B7482),
     rgb(0x0B3FC4), rgb(0xFFFFFF), rgb(0x006B4C), rgb(0x9A5F00), rgb(0xB03A00), rgb(0x4D596B), rgb(0x8A93A1),
     rgb(0x8E2F77), rgb(0x005F8F), rgb(0xFFFFFF), rgb(0xC3C9D2)},
};

Setting g_setting;
std::array<ImFont*, kFaceCount> g_fonts{};

const Palette& palette() { return kPalettes[static_cast<std::size_t>(g_setting.look)]; }

/// Where a font may stand; the first that is there is taken.
struct FontFile {
    const char* paths[3];
    float cell;  ///< ascent and descent, in ems: the size that ImGui counts in
};
constexpr FontFile kRegular = {
    {"/usr/share/fonts/opentype/inter/Inter-Regular.otf", "/usr/share/fonts/truetype/inter/Inter-Regular.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf"},
    1.21F};
constexpr FontFile kSemibold = {
    {"/usr/share/fonts/opentype/inter/Inter-SemiBold.otf", "/usr/share/fonts/truetype/inter/Inter-SemiBold.ttf",
     "/usr/share/fonts/truetype/dejavu/DejaVuSans-Bold.ttf"},
    1.21F};
constexpr FontFile kMono = {{"/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-Regular.ttf",
                             "/usr/share/fonts/opentype/jetbrains-mono/JetBrainsMono-Regular.otf",
                             "/usr/share/fonts/truetype/dejavu/DejaVuSansMono.ttf"},
                            1.32F};
constexpr FontFile kIcons = {{"/usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf",
                              "/usr/share/fonts/truetype/material-icons/MaterialIcons-Regular.ttf", ""},
                             1.0F};

// Latin with its accents, Greek, punctuation, arrows, mathematics.
constexpr ImWchar kTextRanges[] = {0x20,   0x17F,  0x370,  0x3FF,  0x2010, 0x205E, 0x2070, 0x209F,
                                   0x2190, 0x21FF, 0x2200, 0x22FF, 0x25A0, 0x25FF, 0};
constexpr ImWchar kFigureRanges[] = {0x20, 0x17F, 0x2010, 0x205E, 0x2200, 0x22FF, 0};
constexpr ImWchar kIconRanges[] = {0xE000, 0xEB4F, 0};

/// ImGui's own font where none of the files is there: ugly, but it can be read.
ImFont* load(const FontFile& file, float em, const ImWchar* ranges) {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    ImFontConfig config;
    config.OversampleH = 1;
    for (const char* path : file.paths)
        if (std::error_code unreadable; *path != '\0' && std::filesystem::exists(path, unreadable))
            if (ImFont* font = atlas.AddFontFromFileTTF(path, std::round(em * file.cell), &config, ranges)) return font;
    if (&file == &kIcons) return nullptr;
    config.SizePixels = std::round(em);
    return atlas.AddFontDefault(&config);
}

void load_fonts() {
    ImFontAtlas& atlas = *ImGui::GetIO().Fonts;
    atlas.Clear();
    compat::use_freetype(atlas);
    const auto em = [](float units) {
        return units * g_setting.scale * (g_setting.look == Look::projector ? 1.5F : 1);
    };
    const float figure = g_setting.compact ? 21 : 36;
    const auto put = [](Face face, ImFont* font) { g_fonts[static_cast<std::size_t>(face)] = font; };
    put(Face::body, load(kRegular, em(15), kTextRanges));
    put(Face::strong, load(kSemibold, em(15), kTextRanges));
    put(Face::title, load(kSemibold, em(21), kFigureRanges));
    put(Face::figure, load(kSemibold, em(figure), kFigureRanges));
    put(Face::mono, load(kMono, em(14), kTextRanges));
    put(Face::icon, load(kIcons, em(21), kIconRanges));
    ImGui::GetIO().FontDefault = font(Face::body);
}

ImVec4 shade(Tone tone) { return ImGui::ColorConvertU32ToFloat4(colour(tone)); }

/// What ImGui itself draws: text fields, menus, scrollbars, the ground.
void set_style() {
    ImGuiStyle style;
    style.WindowPadding = {0, 0};
    style.WindowBorderSize = 0;
    style.WindowMinSize = {1, 1};
    style.PopupBorderSize = 1;
    style.PopupRounding = px(10);
    style.FrameRounding = px(8);
    style.ChildRounding = 0;
    style.ScrollbarSize = px(8);
    style.ScrollbarRounding = px(4);
    style.ItemSpacing = {0, 0};
    style.AntiAliasedLinesUseTex = false;
    const auto set = [&style](int part, Tone tone) { style.Colors[part] = shade(tone); };
    set(ImGuiCol_Text, Tone::text);
    set(ImGuiCol_TextDisabled, Tone::dim);
    set(ImGuiCol_WindowBg, Tone::panel);
    set(ImGuiCol_PopupBg, Tone::panel);
    set(ImGuiCol_Border, Tone::line);
    set(ImGuiCol_FrameBg, Tone::raised);
    set(ImGuiCol_ScrollbarGrab, Tone::line);
    set(ImGuiCol_ScrollbarGrabHovered, Tone::faint);
    set(ImGuiCol_ScrollbarGrabActive, Tone::faint);
    style.Colors[ImGuiCol_ScrollbarBg] = {0, 0, 0, 0};
    style.Colors[ImGuiCol_TextSelectedBg] = ImGui::ColorConvertU32ToFloat4(colour(Tone::accent, 0.35F));
    ImGui::GetStyle() = style;
}

std::uint32_t channel_mixed(ImU32 under, ImU32 over, float strength, int shift) {
    const float low = static_cast<float>((under >> shift) & 0xff), high = static_cast<float>((over >> shift) & 0xff);
    return static_cast<std::uint32_t>(std::lround(low + (high - low) * strength)) << shift;
}

}  // namespace

void use(const Setting& setting) {
    g_setting = setting;
    load_fonts();
    set_style();
}

const Setting& setting() { return g_setting; }

float px(float units) {
    const float pixels = units * g_setting.scale * (g_setting.look == Look::projector ? 1.5F : 1);
    return pixels < 1 ? pixels : std::round(pixels);
}

ImU32 colour(Tone tone) { return palette()[static_cast<std::size_t>(tone)]; }

ImU32 colour(Tone tone, float strength) {
    const auto alpha = static_cast<std::uint32_t>(std::lround(std::clamp(strength, 0.0F, 1.0F) * 255));
    return (colour(tone) & ~IM_COL32_A_MASK) | (alpha << IM_COL32_A_SHIFT);
}

ImU32 mixed(ImU32 under, ImU32 over, float strength) {
    const float part = std::clamp(strength, 0.0F, 1.0F);
    return channel_mixed(under, over, part, IM_COL32_R_SHIFT) | channel_mixed(under, over, part, IM_COL32_G_SHIFT) |
           channel_mixed(under, over, part, IM_COL32_B_SHIFT) | IM_COL32_A_MASK;
}

ImU32 mixed(Tone under, Tone over, float strength) { return mixed(colour(under), colour(over), strength); }

ImFont* font(Face face) { return g_fonts[static_cast<std::size_t>(face)]; }

float font_size(Face face) {
    const ImFont* face_font = font(face);
    return face_font != nullptr ? face_font->FontSize : 0;
}

float line_height(Face face) { return std::round(font_size(face) * 1.32F); }

const Spacing& spacing() {
    static constexpr Spacing kSpacing;
    return kSpacing;
}

}  // namespace simul::theme
