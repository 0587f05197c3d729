// Every difference between Dear ImGui 1.86, which Debian 12 has, and later versions. Nobody else asks for the version.
#pragma once

#include <imgui.h>
#include <imgui_freetype.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace simul::compat {

/// Keys, numbered as GLFW numbers them: in 1.86 the keys of ImGui are those of the platform.
enum class Key : std::uint16_t {
    space = 32,
    comma = 44,
    minus = 45,
    period = 46,
    slash = 47,
    equal = 61,
    left_bracket = 91,
    right_bracket = 93,
    escape = 256,
    enter = 257,
    tab = 258,
    backspace = 259,
    insert = 260,
    del = 261,
    right = 262,
    left = 263,
    down = 264,
    up = 265,
    page_up = 266,
    page_down = 267,
    home = 268,
    end = 269,
    f1 = 290,
    keypad_minus = 333,
    keypad_plus = 334,
    keypad_enter = 335,
    shift = 340,
    control = 341,
    alt = 342,
};
inline constexpr std::size_t kKeyCount = 349;

/// `letter`: A to Z or 0 to 9.
constexpr Key key_of(char letter) { return static_cast<Key>(letter); }
/// F1 to F12.
constexpr Key function_key(int number) { return static_cast<Key>(static_cast<int>(Key::f1) + number - 1); }

// ---- What panels ask ----

inline bool control_down() { return ImGui::GetIO().KeyCtrl; }
inline bool shift_down() { return ImGui::GetIO().KeyShift; }
inline bool alt_down() { return ImGui::GetIO().KeyAlt; }

/// Whether the character was typed in this frame, whichever keys make it on this keyboard.
inline bool typed(char character) {
    const ImVector<ImWchar>& characters = ImGui::GetIO().InputQueueCharacters;
    return std::find(characters.begin(), characters.end(), static_cast<ImWchar>(character)) != characters.end();
}

#if IMGUI_VERSION_NUM >= 18700

inline ImGuiKey imgui_key(Key key) {
    const int number = static_cast<int>(key);
    const auto from = [number](ImGuiKey first, int first_number) {
        return static_cast<ImGuiKey>(static_cast<int>(first) + number - first_number);
    };
    if (number >= 'A' && number <= 'Z') return from(ImGuiKey_A, 'A');
    if (number >= '0' && number <= '9') return from(ImGuiKey_0, '0');
    if (number >= 290 && number <= 301) return from(ImGuiKey_F1, 290);
    switch (key) {
        case Key::space:
            return ImGuiKey_Space;
        case Key::comma:
            return ImGuiKey_Comma;
        case Key::minus:
            return ImGuiKey_Minus;
        case Key::period:
            return ImGuiKey_Period;
        case Key::slash:
            return ImGuiKey_Slash;
        case Key::equal:
            return ImGuiKey_Equal;
        case Key::left_bracket:
            return ImGuiKey_LeftBracket;
        case Key::right_bracket:
            return ImGuiKey_RightBracket;
        case Key::escape:
            return ImGuiKey_Escape;
        case Key::enter:
            return ImGuiKey_Enter;
        case Key::tab:
            return ImGuiKey_Tab;
        case Key::backspace:
            return ImGuiKey_Backspace;
        case Key::insert:
            return ImGuiKey_Insert;
        case Key::del:
            return ImGuiKey_Delete;
        case Key::right:
            return ImGuiKey_RightArrow;
        case Key::left:
            return ImGuiKey_LeftArrow;
        case Key::down:
            return ImGuiKey_DownArrow;
        case Key::up:
            return ImGuiKey_UpArrow;
        case Key::page_up:
            return ImGuiKey_PageUp;
        case Key::page_down:
            return ImGuiKey_PageDown;
        case Key::home:
            return ImGuiKey_Home;
        case Key::end:
            return ImGuiKey_End;
        case Key::keypad_minus:
            return ImGuiKey_KeypadSubtract;
        case Key::keypad_plus:
            return ImGuiKey_KeypadAdd;
        case Key::keypad_enter:
            return ImGuiKey_KeypadEnter;
        case Key::shift:
            return ImGuiKey_LeftShift;
        case Key::control:
            return ImGuiKey_LeftCtrl;
        case Key::alt:
            return ImGuiKey_LeftAlt;
        default:
            return ImGuiKey_None;
    }
}

inline bool key_pressed(Key key, bool repeat = true) { return ImGui::IsKeyPressed(imgui_key(key), repeat); }
inline bool key_down(Key key) { return ImGui::IsKeyDown(imgui_key(key)); }

#else

inline bool key_pressed(Key key, bool repeat = true) { return ImGui::IsKeyPressed(static_cast<int>(key), repeat); }
inline bool key_down(Key key) { return ImGui::IsKeyDown(static_cast<int>(key)); }

#endif

// ---- What a platform tells, before NewFrame ----

#if IMGUI_VERSION_NUM >= 18700

inline void tell_mouse(ImVec2 at) { ImGui::GetIO().AddMousePosEvent(at.x, at.y); }
inline void tell_button(int button, bool down) { ImGui::GetIO().AddMouseButtonEvent(button, down); }
inline void tell_wheel(float across, float up) { ImGui::GetIO().AddMouseWheelEvent(across, up); }
inline void tell_key(Key key, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    io.AddKeyEvent(imgui_key(key), down);
#if IMGUI_VERSION_NUM >= 18900
    if (key == Key::control) io.AddKeyEvent(ImGuiMod_Ctrl, down);
    if (key == Key::shift) io.AddKeyEvent(ImGuiMod_Shift, down);
    if (key == Key::alt) io.AddKeyEvent(ImGuiMod_Alt, down);
#endif
}
inline void name_keys() {}

#else

