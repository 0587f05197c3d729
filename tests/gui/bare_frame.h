// A frame of ImGui's without our theme: what a draw list says, as pixels.
#pragma once

#include <imgui.h>

#include <functional>

#include "app/theme/compat.h"
#include "app/window/rasteriser.h"

namespace simul::window {

inline constexpr ImU32 kBlack = 0xff000000, kWhite = 0xffffffff, kRed = 0xff0000ff, kHalfWhite = 0x80ffffff;

class BareFrame {
  public:
    BareFrame(int width, int height) : context_(ImGui::CreateContext()) {
        ImGui::SetCurrentContext(context_);
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        io.DeltaTime = 1.0F / 60;
        compat::name_keys();
        compat::use_own_renderer();
        glyphs_ = compat::build(*io.Fonts);
    }
    ~BareFrame() { ImGui::DestroyContext(context_); }
    BareFrame(const BareFrame&) = delete;
    BareFrame& operator=(const BareFrame&) = delete;

    Image drawn(const std::function<void(ImDrawList&)>& draw) {
        ImGui::NewFrame();
        draw(*ImGui::GetBackgroundDrawList());
        ImGui::Render();
        return rasterised(*ImGui::GetDrawData(), glyphs_, kBlack);
    }
    const compat::Coverage& glyphs() const { return glyphs_; }

  private:
    ImGuiContext* context_;
    compat::Coverage glyphs_;
};

}  // namespace simul::window
