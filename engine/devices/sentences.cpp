#include "engine/devices/real_device.h"

#include <fmt/format.h>

namespace simul {

std::string without_controls(std::string_view name) {
    constexpr std::size_t kMost = 60;
    std::string shown(name.substr(0, kMost));
    for (char& letter : shown)
        if (static_cast<unsigned char>(letter) < ' ' || letter == 127) letter = '?';
    if (name.size() <= kMost) return shown;
    while (!shown.empty() && (static_cast<unsigned char>(name[shown.size()]) & 0xc0) == 0x80) shown.pop_back();
    return shown + "…";
}

std::string with_groups(std::int64_t number) {
    std::string digits = fmt::format("{}", number);
    for (std::size_t place = digits.size(); place > 3 && digits[place - 4] != '-'; place -= 3)
        digits.insert(place - 3, " ");
    return digits;
}

}  // namespace simul
