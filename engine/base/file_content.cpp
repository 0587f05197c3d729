#include "engine/base/file_content.h"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <iterator>
#include <system_error>

namespace simul {
namespace {

using std::string_view_literals::operator""sv;

struct Beginning {
    std::string_view bytes;
    std::string_view content;
};

constexpr std::string_view kRecording = "a recorded run", kBundle = "a bundle", kBinary = "no text";
constexpr std::string_view kJson = "JSON", kSheet = "a sheet (CSV)", kPython = "a program in Python";
constexpr std::string_view kProgram = "a program in another language", kPage = "a web page", kText = "plain text";

constexpr Beginning kBeginnings[] = {
    {"\x7f"
     "ELF"sv,
     "a program (ELF)"},
    {"\x89PNG"sv, "a picture (PNG)"},
    {"\xff\xd8\xff"sv, "a picture (JPEG)"},
    {"GIF8"sv, "a picture (GIF)"},
    {"%PDF"sv, "a document (PDF)"},
    {"PK\x03\x04"sv, "an archive (ZIP)"},
    {"\x1f\x8b"sv, "an archive (gzip)"},
    {"\x1bLua"sv, "compiled Lua"},
    {"MZ"sv, "a program (EXE)"},
    {"Simul trace, version "sv, kRecording},
    {"Simul bundle, version "sv, kBundle},
};

/// The lines of its beginning that are not blank.
template <class Take>
void each_line(std::string_view text, const Take& take) {
    for (int lines = 0; !text.empty() && lines < 40;) {
        std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t begin = line.find_first_not_of(" \t\r");
        if (begin == std::string_view::npos) continue;
        take(line.substr(begin));
        ++lines;
    }
}

bool has_line_that_begins(std::string_view text, std::initializer_list<std::string_view> beginnings) {
    bool found = false;
    each_line(text, [&](std::string_view line) {
        for (const std::string_view beginning : beginnings) found |= line.starts_with(beginning);
    });
    return found;
}

/// The same separator equally often in each of at least two lines, and no brackets of a program.
bool is_sheet(std::string_view text) {
    for (const char separator : {',', ';', '\t'}) {
        std::ptrdiff_t columns = -1;
        bool even = true;
        int lines = 0;
        each_line(text, [&](std::string_view line) {
            const std::ptrdiff_t found = std::count(line.begin(), line.end(), separator);
            even &= (columns == -1 || found == columns) && line.find('(') == std::string_view::npos;
            columns = found;
            ++lines;
        });
        if (even && columns > 0 && lines > 1) return true;
    }
    return false;
}

bool is_json(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == std::string_view::npos || (text[begin] != '{' && text[begin] != '[')) return false;
    const std::size_t next = text.find_first_not_of(" \t\r\n", begin + 1);
    return next != std::string_view::npos &&
           std::string_view("\"{[]}-0123456789").find(text[next]) != std::string::npos;
}

bool is_nearly_lua(std::string_view text) {
    return has_line_that_begins(text, {"local ", "knobs =", "title =", "end", "--"});
}

void append_utf8(std::string& text, std::uint32_t letter) {
    if (letter < 0x80) {
        text += static_cast<char>(letter);
        return;
    }
    const int more = letter < 0x800 ? 1 : letter < 0x10000 ? 2 : 3;
    constexpr std::uint32_t kLead[] = {0, 0xc0, 0xe0, 0xf0};
    text += static_cast<char>(kLead[more] | letter >> (6 * more));
    for (int i = more - 1; i >= 0; --i) text += static_cast<char>(0x80 | ((letter >> (6 * i)) & 0x3f));
}

std::string from_utf16(std::string_view bytes, bool big_endian) {
    std::string text;
    const auto unit = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<std::uint32_t>(big_endian ? first << 8 | second : second << 8 | first);
    };
    for (std::size_t at = 0; at + 1 < bytes.size(); at += 2) {
        std::uint32_t letter = unit(at);
        const bool has_pair = letter >= 0xd800 && letter < 0xdc00 && at + 3 < bytes.size() && unit(at + 2) >= 0xdc00 &&
                              unit(at + 2) < 0xe000;
        if (has_pair) {
            letter = 0x10000 + ((letter - 0xd800) << 10) + (unit(at + 2) - 0xdc00);
            at += 2;
        } else if (letter >= 0xd800 && letter < 0xe000) {
            letter = 0xfffd;
        }
        append_utf8(text, letter);
    }
    return text;
}

}  // namespace

std::string_view what_is_no_file(const std::string& path) {
    std::error_code ignored;
    switch (std::filesystem::status(path, ignored).type()) {
        case std::filesystem::file_type::directory:
            return "a folder";
        case std::filesystem::file_type::fifo:
            return "a pipe";
        case std::filesystem::file_type::character:
        case std::filesystem::file_type::block:
            return "a device";
        case std::filesystem::file_type::socket:
            return "a socket";
        default:
            return {};
    }
}

std::string_view certain_content(std::string_view bytes) {
    for (const Beginning& beginning : kBeginnings)
        if (bytes.starts_with(beginning.bytes)) return beginning.content;
    return bytes.substr(0, 4096).find('\0') == std::string_view::npos ? std::string_view() : kBinary;
}

std::string_view likely_content(std::string_view text) {
    if (is_json(text)) return kJson;
    if (has_line_that_begins(text, {"<!DOCTYPE", "<html", "<?xml", "<svg"})) return kPage;
    if (has_line_that_begins(text, {"function ", "local function "})) return {};
    if (has_line_that_begins(text, {"#include", "package ", "public class", "import java", "using namespace", "fn "}))
        return kProgram;
    if (has_line_that_begins(text, {"import ", "from ", "def ", "async def ", "class ", "if __name__"})) return kPython;
    if (is_nearly_lua(text)) return {};
    return is_sheet(text) ? kSheet : text.find('(') == std::string_view::npos ? kText : std::string_view();
}

std::string_view use_of_content(std::string_view content) {
    if (content == kRecording || content == kBundle) return "look at it with `simul show FILE` or `simul FILE`";
    if (content == kPython) return "write it as a story: docs/LANGUAGE.md has the word for each of Python's";
    if (content == kProgram) return "write it as a story, as docs/LANGUAGE.md shows";
    if (content == kSheet) return "its numbers can stand in a table of a story: times = { 3, 1, 4 }";
    if (content == kJson)
        return "Simul reads its own recordings (`simul run … --record FILE`); values can stand in a table of a story";
    return "give a story, a .lua file with a function main(); docs/LANGUAGE.md shows how one begins";
}

std::string as_utf8(std::string bytes) {
    const std::string_view view = bytes;
    if (view.starts_with("\xff\xfe"sv)) return from_utf16(view.substr(2), false);
    if (view.starts_with("\xfe\xff"sv)) return from_utf16(view.substr(2), true);
    if (view.starts_with("\xef\xbb\xbf"sv)) bytes.erase(0, 3);
    return bytes;
}

}  // namespace simul
