// Whole logs: leaves, tiles, checkpoints, proofs and statements together, and every tampering that can be found.
#include <doctest.h>
#include <rapidcheck.h>

#include <map>

#include "ledger/check_log.h"
#include "ledger/log_files.h"
#include "ledger/statement.h"

using namespace comity;
using namespace comity::ledger;

namespace {

const std::string origin = "herald.example/ledger/1";

Hash256 bytes(std::uint8_t n) {
  Hash256 h;
  h.bytes.fill(n);
  return h;
}

const SigningKey& signer() {
  static const SigningKey key(bytes(9));
  return key;
}
NoteKey key() { return {origin, signer().public_key()}; }

Opening opening(Field field, int n) {
  Opening o;
  o.salt.bytes.fill(static_cast<std::uint8_t>(n));
  o.salt.bytes[0] = static_cast<std::uint8_t>(field);
  o.value = std::string(name(field)) + " " + std::to_string(n);
  return o;
}

Leaf leaf(int n) {
  Leaf l;
  l.kind = n % 3 == 0 ? "remove" : "refuse";
  l.clauses = {"profanity"};
  l.policy = bytes(3);
  l.engine = bytes(4);
  l.actor = "moderator";
  l.day = "2026-11-22";
  for (std::size_t i = 0; i < fields; ++i)
    l.sealed[i] = commitment(static_cast<Field>(i), opening(static_cast<Field>(i), n));
  return l;
}

std::vector<std::string> leaves(int size) {
  std::vector<std::string> all;
  for (int n = 0; n < size; ++n) all.push_back(write_leaf(leaf(n)));
  return all;
}

// A log in memory: its files by path.
struct Files {
  std::map<std::string, std::string> files;
  ReadFile read = [this](const std::string& path) -> Result<std::string> {
    const auto found = files.find(path);
    if (found == files.end()) return fail(Error::Code::not_found, "it is not there");
    return found->second;
  };
  Files() = default;
  Files(const Files& other) : files(other.files) {}

  explicit Files(const std::vector<std::string>& entries) {
    const auto root = write_log_files(entries, [this](const std::string& path, std::string_view what) -> Done {
      files[path] = what;
      return {};
    });
    REQUIRE(root);
    files["checkpoint"] = sign_checkpoint({origin, entries.size(), *root}, signer());
  }

  bool holds(const std::vector<std::string>& kept = {}) const { return check_log(read, key(), kept).has_value(); }
  const std::string& checkpoint() const { return files.at("checkpoint"); }
};

Statement statement(const Files& log, int n, std::uint64_t size) {
  Statement s;
  s.leaf = write_leaf(leaf(n));
  for (const Field field : {Field::story, Field::text, Field::reason}) s.opened[field] = opening(field, n);
  s.proof = {static_cast<std::uint64_t>(n),
             inclusion_proof(static_cast<std::uint64_t>(n), size, subtrees_of(size, log.read)).value(),
             log.checkpoint()};
  return s;
}

}  // namespace

