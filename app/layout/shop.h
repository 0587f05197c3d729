// The shop: each queue is a task that serves its customers in turn, the cashiers are the cores.
#pragma once

#include <vector>

#include "app/layout/figures.h"

namespace simul::layout {

struct ShopCustomer {
    enum class Doing : std::uint8_t {
        waits,      ///< in the queue
        is_served,  ///< at the counter, by a cashier
        is_kept,    ///< at the counter, but the cashier has turned to somebody else
    };
    TaskId queue = kNoTask;
    int number = 0;  ///< the first of a queue is 1
    Doing doing = Doing::waits;
    Point centre;
    Duration waited{};       ///< until now, or until the service began
    float share_served = 0;  ///< of the service, once it has begun
    float share_waited = 0;  ///< of the horizon
};

struct ShopDesk {
    TaskId queue = kNoTask;
    Box box;
    Box column;  ///< where its customers stand
    int gone_home = 0;
    int customers = 0;  ///< all, also those who are gone
    Box gone;           ///< where those who are gone are counted
};

struct ShopCashier {
    CoreId core = kNoCore;
    TaskId queue = kNoTask;  ///< whom she serves; kNoTask: nobody
    Point place;
    bool walks = false;
    Point heading;            ///< where she walks to
    Point came_from;          ///< the desk before this one
    float trace_of_walk = 0;  ///< how fresh her last walk is, from 1 down to 0
};

struct Shop {
    float person = 0;       ///< across the shoulders
    bool labelled = false;  ///< beside each customer there is room for a line of text
    float label_left = 0;   ///< of a label, from the centre of its customer
    std::vector<ShopDesk> desks;
    std::vector<ShopCustomer> customers;  ///< those who have not gone home
    std::vector<ShopCashier> cashiers;    ///< those who serve first
    std::size_t idle_cashiers_hidden = 0;
};

/// The rings of waiting fill in `horizon`. No desks: the trace has no queues that can be shown like this.
Shop shop_of(const SceneMoment& scene, const Box& box, float unit, Duration horizon);

}  // namespace simul::layout
