// simul run: one scenario on one model, or on every model that it suits.
#include <nlohmann/json.hpp>

#include "app/command_line/comparison.h"
#include "app/command_line/csv_report.h"
#include "app/command_line/live_run.h"

#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/text_report.h"
#include "app/command_line/verbs.h"
#include "app/workspace/what_if.h"

namespace simul::command_line {
namespace {

std::string form_of(const Report& report, const RunOptions& options, Zygote& zygote) {
    switch (options.form) {
        case Form::json:
            return written(json_of(report));
        case Form::csv:
            return rows_as_csv(json_of(report).at("tasks"));
        case Form::text:
            return text_report(report, canvas_of_stdout(),
                               workspace::try_out(zygote, options.settings, report.header(), report.metrics));
        case Form::events:
        case Form::quiet:
            break;
    }
    return {};
}

int run_once(const RunOptions& options, Zygote& zygote) {
    RunRecorder recorder(options.record.value_or(""));
    EventPrinter printer;
    std::vector<Follower*> followers;
    if (options.record) followers.push_back(&recorder);
    if (options.form == Form::events) followers.push_back(&printer);
    const Result<LiveRun> live = run_to_its_end(zygote, options.settings, followers);
    if (!live) return refuse(live.error());
    const Report report = report_on(live->run.trace(), live->run.ending());
    const bool told = report.trace->size() == 0 || tell(form_of(report, options, zygote));
    const int code = exit_code_of(report, live->interrupted);
    tell_why(code, report, options.settings);
    if (code != kExitDone) return code;
    return told ? std::max(recorder.exit_code(), printer.exit_code()) : kExitRefused;
}

}  // namespace

int run(const Arguments& arguments, Session& session) {
    const Result<RunOptions> options = run_options(arguments);
    if (!options) return refuse(options.error());
    if (options->help) return kExitDone;
    if (!session.zygote) return refuse(session.zygote.error());
    return options->every_model ? run_every_model(*options, *session.zygote) : run_once(*options, *session.zygote);
}

}  // namespace simul::command_line
