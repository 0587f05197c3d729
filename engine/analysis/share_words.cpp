#include "engine/analysis/share_words.h"

#include <fmt/format.h>

#include <cmath>

namespace simul {

namespace {

std::string share_said(Duration part, Duration whole, std::string_view more_than, std::string_view less_than) {
    if (part <= 0ns || whole <= 0ns) return "0 %";
    if (part >= whole) return "100 %";
    const double percent = 100 * seconds_of(part) / seconds_of(whole);
    if (percent >= 99.5) return fmt::format("{}99 %", more_than);
    return percent < 0.5 ? fmt::format("{}1 %", less_than) : fmt::format("{} %", std::lround(percent));
}

}  // namespace

std::string share_in_words(Duration part, Duration whole) {
    return share_said(part, whole, "more than ", "less than ");
}
std::string share_in_figures(Duration part, Duration whole) { return share_said(part, whole, "> ", "< "); }

}  // namespace simul
