#include "app/window/image.h"

#include <zlib.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <string_view>

#include "engine/base/ensure.h"
#include "engine/os/files.h"

namespace simul::window {
namespace {

constexpr int kBytesPerPixel = 3;
constexpr int kFilterCount = 5;
using Row = std::string;

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

void take_colours(Row& row, const std::uint32_t* pixels, int width) {
    for (int x = 0; x < width; ++x)
        for (int channel = 0; channel < kBytesPerPixel; ++channel)
            row[static_cast<std::size_t>(x * kBytesPerPixel + channel)] =
                static_cast<char>(pixels[x] >> (8 * channel) & 0xff);
}

int byte_of(const Row& row, std::size_t index) { return static_cast<unsigned char>(row[index]); }

/// The neighbour that is nearest to left + above - corner (PNG specification, filter type 4).
int paeth(int left, int above, int corner) {
    const int guess = left + above - corner;
    const int to_left = std::abs(guess - left), to_above = std::abs(guess - above),
              to_corner = std::abs(guess - corner);
    if (to_left <= to_above && to_left <= to_corner) return left;
    return to_above <= to_corner ? above : corner;
}

int predicted(int filter, const Row& row, const Row& above_row, std::size_t index) {
    const bool first = index < kBytesPerPixel;
    const int left = first ? 0 : byte_of(row, index - kBytesPerPixel);
    if (filter == 1) return left;
    const int above = byte_of(above_row, index);
    if (filter == 2) return above;
    if (filter == 3) return (left + above) / 2;
    return filter == 0 ? 0 : paeth(left, above, first ? 0 : byte_of(above_row, index - kBytesPerPixel));
}

/// The row as differences from what the filter predicts; answers how large they are together.
long filter_row(int filter, const Row& row, const Row& above, Row& filtered) {
    long size = 0;
    for (std::size_t index = 0; index < row.size(); ++index) {
        const auto difference = static_cast<signed char>(byte_of(row, index) - predicted(filter, row, above, index));
        filtered[index] = static_cast<char>(difference);
        size += std::abs(static_cast<int>(difference));
    }
    return size;
}

/// With the filter whose differences are smallest: the usual rule of thumb.
void put_best_filtered(std::string& lines, const Row& row, const Row& above, std::array<Row, kFilterCount>& rooms) {
    int best = 0;
    long smallest = -1;
    for (const int filter : {2, 1, 0, 4, 3}) {
        const long size = filter_row(filter, row, above, rooms[static_cast<std::size_t>(filter)]);
        if (smallest >= 0 && size >= smallest) continue;
        smallest = size;
        best = filter;
        if (size == 0) break;
    }
    lines += static_cast<char>(best);
    lines += rooms[static_cast<std::size_t>(best)];
}

std::string filtered_lines(const Image& image) {
    const auto length = static_cast<std::size_t>(image.width()) * kBytesPerPixel;
    Row row(length, '\0'), above(length, '\0');
    std::array<Row, kFilterCount> rooms;
    rooms.fill(Row(length, '\0'));
    std::string lines;
    lines.reserve((length + 1) * static_cast<std::size_t>(image.height()));
    for (int y = 0; y < image.height(); ++y) {
        take_colours(row, image.row(y), image.width());
        put_best_filtered(lines, row, above, rooms);
        row.swap(above);
    }
    return lines;
}

std::string compressed(const std::string& bytes) {
    constexpr int kLevel = 6;
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
    put_chunk(png, "IDAT", compressed(filtered_lines(image)));
    put_chunk(png, "IEND", {});
    return png;
}

Result<void> write_png(const Image& image, const std::string& path) { return write_bytes(as_png(image), path); }

}  // namespace simul::window
