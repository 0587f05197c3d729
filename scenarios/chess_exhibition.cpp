// Judit's exhibition once more, in C++. The texts stand in chess_exhibition.lua.
#include <vector>

#include "engine/scenario/operations.h"
#include "scenarios/twin.h"

namespace simul {

using namespace operations;

namespace {

/// The knobs and the resource, by value: a coroutine keeps its own.
struct Hall {
    std::int64_t opponents, pairs, masters;
    Duration master_move, opponent_move;
    bool judit_is_the_core;
    ResourceId judit;
};

Task game(Hall hall) {
    std::string master_done = "master_done", hall_empty = "hall_empty";
    const bool is_mutex = hall.masters == 1;
    for (std::int64_t pair = 1; pair <= hall.pairs; ++pair) {
        if (hall.judit_is_the_core) {
            co_await compute(hall.master_move);
        } else if (is_mutex) {
            co_await lock(hall.judit);
            co_await compute(hall.master_move);
            co_await unlock(hall.judit);
        } else {
            co_await acquire(hall.judit);
            co_await compute(hall.master_move);
            co_await release(hall.judit);
        }
        if (pair == hall.pairs) co_await mark(master_done);  // a mark set again counts at its last time
        co_await sleep(hall.opponent_move);
    }
    co_await mark(hall_empty);
}

Task exhibition(Hall hall) {
    std::string call;
    std::vector<TaskId> games;
    for (std::int64_t board = 1; board <= hall.opponents; ++board) {
        call = packed_call("game", board);
        const Operation spawned = co_await spawn(call);
        games.push_back(spawned.task);
    }
    std::string list = list_of(games);
    std::int64_t watch = 0;
    for (const TaskId game : games) watch = watch_number(co_await gathered(game, list, watch));
}

class ChessExhibition final : public TwinStory {
  public:
    explicit ChessExhibition(ScenarioDescription given) : TwinStory(std::move(given)) {
        ResourceDeclaration judit;
        judit.name = "judit";
        judit.kind = knob("masters").count() == 1 ? ResourceKind::mutex : ResourceKind::semaphore;
        if (judit.kind == ResourceKind::semaphore) judit.initial = Cell::integer(knob("masters").count());
        hall_ = {knob("opponents").count(),        knob("pairs").count(),
                 knob("masters").count(),          knob("master_move").duration(),
                 knob("opponent_move").duration(), knob("judit").text_value == "core",
                 declare(std::move(judit))};
        speak(words());
    }

    static ScenarioDescription describe() {
        ScenarioDescription description;
        description.name = "chess_exhibition";
        description.title = "Chess exhibition";
        description.sentence = "One master plays many amateurs at once, walking from board to board.";
        description.teaches = "Waiting needs nobody";
        description.scale = 1200;
        description.default_model = Model::event_loop;
        description.source_name = "chess_exhibition.cpp";
        description.knobs = {
            count_knob("opponents", 24, 1, 400, "amateurs she plays"),
            count_knob("pairs", 30, 1, 200, "pairs of moves in a game"),
            seconds_knob("master_move", 5, 0, 3600, "she thinks for"),
            seconds_knob("opponent_move", 55, 0, 3600, "an amateur thinks for"),
            count_knob("masters", 1, 1, 24, "masters in the hall"),
            choice_knob("judit", "lock", {"lock", "core"}, "who she is: a lock, or whoever has the core"),
        };
        return description;
    }

    Task start_main(TaskContext&) override { return exhibition(hall_); }
    Task start_function(const std::string&, std::int64_t) override { return game(hall_); }

  private:
    StoryWords words() const {
        const std::string master = hall_.masters == 1 ? "Judit" : "a master";
        TaskWords game;
        game.function = "game";
        game.name = "board";
        game.woken = "the opponent at {} replied";
        game.running = {master + " moves at {}", "boards with " + master, "board with " + master};
        game.ready = {"{} wants " + master, "boards want " + master, "board wants " + master};
        game.blocked = {"{} waits for " + master, "boards wait for " + master, "board waits for " + master};
        if (!hall_.judit_is_the_core)
            game.interrupted = {master + " at {} waits for a core", "boards with " + master + " wait for a core",
                                "board with " + master + " waits for a core"};
        game.asleep = {"at {} the opponent thinks", "opponents think", "opponent thinks"};
        game.done = {"the game at {} is over", "games are over", "game is over"};
        const std::string pairs = std::to_string(hall_.pairs), boards = std::to_string(hall_.opponents);
        const std::string moves = std::to_string(hall_.opponents * hall_.pairs);
        return {"hall",
                {game},
                {{"hall_empty",
                  "After the last move its opponent still thinks for " + knob("opponent_move").value_as_text() + " s."},
                 {"master_done",
                  "This is the last of " + moves + " moves: " + pairs + " at each of " + boards + " boards."}},
                {{"boards", boards}, {"master", knob("judit").text_value}, {"pairs", pairs}}};
    }

    Hall hall_{};
};

}  // namespace

std::unique_ptr<Scenario> chess_exhibition_twin() { return std::make_unique<TwinScenario<ChessExhibition>>(); }

}  // namespace simul
