#include "engine/base/result.h"

namespace simul {

std::string Error::sentence() const {
    if (file.empty()) return text;
    if (line != 0) return file + ":" + std::to_string(line) + ": " + text;
    if (row != 0) return file + ", row " + std::to_string(row) + ": " + text;
    return file + ": " + text;
}

}  // namespace simul
