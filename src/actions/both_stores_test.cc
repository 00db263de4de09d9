// The same deeds on the model in memory and on SQLite must be answered alike.

#include <doctest.h>
#include <rapidcheck.h>

#include <filesystem>

#include "actions/testing.h"
#include "store/sqlite/sqlite_store.h"

using namespace comity;
using namespace comity::actions;
using comity::actions::testing::Server;
using discussion::Deed;

namespace {

// A database of its own in the system's folder for such, gone with this object.
class Scratch {
 public:
  Scratch() {
    folder_ = std::filesystem::temp_directory_path() / ("comity-actions-" + to_base64url(system_random().key128()));
    std::filesystem::create_directory(folder_);
    auto opened = store::sqlite::open({.file = folder_ / "comity.db",
                                       .vfs = {},
                                       .synchronous = store::sqlite::Synchronous::off,
                                       .busy_ms = 5000,
                                       .create = true});
    REQUIRE_MESSAGE(opened, opened.error().detail);
    store = *std::move(opened);
  }
  ~Scratch() {
    store.reset();
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  std::unique_ptr<store::Store> store;

 private:
  std::filesystem::path folder_;
};

// What an answer says, in one line.
std::string told(const Result<Posted>& posted) {
  if (!posted) return "error " + std::string(name(posted.error().code));
  return std::to_string(static_cast<int>(posted->outcome)) + " place " + std::to_string(posted->comment.id.value) +
         " number " + std::to_string(posted->comment.number) + " mark " + posted->comment.name_mark + " text " +
         std::to_string(posted->revision.revision) + (posted->again ? " again" : "") + " event " +
         std::to_string(posted->event);
}

template <class T>
std::string told_code(const Result<T>& result) {
  return result ? "done" : "error " + std::string(name(result.error().code));
}

// One deed, chosen by two bytes, on one server; the same choices give the same deeds.
std::string play(Server& server, std::vector<Posted>& posted, std::uint8_t what, std::uint8_t which) {
  constexpr std::string_view texts[] = {"Hello, bridge.", "hello,  BRIDGE.", "Humbug.",
                                        "Poppycock.",     "Balderdash.",     "Why?"};
  server.clock.wait(std::chrono::minutes(which % 5));
  const std::string text(texts[which % std::size(texts)]);
  if (what % 3 == 0 || posted.empty()) {
    PostComment request = server.asks(text);
    request.guest_key = Server::key(static_cast<std::uint8_t>(1 + what % 4));
    request.reply_to = which % 7 == 0 ? which % 4 : 0;
    request.correction = static_cast<PostComment::Correction>(which % 3);
    if (which % 5 == 0) request.idempotency_key = "key " + std::to_string(which % 2);
    const auto answer = post_comment(server.world(), request);
    if (answer && answer->comment.id) posted.push_back(*answer);
    return told(answer);
  }
  const Posted& target = posted[which % posted.size()];
  switch (what % 9) {
    case 1:
      return told(server.edit(target, text));
    case 2:
      return told_code(server.decide(target.comment, Deed::publish));
    case 4:
      return told_code(server.decide(target.comment, Deed::refuse, {"manners"}));
    case 5:
      return told_code(server.decide(target.comment, Deed::remove, {"people"}));
    case 7:
      return told_code(server.decide(target.comment, Deed::restore));
    default:
      return told_code(withdraw_comment(server.world(), server.site, target.comment.receipt));
  }
}

}  // namespace

TEST_CASE("deeds in any order are answered alike by the model in memory and by SQLite") {
  CHECK(rc::check([](const std::vector<std::pair<std::uint8_t, std::uint8_t>>& deeds) {
    Scratch fresh;
    Server memory;
    Server sqlite(*fresh.store);
    std::vector<Posted> in_memory, in_sqlite;
    for (const auto& [what, which] : deeds) {
      const std::string expected = play(memory, in_memory, what, which);
      const std::string got = play(sqlite, in_sqlite, what, which);
      RC_ASSERT(got == expected);
    }
    RC_ASSERT(in_memory.size() == in_sqlite.size());
    for (std::size_t i = 0; i < in_memory.size(); ++i) {
      const discussion::Comment a = memory.now(in_memory[i].comment), b = sqlite.now(in_sqlite[i].comment);
      RC_ASSERT(a.state == b.state);
      RC_ASSERT(a.number == b.number);
      RC_ASSERT(a.live_revision == b.live_revision);
      RC_ASSERT(memory.shown(a) == sqlite.shown(b));
    }
    const auto findings = fresh.store->integrity();
    RC_ASSERT(findings.has_value());
    RC_ASSERT(findings->empty());
  }));
}
