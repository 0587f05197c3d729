#include "engine/run/policies/bursts.h"

#include <algorithm>

namespace simul {

Bursts::Bursts(const Knobs& parameters)
    : alpha_(knob_named(parameters, "alpha").number), guesses_({knob_named(parameters, "first_guess").duration()}) {}

Knobs Bursts::parameters() {
    Knob alpha, first_guess;
    alpha.name = "alpha";
    alpha.kind = KnobKind::number;
    alpha.number = 0.5;
    alpha.max = 1;
    alpha.text = "how much the last burst of a task counts in the guess of its next one";
    first_guess.name = "first_guess";
    first_guess.kind = KnobKind::duration;
    first_guess.number = 1;
    first_guess.text = "guessed of the first burst of a task whose burst the story does not say";
    return {alpha, first_guess};
}

Duration Bursts::remaining(const TaskView& task) {
    if (const std::optional<Duration> said = task.remaining()) return *said;
    const Guess& guess = guesses_[task.id];
    return std::max(Duration(0), guess.length - guess.used);
}

void Bursts::left(const TaskView& task) {
    Guess& guess = guesses_[task.id];
    const double average = alpha_ * seconds_of(guess.used) + (1 - alpha_) * seconds_of(guess.length);
    guess = {duration_of_seconds(average)};
}

}  // namespace simul
