#include "engine/analysis/share_words.h"

#include <fmt/format.h>

#include <cmath>

namespace simul {
namespace {

struct Signs {
    std::string_view more_than, less_than;
};
constexpr Signs kSaidInWords{"more than ", "less than "}, kSaidInFigures{"> ", "< "};

/// `is_all`, `is_none`: exactly; `share` may have been rounded to that.
std::string share_said(double share, bool is_none, bool is_all, int digits, Signs signs) {
    const double unit = std::pow(10.0, -digits), units = std::round(100 * share / unit);
    const auto percent = [&](double figure) { return fmt::format("{:.{}f} %", figure, digits); };
    if (is_none) return percent(0);
    if (is_all) return percent(100);
    if (units < 1) return fmt::format("{}{}", signs.less_than, percent(unit));
    if (units * unit > 100 - unit / 2) return fmt::format("{}{}", signs.more_than, percent(100 - unit));
    return percent(units * unit);
}

std::string share_said(Duration part, Duration whole, int digits, Signs signs) {
    const bool is_none = part <= 0ns || whole <= 0ns;
    return share_said(is_none ? 0 : seconds_of(part) / seconds_of(whole), is_none, part >= whole, digits, signs);
}

}  // namespace

std::string share_in_words(Duration part, Duration whole) { return share_said(part, whole, 0, kSaidInWords); }
std::string share_in_figures(Duration part, Duration whole, int digits) {
    return share_said(part, whole, digits, kSaidInFigures);
}

std::string share_in_figures(const BigCount& part, const BigCount& whole, int digits) {
    const bool is_none = part.is_zero() || whole.is_zero();
    return share_said(is_none ? 0 : part.about() / whole.about(), is_none, part == whole, digits, kSaidInFigures);
}

}  // namespace simul
