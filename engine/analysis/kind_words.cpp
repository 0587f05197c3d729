#include "engine/analysis/kind_words.h"

#include <algorithm>
#include <iterator>

namespace simul {
namespace {

constexpr const char* kGivesUp = "{name} waits no longer for {resource}{line}: its wait was ended.";

constexpr const char* kOwnClock = "By its own clock, {name} has used {time} of a core.";

constexpr KindWords kWords[] = {
    {EventKind::compute, "", "{name} has computed for {time}{line}.", "{name} stops computing{line}."},
    {EventKind::work, "", "{name} has done its work, {text}{line}.", "{name} stops working{line}."},
    {EventKind::sleep, "", "{name} goes on after {time} of sleep{line}.", "{name} sleeps no longer{line}."},
    {EventKind::blocking_sleep, "", "{name} goes on after {time} of sleep{line}.", "{name} sleeps no longer{line}."},
    {EventKind::yield, "{name} lets the others go first{line}.", "{name} goes on after the others{line}.",
     "{name} goes on{line}."},
    {EventKind::now, "{name} looks at the clock{line}.", "{name} looks at the clock: {time}{line}.",
     "{name} cannot look at the clock{line}."},
    {EventKind::spawn, "{name} wants to start a task{line}.", "{name} starts {other}{line}.",
     "{name} cannot start another task{line}."},
    {EventKind::spawn_at, "{name} wants to start a task later{line}.", "{name} lets {other} start later{line}.",
     "{name} cannot start another task{line}."},
    {EventKind::await, "", "{name} has the result of {other}{line}.",
     "{name} awaits {other}, and gets its error{line}."},
    {EventKind::future_result, "", "{name} takes the result of {other}{line}.",
     "{name} asks for the result of {other}, and gets an error{line}."},
    {EventKind::future_done, "{name} asks whether {other} is done{line}.",
     "{name} asks whether {other} is done{line}: {is_done}.", "{name} cannot ask whether {other} is done{line}."},
    {EventKind::future_cancel, "{name} wants to cancel {other}{line}.", "{name} cancels {other}{line}.",
     "{name} cannot cancel {other} any more{line}."},
    {EventKind::future_exception, "", "{name} asks what went wrong in {other}{line}.",
     "{name} cannot ask yet what went wrong in {other}{line}."},
    {EventKind::add_done_callback, "{name} wants to hear when {other} is done{line}.",
     "{name} will hear when {other} is done{line}.", "{name} will not hear when {other} is done{line}."},
    {EventKind::given, "{name} is given its {text}.", "The {text} of {name} is {value}.", "{name} has no {text}."},
    {EventKind::rank, "{name} is ranked.", "The policy sees {value} in {name}.", "{name} is not ranked."},
    {EventKind::lock, "", "{name} locks {resource}{line}.", kGivesUp},
    {EventKind::unlock, "{name} wants to unlock {resource}{line}.", "{name} unlocks {resource}{line}.",
     "{name} may not unlock {resource}, which it does not hold{line}."},
    {EventKind::acquire, "", "{name} takes a permit of {resource}{line}: {left} left.", kGivesUp},
    {EventKind::release, "{name} wants to give a permit back to {resource}{line}.",
     "{name} gives a permit back to {resource}{line}: {left} left.",
     "{name} may not give a permit back to {resource}{line}."},
    {EventKind::condition_wait, "", "{name} was notified of {resource}, and goes on{line}.",
     "{name} may not wait for {resource} without its mutex{line}."},
    {EventKind::notify, "{name} wants to notify one who waits for {resource}{line}.",
     "{name} notifies {resource}{line}: {woken}.", "{name} cannot notify {resource}{line}."},
    {EventKind::notify_all, "{name} wants to notify all who wait for {resource}{line}.",
     "{name} notifies all who wait for {resource}{line}: {woken}.", "{name} cannot notify {resource}{line}."},
    {EventKind::barrier_wait, "", "{name} passes {resource}{line}: all are there.", kGivesUp},
    {EventKind::event_set, "{name} wants to set {resource}{line}.", "{name} sets {resource}{line}: {woken}.",
     "{name} cannot set {resource}{line}."},
    {EventKind::event_clear, "{name} wants to clear {resource}{line}.", "{name} clears {resource}{line}.",
     "{name} cannot clear {resource}{line}."},
    {EventKind::event_wait, "", "{name} finds {resource} set, and goes on{line}.", kGivesUp},
    {EventKind::send, "", "{name} sends {text} into {resource}{line}: {inside}.",
     "{name} cannot send into {resource}{line}: it is closed."},
    {EventKind::close, "{name} wants to close {resource}{line}.", "{name} closes {resource}{line}.",
     "{name} cannot close {resource}{line}."},
    {EventKind::load, "{name} wants to read {resource}{line}.", "{name} reads {value} from {resource}{line}.",
     "{name} cannot read {resource}{line}."},
    {EventKind::store, "{name} wants to write into {resource}{line}.", "{name} writes {value} into {resource}{line}.",
     "{name} cannot write into {resource}{line}."},
    {EventKind::atomic_add, "{name} wants to add to {resource}{line}.",
     "{name} adds to {resource}, in one step{line}: it is {value} now.", "{name} cannot add to {resource}{line}."},
    {EventKind::compare_exchange, "{name} wants to exchange {resource}{line}.",
     "{name} finds what it expected in {resource}, and puts {value} there{line}.",
     "{name} finds {value} in {resource}, not what it expected, and leaves it{line}."},
    {EventKind::print, "{name} wants to print{line}.", "{name} prints {text}{line}.", "{name} cannot print{line}."},
    {EventKind::measure, "{name} wants to measure{line}.", "{name} measures {text}: {value}{line}.",
     "{name} cannot measure{line}."},
    {EventKind::random, "{name} wants a random number{line}.", "{name} draws {value} by chance{line}.",
     "{name} gets no random number{line}."},
    {EventKind::core_busy, kOwnClock, kOwnClock, kOwnClock},
};

}  // namespace

const KindWords* words_of(EventKind kind) {
    const auto* found =
        std::find_if(std::begin(kWords), std::end(kWords), [&](const KindWords& words) { return words.kind == kind; });
    return found == std::end(kWords) ? nullptr : found;
}

}  // namespace simul
