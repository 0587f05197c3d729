// What a shared table holds, folded from what its events say; whoever wrote them.
#include "engine/analysis/shown_table.h"

#include <gtest/gtest.h>

namespace simul::testing {
namespace {

struct EntryEvent {
    EventKind kind;
    const char* text;
};

std::string folded(std::string_view first, std::initializer_list<EntryEvent> events) {
    ShownTable table(first);
    for (const EntryEvent& it : events) {
        TraceEvent event;
        event.kind = it.kind;
        table.apply(event, it.text);
    }
    return table.text();
}

TEST(ShownTables, are_lists_first_and_names_after_them) {
    EXPECT_EQ(folded("b = 1\n[2] = 7\n[1] = 5\n[10] = 9\n", {}), "{5, 7, [10] = 9, b = 1}");
    EXPECT_EQ(folded("", {}), "{}");
}

TEST(ShownTables, move_what_stands_behind) {
    EXPECT_EQ(folded("[1] = 5\n[2] = 7\n[4] = 9\n", {{EventKind::insert_entry, "[1] = 3"}}), "{3, 5, 7, 9}");
    EXPECT_EQ(folded("[1] = 5\n[2] = 7\n[4] = 9\n", {{EventKind::remove_entry, "[1] = 5"}}), "{7, [4] = 9}");
    EXPECT_EQ(folded("[1] = 5\n", {{EventKind::remove_entry, "no more"}}), "{5}");
}

TEST(ShownTables, are_as_they_are_read) {
    EXPECT_EQ(folded("a = 1\n", {{EventKind::read_entry, "a = nil"}, {EventKind::walk_entry, "b = \"x = nil\""}}),
              "{b = \"x = nil\"}");
}

TEST(ShownTables, take_any_position_that_a_file_says) {
    for (const char* text :
         {"[9223372036854775807] = 1", "[1e300] = 1", "[nan] = 1", "[-5] = 1", "[] = 1", "[1.5] = 1"})
        for (const EventKind kind : {EventKind::insert_entry, EventKind::remove_entry}) {
            const std::string text_now = folded("[1] = 5\n[2] = 7\n", {{kind, text}});
            EXPECT_TRUE(text_now.find('5') != std::string::npos && text_now.find('7') != std::string::npos) << text_now;
        }
}

TEST(ShownTables, of_the_same_entries_have_the_same_hash_and_others_another) {
    EXPECT_EQ(ShownTable("a = 1\nb = 2\n").hash(), ShownTable("b = 2\na = 1\n").hash());
    EXPECT_NE(ShownTable("a = 1\nb = 2\n").hash(), ShownTable("a = 2\nb = 1\n").hash());
}

}  // namespace
}  // namespace simul::testing
