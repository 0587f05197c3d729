#include "app/window/image.h"

#include <gtest/gtest.h>
#include <stb_image.h>
#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <memory>

#include "engine/os/files.h"
#include "engine/os/signals.h"
#include "tests/support/temporary_folder.h"

namespace simul::window {
namespace {

/// As somebody else's code reads it.
Image read_back(const std::string& png) {
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> bytes(
        stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(png.data()), static_cast<int>(png.size()), &width,
                              &height, &channels, 4),
        stbi_image_free);
    if (bytes == nullptr) return {};
    Image image(width, height, 0);
    std::copy_n(reinterpret_cast<const std::uint32_t*>(bytes.get()), width * height, image.row(0));
    return image;
}

Image speckled(int width, int height) {
    Image image(width, height, 0);
    std::uint32_t state = 1;
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) image.row(y)[x] = 0xff000000 | (state = state * 1664525 + 1013904223) >> 8;
    return image;
}

Image gently_changing(int width, int height) {
    Image image(width, height, 0);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.row(y)[x] = 0xff000000 | static_cast<std::uint32_t>(x + y) % 256 << 16 |
                              static_cast<std::uint32_t>(2 * y) % 256 << 8 | static_cast<std::uint32_t>(x) % 256;
    return image;
}

TEST(Image, APngHoldsEveryPixel) {
    for (const Image& image : {speckled(1, 1), speckled(37, 23), gently_changing(300, 200), Image(640, 1, 0xff123456)})
        EXPECT_EQ(read_back(as_png(image)), image) << image.width() << "x" << image.height();
}

TEST(Image, APngOfFlatColourIsSmall) { EXPECT_LT(as_png(Image(1280, 720, 0xff181c23)).size(), 10'000U); }

TEST(Image, AMissingFolderIsNamedAndNothingIsMade) {
    const TemporaryFolder folder;
    const Result<void> written = write_png(Image(2, 2, 0), folder / "nowhere/picture.png");
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().sentence().find("nowhere/picture.png"), std::string::npos) << written.error().sentence();
    EXPECT_FALSE(std::filesystem::exists(folder / "nowhere"));
}

TEST(Image, AFolderIsNoPlaceForAPicture) {
    const TemporaryFolder folder;
    const Result<void> written = write_png(Image(2, 2, 0), folder / ".");
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().sentence().find("Name a file, not a folder."), std::string::npos);
}

TEST(Image, AFullDiskIsToldAndTheDeviceStays) {
    const Result<void> written = write_png(Image(2, 2, 0), "/dev/full");
    ASSERT_FALSE(written);
    EXPECT_NE(written.error().sentence().find("Free some space"), std::string::npos) << written.error().sentence();
    EXPECT_TRUE(std::filesystem::exists("/dev/full"));
}

TEST(Image, WhatCouldNotBeWrittenWholeIsNotLeftBehind) {
    const TemporaryFolder folder;
    os::let_writes_fail();
    rlimit before{};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit few{100, before.rlim_max};
    setrlimit(RLIMIT_FSIZE, &few);
    const Result<void> written = write_png(speckled(50, 50), folder / "picture.png");
    setrlimit(RLIMIT_FSIZE, &before);
    ASSERT_FALSE(written);
    EXPECT_FALSE(std::filesystem::exists(folder / "picture.png"));
}

}  // namespace
}  // namespace simul::window
