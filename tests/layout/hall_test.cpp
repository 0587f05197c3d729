#include "app/layout/hall.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "app/layout/hall_masters.h"
#include "tests/layout/hall_run.h"
#include "tests/support/trace_text.h"

namespace simul::layout {
namespace {

using testing::WatchedRun;

constexpr Box kHall{240, 100, 1170, 490};
constexpr Box kBoxes[] = {kHall,           {80, 100, 910, 320}, {0, 0, 1900, 700}, {0, 0, 320, 300}, {10, 10, 210, 120},
                          {0, 0, 300, 800}};

KnobSettings opponents(int count) { return {{"opponents", std::to_string(count)}}; }

WatchedRun exhibition(int count, Model model = Model::event_loop, KnobSettings more = {}, std::uint32_t cores = 4) {
    KnobSettings knobs = opponents(count);
    knobs.insert(knobs.end(), more.begin(), more.end());
    return {"chess_exhibition.cpp", knobs, testing::simulated(model, cores)};
}

std::array<Point, 4> corners(const HallBoard& board) {
    std::array<Point, 4> all{};
    for (std::size_t i = 0; i < 4; ++i)
        all[i] = towards(board.centre, board.angle + kFullTurn * (0.125F + 0.25F * static_cast<float>(i)),
                         board.side * std::sqrt(0.5F));
    return all;
}

/// Two turned squares meet unless a side of one separates them.
bool meet(const HallBoard& one, const HallBoard& other) {
    if (distance(one.centre, other.centre) > one.side * 1.5F) return false;
    const auto a = corners(one), b = corners(other);
    for (const float angle : {one.angle, one.angle + kFullTurn / 4, other.angle, other.angle + kFullTurn / 4}) {
        const auto along = [angle](Point point) { return point.x * std::cos(angle) + point.y * std::sin(angle); };
        const auto less = [&along](Point p, Point q) { return along(p) < along(q); };
        const auto [a_least, a_most] = std::minmax_element(a.begin(), a.end(), less);
        const auto [b_least, b_most] = std::minmax_element(b.begin(), b.end(), less);
        if (along(*a_most) <= along(*b_least) || along(*b_most) <= along(*a_least)) return false;
    }
    return true;
}

TEST(Hall, boards_never_meet_and_stay_inside_however_many_there_are) {
    const auto trace = trace_from("0 main arrive");
    for (const Box& box : kBoxes)
        for (int count = 1; count <= 400; count += count < 60 ? 1 : 17) {
            TraceHeader header;
            header.words.bindings = {{"boards", std::to_string(count)}};
            WatchedRun run(std::make_unique<Trace>(header));
            const Hall hall = hall_of(run.after(0), box, 1);
            ASSERT_EQ(hall.boards.size(), static_cast<std::size_t>(count)) << box.width();
            for (std::size_t i = 0; i < hall.boards.size(); ++i) {
                for (const Point corner : corners(hall.boards[i]))
                    ASSERT_TRUE(box.inset(-0.1F).contains(corner)) << "board " << i << " of " << count;
                for (std::size_t j = 0; j < i; ++j)
                    ASSERT_FALSE(meet(hall.boards[i], hall.boards[j])) << i << " and " << j << " of " << count;
            }
        }
}

TEST(Hall, opponents_sit_inside_the_box_and_nobody_sits_in_the_middle) {
    for (const Box& box : kBoxes) {
        WatchedRun run = exhibition(24);
        const Hall hall = hall_of(run.at(454), box, 1);
        ASSERT_FALSE(hall.middle.empty());
        for (const HallBoard& board : hall.boards) {
            const Box person = square(board.person, board.person_size);
            const bool inside = box.contains({person.left, person.top}) && box.contains({person.right, person.bottom});
            EXPECT_TRUE(inside || board.person_size == 0) << board.number;
            EXPECT_FALSE(hall.middle.meets(square(board.centre, board.side)));
        }
    }
}

TEST(Hall, the_first_boards_stand_at_the_top_and_go_clockwise) {
    WatchedRun run = exhibition(24);
    const Hall hall = hall_of(run.at(454), kHall, 1);
    EXPECT_LT(hall.boards[0].centre.y, hall.boards[11].centre.y);
    EXPECT_GT(hall.boards[0].centre.x, kHall.centre().x);
    EXPECT_LT(hall.boards[23].centre.x, kHall.centre().x);
    EXPECT_FLOAT_EQ(hall.boards[0].centre.y, hall.boards[23].centre.y);
    EXPECT_EQ(hall.boards[18].number, "19");
    EXPECT_TRUE(hall.numbered);
}

TEST(Hall, in_the_event_loop_boards_that_replied_are_ready_and_on_threads_they_are_blocked) {
    WatchedRun loop = exhibition(24, Model::event_loop), threads = exhibition(24, Model::threads);
    const auto count = [](const Hall& hall, State state) {
        return std::count_if(hall.boards.begin(), hall.boards.end(),
                             [state](const HallBoard& board) { return board.state == state; });
    };
    const Hall in_loop = hall_of(loop.at(454), kHall, 1), on_threads = hall_of(threads.at(454), kHall, 1);
    EXPECT_EQ(count(in_loop, State::ready), 12);
    EXPECT_EQ(count(in_loop, State::blocked), 0);
    EXPECT_EQ(count(on_threads, State::blocked), 12);
    EXPECT_EQ(count(on_threads, State::ready), 0);
    for (const Hall& hall : {in_loop, on_threads}) {
        EXPECT_EQ(count(hall, State::running), 1);
        EXPECT_EQ(count(hall, State::asleep), 11);
    }
}

TEST(Hall, judit_stands_before_the_board_that_runs) {
    for (const Model model : {Model::event_loop, Model::threads, Model::sequential, Model::thread_pool}) {
        WatchedRun run = exhibition(24, model);
        for (double at = 1; at < 700; at += 7.3) {
            const Hall hall = hall_of(run.at(at), kHall, 1);
            ASSERT_EQ(hall.masters.size(), 1u);
            const auto runs = std::find_if(hall.boards.begin(), hall.boards.end(),
                                           [](const HallBoard& board) { return board.state == State::running; });
            if (runs == hall.boards.end()) continue;
            const HallMaster& judit = hall.masters.front();
            EXPECT_TRUE(judit.moves);
            EXPECT_EQ(judit.board, runs->task) << name_of(model) << " at " << at;
            EXPECT_LT(distance(judit.place, runs->centre), runs->side * 1.3F);
            EXPECT_GT(distance(judit.place, runs->centre), runs->side * 0.8F) << "beside the board, not on it";
            EXPECT_LT(distance(judit.place, kHall.centre()), distance(runs->centre, kHall.centre()));
        }
    }
}

TEST(Hall, the_pair_that_is_played_is_counted) {
    WatchedRun run = exhibition(24);
    const Hall hall = hall_of(run.at(454), kHall, 1);
    EXPECT_EQ(hall.pair, 4);
    EXPECT_EQ(hall.pairs, 30);
    EXPECT_EQ(hall_of(run.at(3), kHall, 1).pair, 1);
}

TEST(Hall, an_opponents_time_passes_from_nothing_to_all) {
    WatchedRun run = exhibition(24);
    EXPECT_EQ(hall_of(run.at(5), kHall, 1).boards[0].share_thought, 0);
    EXPECT_NEAR(hall_of(run.at(5 + 27.5), kHall, 1).boards[0].share_thought, 0.5F, 1e-4F);
    EXPECT_GT(hall_of(run.at(5 + 54.9), kHall, 1).boards[0].share_thought, 0.99F);
    EXPECT_EQ(hall_of(run.at(2), kHall, 1).boards[0].share_thought, 0) << "the master moves there";
}

TEST(Hall, with_few_opponents_judit_walks_smoothly_to_where_she_waits_next) {
    WatchedRun run = exhibition(3);  // boards 1 to 3 until 15 s; the next move is at board 1, at 60 s
    Point last = hall_of(run.at(15), kHall, 1).masters[0].place;
    const Point goal = hall_of(run.at(61), kHall, 1).masters[0].place;
    const float whole = distance(last, goal);
    float walked = 0;
    for (double at = 15; at <= 60; at += 0.5) {
        const HallMaster judit = hall_of(run.at(at), kHall, 1).masters[0];
        EXPECT_LT(distance(judit.place, last), 40) << "at " << at;
        walked += distance(judit.place, last);
        last = judit.place;
    }
    EXPECT_GE(walked, whole);
    EXPECT_LT(distance(last, goal), 1);
}

TEST(Hall, the_trail_leads_over_the_last_boards_to_judit) {
    WatchedRun run = exhibition(24);
    const Hall hall = hall_of(run.at(454), kHall, 1);
    const HallMaster& judit = hall.masters.front();
    ASSERT_GT(judit.trail.size(), 10u);
    EXPECT_EQ(judit.trail.back(), judit.place);
    const HallBoard& earlier = hall.boards[15];
    EXPECT_TRUE(std::any_of(judit.trail.begin(), judit.trail.end(),
                            [&earlier](Point point) { return distance(point, earlier.centre) < earlier.side * 1.3F; }));
    EXPECT_TRUE(hall_of(run.at(2), kHall, 1).masters[0].trail.size() <= 1) << "she has come from nowhere";
}

TEST(Hall, two_masters_stand_at_two_boards_and_neither_is_drawn_twice) {
    WatchedRun run = exhibition(24, Model::threads, {{"masters", "2"}}, 2);
    for (double at = 2; at < 400; at += 11) {
        const Hall hall = hall_of(run.at(at), kHall, 1);
        ASSERT_EQ(hall.masters.size(), 2u);
        EXPECT_NE(hall.masters[0].board, hall.masters[1].board) << at;
        for (const HallMaster& master : hall.masters) {
            EXPECT_TRUE(master.moves);
            EXPECT_EQ(hall.boards[index_of(master.board) - 1].state, State::running) << at;
        }
    }
}

TEST(Hall, where_the_core_is_the_master_there_is_one_for_each_core) {
    WatchedRun run = exhibition(24, Model::threads, {{"judit", "core"}}, 3);
    const Hall hall = hall_of(run.at(22), kHall, 1);
    ASSERT_EQ(hall.masters.size(), 3u);
    for (const HallMaster& master : hall.masters) {
        EXPECT_TRUE(master.moves);
        EXPECT_EQ(hall.boards[index_of(master.board) - 1].state, State::running);
    }
}

TEST(Hall, a_board_whose_game_has_not_begun_stands_there_already) {
    WatchedRun run = exhibition(24, Model::sequential);
    const Hall hall = hall_of(run.at(3), kHall, 1);
    ASSERT_EQ(hall.boards.size(), 24u);
    EXPECT_EQ(hall.boards[0].state, State::running);
    EXPECT_EQ(hall.boards[23].state, State::absent);
}

TEST(Hall, the_same_moment_is_the_same_picture_also_after_others) {
    WatchedRun run = exhibition(48);
    const Hall first = hall_of(run.at(1000), kHall, 1);
    hall_of(run.at(50), kHall, 1);
    const Hall again = hall_of(run.at(1000), kHall, 1);
    EXPECT_EQ(first.masters[0].trail, again.masters[0].trail);
    for (std::size_t i = 0; i < first.boards.size(); ++i) EXPECT_EQ(first.boards[i].centre, again.boards[i].centre);
}

TEST(Masters, come_from_where_they_have_been_also_when_the_trace_began_long_ago) {
    WatchedRun run = exhibition(24, Model::threads, {{"masters", "2"}, {"pairs", "200"}}, 2);
    ASSERT_GT(run.trace().size(), 20'000u) << "more than is read before a moment";
    const std::vector<MasterTour> tours = masters_of(run.after(run.trace().size() - 400));
    ASSERT_EQ(tours.size(), 2u);
    for (const MasterTour& tour : tours) {
        ASSERT_GE(tour.past.size(), 4u);
        for (std::size_t i = 1; i < tour.past.size(); ++i) EXPECT_EQ(tour.past[i - 1].until, tour.past[i].from);
    }
}

std::vector<MasterTour> tours_at_end(const std::string& story) {
    WatchedRun run(trace_from(story));
    return masters_of(run.after(run.trace().size()));
}

std::vector<TaskId> boards_of(const MasterTour& tour) {
    std::vector<TaskId> boards;
    for (const Visit& visit : tour.past) boards.push_back(visit.board);
    return boards;
}

TEST(Masters, the_one_who_was_free_for_longer_makes_the_next_move) {
    const auto tours = tours_at_end(R"(
        semaphore masters 2
        0 main arrive
        0 a acquire masters
        0 b acquire masters
        4 a release masters 1
        5 b release masters 2
        6 c acquire masters
    )");
    ASSERT_EQ(tours.size(), 2u);
    EXPECT_EQ(boards_of(tours[0]), (std::vector<TaskId>{task_number(1), task_number(3)}));
    EXPECT_EQ(boards_of(tours[1]), (std::vector<TaskId>{task_number(2)}));
}

TEST(Masters, one_who_has_been_at_a_board_since_long_ago_does_not_make_the_next_move) {
    std::string story = "semaphore masters 2\n0 main arrive\n0 a acquire masters\n";
    for (int i = 0; i < 9000; ++i) story += "1 b now 1\n";
    story += "2 b acquire masters\n3 b release masters 1\n4 c acquire masters\n";
    const auto tours = tours_at_end(story);
    const auto of_c = std::find_if(tours.begin(), tours.end(), [](const MasterTour& tour) {
        return !tour.past.empty() && tour.past.back().board == task_number(3);
    });
    ASSERT_NE(of_c, tours.end());
    EXPECT_EQ(boards_of(*of_c), (std::vector<TaskId>{task_number(2), task_number(3)}));
}

TEST(Masters, walk_from_the_board_that_they_left_to_the_next_one) {
    const auto trace = trace_from(R"(
        mutex judit
        0 main arrive
        0 a run @0
        0 a lock judit
        5 a unlock judit
        8 b run @0
        8 b lock judit
    )");
    WatchedRun run(std::make_unique<Trace>(trace->header()));
    const Timeline timeline(*trace);
    const TaskNames names(*trace);
    const Moment moment = moment_after(*trace, 4);
    const auto tours = masters_of({*trace, timeline, names, moment, at_seconds(6)});
    ASSERT_EQ(tours.size(), 1u);
    EXPECT_FALSE(tours[0].is_at_board());
    EXPECT_EQ(tours[0].past.back().until, at_seconds(5));
    ASSERT_TRUE(tours[0].next.has_value());
    EXPECT_EQ(tours[0].next->board, task_number(2));
    EXPECT_EQ(tours[0].next->from, at_seconds(8));
}

}  // namespace
}  // namespace simul::layout
