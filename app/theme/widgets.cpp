#include "app/theme/widgets.h"

#include <imgui_stdlib.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "app/theme/compat.h"
#include "app/theme/forms.h"

namespace simul::theme {
namespace {

std::map<std::string, layout::Box> g_probes;

// What belongs to the subject of the frame, and to the frame.
std::map<std::string, std::shared_ptr<void>, std::less<>> g_kept;
std::uint32_t g_subject = 0;
bool g_wheel_taken = false, g_escape_taken = false;

constexpr ImGuiWindowFlags kPaneFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                        ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBackground |
                                        ImGuiWindowFlags_NoNav | ImGuiWindowFlags_NoScrollWithMouse;

ImDrawList* begin_pane(std::string_view name, const layout::Box& box, bool framed) {
    ImGui::SetNextWindowPos(top_left(box));
    ImGui::SetNextWindowSize({box.width(), box.height()});
    // What lies above others comes to the front when it appears; all else stays where it is.
    const bool above = is_above_others();
    ImGui::Begin(std::string(name).c_str(), nullptr,
                 kPaneFlags | (above ? ImGuiWindowFlags_None : ImGuiWindowFlags_NoBringToFrontOnFocus));
    if (above && ImGui::IsWindowAppearing()) ImGui::SetWindowFocus();
    ImDrawList* list = ImGui::GetWindowDrawList();
    if (!framed) return list;
    list->AddRectFilled(top_left(box), bottom_right(box), colour(Tone::panel), px(spacing().panel_radius));
    const layout::Box edge = box.inset(0.5F);
    compat::add_frame(*list, top_left(edge), bottom_right(edge), colour(Tone::line), px(spacing().panel_radius),
                      setting().look == Look::projector ? px(2) : 1);
    return list;
}

bool is_dark() { return setting().look == Look::dark; }

struct Surface {
    ImU32 fill, edge, ink;
};

/// In dark a control is raised without a border; else it is as white as the panel, with one.
Surface surface_of(ButtonKind kind, bool enabled, const Touch& touched) {
    Surface surface{};
    surface.ink = colour(enabled ? Tone::text : Tone::faint);
    if (kind == ButtonKind::primary && enabled) {
        surface.fill = touched.hovered ? mixed(Tone::accent, Tone::text, 0.12F) : colour(Tone::accent);
        surface.ink = colour(Tone::on_accent);
    } else if (kind != ButtonKind::quiet) {
        surface.fill = colour(is_dark() ? Tone::raised : Tone::panel);
        surface.edge = is_dark() ? 0 : colour(Tone::line);
    }
    if (kind != ButtonKind::primary && enabled && touched.hovered)
        surface.fill = mixed(is_dark() ? Tone::raised : Tone::panel, Tone::text, touched.held ? 0.14F : 0.07F);
    return surface;
}

void draw_surface(ImDrawList* list, const layout::Box& box, const Surface& surface) {
    const float radius = px(spacing().control_radius);
    if (surface.fill != 0) list->AddRectFilled(top_left(box), bottom_right(box), surface.fill, radius);
    if (surface.edge == 0) return;
    const layout::Box edge = box.inset(0.5F);
    compat::add_frame(*list, top_left(edge), bottom_right(edge), surface.edge, radius, 1);
}

/// Draws the rows of an open menu; answers the one that was chosen, or -1.
int menu_rows(std::string_view name, std::span<const Choice> choices, int chosen, float width) {
    const float height = px(36);
    const ImVec2 origin = ImGui::GetCursorScreenPos();
    ImDrawList* list = ImGui::GetWindowDrawList();
    const float whole = height * static_cast<float>(choices.size()) + px(8);
    const InPanel above({origin.x, origin.y, origin.x + width, origin.y + whole}, true);
    int picked = -1;
    for (std::size_t i = 0; i < choices.size(); ++i) {
        const Choice& choice = choices[i];
        const float top = origin.y + px(4) + height * static_cast<float>(i);
        const layout::Box row{origin.x + px(4), top, origin.x + width - px(4), top + height};
        const Touch touched = touch(std::string(name) + "/" + choice.label, row);
        const bool marked = static_cast<int>(i) == chosen;
        if (marked || (touched.hovered && choice.enabled))
            list->AddRectFilled(top_left(row), bottom_right(row),
                                marked ? mixed(Tone::panel, Tone::accent, 0.16F) : colour(Tone::raised), px(6));
        layout::Box text = row.inset(px(12), 0);
        const ImU32 ink = colour(choice.enabled ? Tone::text : Tone::faint);
        if (!choice.detail.empty())
            draw_text_in(list, text.take_right(text_width(choice.detail)),
                         {choice.detail, Face::body, colour(choice.enabled ? Tone::dim : Tone::faint), Align::right});
        draw_text_in(list, text, {choice.label, marked ? Face::strong : Face::body, ink});
        if (touched.hovered && !choice.enabled && !choice.why_not.empty()) tooltip(choice.why_not);
        if (touched.clicked && choice.enabled) picked = static_cast<int>(i);
    }
    return picked;
}

float menu_width(std::span<const Choice> choices, float least) {
    float width = least;
    for (const Choice& choice : choices) {
        const float detail = choice.detail.empty() ? 0 : text_width(choice.detail) + px(24);
        width = std::max(width, text_width(choice.label, Face::strong) + detail + px(32));
    }
    return width;
}

/// An open menu beneath the box, or above it where there is no room.
int menu(std::string_view name, const layout::Box& box, std::span<const Choice> choices, int chosen) {
    const float width = menu_width(choices, box.width());
    const float height = px(36) * static_cast<float>(choices.size()) + px(8);
    const ImVec2 display = ImGui::GetIO().DisplaySize;
    const float below = box.bottom + px(4);
    const float top = below + height <= display.y ? below : std::max(0.0F, box.top - px(4) - height);
    ImGui::SetNextWindowPos({std::clamp(box.left, 0.0F, std::max(0.0F, display.x - width)), top});
    ImGui::SetNextWindowSize({width, std::min(height, display.y)});
    int picked = -1;
    if (ImGui::BeginPopup(std::string(name).c_str(), ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoNav)) {
        picked = menu_rows(name, choices, chosen, width);
        const bool escaped = compat::key_pressed(compat::Key::escape, false);
        g_escape_taken = g_escape_taken || escaped;
        if (picked >= 0 || escaped) ImGui::CloseCurrentPopup();
        ImGui::EndPopup();
    }
    return picked;
}

}  // namespace

const std::map<std::string, layout::Box>& probes() { return g_probes; }
void begin_probe_frame(std::uint32_t subject) {
    g_probes.clear();
    g_wheel_taken = g_escape_taken = false;
    if (std::exchange(g_subject, subject) != subject) g_kept.clear();
}
std::uint32_t subject_of_frame() { return g_subject; }
std::shared_ptr<void>& remembered_place(std::string_view name) { return g_kept[std::string(name)]; }
float take_wheel() {
    g_wheel_taken = true;
    return ImGui::GetIO().MouseWheel;
}
bool wheel_is_taken() { return g_wheel_taken; }
bool escape_is_taken() { return g_escape_taken; }
void probe(std::string_view name, const layout::Box& box) { g_probes[std::string(name)] = box; }

Panel::Panel(std::string_view name, const layout::Box& box, bool framed)
    : list_(begin_pane(name, box, framed)), inside_(framed ? box.inset(px(spacing().padding)) : box), texts_(box) {}

Panel::~Panel() { ImGui::End(); }

Touch touch(std::string_view name, const layout::Box& box) {
    if (box.empty()) return {};
    probe(name, box);
    ImGui::SetCursorScreenPos(top_left(box));
    Touch touched;
    touched.clicked = ImGui::InvisibleButton(std::string(name).c_str(), {box.width(), box.height()});
    touched.hovered = ImGui::IsItemHovered();
    touched.held = ImGui::IsItemActive();
    touched.released = ImGui::IsItemDeactivated();
    touched.double_clicked = touched.hovered && ImGui::IsMouseDoubleClicked(0);
    return touched;
}

float button_width(const ButtonFace& face) {
    const float icon = face.icon >= 0 ? px(20) : 0;
    if (face.label.empty()) return px(spacing().control);
    return text_width(face.label, Face::strong) + icon + (icon > 0 ? px(8) : 0) + px(28);
}

bool button(std::string_view name, const layout::Box& box, const ButtonFace& face) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Touch touched = touch(name, box);
    const Surface surface = surface_of(face.kind, face.enabled, touched);
    draw_surface(list, box, surface);
    const float icon = face.icon >= 0 ? px(20) : 0, gap = icon > 0 && !face.label.empty() ? px(8) : 0;
    const float content = icon + gap + text_width(face.label, Face::strong);
    layout::Box inner{box.centre().x - content / 2, box.top, box.centre().x + content / 2, box.bottom};
    inner.left = std::max(inner.left, box.left + px(4));
    inner.right = std::min(inner.right, box.right - px(4)) + 1;
    if (icon > 0) draw_icon(list, inner.take_left(icon), static_cast<Icon>(face.icon), surface.ink);
    inner.left += gap;
    if (!face.label.empty()) draw_text_in(list, inner, {face.label, Face::strong, surface.ink});
    if (touched.hovered && !face.tip.empty()) tooltip(face.tip);
    return touched.clicked && face.enabled;
}

