// A workspace with the real shelf, for tests: commands in, workspace out.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "app/workspace/commands.h"
#include "app/workspace/what_if.h"
#include "engine/study/figures.h"
#include "scenarios/catalogue.h"

namespace simul::testing {

/// A story of a file: each guest uses the machine for 30 s.
inline constexpr const char* kCoffee = R"(title = "Coffee"
knobs = { guests = knob(3, { min = 1, max = 9 }) }
machine = mutex()
function guest(n) machine:lock() compute(30) machine:unlock() end
function main() for n = 1, knob.guests do spawn(guest, n) end end
)";

/// `what` stands there, and becomes `other`.
inline std::string with(std::string text, const std::string& what, const std::string& other) {
    return text.replace(text.find(what), what.size(), other);
}

class Desk : public ::testing::Test {
  protected:
    Desk() : zygote_(Zygote::create(&find_scenario, &workspace::study_here, &digest_of)), desk(zygote_.value()) {
        desk.patience = {std::chrono::minutes(1), std::chrono::minutes(1)};  // however busy the computer is
        folder = std::filesystem::path(::testing::TempDir()) /
                 ("simul_desk_" + std::to_string(::testing::UnitTest::GetInstance()->random_seed()) + "_" +
                  ::testing::UnitTest::GetInstance()->current_test_info()->name());
        std::filesystem::remove_all(folder);
        std::filesystem::create_directories(folder);
    }
    ~Desk() override {
        desk.story.reset();
        desk.shelf.clear();
        std::filesystem::remove_all(folder);
    }

    void doing(const workspace::Command& command) { perform(desk, command); }

    /// Opens without the question, so that the first run begins; a free one, whatever the story says.
    void open(const std::string& name) {
        doing(workspace::Open{name});
        ASSERT_TRUE(desk.story) << desk.message();
        desk.story->description.opening.reset();
        doing(workspace::SkipPrediction{});
        let_run_end();
    }

    void let_run_end() {
        while (desk.story->run && desk.story->run->live()) advance(desk, 0.001);
        while (desk.comparing() && (desk.story->comparison->live() || !desk.story->comparison->to_come.empty()))
            advance(desk, 0.001);
    }

    /// As who plays the run to its end has.
    void see_the_end() {
        let_run_end();
        doing(workspace::JumpTo{workspace::Place::end});
        advance(desk, 0.001);
        while (desk.story->exploring.study) advance(desk, 0.001);
    }

    std::string write_file(const std::string& name, const std::string& text) const {
        const std::string path = (folder / name).string();
        std::ofstream(path) << text;
        return path;
    }

    double seconds_at_playhead() const { return seconds_of(desk.story->playhead.at); }
    double mark(std::string_view name) const {
        for (const MarkFigures& each : desk.run()->metrics().marks)
            if (each.name == name) return seconds_of(each.at);
        return -1;
    }

  private:
    Result<Zygote> zygote_;

  protected:
    std::filesystem::path folder;
    workspace::Workspace desk;
};

}  // namespace simul::testing
