// When a frame is drawn, and how long the window may sleep until then.
#pragma once

namespace simul::window {

/// Frames are drawn only while something changes. After the reader did something a few more follow at once, because
/// ImGui shows some effects a frame later, and then some slower ones, for what appears when the pointer rests. All
/// times are seconds on one clock.
class Pace {
  public:
    static constexpr double kFrame = 1.0 / 60;         ///< at most so often while something moves
    static constexpr double kRestingFrame = 1.0 / 20;  ///< after the reader's last action …
    static constexpr double kLinger = 0.8;             ///< … for so long
    static constexpr double kLook = 0.25;              ///< idle, to see whether a file was saved or a signal came

    void input_came(double now);
    void something_changed();
    /// Whether things move without the reader, so that it is worth looking for changes.
    void let_move(bool moving) { moving_ = moving; }
    /// While a run for real needs this computer's cores, frames are fewer, unless the reader does something.
    void spare_cores(bool spare) { spares_ = spare; }

    bool wants_frame(double now) const;
    void drew_frame(double now);
    /// How long nothing will be wanted, unless input comes.
    double patience(double now) const;

  private:
    double next_frame() const;

    int owed_ = 2;
    bool moving_ = false, spares_ = false;
    double drawn_at_ = -1, lingers_until_ = 0;
};

}  // namespace simul::window
