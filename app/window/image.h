// A picture in memory, and as a PNG file.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace simul::window {

/// Four bytes a pixel, red in the lowest; rows from the top.
class Image {
  public:
    Image() = default;
    Image(int width, int height, std::uint32_t colour);

    int width() const { return width_; }
    int height() const { return height_; }
    std::uint32_t* row(int y) { return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    const std::uint32_t* row(int y) const { return pixels_.data() + static_cast<std::ptrdiff_t>(y) * width_; }
    std::uint32_t at(int x, int y) const { return row(y)[x]; }
    friend bool operator==(const Image&, const Image&) = default;

  private:
    int width_ = 0, height_ = 0;
    std::vector<std::uint32_t> pixels_;
};

/// The bytes of a PNG file. Opaque: what was drawn on has no holes.
std::string as_png(const Image& image);

/// The error is a sentence with the path and what to do. After an error no half picture is left.
Result<void> write_png(const Image& image, const std::string& path);

}  // namespace simul::window
