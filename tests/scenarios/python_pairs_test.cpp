// Pairs of a Python program and its story (tests/python): what CPython 3.11 prints, the story prints, on each of its
// models and on both clocks. NAME.out is what CPython printed; where python3 is installed, it is asked again.
//
// The head of a story says how it is run: `-- models: …`, `-- workers: …`; after `-- order: any` only the lines count,
// because time, or the kernel, decides their order. Two lists name those that differ: what differs on purpose, with
// words of the finding that says so, and what is known to differ and is yet to be mended. Both may only become shorter:
// who agrees is to be taken off.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include "engine/analysis/findings.h"
#include "engine/analysis/metrics.h"
#include "engine/run/run.h"
#include "scenarios/catalogue.h"
#include "tests/support/busy_computer.h"

#ifdef SIMUL_LUA

namespace simul {
namespace {

using Words = std::vector<std::string>;

const std::string kFolder = std::string(SIMUL_SOURCE_DIR) + "/tests/python/";

std::string path_of(const std::string& name, const char* ending) { return kFolder + name + ending; }

Words lines_of(std::istream& text) {
    Words lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
}

Words lines_of_file(const std::string& path) {
    std::ifstream file(path);
    return lines_of(file);
}

/// The words after `-- key:` in the head of a story.
Words setting(const Words& story, const std::string& key, Words otherwise = {}) {
    const std::string start = "-- " + key + ": ";
    for (const std::string& line : story)
        if (line.compare(0, start.size(), start) == 0) {
            std::istringstream words(line.substr(start.size()));
            return {std::istream_iterator<std::string>(words), {}};
        }
    return otherwise;
}

void replace_all(std::string& line, const std::string& from, const std::string& to) {
    for (std::size_t at = line.find(from); at != std::string::npos; at = line.find(from, at + to.size()))
        line.replace(at, from.size(), to);
}

/// Both languages' words for the same.
Words in_common_words(Words lines) {
    for (std::string& line : lines) {
        replace_all(line, "\t", " ");
        replace_all(line, "True", "true");
        replace_all(line, "False", "false");
        replace_all(line, "None", "nil");
        line.erase(line.find_last_not_of(' ') + 1);
    }
    while (!lines.empty() && lines.back().empty()) lines.pop_back();
    return lines;
}

/// On this computer times are compared by the order that follows from them: a number at the end of a line may be one.
void leave_times_out(Words& lines) {
    for (std::string& line : lines) {
        const std::size_t last = line.find_last_of(' ') + 1;
        if (line.find_first_not_of("0123456789", last) == std::string::npos) line.resize(last);
    }
}

Words compared(const Words& story, Words lines, Clock clock = Clock::real) {
    lines = in_common_words(std::move(lines));
    if (clock == Clock::real) leave_times_out(lines);
    if (setting(story, "order") == Words{"any"}) std::sort(lines.begin(), lines.end());
    return lines;
}

std::string together(const Words& lines) {
    std::string text;
    for (const std::string& line : lines) text += line + "\n";
    return text;
}

Words pairs() {
    Words names;
    for (const auto& entry : std::filesystem::directory_iterator(kFolder))
        if (entry.path().extension() == ".lua") names.push_back(entry.path().stem());
    std::sort(names.begin(), names.end());
    return names;
}

/// Of a list, what stands after `name: `; nothing if it is not there.
std::optional<std::string> listed(const char* list, const std::string& name) {
    for (const std::string& line : lines_of_file(kFolder + list))
        if (line.compare(0, name.size() + 2, name + ": ") == 0) return line.substr(name.size() + 2);
    return std::nullopt;
}

/// How the story's output differs from Python's on one model and clock; and all that the run found.
struct Compared {
    std::string difference, found;
};

Zygote& zygote() {
    static Result<Zygote> made = Zygote::create(find_scenario);
    return *made;
}

/// How fast story time passes, `slower` than the story says.
double scale_of(const Words& story, int slower) {
    double scale = 1;
    for (const std::string& line : story)
        if (line.rfind("scale = ", 0) == 0) scale = std::stod(line.substr(8));
    return scale / slower;
}

Settings settings_of(const std::string& name, const Words& story, const std::string& model, Clock clock, int slower) {
    Settings settings;
    settings.scenario = path_of(name, ".lua");
    settings.model = word_named<Model>(model, kModelNames);
    settings.clock = clock;
    settings.scale = scale_of(story, slower);
    if (const Words workers = setting(story, "workers"); !workers.empty()) settings.workers = std::stoi(workers[0]);
    return settings;
}

Compared compare(const std::string& name, const std::string& model, Clock clock, int slower = 1) {
    const Words story = lines_of_file(path_of(name, ".lua"));
    Result<Run> run = Run::start(zygote(), settings_of(name, story, model, clock, slower));
    if (!run)
        return {name + " on " + model + " does not run: " + run.error().sentence() + "\n", run.error().sentence()};
    while (run->take_news(50)) {
    }
    Compared compared_run;
    for (const Finding& finding : findings_of(run->trace())) compared_run.found += finding.text + "\n";
    const Metrics figures = metrics_of(run->trace());
    const Words output(figures.output.begin(), figures.output.end());
    const std::string told = together(compared(story, output, clock));
    const std::string expected = together(compared(story, lines_of_file(path_of(name, ".out")), clock));
    if (told != expected)
        compared_run.difference = name + " on " + model + ", " + std::string(name_of(clock)) + " clock, says\n" + told +
                                  "and Python\n" + expected + compared_run.found;
    return compared_run;
}

Compared compare_simulated(const std::string& name) {
    const Words story = lines_of_file(path_of(name, ".lua"));
    Compared all;
    for (const std::string& model : setting(story, "models")) {
        const Compared one = compare(name, model, Clock::simulated);
        all.difference += one.difference;
        all.found += one.found;
    }
    return all;
}

class PythonPairs : public ::testing::TestWithParam<std::string> {};

TEST_P(PythonPairs, say_the_same_or_say_why_not) {
    const std::string name = GetParam();
    const Compared pair = compare_simulated(name);
    if (const auto words = listed("differs_on_purpose.txt", name)) {
        EXPECT_NE(pair.difference, "") << name << " agrees: take it off tests/python/differs_on_purpose.txt";
        EXPECT_NE(pair.found.find(*words), std::string::npos) << "nothing says: " << *words << "\n" << pair.found;
    } else if (listed("known_to_differ.txt", name)) {
        EXPECT_NE(pair.difference, "") << name << " agrees: take it off tests/python/known_to_differ.txt";
    } else {
        EXPECT_EQ(pair.difference, "");
    }
}

INSTANTIATE_TEST_SUITE_P(each, PythonPairs, ::testing::ValuesIn(pairs()),
                         [](const auto& name) { return "pair_" + name.param; });

class RealPythonPairs : public ::testing::TestWithParam<std::string> {};

TEST_P(RealPythonPairs, agree_on_this_computer) {
    const std::string name = GetParam();
    if (listed("differs_on_purpose.txt", name) || listed("known_to_differ.txt", name)) return;
    for (const std::string& model : setting(lines_of_file(path_of(name, ".lua")), "models"))
        testing::expect_within_three_tries(
            [&](int slower) { EXPECT_EQ(compare(name, model, Clock::real, slower).difference, ""); });
}

INSTANTIATE_TEST_SUITE_P(each, RealPythonPairs, ::testing::ValuesIn(pairs()),
                         [](const auto& name) { return "pair_" + name.param; });

// ---- The oracle.

std::string output_of(const std::string& command) {
    std::string text;
    FILE* const pipe = ::popen(command.c_str(), "r");
    char part[4096];
    while (const std::size_t count = std::fread(part, 1, sizeof part, pipe)) text.append(part, count);
    ::pclose(pipe);
    return text;
}

class RealPython : public ::testing::TestWithParam<std::string> {};

TEST_P(RealPython, prints_what_is_written_down) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "CPython is the same with every build of Simul";
#endif
    const std::string name = GetParam();
    if (output_of("python3 -c 'import sys; print(sys.version_info[:2])' 2>/dev/null") != "(3, 11)\n")
        GTEST_SKIP() << "there is no CPython 3.11 here";
    const Words story = lines_of_file(path_of(name, ".lua"));
    const Words expected = compared(story, lines_of_file(path_of(name, ".out")));
    Words printed;
    constexpr int kTries = 3;
    for (int i = 0; i < kTries && (i == 0 || printed != expected); ++i) {
        std::istringstream text(
            output_of("timeout 60 python3 -B " + kFolder + "whole_lines.py " + path_of(name, ".py") + " 2>/dev/null"));
        printed = compared(story, lines_of(text));
    }
    EXPECT_EQ(together(printed), together(expected));
}

INSTANTIATE_TEST_SUITE_P(each, RealPython, ::testing::ValuesIn(pairs()),
                         [](const auto& name) { return "pair_" + name.param; });

TEST(PythonPairs, that_are_listed_exist) {
    for (const char* list : {"differs_on_purpose.txt", "known_to_differ.txt"})
        for (const std::string& line : lines_of_file(kFolder + list)) {
            if (line.empty() || line[0] == '#') continue;
            const std::string name = line.substr(0, line.find(':'));
            EXPECT_TRUE(std::filesystem::exists(path_of(name, ".lua"))) << list << " names " << name;
        }
}

// ---- The programs beside the stories of the shelf (scenarios/NAME.py). `# order: any` in one says that the computer
// decides in which order its lines come.

/// What a free run of the story prints, as it opens.
Words printed_by(const std::string& scenario) {
    Settings settings;
    settings.scenario = scenario;
    Result<Run> run = Run::start(zygote(), settings);
    if (!run) return {run.error().sentence()};
    while (run->take_news(50)) {
    }
    const Metrics figures = metrics_of(run->trace());
    return {figures.output.begin(), figures.output.end()};
}

class RealPythonBeside : public ::testing::TestWithParam<std::string> {};

/// What the program beside a story prints, and how it ends.
Words printed_beside(const std::string& story) {
    const std::string path = std::string(SIMUL_SOURCE_DIR) + "/scenarios/" + story + ".py";
    std::istringstream text(output_of("timeout 60 python3 -B " + path + " 2>&1; echo ended with $?"));
    return in_common_words(lines_of(text));
}

TEST_P(RealPythonBeside, runs_and_prints_what_the_story_prints) {
#ifdef __SANITIZE_ADDRESS__
    GTEST_SKIP() << "CPython is the same with every build of Simul";
#endif
    if (output_of("python3 -c 'import sys; print(sys.version_info >= (3, 11))' 2>/dev/null") != "True\n")
        GTEST_SKIP() << "there is no CPython 3.11 here";
    Words story = in_common_words(printed_by(GetParam())), printed;
    const bool any_order = python_program(GetParam()).find("\n# order: any\n") != std::string_view::npos;
    const bool prints = !story.empty();  // a story that prints nothing leaves it to Python what to print
    story.push_back("ended with 0");
    constexpr int kTries = 3;  // a busy computer is late
    for (int i = 0; i < kTries && (i == 0 || printed != story); ++i) {
        printed = printed_beside(GetParam());
        if (!prints && !printed.empty()) printed.erase(printed.begin(), printed.end() - 1);
        if (any_order)
            for (Words* lines : {&story, &printed}) std::sort(lines->begin(), lines->end());
    }
    EXPECT_EQ(together(printed), together(story));
}

std::vector<std::string> stories_with_python() {
    std::vector<std::string> names;
    for (const CatalogueEntry& entry : catalogue())
        if (!python_program(entry.name).empty()) names.emplace_back(entry.name);
    return names;
}

INSTANTIATE_TEST_SUITE_P(each, RealPythonBeside, ::testing::ValuesIn(stories_with_python()),
                         [](const auto& name) { return name.param; });

}  // namespace
}  // namespace simul

#endif
