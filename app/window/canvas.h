// Frames drawn without any display: for `simul picture`, for tests, and for a picture of what the window shows.
#pragma once

#include <functional>

#include "app/theme/theme.h"
#include "app/window/image.h"
#include "app/window/input_queue.h"

struct ImGuiContext;

namespace simul::window {

/// An ImGui context of its own with its fonts, and a mouse and a keyboard that only exist here. One at a time: the
/// theme in use is the program's. Between two calls its context is the current one.
class Canvas {
  public:
    Canvas(int width, int height, const theme::Setting& setting);
    ~Canvas();
    Canvas(const Canvas&) = delete;
    Canvas& operator=(const Canvas&) = delete;

    layout::Box whole() const { return {0, 0, static_cast<float>(width_), static_cast<float>(height_)}; }
    void resize(int width, int height);
    /// Another look or scale: the fonts are made anew, if anything differs.
    void use(const theme::Setting& setting);

    /// What happens before the next frames. Whoever has put something in draws frames until it is empty, and one more:
    /// in that one panels show what they were told in the last.
    InputQueue& input() { return input_; }

    /// One frame, so many seconds after the one before.
    void frame(const std::function<void()>& draw, float seconds = 1.0F / 60);

    /// Of the last frame.
    Image picture() const;
    const compat::Coverage& glyphs() const { return glyphs_; }

  private:
    void make_fonts(const theme::Setting& setting);

    int width_, height_;
    ImGuiContext* context_;
    theme::Setting setting_;
    compat::Coverage glyphs_;
    InputQueue input_;
};

/// What ImGui has drawn in the current context's last frame. `glyphs`: its built atlas.
Image picture_of_frame(const compat::Coverage& glyphs);

}  // namespace simul::window
