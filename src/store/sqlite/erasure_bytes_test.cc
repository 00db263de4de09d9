// What SQLite leaves behind: pages that were split, merged and moved while texts of every size came and went.
#include <doctest.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include "store/desk.h"
#include "store/soon.h"
#include "store/sqlite/erasure_list.h"
#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"

namespace comity::store::sqlite {

namespace {

constexpr std::string_view marker = "unforgettable";

std::size_t found_in(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream bytes;
  bytes << in.rdbuf();
  const std::string all = bytes.str();
  std::size_t many = 0;
  for (std::size_t at = 0; (at = all.find(marker, at)) != std::string::npos; at += marker.size()) ++many;
  return many;
}

std::size_t found_in_folder(const std::filesystem::path& folder) {
  std::size_t many = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) many += found_in(entry.path());
  return many;
}

// In the files of an open store, where one who reads misses what moves from the WAL to the database meanwhile.
bool is_found_more_than(std::size_t many, const std::filesystem::path& folder) {
  return soon([&] { return found_in_folder(folder) > many; });
}

// A store of SQLite's in a folder of its own that never waits for the disk.
struct Kept {
  Scratch scratch;

  std::unique_ptr<Store> open() const {
    Options options;
    options.file = scratch.file();
    options.synchronous = Synchronous::off;
    return sqlite::open(options).value();
  }
  void check_nothing_is_left() const {
    for (const auto& entry : std::filesystem::directory_iterator(scratch.folder()))
      CHECK_MESSAGE(found_in(entry.path()) == 0, entry.path().filename().string());
  }
};

}  // namespace

