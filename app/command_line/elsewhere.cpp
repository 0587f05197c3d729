#include "app/command_line/elsewhere.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>

#include "app/command_line/verbs.h"
#include "engine/analysis/time_words.h"
#include "engine/os/command.h"
#include "engine/os/files.h"
#include "engine/os/signals.h"
#include "engine/os/terminal.h"
#include "engine/run/option_words.h"
#include "engine/study/hosts.h"
#include "engine/study/lab.h"

namespace simul::command_line {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytesOfFile = std::size_t{16} << 20;

/// Without what says who does the work, and in which form it is told.
std::vector<std::string> words_of_part(const Divisible& work, const Arguments& words) {
    constexpr std::string_view kWithValue[] = {"--hosts", "--parts", "--program", "--slurm"};
    constexpr std::string_view kFlags[] = {"--submit", "--json", "--csv"};
    const auto among = [](const auto& list, std::string_view word) {
        return std::find(std::begin(list), std::end(list), word) != std::end(list);
    };
    std::vector<std::string> kept{work.verb};
    for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string name = words[i].substr(0, words[i].find('='));
        if (among(kFlags, name)) continue;
        if (!among(kWithValue, name))
            kept.push_back(words[i]);
        else if (name == words[i])
            ++i;
    }
    return kept;
}

/// As the words name them, so that the same words name them elsewhere.
Result<std::vector<LabFile>> files_of(const Divisible& work) {
    std::vector<LabFile> files;
    for (const std::string& path : work.files) {
        const fs::path normal = fs::path(path).lexically_normal();
        if (normal.is_absolute() || *normal.begin() == "..")
            return Error{
                fmt::format("{}: with --hosts a file is to be below the folder in which simul is started: go "
                            "there, and name it from there.",
                            shown(path))};
        Result<std::string> content = os::read_file(path, kMostBytesOfFile);
        if (!content) return content.error();
        files.push_back({path, std::move(*content)});
    }
    return files;
}

std::size_t parts_in_bounds(const Divisible& work, std::size_t wanted) {
    return std::clamp<std::size_t>(wanted, 1, std::min(work.most_parts, kMostPartsOfWork));
}

Result<LabWork> lab_work(const Divisible& work, const PartOptions& options, const Arguments& words) {
    const Result<std::string> text = os::read_file(*options.hosts, kMostBytesOfFile);
    if (!text) return Error{fmt::format("--hosts: {}", text.error().sentence())};
    Result<std::vector<std::string>> hosts = hosts_in(*text, *options.hosts);
    if (!hosts) return hosts.error();
    Result<std::vector<LabFile>> files = files_of(work);
    if (!files) return files.error();
    const std::size_t parts = parts_in_bounds(work, options.parts.value_or(hosts->size() * work.parts_of_host));
    LabWork lab{std::move(*hosts),
                options.program.value_or(os::own_program()),
                fmt::format("simul {}", program_version()),
                words_of_part(work, words),
                std::move(*files),
                {std::string(program_version()), work.verb, work.asked, {}, {}},
                {}};
    lab.wanted.part.of = parts;
    lab.folder = folder_of_lab(lab.wanted);
    if (lab.folder.empty())
        return Error{"There is no folder to keep the parts in until all are there: set HOME or XDG_CACHE_HOME."};
    return lab;
}

void show_progress(std::size_t done, std::size_t of) {
    if (!os::is_terminal(os::kStandardError)) return;
    fmt::print(stderr, "\r\x1b[K{} of {} are there; Ctrl-C stops", done, plural(of, "part"));
    std::fflush(stderr);
}

void erase_progress() {
    if (os::is_terminal(os::kStandardError)) std::fputs("\r\x1b[K", stderr);
}

}  // namespace

int perform_on_hosts(Divisible& work, const PartOptions& options, const Arguments& words) {
    const Result<LabWork> lab = lab_work(work, options, words);
    if (!lab) return refuse(lab.error());
    {
        Result<os::StopRequest> request = os::StopRequest::install();
        if (!request) return refuse(request.error());
        const std::size_t of = lab->wanted.part.of;
        const Result<LabEnd> end =
            make_in_lab(*lab, request->fd(), [of](std::size_t done) { show_progress(done, of); });
        erase_progress();
        if (!end) return refuse(end.error());
        if (*end == LabEnd::stopped) {
            complain("Stopped. What was made is kept: the same command continues from there.");
            return kExitStopped;
        }
    }
    const Result<std::vector<std::string>> found = whole_work(parts_there(*lab));
    if (!found) return refuse(found.error());
    const int code = work.tell(*found);
    if (code == kExitDone) leave_lab(*lab);
    return code;
}

int write_for_slurm(Divisible& work, const PartOptions& options, const Arguments& words) {
    const std::size_t parts = parts_in_bounds(work, options.parts.value_or(8));
    const std::string folder = *options.slurm + ".parts";
    std::string command = quoted_for_shell(os::own_program());
    for (const std::string& word : words_of_part(work, words)) command += " " + quoted_for_shell(word);
    const std::string script = fmt::format(
        "#!/bin/bash\n"
        "# Submit with: sbatch {0}\n"
        "# Once all parts are there: simul merge {1}/*.part\n"
        "#SBATCH --job-name=simul-{2}\n"
        "#SBATCH --array=1-{3}\n"
        "#SBATCH --requeue\n"
        "#SBATCH --output={1}/%a.log\n"
        "cd {4} || exit\n"
        "mkdir -p {5} || exit\n"
        "exec {6} --part \"$SLURM_ARRAY_TASK_ID/{3}\" --out {5}/\"$SLURM_ARRAY_TASK_ID\".part\n",
        *options.slurm, folder, work.verb, parts, quoted_for_shell(fs::current_path().string()),
        quoted_for_shell(folder), command);
    std::error_code none;
    fs::create_directories(folder, none);  // Slurm writes its log there before the script begins
    if (const auto written = os::replace_file(*options.slurm, script); !written)
        return refuse({fmt::format("--slurm {}: {}", shown(*options.slurm), written.error().sentence())});
    if (!options.submit)
        return tell(fmt::format("{0} makes {1}. Submit it: sbatch {0}\nThen: simul merge {2}/*.part\n", *options.slurm,
                                plural(parts, "part"), folder))
                   ? kExitDone
                   : kExitRefused;
    Result<os::Command> submitted = os::Command::start({"sbatch", *options.slurm}, "");
    if (!submitted) return refuse(submitted.error());
    const os::Command::Ended ended = submitted->end();
    if (ended.code == 127) return refuse({"There is no sbatch here: submit the script on a computer that has Slurm."});
    if (ended.code != 0)
        return refuse({fmt::format("sbatch {}: {}", *options.slurm, ended.err.substr(0, ended.err.find('\n')))});
    return tell(fmt::format("{}Then: simul merge {}/*.part\n", ended.out, folder)) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
