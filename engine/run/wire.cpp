#include "engine/run/wire.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "engine/trace/parsed_json.h"

template <>
struct nlohmann::adl_serializer<simul::Duration> {
    static void to_json(json& to, const simul::Duration& length) { to = length.count(); }
    static void from_json(const json& from, simul::Duration& length) {
        length = simul::Duration(from.get<std::int64_t>());
    }
};

/// What is missing crosses as null.
template <class Member>
struct nlohmann::adl_serializer<std::optional<Member>> {
    static void to_json(json& to, const std::optional<Member>& member) { to = member ? json(*member) : json(nullptr); }
    static void from_json(const json& from, std::optional<Member>& member) {
        member = from.is_null() ? std::nullopt : std::optional<Member>(from.get<Member>());
    }
};

namespace simul {

// Words cross as their numbers, and a number that no word has makes the text unreadable.
template <class Word, std::size_t count>
void read_word(const nlohmann::json& from, Word& word, const std::string_view (&)[count]) {
    const auto number = from.get<std::uint64_t>();
    if (number >= count) throw std::invalid_argument("it has a word that there is not");
    word = static_cast<Word>(number);
}
void from_json(const nlohmann::json& from, KilledWorker& word) { read_word(from, word, kKilledWorkerNames); }
void from_json(const nlohmann::json& from, StartMethod& word) { read_word(from, word, kStartMethodNames); }
constexpr std::string_view kCellTypeNames[] = {"integer", "real", "boolean", "packed"};
constexpr std::string_view kKnobKindNames[] = {"count", "number", "duration", "choice", "text"};
void from_json(const nlohmann::json& from, Model& word) { read_word(from, word, kModelNames); }
void from_json(const nlohmann::json& from, Clock& word) { read_word(from, word, kClockNames); }
void from_json(const nlohmann::json& from, ResourceKind& word) { read_word(from, word, kResourceKindNames); }
void from_json(const nlohmann::json& from, LockRule& word) { read_word(from, word, kLockRuleNames); }
void from_json(const nlohmann::json& from, LockPreference& word) { read_word(from, word, kLockPreferenceNames); }
void from_json(const nlohmann::json& from, LockProtocol& word) { read_word(from, word, kLockProtocolNames); }
void from_json(const nlohmann::json& from, Transport& word) { read_word(from, word, kTransportNames); }
void from_json(const nlohmann::json& from, CellType& word) { read_word(from, word, kCellTypeNames); }
void from_json(const nlohmann::json& from, KnobKind& word) { read_word(from, word, kKnobKindNames); }
void from_json(const nlohmann::json& from, Outcome& word) { read_word(from, word, kOutcomeNames); }
void from_json(const nlohmann::json& from, State& word) { read_word(from, word, kStateNames); }
void from_json(const nlohmann::json& from, FindingKind& word) { read_word(from, word, kFindingKindNames); }

// The two sides are one program, so the shape needs no version.
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Knob, name, kind, number, text_value, min, max, choices, text)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Cell, bits, type)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ResourceDeclaration, kind, name, initial, capacity, rule, prefer, counts, transport,
                                   mmap, raw, atomic, line, protocol, ceiling, node, table, message_bytes)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(NodeInfo, name, cores, clock_offset, clock_drift)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LinkTraits, latency, jitter, bandwidth, loss, doubles, reorders)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LinkInfo, a, b, traits)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(NetworkTraits, all, links)
void to_json(nlohmann::json& to, const FaultBounds& bounds) { to = text_of(bounds); }
void from_json(const nlohmann::json& from, FaultBounds& bounds) {
    const Result<FaultBounds> read = fault_bounds_from(from.get<std::string>());
    if (!read) throw std::invalid_argument(read.error().sentence());  // taken by whoever reads
    bounds = *read;
}
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StateWords, sentence, label, single)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(LineWords, text, words)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(TaskWords, function, name, woken, running, ready, blocked, asleep, done, interrupted,
                                   wants_lock, wants_worker, failed, cancelled, at)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(StoryWords, scene, tasks, why, bindings)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Choice, text, is, misconception)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Question, text, choices, unit, answer, worst, possible, models, cores, knobs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Preset, name, text, model, cores, policy, quantum, knobs)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Goal, outcome, at_end, finding, variable, mark, held, state, task, figure, worst, on,
                                   equals, below, above, all)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Challenge, title, text, hints, praise, mend, goal, clicks, turn, model, knobs, cores,
                                   policy, quantum)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Opening, order)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(ScenarioDescription, name, title, sentence, chapter, teaches, concepts, builds_on,
                                   opening, about, notice, try_this, models, unsuited, default_model, default_cores,
                                   default_policy, has_own_policy, leaves_loop, default_quantum, killed_worker,
                                   start_method, scale, knobs, resources, nodes, network, restart, presets, questions,
                                   challenges, words, source_name, source)

