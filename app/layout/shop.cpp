#include "app/layout/shop.h"

#include <algorithm>
#include <cmath>

#include "app/layout/hall_masters.h"

namespace simul::layout {

namespace {

constexpr std::size_t kMostQueues = 40;
constexpr int kMostCustomers = 1000;

/// What the trace says of one queue.
struct QueueTale {
    int begun = 0;  ///< services, up to the moment
    int ended = 0;
    int ever_begun = 0;  ///< in the whole trace
    Time there_since{};
    Duration last_wait{};
};

bool begins_service(const Trace& trace, std::size_t index) {
    return trace[index].kind == EventKind::measure && trace.text_of(index).starts_with("wait_queue");
}

/// A story that measures no waits has no customers who wait: then there is nothing to show.
std::vector<QueueTale> tales_of(const SceneMoment& scene) {
    std::vector<QueueTale> tales(spawned_tasks(scene));
    for (std::size_t i = 0; i < scene.trace.size(); ++i) {
        const TraceEvent& event = scene.trace[i];
        if (event.task == kNoTask || event.task == kMainTask || index_of(event.task) > tales.size()) continue;
        QueueTale& tale = tales[index_of(event.task) - 1];
        const bool is_past = i < scene.moment.size();
        if (begins_service(scene.trace, i)) {
            ++tale.ever_begun;
            if (!is_past) continue;
            ++tale.begun;
            tale.last_wait = duration_of_seconds(event.real());
            tale.there_since = event.time - tale.last_wait;
        }
        if (is_past && event.kind == EventKind::compute && event.phase == Phase::done)
            tale.ended = std::min(tale.ended + 1, tale.begun);
    }
    return tales;
}

/// The rows of one queue. `largest` also bounds how wide a person may be.
struct Grid {
    float pitch = 0;
    int rows = 1, columns = 1;
};

Grid grid_for(int customers, const Box& column, float unit, float smallest) {
    const int places = customers + 1;
    const float alone = std::min(column.height() / static_cast<float>(places), 56 * unit);
    if (alone >= smallest) return {alone, places, 1};
    for (float pitch = 26 * unit; pitch > 2; pitch *= 0.95F) {
        const int rows = static_cast<int>(column.height() / pitch);
        const int columns = static_cast<int>(column.width() * 0.86F / (pitch * 1.4F));
        if (rows > 0 && rows * columns >= places) return {pitch, rows, (places + rows - 1) / rows};
    }
    return {};
}

class ShopBuilder {
  public:
    ShopBuilder(const SceneMoment& scene, const Box& box, float unit, Duration horizon)
        : scene_(scene), box_(box), unit_(unit), horizon_(horizon), tales_(tales_of(scene)) {}

    Shop built() {
        most_customers_ = static_cast<int>(bound_number(scene_.trace.header(), "customers", 0));
        for (const QueueTale& tale : tales_) most_customers_ = std::max(most_customers_, tale.ever_begun);
        if (tales_.empty() || tales_.size() > kMostQueues || most_customers_ < 1 || most_customers_ > kMostCustomers)
            return {};
        cut();
        grid_ = grid_for(most_customers_, shop_.desks.front().column, unit_, (is_low() ? 11 : 20) * unit_);
        if (grid_.pitch <= 0) return {};
        shop_.person = std::min(std::min(grid_.pitch * 0.86F, 46 * unit_), shop_.desks.front().column.width() * 0.3F);
        shop_.labelled =
            grid_.columns == 1 && grid_.pitch >= 20 * unit_ && shop_.desks.front().column.width() >= 168 * unit_;
        shop_.label_left = shop_.person * 0.5F + 14 * unit_;
        for (std::size_t queue = 0; queue < tales_.size(); ++queue) fill(queue);
        place_cashiers();
        return std::move(shop_);
    }

  private:
    /// Cashiers above, desks, queues, and who is gone below.
    void cut() {
        Box rest = box_;
        const bool low = is_low();
        row_ = rest.take_top(low ? rest.height() * 0.2F : std::clamp(rest.height() * 0.15F, 30 * unit_, 52 * unit_));
        const Box desks = rest.take_top(low ? rest.height() * 0.12F : 24 * unit_);
        const Box gone = rest.take_bottom(low ? 0 : std::clamp(rest.height() * 0.1F, 20 * unit_, 30 * unit_));
        rest.take_top(4 * unit_);
        const float width = box_.width() / static_cast<float>(tales_.size());
        for (std::size_t queue = 0; queue < tales_.size(); ++queue) {
            const float left = box_.left + width * static_cast<float>(queue);
            const Box column =
                Box{left, rest.top, left + width, rest.bottom}.inset(std::min(12 * unit_, width * 0.04F), 0);
            const float half = std::min(column.width() * 0.44F, 112 * unit_);
            const float middle = column.centre().x;
            ShopDesk desk;
            desk.queue = static_cast<TaskId>(queue + 1);
            desk.box = {middle - half, desks.top, middle + half, desks.bottom};
            desk.column = column;
            desk.gone = {column.left, gone.top, column.right, gone.bottom};
            desk.gone_home = tales_[queue].ended;
            desk.customers = most_customers_;
            shop_.desks.push_back(desk);
        }
    }

