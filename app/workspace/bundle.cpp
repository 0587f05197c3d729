#include "app/workspace/bundle.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "engine/os/files.h"
#include "engine/run/wire.h"
#include "engine/trace/file_blocks.h"
#include "engine/trace/text_form.h"

namespace simul::workspace {
namespace {

using Json = nlohmann::ordered_json;
using file_blocks::checksum;

constexpr std::string_view kFirstLineBegins = "Simul bundle, version ";
constexpr std::size_t kMostBytes = std::size_t{1} << 32;

struct TextHead {
    std::uint32_t checksum = 0, length = 0;
};
static_assert(sizeof(TextHead) == 8);

// ---- Writing.

Json json_of(const BundledBranch& branch, const std::string& trace) {
    return {{"name", branch.name},           {"parent", branch.parent ? Json(*branch.parent) : Json(nullptr)},
            {"from_step", branch.from_step}, {"schedule", branch.schedule},
            {"trace_bytes", trace.size()},   {"trace_checksum", checksum(trace)}};
}

std::string text_of(const Bundle& bundle, const std::vector<std::string>& traces) {
    Json json = {{"title", bundle.title},
                 {"source", bundle.settings.source.value_or("")},
                 {"settings", Json::parse(wire::as_json(bundle.settings))},
                 {"branches", Json::array()},
                 {"notes", Json::array()}};
    for (std::size_t i = 0; i < traces.size(); ++i) json["branches"].push_back(json_of(bundle.branches[i], traces[i]));
    for (const BundledNote& note : bundle.notes)
        json["notes"].push_back(
            {{"branch", note.branch}, {"at_ns", note.at.time_since_epoch().count()}, {"text", note.text}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// ---- Reading.

/// Takes the bytes of one file apart, from the front.
class BundleReader {
  public:
    BundleReader(const std::string& path, std::string bytes)
        : name_(printable(path.substr(0, 200))), bytes_(std::move(bytes)), rest_(bytes_) {}

    Result<Bundle> read() {
        if (const Result<void> begun = read_first_line(); !begun) return begun.error();
        const std::optional<std::string_view> text = take_text();
        if (!text) return damaged("its description does not match its checksum, or is cut off");
        try {
            return read_parts(Json::parse(*text));
        } catch (const std::exception& problem) {
            return damaged(problem.what());
        }
    }

  private:
    Result<void> read_first_line() {
        int version = 0;
        const std::size_t end = rest_.substr(0, kFirstLineBegins.size() + 12).find('\n');
        const char* number = rest_.data() + kFirstLineBegins.size();
        const bool is_ours = rest_.starts_with(kFirstLineBegins) && end != std::string_view::npos &&
                             std::from_chars(number, rest_.data() + end, version).ptr == rest_.data() + end;
        if (!is_ours || version < 1)
            return Error{
                fmt::format("{} is not a bundle of Simul. Give a file that `simul bundle … --out FILE` has written.",
                            name_),
                ErrorKind::recording};
        if (version > kBundleVersion)
            return Error{fmt::format("{} is a bundle of version {}, and this program reads up to version {}. Open it "
                                     "with the newer Simul that wrote it.",
                                     name_, version, kBundleVersion),
                         ErrorKind::recording};
        rest_.remove_prefix(end + 1);
        return {};
    }

    std::optional<std::string_view> take(std::size_t length) {
        if (rest_.size() < length) return std::nullopt;
        const std::string_view taken = rest_.substr(0, length);
        rest_.remove_prefix(length);
        return taken;
    }

    std::optional<std::string_view> take_text() {
        TextHead head;
        const std::optional<std::string_view> bytes = take(sizeof head);
        if (!bytes) return std::nullopt;
        std::memcpy(&head, bytes->data(), sizeof head);
        const std::optional<std::string_view> text = take(head.length);
        return text && checksum(*text) == head.checksum ? text : std::nullopt;
    }

    Result<Bundle> read_parts(const Json& json) {
        Bundle bundle;
        json.at("title").get_to(bundle.title);
        bundle.settings = wire::settings_from(json.at("settings").dump());
        if (static_cast<std::size_t>(bundle.settings.model.value_or(Model{})) >= kModelCount ||
            bundle.settings.clock > Clock::simulated)
            return damaged("it names a model or a clock that is not there");
        if (const auto source = json.at("source").get<std::string>(); !source.empty()) bundle.settings.source = source;
        for (const Json& told : json.at("branches"))
            if (const Result<void> read = read_branch(told, bundle); !read) return read.error();
        if (bundle.branches.empty()) return damaged("it has no run");
        if (!rest_.empty()) return damaged("something follows after its last run");
        for (const Json& told : json.at("notes")) {
            const BundledNote note{told.at("branch").get<std::size_t>(),
                                   Time{Duration(told.at("at_ns").get<std::int64_t>())},
                                   told.at("text").get<std::string>()};
            if (note.branch >= bundle.branches.size()) return damaged("a note is at a branch that is not there");
            bundle.notes.push_back(note);
        }
        return bundle;
    }

    Result<void> read_branch(const Json& told, Bundle& bundle) {
        BundledBranch branch;
        told.at("name").get_to(branch.name);
        told.at("from_step").get_to(branch.from_step);
        told.at("schedule").get_to(branch.schedule);
        if (!told.at("parent").is_null()) branch.parent = told.at("parent").get<std::size_t>();
        if (branch.parent && *branch.parent >= bundle.branches.size())
            return damaged("a branch leaves one that does not stand before it");
        const std::optional<std::string_view> bytes = take(told.at("trace_bytes").get<std::size_t>());
        if (!bytes) return damaged("it ends before its last run does");
        if (checksum(*bytes) != told.at("trace_checksum").get<std::uint32_t>())
            return damaged("a run does not match its checksum");
        Result<LoadedTrace> loaded = trace_from_bytes(std::string(*bytes), name_);
        if (!loaded) return loaded.error();
        branch.trace = std::move(loaded->trace);
        branch.ending = loaded->ending;
        bundle.branches.push_back(std::move(branch));
        return {};
    }

    Error damaged(std::string_view why) const {
        return Error{fmt::format("{} is damaged: {}. Copy the file again from where it was good.", name_,
                                 printable(why.substr(0, 200))),
                     ErrorKind::recording};
    }

    const std::string name_;
    const std::string bytes_;
    std::string_view rest_;
};

}  // namespace

BundledBranch bundled(std::string name, const Trace& trace, const RecordedEnding& ending) {
    BundledBranch branch;
    branch.name = std::move(name);
    branch.trace = std::shared_ptr<const Trace>(std::shared_ptr<void>(), &trace);
    branch.ending = ending;
    return branch;
}

Result<void> write_bundle(const std::string& path, const Bundle& bundle) {
    ensure(!bundle.branches.empty(), "a bundle holds at least one run");
    std::vector<std::string> traces;
    for (const BundledBranch& branch : bundle.branches)
        traces.push_back(trace_file_bytes(*branch.trace, branch.ending));
    const std::string text = text_of(bundle, traces);
    const TextHead head{checksum(text), static_cast<std::uint32_t>(text.size())};
    std::string bytes = fmt::format("{}{}\n", kFirstLineBegins, kBundleVersion);
    bytes.append(reinterpret_cast<const char*>(&head), sizeof head);
    bytes += text;
    for (const std::string& trace : traces) bytes += trace;
    return os::replace_file(path, bytes);
}

Result<Bundle> read_bundle(const std::string& path) {
    Result<std::string> bytes = os::read_file(path, kMostBytes);
    if (!bytes) return bytes.error();
    return BundleReader(path, std::move(*bytes)).read();
}

FileKind kind_of_file(const std::string& path) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown)) return FileKind::none;
    std::ifstream file(path, std::ios::binary);
    std::string beginning(kFirstLineBegins.size(), '\0');
    file.read(beginning.data(), static_cast<std::streamsize>(beginning.size()));
    if (beginning == kFirstLineBegins) return FileKind::bundle;
    return beginning.starts_with(file_blocks::kFirstLineBegins) ? FileKind::trace : FileKind::other;
}

}  // namespace simul::workspace
