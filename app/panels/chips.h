// Chips beside each other, in as many rows as they take.
#pragma once

#include <algorithm>

#include "app/layout/geometry.h"

namespace simul::panels {

class ChipRows {
  public:
    /// Rows fill the content from its top on. All lengths are pixels.
    ChipRows(const layout::Box& content, float height, float gap, float row_gap)
        : content_(content), height_(height), gap_(gap), row_gap_(row_gap), x_(content.left), y_(content.top) {}

    /// Where a chip stands that is so wide, or as wide as the content: after the last, or in a new row.
    layout::Box next(float width) {
        width = std::min(width, content_.width());
        if (has_begun() && x_ + width > content_.right) {
            x_ = content_.left;
            y_ += height_ + row_gap_;
            ++row_;
        }
        const layout::Box box{x_, y_, x_ + width, y_ + height_};
        x_ += width + gap_;
        return box;
    }

    /// What is left of the row that the last chip stands in.
    layout::Box rest_of_row() const { return {x_, y_, content_.right, y_ + height_}; }
    bool has_begun() const { return x_ > content_.left; }
    int row() const { return row_; }  ///< from 1 on
    float used() const { return y_ + height_ - content_.top; }

  private:
    layout::Box content_;
    float height_, gap_, row_gap_;
    float x_, y_;
    int row_ = 1;
};

}  // namespace simul::panels