    /// A picture for a tile: there is nothing but people in it.
    bool is_low() const { return box_.height() < 170 * unit_; }

    /// The first place is at the counter; the queue begins behind it.
    void fill(std::size_t queue) {
        const QueueTale& tale = tales_[queue];
        for (int number = tale.ended + 1; number <= most_customers_; ++number) {
            ShopCustomer customer;
            customer.queue = shop_.desks[queue].queue;
            customer.number = number;
            customer.centre = place_of(shop_.desks[queue], number - tale.begun);
            const bool waits = number > tale.begun;
            if (!waits) {
                customer.doing = doing_at_counter(customer.queue);
                customer.share_served = share_computed(scene_, customer.queue);
            }
            customer.waited = waits ? std::max(Duration{}, scene_.at - tale.there_since) : tale.last_wait;
            customer.share_waited = share_of(Time{}, Time{horizon_}, Time{customer.waited});
            shop_.customers.push_back(customer);
        }
    }

    ShopCustomer::Doing doing_at_counter(TaskId queue) const {
        const bool runs = scene_.moment.state_of(queue) == State::running;
        return runs ? ShopCustomer::Doing::is_served : ShopCustomer::Doing::is_kept;
    }

    Point place_of(const ShopDesk& desk, int place) const {
        const int row = place % grid_.rows, column = place / grid_.rows;
        const float step = grid_.pitch * 1.4F;
        const float first = grid_.columns == 1 ? (shop_.labelled ? shop_.person / 2 - desk.box.width() / 2 : 0)
                                               : -step * static_cast<float>(grid_.columns - 1) / 2;
        return {desk.column.centre().x + first + step * static_cast<float>(column),
                desk.column.top + grid_.pitch * (static_cast<float>(row) + 0.5F)};
    }

    // ---- Cashiers ------------------------------------------------------------------------------------------------

    void place_cashiers() {
        std::vector<CoreId> idle = cores_of(scene_);
        for (const CoreTour& core : tours_of_cores(scene_)) {
            if (!core.tour.is_at_board() && !core.tour.next) continue;
            std::erase(idle, core.core);
            shop_.cashiers.push_back(cashier_of(core));
        }
        place_idle(idle);
    }

    Point before(TaskId queue) const {
        const std::size_t desk = std::min(index_of(queue) - 1, shop_.desks.size() - 1);
        return {shop_.desks[desk].box.centre().x, row_.centre().y};
    }

    ShopCashier cashier_of(const CoreTour& core) const {
        const std::vector<Visit>& past = core.tour.past;
        ShopCashier cashier;
        cashier.core = core.core;
        const Visit* last = past.empty() ? nullptr : &past.back();
        if (last == nullptr) {
            cashier.place = cashier.heading = cashier.came_from = before(core.tour.next->board);
        } else if (core.tour.is_at_board()) {
            cashier.queue = last->board;
            cashier.place = cashier.heading = before(last->board);
            cashier.came_from = past.size() > 1 ? before(past[past.size() - 2].board) : cashier.place;
            if (past.size() > 1) cashier.trace_of_walk = freshness(past[past.size() - 2], *last);
        } else {
            walk(cashier, *last, *core.tour.next);
        }
        return cashier;
    }

    void walk(ShopCashier& cashier, const Visit& last, const Visit& next) const {
        cashier.came_from = before(last.board);
        cashier.heading = before(next.board);
        cashier.place = between(cashier.came_from, cashier.heading, eased(share_of(last.until, next.from, scene_.at)));
        cashier.walks = last.board != next.board;
        cashier.trace_of_walk = cashier.walks ? 1.0F : 0.0F;
    }

    /// The trace of a walk that took no time fades over half as long as she was at the desk before.
    float freshness(const Visit& before, const Visit& here) const {
        return 1 - share_of(here.from, here.from + (before.until - before.from) / 2, scene_.at);
    }

    /// Between the first two desks, in no queue's way.
    void place_idle(const std::vector<CoreId>& idle) {
        const float step = std::max(shop_.person, 12 * unit_) * 1.25F;
        const bool beside = shop_.desks.size() == 1;
        const Box& first = shop_.desks.front().box;
        const float left = first.right + step / 2;
        const float right = beside ? box_.right : shop_.desks[1].box.left - step / 2;
        const auto room = static_cast<std::size_t>(std::max(0.0F, (right - left) / step));
        const std::size_t shown = std::min(idle.size(), room);
        shop_.idle_cashiers_hidden = idle.size() - shown;
        for (std::size_t i = 0; i < shown; ++i) {
            const float aside = (static_cast<float>(i) - static_cast<float>(shown - 1) / 2) * step;
            ShopCashier cashier;
            cashier.core = idle[i];
            cashier.place = cashier.heading = cashier.came_from = {(left + right) / 2 + aside, row_.centre().y};
            shop_.cashiers.push_back(cashier);
        }
    }

    const SceneMoment& scene_;
    Box box_;
    float unit_;
    Duration horizon_;
    std::vector<QueueTale> tales_;
    int most_customers_ = 0;
    Grid grid_;
    Box row_;
    Shop shop_;
};

}  // namespace

Shop shop_of(const SceneMoment& scene, const Box& box, float unit, Duration horizon) {
    return ShopBuilder(scene, box, unit, horizon).built();
}

}  // namespace simul::layout
