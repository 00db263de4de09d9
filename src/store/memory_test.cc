#include "store/memory.h"

#include "store/contract.h"

std::unique_ptr<comity::store::Store> comity::store::contract::fresh_store() {
  return comity::store::make_memory_store();
}