float selector_width(std::string_view label, std::string_view value) {
    const float named = label.empty() ? 0 : text_width(label) + px(6);
    return px(14) + named + text_width(value, Face::strong) + px(8 + 20 + 8);
}

int selector(std::string_view name, const layout::Box& box, std::string_view label, std::span<const Choice> choices,
             int chosen) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Touch touched = touch(name, box);
    draw_surface(list, box, surface_of(ButtonKind::plain, true, touched));
    layout::Box inner = box.inset(px(14), 0);
    inner.right = box.right - px(8);
    draw_icon(list, inner.take_right(px(20)), Icon::chevron_down, colour(Tone::dim));
    if (!label.empty()) {
        draw_text_in(list, inner.take_left(text_width(label)), {label, Face::body, colour(Tone::dim)});
        inner.left += px(6);
    }
    const bool known = chosen >= 0 && static_cast<std::size_t>(chosen) < choices.size();
    if (known) draw_text_in(list, inner, {choices[static_cast<std::size_t>(chosen)].label, Face::strong});
    const std::string popup = std::string(name) + " menu";
    if (touched.clicked) ImGui::OpenPopup(popup.c_str());
    return menu(popup, box, choices, chosen);
}

int segments(std::string_view name, const layout::Box& box, std::span<const std::string> words, int chosen) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    draw_surface(list, box, surface_of(ButtonKind::plain, true, {}));
    int picked = -1;
    const layout::Box inner = box.inset(px(3));
    const float width = inner.width() / static_cast<float>(words.size());
    for (std::size_t i = 0; i < words.size(); ++i) {
        const layout::Box part{inner.left + width * static_cast<float>(i), inner.top,
                               inner.left + width * static_cast<float>(i + 1), inner.bottom};
        const Touch touched = touch(std::string(name) + "/" + words[i], part);
        const bool marked = static_cast<int>(i) == chosen;
        if (marked || touched.hovered)
            list->AddRectFilled(top_left(part), bottom_right(part),
                                mixed(is_dark() ? Tone::raised : Tone::panel, marked ? Tone::accent : Tone::text,
                                      marked ? 0.35F : 0.06F),
                                px(6));
        draw_text_in(
            list, part.inset(px(4), 0),
            {words[i], marked ? Face::strong : Face::body, colour(marked ? Tone::text : Tone::dim), Align::centre});
        if (touched.clicked && !marked) picked = static_cast<int>(i);
    }
    return picked;
}

