#include "app/command_line/picture_options.h"

#ifdef SIMUL_WINDOW

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <system_error>

#include "engine/run/option_words.h"
#include "engine/scenario/nearest.h"

namespace simul::command_line {
namespace {

constexpr int kNarrowest = 320, kLowest = 200, kLargest = 8192;
constexpr double kLeastZoom = 0.5, kMostZoom = 3;

Result<void> read_size(const CommandParser& parser, window::PictureWish& wish) {
    const std::optional<std::string> word = parser.value("--size");
    wish.as_high_as_needed = !word;
    if (!word) return {};
    const char* end = word->data() + word->size();
    const auto width = std::from_chars(word->data(), end, wish.width);
    const bool cross = width.ec == std::errc() && width.ptr != end && *width.ptr == 'x';
    const auto height = cross ? std::from_chars(width.ptr + 1, end, wish.height) : width;
    const bool read = cross && height.ec == std::errc() && height.ptr == end;
    if (read && wish.width >= kNarrowest && wish.height >= kLowest && wish.width <= kLargest && wish.height <= kLargest)
        return {};
    return Error{
        fmt::format("--size {}: width and height in pixels are expected, from {}x{} to {}x{}, for example "
                    "--size 1280x720.",
                    shown(*word), kNarrowest, kLowest, kLargest, kLargest)};
}

template <class Word, std::size_t count>
Result<void> read_word(const CommandParser& parser, const std::string& option, const std::string_view (&names)[count],
                       Word& chosen) {
    const std::optional<std::string> word = parser.value(option);
    if (!word) return {};
    if (const std::optional<Word> named = word_named<Word>(*word, names)) {
        chosen = *named;
        return {};
    }
    const std::vector<std::string> known(std::begin(names), std::end(names));
    const std::string meant = nearest(*word, known);
    return Error{fmt::format("{} {}: there is no such thing.{} Choose one of {}.", option, shown(*word),
                             meant.empty() ? "" : fmt::format(" Did you mean {}?", meant), listed(known))};
}

Result<void> read_zoom(const CommandParser& parser, float& zoom) {
    const std::optional<std::string> word = parser.value("--zoom");
    if (!word) return {};
    const Result<double> number = positive_number("--zoom", *word);
    if (!number) return number.error();
    if (*number < kLeastZoom || *number > kMostZoom)
        return Error{
            fmt::format("--zoom {}: a number from {} to {} is expected.", shown(*word), kLeastZoom, kMostZoom)};
    zoom = static_cast<float>(*number);
    return {};
}

/// A run may take long: what is wrong with the place of the picture is said before it.
Result<void> read_path(const CommandParser& parser, std::string& path) {
    path = parser.value("--out").value_or("");
    if (path.empty())
        return Error{"simul picture needs a place for the picture: --out FILE.png, for example --out chess.png."};
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code ignored;
    if (!folder.empty() && !std::filesystem::is_directory(folder, ignored))
        return Error{fmt::format("--out {}: there is no folder {}. Make it first, or name another.", shown(path),
                                 shown(folder.string()))};
    return {};
}

}  // namespace

void add_picture_options(CommandParser& parser) {
    parser.add_argument("SCENARIO", "a name that `simul list` shows, a .lua file, or a recording");
    parser.add_option("--at", "T|end", "the moment: 454, 90s, 2min, 1h, 0:07:34, or end (default)");
    parser.add_option("--out", "FILE.png", "where the picture goes");
    parser.add_option("--size", "WxH", "pixels; 1600x1000, a timeline alone as high as its rows");
    parser.add_option("--theme", "dark|light|projector", "how it looks; dark");
    parser.add_option("--view", "window|timeline|scene", "what is in the picture; window");
    parser.add_option("--zoom", "X", "of everything, 0.5 to 3; 1");
    parser.add_option("--select", "NAME", "the task or resource that is looked at: \"game 3\", judit");
    add_settings(parser);
}

Result<PictureOptions> picture_options(const CommandParser& parser) {
    PictureOptions options;
    options.subject = parser.value("SCENARIO").value_or("");
    if (options.subject.empty())
        return Error{
            "simul picture needs a scenario or a recording, for example: simul picture chess_exhibition --at "
            "0:07:34 --out chess.png"};
    const Result<std::optional<Time>> at = moment("--at", parser.value("--at").value_or("end"));
    if (!at) return at.error();
    options.at = *at;
    const Result<ChosenSettings> chosen = settings_in(parser);
    if (!chosen) return chosen.error();
    options.chosen = *chosen;
    options.first_setting = first_setting_in(parser);
    options.selected = parser.value("--select");
    for (const Result<void>& read :
         {read_size(parser, options.wish), read_word(parser, "--theme", kLookNames, options.look),
          read_word(parser, "--view", window::kViewNames, options.wish.view), read_zoom(parser, options.zoom),
          read_path(parser, options.path)})
        if (!read) return read.error();
    return options;
}

}  // namespace simul::command_line

#endif
