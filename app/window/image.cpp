#include "app/window/image.h"

#include <zlib.h>

#include <filesystem>
#include <string_view>

#include "engine/base/ensure.h"
#include "engine/os/files.h"

namespace simul::window {
namespace {

void put_number(std::string& bytes, std::uint32_t number) {
    for (const int shift : {24, 16, 8, 0}) bytes += static_cast<char>(number >> shift & 0xff);
}

void put_chunk(std::string& png, std::string_view kind, std::string_view content) {
    put_number(png, static_cast<std::uint32_t>(content.size()));
    const std::size_t begin = png.size();
    png += kind;
    png += content;
    const auto* checked = reinterpret_cast<const Bytef*>(png.data() + begin);
    put_number(png, static_cast<std::uint32_t>(crc32(0, checked, static_cast<uInt>(png.size() - begin))));
}

std::string head_of(const Image& image) {
    std::string head;
    put_number(head, static_cast<std::uint32_t>(image.width()));
    put_number(head, static_cast<std::uint32_t>(image.height()));
    constexpr std::string_view kEightBitsRedGreenBlue("\x08\x02\x00\x00\x00", 5);
    return head += kEightBitsRedGreenBlue;
}

/// Each row after a byte that says how it is predicted: not at all, which makes pictures of flat colours and letters a
/// fifth smaller than the filters that photographs want.
std::string lines_of(const Image& image) {
    std::string lines;
    lines.reserve((static_cast<std::size_t>(image.width()) * 3 + 1) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        lines += '\0';
        for (int x = 0; x < image.width(); ++x)
            for (const int shift : {0, 8, 16}) lines += static_cast<char>(image.at(x, y) >> shift & 0xff);
    }
    return lines;
}

std::string compressed(const std::string& bytes) {
    constexpr int kLevel = 7;
    uLongf length = compressBound(static_cast<uLong>(bytes.size()));
    std::string small(length, '\0');
    const int answer =
        compress2(reinterpret_cast<Bytef*>(small.data()), &length, reinterpret_cast<const Bytef*>(bytes.data()),
                  static_cast<uLong>(bytes.size()), kLevel);
    ensure(answer == Z_OK, "zlib compresses whatever fits into the room that it asked for");
    small.resize(length);
    return small;
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
    std::string png("\x89PNG\r\n\x1a\n", 8);
    put_chunk(png, "IHDR", head_of(image));
    put_chunk(png, "IDAT", compressed(lines_of(image)));
    put_chunk(png, "IEND", {});
    return png;
}

Result<void> write_png(const Image& image, const std::string& path) { return write_bytes(as_png(image), path); }

}  // namespace simul::window
