#include "engine/trace/tab_stops.h"

#include "engine/trace/text_form.h"

namespace simul {

/// Bytes that continue with a letter do not begin one.
static std::size_t letters_in(std::string_view text) {
    std::size_t letters = 0;
    for (const char byte : text) letters += (static_cast<unsigned char>(byte) & 0xc0) != 0x80;
    return letters;
}

std::string printable_line(std::string_view line) {
    constexpr std::size_t kStop = 8;
    std::string shown;
    for (std::size_t tab = line.find('\t'); tab != std::string_view::npos; tab = line.find('\t')) {
        shown += printable(line.substr(0, tab));
        shown.append(kStop - letters_in(shown) % kStop, ' ');
        line.remove_prefix(tab + 1);
    }
    return shown + printable(line);
}

}  // namespace simul
