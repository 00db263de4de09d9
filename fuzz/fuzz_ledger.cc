// Any bytes as a note, a key, a checkpoint, a proof, a leaf, a bundle and a statement: what reads well is written the
// same, and nothing unsigned is believed.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "ledger/statement.h"
#include "ledger/tiles.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity;
  using namespace comity::ledger;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto must = [](bool so) {
    if (!so) std::abort();
  };
  static const NoteKey key{"herald.example/ledger", SigningKey(Hash256{}).public_key()};

  if (const auto note = read_note(bytes)) must(write_note(*note) == bytes);
  if (const auto known = read_vkey(bytes)) must(known->vkey() == bytes);
  must(!open_checkpoint(bytes, key));
  if (const auto checkpoint = read_checkpoint_text(bytes)) must(bytes.starts_with(text_of(*checkpoint)));
  if (const auto proof = read_proof(bytes)) {
    must(read_proof(write_proof(*proof)) == *proof);  // an extra line is not kept
    must(!check_proof("entry", *proof, key));
  }
  if (const auto leaf = read_leaf(bytes)) must(write_leaf(*leaf) == bytes);
  if (const auto last = read_continuation(bytes)) must(write_continuation(*last) == bytes);
  for (const std::uint64_t width : {1, 2, 3}) (void)entries_of(bytes, width);
  if (const auto statement = read_statement(bytes)) {
    must(read_statement(write_statement(*statement)) == *statement);
    must(!check_statement(*statement, key));
  }
  return 0;
}
