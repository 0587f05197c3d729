// What the stories of real input and output say of all orders, counted by reasoning.
#ifdef SIMUL_LUA

#include <gtest/gtest.h>

#include "scenarios/catalogue.h"
#include "tests/support/rehearsed_story.h"
#include "tests/support/small_story.h"

namespace simul::testing {
namespace {

/// How many orders there are, and how many of them lose a deposit.
struct Orders {
    std::uint64_t all = 0, wrong = 0;
};

Orders orders_of_bank_rows(const KnobSettings& knobs, Model model = Model::threads) {
    const auto story = find_scenario("bank_rows").value()->load(knobs, 1);
    RehearsedStory rehearsed(*story.value(), simulated(model));
    const Exploration found = explore(rehearsed, {});
    EXPECT_TRUE(found.complete) << found.left_off;
    Orders orders{found.interleavings.small().value_or(0), 0};
    for (const ExploredResult& result : found.results)
        if (result.fails) orders.wrong += result.count.small().value_or(0);
    return orders;
}

/// In how many ways k of n places can be chosen.
std::uint64_t ways(std::uint64_t n, std::uint64_t k) { return k == 0 ? 1 : ways(n - 1, k - 1) * n / k; }

/// A deposit is four steps: ask for the balance, and hear it; ask to write, and hear that it is written. It is right if
/// one is through before the other hears the balance: the other's first step stands before, between or after its four.
constexpr std::uint64_t kRight = 2 * 5;

TEST(BankRows, lose_a_deposit_in_all_orders_but_those_in_which_one_is_through_before_the_other_hears_the_balance) {
    for (const Model model : {Model::threads, Model::processes}) {
        const Orders orders = orders_of_bank_rows({}, model);
        EXPECT_EQ(orders.all, ways(8, 4));
        EXPECT_EQ(orders.wrong, ways(8, 4) - kRight);
    }
    EXPECT_GT(orders_of_bank_rows({}, Model::event_loop).wrong, 0u);
}

TEST(BankRows, lose_none_in_any_order_if_a_deposit_is_one_statement_or_under_a_lock) {
    const Orders one_statement = orders_of_bank_rows({{"how", "add in one statement"}});
    EXPECT_EQ(one_statement.all, ways(4, 2));
    EXPECT_EQ(one_statement.wrong, 0u);
    EXPECT_EQ(orders_of_bank_rows({{"how", "under a lock"}}).wrong, 0u);
}

/// Nobody is refused if one is through before the other asks to write, who may have heard the balance by then; else who
/// asks later is refused while the other waits for its last step, and that is right.
TEST(BankRows, lose_fewer_if_a_second_change_is_refused_and_to_read_again_does_not_help_who_was_not_refused) {
    const std::uint64_t not_refused = 2 * ways(6, 2), is_refused = 2 * ways(5, 2);
    const Orders orders = orders_of_bank_rows({{"busy", "refuse"}});
    EXPECT_EQ(orders.all, not_refused + is_refused);
    EXPECT_EQ(orders.wrong, not_refused - kRight);
    EXPECT_GT(orders_of_bank_rows({{"busy", "refuse"}, {"again", "all"}}).wrong, 0u);
}

}  // namespace
}  // namespace simul::testing

#endif
