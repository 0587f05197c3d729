// One connection to the table of a database: used by one thread.
#pragma once

#include <cstdint>
#include <utility>

#include "engine/base/result.h"
#include "engine/devices/lock_line.h"
#include "engine/devices/request.h"
#include "engine/devices/sqlite.h"
#include "engine/os/unnamed_file.h"

namespace simul {

/// What all connections to one database share.
struct DatabaseShared {
    DatabaseShared(const Sqlite& loaded, os::UnnamedFile made, bool refuses)
        : sqlite(loaded), file(std::move(made)), refuses_when_busy(refuses) {}

    const Sqlite sqlite;
    const os::UnnamedFile file;
    const bool refuses_when_busy;
    LockLine turns;
};

class Connection {
  public:
    /// The first one makes the table.
    static Result<Connection> open(DatabaseShared& shared);

    Connection(Connection&& other) noexcept;
    Connection& operator=(Connection&&) = delete;
    ~Connection();

    DeviceAnswer perform(const DeviceRequest& request);

  private:
    /// SQLite's numbers for how a call ended.
    using Code = int;

    Connection(DatabaseShared& shared, sqlite3* database)
        : shared_(shared), sqlite_(shared.sqlite), database_(database) {}
    Result<void> prepare();
    bool prepared(const char* words, sqlite3_stmt*& statement);
    DeviceAnswer read(const DeviceRequest& request);
    DeviceAnswer change(const DeviceRequest& request);
    Code change_and_commit(const DeviceRequest& request, LockLine::Place& place, DeviceAnswer& answer);
    Code commit(LockLine::Place& place);
    Code step_whole(sqlite3_stmt* statement, std::int64_t* value);
    void bind(sqlite3_stmt* statement, const DeviceRequest& request);
    DeviceAnswer failure(Code code, const DeviceRequest& request) const;

    DatabaseShared& shared_;
    const Sqlite& sqlite_;
    sqlite3* database_;
    sqlite3_stmt* query_ = nullptr;
    sqlite3_stmt* execute_ = nullptr;
    sqlite3_stmt* add_ = nullptr;
    sqlite3_stmt* begin_ = nullptr;
    sqlite3_stmt* commit_ = nullptr;
    sqlite3_stmt* rollback_ = nullptr;
};

}  // namespace simul
