// simul show: a recorded run again.
#include "app/command_line/followers.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/text_report.h"
#include "app/command_line/verbs.h"
#include "engine/trace/trace_file.h"

namespace simul::command_line {
namespace {

bool tell_as(const std::string& form, const LoadedTrace& loaded) {
    if (form == "--events") return EventPrinter().take(*loaded.trace);
    const Report report = report_on(*loaded.trace, ending_of(loaded.ending));
    return tell(form == "--json" ? written(json_of(report)) : text_report(report, canvas_of_stdout()));
}

}  // namespace

int show(const Arguments& arguments, Session&) {
    CommandParser parser("simul show", "A recorded run again.");
    parser.add_argument("TRACE", "a file that `simul run --record` has written");
    parser.add_flag("--json", "one JSON object, as `simul run` prints it");
    parser.add_flag("--events", "every event, one a line");
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<std::string> form = one_of(parser, {"--json", "--events"});
    if (!form) return refuse(form.error());
    const std::optional<std::string> path = parser.value("TRACE");
    if (!path) return refuse({"simul show needs a trace: a file that `simul run SCENARIO --record FILE` has written."});
    const Result<LoadedTrace> loaded = read_trace_file(*path);
    if (!loaded) return refuse(loaded.error());
    if (loaded->cut) complain(loaded->sentence);
    return tell_as(*form, *loaded) ? kExitDone : kExitRefused;
}

}  // namespace simul::command_line
