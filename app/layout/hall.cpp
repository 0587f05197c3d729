#include "app/layout/hall.h"

#include <algorithm>
#include <cmath>

#include "app/layout/hall_masters.h"
#include "app/layout/hall_path.h"

namespace simul::layout {

namespace {

/// Where a board stands: its ring's distance, and the spot along the table's line.
struct Seat {
    float distance = 0;
    float along = 0;
};

class HallBuilder {
  public:
    HallBuilder(const SceneMoment& scene, const Box& box, float unit)
        : scene_(scene),
          unit_(unit),
          rings_(rings_for(board_count(scene), box, unit)),
          way_(rings_.table.empty() ? square(box.centre(), 2) : rings_.table) {}

    Hall built() {
        if (rings_.side <= 0) return {};
        hall_.table = rings_.table;
        hall_.table_radius = way_.radius();
        hall_.middle = rings_.table.inset(std::min(88 * unit_, rings_.table.width() * 0.14F),
                                          std::min(18 * unit_, rings_.table.height() * 0.12F));
        hall_.numbered = rings_.side >= 17 * unit_;
        place_seats();
        for (std::size_t seat = 0; seat < seats_.size(); ++seat) hall_.boards.push_back(board_at(seat));
        const std::vector<MasterTour> tours = masters_of(scene_);
        for (std::size_t i = 0; i < tours.size(); ++i) hall_.masters.push_back(master_of(tours, i));
        count_pairs();
        return std::move(hall_);
    }

  private:
    static std::size_t board_count(const SceneMoment& scene) {
        const double told = bound_number(scene.trace.header(), "boards", 0);
        const auto expected = static_cast<std::size_t>(std::clamp(told, 0.0, 100000.0));
        return std::max<std::size_t>({expected, spawned_tasks(scene), 1});
    }

    void place_seats() {
        for (std::size_t ring = 0; ring < rings_.count.size(); ++ring) {
            const Stadium line = seat_line(rings_.distance[ring], rings_.count[ring]);
            const auto count = static_cast<float>(rings_.count[ring]);
            const float first = count > 1 ? 0.5F : 0;
            for (std::size_t place = 0; place < rings_.count[ring]; ++place) {
                const float along = line.length() * (static_cast<float>(place) + first) / count;
                seats_.push_back({rings_.distance[ring], way_.same_spot(line, along)});
            }
        }
    }

    /// On which steps are equal: through the middles of the boards if they are far enough from each other then, else
    /// nearer to their inner edges, where they are the nearest.
    Stadium seat_line(float distance, std::size_t count) const {
        const Stadium inner = way_.at_distance(distance);
        for (float part = 0.5F; part > 0; part -= 0.1F) {
            const Stadium line = way_.at_distance(distance + part * rings_.side);
            const float step = line.length() / static_cast<float>(std::max<std::size_t>(count, 1));
            if (step * inner.radius() / line.radius() >= rings_.side * 1.06F) return line;
        }
        return inner;
    }

    Spot spot_of(const Seat& seat, float further_out) const {
        const Spot line = way_.spot(seat.along);
        return {towards(line.point, line.outward, seat.distance + further_out), line.outward};
    }

    HallBoard board_at(std::size_t place) const {
        HallBoard board;
        board.task = static_cast<TaskId>(place + 1);
        board.number = number_of(scene_.names, board.task);
        board.side = rings_.side;
        board.state = scene_.moment.state_of(board.task);
        board.share_thought = share_slept(scene_, board.task);
        const Spot middle = spot_of(seats_[place], rings_.side / 2);
        board.centre = middle.point;
        board.angle = middle.outward;
        board.person_size = rings_.person_size;
        board.person = spot_of(seats_[place], rings_.side * 1.42F).point;
        return board;
    }

    // ---- Masters
    // -----------------------------------------------------------------------------------------------------

    /// Before a board, in the aisle of its ring.
    Seat place_before(TaskId board) const {
        const std::size_t place = board == kNoTask || board == kMainTask ? 0 : index_of(board) - 1;
        Seat seat = seats_[std::min(place, seats_.size() - 1)];
        seat.distance -= rings_.distance.front();
        return seat;
    }

