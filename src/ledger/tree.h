// The Merkle tree of a log: hashes of leaves and nodes, and the two proofs that somebody who keeps one root can check.
//
// Source: RFC 9162 section 2.1 (the same tree as RFC 6962's), with SHA-256.
#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <vector>

#include "base/ids.h"
#include "base/result.h"

namespace comity::ledger {

using Hash = Hash256;

Hash leaf_hash(std::string_view leaf);                // SHA-256(0x00 || leaf)
Hash node_hash(const Hash& left, const Hash& right);  // SHA-256(0x01 || left || right)
Hash empty_root();                                    // SHA-256()

// The root of the complete subtree of 2^height leaves that begins at leaf index * 2^height. Only subtrees that lie
// within the tree are asked for.
using Subtrees = std::function<Result<Hash>(int height, std::uint64_t index)>;

// All three read O(log size) subtrees. Errors: `invalid` - index or old size beyond `size`; those of `subtrees`.
Result<Hash> root_of(std::uint64_t size, const Subtrees& subtrees);
Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const Subtrees& subtrees);
Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, const Subtrees& subtrees);

// Whether a leaf stands at `index` in the tree of `size` leaves with this root. Section 2.1.3.2.
bool includes(const Hash& root, std::uint64_t size, std::uint64_t index, const Hash& leaf,
              const std::vector<Hash>& proof);
// Whether the tree of `size` leaves begins with all leaves of the tree of `old_size`, in their order. Section 2.1.4.2.
bool is_consistent(const Hash& old_root, std::uint64_t old_size, const Hash& root, std::uint64_t size,
                   const std::vector<Hash>& proof);

// The edge of a tree, out of its subtrees. Errors: those of `subtrees`.
Result<std::vector<Hash>> complete_subtrees(std::uint64_t size, const Subtrees& subtrees);

// A tree that only grows, known by its right edge: log2(size) hashes, whatever was appended.
class Edge {
 public:
  // What became complete by an append, from the leaf (height 0) upwards.
  using Complete = std::function<void(int height, std::uint64_t index, const Hash& hash)>;

  Edge() = default;
  // As it stood at `size` leaves. `complete`: complete(), as it was kept, or out of the tree's subtrees.
  Edge(std::uint64_t size, std::vector<Hash> complete) : size_(size), complete_(std::move(complete)) {}

  void append(const Hash& leaf, const Complete& complete = {});
  std::uint64_t size() const { return size_; }
  Hash root() const;
  // Of the complete subtrees that make the tree, from left to right: as many as `size` has ones.
  const std::vector<Hash>& complete() const { return complete_; }

 private:
  std::uint64_t size_ = 0;
  std::vector<Hash> complete_;
};

}  // namespace comity::ledger
