#include "app/workspace/preferences.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "engine/base/words.h"
#include "engine/os/files.h"

namespace simul::workspace {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;
constexpr std::size_t kMostOpened = 20;

/// What the object says, if it says it with the right type; else what was there.
template <class Value>
Value said(const nlohmann::json& object, const char* name, Value otherwise) {
    const auto found = object.find(name);
    if (found == object.end()) return otherwise;
    if constexpr (std::is_same_v<Value, bool>)
        return found->is_boolean() ? found->get<bool>() : otherwise;
    else if constexpr (std::is_arithmetic_v<Value>)
        return found->is_number() ? found->get<Value>() : otherwise;
    else
        return found->is_string() ? found->get<Value>() : otherwise;
}

Panes panes_of(const nlohmann::json& object) {
    Panes panes;
    if (!object.is_object()) return panes;
    panes.left = std::clamp(said(object, "left", panes.left), 180.0F, 600.0F);
    panes.right = std::clamp(said(object, "right", panes.right), 260.0F, 800.0F);
    panes.scene_part = std::clamp(said(object, "scene_part", panes.scene_part), 0.1F, 0.9F);
    panes.source_part = std::clamp(said(object, "source_part", panes.source_part), 0.1F, 0.9F);
    panes.left_open = said(object, "left_open", true);
    panes.right_open = said(object, "right_open", true);
    panes.scene_open = said(object, "scene_open", true);
    panes.timeline_open = said(object, "timeline_open", true);
    return panes;
}

Preferences preferences_of(const nlohmann::json& object) {
    Preferences preferences;
    if (const auto look = word_named<Look>(said(object, "look", std::string()), kLookNames)) preferences.look = *look;
    preferences.zoom = std::clamp(said(object, "zoom", 1.0F), 0.5F, 3.0F);
    preferences.reduced_motion = said(object, "reduced_motion", false);
    preferences.window_width = std::clamp(said(object, "window_width", preferences.window_width), 480, 16'384);
    preferences.window_height = std::clamp(said(object, "window_height", preferences.window_height), 320, 16'384);
    if (object.contains("panes")) preferences.panes = panes_of(object["panes"]);
    if (const auto opened = object.find("last_opened"); opened != object.end() && opened->is_array())
        for (const nlohmann::json& name : *opened)
            if (name.is_string() && preferences.last_opened.size() < kMostOpened)
                preferences.last_opened.push_back(name.get<std::string>());
    return preferences;
}

nlohmann::json json_of(const Preferences& preferences) {
    const Panes& panes = preferences.panes;
    return {{"look", kLookNames[static_cast<std::size_t>(preferences.look)]},
            {"zoom", preferences.zoom},
            {"reduced_motion", preferences.reduced_motion},
            {"window_width", preferences.window_width},
            {"window_height", preferences.window_height},
            {"last_opened", preferences.last_opened},
            {"panes",
             {{"left", panes.left},
              {"right", panes.right},
              {"scene_part", panes.scene_part},
              {"source_part", panes.source_part},
              {"left_open", panes.left_open},
              {"right_open", panes.right_open},
              {"scene_open", panes.scene_open},
              {"timeline_open", panes.timeline_open}}}};
}

}  // namespace

std::string preferences_path() {
    if (const char* folder = std::getenv("XDG_CONFIG_HOME"); folder != nullptr && folder[0] == '/')
        return std::string(folder) + "/simul/preferences.json";
    if (const char* home = std::getenv("HOME"); home != nullptr && home[0] == '/')
        return std::string(home) + "/.config/simul/preferences.json";
    return {};
}

Preferences read_preferences(const std::string& path) {
    if (path.empty()) return {};
    const Result<std::string> text = os::read_file(path, kMostBytes);
    if (!text) return {};
    const nlohmann::json object = nlohmann::json::parse(*text, nullptr, false);
    return object.is_object() ? preferences_of(object) : Preferences{};
}

Result<void> write_preferences(const std::string& path, const Preferences& preferences) {
    if (path.empty()) return {};
    std::error_code trouble;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), trouble);
    return os::replace_file(path, json_of(preferences).dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace simul::workspace
