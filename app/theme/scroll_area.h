// A part of a panel that scrolls.
#pragma once

#include <string_view>

#include "app/theme/widgets.h"

namespace simul::theme {

/// It scrolls when its content is higher than it. Where it stands is remembered by its name, for each subject of frames
/// on its own.
class ScrollArea {
  public:
    /// `height`: of the content, where that is known before it is drawn.
    ScrollArea(std::string_view name, const layout::Box& box, float height);
    /// The content is drawn first; then say with `ends_after` how high it was.
    ScrollArea(std::string_view name, const layout::Box& box);
    ~ScrollArea();
    ScrollArea(const ScrollArea&) = delete;
    ScrollArea& operator=(const ScrollArea&) = delete;

    ImDrawList* list() const { return list_; }
    /// Where the content stands now: moved up by what was scrolled, and narrower where there is a bar.
    const layout::Box& content() const { return content_; }
    void ends_after(float height) { height_ = height; }
    /// Scrolls so that this stretch of the content is seen, counted from its top.
    void show(float from, float until);

  private:
    void begin(std::string_view name, const layout::Box& box);

    ImDrawList* list_ = nullptr;
    layout::Box content_;
    float height_ = 0;
    InPanel texts_;
};

}  // namespace simul::theme
