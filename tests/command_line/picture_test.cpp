// simul picture, as a shell would run it on a computer without any display.
#ifdef SIMUL_WINDOW

#include <gtest/gtest.h>
#include <signal.h>
#include <stb_image.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

namespace simul {
namespace {

namespace fs = std::filesystem;

class Picture : public testing::Test {
  protected:
    Picture() {
        unsetenv("DISPLAY");
        unsetenv("WAYLAND_DISPLAY");
    }
    Ended taken(std::vector<std::string> words) {
        fs::remove(file_.path());
        words.insert(words.begin(), "picture");
        words.insert(words.end(), {"--out", file_.path()});
        return simul_ended(words);
    }
    /// The bytes of the file, after a command that must succeed.
    std::string bytes(const std::vector<std::string>& words) {
        const Ended ended = taken(words);
        EXPECT_EQ(ended.code, 0) << ended.err;
        EXPECT_EQ(ended.out, "");
        std::ifstream file(file_.path(), std::ios::binary);
        std::stringstream content;
        content << file.rdbuf();
        return content.str();
    }
    bool is_there() const { return fs::exists(file_.path()); }

  private:
    TemporaryFile file_{"picture.png"};
};

struct Pixels {
    int width = 0, height = 0;
    std::unique_ptr<stbi_uc, void (*)(void*)> bytes{nullptr, stbi_image_free};

