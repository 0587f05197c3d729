#include "app/workspace/score.h"

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <tuple>

#include "app/workspace/preferences.h"
#include "engine/os/files.h"

namespace simul::workspace {
namespace {

constexpr std::size_t kMostScoreBytes = 1 << 20;

std::int64_t count_in(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? std::max<std::int64_t>(0, found->get<std::int64_t>())
                                                               : 0;
}

}  // namespace

const Feat* feat_in(const Score& score, const std::string& challenge) {
    for (const Feat& feat : score.feats)
        if (feat.challenge == challenge) return &feat;
    return nullptr;
}

bool enter(Score& score, const Feat& feat) {
    for (Feat& known : score.feats) {
        if (known.challenge != feat.challenge) continue;
        const bool better = std::tie(feat.clicks, feat.hints) < std::tie(known.clicks, known.hints);
        if (better) known = feat;
        return better;
    }
    score.feats.push_back(feat);
    return true;
}

std::string score_path() {
    const std::string preferences = preferences_path();
    return preferences.empty() ? "" : (std::filesystem::path(preferences).parent_path() / "score.json").string();
}

Score read_score(const std::string& path) {
    Score score;
    if (path.empty()) return score;
    const Result<std::string> text = os::read_file(path, kMostScoreBytes);
    const nlohmann::json json = text ? nlohmann::json::parse(*text, nullptr, false) : nlohmann::json();
    if (!json.is_object() || !json.contains("challenges") || !json["challenges"].is_array()) return score;
    for (const nlohmann::json& feat : json["challenges"]) {
        if (!feat.is_object() || !feat.contains("title") || !feat["title"].is_string()) continue;
        enter(score, {feat["title"].get<std::string>(), count_in(feat, "clicks"), count_in(feat, "hints")});
    }
    return score;
}

Result<void> write_score(const std::string& path, const Score& score) {
    if (path.empty()) return {};
    std::error_code trouble;
    std::filesystem::create_directories(std::filesystem::path(path).parent_path(), trouble);
    nlohmann::json challenges = nlohmann::json::array();
    for (const Feat& feat : score.feats)
        challenges.push_back({{"title", feat.challenge}, {"clicks", feat.clicks}, {"hints", feat.hints}});
    const nlohmann::json json = {{"challenges", challenges}};
    return os::replace_file(path, json.dump(2, ' ', false, nlohmann::json::error_handler_t::replace));
}

}  // namespace simul::workspace
