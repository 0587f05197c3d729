// What happens in a conducted run by no task's doing, in words.
#pragma once

#include <cstddef>
#include <string>

#include "engine/analysis/speech.h"
#include "engine/base/ids.h"
#include "engine/trace/trace.h"

namespace simul {

/// "shop to bank", "bank": for labels.
std::string happening_label(const TraceHeader& header, TaskId happening);
/// Of a `may_happen` or `happens`: "a message from shop to bank arrives: 12", "bank crashes",
/// "the store of 1 into x by add 1 reaches memory".
std::string happening_in_words(const Trace& trace, std::size_t event, const Speech& speech);

}  // namespace simul
