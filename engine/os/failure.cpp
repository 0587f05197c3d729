#include "engine/os/failure.h"

#include <fmt/format.h>

#include <cstdlib>
#include <system_error>

namespace simul::os {

Error failure(std::string_view tried, int number, std::string_view remedy) {
    return Error{fmt::format("Could not {}: {}. {}", tried, std::generic_category().message(number), remedy)};
}

bool denied(std::string_view part) {
    const char* list = std::getenv("SIMUL_DENY");
    if (list == nullptr) return false;
    std::string_view rest = list;
    while (!rest.empty()) {
        const std::size_t comma = rest.find(',');
        if (rest.substr(0, comma) == part) return true;
        if (comma == std::string_view::npos) return false;
        rest.remove_prefix(comma + 1);
    }
    return false;
}

}  // namespace simul::os
