#include "app/layout/arrangement.h"

#include <algorithm>
#include <cmath>

namespace simul::layout {
namespace {

// In units of design.
constexpr float kGap = 12, kTop = 56, kTransport = 72, kCompactTransport = 60, kStrip = 44;
constexpr float kNormalWidth = 1400;  ///< below, the left pane folds and the right one has tabs
constexpr float kSmallWidth = 1040;   ///< below, the right pane folds too
constexpr float kWideWidth = 1860;
constexpr float kCompactRight = 342;
constexpr float kEditorRight = 520, kEditorPart = 0.62F;
constexpr float kLeastScene = 150, kLeastTimeline = 120, kNarration = 56;
constexpr float kRoomForNarration = 450;  ///< the centre's height; in a lower one the scene says the sentence

/// Cuts panes off a window whose sizes are counted in units.
class Carpenter {
  public:
    Carpenter(Box whole, float unit, const Panes& panes, Occasion occasion)
        : left_over_(whole), unit_(unit), width_(whole.width() / unit), panes_(panes), occasion_(occasion) {}

    Arrangement work() {
        arrangement_.compact = width_ < kNormalWidth;
        arrangement_.top = left_over_.take_top(size(kTop));
        left_over_ = {left_over_.left + size(kGap), left_over_.top, left_over_.right - size(kGap), left_over_.bottom};
        arrangement_.transport = left_over_.take_bottom(size(arrangement_.compact ? kCompactTransport : kTransport));
        place_left();
        place_right();
        place_centre();
        return arrangement_;
    }

  private:
    float size(float units) const { return std::round(units * unit_); }

    void place_left() {
        const bool strip = width_ < kNormalWidth || !panes_.left_open || occasion_.projector;
        const float wide = width_ >= kWideWidth ? panes_.left * 7 / 6 : panes_.left;
        (strip ? arrangement_.left_strip : arrangement_.left) = left_over_.take_left(size(strip ? kStrip : wide));
        left_over_.left += size(kGap);
    }

    void place_right() {
        const bool strip = width_ < kSmallWidth || !panes_.right_open;
        float wide = arrangement_.compact   ? std::min(panes_.right, kCompactRight)
                     : width_ >= kWideWidth ? panes_.right * 7 / 6
                                            : panes_.right;
        if (occasion_.editing) wide = std::max(wide, kEditorRight);
        (strip ? arrangement_.right_strip : arrangement_.right) = left_over_.take_right(size(strip ? kStrip : wide));
        left_over_.right -= size(kGap);
        arrangement_.tabs = arrangement_.compact || occasion_.projector || arrangement_.right.height() < size(520);
        arrangement_.source = arrangement_.inspector = arrangement_.right;
        if (strip || arrangement_.tabs) return;
        Box rest = arrangement_.right;
        const float part = occasion_.editing ? std::max(panes_.source_part, kEditorPart) : panes_.source_part;
        arrangement_.source = rest.take_top(std::round(arrangement_.right.height() * part));
        rest.top += size(kGap);
        arrangement_.inspector = rest;
    }

    void place_centre() {
        arrangement_.centre = left_over_;
        Box rest = left_over_;
        const bool both =
            panes_.scene_open && panes_.timeline_open && rest.height() >= size(kLeastScene + kLeastTimeline + kGap);
        if (!both) {
            (panes_.scene_open ? arrangement_.scene : arrangement_.timeline) = rest;
            return;
        }
        if (occasion_.projector && rest.height() >= size(kRoomForNarration)) {
            const float part = std::round((rest.height() - size(kNarration)) * panes_.scene_part);
            arrangement_.scene = rest.take_top(std::max(part, size(kLeastScene)) - size(kGap));
            rest.top += size(kGap);
            arrangement_.narration = rest.take_top(size(kNarration));
        } else {
            const float most = rest.height() - size(kLeastTimeline + kGap);
            arrangement_.scene =
                rest.take_top(std::clamp(std::round(rest.height() * panes_.scene_part), size(kLeastScene), most));
        }
        rest.top += size(kGap);
        arrangement_.timeline = rest;
    }

    Box left_over_;
    float unit_, width_;
    const Panes& panes_;
    Occasion occasion_;
    Arrangement arrangement_;
};

}  // namespace

Arrangement arrange(Box whole, float unit, const Panes& panes, Occasion occasion) {
    return Carpenter(whole, unit, panes, occasion).work();
}

}  // namespace simul::layout
