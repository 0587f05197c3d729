// Stories that want more than they may have: memory, addresses, room in a description.
#include <gtest/gtest.h>

#include "engine/scenario/memory_budget.h"
#include "tests/lua/lua_run.h"

namespace simul::testing {
namespace {

TEST(HostileStory, keeps_its_memory_limit_when_it_fills_its_stack_before_a_message_comes_in) {
    const auto trace = told_by(
        "c = channel(1000)\n"
        "local function deep(n) local t = {} for i = 1, n do t = { t } end return t end\n"
        "function nearly(...) return (c:receive()) end\n"
        "function main()\n"
        "  for i = 1, 60 do c:send(deep(25)) end\n"
        "  for n = 999950, 999900, -2 do if pcall(function() return nearly(unpack({}, 1, n)) end) then break end end\n"
        "  local keep = {}\n"
        "  for i = 1, 20 do keep[i] = ('x'):rep(20000000 + i) sleep(1) end\n"
        "  print('kept 400 MB')\n"
        "end\n");
    EXPECT_EQ(printed_in(*trace), std::vector<std::string>{});
    EXPECT_NE(failure_in(*trace).find("more than the 64 MB"), std::string::npos) << failure_in(*trace);
}

TEST(HostileStory, pays_for_the_messages_that_it_keeps) {
    const auto trace = told_by(
        "c = channel(1)\n"
        "local function many(n) local t = {} for i = 1, n do t[i] = {} end return t end\n"
        "function sends() local m = many(250) for i = 1, 20000 do c:send(m) end end\n"
        "function main()\n"
        "  local keep = {}\n"
        "  for i = 1, 20000 do keep[i] = 0 end\n"
        "  spawn(sends)\n"
        "  for i = 1, 20000 do keep[i] = c:receive() end\n"
        "  print('kept 300 MB')\n"
        "end\n");
    EXPECT_EQ(printed_in(*trace), std::vector<std::string>{});
    EXPECT_NE(failure_in(*trace).find("more than the 64 MB"), std::string::npos) << failure_in(*trace);
}

TEST(HostileStory, pays_for_the_tasks_that_it_starts) {
    const auto trace = told_by(
        "function waits(t) sleep(1) return t end\n"
        "local function many(n) local t = {} for i = 1, n do t[i] = {} end return t end\n"
        "function main() local m = many(250) for i = 1, 8000 do spawn(waits, m) end end\n");
    EXPECT_NE(failure_in(*trace).find("more than the 64 MB"), std::string::npos) << failure_in(*trace);
}

TEST(HostileStory, sees_no_address_behind_a_zero_or_among_flags) {
    for (const char* format : {"\\0%p", "%%%p", "%d%p", "%-20p", "% p", "%+#0p"})
        EXPECT_NE(failure_of("print(string.format('" + std::string(format) + "', 1, 'x'))").find("an address"),
                  std::string::npos)
            << format;
    EXPECT_EQ(printed_by("print(('%%p %d%%'):format(3))"), std::vector<std::string>{"%p 3%"});
}

TEST(HostileStory, repeats_nothing_for_as_long_as_it_likes) {
    EXPECT_EQ(printed_by("print('[' .. (''):rep(1e15) .. ']', ('x'):rep(3, ','), (''):rep(3, ','))"),
              std::vector<std::string>{"[]\tx,x,x\t,,"});
}

TEST(HostileStory, is_shown_with_no_more_than_may_be_printed) {
    EXPECT_NE(failure_of("local s = ('x'):rep(20000000) print(s, s, s, s, s, s)")
                  .find("this cannot be printed: there is no room"),
              std::string::npos);
    EXPECT_EQ(printed_by("local s = ('x'):rep(200) print(#tostring(s))"), std::vector<std::string>{"200"});
}

// ---- What is read of a file.

/// The line of the global, and that there is too much of it.
void expect_too_much_described(const std::string& refusal, const std::string& place) {
    EXPECT_EQ(refusal.rfind("story.lua:" + place + ": the texts and names of the story are longer than 1 MB", 0), 0U)
        << refusal;
}

TEST(HostileDescription, counts_a_text_for_each_of_its_uses) {
    const std::string text = "local s = ('q'):rep(100000)\n";
    expect_too_much_described(refusal_of(text + "questions = {}\nfor i = 1, 20 do questions[i] = { text = s } end\n"
                                                "function main() end\n"),
                              "2");
    expect_too_much_described(
        refusal_of(text +
                   "local k = {}\nfor i = 1, 40 do k[i] = s end\nchallenges = { { title = 'x', goal = { outcome = "
                   "'deadlock' }, hints = k } }\nfunction main() end\n"),
        "4");
    expect_too_much_described(
        refusal_of(text + "words = {}\nfor i = 1, 20 do words[s .. i] = { name = 'x' } end\nfunction main() end\n"),
        "2");
    expect_too_much_described(refusal_of(text + "local c = {}\nfor i = 1, 20 do c[i] = s end\n"
                                                "knobs = { k = knob(s, { choices = c }) }\nfunction main() end\n"),
                              "4");
    EXPECT_EQ(refusal_of("about = ('q'):rep(500000)\nfunction main() end\n"), "");
}

TEST(HostileDescription, has_paths_of_a_length_that_helps) {
    EXPECT_EQ(refusal_of("local t = { m = mutex() }\nfor i = 1, 90000 do t = { t } end\nx = t\nfunction main() end\n"),
              "");
    const auto story = loaded("x = { [('k'):rep(100000)] = { m = mutex() } }\nfunction main() end\n");
    const std::string& name = story->description().resources.at(0).name;
    EXPECT_EQ(name.rfind("x.kkkk", 0), 0U) << name;
    EXPECT_LT(name.size(), 210U);
}

TEST(HostileDescription, of_too_many_tables_is_refused) {
    EXPECT_NE(refusal_of("x = {}\nfor i = 1, 150000 do x[i] = {} end\nfunction main() end\n").find("more than 100000"),
              std::string::npos);
    const std::string shared = "local t = {}\nx = {}\nfor i = 1, 150000 do x[i] = t end\nfunction main() end\n";
    EXPECT_NE(refusal_of(shared).find("more than 100000"), std::string::npos);
    EXPECT_EQ(refusal_of("x = {}\nfor i = 1, 150000 do x[i] = i end\nfunction main() end\n"), "");
}

TEST(HostileDescription, may_not_take_all_memory_while_it_loads) {
    EXPECT_NE(
        refusal_of("x = ('x'):rep(30000000)\nfunction main() end\n").find("24 MB that it may have while its file"),
        std::string::npos);
}

// ---- Several states.

class Purse final : public MemoryBudget {
  public:
    explicit Purse(std::size_t left) : left_(left), all_(left) { budget_of_run = this; }
    ~Purse() { budget_of_run = nullptr; }
    bool take(std::size_t bytes) override {
        if (bytes > left_) return false;
        left_ -= bytes;
        return true;
    }
    void give_back(std::size_t bytes) override { left_ += bytes; }
    bool is_full() const { return left_ == all_; }

