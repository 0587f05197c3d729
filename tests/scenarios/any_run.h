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

inline std::string text_of_process_file(const std::filesystem::path& file) {
    std::ifstream content(file, std::ios::binary);
    std::stringstream text;
    text << content.rdbuf();
    return text.str();
}

/// How many processes run this very program, started as it was: another part of the tests has another environment. One
/// that has ended counts while it is a zombie of one of them.
inline std::size_t processes_of_this_program() {
    namespace fs = std::filesystem;
    std::error_code refused;
    const fs::path own = fs::read_symlink("/proc/self/exe", refused);
    const std::string zombie = "(" + own.filename().string().substr(0, 15) + ") Z ";
    const std::string environment = text_of_process_file("/proc/self/environ");
    const auto is_ours = [&](const fs::path& process) {
        std::error_code gone;
        return fs::read_symlink(process / "exe", gone) == own &&
               text_of_process_file(process / "environ") == environment;
    };
    std::size_t count = 0;
    for (const fs::directory_entry& entry : fs::directory_iterator("/proc", refused)) {
        const std::string status = text_of_process_file(entry.path() / "stat");
        const std::size_t at = status.find(zombie);
        const std::string parent = at == std::string::npos ? "" : status.substr(at + zombie.size());
        if (is_ours(entry.path()) || (!parent.empty() && is_ours("/proc/" + parent.substr(0, parent.find(' ')))))
            ++count;
    }
    return count;
}

/// Whether there are so many soon: one that is told to end needs a moment for it on a busy computer.
inline bool come_to_be_processes_of_this_program(std::size_t count) {
    constexpr int kLooks = 1'000;
    for (int i = 0; i < kLooks; ++i) {
        if (processes_of_this_program() == count) return true;
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    }
    return false;
}

}  // namespace simul::testing
