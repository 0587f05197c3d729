#include "engine/study/part_file.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/state_hash.h"

namespace simul {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kFirstWords = "simul part ";
constexpr std::string_view kFirstLine = "simul part 1\n";
constexpr std::string_view kChecksum = "checksum ";
constexpr std::size_t kLastLine = kChecksum.size() + 32 + 1;

Error damaged(const std::string& name, std::string_view why) {
    return {fmt::format("{} is damaged: {}. Make this part again.", name, why)};
}

/// Up to the end of a line, which is taken as well.
std::string_view take_line(std::string_view& text) {
    const std::size_t end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    return line;
}

PartFile file_in(std::string_view head, std::string_view found) {
    const Json json = Json::parse(head);
    PartFile file{json.at("version").get<std::string>(), json.at("verb").get<std::string>(), json.at("asked"), {}, ""};
    const Result<Part> part = part_in(json.at("part").get<std::string>());
    if (!part || !file.asked.is_object()) throw std::invalid_argument("no part of something");
    file.part = *part;
    file.found = found;
    return file;
}

}  // namespace

bool are_same_part(const PartFile& a, const PartFile& b) {
    return a.version == b.version && a.verb == b.verb && a.part == b.part && a.asked == b.asked;
}

std::string checksum_of(std::string_view text) {
    StateHash hash;
    hash.add(text);
    return fmt::format("{:016x}{:016x}", hash.first, hash.second);
}

std::string text_of(const PartFile& file) {
    const Json head{
        {"version", file.version}, {"verb", file.verb}, {"part", text_of(file.part)}, {"asked", file.asked}};
    std::string text(kFirstLine);
    text += head.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n" + file.found;
    return text + fmt::format("{}{}\n", kChecksum, checksum_of(text));
}

bool is_part_file(std::string_view bytes) { return bytes.substr(0, kFirstWords.size()) == kFirstWords; }

Result<PartFile> part_file_from(std::string_view bytes, const std::string& name) {
    if (!is_part_file(bytes))
        return Error{
            fmt::format("{} is no part of anything: the command that is to be done in parts makes one with "
                        "--part 1/8 --out FILE.",
                        name)};
    if (bytes.substr(0, kFirstLine.size()) != kFirstLine)
        return Error{
            fmt::format("{} was made by another version of Simul, whose parts look different: make it again "
                        "with this one.",
                        name)};
    if (bytes.size() < kFirstLine.size() + kLastLine) return damaged(name, "its end is missing");
    const std::string_view content = bytes.substr(0, bytes.size() - kLastLine);
    if (bytes.substr(content.size()) != fmt::format("{}{}\n", kChecksum, checksum_of(content)))
        return damaged(name, "its end is missing, or its checksum does not match");
    std::string_view rest = content.substr(kFirstLine.size());
    const std::string_view head = take_line(rest);
    try {
        return file_in(head, rest);
    } catch (const std::exception&) {
        return damaged(name, "its second line does not say what it is a part of");
    }
}

namespace {

/// Numbers and texts as they are; what is long is not shown.
std::string shown_value(const Json& json) {
    const std::string text = json.dump(-1, ' ', false, Json::error_handler_t::replace);
    return text.size() <= 60 ? text : "something else";
}

/// Empty: both are parts of the same work. Else what differs.
std::string difference(const NamedPart& first, const NamedPart& other) {
    const PartFile &a = first.file, &b = other.file;
    if (a.version != b.version)
        return fmt::format("it was made by Simul {}, and {} by {}", b.version, first.name, a.version);
    if (a.verb != b.verb) return fmt::format("it is of simul {}, and {} of simul {}", b.verb, first.name, a.verb);
    if (a.part.of != b.part.of)
        return fmt::format("it is one of {} parts, and {} one of {}", b.part.of, first.name, a.part.of);
    for (const auto& [key, value] : a.asked.items()) {
        const Json theirs = b.asked.contains(key) ? b.asked.at(key) : Json();
        if (theirs != value)
            return fmt::format("{} is {} there, and {} in {}", key, shown_value(theirs), shown_value(value),
                               first.name);
    }
    return a.asked == b.asked ? "" : "more was asked there";
}

std::string missing_words(const std::vector<std::string>& missing, std::size_t of) {
    constexpr std::size_t kMost = 20;
    std::string words;
    for (std::size_t i = 0; i < missing.size() && i < kMost; ++i) words += (i == 0 ? "" : ", ") + missing[i];
    if (missing.size() > kMost) words += fmt::format(" and {} more", missing.size() - kMost);
    const bool one = missing.size() == 1;
    return fmt::format("Of {} parts {} {} missing: make {} with --part {}/{} --out FILE{}, and name all files.", of,
                       words, one ? "is" : "are", one ? "it" : "them", missing.front(), of, one ? "" : " and so on");
}

}  // namespace

Result<std::vector<std::string>> whole_work(std::vector<NamedPart> parts) {
    if (parts.empty()) return Error{"There is no part to be merged."};
    for (const NamedPart& other : parts)
        if (const std::string differs = difference(parts.front(), other); !differs.empty())
            return Error{fmt::format("{} does not fit: {}.", other.name, differs)};
    const std::size_t of = parts.front().file.part.of;
    std::vector<const NamedPart*> in_order(of);
    for (const NamedPart& it : parts) {
        const NamedPart*& place = in_order[it.file.part.number - 1];
        if (place && place->file.found != it.file.found)
            return Error{
                fmt::format("{} and {} are the same part {}, and found different things: one of the computers "
                            "that made them is not to be trusted.",
                            place->name, it.name, text_of(it.file.part))};
        place = &it;
    }
    std::vector<std::string> missing, found;
    for (std::size_t i = 0; i < of; ++i)
        if (!in_order[i]) missing.push_back(std::to_string(i + 1));
    if (!missing.empty()) return Error{missing_words(missing, of)};
    for (const NamedPart* it : in_order) found.push_back(it->file.found);
    return found;
}

}  // namespace simul
