// One target as libFuzzer calls it; which one, the build says (tests/tests.cmake).
#include <cstddef>
#include <cstdint>

#include "tests/fuzz/targets.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t length) {
    simul::fuzz::SIMUL_FUZZ_TARGET({reinterpret_cast<const char*>(bytes), length});
    return 0;
}