TEST_CASE("no byte of an erased text is left in database, WAL or list, whatever became of its page") {
  const Kept kept;
  std::mt19937 dice(7);
  constexpr std::size_t many = 300;
  std::vector<CommentId> marked;
  {
    const auto store = kept.open();
    Desk desk(*store);
    for (std::size_t i = 0; i < many; ++i) {
      // Some fit a line, some fill a page, some need several.
      const std::size_t length = 20 + dice() % (i % 7 == 0 ? 9'000 : 700);
      std::string text(length, static_cast<char>('a' + i % 26));
      if (i % 3 != 0) text.insert(dice() % length, marker);
      const auto state = i % 5 == 0 ? discussion::State::held : discussion::State::published;
      AddComment add = desk.a_comment(state, text);
      if (i % 3 != 0) add.comment.name = std::string(marker) + std::to_string(i);
      discussion::Decision hold = desk.a_decision(discussion::Deed::hold);
      hold.reason = i % 3 != 0 ? marker : "no reason";
      const CommentId id = desk.must(add, AddDecision{hold}).comment;
      if (i % 3 != 0) marked.push_back(id);
      if (i % 4 == 0 && state == discussion::State::published)
        desk.must(desk.an_edit(id, 1, state, state, text + std::string(dice() % 2'000, 'z')));
    }
    CHECK(is_found_more_than(many, kept.scratch.folder()));
    std::shuffle(marked.begin(), marked.end(), dice);
    for (std::size_t i = 0; i < marked.size(); ++i) {
      desk.must(Erase{desk.story, marked[i]});
      // What comes in meanwhile moves what is there.
      if (i % 3 == 0) desk.must(desk.a_comment(discussion::State::published, std::string(dice() % 3'000 + 1, 'y')));
    }
    desk.check_sound();
  }
  kept.check_nothing_is_left();
  CHECK(std::filesystem::exists(kept.scratch.folder() / erasure_list_name));
}

TEST_CASE("what is sealed for authorities is in the database until a person ends the danger, and then nowhere") {
  const Kept kept;
  {
    const auto store = kept.open();
    Desk desk(*store);
    AddComment add = desk.a_comment(discussion::State::published, std::string(marker) + " at nine.");
    const CommentId id = desk.must(add).comment;
    discussion::Danger danger;
    danger.id = {4};
    danger.story = desk.story;
    danger.comment = id;
    danger.words = marker;
    danger.noted = desk.now;
    danger.noted_by = "anna";
    desk.must(NoteDanger{danger});
    desk.must(Erase{desk.story, id});
    CHECK(is_found_more_than(0, kept.scratch.folder()));
    desk.must(EndDanger{{4}, "orla"});
    desk.check_sound();
  }
  kept.check_nothing_is_left();
}

TEST_CASE("who reported is in no file once they are forgotten") {
  const Kept kept;
  {
    const auto store = kept.open();
    Desk desk(*store);
    const CommentId id = desk.must(desk.a_comment()).comment;
    FileReport file;
    discussion::Report& report = file.report;
    report.id = {7};
    report.story = desk.story;
    report.comment = id;
    report.kind = discussion::ReportKind::notice;
    report.words = report.name = marker;
    report.address = std::string(marker) + "@reader.example";
    report.filed = desk.now;
    discussion::Contact contact;
    contact.id = {9};
    contact.owner = owner_of(report);
    contact.address = report.address;
    contact.language = "en";
    contact.added = desk.now;
    desk.must(file, AddContact{contact});
    CHECK(is_found_more_than(0, kept.scratch.folder()));
    desk.must(ForgetReporter{{7}, true});
    desk.check_sound();
  }
  kept.check_nothing_is_left();
}

TEST_CASE("no byte of a passkey is left, nor of the name it had, once it or its person is removed") {
  const Kept kept;
  {
    const auto store = kept.open();
    Desk desk(*store);
    constexpr std::int64_t people = 12;
    for (std::int64_t i = 1; i <= people; ++i) {
      discussion::Person person;
      person.id = {i};
      person.name = "anna" + std::to_string(i);
      person.roles = {discussion::Role::moderator};
      person.created = desk.now;
      desk.must(AddPerson{person}, SetPassword{{i}, "$argon2id$v=19$m=8,t=1,p=1$salt$hash"});
      for (int k = 0; k < 5; ++k) {
        discussion::Passkey passkey;
        passkey.person = {i};
        passkey.name = std::string(marker) + std::to_string(k);
        passkey.credential = passkey.name + std::string(static_cast<std::size_t>(40 * k), 'c') + std::to_string(i);
        passkey.public_key = std::string(300, 'k') + std::string(marker);
        passkey.created = desk.now;
        desk.must(AddPasskey{passkey});
        desk.must(RenamePasskey{{i}, passkey.credential, "a plain name"});
        if (i % 2 == 0) desk.must(RemovePasskey{{i}, passkey.credential});
      }
    }
    CHECK(is_found_more_than(0, kept.scratch.folder()));
    for (std::int64_t i = 1; i <= people; i += 2) desk.must(RemovePerson{{i}});
    desk.check_sound();
  }
  kept.check_nothing_is_left();
}

TEST_CASE("no byte of an erased account is left: not its name, its address, its password, nor where it was signed in") {
  const Kept kept;
  {
    const auto store = kept.open();
    Desk desk(*store);
    constexpr std::int64_t many = 40;
    for (std::int64_t i = 0; i < many; ++i) {
      const AuthorId author = desk.add_author(600 + i);
      const std::string marked = std::string(marker) + std::to_string(i);
      discussion::Account account;
      account.author = author;
      account.name = account.look = marked;
      account.created = desk.now;
      discussion::Contact contact;
      contact.id = {1 + i};
      contact.owner = discussion::owner(author);
      contact.address = marked + "@reader.example";
      contact.language = "en";
      contact.added = desk.now;
      const auto key = static_cast<std::uint64_t>(1000 + i);
      desk.must(AddAccount{account}, OpenAccount{author, key_of(key)}, AddContact{contact}, ConfirmContact{contact.id},
                RenameAccount{author, marked + " and more", marked + " and more"},
                SetReaderPassword{author, "$argon2id$" + marked},
                AddReaderSession{{key_of(key), author, desk.now, desk.now, marked}});
    }
    CHECK(is_found_more_than(4 * many, kept.scratch.folder()));
    for (std::int64_t i = 0; i < many; ++i) desk.must(EraseAuthor{{600 + (i * 17) % many}});
    for (std::int64_t i = 0; i < many; ++i) desk.must(FinishErasing{{600 + i}});
    desk.check_sound();
  }
  kept.check_nothing_is_left();
}

}  // namespace comity::store::sqlite
