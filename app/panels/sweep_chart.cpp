#include "app/panels/sweep_chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "app/layout/value_axis.h"
#include "app/panels/chips.h"
#include "app/theme/widgets.h"
#include "app/workspace/run_settings.h"
#include "app/workspace/sweep_desk.h"
#include "engine/analysis/time_words.h"
#include "engine/base/plain_name.h"

namespace simul::panels {
namespace {

using namespace theme;
using layout::Box;
using workspace::Commands, workspace::SweepDesk, workspace::SweepPoint, workspace::Workspace;

constexpr float kTickRow = 26, kPointRadius = 5, kPointTouch = 12, kLeastChart = 220;  ///< units of design
constexpr Tone kCurveTones[] = {Tone::running, Tone::task_a, Tone::task_b, Tone::blocked, Tone::waiting, Tone::text};

/// A curve: the points of one policy that have a figure.
struct Curve {
    std::string title;
    Tone tone = Tone::running;
    std::size_t form = 0;  ///< of its points, so that curves can be told apart without colours
    struct Place {
        std::size_t point = 0;
        double at = 0;
        SweepPoint figures;
    };
    std::vector<Place> places;
};

class SweepChart {
  public:
    SweepChart(const Workspace& workspace, Commands& commands, Flow& flow, float bottom)
        : commands_(commands), desk_(workspace.story->sweep), flow_(flow), bottom_(bottom) {}

    void draw() {
        read_curves();
        if (least_ <= most_) draw_chart();
    }

  private:
    static ImDrawList* list() { return Flow::list(); }
    const workspace::SweepPlan& plan() const { return desk_.runs->plan(); }
    const workspace::Axis& swept() const { return plan().axes.back(); }

    /// Numbers stand where they belong; other values one beside the other.
    void read_curves() {
        for (const std::string& value : swept().values) {
            double number = 0;
            const auto [end, failure] = std::from_chars(value.data(), value.data() + value.size(), number);
            numbers_.push_back(number);
            is_numeric_ = is_numeric_ && failure == std::errc() && end == value.data() + value.size();
        }
        if (!is_numeric_)
            for (std::size_t i = 0; i < numbers_.size(); ++i) numbers_[i] = static_cast<double>(i);
        for (std::size_t point = 0; point < plan().points(); ++point) read_point(point);
    }

    void read_point(std::size_t point) {
        const std::size_t number = point / numbers_.size();
        if (curves_.size() <= number) {
            const bool of_policies = plan().axes.size() > 1;
            curves_.push_back({of_policies ? workspace::policy_in_words(plan().values_at(point).front()) : "",
                               kCurveTones[number % std::size(kCurveTones)],
                               number,
                               {}});
        }
        const std::optional<SweepPoint> figures = workspace::point_so_far(desk_, point);
        if (!figures) return;
        curves_[number].places.push_back({point, numbers_[point % numbers_.size()], *figures});
        least_ = std::min({least_, figures->least, figures->mean - figures->deviation});
        most_ = std::max({most_, figures->most, figures->mean + figures->deviation});
    }

    void draw_chart() {
        draw_legend();
        const float height = std::max(px(kLeastChart), bottom_ - flow_.here().top - px(kTickRow));
        Box box = flow_.next(height);
        up_ = layout::axis_for(std::max(least_, is_signed() ? least_ : 0.0), most_, box.bottom, box.top + px(8));
        float labels = 0;
        const std::vector<layout::ValueTick> ticks = layout::value_ticks(up_, px(40));
        for (const layout::ValueTick& tick : ticks) labels = std::max(labels, text_width(tick.label));
        box.left += labels + px(12);
        box.right -= px(12);
        const auto [first, last] = std::minmax_element(numbers_.begin(), numbers_.end());
        const double aside = *first == *last ? 1 : 0;
        along_ = {*first - aside, *last + aside, box.left + px(8), box.right - px(8)};
        draw_rules(box, ticks);
        draw_values(box);
        for (const Curve& curve : curves_) draw_spread(curve);
        for (const Curve& curve : curves_) draw_curve(curve);
    }
    /// Most measures cannot be below 0, so a deviation that would be is cut there.
    bool is_signed() const {
        return std::any_of(curves_.begin(), curves_.end(), [](const Curve& curve) {
            return std::any_of(curve.places.begin(), curve.places.end(),
                               [](const Curve::Place& place) { return place.figures.least < 0; });
        });
    }

    void draw_legend() {
        flow_.put(fmt::format("{} over {}{}", plain_name(plan().measure), plain_name(swept().name),
                              plan().seeds.size() > 1 ? "; the band is one standard deviation on each side" : ""),
                  Face::body, Tone::dim);
        if (curves_.size() < 2) return flow_.skip(px(4));
        ChipRows entries(flow_.here(), px(kTickRow), 0, 0);
        for (const Curve& curve : curves_) {
            Box entry = entries.next(px(24) + text_width(curve.title) + px(16));
            draw_form(curve, {entry.left + px(8), entry.centre().y}, false);
            entry.left += px(20);
            draw_text_in(list(), entry, {curve.title, Face::body});
        }
        flow_.skip(entries.used() + px(4));
    }

    void draw_rules(const Box& box, const std::vector<layout::ValueTick>& ticks) const {
        for (const layout::ValueTick& tick : ticks) {
            list()->AddLine({box.left, tick.place}, {box.right, tick.place}, colour(Tone::line));
            draw_text(list(), {box.left - px(8), tick.place},
                      {tick.label, Face::body, colour(Tone::dim), Align::right});
        }
        list()->AddLine({box.left, box.top}, {box.left, box.bottom}, colour(Tone::line));
    }