Touch slider(std::string_view name, const layout::Box& box, float& value, bool large) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Touch touched = touch(name, box);
    const float knob = px(large ? 8 : 6), thick = px(large ? 5 : 4);
    const float left = box.left + knob, right = box.right - knob, middle = std::round(box.centre().y);
    const bool moved = touched.held && right > left;
    if (moved) value = std::clamp((ImGui::GetIO().MousePos.x - left) / (right - left), 0.0F, 1.0F);
    const float x = left + (right - left) * std::clamp(value, 0.0F, 1.0F);
    const auto bar = [&](float from, float until, ImU32 ink) {
        list->AddRectFilled({from, middle - thick / 2}, {until, middle + thick / 2}, ink, thick / 2);
    };
    bar(box.left, box.right, colour(Tone::line));
    bar(box.left, x, colour(Tone::accent));
    list->AddCircleFilled({x, middle}, knob + (touched.hovered || touched.held ? 1 : 0), colour(Tone::accent));
    list->AddCircleFilled({x, middle}, knob * 0.45F, colour(Tone::panel));
    return touched;
}

namespace {

struct LineFace {
    std::string_view hint;
    int icon = -1;
    bool takes_keyboard = false;
};

Typed typed_line(std::string_view name, const layout::Box& box, std::string& text, const LineFace& face) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    probe(name, box);
    draw_surface(list, box, {colour(Tone::panel), colour(Tone::line), 0});
    layout::Box inner = box.inset(px(10), 0);
    if (face.icon >= 0) {
        draw_icon(list, inner.take_left(px(24)), static_cast<Icon>(face.icon), colour(Tone::dim));
        inner.left += px(6);
    }
    const bool was_empty = text.empty();
    const std::string id = std::string(name);
    ImGui::PushStyleColor(ImGuiCol_FrameBg, 0);
    ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {0, (box.height() - font_size(Face::body)) / 2});
    ImGui::SetCursorScreenPos({inner.left, box.top});
    ImGui::SetNextItemWidth(inner.width());
    ImGui::PushID(id.c_str());
    if (face.takes_keyboard) ImGui::SetKeyboardFocusHere();
    const bool changed = ImGui::InputText("##text", &text);
    const bool entered = ImGui::IsItemDeactivated() && (compat::key_pressed(compat::Key::enter, false) ||
                                                        compat::key_pressed(compat::Key::keypad_enter, false));
    const bool focused = ImGui::IsItemActive();
    ImGui::PopID();
    ImGui::PopStyleVar();
    ImGui::PopStyleColor();
    if (was_empty && !focused) draw_text_in(list, inner, {face.hint, Face::body, colour(Tone::dim)});
    if (focused) draw_surface(list, box, {0, colour(Tone::accent), 0});
    return {changed, entered};
}

}  // namespace

