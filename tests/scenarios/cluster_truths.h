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

/// Twelve lines, three machines, 1.1 s for a line there and back, 4.1 s on the slow one. That one is sent the lines 3
/// and 9; both are late after 2 s, and of line 3, of four words, both answers come before the end. The one that dies
/// at 2.5 s has line 9, which the others do when it is late.
inline void each_line_is_added_once_however_often_it_is_done(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool slow = told.knob("what") == "one is slow", dies = told.knob("what") == "one dies";
    const bool twice = slow && told.knob("adds") == "every answer";
    constexpr std::int64_t kWords = 76, kWordsOfLine3 = 4;
    EXPECT_EQ(told.variable("counted"), twice ? kWords + kWordsOfLine3 : kWords);
    EXPECT_EQ(told.has_found(FindingKind::expectation), twice);
    EXPECT_EQ(told.lines(), Lines{twice ? "the: 18" : "the: 16"});
    EXPECT_EQ(told.variable("again"), slow ? 2 : dies ? 1 : 0);
    EXPECT_NEAR(told.marked_at("all_counted"), slow ? 7.2 : dies ? 5.5 : 4.4, 1e-6);
    EXPECT_EQ(told.figures.outages.size(), dies ? 1u : 0u);
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
    constexpr std::int64_t kManyTries = 100;
    if (told.count("tries") < kManyTries) return;
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
    constexpr double kByChance = 0.12, kManyNights = 50;
    if (nights < kManyNights) return;
    EXPECT_NEAR(both / nights, std::pow(1 - loss, messages), kByChance);
    EXPECT_NEAR(alone / nights, loss * std::pow(1 - loss, messages - 1), kByChance);
    EXPECT_EQ(alone > 0, loss > 0);
}

/// Whose numbers are in order: an answer is listed before its question where what it is sorted by is less.
inline void clocks_that_count_tell_what_came_first_and_those_that_show_the_time_do_not(const Told& told) {
    EXPECT_TRUE(told.finished());
    std::vector<double> shown[2], arrived[2];  // by Ann, who is task 1, and by Bob
    for (std::size_t i = 0; i < told.trace.size(); ++i) {
        const TraceEvent& event = told.trace[i];
        if (event.task == kMainTask || event.task == kNoTask) continue;
        const std::size_t who = index_of(event.task) - 1;
        if (event.kind == EventKind::local_time) shown[who].push_back(event.real());
        const bool at_board = event.kind == EventKind::deliver && event.resource == ResourceId{0};
        if (at_board) arrived[who].push_back(seconds_of(event.time));
    }
    const std::string by = told.knob("sort_by");
    const auto& sorted_by = by == "arrival" ? arrived : shown;
    const auto questions = static_cast<std::size_t>(told.count("questions"));
    ASSERT_EQ(sorted_by[0].size(), questions);
    ASSERT_EQ(sorted_by[1].size(), questions);
    std::int64_t swapped = 0;
    for (std::size_t i = 0; i < questions; ++i) swapped += sorted_by[1][i] < sorted_by[0][i] ? 1 : 0;
    EXPECT_EQ(told.variable("swapped"), by == "Lamport" ? 0 : swapped);
    const double behind = std::stod(told.knob("behind")), gains = std::stod(told.knob("gains"));
    for (std::size_t i = 0; i < questions; ++i) {
        const double way = std::stod(told.knob("latency")) + std::stod(told.knob("think"));
        const double written = shown[0][i] + way;  // Ann's clock is right
        EXPECT_NEAR(shown[1][i], written * (1 + gains) - behind, 1e-6);
    }
}

/// The closed forms: one deposit after another, and copies at equal intervals.
inline void what_was_acknowledged_and_not_copied_is_lost_with_the_primary(const Told& told) {
    EXPECT_TRUE(told.finished());
    const double way = std::stod(told.knob("latency")), work = std::stod(told.knob("work"));
    const double crash = std::stod(told.knob("crashes_at")), every = std::stod(told.knob("copies_every"));
    const double deposits = static_cast<double>(told.count("deposits"));
    const bool at_once = told.knob("acknowledges") == "at once";
    const double each = work + (at_once ? 2 : 4) * way;
    const bool crashes_meanwhile = deposits * each > crash;
    EXPECT_EQ(told.variable("acknowledged"), told.count("deposits"));
    EXPECT_EQ(told.figures.outages.size(), 1u);
    if (!crashes_meanwhile) {
        EXPECT_EQ(told.variable("lost"), 0);
        EXPECT_NEAR(told.marked_at("turns_to_copy"), crash + std::stod(told.knob("timeout")), 1e-6);
        return;
    }
    const double acknowledged = std::floor((crash + way) / each);
    const double copied = std::floor((std::floor(crash / every) * every + way) / each);
    EXPECT_EQ(told.variable("lost"), at_once ? static_cast<std::int64_t>(acknowledged - copied) : 0);
    const double turned = acknowledged * each + std::stod(told.knob("timeout"));
    EXPECT_NEAR(told.marked_at("turns_to_copy"), turned, 1e-6);
    EXPECT_NEAR(told.marked_at("all_acknowledged"), turned + (deposits - acknowledged) * (work + 2 * way), 1e-6);
}

