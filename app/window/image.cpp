// A PNG file is written by stb_image_write, and made small by zlib.
#include "app/window/image.h"

#include <zlib.h>

#include <cstdlib>
#include <filesystem>
#include <new>

#include "engine/base/ensure.h"
#include "engine/os/files.h"

namespace simul::window {
namespace {

/// What stb_image_write makes the rows small with. It frees what it gets.
unsigned char* compressed(unsigned char* rows, int length, int* small, int) {
    constexpr int kLevel = 7;
    uLongf room = compressBound(static_cast<uLong>(length));
    auto* bytes = static_cast<unsigned char*>(std::malloc(room));
    if (bytes == nullptr) throw std::bad_alloc();
    const int answer = compress2(bytes, &room, rows, static_cast<uLong>(length), kLevel);
    ensure(answer == Z_OK, "zlib compresses whatever fits into the room that it asked for");
    *small = static_cast<int>(room);
    return bytes;
}

}  // namespace
}  // namespace simul::window

#define STB_IMAGE_WRITE_STATIC
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBIW_ZLIB_COMPRESS simul::window::compressed
#include <stb_image_write.h>

namespace simul::window {
namespace {

std::string lines_of(const Image& image) {
    std::string lines;
    lines.reserve(static_cast<std::size_t>(image.width()) * 3 * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y)
        for (int x = 0; x < image.width(); ++x)
            for (const int shift : {0, 8, 16}) lines += static_cast<char>(image.at(x, y) >> shift & 0xff);
    return lines;
}

Result<void> write_bytes(const std::string& bytes, const std::string& path) {
    Result<os::OutputFile> file = os::OutputFile::open(path);
    if (!file) return file.error();
    const Result<void> written = file->append(bytes);
    const Result<void> closed = file->close();
    if (written && closed) return {};
    std::error_code ignored;
    // A device is not ours to remove.
    if (std::filesystem::is_regular_file(path, ignored)) std::filesystem::remove(path, ignored);
    return written ? closed : written;
}

}  // namespace

Image::Image(int width, int height, std::uint32_t colour)
    : width_(width),
      height_(height),
      pixels_(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), colour) {}

std::string as_png(const Image& image) {
    // Rows as they are: of flat colours and letters that is a fifth smaller than the filters that photographs want.
    stbi_write_force_png_filter = 0;
    constexpr int kRedGreenBlue = 3;
    std::string png;
    const auto take = [](void* into, void* bytes, int count) {
        static_cast<std::string*>(into)->append(static_cast<const char*>(bytes), static_cast<std::size_t>(count));
    };
    const int written = stbi_write_png_to_func(take, &png, image.width(), image.height(), kRedGreenBlue,
                                               lines_of(image).data(), image.width() * kRedGreenBlue);
    ensure(written != 0, "a picture of a width and a height is written into memory");
    return png;
}

Result<void> write_png(const Image& image, const std::string& path) { return write_bytes(as_png(image), path); }

}  // namespace simul::window
