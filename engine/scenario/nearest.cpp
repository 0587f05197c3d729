#include "engine/scenario/nearest.h"

#include <algorithm>
#include <numeric>

namespace simul {

/// Levenshtein's distance, one row at a time.
static std::size_t distance(std::string_view left, std::string_view right) {
    std::vector<std::size_t> row(right.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 0; i < left.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i + 1;
        for (std::size_t j = 0; j < right.size(); ++j) {
            const std::size_t changed = diagonal + (left[i] == right[j] ? 0 : 1);
            diagonal = row[j + 1];
            row[j + 1] = std::min({changed, row[j] + 1, diagonal + 1});
        }
    }
    return row.back();
}

static bool has_same_letters(std::string_view left, std::string_view right) {
    return left.size() == right.size() && std::is_permutation(left.begin(), left.end(), right.begin());
}

/// A slip changes one letter of three at most, or their order: `exit` is not meant to be `wait`.
std::string nearest(std::string_view given, const std::vector<std::string>& names) {
    std::string best;
    std::size_t fewest = given.size() / 2 + 1;
    for (const std::string& name : names) {
        const std::size_t changes = distance(given.substr(0, 100), name);
        if (changes >= fewest || (changes * 3 > given.size() && !has_same_letters(given, name))) continue;
        fewest = changes;
        best = name;
    }
    return best;
}

std::string listed(const std::vector<std::string>& names) {
    std::string text;
    for (const std::string& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

}  // namespace simul
