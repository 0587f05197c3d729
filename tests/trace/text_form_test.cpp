#include "engine/trace/text_form.h"

#include <gtest/gtest.h>

#include <cstdint>

namespace simul {
namespace {

TraceHeader header_with(ResourceKind kind, const char* name) {
    TraceHeader header;
    header.resources.emplace_back();
    header.resources.back().kind = kind;
    header.resources.back().name = name;
    return header;
}

TraceEvent event_of(EventKind kind, Phase phase, std::uint32_t task) {
    TraceEvent event;
    event.kind = kind;
    event.phase = phase;
    event.task = static_cast<TaskId>(task);
    return event;
}

/// The line of one event, in a trace where #1 is called "game 1".
std::string line_of(const TraceEvent& event, std::string_view text = {}) {
    Trace trace(header_with(ResourceKind::mutex, "judit"));
    TraceEvent spawned = event_of(EventKind::spawn, Phase::done, 0);
    spawned.value = 1;
    trace.append(spawned, "game 1");
    trace.append(event, text);
    return text_form(trace, 1, TaskNames(trace));
}

TEST(TextForm, ColumnsAreTimeCoreTaskAndWhatHappened) {
    TraceEvent event = event_of(EventKind::lock, Phase::done, 1);
    event.time = Time(5s);
    event.core = CoreId{3};
    event.resource = ResourceId{0};
    event.line = 11;
    EXPECT_EQ(line_of(event), "5           core 3   #1 game 1         lock judit (line 11)");
}

TEST(TextForm, WhatIsWantedAndWhatFailsIsSaid) {
    TraceEvent event = event_of(EventKind::lock, Phase::wanted, 1);
    event.resource = ResourceId{0};
    EXPECT_EQ(line_of(event), "0           -        #1 game 1         wants lock judit");
    event.phase = Phase::failed;
    EXPECT_EQ(line_of(event), "0           -        #1 game 1         lock judit fails");
}

struct ValueCase {
    EventKind kind;
    std::int64_t value;
    CellType cell;
    const char* text;
};
constexpr std::int64_t kNobody = 0xffffffff;
const ValueCase kValueCases[] = {
    {EventKind::compute, 5'000'000'001, CellType::integer, "compute 5.000000001 s"},
    {EventKind::ready, kNobody, CellType::integer, "is ready"},
    {EventKind::ready, 1, CellType::integer, "is ready after #1 game 1"},
    {EventKind::await, 1, CellType::integer, "await #1 game 1"},
    {EventKind::await, 7, CellType::integer, "await #7"},
    {EventKind::arrive, 0, CellType::integer, "arrives from #0 main"},
    {EventKind::load, -3, CellType::integer, "load = -3"},
    {EventKind::load, 1, CellType::boolean, "load = true"},
    {EventKind::load, Cell::real(0.5).bits, CellType::real, "load = 0.5"},
    {EventKind::measure, Cell::real(90).bits, CellType::integer, "measure = 90"},
    {EventKind::try_lock, 0, CellType::integer, "try_lock = false"},
    {EventKind::notify, 2, CellType::integer, "notify = 2"},
    {EventKind::finish, 0, CellType::integer, "ends"},
    {EventKind::finish, 3 + (9 << 8), CellType::integer, "ends: died of signal 9"},
    {EventKind::note, static_cast<std::int64_t>(NoteKind::loop_blocked), CellType::integer, "note: loop_blocked"},
    {EventKind::end, 1, CellType::integer, "the run ends: deadlock"},
};

TEST(TextForm, ValueIsWrittenAsItsKindMeansIt) {
    for (const ValueCase& value_case : kValueCases) {
        TraceEvent event = event_of(value_case.kind, Phase::done, 1);
        event.value = value_case.value;
        event.cell = value_case.cell;
        EXPECT_EQ(line_of(event).substr(std::string_view("0           -        #1 game 1         ").size()),
                  value_case.text);
    }
}

TEST(TextForm, TextOfAStrangerCannotCommandTheTerminal) {
    const std::string line = line_of(event_of(EventKind::print, Phase::done, 1), "a\x1b[2J\"\n\xff\xc2\x9b");
    EXPECT_EQ(line, R"(0           -        #1 game 1         print "a\x1b[2J\"\n\xff\xc2\x9b")");
}

TEST(TextForm, LettersOfAllLanguagesStay) { EXPECT_EQ(printable("Judit Polgár 棋 ♟"), "Judit Polgár 棋 ♟"); }

TEST(TextForm, BytesThatAreNotUtf8AreShownAsNumbers) {
    EXPECT_EQ(printable("\xe6\xa3"), "\\xe6\\xa3");                    // ends too early
    EXPECT_EQ(printable("\xc0\x80"), "\\xc0\\x80");                    // a longer way to write NUL
    EXPECT_EQ(printable("\xed\xa0\x80"), "\\xed\\xa0\\x80");           // half of a pair of UTF-16
    EXPECT_EQ(printable("\xf4\x90\x80\x80"), "\\xf4\\x90\\x80\\x80");  // beyond the last character
}

TEST(ExactSeconds, AreNeitherRoundedNorPadded) {
    EXPECT_EQ(exact_seconds(67s), "67");
    EXPECT_EQ(exact_seconds(1us), "0.000001");
    EXPECT_EQ(exact_seconds(1500ms), "1.5");
    EXPECT_EQ(exact_seconds(-1ms), "-0.001");
    EXPECT_EQ(exact_seconds(Duration::max()), "9223372036.854775807");
    EXPECT_EQ(exact_seconds(Duration::min()), "-9223372036.854775808");
}

TEST(TaskNames, FiguresAreTheNumbersOfNamesAndToldApartByLetters) {
    Trace trace;
    std::uint32_t next = 1;
    for (const char* name : {"sensor 1", "radar 1", "sensor 2", "cook 3", "cashier 3", "add", "twin 4", "twin 4", "x5",
                             "sensor 6", "sense 6"}) {
        TraceEvent event;
        event.kind = EventKind::arrive;
        event.task = TaskId{next++};
        trace.append(event, name);
    }
    const TaskNames names(trace);
    std::string figures;
    for (std::uint32_t task = 0; task <= next; ++task) figures += names.short_name_of(TaskId{task}) + " ";
    EXPECT_EQ(figures, " s1 r1 2 co3 ca3    5    ");
}

TEST(TaskNames, TwoTasksOfOneNameAreToldApart) {
    Trace trace;
    TraceEvent event = event_of(EventKind::arrive, Phase::done, 1);
    trace.append(event, "add");
    event.task = TaskId{2};
    trace.append(event, "add");
    event.task = TaskId{3};
    trace.append(event, "check");
    const TaskNames names(trace);
    EXPECT_EQ(names.name_of(TaskId{2}), "add");
    EXPECT_EQ(names.clear_name_of(TaskId{2}), "add (task 2)");
    EXPECT_EQ(names.clear_name_of(TaskId{3}), "check");
    EXPECT_EQ(names.label_of(TaskId{3}), "#3 check");
    EXPECT_EQ(names.name_of(kMainTask), "main");
    EXPECT_EQ(names.name_of(TaskId{9}), "task 9");
    EXPECT_EQ(names.name_of(kNoTask), "nobody");
}

}  // namespace
}  // namespace simul
