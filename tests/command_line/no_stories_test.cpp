// Files that are no story, or no plain one: read, or told for what they are, by every verb alike.
#include <gtest/gtest.h>

#include <fstream>

#include "tests/command_line/bad_day.h"
#include "tests/command_line/program.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Words = std::vector<std::string>;

struct NoStory {
    const char* name;
    std::string content;
    const char* says;
};

const NoStory kNoStories[] = {
    {"sheet.lua", "a;b\n1;2\n3;4\n", "looks like a sheet (CSV)"},
    {"trace.json", "{\"traceEvents\": [{\"ph\": \"X\"}]}\n", "looks like JSON"},
    {"list.lua", "[1, 2, 3]\n", "looks like JSON"},
    {"main.py", "import asyncio\n\nasync def main():\n    await asyncio.sleep(1)\n", "looks like a program in Python"},
    {"def.lua", "def f(x):\n    return x\n\nprint(f(1))\n", "looks like a program in Python"},
    {"main.go", "package main\n\nfunc main() {\n\tgo f()\n}\n", "looks like a program in another language"},
    {"text.txt", "Once upon a time\nthere was a lock.\n", "looks like plain text"},
    {"page.lua", "<!DOCTYPE html>\n<html></html>\n", "looks like a web page"},
    {"picture.png", "\x89PNG\r\n\x1a\n", "is a picture (PNG)"},
    {"program",
     std::string("\x7f"
                 "ELF\x02\x01\x01\x00",
                 8),
     "is a program (ELF)"},
    {"zeros.lua", std::string(100, '\0'), "is no text"},
    {"empty.lua", "", "the file is empty"},
    {"blank.lua", " \n\n", "the file is empty"},
};

const Words kVerbs[] = {{"run"}, {"check"}, {"explore"}, {"bundle", "--out", "/dev/null"}};

TEST(FilesThatAreNoStory, are_told_for_what_they_are_by_every_verb) {
    for (const NoStory& it : kNoStories) {
        const TemporaryFile file(it.name, it.content);
        for (const Words& verb : kVerbs) {
            Words words = verb;
            words.push_back(file.path());
            const BadDay day = day_of(words);
            SCOPED_TRACE(testing::PrintToString(words));
            EXPECT_EQ(day.code, 2) << day.err;
            EXPECT_NE(day.err.find(it.says), std::string::npos) << day.err;
            EXPECT_EQ(day.err.find("0x"), std::string::npos) << day.err;
        }
    }
}

TEST(FilesThatAreNoStory, are_read_as_sheets_of_jobs_where_jobs_can_be_run) {
    const TemporaryFile file("sheet.csv", "name,age\nada,36\nbob,40\n");
    for (const Words& words : {Words{"run", file.path()}, Words{"bundle", "--out", "/dev/null", file.path()}}) {
        const BadDay day = day_of(words);
        EXPECT_EQ(day.code, 2) << day.err;
        EXPECT_NE(day.err.find("row 1: a column is \"age\", but one of arrival, burst"), std::string::npos) << day.err;
    }
    for (const Words& words : {Words{"check", file.path()}, Words{"explore", file.path()}})
        EXPECT_NE(day_of(words).err.find("looks like a sheet (CSV)"), std::string::npos) << words[0];
}

TEST(FilesThatAreNoTrace, are_told_for_what_they_are) {
    for (const NoStory& it : kNoStories) {
        if (it.content.find_first_not_of(" \n") == std::string::npos) continue;
        const TemporaryFile file(it.name, it.content);
        const BadDay day = day_of({"show", file.path()});
        EXPECT_EQ(day.code, 2) << it.name;
        EXPECT_NE(day.err.find("is not a trace of Simul"), std::string::npos) << it.name << ": " << day.err;
        const std::string what = std::string(it.says).substr(std::string(it.says).find(' ') + 1);
        const std::string told = what.starts_with("like ") ? what.substr(5) : what;
        EXPECT_NE(day.err.find("; this is " + told), std::string::npos) << it.name << ": " << day.err;
    }
}

// ---- Stories that are not plain text.

std::string as_utf16(std::string_view text, bool big_endian) {
    std::string bytes = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const char letter : text) {
        if (big_endian) bytes += '\0';
        bytes += letter;
        if (!big_endian) bytes += '\0';
    }
    return bytes;
}

TEST(StoriesThatAreNotPlain, run) {
    const std::string story = "function main()\n  print('it runs')\nend\n";
    std::string with_returns;
    for (const char letter : story) with_returns += letter == '\n' ? "\r\n" : std::string(1, letter);
    const std::pair<const char*, std::string> kFiles[] = {
        {"mark.lua", "\xef\xbb\xbf" + story},
        {"shell.lua", "#!/usr/bin/env simul run\n" + story},
        {"marked_shell.lua", "\xef\xbb\xbf#!/usr/bin/env simul run\n" + story},
        {"windows.lua", with_returns},
        {"little.lua", as_utf16(story, false)},
        {"big.lua", as_utf16(story, true)},
        {"story.txt", story},
        {"story", story},
    };
    for (const auto& [name, content] : kFiles) {
        const TemporaryFile file(name, content);
        const BadDay day = day_of({"run", file.path()});
        EXPECT_EQ(day.code, 0) << name << ": " << day.err;
        EXPECT_NE(day.out.find("it runs"), std::string::npos) << name << ": " << day.out;
    }
}

TEST(StoriesThatAreNotPlain, keep_the_numbers_of_their_lines) {
    const TemporaryFile file("shell.lua",
                             "\xef\xbb\xbf#!/usr/bin/env simul run\nfunction main()\n  error('here')\nend\n");
    const BadDay day = day_of({"run", file.path()});
    EXPECT_EQ(day.code, 1);
    EXPECT_NE(day.err.find("shell.lua:3: in task main: here"), std::string::npos) << day.err;
}

TEST(TabsInPrintedLines, go_to_the_next_stop) {
    const TemporaryFile file("tabs.lua", "function main()\n  print('a', 'b')\n  print('longer name', 1)\nend\n");
    const BadDay day = day_of({"run", file.path()});
    EXPECT_NE(day.out.find("a       b"), std::string::npos) << day.out;
    EXPECT_NE(day.out.find("longer name     1"), std::string::npos) << day.out;
    EXPECT_EQ(day.out.find("\\t"), std::string::npos) << day.out;
}

}  // namespace
}  // namespace simul

#endif
