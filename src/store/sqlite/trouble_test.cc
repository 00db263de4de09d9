// Disks that are full, broken, read-only, locked or not what they should be: what operators are told, and that
// readers are served meanwhile.
#include <doctest.h>
#include <sqlite3.h>

#include <fstream>

#include "store/desk.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"
#include "store/sqlite/testing/torn_vfs.h"

namespace comity::store::sqlite {

namespace {

using contract::Code;

Options at(const std::filesystem::path& file, const std::string& vfs = {}) {
  Options options;
  options.file = file;
  options.vfs = vfs;
  options.busy_ms = 50;
  return options;
}

std::unique_ptr<Store> must_open(const Options& options) {
  auto store = open(options);
  if (!store) FAIL(store.error().detail);
  return *std::move(store);
}

bool says(const Error& error, std::string_view words) { return error.detail.find(words) != std::string::npos; }

// Another program's hands on the file.
class Shell {
 public:
  explicit Shell(const std::filesystem::path& file) { sqlite3_open(file.c_str(), &db_); }
  ~Shell() { sqlite3_close(db_); }
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;
  void run(const char* sql) { REQUIRE(sqlite3_exec(db_, sql, nullptr, nullptr, nullptr) == SQLITE_OK); }
  std::int64_t integer(const std::string& sql) {
    sqlite3_stmt* query = nullptr;
    REQUIRE(sqlite3_prepare_v2(db_, sql.c_str(), -1, &query, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_step(query) == SQLITE_ROW);
    const std::int64_t value = sqlite3_column_int64(query, 0);
    sqlite3_finalize(query);
    return value;
  }

 private:
  sqlite3* db_ = nullptr;
};

void overwrite(const std::filesystem::path& file, std::streamoff from, const std::string& bytes) {
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.seekp(from);
  out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

}  // namespace

TEST_CASE("a database opened for reading only sees what another writes, and writes nothing") {
  const Scratch scratch;
  Options options;
  options.file = scratch.file();
  options.read_only = true;
  CHECK(code_of(open(options)) == Code::not_found);
  const auto store = must_open(at(scratch.file()));
  Desk desk(*store);
  const auto looking = open(options).value();
  CHECK(code_of(looking->by_number(desk.site, desk.story, 1)) == Code::not_found);
  desk.post();
  CHECK(looking->by_number(desk.site, desk.story, 1).has_value());
  CHECK(code_of(looking->commit(desk.change(desk.site, desk.a_comment()))) == Code::forbidden);
  CHECK(store->judged(desk.site, {}, 100)->size() == 1);
}

TEST_CASE("a full or broken disk stops writers with words, not readers, and writing begins again by itself") {
  for (const auto fault : {TornDisk::Fault::full, TornDisk::Fault::broken}) {
    const Scratch scratch;
    TornDisk disk(1);
    const auto store = must_open(at(scratch.file(), disk.vfs()));
    Desk desk(*store);
    desk.post();
    disk.set_fault(fault);
    const Change change = desk.change(desk.site, desk.a_comment());
    for (int i = 0; i < 3; ++i) {
      const auto refused = store->commit(change);
      REQUIRE(code_of(refused) == Code::unavailable);
      CHECK(says(refused.error(),
                 fault == TornDisk::Fault::full ? "the disk is full. Free some space" : "the disk did not"));
      CHECK(says(refused.error(), "comity.db"));
      CHECK(store->by_number(desk.site, desk.story, 1).has_value());
      CHECK(store->outline(desk.site, desk.story)->size() == 1);
    }
    disk.set_fault(TornDisk::Fault::none);
    const auto done = store->commit(change);
    REQUIRE(done.has_value());
    CHECK(done->number == 2);
    desk.check_sound();
  }
}

TEST_CASE("a file that is read-only is read, and writers are told") {
  const Scratch scratch;
  TornDisk disk(1);
  {
    const auto store = must_open(at(scratch.file(), disk.vfs()));
    Desk desk(*store);
    desk.post();
  }
  disk.set_fault(TornDisk::Fault::read_only);
  const auto store = must_open(at(scratch.file(), disk.vfs()));
  CHECK(store->by_number({1}, {1001}, 1)->revision.text == "Good morning");
  Change change;
  change.id = key_of(99);
  change.site = {1};
  change.writes = {RevokeAuthor{{501}}};
  const auto refused = store->commit(change);
  REQUIRE(code_of(refused) == Code::unavailable);
  CHECK(says(refused.error(), "cannot be written. Make the file and its folder writable"));
}

TEST_CASE("a database that another program keeps locked is waited for, then said to be") {
  const Scratch scratch;
  const auto store = must_open(at(scratch.file()));
  Desk desk(*store);
  desk.post();
  Shell shell(scratch.file());
  shell.run("BEGIN IMMEDIATE");
  const Change change = desk.change(desk.site, desk.a_comment());
  const auto refused = store->commit(change);
  REQUIRE(code_of(refused) == Code::unavailable);
  CHECK(says(refused.error(), "another process holds the database locked"));
  CHECK(store->by_number(desk.site, desk.story, 1).has_value());
  shell.run("ROLLBACK");
  CHECK(store->commit(change)->number == 2);
}

TEST_CASE("a new database in a locked file is not waited for without end") {
  const Scratch scratch;
  Shell shell(scratch.file());
  shell.run("PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE; CREATE TABLE t (x)");
  const auto refused = open(at(scratch.file()));
  CHECK(code_of(refused) == Code::unavailable);
}

TEST_CASE("a damaged database is refused with what to do") {
  const Scratch scratch;
  {
    const auto store = must_open(at(scratch.file()));
    Desk desk(*store);
    for (int i = 0; i < 50; ++i) desk.post();
  }
  const auto whole = std::filesystem::file_size(scratch.file());
  const auto damaged = [&](const char* name) {
    const auto file = scratch.file(name);
    std::filesystem::copy_file(scratch.file(), file);
    return file;
  };

  const auto cut = damaged("cut.db");
  std::filesystem::resize_file(cut, whole / 2);
  auto refused = open(at(cut));
  REQUIRE(code_of(refused) == Code::corrupt);
  CHECK(says(refused.error(), "cut off"));
  CHECK(says(refused.error(), "comity restore"));

  const auto schema = damaged("schema.db");
  overwrite(schema, 100, std::string(3000, '\xff'));
  refused = open(at(schema));
  REQUIRE(code_of(refused) == Code::corrupt);
  CHECK(says(refused.error(), "the database is damaged"));
  CHECK(says(refused.error(), "comity restore"));

  // Each table's first page is read before anybody is served.
  const auto page_of = [&](const char* table) {
    return Shell(scratch.file())
        .integer(std::string("SELECT rootpage FROM sqlite_schema WHERE name = '") + table + "'");
  };
  for (const char* table : {"site", "comment", "decision"}) {
    const auto headless = damaged(table);
    overwrite(headless, static_cast<std::streamoff>((page_of(table) - 1) * 4096), std::string(64, '\xff'));
    refused = open(at(headless));
    REQUIRE(code_of(refused) == Code::corrupt);
    CHECK(says(refused.error(), "comity restore"));
  }

  // Damage deeper down is met when it is read, or looked for.
  const auto deep = damaged("deep.db");
  for (std::uintmax_t page = 8; page * 4096 < whole; ++page)
    overwrite(deep, static_cast<std::streamoff>(page * 4096), std::string(64, '\xff'));
  auto opened = open(at(deep));
  if (opened) {
    const auto findings = (*opened)->integrity();
    CHECK((findings ? !findings->empty() : findings.error().code == Code::corrupt));
  } else {
    CHECK(opened.error().code == Code::corrupt);
  }
}

TEST_CASE("a file that is no database, or another program's, or a newer Comity's, is left as it is") {
  const Scratch scratch;
  const auto poem = scratch.file("poem.db");
  std::ofstream(poem) << std::string(5000, 'r') << "oses are red";
  auto refused = open(at(poem));
  REQUIRE(code_of(refused) == Code::corrupt);
  CHECK(says(refused.error(), "not a Comity database"));

  const auto other = scratch.file("other.db");
  Shell(other).run("CREATE TABLE bookmarks (url TEXT); INSERT INTO bookmarks VALUES ('x')");
  refused = open(at(other));
  REQUIRE(code_of(refused) == Code::corrupt);
  CHECK(says(refused.error(), "another program's"));

  const auto newer = scratch.file("newer.db");
  must_open(at(newer));
  Shell(newer).run("PRAGMA user_version=4711");
  refused = open(at(newer));
  REQUIRE(code_of(refused) == Code::corrupt);
  CHECK(says(refused.error(), "written by a newer Comity (its form is 4711"));
  CHECK(says(refused.error(), "Start the newer program again"));
}

TEST_CASE("no file is made where none is asked for") {
  const Scratch scratch;
  Options options = at(scratch.file());
  options.create = false;
  CHECK(code_of(open(options)) == Code::not_found);
  CHECK_FALSE(std::filesystem::exists(scratch.file()));
  const auto refused = open(at(scratch.folder() / "no" / "such.db"));
  CHECK(code_of(refused) == Code::unavailable);
  CHECK(says(refused.error(), "cannot be opened"));
}

TEST_CASE("integrity finds what was bent by hand") {
  const Scratch scratch;
  const auto store = must_open(at(scratch.file()));
  Desk desk(*store);
  for (int i = 0; i < 3; ++i) desk.post();
  AddComment reply = desk.a_comment();
  reply.comment.reply_to = {1};
  desk.must(reply);
  desk.must(AddDecision{desk.a_decision(discussion::Deed::hold, {1})});
  desk.must(PublishPolicy{sha256("Be kind."), "Be kind.", ""});
  FileReport file;
  file.report.id = {7};
  file.report.story = desk.story;
  file.report.comment = {2};
  file.report.clause = "manners";
  file.report.case_code = "a-code-of-its-own";
  file.report.filed = desk.now;
  desk.must(file);
  discussion::Account account;
  account.author = desk.author;
  account.name = account.look = "Anna";
  account.created = desk.now;
  desk.must(AddAccount{account}, OpenAccount{desk.author, key_of(71)}, RenameAccount{desk.author, "Eva", "Eva"});
  desk.check_sound();
  const auto bent = [&](const std::string& sql, std::string_view words) {
    const auto bent_file = scratch.file("bent.db");
    REQUIRE(sqlite::copy(scratch.file(), bent_file).has_value());
    Shell(bent_file).run(("PRAGMA foreign_keys=OFF;" + sql).c_str());
    const auto findings = must_open(at(bent_file))->integrity().value();
    std::filesystem::remove(bent_file);
    for (const std::string& finding : findings)
      if (finding.find(words) != std::string::npos) return true;
    for (const std::string& finding : findings) MESSAGE(finding);
    return false;
  };
  CHECK(bent("UPDATE story SET published = 9", "counts 9 published"));
  CHECK(bent("UPDATE story SET next_number = 9", "the next number is 9"));
  CHECK(bent("UPDATE comment SET number = 9 WHERE comment_id = 2; UPDATE event SET number = 9 WHERE comment_id = 2",
             "up to 9"));
  CHECK(bent("UPDATE story SET next_comment = 2", "the next place is 2"));
  CHECK(bent("DELETE FROM event WHERE event_id = 2", "its position is 4, and it has 3 events, from 1 to 4"));
  CHECK(bent("UPDATE story_url SET ordinal = 3", "0 of its addresses"));
  CHECK(bent("UPDATE author SET published = 9", "author 501"));
  CHECK(bent("UPDATE author SET strikes = 1", "has 1 strikes"));
  CHECK(bent("DELETE FROM revision WHERE comment_id = 2", "its last revision is 1, and it has 0"));
  CHECK(bent("UPDATE comment SET live_revision = 0 WHERE comment_id = 2", "no revision is live"));
  CHECK(bent("UPDATE revision SET state = 'held' WHERE comment_id = 2", "is not published"));
  CHECK(bent("UPDATE comment SET decision_id = (SELECT decision_id FROM decision) WHERE comment_id = 2",
             "about another comment"));
  CHECK(bent("UPDATE decision SET ordinal = 4", "its decisions are not 1, 2, 3"));
  CHECK(bent("UPDATE comment SET reply_to = 4 WHERE comment_id = 1", "never ends"));
  CHECK(bent("UPDATE event SET number = 7 WHERE event_id = 1", "tells another number"));
  CHECK(bent("UPDATE policy SET source = 'Be loud.'", "does not have its hash"));
  CHECK(bent("DELETE FROM policy_history", "not the one last put in force"));
  CHECK(
      bent("UPDATE report SET case_code = (SELECT case_code FROM comment WHERE comment_id = 1)", "has its case code"));
  CHECK(bent("UPDATE former_name SET look = 'Eva'", "a name it gave up"));
  CHECK(bent("DELETE FROM story", "is not there"));
}

}  // namespace comity::store::sqlite