/// Claims of each beat, as the trace has them: so many machines lead.
inline void silence_is_taken_for_a_crash_and_only_a_majority_is_one_side(const Told& told) {
    EXPECT_TRUE(told.finished());
    const std::string what = told.knob("what");
    const bool majority = told.knob("majority") == "needed";
    const double beat = std::stod(told.knob("beat")), patience = std::stod(told.knob("patience"));
    const double beats_apart = (std::stod(told.knob("to")) - std::stod(told.knob("from"))) / beat;
    const auto nobody = static_cast<double>(told.variable("nobody"));
    const auto several = static_cast<double>(told.variable("several"));
    EXPECT_EQ(told.variable("leader"), 5) << "in the end";
    if (what == "nothing") {
        EXPECT_EQ(nobody + several, 0);
    }
    if (what == "crash") {
        EXPECT_NEAR(nobody, patience / beat, 1.01);
        EXPECT_LE(several, 1) << "who is back leads before the other has heard of it";
    }
    if (what == "cut" && majority) {
        EXPECT_EQ(several, 0);
    }
    if (what == "cut" && !majority) {
        EXPECT_NEAR(several, beats_apart - patience / beat, 2);
    }
    EXPECT_EQ(told.mark("n3_leads").count, what == "cut" ? 1u : 0u);
}

/// Nothing crashes, and the second candidate has heard of the first.
inline void two_lead_in_a_term_if_nobody_knows_whom_he_voted_for(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool forgets = told.knob("remembers") == "nothing" && told.count("candidates") > 1;
    EXPECT_EQ(told.variable("elected") > 1, forgets);
    EXPECT_EQ(told.has_found(FindingKind::expectation), forgets);
}

/// n1 leads and has its entry committed; then n3 stands, and is elected if it has the entry, too, or if nobody asks.
inline void who_leads_later_has_what_was_committed_if_votes_compare_logs(const Told& told) {
    EXPECT_TRUE(told.finished());
    const bool compares = told.knob("votes_for") == "who is up to date", linked = told.knob("link") == "holds";
    EXPECT_EQ(told.variable("elected"), compares && !linked ? 1 : 2);
    EXPECT_EQ(told.variable("lost"), compares || linked ? 0 : 1);
    EXPECT_EQ(told.has_found(FindingKind::expectation), !compares && !linked);
    EXPECT_EQ(told.figures.messages.lost > 0, told.knob("link") == "is cut");
}

/// A row takes 1 ms. Who finds no seat is undone on both machines, if at all; a trip during which the airline is down,
/// too, and then there is a seat for another.
inline void what_cannot_be_done_whole_is_undone(const Told& told) {
    EXPECT_TRUE(told.finished());
    const auto trips = static_cast<std::int64_t>(told.count("trips"));
    const std::int64_t sold = std::min(trips, static_cast<std::int64_t>(told.count("seats"))), refused = trips - sold;
    const bool undoes = told.knob("undoes") == "yes", crash = told.knob("crashes") != "nothing";
    EXPECT_EQ(told.variable("sold"), sold);
    EXPECT_EQ(told.variable("paid"), 100 * (undoes ? sold : trips));
    EXPECT_EQ(told.variable("undone"), undoes ? refused : 0);
    EXPECT_EQ(told.variable("open"), 0);
    EXPECT_EQ(told.has_found(FindingKind::expectation), !undoes && refused > 0);
    EXPECT_EQ(told.figures.messages.lost > 0, crash);
    constexpr double kRow = 0.001;
    const double there_and_back = 2 * std::stod(told.knob("latency"));
    const double booked = 2 * (there_and_back + kRow), in_vain = 2 * there_and_back + kRow;
    const double taken_back = undoes ? in_vain : 0;
    const double all = static_cast<double>(sold) * booked + static_cast<double>(refused) * (in_vain + taken_back);
    if (!crash) {
        EXPECT_NEAR(told.marked_at("all_asked"), all, 1e-6);
    }
}

inline void a_read_may_be_old_exactly_if_it_can_miss_all_who_confirmed(const Told& told) {
    EXPECT_TRUE(told.finished());
    constexpr std::size_t kMachines = 3, kManyRounds = 50;
    if (told.count("rounds") < kManyRounds) return;
    EXPECT_EQ(told.variable("stale") > 0, told.count("W") + told.count("R") <= kMachines);
    EXPECT_EQ(told.mark("all_read").count, 1u);
}

}  // namespace simul::testing
