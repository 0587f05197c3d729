// simul challenge: what there is to break and to mend, how well it was done, and whether a file is mended.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "app/command_line/live_run.h"
#include "app/command_line/parsing.h"
#include "app/command_line/report.h"
#include "app/command_line/run_options.h"
#include "app/command_line/verbs.h"
#include "app/workspace/challenge.h"
#include "app/workspace/exploration.h"
#include "app/workspace/exploration_report.h"
#include "app/workspace/shelf.h"
#include "engine/analysis/challenges.h"
#include "engine/analysis/time_words.h"
#include "engine/os/signals.h"
#include "engine/run/option_words.h"

namespace simul::command_line {
namespace {

using Json = nlohmann::ordered_json;
using workspace::Feat;
using workspace::Score;

constexpr std::uint64_t kSeed = 1;

struct ChallengeOptions {
    std::string subject;  ///< empty: the shelf
    std::size_t hints = 0;
    bool mend = false, json = false, help = false;
    std::optional<Settings> tried;  ///< with which the challenges are to be met that are about settings
};

Result<ChallengeOptions> challenge_options(const Arguments& arguments) {
    CommandParser parser("simul challenge", "What there is to break and to mend, and whether a file is mended.");
    parser.add_argument("SCENARIO",
                        "a name that `simul list` shows, or the path of a .lua file; none: all of the shelf");
    parser.add_flag("--mend", "judges the file: every order is to be right. Exit 0: mended, 1: not yet");
    parser.add_option("--hints", "N", "shows the first N hints");
    parser.add_flag("--json", "one JSON object");
    add_settings(parser);
    const Result<bool> goes_on = parser.parse(arguments);
    if (!goes_on) return goes_on.error();
    ChallengeOptions options{
        parser.value("SCENARIO").value_or(""), 0, parser.has("--mend"), parser.has("--json"), !*goes_on, std::nullopt};
    if (const std::optional<std::string> word = parser.value("--hints")) {
        const Result<std::int64_t> hints = whole_number("--hints", *word);
        if (!hints) return hints.error();
        options.hints = static_cast<std::size_t>(*hints);
    }
    if (const std::optional<std::string> setting = first_setting_in(parser)) {
        if (options.mend || options.subject.empty())
            return Error{fmt::format(
                "{} is for challenges that are met by turning settings, for example: simul challenge convoy_effect "
                "--policy round_robin --quantum 1.",
                *setting)};
        const Result<ChosenSettings> chosen = settings_in(parser);
        if (!chosen) return chosen.error();
        if (chosen->every_model)
            return Error{"--model all makes several runs, and a challenge is met by one: choose one model."};
        options.tried = chosen->settings;
    }
    if (options.mend && options.subject.empty())
        return Error{
            "--mend needs the file that you changed, for example: simul challenge my_bank.lua --mend. Begin with a "
            "copy of a story of the shelf."};
    if (options.hints > 0 && options.subject.empty())
        return Error{"--hints needs a scenario, for example: simul challenge two_accounts --hints 1."};
    return options;
}

std::string clicks_in_words(std::int64_t clicks) { return plural(static_cast<std::uint64_t>(clicks), "click"); }

std::string feat_in_words(const Feat* feat) {
    if (feat == nullptr) return "not yet";
    const std::string hints =
        feat->hints == 0 ? "" : fmt::format(", {} used", plural(static_cast<std::uint64_t>(feat->hints), "hint"));
    return (feat->clicks == 0 ? "done" : fmt::format("done in {}", clicks_in_words(feat->clicks))) + hints;
}

void add_feat(Json& json, const Feat* feat) {
    json["met"] = feat != nullptr;
    json["best_clicks"] = feat != nullptr && feat->clicks > 0 ? Json(feat->clicks) : Json(nullptr);
    json["hints_used"] = feat != nullptr ? Json(feat->hints) : Json(nullptr);
}

// ---- All of the shelf.

Json json_of_entry(const std::string& scenario, const Challenge& challenge, const Score& score) {
    Json json;
    json["scenario"] = scenario;
    json["title"] = challenge.title;
    json["mend"] = challenge.mend;
    json["turn"] = challenge.turn;
    json["clicks"] = challenge.clicks ? Json(*challenge.clicks) : Json(nullptr);
    add_feat(json, feat_in(score, challenge.title));
    return json;
}

/// What the reader does.
std::string_view manner_of(const Challenge& challenge) {
    if (challenge.mend) return "mend";
    return challenge.turn.empty() ? "break" : "turn";
}

std::string line_of_entry(const Challenge& challenge, const Score& score) {
    return fmt::format("  {:<5}  {:<40}  {}\n", manner_of(challenge), challenge.title,
                       feat_in_words(feat_in(score, challenge.title)));
}

int list_all(const ChallengeOptions& options, Zygote& zygote, const Score& score) {
    int code = kExitDone;
    Json list = Json::array();
    std::string text;
    for (const auto& [entry, story, leads_to] : workspace::described_catalogue(zygote)) {
        const std::string name(entry.name);
        if (!story) {
            code = refuse(story.error());
            continue;
        }
        if (!story->challenges.empty()) text += fmt::format("{}{}\n", text.empty() ? "" : "\n", name);
        for (const Challenge& challenge : story->challenges) {
            list.push_back(json_of_entry(name, challenge, score));
            text += line_of_entry(challenge, score);
        }
    }
    text += "\nWhat to do: simul challenge SCENARIO\n";
    return tell(options.json ? written({{"challenges", list}}) : harmless_lines(text)) ? code : kExitRefused;
}

// ---- One story.

Json json_of_challenge(const Challenge& challenge, const Score& score) {
    Json knobs = Json::object();
    for (const auto& [name, value] : challenge.knobs) knobs[name] = value;
    Json json;
    json["title"] = challenge.title;
    json["mend"] = challenge.mend;
    json["turn"] = challenge.turn;
    json["text"] = challenge.text;
    json["goal"] = in_words(challenge.goal);
    json["clicks"] = challenge.clicks ? Json(*challenge.clicks) : Json(nullptr);
    json["model"] = name_of(challenge.model);
    json["knobs"] = std::move(knobs);
    json["cores"] = challenge.cores ? Json(*challenge.cores) : Json(nullptr);
    json["policy"] = challenge.policy ? Json(*challenge.policy) : Json(nullptr);
    json["quantum_s"] = challenge.quantum ? Json(seconds_of(*challenge.quantum)) : Json(nullptr);
    json["hints"] = challenge.hints;
    json["praise"] = challenge.praise;
    add_feat(json, feat_in(score, challenge.title));
    return json;
}

std::string text_of_challenge(const Challenge& challenge, const Score& score, std::size_t hints) {
    std::string text =
        fmt::format("{} ({})\n  {}\n  Goal: {}", challenge.title, feat_in_words(feat_in(score, challenge.title)),
                    challenge.text, in_words(challenge.goal));
    if (challenge.clicks) text += fmt::format(", in {}", clicks_in_words(*challenge.clicks));
    text += challenge.mend ? ", in every order, and nothing goes wrong\n" : "\n";
    text += fmt::format("  On {}", name_of(challenge.model));
    if (challenge.cores) text += fmt::format(", {}", plural(static_cast<std::uint64_t>(*challenge.cores), "core"));
    if (challenge.policy) text += fmt::format(", {}", *challenge.policy);
    if (challenge.quantum) text += fmt::format(", quantum {} s", seconds_of(*challenge.quantum));
    for (const auto& [name, value] : challenge.knobs) text += fmt::format(", {} {}", name, value);
    text += "\n";
    if (!challenge.turn.empty()) text += fmt::format("  You may turn: {}\n", fmt::join(challenge.turn, ", "));
    for (std::size_t i = 0; i < std::min(hints, challenge.hints.size()); ++i)
        text += fmt::format("  Hint {}: {}\n", i + 1, challenge.hints[i]);
    return text;
}

/// As it begins, which does not meet it.
std::string example_of_turning(const std::string& subject, const Challenge& challenge) {
    std::string words = "simul challenge " + subject;
    for (const std::string& name : challenge.turn) {
        const auto knob = std::find_if(challenge.knobs.begin(), challenge.knobs.end(),
                                       [&](const auto& setting) { return setting.first == name; });
        if (knob != challenge.knobs.end()) words += fmt::format(" --set {}=\"{}\"", name, knob->second);
        if (name == "quantum") words += fmt::format(" --quantum {}", seconds_of(challenge.quantum.value_or(1s)));
        if (name == "policy") words += fmt::format(" --policy {}", challenge.policy.value_or("fifo"));
        if (name == "cores") words += fmt::format(" --cores {}", challenge.cores.value_or(1));
        if (name == "parameters") words += " --set PARAMETER=VALUE";
    }
    return words;
}

int tell_one(const ChallengeOptions& options, const ScenarioDescription& story, const Score& score) {
    if (options.json) {
        Json list = Json::array();
        for (const Challenge& challenge : story.challenges) list.push_back(json_of_challenge(challenge, score));
        return tell(written({{"scenario", story.name}, {"challenges", list}})) ? kExitDone : kExitRefused;
    }
    std::string text;
    std::size_t more = 0;
    for (const Challenge& challenge : story.challenges) {
        text += text_of_challenge(challenge, score, options.hints) + "\n";
        more = std::max(more, challenge.hints.size());
    }
    if (more > options.hints)
        text += fmt::format("For a hint: simul challenge {} --hints {}\n", options.subject, options.hints + 1);
    const auto turned = std::find_if(story.challenges.begin(), story.challenges.end(),
                                     [](const Challenge& challenge) { return !challenge.turn.empty(); });
    if (turned != story.challenges.end())
        text += fmt::format("Try settings as `simul run` has them: {}\n", example_of_turning(options.subject, *turned));
    return tell(harmless_lines(text)) ? kExitDone : kExitRefused;
}

// ---- Is it met by these settings?

/// What was not given is as the challenge has it.
Settings tried_on(const Challenge& challenge, const ChallengeOptions& options) {
    Settings settings = *options.tried;
    const Settings asked = workspace::settings_of(challenge, options.subject);
    settings.scenario = options.subject;
    if (!settings.model) settings.model = asked.model;
    if (!settings.cores) settings.cores = asked.cores;
    if (!settings.policy) settings.policy = asked.policy;
    if (!settings.quantum) settings.quantum = asked.quantum;
    give_parameters_to_policy(settings);
    for (const auto& knob : asked.knobs) {
        const bool given = std::any_of(settings.knobs.begin(), settings.knobs.end(),
                                       [&](const auto& other) { return other.first == knob.first; });
        if (!given) settings.knobs.push_back(knob);
    }
    return settings;
}

Result<Json> try_one(const Challenge& challenge, const ScenarioDescription& story, const ChallengeOptions& options,
                     Zygote& zygote) {
    const Result<LiveRun> live = run_to_its_end(zygote, tried_on(challenge, options), {});
    if (!live) return live.error();
    const Trace& trace = live->run.trace();
    const std::vector<std::string> beyond = workspace::turned_beyond(challenge, story, trace.header());
    const bool met = beyond.empty() && holds_at_end(challenge.goal)(trace);
    return Json{{"title", challenge.title},
                {"met", met},
                {"figures", figures_in_words(challenge.goal, metrics_of(trace))},
                {"beyond", beyond}};
}

std::string text_of_try(const Json& tried, const Challenge& challenge) {
    const bool met = tried.at("met");
    std::string text = fmt::format("{}: {}\n", challenge.title, met ? "done" : "not yet");
    for (const Json& figure : tried.at("figures")) text += fmt::format("  {}\n", figure.get<std::string>());
    if (!tried.at("beyond").empty())
        text += fmt::format("  This run does not count: {}.\n",
                            fmt::join(tried.at("beyond").get<std::vector<std::string>>(), ", "));
    return met && !challenge.praise.empty() ? text + fmt::format("  {}\n", challenge.praise) : text;
}

int try_settings(const ChallengeOptions& options, const ScenarioDescription& story, Zygote& zygote, Score& score,
                 const std::string& score_file) {
    Json list = Json::array();
    std::string text;
    bool all_met = true, improved = false;
    for (const Challenge& challenge : story.challenges) {
        if (challenge.turn.empty()) continue;
        const Result<Json> tried = try_one(challenge, story, options, zygote);
        if (!tried) return refuse(tried.error());
        const bool met = tried->at("met");
        all_met = all_met && met;
        if (met) improved |= enter(score, {challenge.title, 0, 0});
        text += text_of_try(*tried, challenge);
        list.push_back(*tried);
    }
    if (list.empty())
        return refuse({fmt::format("{} has no challenge that is met by turning settings.", shown(options.subject))});
    if (improved)
        if (const Result<void> kept = write_score(score_file, score); !kept) complain(kept.error().sentence());
    const bool told = tell(options.json ? written({{"scenario", story.name}, {"tried", list}}) : harmless_lines(text));
    return !told ? kExitRefused : all_met ? kExitDone : kExitFailure;
}

// ---- Is it mended?

class MendJudge {
  public:
    MendJudge(const ChallengeOptions& options, Zygote& zygote, const os::StopRequest& interruption)
        : options_(options), zygote_(zygote), interruption_(interruption) {}

