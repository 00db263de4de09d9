// Which of many literals stand in a text, byte for byte. The seam behind which a library may do it: by Vectorscan or
// Hyperscan, which have one interface (libvectorscan-dev, libhyperscan-dev), or by our own trie. Both find the same.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace comity::policy {

class LiteralScan {
 public:
  // A literal's number and the byte behind its last; in no promised order.
  using Found = std::function<void(std::uint32_t literal, std::size_t end)>;

  virtual ~LiteralScan() = default;
  virtual std::string_view name() const = 0;
  // Every occurrence, those that overlap too. May be called from several threads at once.
  virtual void scan(std::string_view text, const Found& found) const = 0;
};

// Makes a scan for literals, none of them empty. Their numbers are their places.
using MakeScan = std::function<std::unique_ptr<LiteralScan>(const std::vector<std::string>&)>;

std::unique_ptr<LiteralScan> own_scan(const std::vector<std::string>& literals);
// Null where this was built without the library, or the processor lacks what it needs.
std::unique_ptr<LiteralScan> library_scan(const std::vector<std::string>& literals);
// The one that the program uses.
std::unique_ptr<LiteralScan> literal_scan(const std::vector<std::string>& literals);

}  // namespace comity::policy
