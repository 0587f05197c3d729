// Work that can be done in parts, each on any computer: what the verbs that have such work share.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "app/command_line/parsing.h"
#include "app/command_line/session.h"
#include "engine/study/part_file.h"

namespace simul::command_line {

/// Where the parts are done. None: all of it here and now.
struct PartOptions {
    std::optional<Part> part;
    std::string out;                     ///< the file of the part; `-`: the standard output
    std::optional<std::size_t> parts;    ///< how many, where they are done elsewhere
    std::optional<std::string> hosts;    ///< the file of the hosts that do them
    std::optional<std::string> program;  ///< that is sent there; none: this one
    std::optional<std::string> slurm;    ///< the script that has Slurm do them
    bool submit = false;                 ///< the script, too

    bool is_all_here() const { return !part && !hosts && !slurm; }
};

void add_part_options(CommandParser& parser);
/// `forms`: the verb's options for a form of the whole result.
Result<PartOptions> part_options_in(const CommandParser& parser, const std::vector<std::string>& forms);

/// The work of a verb. All that it finds depends on `asked` alone.
class Divisible {
  public:
    /// Does one part: what it has found, as a text, or the exit code, when all was told.
    virtual std::optional<int> find(const Part& part, std::string& found) = 0;
    /// Tells what all parts together have found; the exit code.
    virtual int tell(const std::vector<std::string>& found) = 0;

    std::string verb;
    nlohmann::ordered_json asked;
    std::vector<std::string> files;  ///< that the words of the command name
    std::size_t most_parts = kMostPartsOfWork;
    std::size_t parts_of_host = 4;  ///< so that who is quick does more

  protected:
    ~Divisible() = default;
};

/// Does the work, or the part that is asked for, or has it done; the exit code. `words`: what stands after the verb.
int perform(Divisible& work, const PartOptions& options, const Arguments& words);

/// For `asked`: the story, whose text is `source`, the settings, and the text of each policy that stands in a file.
Result<nlohmann::ordered_json> story_and_settings(std::string_view source, const Settings& settings,
                                                  const std::vector<std::string>& policies);

/// Those that are files, and no names of the shelf or of the list of policies.
std::vector<std::string> files_among(const std::string& scenario, const std::vector<std::string>& policies);

}  // namespace simul::command_line