    int judge(const ScenarioDescription& story, Score& score, const std::string& score_file) {
        for (std::size_t i = 0; i < story.challenges.size(); ++i) {
            if (!story.challenges[i].mend) continue;
            const Result<void> judged = judge_one(story.challenges[i], i, score);
            if (interruption_.requested()) return kExitStopped;
            if (!judged) return refuse(judged.error());
        }
        if (list_.empty())
            return refuse({fmt::format("{} has nothing to mend: none of its challenges says mend = true.",
                                       shown(options_.subject))});
        if (improved_)
            if (const Result<void> kept = write_score(score_file, score); !kept) complain(kept.error().sentence());
        const bool told =
            tell(options_.json ? written({{"scenario", story.name}, {"judgements", list_}}) : harmless_lines(text_));
        if (!told) return kExitRefused;
        return all_mended_ ? kExitDone : kExitFailure;
    }

  private:
    Result<void> judge_one(const Challenge& challenge, std::size_t index, Score& score) {
        workspace::ExplorationRequest request;
        request.challenge = index;
        const Result<std::string> answer = zygote_.study(workspace::settings_of(challenge, options_.subject),
                                                         workspace::text_of(request), interruption_.fd());
        if (!answer) return answer.error();
        const Result<workspace::ExplorationReport> report = workspace::report_from(*answer);
        if (!report) return report.error();
        const Json found = Json::parse(*answer);
        if (!report->judgement)
            return Error{
                fmt::format("{} has other challenges when its knobs are turned as the challenge says. Let "
                            "challenges be the same whatever the knobs.",
                            shown(options_.subject))};
        const bool mended = report->judgement->verdict == Verdict::mended;
        all_mended_ = all_mended_ && mended;
        if (mended) improved_ |= enter(score, {challenge.title, 0, 0});
        add(challenge, found);
        return {};
    }

