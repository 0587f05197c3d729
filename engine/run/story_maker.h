// How a run gets one more state of its story.
#pragma once

#include <functional>
#include <memory>

#include "engine/base/result.h"
#include "engine/scenario/scenario.h"

namespace simul {

/// Loads one more state of the story: each thread has its own.
using StoryMaker = std::function<Result<std::unique_ptr<Story>>()>;

}  // namespace simul
