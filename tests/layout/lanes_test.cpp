#include "app/layout/lanes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <string>

namespace simul::layout {
namespace {

constexpr Box kBox{100, 50, 900, 400};

LaneSubjects chess(std::uint32_t tasks) {
    LaneSubjects subjects;
    subjects.cores = {0};
    subjects.resources = {0};
    subjects.tasks = tasks;
    return subjects;
}

std::vector<std::uint32_t> labelled(const Lanes& lanes) {
    std::vector<std::uint32_t> numbers;
    for (const LaneRow& row : lanes.rows)
        if (row.kind == RowKind::task && row.labelled) numbers.push_back(row.number);
    return numbers;
}

TEST(Lanes, RowsStandOneBelowTheOtherInTheirOrder) {
    LaneSubjects subjects = chess(25);
    subjects.ghost_cores = {0, 3};
    const Lanes lanes = lanes_in(subjects, kBox, 0, 1);
    ASSERT_EQ(lanes.rows.size(), 29u) << "all fit";
    EXPECT_EQ(lanes.rows[0].kind, RowKind::core);
    EXPECT_EQ(lanes.rows[1].kind, RowKind::resource);
    EXPECT_EQ(lanes.rows[3].kind, RowKind::ghost);
    EXPECT_EQ(lanes.rows[3].number, 3u);
    EXPECT_EQ(lanes.rows[4].kind, RowKind::task);
    for (std::size_t i = 1; i < lanes.rows.size(); ++i) EXPECT_LE(lanes.rows[i - 1].bottom, lanes.rows[i].top);
    EXPECT_GE(lanes.rows.front().top, kBox.top);
    EXPECT_LE(lanes.rows.back().bottom, kBox.bottom);
    EXPECT_LT(lanes.ghost_frame.top, lanes.rows[2].top);
    EXPECT_GT(lanes.ghost_frame.bottom, lanes.rows[3].bottom);
    EXPECT_LE(lanes.ghost_frame.bottom, lanes.rows[4].top);
}

TEST(Lanes, FewTasksAreOpenAndManyAreFolded) {
    EXPECT_TRUE(lanes_in(chess(5), kBox, 0, 1).rows.back().open);
    EXPECT_FLOAT_EQ(lanes_in(chess(5), kBox, 0, 1).rows.back().height(), 24);
    const Lanes folded = lanes_in(chess(25), kBox, 0, 1);
    EXPECT_FALSE(folded.rows.back().open);
    EXPECT_GE(folded.rows.back().height(), 5);
    EXPECT_LE(folded.rows.back().height(), 8);
    EXPECT_EQ(lanes_in(chess(1), kBox, 0, 1).rows.size(), 3u);
}

TEST(Lanes, SelectedTaskIsOpenAndTheRowsAboveItStay) {
    LaneSubjects subjects = chess(25);
    const Lanes before = lanes_in(subjects, kBox, 0, 1);
    subjects.selected = static_cast<TaskId>(3);
    const Lanes after = lanes_in(subjects, kBox, 0, 1);
    const LaneRow* selected = after.row_of(RowKind::task, 3);
    ASSERT_NE(selected, nullptr);
    EXPECT_TRUE(selected->open);
    EXPECT_FLOAT_EQ(selected->height(), 24);
    EXPECT_TRUE(selected->labelled);
    for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(after.rows[i].top, before.rows[i].top);
    EXPECT_LE(after.rows.back().bottom, kBox.bottom) << "there is still room for all";
}

TEST(Lanes, LabelsStandAtSensibleSteps) {
    const Box high{0, 0, 900, 300};
    EXPECT_EQ(labelled(lanes_in(chess(25), high, 0, 1)), (std::vector<std::uint32_t>{6, 12, 18, 24}));
    EXPECT_EQ(labelled(lanes_in(chess(4), high, 0, 1)), (std::vector<std::uint32_t>{0, 1, 2, 3}));
    LaneSubjects subjects = chess(25);
    subjects.selected = static_cast<TaskId>(11);
    EXPECT_EQ(labelled(lanes_in(subjects, high, 0, 1)), (std::vector<std::uint32_t>{6, 11, 18, 24}))
        << "12 gives way to the selected one";
}

TEST(Lanes, TwoThousandTasksScroll) {
    LaneSubjects subjects = chess(2000);
    const Lanes top = lanes_in(subjects, kBox, 0, 1);
    EXPECT_LT(top.rows.size(), 70u) << "only what is seen";
    EXPECT_GT(top.content_height, 2000 * 5.0F);
    const Lanes bottom = lanes_in(subjects, kBox, 1e9F, 1);
    EXPECT_FLOAT_EQ(bottom.scroll, bottom.content_height - kBox.height());
    EXPECT_EQ(bottom.rows.back().number, 1999u);
    EXPECT_LE(bottom.rows.back().bottom, kBox.bottom + 1);
    std::set<std::uint32_t> seen;
    for (float scroll = 0; scroll < top.content_height; scroll += kBox.height() / 2) {
        const Lanes lanes = lanes_in(subjects, kBox, scroll, 1);
        for (const LaneRow& row : lanes.rows) {
            if (row.kind == RowKind::task) seen.insert(row.number);
            EXPECT_LT(row.top, kBox.bottom);
            EXPECT_GT(row.bottom, kBox.top);
        }
    }
    EXPECT_EQ(seen.size(), 2000u) << "each can be reached";
}

TEST(Lanes, RowFarBelowAnOpenedOneStandsWhereItIsSaidToStand) {
    LaneSubjects subjects = chess(2000);
    for (const std::uint32_t selected : {3u, 1000u, 1999u}) {
        subjects.selected = static_cast<TaskId>(selected);
        const Lanes lanes = lanes_in(subjects, kBox, 6000, 1);
        ASSERT_FALSE(lanes.rows.empty());
        EXPECT_LE(lanes.rows.front().top, kBox.top + 12);
        EXPECT_GE(lanes.rows.back().bottom, kBox.bottom - 12);
        for (const LaneRow& row : lanes.rows)
            EXPECT_NEAR(row.middle(), lanes.middle_of(static_cast<TaskId>(row.number)), 1) << row.number;
    }
}

TEST(Lanes, ScaleMakesEverythingLargerAlike) {
    const Lanes one = lanes_in(chess(10), {0, 0, 800, 300}, 0, 1);
    const Lanes twice = lanes_in(chess(10), {0, 0, 1600, 600}, 0, 2);
    ASSERT_EQ(one.rows.size(), twice.rows.size());
    for (std::size_t i = 0; i < one.rows.size(); ++i) EXPECT_NEAR(twice.rows[i].top, one.rows[i].top * 2, 1);
}

TEST(Lanes, LabelsThatWouldBeCutAtAnEdgeAreLeftOut) {
    constexpr float kHalf = 9;
    for (const float height : {150.0F, 153.0F, 156.0F, 159.0F, 220.0F, 300.0F})
        for (const float scroll : {0.0F, 5.0F, 40.0F}) {
            const Box box{0, 0, 900, height};
            for (const LaneRow& row : lanes_in(chess(40), box, scroll, 1).rows) {
                if (row.kind != RowKind::task || !row.labelled) continue;
                EXPECT_GE(row.middle(), kHalf - 1) << height << ", scrolled by " << scroll;
                EXPECT_LE(row.middle(), height - kHalf + 1) << height << ", scrolled by " << scroll;
            }
        }
}

/// What a reader sees named: rows of their own, and groups by how many they are.
std::vector<std::string> names_in(const Lanes& lanes) {
    constexpr const char* kKinds[] = {"core", "idle", "resource", "ghost", "task"};
    std::vector<std::string> names;
    for (const LaneRow& row : lanes.rows)
        if (row.labelled) names.push_back(kKinds[static_cast<std::size_t>(row.kind)]);
    for (const LaneGroup& group : lanes.groups)
        names.push_back(kKinds[static_cast<std::size_t>(group.kind)] + std::to_string(group.numbers.size()));
    std::sort(names.begin(), names.end());
    return names;
}

TEST(Lanes, RowsThatAreTooLowForNamesHaveOneTogether) {
    LaneSubjects subjects = chess(5);
    subjects.cores = {0, 1, 2, 3};
    const Lanes lanes = lanes_in(subjects, {0, 0, 900, 112}, 0, 1);
    EXPECT_EQ(names_in(lanes), (std::vector<std::string>{"core4", "resource", "task5"}));
    for (const LaneGroup& group : lanes.groups)
        for (const LaneRow& row : lanes.rows) {
            if (!row.labelled) continue;
            EXPECT_GE(std::abs(row.middle() - group.middle), 18) << "labels keep apart";
        }
    subjects.selected = static_cast<TaskId>(2);
    EXPECT_EQ(names_in(lanes_in(subjects, {0, 0, 900, 112}, 0, 1)),
              (std::vector<std::string>{"core4", "resource", "task"}))
        << "the selected one has its own";
    EXPECT_TRUE(lanes_in(chess(5), kBox, 0, 1).groups.empty()) << "where each has a name";
}

TEST(Lanes, CoresThatShowTheirClocksAreAsHighAsTheirNames) {
    LaneSubjects subjects = chess(3);
    subjects.cores = {0, 1, 2};
    subjects.clocks = true;
    const Lanes lanes = lanes_in(subjects, {0, 0, 900, 60}, 0, 1);
    for (std::uint32_t core = 0; core < 3; ++core) {
        ASSERT_NE(lanes.row_of(RowKind::core, core), nullptr) << core;
        EXPECT_TRUE(lanes.row_of(RowKind::core, core)->labelled) << core;
    }
    EXPECT_GT(lanes.content_height, 60) << "the rest is scrolled to";
}

TEST(Lanes, RowIsFoundByItsHeight) {
    const Lanes lanes = lanes_in(chess(5), kBox, 0, 1);
    for (const LaneRow& row : lanes.rows) EXPECT_EQ(lanes.row_at(row.middle()), &row);
    EXPECT_EQ(lanes.row_at(kBox.bottom + 100), nullptr);
}

TEST(Lanes, IdleCoresShareOneRowBeneathTheOthers) {
    LaneSubjects subjects = chess(5);
    subjects.idle_cores = 3;
    const Lanes lanes = lanes_in(subjects, kBox, 0, 1);
    ASSERT_EQ(lanes.rows.size(), 8u);
    EXPECT_EQ(lanes.rows[1].kind, RowKind::idle);
    EXPECT_EQ(lanes.rows[1].number, 3u);
    EXPECT_TRUE(lanes.rows[1].labelled);
    EXPECT_GE(lanes.rows[1].top, lanes.rows[0].bottom);
    EXPECT_LE(lanes.rows[1].bottom, lanes.rows[2].top);
    EXPECT_LE(lanes.rows.back().bottom, kBox.bottom);
}

TEST(Lanes, WhereAllCoresAreIdleTheRowsBeneathKeepTheirDistance) {
    constexpr float kSectionGap = 6;
    LaneSubjects subjects = chess(5), alone = chess(5);
    subjects.cores.clear();
    alone.cores.clear();
    subjects.idle_cores = 4;
    const Lanes lanes = lanes_in(subjects, kBox, 0, 1), without = lanes_in(alone, kBox, 0, 1);
    ASSERT_EQ(lanes.rows[0].kind, RowKind::idle);
    const float down = lanes.rows[1].top - without.rows[0].top;
    EXPECT_GE(down, lanes.rows[0].height() + kSectionGap + 1);
    EXPECT_EQ(lanes.content_height, without.content_height + down);
}

TEST(Lanes, ManyCoresAndResourcesLeaveRoomForTasks) {
    LaneSubjects subjects;
    for (std::uint32_t i = 0; i < 16; ++i) subjects.cores.push_back(i);
    for (std::uint32_t i = 0; i < 8; ++i) subjects.resources.push_back(i);
    subjects.tasks = 10;
    const Lanes lanes = lanes_in(subjects, kBox, 0, 1);
    EXPECT_EQ(lanes.rows.size(), 34u);
    EXPECT_LE(lanes.content_height, kBox.height());
}

TEST(Lanes, NothingToShowAndNoRoomAreFine) {
    EXPECT_TRUE(lanes_in({}, kBox, 0, 1).rows.empty());
    EXPECT_TRUE(lanes_in(chess(3), {0, 0, 100, 0}, 5, 1).rows.empty());
}

}  // namespace
}  // namespace simul::layout