    void add(const Challenge& challenge, const Json& found) {
        Json json = {{"title", challenge.title}};
        json.update(found.at("judgement"));
        json["interleavings"] = found.at("interleavings");
        json["complete"] = found.at("complete");
        const bool mended = json.at("verdict") == name_of(Verdict::mended);
        text_ += fmt::format("{}: {}\n  {}\n", challenge.title, mended ? "mended" : "not yet",
                             json.at("text").get<std::string>());
        if (mended && !challenge.praise.empty()) text_ += fmt::format("  {}\n", challenge.praise);
        if (json.at("example_schedule").is_string())
            text_ +=
                fmt::format("  The shortest such order; kept in a file, `simul run {} --schedule FILE` plays it:\n{}",
                            options_.subject, json.at("example_schedule").get<std::string>());
        list_.push_back(std::move(json));
    }

    const ChallengeOptions& options_;
    Zygote& zygote_;
    const os::StopRequest& interruption_;
    Json list_ = Json::array();
    std::string text_;
    bool all_mended_ = true, improved_ = false;
};

}  // namespace

int challenge(const Arguments& arguments, Session& session) {
    const Result<ChallengeOptions> options = challenge_options(arguments);
    if (!options) return refuse(options.error());
    if (options->help) return kExitDone;
    if (!session.zygote) return refuse(session.zygote.error());
    const std::string score_file = workspace::score_path();
    Score score = workspace::read_score(score_file);
    if (options->subject.empty()) return list_all(*options, *session.zygote, score);
    const Result<ScenarioDescription> story = session.zygote->describe(options->subject, {}, kSeed);
    if (!story) return refuse(story.error());
    if (story->challenges.empty())
        return refuse({fmt::format("{} has no challenges. `simul challenge` lists those of the shelf.",
                                   shown(options->subject))});
    if (options->tried) return try_settings(*options, *story, *session.zygote, score, score_file);
    if (!options->mend) return tell_one(*options, *story, score);
    Result<os::StopRequest> interruption = os::StopRequest::install();
    if (!interruption) return refuse(interruption.error());
    return MendJudge(*options, *session.zygote, *interruption).judge(*story, score, score_file);
}

}  // namespace simul::command_line
