// A lecturer's sheet and exercise in the window, in every look and size. SIMUL_PICTURES=FOLDER keeps pictures.
#ifdef SIMUL_LUA

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <imgui.h>

#include "tests/gui/gui.h"

namespace simul::window {
namespace {

using compat::key_of;

void open_table(Gui& gui, const std::string& policy = "fifo", const std::string& jobs = "0:8 1:4 2:9 3:5") {
    gui.open_and_run("job_sheet");
    gui.ask(workspace::SetPolicy{policy});
    gui.await_end();
    gui.ask(workspace::TurnKnob{"jobs", jobs});
    gui.await_end();
    gui.ask(workspace::ShowTab{workspace::RightTab::sheet});
    gui.settle();
}

std::string jobs_of(Gui& gui) { return workspace::sheet_of(gui.story())->text_value; }

TEST(SheetTab, IsChangedByTypingIntoACellAndByItsButtons) {
    Gui gui{{1600, 1000, 1, {}}};
    open_table(gui);
    gui.press("burst of job 2");
    gui.key(key_of('A'), {compat::Key::control});
    gui.type("6");
    EXPECT_EQ(jobs_of(gui), "0:8 1:6 2:9 3:5");
    gui.press("add job");
    EXPECT_EQ(jobs_of(gui), "0:8 1:6 2:9 3:5 3:1");
    gui.press("drop job 1");
    EXPECT_EQ(jobs_of(gui), "1:6 2:9 3:5 3:1");
    gui.press("undo sheet");
    gui.press("undo sheet");
    gui.press("undo sheet");
    EXPECT_EQ(jobs_of(gui), "0:8 1:4 2:9 3:5");
    gui.look_over("sheet");
}

TEST(SheetTab, TakesAWholeSheetFromTheClipboardWhereverTheKeyboardIs) {
    Gui gui{{1600, 1000, 1, {}}};
    open_table(gui);
    ImGui::SetClipboardText("arrival\tburst\tpriority\n0\t3\t2\n0\t2\t1\n");
    gui.key(key_of('V'), {compat::Key::control});
    EXPECT_EQ(jobs_of(gui), "0:3:priority=2 0:2:priority=1");
    EXPECT_TRUE(gui.has("priority of job 1")) << "what is in the sheet is shown";
    gui.key(key_of('Z'), {compat::Key::control});
    EXPECT_EQ(jobs_of(gui), "0:8 1:4 2:9 3:5");
    gui.press("burst of job 2");
    gui.key(key_of('V'), {compat::Key::control});
    EXPECT_EQ(jobs_of(gui), "0:3:priority=2 0:2:priority=1") << "it does not go into the one cell";
}

TEST(SheetTab, MarksTheRowThatIsWrong) {
    Gui gui{{1600, 1000, 1, {}}};
    open_table(gui);
    gui.ask(workspace::EditJob{1, 1, "soon"});
    gui.await_end();
    EXPECT_TRUE(gui.shows("jobs, row 2: burst is \"soon\"")) << gui.texts();
    gui.look_over("sheet_wrong");
}

TEST(SheetTab, IsWithoutFaultsInEveryLookAndSize) {
    struct Case {
        const char* policy;
        Display display;
    };
    for (const Case& each :
         {Case{"mlfq", {1280, 720, 1, Look::dark}}, Case{"edf", {1920, 1080, 1, Look::projector}},
          Case{"stride", {1920, 1080, 1, Look::light}}, Case{"priority", {1920, 1200, 1.5F, Look::dark}}}) {
        Gui gui(each.display);
        open_table(gui, each.policy, "0:8 0:4 0:9 1:5 2:3");
        EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{}) << each.policy;
        gui.look_over(fmt::format("sheet_{}_{}", each.policy, each.display.width));
    }
}

// ---- A challenge that is met by turning settings.

TEST(TurningChallenge, TellsWhatMayBeTurnedHowFarItIsAndWhatDoesNotCount) {
    for (const Display& display : {Display{1280, 720, 1, Look::dark}, Display{1920, 1080, 1, Look::projector},
                                   Display{1920, 1080, 1, Look::light}}) {
        Gui gui(display);
        gui.open_and_run("convoy_effect");
        gui.ask(workspace::ShowTab{workspace::RightTab::choices});
        gui.settle();
        EXPECT_TRUE(gui.shows("Challenges")) << gui.texts();
        gui.look_over(fmt::format("challenge_offer_{}_{}", display.width, static_cast<int>(display.look)));
        gui.press("take up 0");
        gui.await_end();
        EXPECT_TRUE(gui.shows("You may turn the quantum.")) << gui.texts();
        EXPECT_TRUE(gui.shows("In this run wait is 8.5.")) << gui.texts();
        gui.ask(workspace::SetCores{2});
        gui.await_end();
        EXPECT_TRUE(gui.shows("This run does not count: 2 cores.")) << gui.texts();
        gui.look_over(fmt::format("challenge_beyond_{}_{}", display.width, static_cast<int>(display.look)));
        gui.press("begin anew");
        gui.await_end();
        gui.ask(workspace::SetQuantum{1s});
        gui.await_end();
        EXPECT_TRUE(gui.shows("Done.")) << gui.texts();
        EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{});
        gui.look_over(fmt::format("challenge_met_{}_{}", display.width, static_cast<int>(display.look)));
    }
}

