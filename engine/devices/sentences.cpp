#include "engine/devices/real_device.h"

namespace simul {

std::string without_controls(std::string_view name) {
    constexpr std::size_t kMost = kMostDeviceName;
    std::string shown(name.substr(0, kMost));
    for (char& letter : shown)
        if (static_cast<unsigned char>(letter) < ' ' || letter == 127) letter = '?';
    if (name.size() <= kMost) return shown;
    while (!shown.empty() && (static_cast<unsigned char>(name[shown.size()]) & 0xc0) == 0x80) shown.pop_back();
    return shown + "…";
}

}  // namespace simul
