// simul decisions: every choice of a policy: who was ready, what it looked at, whom it chose, and why.
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/recording.h"
#include "app/command_line/report.h"
#include "app/command_line/run_end.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/workspace/sheet_file.h"
#include "engine/analysis/ready_line.h"
#include "engine/analysis/time_words.h"
#include "engine/run/option_words.h"
#include "engine/trace/task_names.h"
#include "engine/trace/text_form.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;

/// Tells the choices of one trace, one after another.
class ChoiceTeller {
  public:
    ChoiceTeller(const Trace& trace, bool json) : trace_(trace), json_(json), line_(trace.header()) {}

    /// False: nobody takes the output any more.
    bool tell_all() {
        put(json_ ? beginning_as_json() : heading());
        for (std::size_t i = 0; i < trace_.size() && goes_on_; ++i) {
            names_.take(trace_, i);
            line_.apply(trace_[i], i);
            if (!line_.has_chosen()) continue;
            ++told_;
            put(json_ ? as_json(line_.choice(trace_), i) : as_text(line_.choice(trace_)));
        }
        if (json_) put("]}\n");
        if (!json_ && told_ == 0) put("Nobody had to choose: never were two ready at once.\n");
        return goes_on_;
    }

  private:
    void put(std::string_view text) { goes_on_ = goes_on_ && tell(text); }
    const TraceHeader& header() const { return trace_.header(); }
    const Comparison& comparison() const { return header().comparison; }

    std::string heading() const {
        return printable(fmt::format("{} ({}), {} on {}, {}", header().title, header().scenario,
                                     name_of(header().model), plural(header().cores, "core"), header().policy)) +
               "\n" + fmt::format("looks at: {}\n\n", comparison().looks_at);
    }

    std::string as_text(const PolicyChoice& choice) const {
        std::string text = fmt::format("{:>4}  {}: {}\n", told_, full_time(choice.at.time_since_epoch()),
                                       choice_in_words(comparison(), choice, Speech(names_)));
        for (const Contender& contender : choice.contenders)
            text +=
                fmt::format("      {} {:<16} {}\n", contender.task == choice.chosen ? '>' : ' ',
                            printable(names_.clear_name_of(contender.task)), rank_in_words(comparison(), contender));
        return text;
    }

    std::string beginning_as_json() const {
        Json json;
        json["scenario"] = header().scenario;
        json["policy"] = header().policy;
        json["looks_at"] = comparison().looks_at;
        std::string text = written(json);
        text.resize(text.size() - 2);  // what follows stands in the same object
        return text + ",\"decisions\":[";
    }

    std::string as_json(const PolicyChoice& choice, std::size_t event) const {
        Json json;
        json["number"] = told_;
        json["event"] = event;
        json["at_s"] = seconds_of(choice.at.time_since_epoch());
        json["core"] = index_of(choice.core);
        json["turn"] = name_of(choice.kind);
        json["task"] = names_.clear_name_of(choice.chosen);
        json["id"] = index_of(choice.chosen);
        json["reason"] = reason_in_words(comparison(), choice);
        json["drawn"] = choice.drawn ? Json(*choice.drawn) : Json(nullptr);
        json["ready"] = Json::array();
        for (const Contender& contender : choice.contenders) json["ready"].push_back(as_json(contender));
        std::string text = written(json);
        text.pop_back();
        return (told_ > 1 ? ",\n" : "\n") + text;
    }

    Json as_json(const Contender& contender) const {
        return {{"task", names_.clear_name_of(contender.task)},
                {"id", index_of(contender.task)},
                {"since_s", seconds_of(contender.since.time_since_epoch())},
                {"rank", contender.rank ? Json(contender.rank->as_real()) : Json(nullptr)},
                {"text", rank_in_words(comparison(), contender)},
                {"may_run", contender.may_run}};
    }

    const Trace& trace_;
    const bool json_;
    ReadyLine line_;
    TaskNames names_;
    std::size_t told_ = 0;
    bool goes_on_ = true;
};

Error why_not_told(const TraceHeader& header) {
    if (header.comparison.best.empty())
        return {fmt::format("{}: no policy chose there; it does so in simulated runs that are not conducted.",
                            shown(header.scenario))};
    if (header.has_nodes())
        return {fmt::format("{}: each machine serves its tasks in a line of its own, and no policy is asked.",
                            shown(header.scenario))};
    return {fmt::format("{}: on {} {}, and no policy is asked; choose another model.", shown(header.scenario),
                        name_of(header.model),
                        header.model == Model::sequential ? "one task is called after another"
                                                          : "whoever holds the global lock continues")};
}

int tell_choices(const Trace& trace, bool json) {
    if (trace.size() > 0 && !tells_choices(trace.header())) return refuse(why_not_told(trace.header()));
    return ChoiceTeller(trace, json).tell_all() ? kExitDone : kExitRefused;
}

int tell_recorded(const CommandParser& parser, const std::string& path) {
    if (const std::optional<std::string> setting = first_setting_in(parser))
        return refuse(no_option_of_recording(path, *setting));
    const Result<Recording> recording = recording_in(path);
    return recording ? tell_choices(*recording->trace, parser.has("--json")) : refuse(recording.error());
}

int tell_run(const CommandParser& parser, Session& session) {
    const Result<ChosenSettings> chosen = settings_in(parser);
    if (!chosen) return refuse(chosen.error());
    Settings settings = chosen->settings;
    settings.scenario = parser.value("SCENARIO").value_or("");
    if (settings.scenario.empty())
        return refuse({"simul decisions needs a scenario, for example: simul decisions job_sheet --policy srtf"});
    if (const Result<void> taken = workspace::take_sheet(settings); !taken) return refuse(taken.error());
    if (chosen->every_model) return refuse({"--model all: decisions are those of one run; choose one model."});
    if (settings.clock == Clock::real)
        return refuse({"--clock real: there the operating system chooses. Leave it out: decisions are simulated."});
    if (!session.zygote) return refuse(session.zygote.error());
    const Result<LiveRun> live = run_to_its_end(*session.zygote, settings, {});
    if (!live) return refuse(live.error());
    const Report report = report_on(live->run.trace(), live->run.ending());
    const int told = report.trace->size() == 0 ? kExitDone : tell_choices(*report.trace, parser.has("--json"));
    if (told != kExitDone) return told;
    const int code = exit_code_of(report, live->interrupted);
    tell_why(code, report, settings);
    return code;
}

}  // namespace

int decisions(const Arguments& arguments, Session& session) {
    CommandParser parser("simul decisions", "Whom a policy chose, among whom, and why: each of its decisions.");
    parser.add_argument("SCENARIO", "a name that `simul list` shows, a .lua file, a recording or a bundle");
    parser.add_flag("--json", "one JSON object");
    add_settings(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return refuse(goes_on.error());
    if (!*goes_on) return kExitDone;
    const std::string subject = parser.value("SCENARIO").value_or("");
    return is_recording(subject) ? tell_recorded(parser, subject) : tell_run(parser, session);
}

}  // namespace simul::command_line
