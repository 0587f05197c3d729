// The shop: customers as people with a ring that fills while they wait, cashiers behind their desks.
#include "app/layout/shop.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "app/scenes/drawing.h"
#include "app/scenes/scenes.h"
#include "engine/analysis/time_words.h"

namespace simul::scenes {

namespace {

using layout::ShopCashier;
using layout::ShopCustomer;
using layout::ShopDesk;
using theme::Align;
using theme::Face;
using theme::im;
using theme::Tone;

class ShopDrawing {
  public:
    ShopDrawing(const SceneView& view, const Box& box)
        : view_(view),
          list_(view.list),
          shop_(layout::shop_of(view.moment, box, SceneView::unit(), std::max(view.horizon, Duration(1)))) {}

    bool is_there() const { return !shop_.desks.empty(); }

    std::vector<Target> draw() {
        for (const ShopDesk& desk : shop_.desks) draw_desk(desk);
        for (const ShopCustomer& customer : shop_.customers) draw_customer(customer);
        for (const ShopCashier& cashier : shop_.cashiers) draw_walk(cashier);
        for (const ShopCashier& cashier : shop_.cashiers) draw_cashier(cashier);
        return std::move(targets_);
    }

  private:
    // ---- Desks ---------------------------------------------------------------------------------------------------

    void draw_desk(const ShopDesk& desk) {
        const float radius = theme::px(theme::spacing().chip_radius);
        list_->AddRectFilled(theme::top_left(desk.box), theme::bottom_right(desk.box), view_.ink(Tone::figure, 0.8F),
                             radius);
        Target target;
        target.box = desk.box;
        target.task = desk.queue;
        targets_.push_back(target);
        if (view_.is_marked(desk.queue)) theme::draw_ring(list_, desk.box, theme::spacing().chip_radius);
        if (!view_.words) return;
        const std::string name = capitalized(view_.speech.name_of(desk.queue));
        theme::draw_text_in(list_, desk.box.inset(theme::px(6), 0),
                            {name, Face::body, view_.ink(Tone::text, 0.85F), Align::centre});
        draw_gone(desk);
    }

    /// Those who are gone: small and plain, with their number.
    void draw_gone(const ShopDesk& desk) {
        if (desk.gone_home == 0 || desk.gone.empty()) return;
        const std::string words = fmt::format("{} gone home", desk.gone_home);
        const float width = theme::text_width(words), size = desk.gone.height() * 0.66F, step = size * 1.15F;
        const float room = desk.gone.width() - width - theme::px(10);
        const int shown = std::clamp(static_cast<int>(room / step), 0, desk.gone_home);
        float x = desk.gone.centre().x - (width + theme::px(10) + step * static_cast<float>(shown)) / 2;
        for (int i = 0; i < shown; ++i, x += step)
            draw_bust(list_, {x + step / 2, desk.gone.centre().y}, size * 1.3F,
                      {view_.ink(Tone::figure, 0.8F), view_.ink(Tone::faint, 0.7F)});
        theme::draw_text(list_, {x + theme::px(10), desk.gone.centre().y}, {words, Face::body, view_.ink(Tone::dim)});
    }

    // ---- Customers -----------------------------------------------------------------------------------------------

    void draw_customer(const ShopCustomer& customer) {
        const bool served = customer.doing == ShopCustomer::Doing::is_served;
        const Tone tone = served ? Tone::running : Tone::ready;
        const ImU32 head = served ? view_.ink(tone) : view_.ground();
        if (shop_.person < 16 * SceneView::unit())
            draw_small(customer, tone, served);
        else
            draw_bust(list_, customer.centre, shop_.person,
                      {view_.ink(tone, served ? 1 : 0.2F), head, served ? 0 : view_.ink(tone)});
        const float ring = shop_.person * 0.46F;
        const bool at_counter = customer.doing != ShopCustomer::Doing::waits;
        if (shop_.person >= 16 * SceneView::unit())
            draw_part_ring(view_, customer.centre, ring, at_counter ? customer.share_served : customer.share_waited,
                           at_counter ? Tone::running : Tone::ready);
        Target target;
        target.box = layout::square(customer.centre, shop_.person);
        target.task = customer.queue;
        targets_.push_back(target);
        if (view_.words && shop_.labelled) draw_label(customer);
    }

