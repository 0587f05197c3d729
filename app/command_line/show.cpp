// simul show: a recorded run again, or the first run of a bundle with all that the bundle tells.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/command_line/followers.h"
#include "app/command_line/parsing.h"
#include "app/command_line/recording.h"
#include "app/command_line/report.h"
#include "app/command_line/text_report.h"
#include "app/command_line/verbs.h"
#include "app/workspace/bundle.h"
#include "engine/analysis/time_words.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;
using workspace::Bundle;
using workspace::BundledBranch;
using workspace::BundledNote;

bool tell_as(const std::string& form, const Recording& recording) {
    if (form == "--events") return EventPrinter().take(*recording.trace);
    const Report report = report_on(*recording.trace, ending_of(recording.ending));
    return tell(form == "--json" ? written(json_of(report)) : text_report(report, canvas_of_stdout()));
}

Json json_of(const BundledBranch& branch) {
    Json json;
    json["name"] = branch.name;
    json["parent"] = branch.parent ? Json(*branch.parent) : Json(nullptr);
    json["from_step"] = branch.from_step;
    json["schedule"] = branch.schedule.empty() ? Json(nullptr) : Json(branch.schedule);
    json["run"] = json_of(report_on(*branch.trace, ending_of(branch.ending)));
    return json;
}

Json json_of(const Bundle& bundle) {
    Json json;
    json["bundle"] = workspace::kBundleVersion;
    json["title"] = bundle.title;
    json["source_name"] = bundle.settings.scenario;
    json["branches"] = Json::array();
    for (const BundledBranch& branch : bundle.branches) json["branches"].push_back(json_of(branch));
    json["notes"] = Json::array();
    for (const BundledNote& note : bundle.notes)
        json["notes"].push_back(
            {{"branch", note.branch}, {"at_s", seconds_of(note.at.time_since_epoch())}, {"text", note.text}});
    return json;
}

std::string heading_of(const Bundle& bundle) {
    std::string text = fmt::format("A bundle: {} ({}), with {} and {}\n", bundle.title, bundle.settings.scenario,
                                   plural(bundle.branches.size(), "run"), plural(bundle.notes.size(), "note"));
    for (const BundledBranch& branch : bundle.branches) {
        text += fmt::format("  {}: {}", branch.name, name_of(branch.ending.outcome));
        if (branch.parent)
            text += fmt::format(", from step {} of {}", branch.from_step, bundle.branches[*branch.parent].name);
        text += "\n";
    }
    for (const BundledNote& note : bundle.notes)
        text += fmt::format("  at {}{}: {}\n", full_time(note.at.time_since_epoch()),
                            note.branch == 0 ? "" : " of " + bundle.branches[note.branch].name, note.text);
    return harmless_lines(text) + "\n";
}

bool tell_as(const std::string& form, const Bundle& bundle) {
    const BundledBranch& first = bundle.branches.front();
    if (form == "--events") return EventPrinter().take(*first.trace);
    if (form == "--json") return tell(written(json_of(bundle)));
    return tell(heading_of(bundle) + text_report(report_on(*first.trace, ending_of(first.ending)), canvas_of_stdout()));
}

int show_bundle(const std::string& path, const std::string& form) {
    const Result<Bundle> bundle = workspace::read_bundle(path);
    if (!bundle) return refuse(bundle.error());
    return tell_as(form, *bundle) ? kExitDone : kExitRefused;
}

int show_trace(const std::string& path, const std::string& form) {
    const Result<Recording> recording = recording_in(path);
    if (!recording) return refuse(recording.error());
    return tell_as(form, *recording) ? kExitDone : kExitRefused;
}

}  // namespace

int show(const Arguments& arguments, Session&) {
    CommandParser parser("simul show", "A recorded run again, or a bundle.");
    parser.add_argument("FILE", "a file that `simul run --record` or `simul bundle` has written");
    parser.add_flag("--json", "one JSON object, as `simul run` prints it");
    parser.add_flag("--events", "every event, one a line");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<std::string> form = one_of(parser, {"--json", "--events"});
    if (!form) return refuse(form.error());
    const std::optional<std::string> path = parser.value("FILE");
    if (!path) return refuse({"simul show needs a trace: a file that `simul run SCENARIO --record FILE` has written."});
    return workspace::kind_of_file(*path) == workspace::FileKind::bundle ? show_bundle(*path, *form)
                                                                         : show_trace(*path, *form);
}

}  // namespace simul::command_line
