// The store as plain containers: the oracle that the contract holds the real ones against, and the store of
// tests that need none. Obvious rather than fast.
#pragma once

#include <memory>

#include "store/store.h"

namespace comity::store {

std::unique_ptr<Store> make_memory_store();

}  // namespace comity::store
