// make_log FOLDER SIZE: writes a log of SIZE invented decisions as a server would, with what others are to check it by:
//
//   key               the log's vkey
//   log/              checkpoint, tiles, bundles of entries
//   kept/N            the checkpoint when the log had N entries
//   inclusion/I       a C2SP proof of entry I
//   consistency/N     a line a hash, base64: from N entries to SIZE
//   statement.json    of one of the decisions
//   rewritten/        the same log with one decision changed, signed with the same key
#include <array>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "base/base64.h"
#include "base/crypto.h"
#include "ledger/log_files.h"
#include "ledger/statement.h"

namespace {

using namespace comity;
using namespace comity::ledger;

const std::string origin = "herald.example/ledger/1";

Opening opening(Field field, std::uint64_t n) {
  const Hash256 bits = sha256("salt " + std::string(name(field)) + std::to_string(n));
  Opening out;
  std::copy_n(bits.bytes.begin(), out.salt.bytes.size(), out.salt.bytes.begin());
  out.value = "The " + std::string(name(field)) + " of decision " + std::to_string(n) + ".";
  return out;
}

std::string decision(std::uint64_t n) {
  static constexpr std::array kinds = {"hold", "refuse", "publish", "remove"};
  Leaf leaf;
  leaf.kind = kinds[n % kinds.size()];
  if (n % 4 != 2) leaf.clauses = {"profanity"};
  if (n % 5 == 0) leaf.clauses.emplace_back("insult");
  leaf.policy = sha256("policy");
  leaf.engine = sha256("engine");
  leaf.actor = n % 4 == 0 ? "engine" : "moderator";
  leaf.day = "2026-11-22";
  leaf.before = n < 3;
  for (std::size_t i = 0; i < fields; ++i) {
    leaf.sealed[i] = commitment(static_cast<Field>(i), opening(static_cast<Field>(i), n));
  }
  return write_leaf(leaf);
}

void put(const std::filesystem::path& path, std::string_view bytes) {
  std::filesystem::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << bytes;
}

std::string base64_of(const Hash& hash) {
  return to_base64({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()});
}

void log_at(const std::filesystem::path& folder, const std::vector<std::string>& entries, const SigningKey& key) {
  const auto root = write_log_files(entries, [&](const std::string& path, std::string_view bytes) -> Done {
    put(folder / path, bytes);
    return {};
  });
  put(folder / "checkpoint", sign_checkpoint({origin, entries.size(), root.value()}, key));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) {
    std::cerr << "make_log FOLDER SIZE\n";
    return 2;
  }
  const std::filesystem::path folder = argv[1];
  const std::uint64_t size = std::stoull(argv[2]);
  const SigningKey key(sha256("the key of a test"));
  put(folder / "key", NoteKey{origin, key.public_key()}.vkey() + "\n");

  std::vector<std::string> entries;
  Edge edge;
  for (std::uint64_t n = 0; n < size; ++n) {
    if (n % 97 == 0 || n % 256 == 0) {
      put(folder / "kept" / std::to_string(n), sign_checkpoint({origin, n, edge.root()}, key));
    }
    entries.push_back(decision(n));
    edge.append(leaf_hash(entries.back()));
  }
  log_at(folder / "log", entries, key);

  const ReadFile read = [&](const std::string& path) -> Result<std::string> {
    std::ifstream file(folder / "log" / path, std::ios::binary);
    if (!file) return fail(Error::Code::not_found, path);
    return std::string{std::istreambuf_iterator<char>(file), {}};
  };
  const std::string checkpoint = read("checkpoint").value();
  const Subtrees subtrees = subtrees_of(size, read);
  for (std::uint64_t n = 0; n < size; n += 1 + size / 25) {
    const Proof proof{n, inclusion_proof(n, size, subtrees).value(), checkpoint};
    put(folder / "inclusion" / std::to_string(n), write_proof(proof));
    std::string lines;
    const auto since = consistency_proof(n, size, subtrees).value();
    for (const Hash& hash : since) lines += base64_of(hash) + '\n';
    if (n > 0) put(folder / "consistency" / std::to_string(n), lines);
  }

  const std::uint64_t one = size / 2;
  Statement statement{entries[one], {}, {one, inclusion_proof(one, size, subtrees).value(), checkpoint}};
  for (const Field field : {Field::story, Field::number, Field::text, Field::words, Field::reason}) {
    statement.opened[field] = opening(field, one);
  }
  put(folder / "statement.json", write_statement(statement));

  entries[one] = decision(size + 1);
  log_at(folder / "rewritten", entries, key);
  return 0;
}
