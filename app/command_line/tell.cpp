// simul tell: what the window says of a run at a moment, as text or as JSON.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/recording.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/workspace/what_if.h"
#include "engine/analysis/telling.h"
#include "engine/analysis/time_words.h"
#include "engine/run/option_words.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

enum class Every { none, event, mark };

struct TellOptions {
    std::string subject;
    std::optional<Time> at;  ///< nothing: the end
    Every every = Every::none;
    bool json = false;
};

/// Tells one moment after another, and at the end the summary.
class Teller {
  public:
    Teller(const TellOptions& options, const Report& report, const std::vector<WhatIf>& what_ifs)
        : options_(options),
          trace_(*report.trace),
          report_(report),
          what_ifs_(what_ifs),
          timeline_(trace_),
          names_(trace_),
          run_{trace_, timeline_, names_, report.metrics,
               [this]() -> const PolicyChoices& {
                   choices_.take(trace_);
                   return choices_;
               }},
          moment_(trace_.header()) {}

    /// False: nobody takes the output any more.
    bool tell_all() {
        if (options_.json) put("[", options_.every != Every::none);
        switch (options_.every) {
            case Every::none:
                tell_after(events_until(options_.at.value_or(end())), options_.at.value_or(end()));
                break;
            case Every::event:
                for (std::size_t i = 1; i <= trace_.size() && goes_on_; ++i) tell_after(i, trace_[i - 1].time);
                break;
            case Every::mark:
                for (std::size_t i = 0; i < trace_.size() && goes_on_; ++i)
                    if (trace_[i].kind == EventKind::mark || i + 1 == trace_.size()) tell_after(i + 1, trace_[i].time);
        }
        if (options_.json) put("]", options_.every != Every::none);
        return goes_on_ && (!options_.json || tell("\n"));
    }

    Time end() const { return trace_.size() == 0 ? Time{} : trace_[trace_.size() - 1].time; }

  private:
    void put(std::string_view text, bool wanted = true) {
        if (wanted) goes_on_ = goes_on_ && tell(text);
    }

    std::size_t events_until(Time at) const {
        std::size_t events = 0;
        while (events < trace_.size() && trace_[events].time <= at) ++events;
        return events;
    }

    void tell_after(std::size_t events, Time at) {
        for (std::size_t i = moment_.size(); i < events; ++i) moment_.apply(trace_[i], i, trace_.text_of(i));
        const Telling telling = telling_of(run_, moment_, at);
        if (!options_.json) {
            put(harmless_lines(text_of(telling, run_)));
            for (const std::string& sentence : summary_at(events)) put(printable(sentence) + "\n");
            return;
        }
        std::string line = written(json_of(telling));
        line.pop_back();
        put(told_ == 0 ? "" : ",\n");
        put(line);
        ++told_;
    }

    /// Only at the end: before it they would tell what is still to come.
    std::vector<std::string> summary_at(std::size_t events) const {
        if (events < trace_.size()) return {};
        return conclusion_of(run_, report_.findings, report_.ending.stolen_s, what_ifs_);
    }

    Json json_of(const Telling& telling) const {
        Json json;
        json["at_s"] = seconds_of(telling.at);
        json["events"] = telling.events;
        json["narration"] = telling.narration.whole();
        json["counts"] = json_of(telling.counts);
        json["legend"] = Json::array();
        for (const LegendLine& line : telling.legend) json["legend"].push_back(in_words(line.crowd));
        json["why"] = Json::array();
        for (const ToldTask& task : telling.tasks) json["why"].push_back(json_of(task));
        json["summary"] = summary_at(telling.events);
        return json;
    }

    static Json json_of(const Counts& counts) {
        return {{"running", counts.of(State::running)},     {"ready", counts.of(State::ready)},
                {"blocked", counts.of(State::blocked)},     {"asleep", counts.of(State::asleep)},
                {"done", counts.of(State::done)},           {"failed", counts.of(Doing::failed)},
                {"cancelled", counts.of(Doing::cancelled)}, {"died", counts.of(Doing::died)},
                {"cut_off", counts.of(Doing::cut_off)}};
    }

