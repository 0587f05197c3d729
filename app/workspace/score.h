// Which challenges were met on this computer, and how well.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/result.h"

namespace simul::workspace {

/// A challenge is known by its title, so a story that was copied to be mended counts as well.
struct Feat {
    std::string challenge;
    std::int64_t clicks = 0;  ///< that it took; 0: it was mended, or met by turning settings
    std::int64_t hints = 0;   ///< that were looked at
    friend bool operator==(const Feat&, const Feat&) = default;
};

struct Score {
    std::vector<Feat> feats;  ///< the best of each challenge
    friend bool operator==(const Score&, const Score&) = default;
};

/// Null: it was never met.
const Feat* feat_in(const Score& score, const std::string& challenge);

/// Keeps the better of this one and what was there: fewer clicks, then fewer hints. True when it is a better one.
bool enter(Score& score, const Feat& feat);

/// Beside the preferences; empty where there is no home.
std::string score_path();
/// Of a missing file, none; of a damaged one, what can be read.
Score read_score(const std::string& path);
/// Whole or not at all.
Result<void> write_score(const std::string& path, const Score& score);

}  // namespace simul::workspace
