#include "app/layout/shop.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/layout/hall_run.h"

namespace simul::layout {
namespace {

using testing::WatchedRun;
using Doing = ShopCustomer::Doing;

constexpr Box kShop{240, 100, 1170, 430};

WatchedRun shop(Model model, std::uint32_t cores, int customers = 4, Duration switch_cost = {}) {
    RunPlan plan = testing::simulated(model, cores, "round_robin", 60s);
    plan.switch_cost = switch_cost;
    return {"two_cashiers.cpp", {{"customers", std::to_string(customers)}}, plan};
}

std::vector<ShopCustomer> customers_of(const Shop& shop, std::uint32_t queue, Doing doing) {
    std::vector<ShopCustomer> some;
    for (const ShopCustomer& customer : shop.customers)
        if (customer.queue == static_cast<TaskId>(queue) && customer.doing == doing) some.push_back(customer);
    return some;
}

TEST(Shop, one_cashier_after_another_serves_the_first_queue_while_the_second_waits) {
    WatchedRun run = shop(Model::sequential, 1);
    const Shop at_90 = shop_of(run.at(90), kShop, 1, 480s);
    ASSERT_EQ(at_90.desks.size(), 2u);
    EXPECT_EQ(at_90.desks[0].gone_home, 1);
    EXPECT_EQ(customers_of(at_90, 1, Doing::is_served).size(), 1u);
    EXPECT_EQ(customers_of(at_90, 1, Doing::is_served)[0].number, 2);
    EXPECT_EQ(customers_of(at_90, 1, Doing::waits).size(), 2u);
    EXPECT_EQ(customers_of(at_90, 2, Doing::waits).size(), 4u);
    ASSERT_EQ(at_90.cashiers.size(), 1u);
    EXPECT_EQ(at_90.cashiers[0].queue, TaskId{1});
}

TEST(Shop, a_queue_moves_up_and_begins_behind_the_counter) {
    WatchedRun run = shop(Model::sequential, 1);
    const Shop first = shop_of(run.at(30), kShop, 1, 480s), second = shop_of(run.at(90), kShop, 1, 480s);
    const ShopCustomer served = customers_of(first, 1, Doing::is_served)[0];
    EXPECT_LT(served.centre.y, customers_of(first, 1, Doing::waits)[0].centre.y);
    EXPECT_EQ(customers_of(second, 1, Doing::is_served)[0].centre, served.centre);
    EXPECT_EQ(customers_of(second, 1, Doing::waits)[0].centre, customers_of(first, 1, Doing::waits)[0].centre);
    EXPECT_EQ(customers_of(first, 2, Doing::waits)[0].centre.y, customers_of(first, 1, Doing::waits)[0].centre.y);
}

TEST(Shop, two_cashiers_serve_both_queues_at_once) {
    WatchedRun run = shop(Model::threads, 2);
    const Shop at_90 = shop_of(run.at(90), kShop, 1, 480s);
    ASSERT_EQ(at_90.cashiers.size(), 2u);
    EXPECT_NE(at_90.cashiers[0].queue, at_90.cashiers[1].queue);
    for (const std::uint32_t queue : {1u, 2u}) {
        EXPECT_EQ(customers_of(at_90, queue, Doing::is_served).size(), 1u);
        EXPECT_EQ(customers_of(at_90, queue, Doing::waits).size(), 2u);
    }
}

TEST(Shop, everybody_has_gone_home_at_the_end) {
    WatchedRun run = shop(Model::threads, 2);
    const Shop end = shop_of(run.at(240), kShop, 1, 480s);
    EXPECT_TRUE(end.customers.empty());
    EXPECT_EQ(end.desks[0].gone_home, 4);
    EXPECT_EQ(end.desks[1].gone_home, 4);
}

TEST(Shop, nobody_is_lost_or_doubled_at_any_event) {
    WatchedRun run = shop(Model::event_loop, 1);
    for (std::size_t events = 0; events <= run.trace().size(); ++events) {
        const Shop now = shop_of(run.after(events), kShop, 1, 480s);
        for (const ShopDesk& desk : now.desks) {
            const auto here =
                std::count_if(now.customers.begin(), now.customers.end(),
                              [&desk](const ShopCustomer& customer) { return customer.queue == desk.queue; });
            EXPECT_EQ(here + desk.gone_home, 4) << "after " << events;
        }
    }
}

TEST(Shop, a_wait_is_shown_until_the_service_begins) {
    WatchedRun run = shop(Model::sequential, 1);
    const Shop at_90 = shop_of(run.at(90), kShop, 1, 480s);
    EXPECT_EQ(customers_of(at_90, 1, Doing::is_served)[0].waited, Duration(60s));
    EXPECT_EQ(customers_of(at_90, 2, Doing::waits)[0].waited, Duration(90s));
    EXPECT_NEAR(customers_of(at_90, 2, Doing::waits)[0].share_waited, 90.0F / 480, 1e-4F);
}

TEST(Shop, a_switch_that_takes_time_is_a_walk) {
    WatchedRun run = shop(Model::event_loop, 1, 4, 6s);
    const Shop middle = shop_of(run.at(75), kShop, 1, 480s);
    ASSERT_EQ(middle.cashiers.size(), 1u);
    const ShopCashier& cashier = middle.cashiers[0];
    EXPECT_TRUE(cashier.walks);
    EXPECT_LT(cashier.came_from.x, cashier.place.x);
    EXPECT_LT(cashier.place.x, cashier.heading.x);
    EXPECT_EQ(cashier.queue, kNoTask);
}

TEST(Shop, a_switch_that_takes_no_time_leaves_a_trace_that_fades) {
    WatchedRun run = shop(Model::event_loop, 1);
    const ShopCashier fresh = shop_of(run.at(61), kShop, 1, 480s).cashiers[0];
    const ShopCashier later = shop_of(run.at(75), kShop, 1, 480s).cashiers[0];
    EXPECT_EQ(fresh.queue, TaskId{2});
    EXPECT_LT(fresh.came_from.x, fresh.place.x);
    EXPECT_GT(fresh.trace_of_walk, later.trace_of_walk);
    EXPECT_GT(later.trace_of_walk, 0);
    EXPECT_EQ(shop_of(run.at(100), kShop, 1, 480s).cashiers[0].trace_of_walk, 0);
}

TEST(Shop, a_customer_whose_cashier_was_taken_away_is_kept_at_the_counter) {
    RunPlan plan = testing::simulated(Model::threads, 1, "round_robin", 20s);
    WatchedRun run("two_cashiers.cpp", {}, plan);
    const Shop at_30 = shop_of(run.at(30), kShop, 1, 480s);
    EXPECT_EQ(customers_of(at_30, 1, Doing::is_kept).size(), 1u);
    EXPECT_EQ(customers_of(at_30, 2, Doing::is_served).size(), 1u);
}

TEST(Shop, idle_cashiers_stand_between_the_desks) {
    WatchedRun run = shop(Model::threads, 4);
    const Shop now = shop_of(run.at(30), kShop, 1, 480s);
    ASSERT_EQ(now.cashiers.size(), 4u);
    for (std::size_t i = 2; i < 4; ++i) {
        EXPECT_EQ(now.cashiers[i].queue, kNoTask);
        EXPECT_GT(now.cashiers[i].place.x, now.desks[0].box.right);
        EXPECT_LT(now.cashiers[i].place.x, now.desks[1].box.left);
    }
}

TEST(Shop, people_stay_inside_and_apart_however_many_there_are) {
    for (const Box& box : {kShop, Box{0, 0, 400, 200}, Box{0, 0, 1200, 300}})
        for (const int customers : {1, 2, 5, 9, 20, 57, 100}) {
            WatchedRun run = shop(Model::event_loop, 1, customers);
            const Shop now = shop_of(run.at(0), box, 1, 480s);
            ASSERT_EQ(now.customers.size(), static_cast<std::size_t>(2 * customers));
            for (std::size_t i = 0; i < now.customers.size(); ++i) {
                const Box person = square(now.customers[i].centre, now.person * 0.9F);
                EXPECT_TRUE(box.contains({person.left, person.top}) && box.contains({person.right, person.bottom}));
                for (std::size_t j = 0; j < i; ++j)
                    EXPECT_FALSE(person.meets(square(now.customers[j].centre, now.person * 0.9F)))
                        << customers << ": " << i << ", " << j;
            }
        }
}

TEST(Shop, a_story_without_queues_is_not_shown_as_a_shop) {
    WatchedRun run("lost_update.cpp", {}, testing::simulated(Model::threads));
    EXPECT_TRUE(shop_of(run.at(1), kShop, 1, 480s).desks.empty());
}

}  // namespace
}  // namespace simul::layout