TEST(TurningChallenge, OfASheetIsOfferedWhereItIsChanged) {
    for (const Display& display : {Display{1280, 720, 1, Look::dark}, Display{1920, 1080, 1, Look::projector}}) {
        Gui gui(display);
        open_table(gui, "fifo");
        EXPECT_FALSE(gui.has("tab/Choose")) << "there is nothing to choose by hand";
        gui.look_over(fmt::format("challenge_of_sheet_{}", display.width));
        gui.press("challenge");
        gui.await_end();
        EXPECT_TRUE(gui.shows("You may turn jobs, horizon.")) << gui.texts();
        EXPECT_EQ(gui.workspace().policy(), "srtf");
        gui.ask(workspace::TurnKnob{"jobs", "0:10 0:4 4:4 8:4 12:4 16:4"});
        gui.await_end();
        EXPECT_TRUE(gui.shows("Done.")) << gui.texts();
        EXPECT_TRUE(gui.has("tab/Sheet") && gui.has("tab/Policy")) << "its choices can be stepped through";
        EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{});
        gui.look_over(fmt::format("challenge_of_sheet_met_{}", display.width));
    }
}

// ---- Practice by hand.

/// Where a second of a row stands in the chart.
layout::Point in_chart(Gui& gui, std::size_t row, std::size_t second) {
    const layout::Box chart = gui.box_of("chart");
    const workspace::ExerciseDesk& desk = *gui.story().exercise;
    const auto part = [](std::size_t place, std::size_t count) {
        return (static_cast<float>(place) + 0.5F) / static_cast<float>(count);
    };
    return {chart.left + chart.width() * part(second, desk.answers.size()),
            chart.top + chart.height() * part(row, desk.exercise.jobs.size() + 1)};
}

void open_exercise(Gui& gui, const std::string& policy, std::uint64_t seed) {
    open_table(gui, policy);
    gui.ask(workspace::TakeExercise{policy, seed});
    while (!gui.story().exercise->solution) gui.frame();
    gui.settle();
}

TEST(ExercisePanel, IsFilledByDraggingAndTellsTheRuleThatWasBroken) {
    Gui gui{{1600, 1000, 1, {}}};
    open_exercise(gui, "srtf", 7);
    gui.drag(in_chart(gui, 0, 0), in_chart(gui, 0, 2));
    const auto& answers = gui.story().exercise->answers;
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(answers[i], (workspace::Answer{{1}, false})) << "second " << i;
    EXPECT_TRUE(answers[3].is_empty());
    gui.press_at(in_chart(gui, 3, 0));
    EXPECT_EQ(answers[0], (workspace::Answer{{4}, false})) << "one second has one job";
    gui.press("check chart");
    EXPECT_TRUE(gui.shows("From 0 s to 1 s you give the core to job 4")) << gui.texts();
    gui.look_over("exercise_wrong");
    gui.press_at(in_chart(gui, 3, 0));
    EXPECT_TRUE(answers[0].is_empty()) << "pressed again, it is taken back";
}

TEST(ExercisePanel, IsFilledByTheKeyboardAndCheckedAsItIsFilled) {
    Gui gui{{1600, 1000, 1, {}}};
    open_exercise(gui, "round_robin", 3);
    gui.press("check each second");
    for (const workspace::Holders& jobs : workspace::Chart(gui.story().exercise->solution->chart))
        gui.key(key_of(jobs.empty() ? 'N' : static_cast<char>('0' + *jobs.begin())));
    EXPECT_TRUE(gui.shows("Right, from the first second on.")) << gui.texts();
    gui.look_over("exercise_right");
    gui.key(compat::Key::backspace);
    EXPECT_TRUE(gui.story().exercise->answers.back().is_empty());
}