    /// The shorter way round.
    float way_between(const Seat& from, const Seat& to) const {
        const float whole = way_.length();
        const float ahead = std::fmod(to.along - from.along + whole, whole);
        return ahead <= whole / 2 ? ahead : ahead - whole;
    }

    Seat on_the_way(const Seat& from, const Seat& to, float share) const {
        return {from.distance + (to.distance - from.distance) * share, from.along + way_between(from, to) * share};
    }

    /// Spread over the table: who has nothing to do yet.
    Seat home_of(std::size_t master, std::size_t masters) const {
        const float share = (static_cast<float>(master) + 0.5F) / static_cast<float>(masters);
        return {0, way_.length() * (masters == 1 ? 0 : share)};
    }

    Seat seat_of(const MasterTour& tour, const Seat& home) const {
        if (tour.past.empty()) return tour.next ? place_before(tour.next->board) : home;
        const Visit& last = tour.past.back();
        if (last.until == kNever || !tour.next) return place_before(last.board);
        const float share = eased(share_of(last.until, tour.next->from, scene_.at));
        return on_the_way(place_before(last.board), place_before(tour.next->board), share);
    }

    HallMaster master_of(const std::vector<MasterTour>& tours, std::size_t index) const {
        const MasterTour& tour = tours[index];
        HallMaster master;
        const Seat seat = seat_of(tour, home_of(index, tours.size()));
        master.size = std::clamp(rings_.side * 0.42F, 4 * unit_, 18 * unit_);
        master.place = spot_of(seat, 0).point;
        master.moves = tour.is_at_board();
        if (!tour.past.empty()) master.board = tour.past.back().board;
        const Spot line = way_.spot(seat.along);
        master.facing = towards(master.place, line.outward, rings_.distance.front());
        master.label = towards(master.place, line.outward, -26 * unit_);
        master.trail = trail_of(tour, seat);
        return master;
    }

    std::vector<Point> trail_of(const MasterTour& tour, const Seat& here) const {
        std::vector<Point> trail;
        for (std::size_t visit = 0; visit < tour.past.size(); ++visit) {
            const Seat from = place_before(tour.past[visit].board);
            const bool is_last = visit + 1 == tour.past.size();
            add_leg(trail, from, is_last ? here : place_before(tour.past[visit + 1].board));
        }
        trail.push_back(spot_of(here, 0).point);
        return trail;
    }

    void add_leg(std::vector<Point>& trail, const Seat& from, const Seat& to) const {
        const float length = std::abs(way_between(from, to)) + std::abs(to.distance - from.distance);
        const int steps = std::min(static_cast<int>(length / (5 * unit_)), 200);
        for (int step = 0; step < steps; ++step)
            trail.push_back(
                spot_of(on_the_way(from, to, static_cast<float>(step) / static_cast<float>(steps)), 0).point);
    }

    /// Each pair ends with the opponent's sleep, so the sleeps that have begun are the pairs that are behind.
    void count_pairs() {
        hall_.pairs = static_cast<int>(bound_number(scene_.trace.header(), "pairs", 0));
        const HallMaster& first = hall_.masters.front();
        if (!first.moves) return;
        const Spans lane = scene_.timeline.of_task(first.board);
        hall_.pair = 1;
        for (std::ptrdiff_t i = last_span_within(lane, scene_.moment.size()); i >= 0; --i)
            if (lane.lane()[static_cast<std::size_t>(i)].state == SpanState::asleep) ++hall_.pair;
        if (hall_.pairs > 0 && hall_.pair > hall_.pairs) hall_.pair = 0;
    }

    const SceneMoment& scene_;
    float unit_;
    HallRings rings_;
    Stadium way_;
    std::vector<Seat> seats_;
    Hall hall_;
};

}  // namespace

Hall hall_of(const SceneMoment& scene, const Box& box, float unit) { return HallBuilder(scene, box, unit).built(); }

}  // namespace simul::layout
