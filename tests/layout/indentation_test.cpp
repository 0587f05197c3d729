#include "app/layout/indentation.h"

#include <gtest/gtest.h>

namespace simul::layout {
namespace {

TEST(Indentation, OfANewLineIsThatOfTheOneBefore) {
    EXPECT_EQ(indentation_after("local x = 1\n"), "");
    EXPECT_EQ(indentation_after("if a then\n  b()\n"), "  ");
    EXPECT_EQ(indentation_after("    b()  -- then so do we\n"), "    ");
    EXPECT_EQ(indentation_after("\n"), "");
    EXPECT_EQ(indentation_after(""), "");
}

TEST(Indentation, IsTwoMoreWhereABlockBegins) {
    for (const char* line : {"if a then", "for i = 1, 3 do", "else", "repeat", "function f(a, b)", "knobs = {",
                             "local f = function()", "while true do  "})
        EXPECT_EQ(indentation_after(std::string("  ") + line + "\n"), "    ") << line;
    for (const char* line : {"undo", "f(a)", "end", "function f() return 1 end"})
        EXPECT_EQ(indentation_after(std::string(line) + "\n"), "") << line;
}

TEST(TextPlace, CountsLinesAndCharactersAndTabsAsFour) {
    const std::string text = "ab\n\tcé\n\nd";
    EXPECT_EQ(place_in(text, 0), (TextPlace{0, 0}));
    EXPECT_EQ(place_in(text, 2), (TextPlace{0, 2}));
    EXPECT_EQ(place_in(text, 4), (TextPlace{1, 4}));
    EXPECT_EQ(place_in(text, 7), (TextPlace{1, 6})) << "é has two bytes";
    EXPECT_EQ(place_in(text, 8), (TextPlace{2, 0}));
    EXPECT_EQ(place_in(text, 99), (TextPlace{3, 1}));
}

}  // namespace
}  // namespace simul::layout
