#include "app/window/canvas.h"

#include <imgui.h>

#include "app/window/rasteriser.h"
#include "engine/base/ensure.h"

namespace simul::window {

Canvas::Canvas(int width, int height, const theme::Setting& setting)
    : width_(width), height_(height), context_(ImGui::CreateContext()) {
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.IniFilename = nullptr;
    io.LogFilename = nullptr;
    io.ConfigInputTextCursorBlink = false;
    compat::name_keys();
    compat::use_own_renderer();
    make_fonts(setting);
}

Canvas::~Canvas() { ImGui::DestroyContext(context_); }

void Canvas::resize(int width, int height) {
    width_ = width;
    height_ = height;
}

void Canvas::use(const theme::Setting& setting) {
    if (setting != setting_) make_fonts(setting);
}

void Canvas::make_fonts(const theme::Setting& setting) {
    setting_ = setting;
    ImGui::SetCurrentContext(context_);
    theme::use(setting);
    glyphs_ = compat::build(*ImGui::GetIO().Fonts);
}

void Canvas::frame(const std::function<void()>& draw, float seconds) {
    ensure(seconds > 0, "a frame comes after the one before");
    ImGui::SetCurrentContext(context_);
    ImGuiIO& io = ImGui::GetIO();
    io.DisplaySize = {static_cast<float>(width_), static_cast<float>(height_)};
    io.DeltaTime = seconds;
    input_.tell_frame();
    ImGui::NewFrame();
    draw();
    ImGui::Render();
}

Image Canvas::picture() const {
    ImGui::SetCurrentContext(context_);
    return picture_of_frame(glyphs_);
}

Image picture_of_frame(const compat::Coverage& glyphs) {
    const ImDrawData* drawn = ImGui::GetDrawData();
    ensure(drawn != nullptr, "a picture is taken after a frame was drawn");
    return rasterised(*drawn, glyphs, theme::colour(theme::Tone::ground));
}

}  // namespace simul::window