  private:
    std::size_t left_, all_;
};

TEST(SeveralStates, share_what_the_run_may_have_and_give_it_back) {
    const char* const keeper = "function main() local s = ('x'):rep(6000000) sleep(1) print(#s) end\n";
    Purse purse(std::size_t{16} << 20);
    {
        const auto first = loaded(keeper), second = loaded(keeper);
        EXPECT_EQ(printed_in(*simulate_in_place(*first, simulated(Model::threads))).size(), 1U);
        const auto trace = simulate_in_place(*second, simulated(Model::threads));
        EXPECT_NE(failure_in(*trace).find("in task main: the tasks of the run need more than the 64 MB"),
                  std::string::npos)
            << failure_in(*trace);
    }
    EXPECT_TRUE(purse.is_full());
    const auto third = loaded(keeper);
    EXPECT_EQ(printed_in(*simulate_in_place(*third, simulated(Model::threads))).size(), 1U);
}

TEST(SeveralStates, give_back_what_they_no_longer_need_while_they_live) {
    Purse purse(std::size_t{40} << 20);
    const auto story = loaded(
        "function main()\n"
        "  local s = ('x'):rep(15000000) s = nil\n"
        "  for i = 1, 400000 do local t = { i } end\n"
        "  sleep(1) print('done')\n"
        "end\n");
    EXPECT_EQ(printed_in(*simulate_in_place(*story, simulated(Model::threads))).size(), 1U);
    EXPECT_TRUE(purse.take(std::size_t{30} << 20));
    purse.give_back(std::size_t{30} << 20);
}

}  // namespace
}  // namespace simul::testing
