// What is said of resources, held against a second reading: who reads, who writes, what is inside or under way, who is
// before whom, and whom a mutex makes more urgent.
#pragma once

#include <string>

#include "engine/analysis/moment.h"
#include "engine/analysis/timeline.h"
#include "tests/support/raw_reading.h"

namespace simul::testing {

/// Of each resource: what the product has folded, and what the timeline draws.
void check_resources(const Trace& trace, const Moment& moment, const RawReading& raw, const Timeline& timeline);

/// How many are inside.
std::int64_t bytes_in(const Trace& trace, ResourceId stream, std::size_t events);

/// Of whom a sentence is, and after how many events.
struct ToldSentence {
    TaskId task;
    std::size_t events;
};
void check_resource_words(const Trace& trace, const RawReading& raw, const ToldSentence& told,
                          const std::string& sentence);

/// A rank that a mutex lends is that of its ceiling, or of somebody who waits for it, and goes to who has it.
void check_loans(const Trace& trace, const RawReading& raw);

}  // namespace simul::testing
