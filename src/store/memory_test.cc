#include "store/memory.h"

#include <doctest.h>

TEST_CASE("a new store is empty and sound") {
  const auto store = comity::store::make_memory_store();
  CHECK(store->sites()->empty());
  CHECK(store->integrity()->empty());
}
