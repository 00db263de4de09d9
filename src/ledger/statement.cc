#include "ledger/statement.h"

#include "base/json.h"

namespace comity::ledger {
namespace {

constexpr std::string_view format = "comity-statement/1";

std::optional<Key128> salt_from(std::string_view hex) {
  // A hash has twice the digits of a salt.
  const auto padded = hex.size() == 32 ? hash256_from_hex(std::string(hex) + std::string(32, '0')) : std::nullopt;
  if (!padded) return std::nullopt;
  Key128 salt;
  std::copy_n(padded->bytes.begin(), salt.bytes.size(), salt.bytes.begin());
  return salt;
}

const std::string* text(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  return value == nullptr ? nullptr : value->string();
}

tl::unexpected<Error> wrong(const std::string& what) { return fail(Error::Code::invalid, "a statement: " + what); }

}  // namespace

std::string write_statement(const Statement& statement) {
  std::string out;
  json::Writer w(out);
  w.object().key("format").value(format).key("leaf").value(statement.leaf).key("opened").object();
  for (const auto& [field, opening] : statement.opened) {
    w.key(name(field)).object();
    w.key("salt").value(to_hex(opening.salt.bytes.data(), opening.salt.bytes.size()));
    w.key("value").value(opening.value).end();
  }
  w.end().key("proof").value(write_proof(statement.proof)).end();
  return out + '\n';
}

Result<Statement> read_statement(std::string_view json) {
  COMITY_TRY(const json::Value root, json::parse(json));
  const std::string* said = text(root, "format");
  if (said == nullptr || *said != format) return wrong("its 'format' is not " + std::string(format));
  const std::string* leaf = text(root, "leaf");
  const std::string* proof = text(root, "proof");
  const json::Value* opened = root.find("opened");
  if (leaf == nullptr || proof == nullptr || opened == nullptr || opened->object() == nullptr) {
    return wrong("it has 'leaf', 'opened' and 'proof'");
  }
  Statement statement;
  statement.leaf = *leaf;
  COMITY_TRY(statement.proof, read_proof(*proof));
  for (const auto& [key, value] : *opened->object()) {
    const auto field = field_from(key);
    const std::string* salt = text(value, "salt");
    const std::string* plain = text(value, "value");
    const auto bits = salt == nullptr ? std::nullopt : salt_from(*salt);
    if (!field || !bits || plain == nullptr) return wrong("'" + key + "' is no field with a salt and a value");
    statement.opened.emplace(*field, Opening{*bits, *plain});
  }
  return statement;
}

Result<Checked> check_statement(const Statement& statement, const NoteKey& key) {
  COMITY_TRY(const Checkpoint under, check_proof(statement.leaf, statement.proof, key));
  COMITY_TRY(const Leaf leaf, read_leaf(statement.leaf));
  for (const auto& [field, opening] : statement.opened) {
    if (commitment(field, opening) != leaf.of(field)) {
      return fail(Error::Code::conflict, "the " + std::string(name(field)) + " is not the one that was decided on");
    }
  }
  return Checked{leaf, under};
}

}  // namespace comity::ledger
