// docs/LANGUAGE.md: each of its examples runs and prints what it says, and its table of operations is the list's.
#include <fstream>
#include <sstream>

#include "engine/base/operation_kinds.h"
#include "engine/scenario/usage.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

constexpr const char* kPage = SIMUL_SOURCE_DIR "/docs/LANGUAGE.md";

std::string text_of_page() {
    std::ostringstream text;
    text << std::ifstream(kPage).rdbuf();
    return text.str();
}

/// One block of Lua, and the block of text after it.
struct PageExample {
    std::size_t line = 0;
    Model model = Model::threads;
    std::string story;
    std::optional<std::string> prints;
};

std::vector<PageExample> examples_of(const std::string& page) {
    std::vector<PageExample> examples;
    std::istringstream lines(page);
    std::string line, block;
    Model model = Model::threads;
    const std::string run = "<!-- run: model=";
    for (std::size_t number = 1; std::getline(lines, line); ++number) {
        if (line.rfind(run, 0) == 0)
            model = word_named<Model>(line.substr(run.size(), line.find(" -->") - run.size()), kModelNames).value();
        const bool is_lua = line == "```lua", is_text = line == "```text";
        if (!is_lua && !is_text) continue;
        const std::size_t begin = number;
        block.clear();
        for (++number; std::getline(lines, line) && line != "```"; ++number) block += line + "\n";
        if (is_lua)
            examples.push_back({begin, std::exchange(model, Model::threads), block, {}});
        else if (!examples.empty())
            examples.back().prints = block;
    }
    return examples;
}

/// The printed lines, a blank for each tab.
std::string printed(const Trace& trace) {
    std::string text;
    for (const std::string& line : printed_in(trace)) text += line + "\n";
    std::replace(text.begin(), text.end(), '\t', ' ');
    return text;
}

TEST(TheReference, has_examples_that_run_and_print_what_it_says) {
    const std::vector<PageExample> examples = examples_of(text_of_page());
    EXPECT_GT(examples.size(), 15u);
    for (const PageExample& example : examples) {
        SCOPED_TRACE(std::string(kPage) + ":" + std::to_string(example.line));
        const auto story = load_story(example.story);
        ASSERT_TRUE(story.ok()) << story.error().sentence();
        const auto trace = simulate_in_place(*story.value(), plan_for(*story.value(), example.model));
        EXPECT_EQ((*trace)[trace->size() - 1].value, static_cast<std::int64_t>(Outcome::finished))
            << failure_in(*trace);
        EXPECT_EQ(printed(*trace), example.prints.value_or(printed(*trace)));
    }
}

std::string cell(const char* text) { return *text == '\0' ? " –" : " `" + std::string(text) + "`"; }

std::string table_of_operations() {
    std::string table = "| in a story | waits? | threads in Python | asyncio |\n|---|---|---|---|\n";
    for (const OperationInfo& operation : kOperations)
        table += "| `" + usage_of(operation) + "` |" + (operation.may_wait ? " it may |" : " |") +
                 cell(operation.python.threading) + " |" + cell(operation.python.asyncio) + " |\n";
    return table;
}

/// `SIMUL_REWRITE_GOLDEN=1` writes it into the page.
TEST(TheReference, has_the_table_of_operations_that_the_list_gives) {
    const std::string page = text_of_page(), begin = "<!-- operations -->\n", end = "<!-- end of operations -->";
    const std::size_t from = page.find(begin) + begin.size(), until = page.find(end);
    ASSERT_LT(from, page.size());
    ASSERT_LE(from, until);
    if (std::getenv("SIMUL_REWRITE_GOLDEN"))
        std::ofstream(kPage) << page.substr(0, from) << table_of_operations() << page.substr(until);
    else
        EXPECT_EQ(page.substr(from, until - from), table_of_operations());
}

/// A word of the sandbox that the page does not name is a word that nobody finds.
TEST(TheReference, names_every_word_of_the_language) {
    const std::string page = text_of_page();
    for (const OperationInfo& operation : kOperations)
        EXPECT_NE(page.find(operation.form == CallForm::entry ? usage_of(operation)
                            : operation.form == CallForm::reads_value || operation.form == CallForm::writes_value
                                ? std::string(".value")
                                : std::string(operation.verb)),
                  std::string::npos)
            << operation.verb;
    for (const char* word : {"rw_lock",       "mutex",         "rlock",        "semaphore",    "bounded_semaphore",
                             "condition",     "barrier",       "event",        "channel",      "variable",
                             "http_server",   "folder",        "database",     "knob",         "seconds",
                             "gather",        "join(",         "wait(",        "as_completed", "task_group",
                             "wait_for(",     "shield(",       "pcall",        "ipairs",       "select",
                             "unpack",        "spawn_on(",     "to_thread(",   "node()",       "on(node",
                             "network",       "restart",       "clock_offset", "clock_drift",  "exit(",
                             "pool(",         "killed_worker", "shared_table", "pipe(",        "socket_pair(",
                             "read_exactly(", "start_method"})
        EXPECT_NE(page.find(word), std::string::npos) << word;
}

}  // namespace
}  // namespace simul::testing
