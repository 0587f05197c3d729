// Golden pictures: the main views, as the files in tests/gui/golden show them.
//
// A picture may differ in how letters are smoothed, which depends on the version of FreeType: so patches of 4x4 pixels
// are compared, by their mean. On purpose the files are rewritten by SIMUL_REWRITE_GOLDEN=1; look at each.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <stb_image.h>

#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

namespace fs = std::filesystem;

constexpr int kPatch = 4;
constexpr int kVisible = 40;             ///< of 255, in one colour
constexpr double kMostPatches = 0.0005;  ///< of all, that may differ visibly

Image read_png(const std::string& path) {
    int width = 0, height = 0, channels = 0;
    const std::unique_ptr<stbi_uc, void (*)(void*)> bytes(stbi_load(path.c_str(), &width, &height, &channels, 4),
                                                          stbi_image_free);
    if (bytes == nullptr) return {};
    Image image(width, height, 0);
    std::copy_n(reinterpret_cast<const std::uint32_t*>(bytes.get()), width * height, image.row(0));
    return image;
}

int mean_of_patch(const Image& image, int left, int top, int shift) {
    int sum = 0;
    for (int y = top; y < top + kPatch; ++y)
        for (int x = left; x < left + kPatch; ++x) sum += static_cast<int>(image.at(x, y) >> shift & 0xff);
    return sum / (kPatch * kPatch);
}

/// The part of all patches that differ, and where the first is.
struct Difference {
    double part = 0;
    std::string where;
};
Difference difference(const Image& a, const Image& b) {
    if (a.width() != b.width() || a.height() != b.height()) return {1, "sizes differ"};
    int patches = 0, differ = 0;
    Difference found;
    for (int y = 0; y + kPatch <= a.height(); y += kPatch)
        for (int x = 0; x + kPatch <= a.width(); x += kPatch) {
            ++patches;
            bool differs = false;
            for (const int shift : {0, 8, 16})
                differs = differs || std::abs(mean_of_patch(a, x, y, shift) - mean_of_patch(b, x, y, shift)) > kVisible;
            if (differs && differ++ == 0) found.where = fmt::format("first at {} {}", x, y);
        }
    found.part = static_cast<double>(differ) / patches;
    return found;
}

struct View {
    std::string name;
    Display display;
    std::function<void(Gui&)> show;
};

void run(Gui& gui, const std::string& story, Model model, double at_s) {
    gui.ask(workspace::Open{story});
    gui.ask(workspace::SkipPrediction{});
    gui.ask(workspace::SetModel{model});
    gui.ask(workspace::StartRun{});
    gui.await_end();
    gui.ask(workspace::DropGhost{});
    gui.ask(workspace::MoveTo{Time{duration_of_seconds(at_s)}});
}

const std::vector<View>& views() {
    static const std::vector<View> kViews = {
        {"gallery", {}, [](Gui&) {}},
        {"question", {}, [](Gui& gui) { gui.ask(workspace::Open{"chess_exhibition"}); }},
        {"chess_event_loop", {}, [](Gui& gui) { run(gui, "chess_exhibition", Model::event_loop, 454); }},
        {"chess_threads_large",
         {1600, 1000, 1, Look::light},
         [](Gui& gui) {
             run(gui, "chess_exhibition", Model::threads, 454);
             gui.ask(workspace::Select{{TaskId{3}, kNoResource}});
             gui.ask(workspace::ShowTab{workspace::RightTab::task});
         }},
        {"chess_all_models",
         {},
         [](Gui& gui) {
             run(gui, "chess_exhibition", Model::threads, 0);
             gui.ask(workspace::RunEveryModel{});
             gui.await_end();
         }},
        {"cashiers", {1280, 720, 1, Look::light}, [](Gui& gui) { run(gui, "two_cashiers", Model::threads, 90); }},
        {"deadlock",
         {},
         [](Gui& gui) {
             run(gui, "dining_philosophers", Model::threads, 1e6);
             gui.ask(workspace::ShowTab{workspace::RightTab::result});
         }},
        {"lost_update_projector",
         {1280, 720, 1, Look::projector},
         [](Gui& gui) {
             gui.ask(workspace::Open{"lost_update"});
             gui.ask(workspace::SkipPrediction{});
             gui.ask(workspace::JumpTo{workspace::Place::end});
         }},
        {"help", {}, [](Gui& gui) { gui.ask(workspace::ShowHelp{true}); }},
    };
    return kViews;
}

class Golden : public testing::TestWithParam<std::size_t> {};

INSTANTIATE_TEST_SUITE_P(Pictures, Golden, testing::Range(std::size_t{0}, views().size()),
                         [](const testing::TestParamInfo<std::size_t>& it) { return views()[it.param].name; });

TEST_P(Golden, AViewLooksAsItsPictureShows) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "so slow a program shows its runs while they are live, and then the source pane is elsewhere";
#endif
    for (const std::string font : {"opentype/inter", "truetype/jetbrains-mono"})
        if (!fs::exists("/usr/share/fonts/" + font))
            GTEST_SKIP() << "The fonts of the pictures are not here; this line installs them: sudo apt-get install -y "
                            "fonts-inter fonts-jetbrains-mono fonts-material-design-icons-iconfont";
    const View& view = views()[GetParam()];
    Gui gui(view.display);
    view.show(gui);
    gui.point_at(layout::Point{-1, -1});
    const Image now = gui.canvas().picture();
    const std::string path = fmt::format("{}/tests/gui/golden/{}.png", SIMUL_SOURCE_DIR, view.name);
    if (std::getenv("SIMUL_REWRITE_GOLDEN") != nullptr) {
        ASSERT_TRUE(write_png(now, path)) << path;
        return;
    }
    const Difference found = difference(read_png(path), now);
    if (found.part <= kMostPatches) return;
    const std::string seen = testing::TempDir() + "simul_" + view.name + ".png";
    EXPECT_TRUE(write_png(now, seen));
    FAIL() << path << " shows something else than what is drawn now, in " << found.part * 100 << " % of it, "
           << found.where << ". What is drawn now: " << seen;
}

TEST(GoldenDifference, SmoothedLettersAreTheSameAndAMovedControlIsNot) {
    Image one(64, 64, 0xff202020), smoothed = one, moved = one;
    for (int y = 20; y < 30; ++y) {
        for (int x = 20; x < 30; ++x) one.row(y)[x] = smoothed.row(y)[x] = moved.row(y)[x + 3] = 0xffffffff;
        smoothed.row(y)[20] = 0xffe0e0e0;
    }
    EXPECT_EQ(difference(one, smoothed).part, 0);
    EXPECT_GT(difference(one, moved).part, kMostPatches);
    EXPECT_EQ(difference(one, Image(64, 60, 0)).part, 1);
}

}  // namespace
}  // namespace simul::window