namespace wire {

using Json = nlohmann::json;

namespace {

/// One list of the settings, for writing and for reading. `optional` and `length` say how a member crosses.
template <class Plain, class Optional, class Length>
void settings_fields(auto& settings, Plain plain, Optional optional, Length length) {
    plain("scenario", settings.scenario);
    plain("clock", settings.clock);
    plain("seed", settings.seed);
    plain("max_events", settings.max_events);
    plain("max_tasks", settings.max_tasks);
    plain("knobs", settings.knobs);
    plain("policy_knobs", settings.policy_knobs);
    plain("crashes", settings.crashes);
    plain("cuts", settings.cuts);
    plain("by_hand", settings.by_hand);
    plain("wakeups", settings.wakeups);
    plain("faults", settings.faults);
    plain("memory", settings.memory);
    optional("preset", settings.preset);
    optional("model", settings.model);
    optional("cores", settings.cores);
    optional("workers", settings.workers);
    optional("policy", settings.policy);
    optional("scale", settings.scale);
    optional("schedule", settings.schedule);
    length("switch_cost", settings.switch_cost);
    length("spawn_cost", settings.spawn_cost);
    length("message_cost", settings.message_cost);
    length("loop_limit", settings.loop_limit);
}

Json json_of(const Settings& settings) {
    Json json;
    settings_fields(
        settings, [&](const char* name, const auto& member) { json[name] = member; },
        [&](const char* name, const auto& member) {
            if (member) json[name] = *member;
        },
        [&](const char* name, Duration member) { json[name] = member.count(); });
    if (settings.quantum) json["quantum"] = settings.quantum->count();
    return json;
}

Settings settings_in(const Json& json) {
    Settings settings;
    settings_fields(
        settings, [&](const char* name, auto& member) { json.at(name).get_to(member); },
        [&]<class Member>(const char* name, std::optional<Member>& member) {
            if (json.contains(name)) member = json.at(name).get<Member>();
        },
        [&](const char* name, Duration& member) { member = Duration(json.at(name).get<std::int64_t>()); });
    if (json.contains("quantum")) settings.quantum = Duration(json.at("quantum").get<std::int64_t>());
    return settings;
}

}  // namespace

std::string as_json(const Settings& settings) {
    return json_of(settings).dump(-1, ' ', false, Json::error_handler_t::replace);
}

Settings settings_from(std::string_view json) { return settings_in(parsed_json<Json>(json)); }

// A story's texts may hold any bytes; what is not UTF-8 arrives as U+FFFD.
std::string as_json(const Request& request) {
    Json json;
    json["number"] = request.number;
    json["only_describe"] = request.only_describe;
    json["each"] = request.each;
    json["is_study"] = request.is_study;
    json["seeds"] = request.seeds;
    json["waits_for_go"] = request.waits_for_go;
    json["settings"] = json_of(request.settings);
    json["source"] = request.source;
    json["policy_source"] = request.policy_source;
    json["asked_text"] = request.asked_text;
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Request request_from(std::string_view text) {
    const Json json = Json::parse(text);
    Request request;
    json.at("number").get_to(request.number);
    json.at("only_describe").get_to(request.only_describe);
    json.at("each").get_to(request.each);
    json.at("is_study").get_to(request.is_study);
    json.at("seeds").get_to(request.seeds);
    json.at("waits_for_go").get_to(request.waits_for_go);
    json.at("source").get_to(request.source);
    json.at("policy_source").get_to(request.policy_source);
    json.at("asked_text").get_to(request.asked_text);
    request.settings = settings_in(json.at("settings"));
    return request;
}

std::string as_json(const ScenarioDescription& description) {
    return Json(description).dump(-1, ' ', false, Json::error_handler_t::replace);
}

namespace {

Json json_of(const Error& error) {
    return {{"text", error.text}, {"kind", static_cast<std::size_t>(error.kind)},
            {"file", error.file}, {"line", error.line},
            {"row", error.row},   {"field", error.field}};
}

Error error_in(const Json& json) {
    Error error;
    json.at("text").get_to(error.text);
    if (const auto kind = json.at("kind").get<std::size_t>(); kind < kErrorKindCount)
        error.kind = static_cast<ErrorKind>(kind);
    json.at("file").get_to(error.file);
    json.at("line").get_to(error.line);
    json.at("row").get_to(error.row);
    json.at("field").get_to(error.field);
    return error;
}

template <class Read>
auto trusted_no_further(std::string_view text, Read read) -> Result<decltype(read(Json{}))> {
    try {
        return read(parsed_json<Json>(text));
    } catch (const std::exception&) {
        return Error{
            "The story's process left something that is no description of a story: it did what it should not."};
    }
}

}  // namespace

Result<ScenarioDescription> description_from(std::string_view text) {
    return trusted_no_further(text, [](const Json& json) { return json.get<ScenarioDescription>(); });
}

std::string as_json(const Descriptions& descriptions) {
    Json list = Json::array();
    for (const Result<ScenarioDescription>& each : descriptions)
        list.push_back(each ? Json{{"description", *each}} : Json{{"error", json_of(each.error())}});
    return list.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Descriptions descriptions_from(std::string_view text, std::size_t count) {
    Result<Descriptions> all = trusted_no_further(text, [count](const Json& json) {
        Descriptions descriptions;
        for (const Json& each : json) {
            if (each.contains("error"))
                descriptions.emplace_back(error_in(each.at("error")));
            else
                descriptions.emplace_back(each.at("description").get<ScenarioDescription>());
        }
        if (descriptions.size() != count) throw std::invalid_argument("there are more or fewer than were asked for");
        return descriptions;
    });
    return all ? std::move(*all) : Descriptions(count, all.error());
}

}  // namespace wire
}  // namespace simul
