#include "actions/backup.h"

#include <doctest.h>

#include <fstream>
#include <sstream>
#include <thread>

#include "base/crypto.h"
#include "store/desk.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"

namespace comity::actions {

namespace {

namespace fs = std::filesystem;
using Code = Error::Code;

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}
void write(const fs::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::unique_ptr<store::Store> open(const fs::path& folder) {
  store::sqlite::Options options;
  options.file = folder / "comity.db";
  auto store = store::sqlite::open(options);
  if (!store) FAIL(store.error().detail);
  return *std::move(store);
}

// A data folder in use, with two sites.
struct Served {
  store::sqlite::Scratch scratch;
  fs::path data = scratch.folder() / "data";
  fs::path out = scratch.folder() / "backup.tar";
  std::unique_ptr<store::Store> store;
  std::unique_ptr<store::Desk> desk;

  Served() {
    fs::create_directory(data);
    write(data / "secret.key", std::string(32, 's'));
    store = open(data);
    desk = std::make_unique<store::Desk>(*store);
    desk->must(store::PublishPolicy{sha256("Be brief."), "Be brief.", ""});
    desk->must(store::PublishPolicy{sha256("Be kind."), "Be kind.", ""});
    for (int i = 0; i < 5; ++i) desk->post();
    REQUIRE(desk->commit_on({}, store::PutSite{store::Desk::a_site("gazette")}).has_value());
  }
};

Code code_of(const Error& error) { return error.code; }

}  // namespace

TEST_CASE("a backup made while others write is restored as it was at one moment") {
  Served served;
  std::atomic<bool> enough = false;
  std::thread writer([&] {
    while (!enough) served.desk->post();
  });
  const auto made = back_up(served.data, served.out, at_ms(1'700'000'000'000));
  enough = true;
  writer.join();
  if (!made) FAIL(made.error().detail);
  REQUIRE(made->sites.size() == 2);
  CHECK(made->sites[0].key == "paper");
  CHECK(made->sites[1].policy.empty());
  REQUIRE(made->files.size() == 4);
  CHECK(made->files[0].name == "comity.db");
  CHECK(made->files[1].name == "secret.key");
  CHECK(made->sites[0].policy == made->files[2].name);
  CHECK(read(served.out).find("Be kind.") != std::string::npos);
  CHECK(fs::status(served.out).permissions() == (fs::perms::owner_read | fs::perms::owner_write));
  CHECK_FALSE(fs::exists(served.out.string() + ".part"));
  CHECK(check_backup(served.out)->files.size() == 4);

  const fs::path again = served.scratch.folder() / "again";
  const auto restored = restore(served.out, again);
  if (!restored) FAIL(restored.error().detail);
  CHECK(restored->findings.empty());
  CHECK(read(again / "secret.key") == std::string(32, 's'));
  const auto store = open(again);
  const auto story = store->story(served.desk->site, served.desk->story).value();
  CHECK(story.published >= 5);
  CHECK(store->by_number(served.desk->site, served.desk->story, 5)->comment ==
        served.store->by_number(served.desk->site, served.desk->story, 5)->comment);
  CHECK(store->policies(served.desk->site)->size() == 2);
}

TEST_CASE("nothing is written over, and nothing half-made is left") {
  Served served;
  write(served.out, "an earlier one");
  CHECK(code_of(back_up(served.data, served.out, at_ms(0)).error()) == Code::conflict);
  CHECK(read(served.out) == "an earlier one");
  fs::remove(served.out);
  CHECK(code_of(back_up(served.scratch.folder(), served.out, at_ms(0)).error()) == Code::not_found);
  CHECK(code_of(back_up(served.data, served.scratch.folder() / "no" / "b.tar", at_ms(0)).error()) == Code::unavailable);
  write(served.data / "secret.key", "short");
  CHECK(code_of(back_up(served.data, served.out, at_ms(0)).error()) == Code::corrupt);
  CHECK_FALSE(fs::exists(served.out));
  CHECK_FALSE(fs::exists(served.out.string() + ".part"));

  write(served.data / "secret.key", std::string(32, 's'));
  REQUIRE(back_up(served.data, served.out, at_ms(0)).has_value());
  CHECK(code_of(restore(served.out, served.data).error()) == Code::conflict);
  const fs::path empty = served.scratch.folder() / "empty";
  fs::create_directory(empty);
  CHECK(restore(served.out, empty).has_value());
  CHECK(code_of(restore(served.out, empty).error()) == Code::conflict);
}

TEST_CASE("a backup that is not byte for byte what was saved is refused") {
  Served served;
  REQUIRE(back_up(served.data, served.out, at_ms(0)).has_value());
  const std::string whole = read(served.out);
  const fs::path bent = served.scratch.folder() / "bent.tar";
  const fs::path target = served.scratch.folder() / "target";
  const auto refused = [&](const std::string& bytes) {
    write(bent, bytes);
    const auto restored = restore(bent, target);
    const bool nothing_left = !fs::exists(target);
    return !restored && restored.error().code == Code::corrupt && nothing_left && !check_backup(bent);
  };
  for (const std::size_t at : {std::size_t{300}, std::size_t{600}, whole.size() / 2, whole.find("Be kind.")}) {
    std::string bytes = whole;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    CHECK(refused(bytes));
  }
  CHECK(refused(whole.substr(0, whole.size() / 2)));
  CHECK(refused(whole.substr(0, whole.size() - 1024)));  // without its end
  CHECK(refused(""));
  CHECK(refused("a shopping list"));
  std::string newer = whole;
  newer.replace(newer.find("\"format\":1"), 10, "\"format\":2");
  CHECK(refused(newer));
  CHECK(code_of(restore(served.scratch.folder() / "none.tar", target).error()) == Code::not_found);
}

TEST_CASE("what was erased after a backup was made is erased again where it is restored") {
  Served served;
  store::Desk& desk = *served.desk;
  const std::string marker = "unforgettable";
  const CommentId first = desk.must(desk.a_comment(discussion::State::published, marker)).comment;
  const AuthorId second_author = desk.add_author(502);
  store::AddComment by_second = desk.a_comment(discussion::State::published, marker);
  by_second.comment.author = second_author;
  const CommentId second = desk.must(by_second).comment;
  REQUIRE(back_up(served.data, served.out, at_ms(1'700'000'000'000)));
  const CommentId later = desk.post().comment;
  desk.must(store::Erase{desk.story, first}, store::Erase{desk.story, later}, store::EraseAuthor{second_author},
            store::Erase{desk.story, second});
  const fs::path list = served.data / "erasures.log";
  CHECK(read(list).find(marker) == std::string::npos);

  const fs::path data = served.scratch.folder() / "restored";
  const auto restored = restore(served.out, data, list);
  if (!restored) FAIL(restored.error().detail);
  // The author's comment is erased with its author; the one that came later is not in the backup.
  CHECK(restored->erasures == Reapplied{2, 2, 0});
  CHECK(restored->findings.empty());
  CHECK(read(data / "comity.db").find(marker) == std::string::npos);
  CHECK(read(data / "erasures.log") == read(list));
  const auto store = open(data);
  CHECK(store->comment(desk.site, desk.story, first)->erased);
  CHECK(store->author(desk.site, second_author)->erased);

  // A place that another comment has taken meanwhile is not that comment's.
  store::Desk onward = desk;
  onward.now += Millis{1000};
  REQUIRE(store->commit(onward.change(desk.site, onward.a_comment())));
  const fs::path out = served.scratch.folder() / "second.tar";
  REQUIRE(back_up(data, out, at_ms(1'700'000'000'000)));
  const fs::path again = served.scratch.folder() / "again";
  fs::create_directory(again);
  fs::copy_file(list, again / "erasures.log");  // it may lie there already
  CHECK(restore(out, again)->erasures == Reapplied{0, 4, 0});
  CHECK_FALSE(open(again)->comment(desk.site, desk.story, later)->erased);
  CHECK_FALSE(restore(served.out, served.scratch.folder() / "without")->erasures);
  CHECK(code_of(restore(served.out, served.scratch.folder() / "no", served.scratch.folder() / "none.log").error()) ==
        Code::not_found);
}

TEST_CASE("a restored ledger goes on under another name, and says where the old one ended") {
  Served served;
  const CommentId held = served.desk->post(discussion::State::held).comment;
  served.desk->must_decide(held);
  const auto head = served.store->ledgers(served.desk->site)->front();
  const ledger::Checkpoint last{head.name, head.size, head.root};
  served.desk->must(store::KeepCheckpoint{1, head.size, sha256("key"), ledger::text_of(last) + "\nsigned\n"});
  const DecisionId later = served.desk->must_decide(held);
  REQUIRE(back_up(served.data, served.out, at_ms(1'700'000'000'000)));

  const fs::path data = served.scratch.folder() / "restored";
  const auto restored = restore(served.out, data);
  if (!restored) FAIL(restored.error().detail);
  const auto store = open(data);
  const auto heads = store->ledgers(served.desk->site).value();
  REQUIRE(heads.size() == 2);
  CHECK(heads[1].name == "paper.example/paper/ledger/2");
  CHECK_FALSE(heads[1].key);
  CHECK(store->ledger_entries(served.desk->site, 1, 0, 9).value() ==
        std::vector{served.store->ledger_entries(served.desk->site, 1, 0, 1)->front()});
  const auto second = store->ledger_entries(served.desk->site, 2, 0, 9).value();
  CHECK(ledger::read_continuation(second.at(0)).value() == last);
  CHECK(store->not_in_ledger(served.desk->site).value() == std::vector{later});  // signed by nobody: waits for its turn
  CHECK(store->integrity()->empty());
  // The server that was backed up goes on as it did.
  CHECK(served.store->ledgers(served.desk->site)->size() == 1);
}

}  // namespace comity::actions
