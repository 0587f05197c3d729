// The window: a workspace on the reader's desktop, until it is closed.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "app/theme/theme.h"
#include "app/window/desktop_window.h"
#include "app/window/frame_log.h"
#include "app/window/pace.h"
#include "app/window/repaint.h"
#include "app/workspace/commands.h"

struct ImGuiContext;

namespace simul::window {

/// Why the window is gone.
enum class Leaving : std::uint8_t {
    closed,       ///< by the reader
    interrupted,  ///< because `stop_asked`
};

/// One at a time.
class Window {
  public:
    /// Of the size that the preferences remember. The error says what is wrong with this display, without a remedy.
    static Result<std::unique_ptr<Window>> open(const workspace::Preferences& preferences);
    ~Window();
    Window(const Window&) = delete;
    Window& operator=(const Window&) = delete;

    /// Draws the workspace and does what its panels ask for, until it is closed or `stop_asked`.
    Leaving show(workspace::Workspace& workspace, const std::function<bool()>& stop_asked);

  private:
    Window(std::unique_ptr<DesktopWindow> desktop, ImGuiContext* context);

    void take_part(workspace::Workspace& workspace);
    void draw(workspace::Workspace& workspace);
    workspace::Commands build(workspace::Workspace& workspace, const std::function<void()>& tell_input);
    void present();
    void use_theme_for(const workspace::Workspace& workspace);
    void remember_size(workspace::Workspace& workspace) const;

    std::unique_ptr<DesktopWindow> desktop_;
    ImGuiContext* context_;
    Pace pace_;
    FrameLog log_;
    Repaint repaint_;
    double advanced_at_ = 0;
    std::optional<theme::Setting> setting_;  ///< that the fonts are made for
};

}  // namespace simul::window
