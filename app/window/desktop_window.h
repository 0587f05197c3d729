// A window on the reader's desktop: GLFW and OpenGL, and nothing of ours in it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "app/layout/geometry.h"
#include "app/window/input_queue.h"
#include "app/window/kept_frame.h"
#include "engine/base/result.h"

struct GLFWwindow;

namespace simul::window {

/// One at a time. Its OpenGL context is the current one of this thread.
class DesktopWindow {
  public:
    /// At most as large as the desktop. Errors say that there is no display, or no OpenGL that suffices, and whose
    /// words these are.
    static Result<std::unique_ptr<DesktopWindow>> open(int width, int height);
    ~DesktopWindow();
    DesktopWindow(const DesktopWindow&) = delete;
    DesktopWindow& operator=(const DesktopWindow&) = delete;

    GLFWwindow* handle() const { return handle_; }
    /// What mouse and keyboard did.
    InputQueue& input() { return input_; }

    /// Returns when something happened, but after so many seconds at the latest.
    void wait(double seconds);
    /// Whether anything happened since the last call that asks for a new frame.
    bool had_news();
    /// Whether the desktop has lost what was shown, since the last call.
    bool was_uncovered();
    /// The paths that were dropped on it since the last call.
    std::vector<std::string> take_dropped();
    bool asked_to_close() const;

    layout::Box whole() const;
    /// Pixels for a unit of design, as the desktop is set.
    float scale() const;
    bool hidden() const;
    void set_title(const std::string& title);

    /// What the next frame is drawn on. False: the frame before is not on it, so it has to be drawn whole.
    bool begin_frame(std::uint32_t ground);
    /// Shows what was drawn.
    void end_frame();

  private:
    explicit DesktopWindow(GLFWwindow* handle);
    struct Callbacks;

    GLFWwindow* handle_;
    std::unique_ptr<KeptFrame> kept_;  ///< or null
    InputQueue input_;
    std::vector<std::string> dropped_;
    std::string title_;
    bool news_ = true, uncovered_ = true;
};

}  // namespace simul::window
