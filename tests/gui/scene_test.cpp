#include "app/scenes/scenes.h"

#include <gtest/gtest.h>

#include "app/panels/miniature.h"
#include "scenarios/catalogue.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using layout::Box, layout::Point;

constexpr TaskId kThird{3};

class ScenePanel : public ::testing::Test {
  protected:
    void run(const std::string& story, Model model, int cores) {
        gui.ask(workspace::Open{story});
        gui.ask(workspace::SkipPrediction{});
        gui.ask(workspace::SetModel{model});
        gui.ask(workspace::SetCores{cores});
        gui.ask(workspace::StartRun{});
        gui.await_end();
        gui.ask(workspace::DropGhost{});
    }
    void run_again(Model model, int cores) {
        gui.ask(workspace::SetModel{model});
        gui.ask(workspace::SetCores{cores});
        gui.ask(workspace::StartRun{});
        gui.await_end();
    }
    void look_at(double seconds) { gui.ask(workspace::MoveTo{Time(duration_of_seconds(seconds))}); }
    bool shows(const std::string& words) const {
        return Gui::shows(words) ? true : (ADD_FAILURE() << Gui::texts(), false);
    }

    Gui gui{{1600, 1000}};
};

TEST_F(ScenePanel, APressedBoardIsSelectedEverywhereAndOnePressedBesideFreesItAgain) {
    run("chess_exhibition", Model::event_loop, 1);
    look_at(454);
    gui.press("scene task 3");
    EXPECT_EQ(gui.story().selection.task, kThird);
    EXPECT_TRUE(shows("Board 3")) << "the inspector looks at it";
    const Box field = Gui::box_of("scene field");
    gui.press_at({field.left + 3, field.top + 3});
    EXPECT_EQ(gui.story().selection, workspace::Selection{});
}

TEST_F(ScenePanel, ThePressedMasterIsTheResourceThatSheIs) {
    run("chess_exhibition", Model::threads, 2);
    look_at(454);
    gui.press("scene resource 0");
    EXPECT_EQ(gui.story().selection.resource, ResourceId{0});
    EXPECT_EQ(gui.story().selection.task, kNoTask);
}

TEST_F(ScenePanel, TheLegendSaysInTheStorysWordsWhatIsTrueOnThisModel) {
    run("chess_exhibition", Model::event_loop, 1);
    look_at(454);
    EXPECT_TRUE(shows("12 boards want Judit"));
    EXPECT_FALSE(Gui::shows("boards wait for Judit"));
    run("chess_exhibition", Model::threads, 4);
    look_at(454);
    EXPECT_TRUE(shows("12 boards wait for Judit"));
    EXPECT_FALSE(Gui::shows("boards want Judit"));
    EXPECT_TRUE(shows("11 opponents think"));
}

TEST_F(ScenePanel, GamesThatHaveNoWorkerYetAreNotSaidToWaitForJudit) {
    run("chess_exhibition", Model::thread_pool, 4);
    look_at(300);
    EXPECT_TRUE(shows("20 wait for a worker"));
}

TEST_F(ScenePanel, TheClockShowsTheMarksAndHowLongTheOtherRunTook) {
    run("chess_exhibition", Model::sequential, 1);
    run_again(Model::event_loop, 1);
    look_at(454);
    for (const char* words :
         {"1:00:00", "master done", "1:00:55", "hall empty", "12:00:00", "sequential", "pair 4 of 30"})
        EXPECT_TRUE(shows(words)) << words;
}

TEST_F(ScenePanel, AnEarlierRunStandsBesideThisOneWhereThereIsRoom) {
    run("two_cashiers", Model::threads, 2);
    EXPECT_FALSE(Gui::shows("earlier run, same moment"));
    run_again(Model::event_loop, 1);
    look_at(77);
    EXPECT_TRUE(shows("earlier run, same moment"));
    EXPECT_TRUE(shows("Threads, 2 cores"));
    gui.resize(760, 700);
    gui.settle();
    EXPECT_FALSE(Gui::shows("earlier run, same moment"));
}

