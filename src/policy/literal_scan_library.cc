// The scan by Vectorscan or Hyperscan, where cmake found one (COMITY_VECTORSCAN).
#include "policy/literal_scan.h"

#ifdef COMITY_HAS_VECTORSCAN
#include <hs.h>

#include <mutex>
#endif

namespace comity::policy {

#ifdef COMITY_HAS_VECTORSCAN

namespace {

struct FreeDatabase {
  void operator()(hs_database_t* database) const { hs_free_database(database); }
};
struct FreeScratch {
  void operator()(hs_scratch_t* scratch) const { hs_free_scratch(scratch); }
};
using Database = std::unique_ptr<hs_database_t, FreeDatabase>;
using Scratch = std::unique_ptr<hs_scratch_t, FreeScratch>;

Database compiled(const std::vector<std::string>& literals) {
  std::vector<const char*> expressions;
  std::vector<std::size_t> lengths;
  std::vector<unsigned> flags(literals.size()), ids;
  for (const std::string& literal : literals) {
    ids.push_back(static_cast<unsigned>(expressions.size()));
    expressions.push_back(literal.c_str());
    lengths.push_back(literal.size());
  }
  hs_database_t* database = nullptr;
  hs_compile_error_t* error = nullptr;
  const hs_error_t status =
      hs_compile_lit_multi(expressions.data(), flags.data(), ids.data(), lengths.data(),
                           static_cast<unsigned>(literals.size()), HS_MODE_BLOCK, nullptr, &database, &error);
  if (status != HS_SUCCESS) hs_free_compile_error(error);
  return Database(database);
}

class LibraryScan : public LiteralScan {
 public:
  LibraryScan(Database database, Scratch scratch) : database_(std::move(database)), first_(std::move(scratch)) {}

  std::string_view name() const override { return "vectorscan"; }

  void scan(std::string_view text, const Found& found) const override {
    Scratch scratch = taken();
    hs_scan(
        database_.get(), text.data(), static_cast<unsigned>(text.size()), 0, scratch.get(),
        [](unsigned id, unsigned long long, unsigned long long end, unsigned, void* context) {
          (*static_cast<const Found*>(context))(id, static_cast<std::size_t>(end));
          return 0;
        },
        const_cast<Found*>(&found));  // the library hands it back as it is
    const std::lock_guard lock(mutex_);
    free_.push_back(std::move(scratch));
  }

 private:
  // A scan needs room of its own; what one has used the next may.
  Scratch taken() const {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      Scratch scratch = std::move(free_.back());
      free_.pop_back();
      return scratch;
    }
    hs_scratch_t* clone = nullptr;
    if (hs_clone_scratch(first_.get(), &clone) != HS_SUCCESS) throw std::bad_alloc();
    return Scratch(clone);
  }

  Database database_;
  Scratch first_;  // the pattern of the others
  mutable std::mutex mutex_;
  mutable std::vector<Scratch> free_;
};

}  // namespace

std::unique_ptr<LiteralScan> library_scan(const std::vector<std::string>& literals) {
  if (literals.empty() || hs_valid_platform() != HS_SUCCESS) return nullptr;
  Database database = compiled(literals);
  hs_scratch_t* scratch = nullptr;
  if (!database || hs_alloc_scratch(database.get(), &scratch) != HS_SUCCESS) return nullptr;
  return std::make_unique<LibraryScan>(std::move(database), Scratch(scratch));
}

#else

std::unique_ptr<LiteralScan> library_scan(const std::vector<std::string>&) { return nullptr; }

#endif

}  // namespace comity::policy