bool text_field(std::string_view name, const layout::Box& box, std::string& text, std::string_view hint, int icon,
                bool takes_keyboard) {
    return typed_line(name, box, text, {hint, icon, takes_keyboard}).changed;
}

Typed text_line(std::string_view name, const layout::Box& box, std::string& text, std::string_view hint,
                bool takes_keyboard) {
    return typed_line(name, box, text, {hint, -1, takes_keyboard});
}

bool fold_heading(std::string_view name, const layout::Box& box, std::string_view title, bool open) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    const Touch touched = touch(name, box);
    layout::Box inner = box;
    draw_icon(list, inner.take_left(px(16)), open ? Icon::chevron_down : Icon::chevron_right, colour(Tone::dim));
    inner.left += px(6);
    draw_text_in(
        list, inner,
        {title, open ? Face::strong : Face::body, touched.hovered ? colour(Tone::accent) : colour(Tone::text)});
    return touched.clicked;
}

int tabs(std::string_view name, const layout::Box& box, std::span<const std::string> titles, int chosen) {
    ImDrawList* list = ImGui::GetWindowDrawList();
    int picked = -1;
    float x = box.left, room = box.width();
    for (const std::string& title : titles) room -= text_width(title, Face::strong);
    const float gap = std::clamp(room / static_cast<float>(std::max<std::size_t>(titles.size(), 2) - 1), px(4), px(24));
    for (std::size_t i = 0; i < titles.size(); ++i) {
        const bool marked = static_cast<int>(i) == chosen;
        const float width = text_width(titles[i], Face::strong);
        const layout::Box tab{x, box.top, x + width, box.bottom};
        const Touch touched = touch(std::string(name) + "/" + titles[i], tab);
        const ImU32 ink = colour(marked || touched.hovered ? Tone::text : Tone::dim);
        draw_text(list, {x, box.centre().y}, {titles[i], marked ? Face::strong : Face::body, ink});
        if (marked) list->AddRectFilled({x, box.bottom - px(2)}, {x + width, box.bottom}, colour(Tone::accent));
        if (touched.clicked && !marked) picked = static_cast<int>(i);
        x += width + gap;
    }
    return picked;
}

