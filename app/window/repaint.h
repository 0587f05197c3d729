// What of a frame has to be drawn again: only where it differs from the one before.
//
// How it works. ImGui makes all triangles of every frame anew, and most are those of the frame before. Where triangles
// came, went or changed, tiles of the window are marked; the marked tiles become a few boxes that do not overlap; and
// of each draw command only the triangles that meet a box are left, clipped to it. Whoever draws them onto what the
// frame before left has the new frame, pixel by pixel.
#pragma once

#include <imgui.h>

#include <cstdint>
#include <string>
#include <vector>

#include "app/layout/geometry.h"

namespace simul::window {

class Repaint {
  public:
    /// Leaves in `drawn` what has to be drawn onto the frame before. False: nothing, the frame is the same.
    bool reduce(ImDrawData& drawn);
    /// Nothing of the frame before can be used: the next one is drawn whole.
    void forget() { known_ = false; }

    /// Of the last frame: how many triangles it has, and how many were left.
    std::size_t triangles() const { return triangles_; }
    std::size_t left() const { return left_; }
    /// The boxes that are drawn again; none when the frame was drawn whole.
    const std::vector<layout::Box>& boxes() const { return boxes_; }

  private:
    struct Triangle {
        std::uint64_t sign = 0;  ///< equal for equal triangles
        layout::Box bounds;      ///< within its clip; empty: it is not seen
    };
    /// A draw list as it was in the frame before.
    struct Known {
        std::string owner;
        std::vector<ImDrawVert> vertices;
        std::vector<ImDrawIdx> indices;
        std::vector<ImDrawCmd> commands;
        std::vector<Triangle> triangles;
    };
    class Tiles;

    bool takes_over(const ImDrawData& drawn);
    static bool is_same(const Known& known, const ImDrawList& list);
    static void learn(Known& known, const ImDrawList& list);
    static void mark_differences(Tiles& tiles, const std::vector<Triangle>& before, const std::vector<Triangle>& now);
    void leave_only(ImDrawList& list, const Known& known);

    bool known_ = false;
    ImVec2 size_{}, scale_{};
    std::vector<Known> lists_;
    std::vector<layout::Box> boxes_;
    std::size_t triangles_ = 0, left_ = 0;
};

}  // namespace simul::window
