// How it works. The database is a file without a name: SQLite is made to open it by the number of its descriptor, and
// keeps its journal in memory, so that nothing is ever left on the disk. Such a file cannot be brought back after the
// computer failed; all else is as usual: each commit is on the disk when it returns, and the locks between connections
// are SQLite's own (in one process they go by the file itself, not by its name).
//
// A write begins its transaction at once (BEGIN IMMEDIATE): it meets a lock then, if at all, because of another write.
// Its commit waits for those who are reading.
#include "engine/devices/connection.h"

#include <fmt/format.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "engine/devices/model.h"
#include "engine/devices/real_device.h"

namespace simul {

namespace {

constexpr std::string_view kPrefix = "/simul database ";
constexpr const char* kTable =
    "PRAGMA journal_mode=MEMORY; PRAGMA temp_store=MEMORY; PRAGMA max_page_count=262144;"
    "CREATE TABLE IF NOT EXISTS items(name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;";

/// In place of open(). SQLite asks for nothing but our names here; what belongs to no database is not there.
int open_for_sqlite(const char* name, int, int) {
    const std::string_view text = name;
    int fd = -1;
    if (text.substr(0, kPrefix.size()) == kPrefix) {
        const char* const end = text.data() + text.size();
        const auto read = std::from_chars(text.data() + kPrefix.size(), end, fd);
        if (read.ec == std::errc{} && read.ptr == end) return os::open_again(fd);
    }
    errno = ENOENT;
    return -1;
}

void lead_to_unnamed_files(const Sqlite& sqlite) {
    sqlite3_vfs* const files = sqlite.vfs_find(nullptr);
    ensure(files != nullptr && files->iVersion >= 3, "SQLite lets its calls to the kernel be replaced");
    files->xSetSystemCall(files, "open", reinterpret_cast<sqlite3_syscall_ptr>(&open_for_sqlite));
}

}  // namespace

Result<Connection> Connection::open(DatabaseShared& shared) {
    lead_to_unnamed_files(shared.sqlite);
    const std::string name = fmt::format("{}{}", kPrefix, shared.file.fd());
    sqlite3* database = nullptr;
    const Code opened =
        shared.sqlite.open(name.c_str(), &database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nullptr);
    Connection connection(shared, database);
    if (opened == SQLITE_OK)
        if (const Result<void> prepared = connection.prepare(); prepared.ok()) return connection;
    const char* const reason = database == nullptr ? "memory ran out" : shared.sqlite.errmsg(database);
    return Error{
        fmt::format("SQLite could not open a database: {}. Raise the limit of open files (ulimit -n).", reason)};
}

Connection::Connection(Connection&& other) noexcept
    : shared_(other.shared_),
      sqlite_(other.sqlite_),
      database_(std::exchange(other.database_, nullptr)),
      query_(std::exchange(other.query_, nullptr)),
      execute_(std::exchange(other.execute_, nullptr)),
      add_(std::exchange(other.add_, nullptr)),
      begin_(std::exchange(other.begin_, nullptr)),
      commit_(std::exchange(other.commit_, nullptr)),
      rollback_(std::exchange(other.rollback_, nullptr)) {}

Connection::~Connection() {
    for (sqlite3_stmt* const statement : {query_, execute_, add_, begin_, commit_, rollback_})
        sqlite_.finalize(statement);
    sqlite_.close(database_);
}

Result<void> Connection::prepare() {
    const bool done = sqlite_.exec(database_, kTable, nullptr, nullptr, nullptr) == SQLITE_OK &&
                      prepared("SELECT value FROM items WHERE name = ?1", query_) &&
                      prepared("INSERT OR REPLACE INTO items VALUES(?1, ?2) RETURNING value", execute_) &&
                      prepared("UPDATE items SET value = value + ?2 WHERE name = ?1 RETURNING value", add_) &&
                      prepared("BEGIN IMMEDIATE", begin_) && prepared("COMMIT", commit_) &&
                      prepared("ROLLBACK", rollback_);
    if (!done) return Error{sqlite_.errmsg(database_)};
    return {};
}

bool Connection::prepared(const char* words, sqlite3_stmt*& statement) {
    constexpr int kToItsEnd = -1;
    return sqlite_.prepare(database_, words, kToItsEnd, &statement, nullptr) == SQLITE_OK;
}

DeviceAnswer Connection::perform(const DeviceRequest& request) {
    return request.verb == DeviceVerb::query ? read(request) : change(request);
}

void Connection::bind(sqlite3_stmt* statement, const DeviceRequest& request) {
    sqlite_.bind_text(statement, 1, request.name.data(), static_cast<int>(request.name.size()), SQLITE_STATIC);
    if (statement != query_) sqlite_.bind_int64(statement, 2, request.number);
}

/// SQLITE_ROW: it gave a value. SQLITE_DONE: it is done, and gave none. Others: it did not do it.
Connection::Code Connection::step_whole(sqlite3_stmt* statement, std::int64_t* value) {
    Code code = sqlite_.step(statement);
    const bool gave = code == SQLITE_ROW;
    if (gave && value != nullptr) *value = sqlite_.column_int64(statement, 0);
    if (gave) code = sqlite_.step(statement);
    const Code whole = sqlite_.reset(statement);
    if (code != SQLITE_DONE) return whole == SQLITE_OK ? code : whole;
    return gave ? SQLITE_ROW : SQLITE_DONE;
}

DeviceAnswer Connection::read(const DeviceRequest& request) {
    LockLine::Place place;
    DeviceAnswer answer;
    Code code = SQLITE_BUSY;
    while (code == SQLITE_BUSY) {
        shared_.turns.begin(place, false);
        bind(query_, request);
        code = step_whole(query_, &answer.value);
        shared_.turns.end(place, code == SQLITE_BUSY);
    }
    return code == SQLITE_ROW ? answer : failure(code, request);
}

DeviceAnswer Connection::change(const DeviceRequest& request) {
    LockLine::Place place;
    DeviceAnswer answer;
    Code code = SQLITE_BUSY;
    do {
        shared_.turns.begin(place, shared_.refuses_when_busy);
        code = change_and_commit(request, place, answer);
        shared_.turns.end(place, code == SQLITE_BUSY && !shared_.refuses_when_busy);
    } while (code == SQLITE_BUSY && !shared_.refuses_when_busy);
    return code == SQLITE_ROW ? answer : failure(code, request);
}

/// As step_whole says it. Holds no lock afterwards.
Connection::Code Connection::change_and_commit(const DeviceRequest& request, LockLine::Place& place,
                                               DeviceAnswer& answer) {
    if (const Code begun = step_whole(begin_, nullptr); begun != SQLITE_DONE) return begun;
    sqlite3_stmt* const statement = request.verb == DeviceVerb::add ? add_ : execute_;
    bind(statement, request);
    Code code = step_whole(statement, &answer.value);
    if (code == SQLITE_ROW)
        if (const Code committed = commit(place); committed != SQLITE_DONE) code = committed;
    if (code != SQLITE_ROW) step_whole(rollback_, nullptr);
    return code;
}

/// Waits for those who read: no other can begin to, once the first attempt has been made.
Connection::Code Connection::commit(LockLine::Place& place) {
    Code code = step_whole(commit_, nullptr);
    while (code == SQLITE_BUSY && shared_.turns.wait_for_others(place)) code = step_whole(commit_, nullptr);
    return code;
}

DeviceAnswer Connection::failure(Code code, const DeviceRequest& request) const {
    switch (code) {
        case SQLITE_DONE:
            return failed_with(fmt::format(fmt::runtime(kNoRow), without_controls(request.name)));
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return failed_with(kDatabaseLocked);
        case SQLITE_CONSTRAINT:
            return failed_with(kOverflow);
        case SQLITE_FULL:
            return failed_with("no space is left in the database");
        default:
            return failed_with(fmt::format("the database answered: {}", sqlite_.errmsg(database_)));
    }
}

}  // namespace simul