    /// Too small for a figure: a disc, or a ring.
    void draw_small(const ShopCustomer& customer, Tone tone, bool served) {
        const float radius = shop_.person * 0.46F;
        if (served) return list_->AddCircleFilled(im(customer.centre), radius, view_.ink(tone));
        list_->AddCircleFilled(im(customer.centre), radius, view_.ink(tone, 0.2F));
        list_->AddCircle(im(customer.centre), radius - 0.5F, view_.ink(tone), 0, std::max(1.0F, theme::px(1.5F)));
    }

    void draw_label(const ShopCustomer& customer) {
        const float y = customer.centre.y, left = customer.centre.x + shop_.label_left;
        const std::string who = fmt::format("Customer {}", customer.number);
        const std::string waited = short_time(std::chrono::duration_cast<std::chrono::seconds>(customer.waited));
        theme::draw_text(list_, {left, y}, {who, Face::body, view_.ink(Tone::text)});
        // As wide as the desk, or as the column if that is too narrow.
        const float needed = left + theme::text_width(who) + theme::px(10) + theme::text_width(waited);
        for (const float right : {desk_of(customer).box.right, desk_of(customer).column.right}) {
            if (needed > right) continue;
            theme::draw_text(list_, {right, y}, {waited, Face::body, view_.ink(Tone::dim), Align::right});
            return;
        }
    }

    const ShopDesk& desk_of(const ShopCustomer& customer) const {
        return shop_.desks[std::min(index_of(customer.queue) - 1, shop_.desks.size() - 1)];
    }

    // ---- Cashiers ------------------------------------------------------------------------------------------------

    void draw_walk(const ShopCashier& cashier) {
        if (cashier.came_from.x == cashier.place.x || cashier.trace_of_walk <= 0) return;
        constexpr int kSteps = 40;
        const float from =
            layout::between(cashier.place, cashier.came_from, cashier.walks ? 1 : cashier.trace_of_walk).x;
        std::array<Point, kSteps + 1> way{};
        for (int i = 0; i <= kSteps; ++i)
            way[static_cast<std::size_t>(i)] =
                layout::between({from, cashier.place.y}, cashier.place, static_cast<float>(i) / kSteps);
        draw_trail(view_, way, cashier_size() * 0.2F, view_.ground());
        if (cashier.walks) {
            const float head = cashier_size() * 0.23F;
            theme::draw_dashed_line(list_, cashier.place, cashier.heading, view_.ink(Tone::waiting), theme::px(1.5F));
            list_->AddCircleFilled(im(cashier.heading), head, view_.ground());
            list_->AddCircle(im(cashier.heading), head, view_.ink(Tone::waiting), 0, theme::px(1.5F));
        }
    }

    float cashier_size() const { return std::clamp(shop_.person, 14 * SceneView::unit(), 44 * SceneView::unit()); }

    void draw_cashier(const ShopCashier& cashier) {
        const float size = cashier_size();
        const bool idle = cashier.queue == kNoTask && !cashier.walks;
        const Tone tone = idle ? Tone::waiting : Tone::accent;
        if (!idle) list_->AddCircleFilled(im(cashier.place), size * 0.55F, view_.ink(tone, 0.16F));
        draw_bust(list_, cashier.place, size * 1.15F,
                  {view_.ink(tone, idle ? 0.2F : 0.5F), view_.ground(), view_.ink(tone, idle ? 0.7F : 1)});
        Target target;
        target.box = layout::square(cashier.place, size);
        target.task = cashier.queue;
        if (cashier.queue != kNoTask) targets_.push_back(target);
        const std::string name = view_.core_name(cashier.core);
        const bool room = shop_.labelled && !cashier.walks && cashier.trace_of_walk <= 0 && !idle;
        if (view_.words && room)
            theme::draw_text(list_, {cashier.place.x + size * 0.7F, cashier.place.y},
                             {name, Face::body, view_.ink(Tone::dim)});
    }

    const SceneView& view_;
    ImDrawList* list_;
    layout::Shop shop_;
    std::vector<Target> targets_;
};

}  // namespace

std::vector<Target> draw_shop(const SceneView& view, const Box& box) {
    ShopDrawing drawing(view, box);
    return drawing.is_there() ? drawing.draw() : draw_workshop(view, box);
}

}  // namespace simul::scenes
