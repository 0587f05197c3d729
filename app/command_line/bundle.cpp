// simul bundle: a story with its settings, one run and notes at its moments, in one file.
#include <fmt/format.h>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/workspace/bundle.h"
#include "app/workspace/running.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

using workspace::Bundle;
using workspace::BundledNote;

struct BundleOptions {
    Settings settings;
    std::vector<std::pair<std::optional<Time>, std::string>> notes;  ///< without a time: at the end
    std::string out;
};

void add_bundle_options(CommandParser& parser) {
    parser.add_argument("SCENARIO", "a name that `simul list` shows, or the path of a .lua file");
    parser.add_option("--out", "FILE", "where the bundle goes");
    parser.add_option("--note", "\"T: TEXT\"", "what is said at a moment: 454, 90s, 0:07:34, end; may be repeated");
    parser.add_option("--schedule", "FILE", "replays recorded decisions");
    add_settings(parser);
}

Result<void> read_note(const std::string& word, BundleOptions& options) {
    const std::size_t colon = word.find(": ");
    if (colon == std::string::npos || colon + 2 == word.size())
        return Error{
            fmt::format("--note {}: a moment and a text are expected, for example --note \"1.1: All hold a "
                        "fork.\"",
                        shown(word))};
    const Result<std::optional<Time>> at = moment("--note", word.substr(0, colon));
    if (!at) return at.error();
    options.notes.emplace_back(*at, word.substr(colon + 2));
    return {};
}

Result<BundleOptions> bundle_options(const CommandParser& parser) {
    BundleOptions options;
    const Result<Settings> settings = settings_of_one_run_in(parser, "simul bundle");
    if (!settings) return settings.error();
    options.settings = *settings;
    options.out = parser.value("--out").value_or("");
    if (options.out.empty())
        return Error{"simul bundle needs a file to write to, for example: simul bundle two_accounts --out bank.simul"};
    for (const std::string& word : parser.values("--note"))
        if (const Result<void> read = read_note(word, options); !read) return read.error();
    return options;
}

/// The trace must outlive the bundle.
Result<Bundle> bundle_of(const BundleOptions& options, const ScenarioDescription& story, const Trace& trace,
                         const RunEnding& ending) {
    Bundle bundle;
    bundle.title = story.title;
    bundle.settings = options.settings;
    bundle.settings.scenario = story.source_name;
    bundle.settings.source = story.source;
    bundle.settings.schedule.reset();
    workspace::BundledBranch branch = workspace::bundled("the run", trace, recorded(ending));
    branch.schedule = options.settings.schedule.value_or("");
    bundle.branches.push_back(std::move(branch));
    const Time end = trace.size() == 0 ? Time{} : trace[trace.size() - 1].time;
    for (const auto& [at, text] : options.notes) {
        if (at.value_or(end) > end)
            return Error{
                fmt::format("--note {}: the run is over before. Choose an earlier moment, or end.", shown(text))};
        bundle.notes.push_back(BundledNote{0, at.value_or(end), text});
    }
    return bundle;
}

}  // namespace

int bundle(const Arguments& arguments, Session& session) {
    CommandParser parser("simul bundle", "A story with its settings, one run and notes at its moments, in one file.");
    add_bundle_options(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    Result<BundleOptions> options = bundle_options(parser);
    if (!options) return refuse(options.error());
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<ScenarioDescription> story = session.zygote->describe(options->settings);
    if (!story) return refuse(story.error());
    const auto cores = static_cast<std::uint32_t>(workspace::real_cores());
    if (const Result<void> filled = fill_in_preset(options->settings, *story, cores); !filled)
        return refuse(filled.error());
    const Result<LiveRun> live = run_to_its_end(*session.zygote, options->settings, {});
    if (!live) return refuse(live.error());
    const Report report = report_on(live->run.trace(), live->run.ending());
    const int code = exit_code_of(report, live->interrupted);
    tell_why(code, report, options->settings);
    if (report.trace->size() == 0) return code;
    const Result<Bundle> made = bundle_of(*options, *story, *report.trace, report.ending);
    if (!made) return refuse(made.error());
    const Result<void> written = write_bundle(options->out, *made);
    return written ? code : refuse(written.error());
}

}  // namespace simul::command_line
