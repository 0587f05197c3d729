// A story that can be run: what it says of itself, and how its tasks begin.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/devices.h"
#include "engine/base/nodes.h"
#include "engine/base/result.h"
#include "engine/base/state_hash.h"
#include "engine/base/story_words.h"
#include "engine/base/words.h"
#include "engine/scenario/challenge.h"
#include "engine/scenario/knobs.h"
#include "engine/scenario/plain_value.h"
#include "engine/scenario/task.h"

namespace simul {

class WrittenPolicy;

inline constexpr std::uint32_t kMostCores = 1024;
/// The policy that stands in the text of the story.
inline constexpr const char* kOwnPolicy = "own";

/// A resource as the story declares it while it loads. Its place in the list is its ResourceId.
struct ResourceDeclaration {
    ResourceKind kind{};
    std::string name;           ///< the global or path that holds it: `judit`, `forks[3]`
    Cell initial{};             ///< variable: first value; semaphore: permits
    std::int64_t capacity = 0;  ///< channel: messages that fit (0 to 1024); barrier: parties; semaphore: most permits;
                                ///< stream: bytes that fit
    LockRule rule{};            ///< mutex
    LockPreference prefer{};    ///< rw_lock
    bool counts = false;        ///< channel: for task_done and join
    Transport transport = Transport::pipe;
    bool mmap = false;
    bool raw = false;
    bool atomic = false;
    DeviceTraits device{};  ///< device
    std::uint16_t line = 0;
    LockProtocol protocol{};         ///< mutex
    std::int64_t ceiling = 0;        ///< of a mutex whose protocol it is
    std::string content;             ///< variable: its first value, if that is packed
    NodeId node{};                   ///< where it stands
    bool table = false;              ///< variable: a shared table, whose first entries are its content
    std::int64_t message_bytes = 0;  ///< channel: how long each message is on the way; 0: as long as its value
    ResourceId peer = kNoResource;   ///< stream: into which one writes who has this end of a socket; none: into it
};

/// One answer that a reader may give. The right one is that whose `is` the run gives: its outcome's word, or the number
/// that is nearest to its figure.
struct Choice {
    std::string text;
    std::string is;             ///< "3600", "deadlock"
    std::string misconception;  ///< what who chooses it wrongly seems to believe, and what is true; may be empty
    friend bool operator==(const Choice&, const Choice&) = default;
};

/// What is asked before a run (shown by the window). The first question that fits the settings is the one to ask.
struct Question {
    std::string text;
    std::vector<Choice> choices;  ///< empty: a number is asked for
    std::string unit;             ///< of the number: "s"
    /// What answers it: a mark (its last time), a measure (its mean), a variable (its value in main), or "outcome".
    std::string answer;
    bool worst = false;     ///< of a measure: its largest in place of its mean
    bool possible = false;  ///< all that any order of steps can give, as in "1 or 2", in place of what one run gave
    // The settings that it is asked for; what is not given may be any.
    std::vector<Model> models;
    std::optional<std::int64_t> cores;  ///< that the run has: one where a model uses only one
    KnobSettings knobs;
    friend bool operator==(const Question&, const Question&) = default;
};

/// Settings that show one point of the story at a press. What is not given stays as the story has it.
struct Preset {
    std::string name;  ///< a few words: "mended"; each preset of a story has another one
    std::string text;  ///< one sentence: what it shows; may be empty
    std::optional<Model> model;
    std::optional<std::int64_t> cores;
    std::optional<std::string> policy;
    std::optional<Duration> quantum;
    KnobSettings knobs;
    friend bool operator==(const Preset&, const Preset&) = default;
};

/// How the window opens a story whose free run does not show its point: conducted.
struct Opening {
    /// Who does each operation, in turn. Empty: the run stands at its first decision, and the reader chooses.
    std::vector<std::uint32_t> order;
    friend bool operator==(const Opening&, const Opening&) = default;
};

struct ScenarioDescription {
    std::string name;  ///< of its file, without the ending
    std::string title, sentence, chapter;
    std::string teaches;                 ///< what one will learn, in a few words
    std::vector<std::string> concepts;   ///< the field's words that it is found by: "semaphore", "asyncio"
    std::vector<std::string> builds_on;  ///< names of the stories to know before it
    std::optional<Opening> opening;      ///< none: its first run is free
    std::string about, notice, try_this;
    std::vector<Model> models;                            ///< that it suits; empty means all
    std::vector<std::pair<Model, std::string>> unsuited;  ///< and why, for those that it does not
    Model default_model = Model::threads;
    std::optional<std::int64_t> default_cores;  ///< in simulated runs, when the reader names no number
    std::optional<std::string> default_policy;  ///< the same of the policy
    bool has_own_policy = false;                ///< its text tells how to choose (written_policy.h)
    bool leaves_loop = false;                   ///< it may have threads run something beside its event loop
    std::optional<Duration> default_quantum;
    KilledWorker killed_worker{};  ///< of a pool of processes
    StartMethod start_method{};    ///< of processes
    double scale = 1;              ///< scenario seconds per real second in real runs
    Knobs knobs;                   ///< as turned for this run
    std::vector<ResourceDeclaration> resources;
    std::vector<NodeInfo> nodes;  ///< empty: one machine
    NetworkTraits network;
    std::string restart;  ///< the function that begins on a node which comes back; empty: none
    std::vector<Preset> presets;
    std::vector<Question> questions;
    std::vector<Challenge> challenges;
    StoryWords words;
    std::string source_name, source;
};

/// What some scenarios say of themselves, each with an error of its own.
using Descriptions = std::vector<Result<ScenarioDescription>>;

/// Whether the story can be run on the model.
bool suits(const ScenarioDescription& story, Model model);
/// In the order of the list of models.
std::vector<Model> suited_models(const ScenarioDescription& story);

/// What a story's tasks do with what now() gives them.
enum class ClockUse : std::uint8_t {
    none,     ///< they never ask
    tells,    ///< they only print or measure it
    decides,  ///< what they do may depend on it
};

/// One loaded state of a story, used by one thread or one process at a time. It outlives the tasks that it started.
/// Equal knobs and seed give equal states.
class Story {
  public:
    virtual ~Story() = default;
    virtual const ScenarioDescription& description() const = 0;
    /// The body of `main`.
    virtual Task start_main(TaskContext& task) = 0;
    /// The body of a spawned task. `call`: the packed name of a function, then its packed arguments. A name that the
    /// story does not have is refused when the spawn is asked for, so it is a broken promise here.
    virtual Task start(TaskContext& task, std::string_view call) = 0;
    /// Whether tasks set their locals whenever they ask for an operation. Stories in C++ have none to show.
    virtual void tell_locals(bool /*tell*/) {}
    /// Adds all that decides how a task continues which has asked for an operation: where its code stands, and its
    /// local values. False: the story cannot tell, and nothing was added.
    virtual bool add_place(const TaskContext& /*task*/, StateHash& /*into*/) const { return false; }
    /// The process of the task, which has begun or is about to, is killed. (Where its code has one.)
    virtual void kill(const TaskContext& /*task*/) {}
    virtual ClockUse clock_use() const { return ClockUse::decides; }
    /// False: it is certain that no task of it is ever cancelled by another.
    virtual bool may_cancel() const { return true; }
    /// False: nobody looks whether a task has ended without waiting until it has. Stories in C++ do not.
    virtual bool may_look_at_ends() const { return false; }
    /// False: it is certain that a task which is cancelled where it sleeps, or gives way, does nothing more.
    virtual bool may_clean_up() const { return may_cancel(); }
};

/// How to load a story, as often as states are needed.
class Scenario {
  public:
    virtual ~Scenario() = default;
    /// Loads one state. The error has file and line.
    virtual Result<std::unique_ptr<Story>> load(const KnobSettings& knobs, std::uint64_t seed) const = 0;
    /// Before it is loaded: false where it surely makes none.
    virtual bool may_have_devices() const { return false; }
    /// The policy that stands in its text, in a state of its own. Without `main` it is a policy and no story.
    virtual Result<std::unique_ptr<WrittenPolicy>> load_policy(const KnobSettings& knobs) const;
};

/// "game 3": a task is named after its function and its first plain argument.
std::string task_name(std::string_view call);

/// What is kept of a long call once its arguments are gone: its task's name, and what tells it from other calls.
Packed short_call(std::string_view call);

}  // namespace simul
