// Nothing here may raise (global_reader.h).
#include "engine/scenario/lua/describe_words.h"

namespace simul::lua {

namespace {

constexpr const char* kWordsShape =
    "words says for a function what its tasks are called and what they do in each state, as in words = { game = "
    "{ name = \"board\", running = { \"Judit moves at {}\", \"Judit moves\" } } }; a list of your own needs another "
    "name";
constexpr const char* kStateShape =
    " is what a task does then, as a sentence, for many and for one, as in { \"at {} the opponent thinks\", "
    "\"opponents think\", \"opponent thinks\" }; the last two may be left out";
constexpr const char* kSceneShape =
    "scene is the name of a scene, and may tell it numbers and texts, as in scene = \"hall\" or scene = { name = "
    "\"hall\", boards = 24 }";
constexpr const char* kWhyShape = "why says for a mark why it is when it is, as in why = { done = \"…\" }";

constexpr const char* kLineShape =
    "at says what a task does in the operation of a line that has this text, as in at = { [\"sleep(knob.eating)\"] = "
    "{ \"{} eats\", \"eat\", \"eats\" } }";

/// What a task may be doing.
constexpr std::pair<const char*, StateWords TaskWords::*> kStates[] = {
    {"running", &TaskWords::running},         {"ready", &TaskWords::ready},
    {"interrupted", &TaskWords::interrupted}, {"blocked", &TaskWords::blocked},
    {"wants_lock", &TaskWords::wants_lock},   {"wants_worker", &TaskWords::wants_worker},
    {"asleep", &TaskWords::asleep},           {"done", &TaskWords::done},
    {"failed", &TaskWords::failed},           {"cancelled", &TaskWords::cancelled},
};

/// Reads the table of one function, which stands on top.
class TaskWordsReader {
  public:
    TaskWordsReader(GlobalReader& reader, const std::string& function) : reader_(reader) { words_.function = function; }

    TaskWords read() {
        if (!reader_.has_function(words_.function))
            reader_.refuse("words speaks of " + words_.function +
                           ", which is no function of the story; take the name of one that is spawned");
        if (!lua_istable(reader_.lua(), -1)) reader_.refuse(kWordsShape);
        if (!reader_.problem())
            reader_.for_each_pair(kWordsShape, [&](const std::string& field) { return read_field(field); });
        return std::move(words_);
    }

  private:
    bool read_field(const std::string& field) {
        if (field == "name") return read_text(words_.name);
        if (field == "woken") return read_text(words_.woken);
        if (field == "at") return read_lines();
        std::string known = "name, woken, at";
        for (const auto& [name, state] : kStates) {
            if (field == name) return read_state(field, words_.*state);
            known.append(", ").append(name);
        }
        reader_.refuse("words of " + words_.function + " has no field " + field + "; there are " + known);
        return false;
    }

    bool read_lines() {
        if (!lua_istable(reader_.lua(), -1)) reader_.refuse(kLineShape);
        if (reader_.problem()) return false;
        reader_.for_each_pair(kLineShape, [&](const std::string& text) {
            words_.at.push_back({text, {}});
            return read_state("at", words_.at.back().words);
        });
        return !reader_.problem();
    }

    bool read_text(std::string& into) {
        const auto text = reader_.text();
        if (!text) reader_.refuse(kWordsShape);
        into = text.value_or("");
        return text.has_value();
    }

    bool read_state(const std::string& state, StateWords& into) {
        std::string* const parts[] = {&into.sentence, &into.label, &into.single};
        std::size_t place = 0;
        if (const auto sentence = reader_.text()) {
            into.sentence = *sentence;
        } else if (lua_istable(reader_.lua(), -1)) {
            reader_.for_each([&] {
                const auto part = reader_.text();
                if (!part || place == std::size(parts)) reader_.refuse(state + kStateShape);
                if (part && place < std::size(parts)) *parts[place++] = *part;
                return part.has_value();
            });
        }
        if (into.sentence.empty()) reader_.refuse(state + kStateShape);
        return !reader_.problem();
    }

    GlobalReader& reader_;
    TaskWords words_;
};

void read_scene(GlobalReader& reader, StoryWords& into) {
    if (!reader.find("scene")) return;
    if (const auto scene = reader.text()) {
        into.scene = *scene;
        return;
    }
    if (!lua_istable(reader.lua(), -1)) return reader.refuse(kSceneShape);
    reader.for_each_pair(kSceneShape, [&](const std::string& name) {
        const auto value = reader.plain_text();
        if (!value) reader.refuse(kSceneShape);
        if (name == "name")
            into.scene = value.value_or("");
        else
            into.bindings.emplace_back(name, value.value_or(""));
        return value.has_value();
    });
    if (into.scene.empty()) reader.refuse(kSceneShape);
}

void read_task_words(GlobalReader& reader, StoryWords& into) {
    if (!reader.find("words")) return;
    if (!lua_istable(reader.lua(), -1)) return reader.refuse(kWordsShape);
    reader.for_each_pair(kWordsShape, [&](const std::string& function) {
        into.tasks.push_back(TaskWordsReader(reader, function).read());
        return true;
    });
}

void read_why(GlobalReader& reader, StoryWords& into) {
    if (!reader.find("why")) return;
    if (!lua_istable(reader.lua(), -1)) return reader.refuse(kWhyShape);
    reader.for_each_pair(kWhyShape, [&](const std::string& mark) {
        const auto sentence = reader.text();
        if (!sentence) reader.refuse(kWhyShape);
        into.why.emplace_back(mark, sentence.value_or(""));
        return true;
    });
}

}  // namespace

void read_words(GlobalReader& reader, StoryWords& into) {
    read_scene(reader, into);
    read_task_words(reader, into);
    read_why(reader, into);
}

}  // namespace simul::lua
