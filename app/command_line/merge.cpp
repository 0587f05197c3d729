// simul merge: what one computer would have printed, from the parts that several have done.
#include <fmt/format.h>

#include "app/command_line/explore_parts.h"
#include "app/command_line/in_parts.h"
#include "app/command_line/sweep_parts.h"
#include "app/command_line/verbs.h"
#include "engine/os/files.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

Result<std::vector<NamedPart>> parts_in(const std::vector<std::string>& paths) {
    std::vector<NamedPart> parts;
    for (const std::string& path : paths) {
        const Result<std::string> bytes = os::read_file(path, kMostBytesOfPart);
        if (!bytes) return bytes.error();
        Result<PartFile> file = part_file_from(*bytes, path);
        if (!file) return file.error();
        if (file->version != program_version())
            return Error{
                fmt::format("{} was made by Simul {}, and this is Simul {}: merge with that one, or make all "
                            "parts with this one.",
                            path, file->version, program_version())};
        parts.push_back({path, std::move(*file)});
    }
    return parts;
}

int merge_sweep(const PartFile& first, const std::vector<std::string>& found, const std::string& form) {
    const nlohmann::ordered_json plan = first.asked.contains("plan") ? first.asked.at("plan") : nullptr;
    const Result<SweepPlan> asked = sweep_plan_from(plan);
    return asked ? tell_sweep(*asked, found, form) : refuse(asked.error());
}

int merge_parts(std::vector<NamedPart> parts, const std::string& form, Session& session) {
    const PartFile first = parts.front().file;
    const Result<std::vector<std::string>> found = whole_work(std::move(parts));
    if (!found) return refuse(found.error());
    if (first.verb == "sweep") return merge_sweep(first, *found, form);
    if (first.verb == "explore" && form == "--csv")
        return refuse({"--csv: what was explored is no table; choose --json, or leave it out."});
    if (first.verb == "explore") return merge_exploration(first.asked, *found, form == "--json", session);
    return refuse(
        {fmt::format("These are parts of simul {}, and this Simul has no such work in parts.", shown(first.verb))});
}

}  // namespace

int merge(const Arguments& arguments, Session& session) {
    CommandParser parser("simul merge", "Tells from all parts of some work what one computer would have told.");
    parser.add_argument("FILES", "what --part I/N --out FILE has made, each part once");
    parser.add_flag("--csv", "of a sweep: for spreadsheets");
    parser.add_flag("--json", "one JSON object");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<std::string> form = one_of(parser, {"--csv", "--json"});
    if (!form) return refuse(form.error());
    if (parser.values("FILES").empty())
        return refuse({"simul merge needs the files of all parts, for example: simul merge part1 part2"});
    Result<std::vector<NamedPart>> parts = parts_in(parser.values("FILES"));
    return parts ? merge_parts(std::move(*parts), *form, session) : refuse(parts.error());
}

}  // namespace simul::command_line
