// What the stories of more than one machine show in any run.
#pragma once

#include <cmath>

#include "tests/scenarios/told_run.h"

namespace simul::testing {

/// The closed forms: one core here; there, a cable in each direction that carries one picture after another, and a core
/// for each picture.
inline void it_pays_to_send_work_away_where_it_is_carried_sooner_than_done(const Told& told) {
    EXPECT_TRUE(told.finished());
    const double n = static_cast<double>(told.count("pictures")), work = std::stod(told.knob("work"));
    const double carried = std::stod(told.knob("size")) / std::stod(told.knob("bandwidth"));
    const double latency = std::stod(told.knob("latency"));
    const double sent = told.knob("where") == "here" ? 0 : told.knob("where") == "there" ? n : std::floor(n / 2);
    const double there = sent == 0 ? 0 : (sent + 1) * carried + work + 2 * latency;
    EXPECT_NEAR(told.marked_at("all_there"), std::max(there, (n - sent) * work), 1e-6);
    EXPECT_EQ(told.figures.messages.sent, static_cast<std::size_t>(2 * sent));
    EXPECT_EQ(told.figures.messages.lost, 0u);
}

/// An order is booked each time that it arrives, or once where it has a key; the trace says how often that was.
inline void a_retry_may_do_twice_what_is_done_once_with_a_key(const Told& told) {
    EXPECT_TRUE(told.finished());
    const auto orders = static_cast<std::int64_t>(told.count("orders"));
    std::vector<std::string> arrived;
    for (std::size_t i = 0; i < told.trace.size(); ++i)
        if (const TraceEvent& event = told.trace[i];
            event.kind == EventKind::deliver &&
            told.trace.header().resources[index_of(event.resource)].name == "orders")
            arrived.emplace_back(told.trace.text_of(i));
    const auto times = static_cast<std::int64_t>(arrived.size());
    std::sort(arrived.begin(), arrived.end());
    arrived.erase(std::unique(arrived.begin(), arrived.end()), arrived.end());
    const auto different = static_cast<std::int64_t>(arrived.size());
    const std::string sends = told.knob("sends");
    EXPECT_EQ(told.variable("booked"), 10 * (sends == "with a key" ? different : times));
    EXPECT_EQ(different == orders, sends != "once" || std::stod(told.knob("loss")) == 0);
    if (std::stod(told.knob("loss")) > 0) {
        EXPECT_EQ(times > orders, sends != "once") << "lost confirmations";
        EXPECT_GT(told.mark("gave_up_waiting").count, 0u);
    }
}

/// With p lost, n messages: both attack (1-p)^n of the nights, one alone p(1-p)^(n-1).
inline void no_number_of_messages_makes_two_generals_sure(const Told& told) {
    EXPECT_TRUE(told.finished());
    const double nights = static_cast<double>(told.count("nights")), loss = std::stod(told.knob("loss"));
    const double messages = static_cast<double>(told.count("messages"));
    const auto both = static_cast<double>(told.variable("both")), alone = static_cast<double>(told.variable("alone"));
    EXPECT_EQ(both + alone + static_cast<double>(told.variable("neither")), nights);
    constexpr double kByChance = 0.12;
    EXPECT_NEAR(both / nights, std::pow(1 - loss, messages), kByChance);
    EXPECT_NEAR(alone / nights, loss * std::pow(1 - loss, messages - 1), kByChance);
    EXPECT_EQ(alone > 0, loss > 0);
}

}  // namespace simul::testing
