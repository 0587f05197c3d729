// simul doctor: what this computer can do for Simul, and what would help where it cannot.
#include <fmt/format.h>

#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/verbs.h"
#include "engine/devices/libraries.h"
#include "engine/os/confinement.h"
#include "engine/os/cores.h"
#include "engine/os/kernel_records.h"
#include "engine/os/limits.h"
#include "engine/os/processes.h"
#include "engine/run/core_source.h"

namespace simul::command_line {
namespace {

/// One thing that was looked at.
struct Check {
    std::string_view name;
    bool good = true;
    std::string says;
    std::string remedy = {};  ///< where it is not good
};

Check cores() {
    const std::size_t count = os::allowed_cores().size();
    return {"cores", count > 1, fmt::format("{} that this program may use", count),
            "Real runs on one core show no parallel work: allow more (taskset, the settings of the container)."};
}

Check core_source() {
    const Result<os::KernelRecords> records = os::KernelRecords::attach(os::own_pid());
    const Result<CoreSource> wanted = wanted_core_source();
    if (records && wanted && *wanted == CoreSource::records)
        return {"core source", true, "the kernel's records say which core ran what"};
    return {"core source",
            true,
            fmt::format("gaps in real runs show which core ran what, right for 99 % of the samples ({})",
                        records ? "SIMUL_CORE_SOURCE asks for it" : "the kernel keeps its records to itself"),
            {}};
}

Check system_calls(const os::ConfinementSupport& support) {
    if (!support.why_not.empty()) return {"seccomp", false, "not used: " + support.why_not, "Use a release build."};
    return {"seccomp", support.system_calls,
            support.system_calls ? "stories run without the system calls that they do not need"
                                 : "the kernel takes no filters of system calls",
            "A stranger's story is kept by its language alone: use a kernel with CONFIG_SECCOMP_FILTER."};
}

Check files(const os::ConfinementSupport& support) {
    return {"Landlock", support.landlock > 0,
            support.landlock > 0 ? fmt::format("version {}: stories reach no files", support.landlock)
                                 : "the kernel does not have it, or it is switched off",
            "Seccomp alone keeps stories from files. To have both: Linux 5.13 or newer, with lsm=landlock,…"};
}

Check library(std::string_view name, const Result<void>& loaded) {
    return {name, loaded.ok(), loaded ? "real devices use it" : "not found", loaded ? "" : loaded.error().sentence()};
}

/// Nobody needs one: without it, graphics cards are simulated.
Check graphics_card() {
    const Result<std::string> card = find_opencl();
    return {"OpenCL", card.ok(), card ? *card : "no graphics card, and nothing that plays one",
            card ? "" : card.error().sentence()};
}

Check display() {
    const char* const wayland = std::getenv("WAYLAND_DISPLAY");
    const char* const x = std::getenv("DISPLAY");
    const char* const name = wayland != nullptr && *wayland != '\0' ? wayland : x;
#ifndef SIMUL_WINDOW
    return {"display", false, "this build has no window", "Build with -DSIMUL_WINDOW=ON."};
#endif
    const bool found = name != nullptr && *name != '\0';
    return {"display", found, found ? std::string(name) : "none",
            "The window needs one; `simul run`, `simul show` and `simul picture` do not."};
}

Check fonts() {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const auto any = [&](std::initializer_list<const char*> places) {
        for (const char* place : places)
            if (fs::exists(place, ignored)) return true;
        return false;
    };
    const bool found =
        any({"/usr/share/fonts/opentype/inter", "/usr/share/fonts/truetype/inter"}) &&
        any({"/usr/share/fonts/truetype/jetbrains-mono", "/usr/share/fonts/opentype/jetbrains-mono"}) &&
        any({"/usr/share/fonts/truetype/material-design-icons-iconfont", "/usr/share/fonts/truetype/material-icons"});
    return {"fonts", found, found ? "Inter, JetBrains Mono, Material Icons" : "some of those of the window are missing",
            "sudo apt-get install fonts-inter fonts-jetbrains-mono fonts-material-design-icons-iconfont"};
}

Check open_files(const os::Limits& limits) {
    constexpr std::uint64_t kEnough = 4096;
    const bool enough = !limits.open_files || *limits.open_files >= kEnough;
    return {"open files", enough,
            limits.open_files ? fmt::format("{} for each process", *limits.open_files) : "no limit",
            "Stories with many processes need more: raise it (ulimit -n)."};
}

Check processes(const os::Limits& limits) {
    constexpr std::uint64_t kEnough = 4096;
    const bool enough = !limits.processes || *limits.processes >= kEnough;
    return {"processes", enough, limits.processes ? fmt::format("{} of one user", *limits.processes) : "no limit",
            "Stories with many threads or processes need more: raise it (ulimit -u)."};
}

Check memory(const os::Limits& limits) {
    constexpr std::uint64_t kEnough = std::uint64_t{6} << 30;  // each run lays out 4 GiB of addresses
    const bool enough = !limits.memory || *limits.memory >= kEnough;
    const std::string computer = fmt::format("{:.1f} GB", static_cast<double>(limits.computer_memory) / 1e9);
    return {"memory", enough,
            enough ? computer : fmt::format("{}, of which a process may have {} MB", computer, *limits.memory >> 20),
            "Each run needs 4 GiB of addresses, though hardly any of it is used: raise the limit (ulimit -v)."};
}

std::vector<Check> checks() {
    const os::ConfinementSupport support = os::confinement_support();
    const os::Limits limits = os::limits();
    return {cores(),
            core_source(),
            system_calls(support),
            files(support),
            display(),
            fonts(),
            open_files(limits),
            processes(limits),
            memory(limits),
            library("libcurl", find_libcurl()),
            library("SQLite", find_sqlite()),
            graphics_card()};
}

std::string as_json(const std::vector<Check>& all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const Check& check : all)
        list.push_back(
            {{"name", check.name},
             {"good", check.good},
             {"says", check.says},
             {"remedy", check.good ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(check.remedy)}});
    return written({{"checks", list}});
}

std::string as_text(const std::vector<Check>& all) {
    std::string text;
    for (const Check& check : all) {
        text += fmt::format("{} {:<12}  {}\n", check.good ? "yes" : "no ", check.name, check.says);
        if (!check.good) text += fmt::format("    {:<12}  {}\n", "", check.remedy);
    }
    return text;
}

}  // namespace

int doctor(const Arguments& arguments, Session&) {
    CommandParser parser("simul doctor", "What this computer can do for Simul, and what would help.");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const std::vector<Check> all = checks();
    return tell(parser.has("--json") ? as_json(all) : as_text(all)) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
