// A picture that stays from frame to frame, so that only what changed is drawn onto it. OpenGL, in the current context.
#pragma once

#include <memory>

namespace simul::window {

class KeptFrame {
  public:
    /// Null where OpenGL has not what it takes; then every frame is drawn whole.
    static std::unique_ptr<KeptFrame> make();
    ~KeptFrame();
    KeptFrame(const KeptFrame&) = delete;
    KeptFrame& operator=(const KeptFrame&) = delete;

    /// Whatever is drawn from now on goes onto the picture, which has this size. False: it is a new one, and empty.
    bool begin(int width, int height);
    /// Puts it into the window.
    void end();

  private:
    struct Functions;
    explicit KeptFrame(std::unique_ptr<Functions> gl);

    std::unique_ptr<Functions> gl_;
    int width_ = 0, height_ = 0;
    unsigned frame_ = 0, colours_ = 0;
};

}  // namespace simul::window
