// The kernels of `work`: real computations in steps of some microseconds, so that a run can be stopped between them.
#pragma once

#include <cstdint>

#include "engine/scenario/operation.h"

namespace simul {

/// One piece of work. Its cost grows in proportion to its size: a unit is about 1000 inner turns.
///   factorial   digits of a growing product, modulo a prime
///   search      prime numbers by trial division
///   mandelbrot  escape times of points on a line
class KernelWork {
  public:
    KernelWork(Kernel kernel, std::int64_t size) : kernel_(kernel), size_(size) {}

    bool finished() const { return done_ >= size_; }
    /// Does one unit.
    void step();
    /// Of all that was done: it depends on the kernel and the size only.
    std::uint64_t result() const { return result_; }

  private:
    void factorial();
    void search();
    void mandelbrot();

    Kernel kernel_;
    std::int64_t size_;
    std::int64_t done_ = 0;
    std::uint64_t result_ = 1;
};

}  // namespace simul