TEST_CASE("paths of tiles and bundles are those of the specification") {
  CHECK(path_of({0, 1'234'067, 256}) == "tile/0/x001/x234/067");
  CHECK(path_of({2, 5, 256}) == "tile/2/005");
  CHECK(path_of({1, 0, 44}) == "tile/1/000.p/44");
  CHECK(entries_path(1000) == "tile/entries/x001/000");
  CHECK(entries_path(0, 1) == "tile/entries/000.p/1");
  CHECK(tiles_of(0).empty());
  CHECK(tiles_of(256) == std::vector<Tile>{{0, 0, 256}, {1, 0, 1}});
  CHECK(tiles_of(70'000).size() == 274 + 2 + 1);
  CHECK(tiles_of(70'000).back() == Tile{2, 0, 1});
}

TEST_CASE("a bundle gives back its entries, and what is none is refused") {
  const std::vector<std::string> entries = {"", "a", std::string(65'535, 'b')};
  const auto bundle = bundle_bytes(entries);
  REQUIRE(bundle);
  const auto back = entries_of(*bundle, 3);
  REQUIRE(back);
  CHECK(std::vector<std::string>(back->begin(), back->end()) == entries);
  CHECK_FALSE(entries_of(*bundle, 2));
  CHECK_FALSE(entries_of(bundle->substr(0, bundle->size() - 1), 3));
  CHECK_FALSE(entries_of(*bundle + '\0', 3));
  CHECK_FALSE(bundle_bytes({std::string(65'536, 'c')}));
}

TEST_CASE("a leaf has one spelling") {
  const Leaf plain = leaf(7);
  CHECK(read_leaf(write_leaf(plain)) == plain);
  Leaf rich = plain;
  rich.clauses = {};
  rich.before = true;
  CHECK(read_leaf(write_leaf(rich)) == rich);
  const std::string text = write_leaf(plain);
  for (const std::string& bad : {text + "\n", text.substr(1), text.substr(0, text.size() - 1), text + "more: x\n",
                                 "comity-leaf/2" + text.substr(13)}) {
    CHECK_FALSE(read_leaf(bad));
  }
  for (const auto& [from, to] : std::vector<std::pair<std::string, std::string>>{
           {"kind: refuse", "kind: Refuse"},
           {"2026-11-22", "2026-13-22"},
           {"policy: 03", "policy: 0A"},
           {"actor: moderator", "actor: Nora Lind"},
           {"clause: profanity\n", "clause: profanity\nbefore ledger: yes\n"}}) {
    std::string changed = text;
    const std::size_t at = changed.find(from);
    REQUIRE(at != std::string::npos);
    CHECK_FALSE(read_leaf(changed.replace(at, from.size(), to)));
  }
}

TEST_CASE("nothing of a person stands in a leaf in clear, and the same value is never sealed the same") {
  const std::string text = write_leaf(leaf(7));
  for (std::size_t i = 0; i < fields; ++i) {
    CHECK(text.find(opening(static_cast<Field>(i), 7).value) == std::string::npos);
  }
  Opening one = opening(Field::text, 1), other = one;
  CHECK(commitment(Field::text, one) == commitment(Field::text, other));
  CHECK(commitment(Field::text, one) != commitment(Field::words, one));
  other.salt.bytes[15] ^= 1;
  CHECK(commitment(Field::text, one) != commitment(Field::text, other));
}

TEST_CASE("a commitment is the documented bytes") {
  Opening o;
  for (std::size_t i = 0; i < 16; ++i) o.salt.bytes[i] = static_cast<std::uint8_t>(i);
  o.value = "Who pays for the bridge?";
  // docs/formats/ledger.md has this vector; computed with: printf … | sha256sum
  CHECK(to_hex(commitment(Field::text, o)) == "fa58c7912149a2361650369271fc5534414fecfef9e7108288040d5995817692");
}

TEST_CASE("logs of every size around the tiles' edges hold, and prove each of their entries") {
  for (const int size : {0, 1, 2, 255, 256, 257, 511, 512, 513, 700}) {
    const Files log(leaves(size));
    CAPTURE(size);
    const auto report = check_log(log.read, key());
    REQUIRE_MESSAGE(report, (report ? "" : report.error().detail));
    CHECK(report->decisions == static_cast<std::uint64_t>(size));
    CHECK(report->other == 0);
    for (int n = 0; n < size; n += 1 + size / 7) {
      const auto checked = check_statement(statement(log, n, static_cast<std::uint64_t>(size)), key());
      REQUIRE_MESSAGE(checked, (checked ? "" : checked.error().detail));
      CHECK(checked->leaf == leaf(n));
    }
  }
}

TEST_CASE("a log has grown out of each of its checkpoints, by all entries and by tiles alone") {
  const std::vector<int> sizes = {0, 1, 100, 255, 256, 300, 512, 600};
  const Files last(leaves(sizes.back()));
  std::vector<std::string> kept;
  for (const int size : sizes) kept.push_back(Files(leaves(size)).checkpoint());
  CHECK(last.holds(kept));
  for (const std::string& older : kept) CHECK(check_consistency(last.read, key(), older, last.checkpoint()));
  CHECK_FALSE(check_consistency(last.read, key(), last.checkpoint(), kept[2]));
  CHECK_FALSE(Files(leaves(100)).holds(kept));
}

TEST_CASE("whatever byte of whatever file is changed, cut or missing, it is found") {
  const Files log(leaves(300));
  REQUIRE(log.holds());
  std::vector<std::string> paths;
  for (const auto& [path, unused] : log.files) paths.push_back(path);
  CHECK(rc::check([&] {
    Files bad(log);
    const std::string path = *rc::gen::elementOf(paths);
    std::string& file = bad.files[path];
    const auto at = *rc::gen::inRange<std::size_t>(0, file.size());
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        file[at] = static_cast<char>(file[at] ^ (1 << *rc::gen::inRange(0, 7)));
        break;
      case 1:
        file.resize(at);
        break;
      case 2:
        file.insert(at, 1, 'x');
        break;
      default:
        bad.files.erase(path);
    }
    RC_ASSERT(!bad.holds());
  }));
}

TEST_CASE("the past rewritten with the log's own key is found by whoever kept a checkpoint, and by nobody else") {
  const auto before = leaves(270);
  const std::string kept = Files(before).checkpoint();
  CHECK(rc::check([&] {
    auto entries = before;
    const auto at = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, entries.size() - 1));
    switch (*rc::gen::inRange(0, 5)) {
      case 0:
        entries[static_cast<std::size_t>(at)] = write_leaf(leaf(9999));
        break;
      case 1:
        entries.erase(entries.begin() + at);
        break;
      case 2:
        entries.insert(entries.begin() + at, write_leaf(leaf(9999)));
        break;
      case 3:
        std::swap(entries[static_cast<std::size_t>(at)], entries[static_cast<std::size_t>(at) + 1]);
        break;
      default:
        entries.resize(static_cast<std::size_t>(at));
    }
    for (int more = *rc::gen::inRange(0, 20); more > 0; --more) entries.push_back(write_leaf(leaf(5000 + more)));
    const Files rebuilt(entries);
    RC_ASSERT(rebuilt.holds());  // whole and signed: alone it looks sound
    RC_ASSERT(!rebuilt.holds({kept}));
    RC_ASSERT(!check_consistency(rebuilt.read, key(), kept, rebuilt.checkpoint()));
  }));
}

TEST_CASE("a statement with another value, another decision or another place is refused") {
  const Files log(leaves(50));
  const Statement good = statement(log, 20, 50);
  REQUIRE(check_statement(good, key()));
  CHECK(read_statement(write_statement(good)) == good);

  Statement bad = good;
  bad.opened[Field::text].value += "!";
  CHECK_FALSE(check_statement(bad, key()));
  bad = good;
  bad.opened[Field::text].salt.bytes[3] ^= 1;
  CHECK_FALSE(check_statement(bad, key()));
  bad = good;
  bad.leaf = write_leaf(leaf(21));
  CHECK_FALSE(check_statement(bad, key()));
  bad = good;
  bad.proof.index = 21;
  CHECK_FALSE(check_statement(bad, key()));
  CHECK_FALSE(check_statement(good, NoteKey{origin, SigningKey(bytes(1)).public_key()}));
  CHECK_FALSE(check_statement(good, NoteKey{"other.example", signer().public_key()}));
}

TEST_CASE("a log that goes on after another cites its last checkpoint, as its first entry only") {
  auto entries = leaves(3);
  const Checkpoint last{"herald.example/ledger/0", 12, bytes(5)};
  entries.insert(entries.begin(), write_continuation(last));
  entries.push_back(write_continuation(last));
  const Files log(entries);
  const auto report = check_log(log.read, key());
  REQUIRE(report);
  CHECK(report->continues == last);
  CHECK(report->decisions == 3);
  CHECK(report->other == 1);
}

TEST_CASE("what is no checkpoint, proof or statement is refused") {
  for (const char* bad :
       {"", "a\n1\n", "a\n01\nAAAA\n", "\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n0\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n", "a\n-1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n",
        "a\n9223372036854775808\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"}) {
    CHECK_FALSE(read_checkpoint_text(bad));
  }
  CHECK(read_checkpoint_text("a\n1\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\nextension\n"));
  const std::string proof = write_proof({5, {bytes(1), bytes(2)}, "checkpoint\n"});
  REQUIRE(read_proof(proof));
  CHECK(write_proof(*read_proof(proof)) == proof);
  CHECK(read_proof("c2sp.org/tlog-proof@v1\nextra AAAA\nindex 0\n\nx\n"));
  for (const char* bad : {"", "c2sp.org/tlog-proof@v2\nindex 0\n\nx\n", "c2sp.org/tlog-proof@v1\nindex x\n\nx\n",
                          "c2sp.org/tlog-proof@v1\nextra ?\nindex 0\n\nx\n",
                          "c2sp.org/tlog-proof@v1\nindex 0\nAAAA\n\nx\n", "c2sp.org/tlog-proof@v1\nindex 0\n"}) {
    CHECK_FALSE(read_proof(bad));
  }
  for (const char* bad :
       {"", "{}", "[]", R"({"format":"comity-statement/1","leaf":"","opened":{"age":{}},"proof":""})"}) {
    CHECK_FALSE(read_statement(bad));
  }
}

TEST_CASE("a path names one tile or bundle, and nothing else names it") {
  for (const std::uint64_t index : {0ULL, 7ULL, 999ULL, 1000ULL, 1234067ULL, 98765432109ULL}) {
    for (const std::uint64_t width : {1ULL, 17ULL, 255ULL, 256ULL}) {
      const auto tile = tile_path_from(path_of({2, index, width}));
      REQUIRE(tile);
      CHECK_FALSE(tile->entries);
      CHECK(tile->tile == Tile{2, index, width});
      const auto entries = tile_path_from(entries_path(index, width));
      REQUIRE(entries);
      CHECK(entries->entries);
      CHECK(entries->tile == Tile{0, index, width});
    }
  }
  for (const char* wrong : {"",
                            "tile",
                            "tile/",
                            "tile/0",
                            "tile/0/",
                            "tile/0/1",
                            "tile/0/x001",
                            "tile/00/001",
                            "tile/8/000",
                            "tile/0/000.p/0",
                            "tile/0/000.p/256",
                            "tile/0/000.p/",
                            "tile/0/000.p/5/",
                            "tile/-1/000",
                            "tile/0/x000/001",
                            "tile/entries",
                            "tile/entries/000/",
                            "tile/0/0x0",
                            "/tile/0/000",
                            "tile/0/000x",
                            "checkpoint",
                            "tile/0/x999/x999/x999/x999/x999/x999/x999/999"}) {
    CHECK_FALSE(tile_path_from(wrong));
  }
}
