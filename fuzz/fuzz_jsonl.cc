// Any bytes as a line of a site's export: what reads well is written in a form that reads and writes the same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "interchange/jsonl.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace comity::interchange;
  const auto row = from_jsonl({reinterpret_cast<const char*>(data), size});
  if (!row) return 0;
  const std::string line = to_jsonl(*row);
  const auto again = from_jsonl(line);
  if (!again || to_jsonl(*again) != line) std::abort();
  return 0;
}
