// The raw multi-pattern matcher: every form of the lexicons as bytes, nothing folded. What the matcher's speed is put
// beside. By Vectorscan (or Hyperscan, which has the same interface) where it was found when this was built, and by
// our own trie; both find the same.
//
// The product does without the library: its 14,000 literals take 2 s to compile, where a policy has 0.3 s, and
// most of what is looked for is not written plainly.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace comity::bench {

// Where a pattern ends, and which: sorted, each once.
using Ends = std::vector<std::pair<std::size_t, unsigned>>;

class PlainScan {
 public:
  virtual ~PlainScan() = default;
  virtual std::string_view name() const = 0;
  virtual std::size_t count(std::string_view text) const = 0;
  virtual Ends ends(std::string_view text) const = 0;
};

std::unique_ptr<PlainScan> trie_scan(const std::vector<std::string>& patterns);
// Null when this was built without the library.
std::unique_ptr<PlainScan> library_scan(const std::vector<std::string>& patterns);

// The forms of the lexicons that ship, as bytes, each once.
std::vector<std::string> plain_forms();

}  // namespace comity::bench
