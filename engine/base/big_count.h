// How many: exact up to 10^77, which is where numbers of interleavings may go.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace simul {

class BigCount {
  public:
    BigCount() = default;
    explicit BigCount(std::uint64_t number) { limbs_[0] = number; }
    /// What `text` wrote.
    static BigCount from_text(std::string_view text) {
        BigCount count;
        count.overflowed_ = text.empty() || text.find_first_not_of("0123456789") != std::string_view::npos;
        if (count.overflowed_) return count;
        for (const char digit : text) {
            const BigCount once = count;
            for (int i = 1; i < 10; ++i) count += once;
            count += BigCount(static_cast<std::uint64_t>(digit - '0'));
        }
        return count;
    }

    /// What does not fit is remembered: the sum is then only known to be too large.
    BigCount& operator+=(const BigCount& other) {
        std::uint64_t carry = 0;
        for (std::size_t i = 0; i < limbs_.size(); ++i) {
            const std::uint64_t sum = limbs_[i] + other.limbs_[i];
            const std::uint64_t carried = sum + carry;
            carry = (sum < limbs_[i]) | (carried < sum);
            limbs_[i] = carried;
        }
        overflowed_ |= other.overflowed_ || carry != 0;
        return *this;
    }
    bool overflowed() const { return overflowed_; }
    bool is_zero() const { return !overflowed_ && limbs_ == Limbs{}; }
    /// If it has no more than 64 bits.
    std::optional<std::uint64_t> small() const {
        if (overflowed_ || limbs_[1] != 0 || limbs_[2] != 0 || limbs_[3] != 0) return std::nullopt;
        return limbs_[0];
    }
    double about() const {
        double sum = 0;
        for (std::size_t i = limbs_.size(); i > 0; --i) sum = sum * 0x1p64 + static_cast<double>(limbs_[i - 1]);
        return overflowed_ ? 0x1p256 : sum;
    }
    /// In digits; "more than 10^77" when it is not known.
    std::string text() const {
        if (overflowed_) return "more than 10^77";
        std::string digits;
        for (Limbs rest = limbs_; digits.empty() || rest != Limbs{};)
            digits += static_cast<char>('0' + take_digit(rest));
        std::reverse(digits.begin(), digits.end());
        return digits;
    }
    friend bool operator==(const BigCount&, const BigCount&) = default;
    friend bool operator<(const BigCount& a, const BigCount& b) {
        if (a.overflowed_ != b.overflowed_) return b.overflowed_;
        return std::lexicographical_compare(a.limbs_.rbegin(), a.limbs_.rend(), b.limbs_.rbegin(), b.limbs_.rend());
    }

  private:
    using Limbs = std::array<std::uint64_t, 4>;

    static unsigned take_digit(Limbs& number) {
        std::uint64_t remainder = 0;
        for (std::size_t i = number.size() * 2; i > 0; --i) {
            const unsigned shift = (i - 1) % 2 * 32;
            std::uint64_t& limb = number[(i - 1) / 2];
            const std::uint64_t part = remainder << 32 | (limb >> shift & 0xffffffff);
            limb = (limb & ~(std::uint64_t{0xffffffff} << shift)) | part / 10 << shift;
            remainder = part % 10;
        }
        return static_cast<unsigned>(remainder);
    }

    Limbs limbs_{};  ///< the lowest first
    bool overflowed_ = false;
};

}  // namespace simul
