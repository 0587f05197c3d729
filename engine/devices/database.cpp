// A database: one table, as many connections as requests are served at a time, and a thread for each of them.
#include <memory>
#include <utility>
#include <vector>

#include "engine/devices/connection.h"
#include "engine/devices/real_device.h"
#include "engine/devices/workers.h"

namespace simul {

namespace {

class Database final : public RealDevice {
  public:
    explicit Database(std::unique_ptr<DatabaseShared> shared) : shared_(std::move(shared)) {}

    Result<void> open(Loop& loop, std::uint32_t count, TellAnswer tell) {
        for (std::uint32_t i = 0; i < count; ++i) {
            Result<Connection> connection = Connection::open(*shared_);
            if (!connection) return connection.error();
            connections_.push_back(std::move(*connection));
        }
        Result<std::unique_ptr<Workers>> workers = Workers::start(loop, count, std::move(tell));
        if (!workers) return workers.error();
        workers_ = std::move(*workers);
        return {};
    }

    void ask(Ticket ticket, DeviceRequest request) override {
        workers_->add(ticket, [this, asked = std::move(request)](std::uint32_t worker) {
            return connections_[worker].perform(asked);
        });
    }
    void forget(Ticket ticket) override { workers_->take_back(ticket); }

  private:
    std::unique_ptr<DatabaseShared> shared_;
    std::vector<Connection> connections_;
    std::unique_ptr<Workers> workers_;  ///< ends before the connections do
};

}  // namespace

Result<std::unique_ptr<RealDevice>> open_database(Loop& loop, const DeviceTraits& traits, TellAnswer tell) {
    const Result<std::uint32_t> count = workers_for(traits);
    if (!count) return count.error();
    const Result<Sqlite> sqlite = Sqlite::load();
    if (!sqlite) return sqlite.error();
    Result<os::UnnamedFile> file = os::UnnamedFile::create();
    if (!file) return file.error();
    auto shared = std::make_unique<DatabaseShared>(*sqlite, std::move(*file), traits.refuses_when_busy);
    auto database = std::make_unique<Database>(std::move(shared));
    if (const Result<void> opened = database->open(loop, *count, std::move(tell)); !opened) return opened.error();
    return std::unique_ptr<RealDevice>(std::move(database));
}

}  // namespace simul
