#include "engine/study/lab.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <numeric>
#include <utility>

#include "engine/os/command.h"
#include "engine/os/files.h"
#include "engine/os/waiting.h"
#include "engine/study/hosts.h"

namespace simul {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostBytes = std::size_t{1} << 30;
/// In the commands that parallel makes; nobody else writes so.
constexpr std::string_view kNumber = "SIMUL-PART-NUMBER";
/// Of every host.
constexpr const char* kHome = "\"${XDG_CACHE_HOME:-$HOME/.cache}/simul\"";

std::string name_of_work(const PartFile& wanted) { return "work-" + checksum_of(text_of(wanted)); }

std::string path_of_part(const LabWork& work, std::size_t number) {
    return fmt::format("{}/{}.part", work.folder, number);
}

std::optional<NamedPart> part_there(const LabWork& work, std::size_t number) {
    const std::string path = path_of_part(work, number);
    const Result<std::string> bytes = os::read_file(path, kMostBytesOfPart);
    if (!bytes) return std::nullopt;
    Result<PartFile> file = part_file_from(*bytes, path);
    PartFile wanted = work.wanted;
    wanted.part.number = number;
    if (!file || !are_same_part(*file, wanted)) return std::nullopt;
    return NamedPart{path, std::move(*file)};
}

/// The hosts get the files, and the program if they have none like it.
class Preparation {
  public:
    Preparation(const LabWork& work, int stop_fd) : work_(work), stop_fd_(stop_fd) {}

    /// The name of the program there. Nothing: it was stopped.
    Result<std::optional<std::string>> prepare();

  private:
    std::string script_for_files() const;
    Result<void> check(const std::string& host, const os::Command::Ended& ended) const;

    const LabWork& work_;
    int stop_fd_;
    std::string name_;
};

constexpr std::string_view kLacking = "no such program yet";

Result<std::optional<std::string>> Preparation::prepare() {
    constexpr std::size_t kTalks = 32, kSendings = 4;
    const Result<std::string> program = os::read_file(work_.program, kMostBytes);
    if (!program) return program.error();
    name_ = "program-" + checksum_of(*program);
    std::string contents;
    for (const LabFile& file : work_.files) contents += file.content;
    const auto talked = run_on_each(work_.hosts, script_for_files(), contents, kTalks, stop_fd_);
    if (!talked) return std::optional<std::string>();
    std::vector<std::string> lacking;
    for (std::size_t i = 0; i < work_.hosts.size(); ++i) {
        if ((*talked)[i].code == 0 && (*talked)[i].out.find(kLacking) != std::string::npos)
            lacking.push_back(work_.hosts[i]);
        else if (const Result<void> good = check(work_.hosts[i], (*talked)[i]); !good)
            return good.error();
    }
    const std::string script = fmt::format(
        "set -e; d={0}; t=\"$d/.{1}.$$\"; trap 'rm -f \"$t\"' EXIT; cat > \"$t\"; chmod 755 \"$t\"; mv \"$t\" "
        "\"$d/{1}\"; \"$d/{1}\" --version",
        kHome, name_);
    const auto sent = run_on_each(lacking, script, *program, kSendings, stop_fd_);
    if (!sent) return std::optional<std::string>();
    for (std::size_t i = 0; i < lacking.size(); ++i)
        if (const Result<void> good = check(lacking[i], (*sent)[i]); !good) return good.error();
    return std::optional(name_);
}

std::string Preparation::script_for_files() const {
    std::string script = fmt::format("set -e; umask 077; d={}; mkdir -p \"$d/{}\"; cd \"$d/{}\"", kHome,
                                     name_of_work(work_.wanted), name_of_work(work_.wanted));
    for (const LabFile& file : work_.files) {
        const std::string folder = fs::path(file.path).parent_path().string();
        if (!folder.empty()) script += fmt::format("; mkdir -p {}", quoted_for_shell(folder));
        script += fmt::format("; head -c {} > {}", file.content.size(), quoted_for_shell(file.path));
    }
    return script +
           fmt::format("; if test -x \"$d/{0}\"; then \"$d/{0}\" --version; else echo '{1}'; fi", name_, kLacking);
}

Result<void> Preparation::check(const std::string& host, const os::Command::Ended& ended) const {
    if (ended.code != 0) return failure_on(host, ended);
    if (ended.out.find(work_.version) != std::string::npos) return {};
    return Error{
        fmt::format("{}: the program that was sent says that it is {}, and this is {}: name one of this version "
                    "by --program FILE.",
                    host, ended.out.substr(0, ended.out.find('\n')).substr(0, 60), work_.version)};
}

/// The words of GNU parallel, which finds a host for each part, and another one if that fails.
std::vector<std::string> words_of_parallel(const LabWork& work, const std::string& program,
                                           const std::vector<std::size_t>& missing) {
    std::string command = fmt::format("cd {}/{} && exec ../{}", kHome, name_of_work(work.wanted), program);
    for (const std::string& word : work.words) command += " " + quoted_for_shell(word);
    command += fmt::format(" --part {}/{} --out -", kNumber, work.wanted.part.of);
    std::vector<std::string> words{"env", "PARALLEL_HOME=" + work.folder + "/parallel", "parallel", "--will-cite",
                                   "--plain"};
    const auto add = [&words](std::initializer_list<std::string> more) { words.insert(words.end(), more); };
    add({"--ssh", fmt::format("{}", fmt::join(ssh_words(), " "))});
    add({"--sshloginfile", work.folder + "/hosts", "--jobs", "1", "--retries", "3"});
    add({"--joblog", work.folder + "/joblog", "--results", fmt::format("{}/{}.part", work.folder, kNumber)});
    add({"-I", std::string(kNumber), command, ":::"});
    for (const std::size_t number : missing) words.push_back(std::to_string(number));
    return words;
}

/// Those that are there now are missing no longer: each is read once.
void drop_those_there(const LabWork& work, std::vector<std::size_t>& missing) {
    missing.erase(std::remove_if(missing.begin(), missing.end(),
                                 [&](std::size_t number) { return part_there(work, number).has_value(); }),
                  missing.end());
}

/// What the part said last, wherever it was.
Error not_made(const LabWork& work, const std::vector<std::size_t>& missing, const os::Command::Ended& ended) {
    if (ended.code == 127) return {"GNU parallel is missing. Install it: sudo apt-get install parallel"};
    const Result<std::string> said = os::read_file(path_of_part(work, missing.front()) + ".err", kMostBytes);
    const std::string error = said && !said->empty() ? *said : ended.err;
    const std::string sentence =
        failure_in(fmt::format("part {}/{}", missing.front(), work.wanted.part.of), {255, "", error}).sentence();
    return {
        fmt::format("{} of {} parts were not made. {} What was made is kept: the same command continues from there.",
                    missing.size(), work.wanted.part.of, sentence)};
}

Result<LabEnd> run_parallel(const LabWork& work, const std::string& program, std::vector<std::size_t> missing,
                            int stop_fd, const std::function<void(std::size_t)>& progress) {
    constexpr int kProgressMs = 500;
    std::string hosts;
    for (const std::string& host : work.hosts) hosts += host + "\n";
    if (const auto written = os::replace_file(work.folder + "/hosts", hosts); !written) return written.error();
    std::error_code none;
    fs::create_directories(work.folder + "/parallel", none);
    Result<os::Command> parallel = os::Command::start(words_of_parallel(work, program, missing), "");
    if (!parallel) return parallel.error();
    const std::array<int, 2> fds{parallel->fd(), stop_fd};
    for (int ready = 0; (ready & 1) == 0;) {
        ready = os::wait_readable(fds, kProgressMs);
        if (ready & 2) return LabEnd::stopped;  // all that was started ends with it
        drop_those_there(work, missing);
        progress(work.wanted.part.of - missing.size());
    }
    const os::Command::Ended ended = parallel->end();
    drop_those_there(work, missing);
    return missing.empty() ? Result<LabEnd>(LabEnd::done) : not_made(work, missing, ended);
}

}  // namespace

