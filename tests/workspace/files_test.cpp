// Stories in Lua are what these tests need.
#ifdef SIMUL_LUA

#include <fstream>

#include "tests/workspace/desk.h"

namespace simul::workspace {
namespace {

using testing::kCoffee;

class Files : public testing::Desk {
  protected:
    /// Saved by the reader's editor, at a later time than before.
    void save(const std::string& path, const std::string& text) {
        std::ofstream(path) << text;
        std::filesystem::last_write_time(
            path, std::filesystem::file_time_type::clock::now() + std::chrono::seconds(++saves_));
    }
    /// Looks at the file, and waits for the run that a new text starts.
    void look() {
        advance(desk, 1);
        let_run_end();
    }

  private:
    int saves_ = 0;
};

TEST_F(Files, AStoryOfOnesOwnRunsAndIsRememberedAsLastOpened) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    EXPECT_EQ(seconds_of(desk.run()->end()), 90);
    ASSERT_FALSE(desk.preferences.last_opened.empty());
    EXPECT_EQ(desk.preferences.last_opened.front(), path);
}

TEST_F(Files, ASavedFileIsTakenUpWithItsKnobsAndRunAgain) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    doing(TurnKnob{"guests", "5"});
    std::string faster = kCoffee;
    faster.replace(faster.find("30"), 2, "10");
    save(path, faster);
    look();
    EXPECT_EQ(desk.story->settings.knobs, (KnobSettings{{"guests", "5"}}));
    EXPECT_EQ(seconds_of(desk.run()->end()), 50);
}

TEST_F(Files, AnErrorStandsAtItsLineAndTheLastGoodVersionStays) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    save(path, std::string(kCoffee) + "function broken( end\n");
    look();
    ASSERT_TRUE(desk.story->file.error);
    EXPECT_EQ(desk.story->file.error->line, 6U) << desk.story->file.error->sentence();
    EXPECT_EQ(desk.story->description.title, "Coffee");
    EXPECT_EQ(desk.story->description.source, kCoffee);
    EXPECT_TRUE(desk.run());
    save(path, kCoffee);
    look();
    EXPECT_FALSE(desk.story->file.error);
}

/// What is said of a file whose name has the look of a place.
TEST_F(Files, AnErrorHasALineOnlyWhereThereIsOne) {
    const std::string path = write_file("coffee:12.lua", kCoffee);
    open(path);
    save(path, "#!/usr/bin/env python3\nimport asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n");
    look();
    ASSERT_TRUE(desk.story->file.error);
    const Error& error = *desk.story->file.error;
    EXPECT_NE(error.sentence().find(":12"), std::string::npos) << error.sentence();
    EXPECT_EQ(error.kind, ErrorKind::story) << error.sentence();
    EXPECT_EQ(error.line, 0U) << error.sentence();
    save(path, std::string(kCoffee) + "function broken( end\n");
    look();
    EXPECT_EQ(desk.story->file.error->line, 6U) << desk.story->file.error->sentence();
    EXPECT_EQ(desk.story->file.error->file, "coffee:12.lua");
}

TEST_F(Files, AFileThatIsGoneIsAnErrorOfTheFileAndLosesNothing) {
    const std::string path = write_file("coffee.lua", kCoffee);
    open(path);
    std::filesystem::remove(path);
    look();
    EXPECT_TRUE(desk.story->file.error);
    EXPECT_TRUE(desk.run());
}

TEST_F(Files, ARecordingIsLookedAtWithoutItsStory) {
    open("two_cashiers");
    const std::string path = (folder / "run.simul").string();
    Result<TraceFileWriter> writer = TraceFileWriter::open(path, desk.run()->header());
    ASSERT_TRUE(writer);
    ASSERT_TRUE(writer->finish(desk.run()->trace(), {Outcome::finished, 0.1, 0, std::nullopt}));
    const Time end = desk.run()->end();
    doing(Open{path});
    ASSERT_TRUE(desk.story->from_trace) << desk.message();
    EXPECT_EQ(desk.run()->end(), end);
    EXPECT_EQ(desk.story->description.title, "Two cashiers");
    doing(StartRun{});
    doing(TurnKnob{"customers", "9"});
    EXPECT_EQ(desk.run()->end(), end);
    doing(MoveTo{Time{60s}});
    EXPECT_EQ(seconds_at_playhead(), 60);
}

TEST_F(Files, ARecordingThatWasCutOffSaysSo) {
    open("two_cashiers");
    const std::string path = (folder / "cut.simul").string();
    {
        Result<TraceFileWriter> writer = TraceFileWriter::open(path, desk.run()->header());
        ASSERT_TRUE(writer);
        ASSERT_TRUE(writer->take(desk.run()->trace()));
    }
    doing(Open{path});
    ASSERT_TRUE(desk.story->from_trace);
    EXPECT_FALSE(desk.message().empty());
}

/// Dropped on the window, chosen, or named on the command line: one way in.
TEST_F(Files, WhatCannotBeOpenedIsSaidAndLeavesEverythingAsItWas) {
    open("two_cashiers");
    doing(MoveTo{Time{60s}});
    const std::shared_ptr<OpenRun> run = desk.story->run;
    const std::vector<std::string> remembered = desk.preferences.last_opened;
    for (const std::string& path :
         {write_file("broken.lua", "function main( end"), write_file("empty.lua", ""),
          write_file("cut.simul", "Simul bundle, version 1\n12345678"),
          write_file("old.simul", "Simul trace, version 1\n"), write_file("picture.png", "\x89PNG\r\n"),
          write_file("nothing", ""), (folder / "missing.lua").string(), (folder / "missing.simul").string(),
          folder.string()}) {
        doing(DismissMessage{});
        doing(Open{path});
        EXPECT_NE(desk.message().find(std::filesystem::path(path).filename().string()), std::string::npos)
            << path << ": " << desk.message();
        ASSERT_TRUE(desk.story) << path;
        EXPECT_EQ(desk.story->run, run) << path;
        EXPECT_EQ(desk.view, View::story);
        EXPECT_EQ(seconds_at_playhead(), 60);
        EXPECT_EQ(desk.preferences.last_opened, remembered) << path;
    }
    doing(Open{write_file("coffee.lua", kCoffee)});
    EXPECT_EQ(desk.message(), "");
    EXPECT_EQ(desk.story->description.title, "Coffee");
}

TEST_F(Files, TheChooserShowsFoldersStoriesAndRecordingsOnly) {
    write_file("b.lua", "");
    write_file("a.simul", "");
    write_file("notes.txt", "");
    write_file(".hidden.lua", "");
    std::filesystem::create_directory(folder / "inner");
    std::vector<std::string> names;
    for (const FolderEntry& entry : entries_of(folder.string())) names.push_back(entry.name);
    EXPECT_EQ(names, (std::vector<std::string>{"..", "inner", "a.simul", "b.lua"}));
    EXPECT_TRUE(entries_of("/no/such/folder").size() <= 1);
}

}  // namespace
}  // namespace simul::workspace

#endif
