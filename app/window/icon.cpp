#include "app/window/icon.h"

#include <GLFW/glfw3.h>

#include <array>

namespace simul::window {
namespace {

/// Of a square of 16.
struct Bar {
    int left, top, bottom;
    std::uint32_t colour;
};
constexpr std::uint32_t kTransparent = 0, kLight = 0xfff2ece9, kAccent = 0xffff9b6c;
constexpr int kSquare = 16, kBarWidth = 4;
constexpr Bar kBars[] = {{1, 2, 14, kLight}, {6, 5, 14, kAccent}, {11, 2, 10, kLight}};

std::uint32_t colour_at(int x, int y) {
    for (const Bar& bar : kBars)
        if (x >= bar.left && x < bar.left + kBarWidth && y >= bar.top && y < bar.bottom) return bar.colour;
    return kTransparent;
}

}  // namespace

Image icon(int size) {
    Image image(size, size, kTransparent);
    for (int y = 0; y < size; ++y)
        for (int x = 0; x < size; ++x) image.row(y)[x] = colour_at(x * kSquare / size, y * kSquare / size);
    return image;
}

void set_icon(GLFWwindow* handle) {
    std::array<Image, 3> images{icon(16), icon(32), icon(64)};
    std::array<GLFWimage, images.size()> theirs{};
    for (std::size_t i = 0; i < images.size(); ++i)
        theirs[i] = {images[i].width(), images[i].height(), reinterpret_cast<unsigned char*>(images[i].row(0))};
    glfwSetWindowIcon(handle, static_cast<int>(theirs.size()), theirs.data());
}

}  // namespace simul::window