    Json json_of(const ToldTask& task) const {
        const auto named = [this](TaskId who) {
            return who == kNoTask ? Json(nullptr) : Json(names_.clear_name_of(who));
        };
        const TaskClaim& claim = task.claim;
        const std::string_view state = claim.doing == Doing::cut_off ? "cut_off"
                                       : has_ended(claim.doing)      ? name_of(moment_.task(claim.task).ending)
                                                                     : name_of(state_of(claim.doing));
        return {{"task", named(claim.task)},
                {"id", index_of(claim.task)},
                {"state", state},
                {"sentence", joined(task.reasons)},
                {"waits_for", task.waits_for.empty() ? Json(nullptr) : Json(task.waits_for)},
                {"held_by", claim.resource == kNoResource ? Json(nullptr) : named(claim.because_of)},
                {"since_s", seconds_of(claim.since)}};
    }

    const TellOptions& options_;
    const Trace& trace_;
    const Report& report_;
    const std::vector<WhatIf>& what_ifs_;
    Timeline timeline_;
    TaskNames names_;
    PolicyChoices choices_;
    ToldRun run_;
    Moment moment_;
    std::size_t told_ = 0;
    bool goes_on_ = true;
};

int tell_about(const TellOptions& options, const Report& report, const std::vector<WhatIf>& what_ifs) {
    Teller teller(options, report, what_ifs);
    if (options.at.value_or(Time{}) > teller.end())
        return refuse(
            {fmt::format("--at {}: the run is over at {}. Choose a moment until then, or --at end.",
                         axis_time(options.at->time_since_epoch()), full_time(teller.end().time_since_epoch()))});
    return teller.tell_all() ? kExitDone : kExitRefused;
}

// ---- Of a recording

int tell_recording(const TellOptions& options, const CommandParser& parser) {
    const std::optional<std::string> setting =
        parser.value("--schedule") ? std::optional<std::string>("--schedule") : first_setting_in(parser);
    if (setting) return refuse(no_option_of_recording(options.subject, *setting));
    const Result<Recording> recording = recording_in(options.subject);
    if (!recording) return refuse(recording.error());
    return tell_about(options, report_on(*recording->trace, ending_of(recording->ending)), {});
}

// ---- Of a run

/// They are told with the end.
std::vector<WhatIf> what_ifs_of(const TellOptions& options, const Report& report, const Settings& settings,
                                Zygote& zygote) {
    if (options.at && options.every == Every::none) return {};
    return workspace::try_out(zygote, settings, report.header(), report.metrics);
}

int tell_run(const TellOptions& options, const CommandParser& parser, Session& session) {
    const Result<Settings> settings = settings_of_one_run_in(parser, "simul tell");
    if (!settings) return refuse(settings.error());
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<LiveRun> live = run_to_its_end(*session.zygote, *settings, {});
    if (!live) return refuse(live.error());
    const Report report = report_on(live->run.trace(), live->run.ending());
    const int told = report.trace->size() == 0
                         ? kExitDone
                         : tell_about(options, report, what_ifs_of(options, report, *settings, *session.zygote));
    if (told != kExitDone) return told;
    const int code = exit_code_of(report, live->interrupted);
    tell_why(code, report, *settings);
    return code;
}

Result<TellOptions> tell_options(const CommandParser& parser) {
    TellOptions options;
    options.subject = parser.value("SCENARIO").value_or("");
    options.json = parser.has("--json");
    const std::optional<std::string> every = parser.value("--every");
    if (every && *every != "event" && *every != "mark")
        return Error{fmt::format("--every {}: event or mark is expected.", shown(*every))};
    if (every) options.every = *every == "event" ? Every::event : Every::mark;
    if (every && parser.value("--at"))
        return Error{"--at and --every: one moment or many can be told, not both. Leave one of them out."};
    const Result<std::optional<Time>> at = moment("--at", parser.value("--at").value_or("end"));
    if (!at) return at.error();
    options.at = *at;
    return options;
}

}  // namespace

int tell(const Arguments& arguments, Session& session) {
    CommandParser parser("simul tell", "What the window says of a run at a moment.");
    parser.add_argument("SCENARIO", "a name that `simul list` shows, a .lua file, a recording or a bundle");
    parser.add_option("--at", "T|end", "the moment: 454, 90s, 2min, 0:07:34, or end (default)");
    parser.add_option("--every", "event|mark", "all moments after an event, or after a mark");
    parser.add_flag("--json", "one JSON object; with --every a list of them");
    parser.add_option("--schedule", "FILE", "replays recorded decisions");
    add_settings(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const Result<TellOptions> options = tell_options(parser);
    if (!options) return refuse(options.error());
    return is_recording(options->subject) ? tell_recording(*options, parser) : tell_run(*options, parser, session);
}

}  // namespace simul::command_line
