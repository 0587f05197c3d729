#include "engine/trace/file_blocks.h"

#include <zlib.h>

#include <bit>
#include <cstring>
#include <nlohmann/json.hpp>

#include "engine/trace/event_check.h"
#include "engine/trace/nodes_json.h"
#include "engine/trace/parsed_json.h"

namespace simul::file_blocks {

static_assert(std::endian::native == std::endian::little, "trace files are little-endian");

std::uint32_t checksum(std::string_view bytes) {
    const auto* begin = reinterpret_cast<const unsigned char*>(bytes.data());
    return static_cast<std::uint32_t>(crc32_z(crc32_z(0, nullptr, 0), begin, bytes.size()));
}

std::uint32_t checksum_of(const BlockHead& head) {
    return checksum({reinterpret_cast<const char*>(&head), offsetof(BlockHead, head_checksum)});
}

std::string block(BlockKind kind, std::string_view content) {
    ensure(content.size() <= kMostContent, "a block of a trace file is not longer than its reader accepts");
    BlockHead head{kind, static_cast<std::uint32_t>(content.size()), checksum(content), 0};
    head.head_checksum = checksum_of(head);
    std::string bytes(sizeof head + content.size(), '\0');
    std::memcpy(bytes.data(), &head, sizeof head);
    std::memcpy(bytes.data() + sizeof head, content.data(), content.size());
    return bytes;
}

namespace {

using Json = nlohmann::ordered_json;

/// A story's source may hold bytes that are not UTF-8; JSON cannot, and shows U+FFFD for them.
std::string written(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

/// The word that a name stands for; what else the list does not have makes the file unreadable.
template <class Word, std::size_t count>
Word word_of(const Json& name, const std::string_view (&names)[count]) {
    const std::optional<Word> word = word_named<Word>(name.get<std::string>(), names);
    if (!word) throw std::invalid_argument("the word \"" + name.get<std::string>() + "\" is not known");
    return *word;
}

// One line a field, for reading and for writing: `field(json name, member)`.
template <class Field, class Header>
void plain_fields(const Field& field, Header& header) {
    field("scenario", header.scenario);
    field("title", header.title);
    field("cores", header.cores);
    field("workers", header.workers);
    field("policy", header.policy);
    field("quantum_ns", header.quantum_ns);
    field("seed", header.seed);
    field("scale", header.scale);
    field("switch_cost_ns", header.switch_cost_ns);
    field("spawn_cost_ns", header.spawn_cost_ns);
    field("message_cost_ns", header.message_cost_ns);
    field("core_source", header.core_source);
    field("source_name", header.source_name);
    field("source", header.source);
}

template <class Field, class Info>
void plain_resource_fields(const Field& field, Info& info) {
    field("name", info.name);
    field("initial", info.initial.bits);
    field("capacity", info.capacity);
    field("mmap", info.mmap);
    field("raw", info.raw);
    field("line", info.line);
}

constexpr std::string_view kCellTypeNames[] = {"integer", "real", "boolean", "packed"};

template <class Field, class Device>
void plain_device_fields(const Field& field, Device& device) {
    field("bandwidth", device.bandwidth);
    field("at_once", device.at_once);
    field("errors", device.errors);
    field("room", device.room);
    field("refuses_when_busy", device.refuses_when_busy);
}

Json json_of(const DeviceTraits& device) {
    Json json;
    json["kind"] = name_of(device.kind);
    json["latency_ns"] = device.latency.count();
    plain_device_fields([&](const char* name, const auto& member) { json[name] = member; }, device);
    if (device.kind == DeviceKind::gpu) json["speed"] = device.speed;
    return json;
}

DeviceTraits device_from(const Json& json) {
    DeviceTraits device;
    device.kind = word_of<DeviceKind>(json.at("kind"), kDeviceKindNames);
    device.latency = Duration(json.at("latency_ns").get<std::int64_t>());
    plain_device_fields([&](const char* name, auto& member) { json.at(name).get_to(member); }, device);
    device.speed = json.value("speed", std::int64_t{0});
    return device;
}

Json json_of(const ResourceInfo& info) {
    Json json;
    json["kind"] = name_of(info.kind);
    json["type"] = kCellTypeNames[static_cast<std::size_t>(info.initial.type)];
    json["transport"] = name_of(info.transport);
    json["atomic"] = info.atomic;
    if (info.initial.is_packed()) json["shown"] = info.shown;
    if (info.table) json["table"] = true;
    json["rule"] = name_of(info.rule);
    json["prefer"] = name_of(info.prefer);
    json["counts"] = info.counts;
    if (info.kind == ResourceKind::device) json["device"] = json_of(info.device);
    if (!info.played_by.empty()) json["played_by"] = info.played_by;
    json["protocol"] = name_of(info.protocol);
    json["ceiling"] = info.ceiling;
    if (info.node != kFirstNode) json["node"] = index_of(info.node);
    plain_resource_fields([&](const char* name, const auto& member) { json[name] = member; }, info);
    return json;
}

ResourceInfo resource_from(const Json& json) {
    ResourceInfo info;
    info.kind = word_of<ResourceKind>(json.at("kind"), kResourceKindNames);
    info.initial.type = word_of<CellType>(json.at("type"), kCellTypeNames);
    info.transport = word_of<Transport>(json.at("transport"), kTransportNames);
    info.atomic = json.value("atomic", false);  // older files lack this and what follows
    info.shown = json.value("shown", "");
    info.table = json.value("table", false);
    info.rule = word_of<LockRule>(json.value("rule", Json(name_of(LockRule::owner))), kLockRuleNames);
    info.prefer =
        word_of<LockPreference>(json.value("prefer", Json(name_of(LockPreference::fair))), kLockPreferenceNames);
    info.counts = json.value("counts", false);
    if (info.kind == ResourceKind::device) info.device = device_from(json.at("device"));
    info.played_by = json.value("played_by", std::string());
    info.protocol =
        word_of<LockProtocol>(json.value("protocol", Json(name_of(LockProtocol::none))), kLockProtocolNames);
    info.ceiling = json.value("ceiling", std::int64_t{0});
    info.node = json.value("node", kFirstNode);
    plain_resource_fields([&](const char* name, auto& member) { json.at(name).get_to(member); }, info);
    return info;
}

Json json_of(const StateWords& words) { return Json::array({words.sentence, words.label, words.single}); }

StateWords state_words_from(const Json& json) {
    return {json.at(0).get<std::string>(), json.at(1).get<std::string>(), json.at(2).get<std::string>()};
}

// One line a state, for reading and for writing.
template <class Field, class Words>
void states(const Field& field, Words& words) {
    field("running", words.running);
    field("ready", words.ready);
    field("blocked", words.blocked);
    field("asleep", words.asleep);
    field("done", words.done);
}

/// Files of before there were any lack them.
template <class Field, class Words>
void finer_states(const Field& field, Words& words) {
    field("interrupted", words.interrupted);
    field("wants_lock", words.wants_lock);
    field("wants_worker", words.wants_worker);
    field("failed", words.failed);
    field("cancelled", words.cancelled);
}

Json json_of(const StoryWords& words) {
    Json json;
    json["scene"] = words.scene;
    json["bindings"] = Json::array();
    for (const auto& [name, value] : words.bindings) json["bindings"].push_back(Json::array({name, value}));
    json["tasks"] = Json::array();
    for (const TaskWords& task : words.tasks) {
        Json told{{"function", task.function}, {"name", task.name}, {"woken", task.woken}};
        const auto tell = [&](const char* name, const StateWords& state) { told[name] = json_of(state); };
        states(tell, task);
        finer_states(tell, task);
        told["at"] = Json::array();
        for (const LineWords& at : task.at) told["at"].push_back({{"text", at.text}, {"words", json_of(at.words)}});
        json["tasks"].push_back(std::move(told));
    }
    json["why"] = Json::array();
    for (const auto& [mark, sentence] : words.why) json["why"].push_back(Json::array({mark, sentence}));
    return json;
}

StoryWords words_from(const Json& json) {
    StoryWords words;
    json.at("scene").get_to(words.scene);
    if (const auto bindings = json.find("bindings"); bindings != json.end())  // older files lack them
        for (const Json& binding : *bindings)
            words.bindings.emplace_back(binding.at(0).get<std::string>(), binding.at(1).get<std::string>());
    for (const Json& told : json.at("tasks")) {
        TaskWords& task = words.tasks.emplace_back();
        told.at("function").get_to(task.function);
        told.at("name").get_to(task.name);
        told.at("woken").get_to(task.woken);
        states([&](const char* name, StateWords& state) { state = state_words_from(told.at(name)); }, task);
        finer_states(
            [&](const char* name, StateWords& state) {
                if (told.contains(name)) state = state_words_from(told.at(name));
            },
            task);
        for (const Json& at : told.value("at", Json::array()))
            task.at.push_back({at.at("text").get<std::string>(), state_words_from(at.at("words"))});
    }
    for (const Json& why : json.at("why"))
        words.why.emplace_back(why.at(0).get<std::string>(), why.at(1).get<std::string>());
    return words;
}

void check(bool holds, const char* otherwise) {
    if (!holds) throw std::invalid_argument(otherwise);
}

void check(const ResourceInfo& info) {
    constexpr std::int64_t kMost = 1'000'000;
    const std::int64_t most = info.kind == ResourceKind::stream ? kMostStreamBytes : kMost;
    check(info.capacity >= 0 && info.capacity <= most, "it has a resource of no possible capacity");
    const bool counts = info.kind == ResourceKind::semaphore;
    check(!counts || (info.initial.bits >= 0 && info.initial.bits <= kMost),
          "it has a semaphore with too many permits");
}

void check(const TraceHeader& header) {
    constexpr double kMostScale = 1e9;
    check(header.cores >= 1 && header.cores <= kMostCoresOfTrace, "it has no core, or more cores than there can be");
    check(header.workers <= kMostCoresOfTrace, "it has more workers than there can be");
    check(header.scale > 0 && header.scale <= kMostScale, "its scale cannot be");
    check(header.quantum_ns >= 0 && header.switch_cost_ns >= 0 && header.spawn_cost_ns >= 0 &&
              header.message_cost_ns >= 0,
          "it has a length of time below 0");
    check(header.resources.size() <= index_of(kNoResource), "it has too many resources");
    for (const ResourceInfo& info : header.resources) {
        check(info);
        check(info.node == kFirstNode || index_of(info.node) < header.nodes.size(),
              "it has a resource on a node that there is not");
    }
}

Comparison comparison_from(const Json& json) {
    Comparison comparison;
    comparison.preference = word_of<Preference>(json.at("preference"), kPreferenceNames);
    json.at("looks_at").get_to(comparison.looks_at);
    json.at("best").get_to(comparison.best);
    json.at("value").get_to(comparison.value);
    json.at("barred").get_to(comparison.barred);
    json.at("best_barred").get_to(comparison.best_barred);
    json.at("takes_core").get_to(comparison.takes_core);
    json.at("told_of_at_most").get_to(comparison.told_of_at_most);
    return comparison;
}

Json json_of(const Comparison& comparison) {
    return {{"preference", kPreferenceNames[static_cast<std::size_t>(comparison.preference)]},
            {"looks_at", comparison.looks_at},
            {"best", comparison.best},
            {"value", comparison.value},
            {"barred", comparison.barred},
            {"best_barred", comparison.best_barred},
            {"takes_core", comparison.takes_core},
            {"told_of_at_most", comparison.told_of_at_most}};
}

TraceHeader parsed_header(const Json& json) {
    TraceHeader header;
    header.model = word_of<Model>(json.at("model"), kModelNames);
    header.clock = word_of<Clock>(json.at("clock"), kClockNames);
    plain_fields([&](const char* name, auto& member) { json.at(name).get_to(member); }, header);
    for (const Json& knob : json.at("knobs"))
        header.knobs.emplace_back(knob.at(0).get<std::string>(), knob.at(1).get<std::string>());
    for (const Json& resource : json.at("resources")) header.resources.push_back(resource_from(resource));
    if (json.contains("comparison"))
        header.comparison = comparison_from(json.at("comparison"));  // older files have none
    if (json.contains("policy_knobs"))
        for (const Json& knob : json.at("policy_knobs"))
            header.policy_knobs.emplace_back(knob.at(0).get<std::string>(), knob.at(1).get<std::string>());
    header.policy_source = json.value("policy_source", "");
    if (json.contains("start_method"))  // what is said of no processes, and of those that are forked, is left out
        header.start_method = word_of<StartMethod>(json.at("start_method"), kStartMethodNames);
    read_nodes(json, header);
    if (json.contains("words")) header.words = words_from(json.at("words"));  // older files have none
    check(header);
    return header;
}

RecordedEnding parsed_ending(const Json& json) {
    RecordedEnding ending;
    ending.outcome = word_of<Outcome>(json.at("outcome"), kOutcomeNames);
    json.at("real_s").get_to(ending.real_s);
    json.at("lost_events").get_to(ending.lost_events);
    if (!json.at("stolen_s").is_null()) ending.stolen_s = json.at("stolen_s").get<double>();
    return ending;
}

template <class Parsed>
auto parsed(std::string_view text, Parsed parse) -> Result<decltype(parse(Json{}))> {
    try {
        return parse(parsed_json<Json>(text));
    } catch (const std::exception& problem) {
        return Error{problem.what()};
    }
}

}  // namespace

std::string as_json(const TraceHeader& header) {
    Json json;
    json["model"] = name_of(header.model);
    json["clock"] = name_of(header.clock);
    plain_fields([&](const char* name, const auto& member) { json[name] = member; }, header);
    json["knobs"] = Json::array();
    for (const auto& [name, value] : header.knobs) json["knobs"].push_back(Json::array({name, value}));
    if (!header.policy_source.empty()) json["policy_source"] = header.policy_source;
    if (header.start_method != StartMethod::fork) json["start_method"] = name_of(header.start_method);
    json["comparison"] = json_of(header.comparison);
    json["policy_knobs"] = Json::array();
    for (const auto& [name, value] : header.policy_knobs) json["policy_knobs"].push_back(Json::array({name, value}));
    json["resources"] = Json::array();
    for (const ResourceInfo& info : header.resources) json["resources"].push_back(json_of(info));
    write_nodes(header, json);
    json["words"] = json_of(header.words);
    return written(json);
}

std::string as_json(const RecordedEnding& ending) {
    Json json;
    json["outcome"] = name_of(ending.outcome);
    json["real_s"] = ending.real_s;
    json["lost_events"] = ending.lost_events;
    json["stolen_s"] = ending.stolen_s ? Json(*ending.stolen_s) : Json(nullptr);
    return written(json);
}

Result<TraceHeader> header_from(std::string_view json) { return parsed(json, parsed_header); }

Result<RecordedEnding> ending_from(std::string_view json) { return parsed(json, parsed_ending); }

}  // namespace simul::file_blocks
