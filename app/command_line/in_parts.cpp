#include "app/command_line/in_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "app/command_line/elsewhere.h"
#include "app/command_line/verbs.h"
#include "engine/os/files.h"
#include "engine/run/option_words.h"
#include "engine/run/wire.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMostBytesOfText = std::size_t{16} << 20;

bool is_there(const std::string& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

/// True: the file has this part already. An error: it has something else, which is not to be lost.
Result<bool> is_done(const std::string& path, const PartFile& wanted) {
    if (!is_there(path) || !std::filesystem::is_regular_file(path)) return false;
    const Result<std::string> bytes = os::read_file(path, kMostBytesOfPart);
    if (!bytes) return bytes.error();
    if (!bytes->empty() && !is_part_file(*bytes))
        return Error{
            fmt::format("--out {}: this file is there, and is no part of anything. Name another one.", shown(path))};
    const Result<PartFile> there = part_file_from(*bytes, path);
    return there && are_same_part(*there, wanted);
}

int keep(const PartFile& file, const std::string& path) {
    if (path == "-") return tell(text_of(file)) ? kExitDone : kExitRefused;
    const Result<void> written = os::replace_file(path, text_of(file));
    return written ? kExitDone : refuse({fmt::format("--out {}: {}", shown(path), written.error().sentence())});
}

int perform_part(Divisible& work, const PartOptions& options) {
    PartFile file{std::string(program_version()), work.verb, work.asked, *options.part, {}};
    if (options.out != "-") {
        const Result<bool> done = is_done(options.out, file);
        if (!done) return refuse(done.error());
        if (*done) return kExitDone;
    }
    if (const std::optional<int> code = work.find(file.part, file.found)) return *code;
    return keep(file, options.out);
}

Result<void> check_together(const CommandParser& parser, const PartOptions& options,
                            const std::vector<std::string>& forms) {
    if (options.part.has_value() + options.hosts.has_value() + options.slurm.has_value() > 1)
        return Error{"--part, --hosts and --slurm exclude each other: each says who does the work. Choose one."};
    if (!options.out.empty() && !options.part)
        return Error{"--out is for a part: add --part 1/8, or leave it out and redirect the output, as in > FILE."};
    if (options.parts && !options.hosts && !options.slurm)
        return Error{"--parts says how many others do: add --hosts FILE or --slurm FILE."};
    if (options.program && !options.hosts) return Error{"--program is sent to hosts: add --hosts FILE."};
    if (options.submit && !options.slurm) return Error{"--submit is for a script of Slurm: add --slurm FILE."};
    if (options.part && options.out.empty())
        return Error{fmt::format("--part {} needs a file to be written to: --out FILE.", text_of(*options.part))};
    if (!options.part && !options.slurm) return {};
    for (const std::string& form : forms)
        if (parser.has(form))
            return Error{
                fmt::format("{} is for a whole result, and here parts are made: give it to simul merge.", form)};
    return {};
}

}  // namespace

void add_part_options(CommandParser& parser) {
    parser.add_option("--part", "I/N", "does one of N equal parts, for simul merge; with --out");
    parser.add_option("--out", "FILE", "of a part: written whole or not at all, and left alone if it is there already");
    parser.add_option("--hosts", "FILE", "has the parts made by the computers of the file, a host a line, over ssh");
    parser.add_option("--parts", "N", "so many parts, with --hosts or --slurm");
    parser.add_option("--program", "FILE", "with --hosts: the program that is sent there; this one");
    parser.add_option("--slurm", "FILE", "writes the script of an array job that makes the parts; 8 of them");
    parser.add_flag("--submit", "the script of --slurm, by sbatch");
}

Result<PartOptions> part_options_in(const CommandParser& parser, const std::vector<std::string>& forms) {
    PartOptions options;
    options.out = parser.value("--out").value_or("");
    options.hosts = parser.value("--hosts");
    options.program = parser.value("--program");
    options.slurm = parser.value("--slurm");
    options.submit = parser.has("--submit");
    if (const std::optional<std::string> word = parser.value("--part")) {
        const Result<Part> part = part_in(*word);
        if (!part) return Error{fmt::format("--part {}: {}.", shown(*word), part.error().sentence())};
        options.part = *part;
    }
    if (const std::optional<std::string> word = parser.value("--parts")) {
        const Result<std::int64_t> number = whole_number("--parts", *word);
        if (!number) return number.error();
        if (*number < 1 || *number > static_cast<std::int64_t>(kMostPartsOfWork))
            return Error{fmt::format("--parts {}: choose 1 to {}.", shown(*word), kMostPartsOfWork)};
        options.parts = static_cast<std::size_t>(*number);
    }
    if (const Result<void> fits = check_together(parser, options, forms); !fits) return fits.error();
    return options;
}

int perform(Divisible& work, const PartOptions& options, const Arguments& words) {
    if (options.part) return perform_part(work, options);
    if (options.hosts) return perform_on_hosts(work, options, words);
    if (options.slurm) return write_for_slurm(work, options, words);
    std::string found;
    if (const std::optional<int> code = work.find(Part{}, found)) return *code;
    return work.tell({std::move(found)});
}

Result<Json> story_and_settings(std::string_view source, const Settings& settings,
                                const std::vector<std::string>& policies) {
    Json json{{"scenario", settings.scenario.substr(settings.scenario.find_last_of('/') + 1)},
              {"story", checksum_of(source)}};
    Json settled = Json::parse(wire::as_json(settings));
    for (const char* said_elsewhere : {"scenario", "seed"}) settled.erase(said_elsewhere);
    for (const std::string& policy : policies) {
        if (!is_policy_file(policy)) continue;
        const Result<std::string> text = os::read_file(policy, kMostBytesOfText);
        if (!text) return text.error();
        json["policy " + policy] = checksum_of(*text);
    }
    for (const auto& [name, value] : settled.items()) json[name] = value;
    return json;
}

std::vector<std::string> files_among(const std::string& scenario, const std::vector<std::string>& policies) {
    std::vector<std::string> files;
    if (is_there(scenario)) files.push_back(scenario);
    for (const std::string& policy : policies)
        if (is_policy_file(policy) && std::find(files.begin(), files.end(), policy) == files.end())
            files.push_back(policy);
    return files;
}

}  // namespace simul::command_line