Splitting splitter(std::string_view name, const layout::Box& box, bool upright) {
    const Touch touched = touch(name, box);
    if (touched.hovered || touched.held) {
        ImGui::SetMouseCursor(upright ? ImGuiMouseCursor_ResizeEW : ImGuiMouseCursor_ResizeNS);
        const layout::Point middle = box.centre();
        const layout::Box line = upright ? layout::Box{middle.x - 1, box.top, middle.x + 1, box.bottom}
                                         : layout::Box{box.left, middle.y - 1, box.right, middle.y + 1};
        ImGui::GetWindowDrawList()->AddRectFilled(top_left(line), bottom_right(line), colour(Tone::accent, 0.6F));
    }
    if (touched.double_clicked) return {0, true};
    if (!touched.held) return {};
    return {upright ? ImGui::GetIO().MouseDelta.x : ImGui::GetIO().MouseDelta.y, false};
}

void tooltip(std::string_view text) {
    const std::size_t end = text.find('\n');
    const std::string_view first = text.substr(0, end),
                           rest = end == std::string_view::npos ? "" : text.substr(end + 1);
    const float most = px(360);
    float width = std::min(most, text_width(first, Face::strong));
    for (std::size_t from = 0; from < rest.size();) {
        const std::size_t until = std::min(rest.find('\n', from), rest.size());
        width = std::max(width, std::min(most, text_width(rest.substr(from, until - from))));
        from = until + 1;
    }
    width += 1;
    const float height =
        paragraph_height(width, first, Face::strong) + (rest.empty() ? 0 : paragraph_height(width, rest));
    const ImVec2 display = ImGui::GetIO().DisplaySize, mouse = ImGui::GetIO().MousePos;
    const float pad = px(12), x = std::min(mouse.x + px(14), display.x - width - 2 * pad);
    const bool below = mouse.y + px(20) + height + 2 * pad <= display.y;
    const float y = below ? mouse.y + px(20) : mouse.y - px(8) - height - 2 * pad;
    const layout::Box box{std::max(0.0F, x), std::max(0.0F, y), std::max(0.0F, x) + width + 2 * pad,
                          std::max(0.0F, y) + height + 2 * pad};
    ImDrawList* list = ImGui::GetForegroundDrawList();
    const InPanel above(box, true);
    list->AddRectFilled(top_left(box), bottom_right(box), colour(Tone::panel), px(8));
    const layout::Box edge = box.inset(0.5F);
    compat::add_frame(*list, top_left(edge), bottom_right(edge), colour(is_dark() ? Tone::faint : Tone::line), px(8),
                      1);
    const layout::Point at{box.left + pad, box.top + pad};
    const float used = draw_paragraph(list, at, width, {first, Face::strong});
    if (!rest.empty()) draw_paragraph(list, {at.x, at.y + used}, width, {rest, Face::body, colour(Tone::dim)});
}

}  // namespace simul::theme
