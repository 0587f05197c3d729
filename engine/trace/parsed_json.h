// JSON that a stranger may have written.
#pragma once

#include <cstddef>
#include <stdexcept>
#include <string_view>

namespace simul {

/// How deep lists and objects may stand in each other. Ours never come near; what reads them may call itself as deep.
inline constexpr std::size_t kDeepestJson = 64;

inline bool is_deeper_than(std::string_view json, std::size_t most) {
    std::size_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < json.size(); ++i) {
        if (in_text && json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            in_text = !in_text;
        else if (!in_text && (json[i] == '[' || json[i] == '{') && ++depth > most)
            return true;
        else if (!in_text && (json[i] == ']' || json[i] == '}') && depth > 0)
            --depth;
    }
    return false;
}

/// Throws a std::exception when the text is no JSON, or too deep. `Json`: a kind of nlohmann::json.
template <class Json>
Json parsed_json(std::string_view text) {
    if (is_deeper_than(text, kDeepestJson)) throw std::invalid_argument("its lists stand in each other too deep");
    return Json::parse(text);
}

}  // namespace simul