TEST_F(ScenePanel, TheLastLineSaysWhatJustHappenedExceptWhereABandDoes) {
    run("chess_exhibition", Model::event_loop, 1);
    look_at(454);
    EXPECT_TRUE(shows("Judit moves at board 19"));
    const Box field = Gui::box_of("scene field");
    gui.ask(workspace::SetLook{Look::projector});
    gui.settle();
    int sentences = 0;
    for (const theme::TextRecord& text : theme::texts_of_frame())
        sentences += text.text.find("Judit moves at board 19") != std::string::npos ? 1 : 0;
    EXPECT_EQ(sentences, 1);
    EXPECT_NE(Gui::box_of("scene field"), field);
}

#ifdef SIMUL_LUA
TEST_F(ScenePanel, ThePointerIsToldWhoStandsThereAndWhy) {
    run("dining_philosophers", Model::threads, 4);
    gui.ask(workspace::JumpTo{workspace::Place::end});
    gui.point_at("scene task 2");
    EXPECT_TRUE(shows("Philosopher 2"));
    EXPECT_TRUE(shows("forks[3]")) << "what it waits for";
    EXPECT_TRUE(shows("philosopher 3")) << "who holds that";
    gui.point_at("scene resource 1");
    EXPECT_TRUE(shows("held by philosopher 2"));
}

TEST_F(ScenePanel, TheSameMomentIsTheSamePicture) {
    run("producers_and_consumers", Model::threads, 2);
    look_at(6);
    const Image before = gui.canvas().picture();
    look_at(12);
    EXPECT_FALSE(gui.canvas().picture() == before);
    look_at(6);
    EXPECT_TRUE(gui.canvas().picture() == before);
}
#endif

TEST_F(ScenePanel, EveryStoryIsDrawnOnEveryModelThatSuitsItAtItsBeginningAndItsEnd) {
    for (const CatalogueEntry& entry : catalogue()) {
        gui.ask(workspace::Open{std::string(entry.name)});
        gui.ask(workspace::SkipPrediction{});
        for (const Model model : suited_models(gui.story().description)) {
            run_again(model, 3);
            gui.ask(workspace::JumpTo{workspace::Place::start});
            EXPECT_TRUE(Gui::has("scene field")) << entry.name << " on " << name_of(model);
            gui.ask(workspace::JumpTo{workspace::Place::end});
            EXPECT_TRUE(Gui::has("scene task 0") || Gui::has("scene task 1")) << entry.name << " on " << name_of(model);
        }
    }
}

TEST(Scenes, AStoryThatNamesNoSceneOrOneThatThereIsNotGetsTheWorkshop) {
    TraceHeader header;
    EXPECT_EQ(scenes::scene_of(header).title, "The workshop");
    for (const char* scene : {"theatre", "machines"}) {
        header.words.scene = scene;
        EXPECT_EQ(scenes::scene_of(header).title, "The workshop") << scene;
    }
    header.words.scene = "hall";
    EXPECT_EQ(scenes::scene_of(header).title, "The hall");
    header.nodes.resize(2);
    EXPECT_EQ(scenes::scene_of(header).title, "The hall");
    header.words.scene.clear();
    EXPECT_EQ(scenes::scene_of(header).title, "The machines");
}

#ifdef SIMUL_LUA
TEST_F(ScenePanel, ATilesPictureHasNoTextsAndDiffersFromStoryToStory) {
    std::vector<Image> pictures;
    for (const char* story : {"chess_exhibition", "two_cashiers", "dining_philosophers", "factorials", "global_lock"}) {
        run(story, Model::threads, 2);
        gui.canvas().frame([&] {
            theme::begin_text_frame();
            panels::draw_miniature(ImGui::GetBackgroundDrawList(), {10, 10, 290, 110}, *gui.workspace().run());
        });
        EXPECT_TRUE(theme::texts_of_frame().empty()) << story;
        pictures.push_back(gui.canvas().picture());
        for (std::size_t i = 0; i + 1 < pictures.size(); ++i) EXPECT_FALSE(pictures[i] == pictures.back()) << story;
    }
}
#endif

}  // namespace
}  // namespace simul::window
