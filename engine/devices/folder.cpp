// A folder: names of its own for files that have none, so that whatever happens nothing of them is left.
//
// How it works. What is written, and how much room there is, is settled under one lock before the bytes move; they move
// without it. Writers of one file wait for each other; a reader may see what is half written.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "engine/devices/model.h"
#include "engine/devices/real_device.h"
#include "engine/devices/workers.h"
#include "engine/os/limits.h"
#include "engine/os/unnamed_file.h"

namespace simul {

namespace {

/// Of all files together, whatever a story asks for; and never more than half of what is free on the disk.
constexpr std::int64_t kMostRoom = std::int64_t{4} << 30;

std::size_t most_files() {
    constexpr std::uint64_t kMost = 10'000;
    return static_cast<std::size_t>(std::min(os::limits().open_files.value_or(kMost) / 4, kMost));
}

struct NamedFile {
    explicit NamedFile(os::UnnamedFile made) : file(std::move(made)) {}

    os::UnnamedFile file;
    std::mutex writing;      ///< held by who writes it
    std::int64_t taken = 0;  ///< of the room; guarded by the folder
};

class Files {
  public:
    explicit Files(std::int64_t room) : room_(room) {}

    DeviceAnswer read(const std::string& name);
    DeviceAnswer write(const std::string& name, std::int64_t bytes);
    DeviceAnswer copy(const std::string& name, const std::string& to);

  private:
    using FilePointer = std::shared_ptr<NamedFile>;

    FilePointer find(const std::string& name);
    Result<FilePointer> find_or_make(const std::string& name);
    std::int64_t take_room(NamedFile& file, std::int64_t bytes);
    void give_back_room(NamedFile& file, std::int64_t used);
    template <class Fill>
    DeviceAnswer fill(const std::string& name, std::int64_t bytes, Fill fill);

    const std::int64_t room_;
    const std::size_t most_files_ = most_files();
    std::mutex mutex_;  ///< guards what follows
    std::map<std::string, FilePointer> files_;
    std::int64_t taken_ = 0;
};

DeviceAnswer no_file(const std::string& name) {
    return failed_with(fmt::format(fmt::runtime(kNoFile), without_controls(name)));
}

DeviceAnswer no_space(std::int64_t written, std::int64_t wanted) {
    return failed_with(fmt::format(fmt::runtime(kNoSpace), written, wanted));
}

Files::FilePointer Files::find(const std::string& name) {
    const std::lock_guard lock(mutex_);
    const auto found = files_.find(name);
    return found == files_.end() ? nullptr : found->second;
}

Result<Files::FilePointer> Files::find_or_make(const std::string& name) {
    const std::lock_guard lock(mutex_);
    if (const auto found = files_.find(name); found != files_.end()) return found->second;
    if (files_.size() >= most_files_)
        return Error{fmt::format("the folder has {} files, and no room for another", most_files_)};
    Result<os::UnnamedFile> made = os::UnnamedFile::create();
    if (!made) return Error{"no file could be made: " + made.error().sentence()};
    return files_.emplace(name, std::make_shared<NamedFile>(std::move(*made))).first->second;
}

/// How much of the bytes there is room for, in place of what the file has.
std::int64_t Files::take_room(NamedFile& file, std::int64_t bytes) {
    const std::lock_guard lock(mutex_);
    taken_ -= file.taken;
    file.taken = std::min(bytes, room_ - taken_);
    taken_ += file.taken;
    return file.taken;
}

void Files::give_back_room(NamedFile& file, std::int64_t used) {
    const std::lock_guard lock(mutex_);
    taken_ += used - file.taken;
    file.taken = used;
}

/// `fill`: what moves so many bytes into the file.
template <class Fill>
DeviceAnswer Files::fill(const std::string& name, std::int64_t bytes, Fill fill) {
    const Result<FilePointer> found = find_or_make(name);
    if (!found) return failed_with(found.error().sentence());
    NamedFile& file = **found;
    const std::lock_guard writing(file.writing);
    const std::int64_t room = take_room(file, bytes);
    const os::Moved moved = fill(file.file, room);
    give_back_room(file, moved.bytes);
    if (room < bytes || os::is_full_disk(moved.refused)) return no_space(moved.bytes, bytes);
    if (moved.refused == 0) return {false, moved.bytes, {}};
    return failed_with(fmt::format("{} could not be written: {}", without_controls(name), os::reason(moved.refused)));
}

DeviceAnswer Files::read(const std::string& name) {
    const FilePointer file = find(name);
    if (!file) return no_file(name);
    const os::Moved moved = file->file.read_all();
    if (moved.refused == 0) return {false, moved.bytes, {}};
    return failed_with(fmt::format("{} could not be read: {}", without_controls(name), os::reason(moved.refused)));
}

DeviceAnswer Files::write(const std::string& name, std::int64_t bytes) {
    return fill(name, bytes, [](os::UnnamedFile& file, std::int64_t most) { return file.rewrite(most); });
}

/// Onto itself it changes nothing.
DeviceAnswer Files::copy(const std::string& name, const std::string& to) {
    const FilePointer from = find(name);
    if (!from) return no_file(name);
    if (name == to) return read(name);
    return fill(to, from->file.size(),
                [&](os::UnnamedFile& file, std::int64_t most) { return file.rewrite_as(from->file, most); });
}

class Folder final : public RealDevice {
  public:
    Folder(std::int64_t room, std::unique_ptr<Workers> workers) : files_(room), workers_(std::move(workers)) {}

    void ask(Ticket ticket, DeviceRequest request) override {
        workers_->add(ticket, [this, asked = std::move(request)](std::uint32_t) { return perform(asked); });
    }
    void forget(Ticket ticket) override { workers_->take_back(ticket); }

  private:
    DeviceAnswer perform(const DeviceRequest& request) {
        switch (request.verb) {
            case DeviceVerb::read:
                return files_.read(request.name);
            case DeviceVerb::write:
                return files_.write(request.name, request.number);
            default:
                return files_.copy(request.name, request.to);
        }
    }

    Files files_;
    std::unique_ptr<Workers> workers_;  ///< ends before the files do
};

}  // namespace

Result<std::unique_ptr<RealDevice>> open_folder(Loop& loop, const DeviceTraits& traits, TellAnswer tell) {
    const Result<std::uint32_t> count = workers_for(traits);
    if (!count) return count.error();
    const Result<os::UnnamedFile> probe = os::UnnamedFile::create();
    if (!probe) return probe.error();
    Result<std::unique_ptr<Workers>> workers = Workers::start(loop, *count, std::move(tell));
    if (!workers) return workers.error();
    const std::int64_t possible = std::min(kMostRoom, os::free_bytes(*probe) / 2);
    const std::int64_t room = traits.room == 0 ? possible : std::min(traits.room, possible);
    return std::unique_ptr<RealDevice>(std::make_unique<Folder>(room, std::move(*workers)));
}

}  // namespace simul
