// Work that is done in parts on the computers of a lab, by GNU parallel over ssh. What a part has found is kept in a
// file here as soon as it is there, so that whoever is stopped, or cut off, does nothing twice.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/result.h"
#include "engine/study/part_file.h"

namespace simul {

/// A file that the words of the command name, from the folder on in which it is called.
struct LabFile {
    std::string path, content;
};

struct LabWork {
    std::vector<std::string> hosts;
    std::string program;             ///< the file that is sent to whoever has none like it
    std::string version;             ///< what it says to --version
    std::vector<std::string> words;  ///< the verb, and what stands after it
    std::vector<LabFile> files;
    PartFile wanted;     ///< its part says how many there are; what is found is yet to come
    std::string folder;  ///< where the parts are kept until all are there
};

/// Below the user's folder for what can be made again; empty where there is no home.
std::string folder_of_lab(const PartFile& wanted);

enum class LabEnd { done, stopped };

/// Has all parts made that are not there yet. `progress` hears how many are. The error names a host, or a part, and
/// says what to do.
Result<LabEnd> make_in_lab(const LabWork& work, int stop_fd, const std::function<void(std::size_t)>& progress);

/// The parts that are whole.
std::vector<NamedPart> parts_there(const LabWork& work);
/// Once they are merged: nothing is left of the work, here or there.
void leave_lab(const LabWork& work);

}  // namespace simul