std::string folder_of_lab(const PartFile& wanted) {
    const char* cache = std::getenv("XDG_CACHE_HOME");
    const char* home = std::getenv("HOME");
    const std::string folder = cache && cache[0] == '/' ? cache
                               : home && home[0] == '/' ? std::string(home) + "/.cache"
                                                        : "";
    return folder.empty() ? "" : folder + "/simul/parts-" + checksum_of(text_of(wanted));
}

std::vector<NamedPart> parts_there(const LabWork& work) {
    std::vector<NamedPart> parts;
    for (std::size_t number = 1; number <= work.wanted.part.of; ++number)
        if (std::optional<NamedPart> part = part_there(work, number)) parts.push_back(std::move(*part));
    return parts;
}

Result<LabEnd> make_in_lab(const LabWork& work, int stop_fd, const std::function<void(std::size_t)>& progress) {
    std::error_code failed;
    fs::create_directories(work.folder, failed);
    if (failed)
        return Error{fmt::format("Could not make {}: {}. Set XDG_CACHE_HOME to a folder that you may write to.",
                                 work.folder, failed.message())};
    std::vector<std::size_t> missing(work.wanted.part.of);
    std::iota(missing.begin(), missing.end(), std::size_t{1});
    drop_those_there(work, missing);
    if (missing.empty()) return LabEnd::done;
    const Result<std::optional<std::string>> program = Preparation(work, stop_fd).prepare();
    if (!program) return program.error();
    if (!*program) return LabEnd::stopped;
    return run_parallel(work, **program, std::move(missing), stop_fd, progress);
}

void leave_lab(const LabWork& work) {
    constexpr std::size_t kTalks = 32;
    std::error_code none;
    fs::remove_all(work.folder, none);
    run_on_each(work.hosts, fmt::format("rm -rf {}/{}", kHome, name_of_work(work.wanted)), "", kTalks, -1);
}

}  // namespace simul