    explicit Pixels(const std::string& png) {
        int channels = 0;
        bytes.reset(stbi_load_from_memory(reinterpret_cast<const stbi_uc*>(png.data()), static_cast<int>(png.size()),
                                          &width, &height, &channels, 3));
    }
    /// Red, green and blue together.
    int brightness(int x, int y) const {
        const stbi_uc* pixel = bytes.get() + 3 * (y * width + x);
        return pixel[0] + pixel[1] + pixel[2];
    }
};

TEST_F(Picture, ItHasTheSizeThatWasAskedForAndNeedsNoDisplay) {
    const Pixels usual(bytes({"chess_exhibition", "--at", "end"}));
    EXPECT_EQ(usual.width, 1600);
    EXPECT_EQ(usual.height, 1000);
    const Pixels small(bytes({"chess_exhibition", "--at", "end", "--size", "800x600"}));
    EXPECT_EQ(small.width, 800);
    EXPECT_EQ(small.height, 600);
}

TEST_F(Picture, OneMomentIsOnePictureHoweverItIsWritten) {
    const std::vector<std::string> chess = {"chess_exhibition", "--model", "event_loop", "--size", "640x400", "--at"};
    const auto at = [&](const std::string& moment) {
        std::vector<std::string> words = chess;
        words.push_back(moment);
        return bytes(words);
    };
    const std::string picture = at("454");
    EXPECT_TRUE(at("0:07:34") == picture);
    EXPECT_TRUE(at("7:34") == picture);
    EXPECT_TRUE(at("454000ms") == picture);
    EXPECT_FALSE(at("459") == picture);
    EXPECT_TRUE(at("3655") == at("end"));
}

TEST_F(Picture, KnobsAndModelAreSeenInIt) {
    const auto with = [&](std::vector<std::string> words) {
        words.insert(words.begin(), {"chess_exhibition", "--at", "60", "--size", "640x400"});
        return bytes(words);
    };
    const std::string usual = with({});
    EXPECT_FALSE(with({"--model", "sequential"}) == usual);
    EXPECT_FALSE(with({"--set", "opponents=7"}) == usual);
}

TEST_F(Picture, ThemesHaveTheirGround) {
    const auto corner = [&](const std::string& theme) {
        return Pixels(bytes({"two_cashiers", "--at", "90s", "--size", "640x400", "--theme", theme})).brightness(1, 1);
    };
    EXPECT_LT(corner("dark"), 200);
    EXPECT_GT(corner("light"), 600);
    EXPECT_EQ(corner("projector"), 3 * 255);
}

TEST_F(Picture, EveryViewAndAllModelsHaveAPictureOfTheirOwn) {
    const std::vector<std::string> story = {"two_cashiers", "--at", "90s", "--size", "1280x800"};
    std::vector<std::string> pictures;
    for (const std::vector<std::string>& view : {std::vector<std::string>{"--view", "window"},
                                                 {"--view", "timeline"},
                                                 {"--view", "scene"},
                                                 {"--model", "all"},
                                                 {"--zoom", "1.5"}}) {
        std::vector<std::string> words = story;
        words.insert(words.end(), view.begin(), view.end());
        pictures.push_back(bytes(words));
        for (std::size_t i = 0; i + 1 < pictures.size(); ++i)
            EXPECT_FALSE(pictures[i] == pictures.back()) << view.back();
    }
}

TEST_F(Picture, ATimelineAloneIsAsHighAsItsRowsUnlessASizeIsAskedFor) {
    const auto height = [&](const std::vector<std::string>& words) { return Pixels(bytes(words)).height; };
    const int few = height({"two_cashiers", "--view", "timeline"}),
              many = height({"chess_exhibition", "--view", "timeline"});
    EXPECT_LT(few, 400);
    EXPECT_GT(many, few + 200);
    EXPECT_EQ(height({"two_cashiers", "--view", "timeline", "--size", "1600x1000"}), 1000);
    EXPECT_EQ(height({"two_cashiers"}), 1000);
}

TEST_F(Picture, ARecordingGivesThePictureOfItsRun) {
    const TemporaryFile recording("run.simul");
    ASSERT_EQ(simul_ended({"run", "two_cashiers", "--record", recording.path(), "--quiet"}).code, 0);
    const Pixels picture(bytes({recording.path(), "--at", "90s", "--size", "640x400"}));
    EXPECT_EQ(picture.width, 640);
    const Ended ended = taken({recording.path(), "--cores", "3"});
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("--cores"), std::string::npos) << ended.err;
}

TEST_F(Picture, WhatIsWrongIsSaidInOneSentenceAndNothingIsWritten) {
    struct Wrong {
        std::vector<std::string> words;
        std::string says;
    };
    const Wrong wrong[] = {
        {{}, "simul picture needs a scenario"},
        {{"chess_exibition"}, "chess_exhibition"},
        {{"chess_exhibition", "--at", "noon"}, "noon"},
        {{"chess_exhibition", "--at", "1:75"}, "1:75"},
        {{"chess_exhibition", "--at", "-5"}, "-5"},
        {{"chess_exhibition", "--at", "1:2:3:4"}, "1:2:3:4"},
        {{"chess_exhibition", "--at", "3656"}, "the run is over at 3 655 s"},
        {{"chess_exhibition", "--size", "large"}, "large"},
        {{"chess_exhibition", "--size", "1280"}, "1280x720"},
        {{"chess_exhibition", "--size", "1280x"}, "1280x720"},
        {{"chess_exhibition", "--size", "100x100"}, "320x200"},
        {{"chess_exhibition", "--size", "99999x99999"}, "8192x8192"},
        {{"chess_exhibition", "--theme", "drak"}, "Did you mean dark?"},
        {{"chess_exhibition", "--view", "hall"}, "timeline"},
        {{"chess_exhibition", "--zoom", "9"}, "0.5 to 3"},
        {{"chess_exhibition", "--set", "oponents=3"}, "oponents"},
        {{"chess_exhibition", "--cores", "0"}, "cores"},
        {{"chess_exhibition", "--json"}, "--json"},
    };
    for (const auto& [words, says] : wrong) {
        const Ended ended = taken(words);
        EXPECT_EQ(ended.code, 2) << says;
        EXPECT_NE(ended.err.find(says), std::string::npos) << ended.err;
        EXPECT_LT(ended.err.size(), 500U) << ended.err;
        EXPECT_FALSE(is_there()) << says;
    }
}

TEST_F(Picture, ItsPlaceIsNamedWhenItIsMissingOrFull) {
    const Ended nowhere = simul_ended({"picture", "chess_exhibition"});
    EXPECT_EQ(nowhere.code, 2);
    EXPECT_NE(nowhere.err.find("--out"), std::string::npos);
    const Ended folder = simul_ended({"picture", "chess_exhibition", "--out", "/no/such/folder/picture.png"});
    EXPECT_EQ(folder.code, 2);
    EXPECT_NE(folder.err.find("/no/such/folder"), std::string::npos);
    const Ended full = simul_ended({"picture", "chess_exhibition", "--size", "640x400", "--out", "/dev/full"});
    EXPECT_EQ(full.code, 2);
    EXPECT_NE(full.err.find("Free some space"), std::string::npos) << full.err;
}

TEST_F(Picture, AStoryThatGoesWrongHasItsPictureToo) {
    EXPECT_FALSE(bytes({"dining_philosophers", "--at", "end", "--size", "640x400"}).empty());
}

TEST_F(Picture, AWindowThatCannotBeOpenedNamesWhatShowsTheSame) {
    const TemporaryFile recording("run.simul");
    ASSERT_EQ(simul_ended({"run", "two_cashiers", "--record", recording.path(), "--quiet"}).code, 0);
    const Ended ended = simul_ended({recording.path()});
    EXPECT_EQ(ended.code, 2);
    EXPECT_NE(ended.err.find("simul show " + recording.path()), std::string::npos) << ended.err;
    EXPECT_NE(simul_ended({"two_cashiers"}).err.find("simul picture two_cashiers"), std::string::npos);
}

class RealPicture : public Picture {};

TEST_F(RealPicture, ARealRunIsTakenAtItsEnd) {
    const Pixels picture(bytes({"two_cashiers", "--clock", "real", "--scale", "2400", "--size", "640x400"}));
    EXPECT_EQ(picture.width, 640);
}

TEST_F(RealPicture, CtrlCEndsItWithoutAPictureAndLeavesNothing) {
    const TemporaryFile file("stopped.png");
    fs::remove(file.path());
    Command command({"picture", "chess_exhibition", "--clock", "real", "--model", "processes", "--out", file.path()});
    command.await_tasks(3);
    kill(command.pid(), SIGINT);
    const BadDay day = command.end();
    EXPECT_EQ(day.code, 130) << day.err;
    EXPECT_TRUE(day.left.empty()) << day.left.front();
    EXPECT_FALSE(fs::exists(file.path()));
}

TEST_F(Picture, WhatIsSelectedIsAskedForByItsName) {
    const std::string nobody = bytes({"chess_exhibition", "--at", "454"});
    const std::string board = bytes({"chess_exhibition", "--at", "454", "--select", "game 3"});
    const std::string judit = bytes({"chess_exhibition", "--at", "454", "--select", "judit"});
    EXPECT_TRUE(nobody != board && board != judit && judit != nobody);
    const Ended refused = taken({"chess_exhibition", "--select", "game 99"});
    EXPECT_EQ(refused.code, 2);
    EXPECT_NE(refused.err.find("game 99"), std::string::npos) << refused.err;
}

}  // namespace
}  // namespace simul

#endif
