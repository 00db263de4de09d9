#include "store/contract.h"

#include <list>

#include "store/sqlite/scratch.h"
#include "store/sqlite/sqlite_store.h"

namespace {

// Folders outlive the stores in them and go when the program ends.
std::filesystem::path fresh_file() {
  static std::list<comity::store::sqlite::Scratch> folders;
  return folders.emplace_back().file();
}

}  // namespace

std::unique_ptr<comity::store::Store> comity::store::contract::fresh_store() {
  sqlite::Options options;
  options.file = fresh_file();
  auto store = sqlite::open(options);
  if (!store) throw std::runtime_error(store.error().detail);
  return *std::move(store);
}