inline void tell_mouse(ImVec2 at) { ImGui::GetIO().MousePos = at; }
inline void tell_button(int button, bool down) { ImGui::GetIO().MouseDown[button] = down; }
inline void tell_wheel(float across, float up) {
    ImGui::GetIO().MouseWheelH += across;
    ImGui::GetIO().MouseWheel += up;
}
inline void tell_key(Key key, bool down) {
    ImGuiIO& io = ImGui::GetIO();
    io.KeysDown[static_cast<int>(key)] = down;
    if (key == Key::control) io.KeyCtrl = down;
    if (key == Key::shift) io.KeyShift = down;
    if (key == Key::alt) io.KeyAlt = down;
}
/// Which of the numbers are the keys that ImGui itself knows.
inline void name_keys() {
    ImGuiIO& io = ImGui::GetIO();
    const auto name = [&io](ImGuiKey_ theirs, Key ours) { io.KeyMap[theirs] = static_cast<int>(ours); };
    name(ImGuiKey_Tab, Key::tab);
    name(ImGuiKey_LeftArrow, Key::left);
    name(ImGuiKey_RightArrow, Key::right);
    name(ImGuiKey_UpArrow, Key::up);
    name(ImGuiKey_DownArrow, Key::down);
    name(ImGuiKey_PageUp, Key::page_up);
    name(ImGuiKey_PageDown, Key::page_down);
    name(ImGuiKey_Home, Key::home);
    name(ImGuiKey_End, Key::end);
    name(ImGuiKey_Insert, Key::insert);
    name(ImGuiKey_Delete, Key::del);
    name(ImGuiKey_Backspace, Key::backspace);
    name(ImGuiKey_Space, Key::space);
    name(ImGuiKey_Enter, Key::enter);
    name(ImGuiKey_Escape, Key::escape);
    name(ImGuiKey_KeyPadEnter, Key::keypad_enter);
    name(ImGuiKey_A, key_of('A'));
    name(ImGuiKey_C, key_of('C'));
    name(ImGuiKey_V, key_of('V'));
    name(ImGuiKey_X, key_of('X'));
    name(ImGuiKey_Y, key_of('Y'));
    name(ImGuiKey_Z, key_of('Z'));
}

#endif

/// Whether the press that is held is the second of a double click.
inline bool holds_double_click() { return ImGui::GetIO().MouseClickedLastCount[0] == 2; }

inline void tell_character(std::uint32_t character) { ImGui::GetIO().AddInputCharacter(character); }

/// For a renderer that is no backend of ImGui's: ours takes lists of more than 65 536 vertices.
inline void use_own_renderer() { ImGui::GetIO().BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset; }

// ---- Fonts and lists ----

/// Crisper than ImGui's own renderer of glyphs.
inline void use_freetype(ImFontAtlas& atlas) {
#if IMGUI_VERSION_NUM >= 19200
    atlas.SetFontLoader(ImGuiFreeType::GetFontLoader());
    atlas.FontLoaderFlags = ImGuiFreeTypeLoaderFlags_LightHinting;
#else
    atlas.FontBuilderIO = ImGuiFreeType::GetBuilderForFreeType();
    atlas.FontBuilderFlags = ImGuiFreeTypeBuilderFlags_LightHinting;
#endif
}

/// The built atlas: how much of a glyph covers each of its pixels.
struct Coverage {
    const std::uint8_t* pixels = nullptr;
    int width = 0, height = 0;
};
inline Coverage build(ImFontAtlas& atlas) {
    Coverage coverage;
    unsigned char* pixels = nullptr;
    atlas.GetTexDataAsAlpha8(&pixels, &coverage.width, &coverage.height);
    coverage.pixels = pixels;
    return coverage;
}

inline std::span<const ImDrawList* const> lists_of(const ImDrawData& drawn) {
#if IMGUI_VERSION_NUM >= 18980
    return {drawn.CmdLists.Data, static_cast<std::size_t>(drawn.CmdLists.Size)};
#else
    return {drawn.CmdLists, static_cast<std::size_t>(drawn.CmdListsCount)};
#endif
}

/// Those that a renderer will be given.
inline std::span<ImDrawList* const> lists_to_change(ImDrawData& drawn) {
#if IMGUI_VERSION_NUM >= 18980
    return {drawn.CmdLists.Data, static_cast<std::size_t>(drawn.CmdLists.Size)};
#else
    return {drawn.CmdLists, static_cast<std::size_t>(drawn.CmdListsCount)};
#endif
}

/// The name of the window that a list is of.
inline const char* owner_of(const ImDrawList& list) { return list._OwnerName != nullptr ? list._OwnerName : ""; }

inline void add_frame(ImDrawList& list, ImVec2 from, ImVec2 to, ImU32 colour, float rounding, float thickness) {
#if IMGUI_VERSION_NUM >= 19280
    list.AddRect(from, to, colour, rounding, thickness);
#else
    list.AddRect(from, to, colour, rounding, 0, thickness);
#endif
}

inline void add_lines(ImDrawList& list, std::span<const ImVec2> points, ImU32 colour, float thickness, bool closed) {
    const ImDrawFlags flags = closed ? ImDrawFlags_Closed : ImDrawFlags_None;
#if IMGUI_VERSION_NUM >= 19280
    list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, thickness, flags);
#else
    list.AddPolyline(points.data(), static_cast<int>(points.size()), colour, flags, thickness);
#endif
}

inline bool begin_child(const char* name, ImVec2 size, ImGuiWindowFlags flags) {
#if IMGUI_VERSION_NUM >= 19000
    return ImGui::BeginChild(name, size, ImGuiChildFlags_None, flags);
#else
    return ImGui::BeginChild(name, size, false, flags);
#endif
}

}  // namespace simul::compat