TEST(ExercisePanel, OfAGangIsFilledForTwoCores) {
    Gui gui{{1280, 720, 1, Look::dark}};
    open_exercise(gui, "gang", 3);
    const workspace::Chart chart = gui.story().exercise->solution->chart;
    const auto& answers = gui.story().exercise->answers;
    gui.drag(in_chart(gui, 0, 0), in_chart(gui, 0, 2));
    gui.drag(in_chart(gui, 1, 1), in_chart(gui, 1, 2));
    EXPECT_EQ(answers[0], (workspace::Answer{{1}, false})) << "who has the other core is not said yet";
    EXPECT_EQ(answers[1], (workspace::Answer{{1, 2}, false}));
    gui.press_at(in_chart(gui, 4, 0));
    EXPECT_EQ(answers[0], (workspace::Answer{{1}, true})) << "nobody has it";
    gui.press_at(in_chart(gui, 0, 2));
    EXPECT_EQ(answers[2], (workspace::Answer{{2}, false})) << "pressed again, one job is taken back";
    for (int i = 0; i < 3; ++i) gui.key(compat::Key::backspace);
    EXPECT_TRUE(answers[0].is_empty() && answers[1].is_empty());
    for (const workspace::Holders& jobs : chart) {
        for (const std::size_t job : jobs) gui.key(key_of(static_cast<char>('0' + job)));
        if (jobs.size() < 2) gui.key(key_of('N'));
    }
    gui.press("check chart");
    EXPECT_TRUE(gui.shows("Right, from the first second on.")) << gui.texts();
    gui.look_over("exercise_gang");
}

TEST(ExercisePanel, ShowsTheSolutionOnDemandAndGoesBackToTheRun) {
    Gui gui{{1600, 1000, 1, {}}};
    open_table(gui, "mlfq");
    gui.press("practice");
    while (!gui.story().exercise->solution) gui.frame();
    gui.settle();
    EXPECT_FALSE(gui.shows("Means: response")) << "that would tell";
    gui.press("solution");
    EXPECT_TRUE(gui.shows("Means: response")) << gui.texts();
    gui.look_over("exercise_solution");
    gui.key(compat::Key::escape);
    EXPECT_FALSE(gui.story().exercise);
}

TEST(ExercisePanel, HasItsPolicyAndQuantumInTheTopBarInPlaceOfThoseOfTheRun) {
    Gui gui{{1600, 1000, 1, {}}};
    open_table(gui, "fifo");
    std::uint64_t seed = 1;  // one whose quantum is not the run's
    while (workspace::exercise_for("round_robin", seed)->quantum == 1) ++seed;
    open_exercise(gui, "round_robin", seed);
    const auto stands_in = [](const std::string& control, const std::string& words) {
        const layout::Box box = Gui::box_of(control);
        const auto& texts = theme::texts_of_frame();
        return std::any_of(texts.begin(), texts.end(), [&](const theme::TextRecord& text) {
            return box.contains(text.box.centre()) && text.text == words;
        });
    };
    EXPECT_TRUE(stands_in("quantum", fmt::format("{} s", gui.story().exercise->exercise.quantum))) << gui.texts();
    EXPECT_TRUE(stands_in("policy", "Round robin")) << gui.texts();
    gui.ask(workspace::TakeExercise{"gang", 3});
    gui.settle();
    EXPECT_TRUE(stands_in("cores", "2")) << gui.texts();
}

TEST(ExercisePanel, IsWithoutFaultsInEveryLookAndSize) {
    struct Case {
        const char* policy;
        Display display;
    };
    for (const Case& each :
         {Case{"mlfq", {1280, 720, 1, Look::dark}}, Case{"lottery", {1920, 1080, 1, Look::projector}},
          Case{"edf", {1920, 1080, 1, Look::light}}, Case{"gang", {1920, 1080, 1, Look::projector}},
          Case{"deadline_monotonic", {1920, 1200, 1.5F, Look::dark}}}) {
        Gui gui(each.display);
        open_exercise(gui, each.policy, 5);
        gui.drag(in_chart(gui, 0, 0), in_chart(gui, 0, 3));
        gui.press("check chart");
        EXPECT_EQ(text_faults(theme::texts_of_frame()), std::vector<std::string>{}) << each.policy;
        gui.look_over(fmt::format("exercise_{}_{}", each.policy, each.display.width));
    }
}

}  // namespace
}  // namespace simul::window

#endif
