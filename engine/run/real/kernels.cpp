#include "engine/run/real/kernels.h"

namespace simul {

namespace {

constexpr std::int64_t kTurns = 1000;
constexpr std::uint64_t kPrime = 1'000'000'007;

bool is_prime(std::uint64_t number) {
    if (number < 2) return false;
    for (std::uint64_t divisor = 2; divisor * divisor <= number; ++divisor)
        if (number % divisor == 0) return false;
    return true;
}

std::uint64_t escape_time(double re, double im) {
    double x = 0, y = 0;
    std::uint64_t turns = 0;
    for (; turns < 64 && x * x + y * y < 4; ++turns) {
        const double next = x * x - y * y + re;
        y = 2 * x * y + im;
        x = next;
    }
    return turns;
}

}  // namespace

void KernelWork::step() {
    switch (kernel_) {
        case Kernel::factorial:
            factorial();
            break;
        case Kernel::search:
            search();
            break;
        case Kernel::mandelbrot:
            mandelbrot();
            break;
    }
    ++done_;
}

void KernelWork::factorial() {
    for (std::int64_t i = 1; i <= kTurns; ++i)
        result_ = result_ * (static_cast<std::uint64_t>(done_ * kTurns + i) % kPrime) % kPrime;
    if (result_ == 0) result_ = 1;
}

void KernelWork::search() {
    const auto from = static_cast<std::uint64_t>(done_ * 64 + 10'000);
    for (std::uint64_t number = from; number < from + 64; ++number) result_ += is_prime(number) ? 1 : 0;
}

void KernelWork::mandelbrot() {
    const double im = static_cast<double>(done_ % 1000) / 500 - 1;
    for (int i = 0; i < 40; ++i) result_ += escape_time(i / 13.0 - 2, im);
}

}  // namespace simul
