#include "app/layout/source_rows.h"

#include <gtest/gtest.h>

#include <string>

namespace simul::layout {
namespace {

/// Each token as its kind's first letter and its text: "k:for".
std::vector<std::string> told(std::string_view line, OpenBracket& open) {
    std::vector<std::string> tokens;
    for (const Token& token : tokens_of(line, open))
        tokens.push_back(std::string(1, "pknsc"[static_cast<std::size_t>(token.kind)]) + ":" +
                         std::string(line.substr(token.begin, token.end - token.begin)));
    return tokens;
}
std::vector<std::string> told(std::string_view line) {
    OpenBracket open;
    return told(line, open);
}
using Tokens = std::vector<std::string>;

TEST(LuaTokens, TellKeywordsNumbersStringsAndComments) {
    EXPECT_EQ(told("for i = 1, n do"), (Tokens{"k:for", "p: i = ", "n:1", "p:, n ", "k:do"}));
    EXPECT_EQ(told("print(\"a -- b\")  -- c"), (Tokens{"p:print(", "s:\"a -- b\"", "p:)  ", "c:-- c"}));
    EXPECT_EQ(told("x = 'it\\'s' .. 2.5e3 .. y"), (Tokens{"p:x = ", "s:'it\\'s'", "p: .. ", "n:2.5e3", "p: .. y"}));
    EXPECT_EQ(told("format = endless"), (Tokens{"p:format = endless"})) << "words that begin like keywords";
    EXPECT_EQ(told("a[1] = \"open"), (Tokens{"p:a[", "n:1", "p:] = ", "s:\"open"}));
    EXPECT_EQ(told(""), Tokens{});
}

TEST(LuaTokens, CarryLongStringsAndCommentsOverLines) {
    OpenBracket open;
    EXPECT_EQ(told("about = [==[ one", open), (Tokens{"p:about = ", "s:[==[ one"}));
    EXPECT_EQ(told("for ]] two", open), (Tokens{"s:for ]] two"}));
    EXPECT_EQ(told("three ]==] end", open), (Tokens{"s:three ]==]", "p: ", "k:end"}));
    EXPECT_FALSE(open.open);
    EXPECT_EQ(told("--[[ a", open), (Tokens{"c:--[[ a"}));
    EXPECT_EQ(told("b ]] x", open), (Tokens{"c:b ]]", "p: x"}));
}

TEST(LuaTokens, LeaveNoGap) {
    OpenBracket open;
    const std::string_view line = "  local t = { [1]='a', b=[[c]] } -- d";
    std::size_t end = 0;
    for (const Token& token : tokens_of(line, open)) {
        EXPECT_EQ(token.begin, end);
        end = token.end;
    }
    EXPECT_EQ(end, line.size());
}

struct Row {
    int line;
    std::string text;
    std::size_t indent;
    friend bool operator==(const Row&, const Row&) = default;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.line << " '" << row.text << "' " << row.indent; }

std::vector<Row> rows(std::string_view source, std::size_t columns) {
    std::vector<Row> all;
    for (const SourceRow& row : source_rows(source, columns, [=](std::uint16_t) { return columns; }))
        all.push_back({row.line, std::string(row.text), row.indent});
    return all;
}

TEST(SourceRows, GoOnBelowWhereALineIsTooLong) {
    EXPECT_EQ(rows("one\n\ntwo\n", 20), (std::vector<Row>{{1, "one", 0}, {2, "", 0}, {3, "two", 0}}));
    EXPECT_EQ(rows("  judit:lock()  compute(5)", 20),
              (std::vector<Row>{{1, "  judit:lock()  ", 0}, {1, "compute(5)", 4}}));
    EXPECT_EQ(rows("abcdefghijklmnopqrst", 10),
              (std::vector<Row>{{1, "abcdefghij", 0}, {1, "klmnopqr", 2}, {1, "st", 2}}))
        << "a word that is too long is cut";
    EXPECT_EQ(rows("  compute(knob.master_move)", 22),
              (std::vector<Row>{{1, "  compute(knob.", 0}, {1, "master_move)", 4}}))
        << "rather behind a sign than in a name";
}

TEST(SourceRows, LeaveRoomInTheFirstRowOnly) {
    std::vector<std::string> texts;
    for (const SourceRow& row :
         source_rows("one two three four five", 20, [](std::uint16_t) { return std::size_t{9}; }))
        texts.emplace_back(row.text);
    EXPECT_EQ(texts, (std::vector<std::string>{"one two ", "three four five"}));
}

TEST(SourceRows, PutACommentBelowThatDoesNotFit) {
    EXPECT_EQ(rows("  sleep(x)   -- this needs nobody", 20),
              (std::vector<Row>{{1, "  sleep(x)   ", 0}, {1, "-- this needs ", 4}, {1, "nobody", 4}}));
    EXPECT_EQ(rows("  sleep(five)         -- this", 14),
              (std::vector<Row>{{1, "  sleep(five)         ", 0}, {1, "-- this", 4}}))
        << "no row of blanks";
    EXPECT_EQ(rows("  sleep(x)   -- ok", 20), (std::vector<Row>{{1, "  sleep(x)   -- ok", 0}}));
    EXPECT_EQ(rows("  -- only a comment here", 16).front().text, "  -- only a ");
}

TEST(SourceRows, CountCharactersNotBytes) {
    EXPECT_EQ(columns_of("…é1"), 3u);
    EXPECT_EQ(rows("ééééééééé", 9), (std::vector<Row>{{1, "ééééééééé", 0}}));
    EXPECT_EQ(rows("éééééééééé", 9).front().text, "ééééééééé");
}

TEST(SourceRows, CutTheTokensWithTheLine) {
    const auto all = source_rows("x = \"a b c d e f\"", 10, [](std::uint16_t) { return std::size_t{10}; });
    ASSERT_EQ(all.size(), 2u);
    EXPECT_EQ(all[0].text, "x = \"a b c ") << "a blank may hang over";
    EXPECT_EQ(all[0].tokens, (std::vector<Token>{{0, 4, TokenKind::plain}, {4, 11, TokenKind::string}}));
    EXPECT_EQ(all[1].tokens, (std::vector<Token>{{0, 6, TokenKind::string}}));
    EXPECT_FALSE(all[1].begins);
}

TEST(SourceRows, EndAtTheLastLineThatAnEventCanName) {
    EXPECT_EQ(source_rows(std::string(70'000, '\n'), 10, [](std::uint16_t) { return std::size_t{10}; }).size(),
              65'535u);
    EXPECT_TRUE(source_rows("", 10, [](std::uint16_t) { return std::size_t{10}; }).empty());
}

}  // namespace
}  // namespace simul::layout