    void draw_values(const Box& box) {
        const Box row = flow_.next(px(kTickRow));
        const auto label = [&](float x, const std::string& text) {
            list()->AddLine({x, box.bottom}, {x, box.bottom + px(4)}, colour(Tone::line));
            const float half = text_width(text) / 2;
            draw_text(
                list(),
                {std::clamp(x, box.left + half, std::max(box.left + half, box.right + px(12) - half)), row.centre().y},
                {text, Face::body, colour(Tone::dim), Align::centre});
        };
        constexpr std::size_t kMostLabelled = 20;
        if (is_numeric_ && numbers_.size() > kMostLabelled) {
            for (const layout::ValueTick& tick : layout::value_ticks(along_, text_width("0000000")))
                label(tick.place, tick.label);
            return;
        }
        float until = -1e9F;
        for (std::size_t i = 0; i < numbers_.size(); ++i) {
            const std::string text = plain_name(swept().values[i]);
            const float x = along_.place_of(numbers_[i]), half = text_width(text) / 2;
            if (x - half < until) continue;  // as many as there is room for
            label(x, text);
            until = x + half + px(8);
        }
    }

    layout::Point place_of(const Curve::Place& place, double value) const {
        return {along_.place_of(place.at), up_.place_of(std::max(value, up_.from))};
    }

    void draw_spread(const Curve& curve) const {
        const ImU32 ink = colour(curve.tone, 0.16F);
        for (std::size_t i = 1; i < curve.places.size(); ++i) {
            const Curve::Place &a = curve.places[i - 1], &b = curve.places[i];
            const SweepPoint &from = a.figures, &to = b.figures;
            list()->AddQuadFilled(im(place_of(a, from.mean + from.deviation)), im(place_of(b, to.mean + to.deviation)),
                                  im(place_of(b, to.mean - to.deviation)), im(place_of(a, from.mean - from.deviation)),
                                  ink);
        }
    }

    void draw_curve(const Curve& curve) {
        for (std::size_t i = 1; i < curve.places.size(); ++i)
            list()->AddLine(im(place_of(curve.places[i - 1], curve.places[i - 1].figures.mean)),
                            im(place_of(curve.places[i], curve.places[i].figures.mean)), colour(curve.tone), px(2));
        for (const Curve::Place& place : curve.places) {
            const layout::Point at = place_of(place, place.figures.mean);
            const float reach = px(kPointTouch);
            const Touch touched = touch(fmt::format("sweep point {}", place.point + 1),
                                        {at.x - reach, at.y - reach, at.x + reach, at.y + reach});
            if (place.figures.deviation > 0 && (touched.hovered || curves_.size() == 1))
                draw_deviation(curve, place, at.x);
            draw_form(curve, at, touched.hovered);
            if (touched.hovered) tooltip(words_on(curve, place.figures));
            if (touched.clicked) commands_.push_back(workspace::OpenSweepPoint{place.point});
        }
    }

    /// From the least to the most, thin.
    void draw_deviation(const Curve& curve, const Curve::Place& place, float x) const {
        list()->AddLine({x, place_of(place, place.figures.least).y}, {x, place_of(place, place.figures.most).y},
                        colour(curve.tone, 0.5F));
    }

    void draw_form(const Curve& curve, layout::Point at, bool hovered) const {
        const float radius = px(hovered ? kPointRadius + 2 : kPointRadius);
        const ImU32 ink = colour(curve.tone);
        constexpr int kForms = 4;
        switch (static_cast<int>(curve.form % kForms)) {
            case 0:
                return list()->AddCircleFilled(im(at), radius, ink);
            case 1:
                return list()->AddRectFilled({at.x - radius, at.y - radius}, {at.x + radius, at.y + radius}, ink);
            case 2:
                return list()->AddTriangleFilled({at.x, at.y - radius}, {at.x + radius, at.y + radius},
                                                 {at.x - radius, at.y + radius}, ink);
            default:
                return list()->AddQuadFilled({at.x, at.y - radius}, {at.x + radius, at.y}, {at.x, at.y + radius},
                                             {at.x - radius, at.y}, ink);
        }
    }

    std::string words_on(const Curve& curve, const SweepPoint& point) const {
        std::string text = curve.title.empty() ? std::string() : curve.title + ", ";
        text += fmt::format("{} {}\n{} {:.6g}", plain_name(swept().name), point.values.back(),
                            plain_name(plan().measure), point.mean);
        if (point.runs > 1)
            text += fmt::format(", the mean of {}\nstandard deviation {:.4g}, least {:.6g}, most {:.6g}",
                                plural(point.runs, "run"), point.deviation, point.least, point.most);
        return text + (point.runs > 1 ? "\nClick to open the run that is the nearest to the mean."
                                      : "\nClick to open this run.");
    }

    Commands& commands_;
    const SweepDesk& desk_;
    Flow& flow_;
    const float bottom_;
    std::vector<double> numbers_;  ///< where the values stand along the axis
    bool is_numeric_ = true;
    std::vector<Curve> curves_;
    double least_ = 1e300, most_ = -1e300;
    layout::ValueAxis along_, up_;
};

}  // namespace

void draw_sweep_chart(const Workspace& workspace, Commands& commands, Flow& flow, float bottom) {
    SweepChart(workspace, commands, flow, bottom).draw();
}

}  // namespace simul::panels
