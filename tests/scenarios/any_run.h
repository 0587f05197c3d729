// What must hold of any run, whatever its story, model and clock.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "engine/analysis/findings.h"
#include "engine/analysis/invariants.h"
#include "engine/analysis/metrics.h"

namespace simul::testing {

/// A daemon that had not ended when the run did: nobody waits for it.
inline bool is_cut_off(TaskId task, const Trace& trace) {
    for (const Finding& finding : findings_of(trace)) {
        const auto& tasks = finding.tasks;
        if (finding.kind == FindingKind::cut_off && std::find(tasks.begin(), tasks.end(), task) != tasks.end())
            return true;
    }
    return false;
}

/// What does not hold of a run though it must of any, a sentence each.
inline std::vector<std::string> faults_of_any_run(const Trace& trace) {
    std::vector<std::string> faults = violations_of(trace);
    const Metrics figures = metrics_of(trace);
    if (figures.lost_events != 0) faults.push_back(std::to_string(figures.lost_events) + " events were lost");
    for (const TaskFigures& task : figures.tasks) {
        if (figures.outcome == Outcome::finished && !task.ending && !is_cut_off(task.id, trace))
            faults.push_back(std::string(task.name) + " did not end");
        if (task.turnaround() && task.running + task.ready + task.blocked + task.asleep != *task.turnaround())
            faults.push_back("the parts of the life of " + std::string(task.name) + " are not its length");
    }
    return faults;
}

inline void expect_of_any_run(const Trace& trace) {
    for (const std::string& fault : faults_of_any_run(trace)) ADD_FAILURE() << fault;
}

/// How many processes run this very program; one that has ended counts while it is a zombie of one of them.
inline std::size_t processes_of_this_program() {
    namespace fs = std::filesystem;
    std::error_code refused;
    const fs::path own = fs::read_symlink("/proc/self/exe", refused);
    const std::string name = own.filename().string().substr(0, 15);
    std::size_t count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc", refused)) {
        std::error_code gone;
        if (fs::read_symlink(entry.path() / "exe", gone) == own) {
            ++count;
            continue;
        }
        std::ifstream status(entry.path() / "stat");
        std::stringstream text;
        text << status.rdbuf();
        if (text.str().find("(" + name + ") Z") != std::string::npos) ++count;
    }
    return count;
}

/// Whether there are so many soon: one that is told to end needs a moment for it on a busy computer.
inline bool come_to_be_processes_of_this_program(std::size_t count) {
    constexpr int kLooks = 1'000;
    for (int i = 0; i < kLooks && processes_of_this_program() != count; ++i)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    return processes_of_this_program() == count;
}

}  // namespace simul::testing
