// Runs and displays that nobody wishes for: the window shows them, and no text is out of place.
#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "engine/trace/trace_file.h"
#include "tests/gui/gui.h"

namespace simul::window {
namespace {

namespace fs = std::filesystem;

class OddRuns : public testing::Test {
  protected:
    OddRuns() : folder_(testing::TempDir() + "simul_odd_" + std::to_string(getpid())) {
        fs::create_directories(folder_);
    }
    ~OddRuns() override { fs::remove_all(folder_); }

    /// A recording of these events; without an ending its writer was killed.
    std::string recording(const TraceHeader& header, const std::vector<TraceEvent>& events, bool ends = true) const {
        std::string path = folder_ + "/run.simul";
        Trace trace(header);
        for (const TraceEvent& event : events) trace.append(event);
        Result<TraceFileWriter> writer = TraceFileWriter::open(path, header);
        EXPECT_TRUE(writer);
        EXPECT_TRUE(ends ? writer->finish(trace, {}) : writer->take(trace));
        return path;
    }
    std::string story(const std::string& text) const {
        std::string path = folder_ + "/odd.lua";
        std::ofstream(path) << text;
        return path;
    }
    static void expect_in_order(const std::string& what) {
        const std::vector<std::string> faults = text_faults(theme::texts_of_frame());
        EXPECT_TRUE(faults.empty()) << what << ": " << faults.front();
        EXPECT_FALSE(theme::texts_of_frame().empty()) << what;
    }
    void look_at_all_of_it() {
        for (const workspace::RightTab tab : {workspace::RightTab::source, workspace::RightTab::task,
                                              workspace::RightTab::result, workspace::RightTab::words}) {
            gui.ask(workspace::ShowTab{tab});
            for (const workspace::Place place : {workspace::Place::start, workspace::Place::end}) {
                gui.ask(workspace::JumpTo{place});
                expect_in_order("tab " + std::to_string(static_cast<int>(tab)));
            }
        }
    }

    Gui gui{{1280, 720, 1, {}}};

  private:
    std::string folder_;
};

TraceEvent event(std::int64_t at_ms, std::uint32_t task, EventKind kind, std::uint16_t sequence) {
    TraceEvent event;
    event.time = Time(std::chrono::milliseconds(at_ms));
    event.task = static_cast<TaskId>(task);
    event.kind = kind;
    event.core = kind == EventKind::arrive ? kNoCore : CoreId{0};
    event.sequence = sequence;
    return event;
}

TraceHeader small_header() {
    TraceHeader header;
    header.scenario = "small";
    header.title = "Small";
    header.policy = "fifo";
    return header;
}

TEST_F(OddRuns, AnEmptyTraceIsShown) {
    gui.ask(workspace::Open{recording(small_header(), {})});
    ASSERT_NE(gui.workspace().run(), nullptr) << gui.workspace().message();
    look_at_all_of_it();
    gui.press("play");
    gui.key(compat::Key::right);
    expect_in_order("stepped");
}

TEST_F(OddRuns, ATraceWhoseWriterWasKilledIsShownUpToThereWithAWord) {
    const std::vector<TraceEvent> events = {event(0, 0, EventKind::arrive, 0), event(1, 0, EventKind::run, 1),
                                            event(9, 0, EventKind::compute, 2)};
    gui.ask(workspace::Open{recording(small_header(), events, false)});
    ASSERT_NE(gui.workspace().run(), nullptr);
    EXPECT_FALSE(gui.workspace().message().empty());
    EXPECT_TRUE(gui.has("dismiss"));
    expect_in_order("with its word");
    gui.press("dismiss");
    EXPECT_TRUE(gui.workspace().message().empty());
    look_at_all_of_it();
}

TEST_F(OddRuns, LostEventsAreAGapThatIsCounted) {
    std::vector<TraceEvent> events = {event(0, 0, EventKind::arrive, 0), event(1, 0, EventKind::run, 1)};
    events.push_back(event(500, 0, EventKind::lost, 2));
    events.back().value = 1204;
    events.push_back(event(1000, 0, EventKind::run, 1206));
    events.push_back(event(2000, 0, EventKind::finish, 1207));
    gui.ask(workspace::Open{recording(small_header(), events)});
    look_at_all_of_it();
    EXPECT_EQ(gui.workspace().run()->metrics().lost_events, 1204U);
    EXPECT_TRUE(gui.shows("1 204 lost")) << gui.texts();
}

#ifdef SIMUL_LUA
TEST_F(OddRuns, TwoThousandTasksHaveTheirPlace) {
    gui.open_and_run(
        story("title = 'Crowd'\n"
              "door = semaphore(3)\n"
              "function guest(number) door:acquire() compute(1) door:release() end\n"
              "function main() for i = 1, 2000 do spawn(guest, i) end end\n"));
    ASSERT_NE(gui.workspace().run(), nullptr) << gui.workspace().message();
    EXPECT_EQ(gui.workspace().run()->timeline().task_count(), 2001U);
    look_at_all_of_it();
    gui.ask(workspace::MoveTo{Time{300s}});
    gui.ask(workspace::Select{{TaskId{1234}, kNoResource}});
    gui.ask(workspace::ShowTab{workspace::RightTab::task});
    expect_in_order("one of two thousand");
    EXPECT_TRUE(gui.shows("guest 1234")) << gui.texts();
}

TEST_F(OddRuns, TwoThousandTasksThatFailAreCounted) {
    gui.open_and_run(
        story("function guest(number) error('no place') end\n"
              "function main() for i = 1, 2000 do spawn(guest, i) end end\n"));
    ASSERT_NE(gui.workspace().run(), nullptr) << gui.workspace().message();
    look_at_all_of_it();
    gui.ask(workspace::ShowTab{workspace::RightTab::task});
    EXPECT_TRUE(gui.shows("2 000 failed")) << gui.texts();
}

TEST_F(OddRuns, AStoryWithLongWordsKeepsThemInTheirPlace) {
    const std::string endless(300, 'm');
    gui.open_and_run(story("title = '" + endless + "'\nabout = '" + endless + "'\n" + "the_" + endless +
                           " = mutex()\nfunction " + endless + "() the_" + endless + ":lock() compute(1) the_" +
                           endless + ":unlock() mark('" + endless.substr(0, 100) + "') end\n" +
                           "function main() spawn(" + endless + ") spawn(" + endless + ") end\n"));
    ASSERT_NE(gui.workspace().run(), nullptr) << gui.workspace().message();
    look_at_all_of_it();
    gui.resize(800, 600);
    look_at_all_of_it();
}

TEST_F(OddRuns, AStoryWithoutAnyWordsIsShown) {
    gui.open_and_run(story("function main() end\n"));
    ASSERT_NE(gui.workspace().run(), nullptr) << gui.workspace().message();
    look_at_all_of_it();
}
#endif

TEST_F(OddRuns, DisplaysFromTinyToHugeAreFilled) {
    gui.open_and_run("two_cashiers");
    for (const auto& [width, height] : {std::pair(480, 320), {800, 600}, {600, 1200}, {3000, 400}, {3840, 2160}}) {
        gui.resize(width, height);
        gui.settle();
        expect_in_order(std::to_string(width) + "x" + std::to_string(height));
    }
}

}  // namespace
}  // namespace simul::window
