#include "ledger/tree.h"

#include <algorithm>
#include <bit>
#include <string>

#include "base/crypto.h"

namespace comity::ledger {
namespace {

void append_bytes(std::string& out, const Hash& hash) {
  out.append(reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size());
}

// The largest power of two smaller than n; n > 1.
std::uint64_t split(std::uint64_t n) { return std::bit_floor(n - 1); }

// MTH(D[begin:end]); begin is a multiple of the smallest power of two that holds the range, as it is wherever the
// tree is split.
Result<Hash> range_root(std::uint64_t begin, std::uint64_t end, const Subtrees& subtrees) {
  const std::uint64_t n = end - begin;
  if (std::has_single_bit(n)) {
    const int height = std::countr_zero(n);
    return subtrees(height, begin >> height);
  }
  const std::uint64_t k = split(n);
  COMITY_TRY(const Hash left, range_root(begin, begin + k, subtrees));
  COMITY_TRY(const Hash right, range_root(begin + k, end, subtrees));
  return node_hash(left, right);
}

}  // namespace

Hash leaf_hash(std::string_view leaf) {
  std::string bytes(1, '\x00');
  return sha256(bytes.append(leaf));
}

Hash node_hash(const Hash& left, const Hash& right) {
  std::string bytes(1, '\x01');
  append_bytes(bytes, left);
  append_bytes(bytes, right);
  return sha256(bytes);
}

Hash empty_root() { return sha256({}); }

Result<Hash> root_of(std::uint64_t size, const Subtrees& subtrees) {
  if (size == 0) return empty_root();
  return range_root(0, size, subtrees);
}

Result<std::vector<Hash>> inclusion_proof(std::uint64_t index, std::uint64_t size, const Subtrees& subtrees) {
  if (index >= size) return fail(Error::Code::invalid, "the tree has no leaf of this index");
  std::vector<Hash> proof;
  for (std::uint64_t begin = 0, end = size; end - begin > 1;) {
    const std::uint64_t middle = begin + split(end - begin);
    if (index < middle) {
      COMITY_TRY(const Hash beside, range_root(middle, end, subtrees));
      proof.push_back(beside);
      end = middle;
    } else {
      COMITY_TRY(const Hash beside, range_root(begin, middle, subtrees));
      proof.push_back(beside);
      begin = middle;
    }
  }
  std::reverse(proof.begin(), proof.end());  // from the leaf upwards
  return proof;
}

Result<std::vector<Hash>> consistency_proof(std::uint64_t old_size, std::uint64_t size, const Subtrees& subtrees) {
  if (old_size > size) return fail(Error::Code::invalid, "the older tree is larger");
  std::vector<Hash> proof;
  if (old_size == 0 || old_size == size) return proof;
  // SUBPROOF(m, D[begin:end], whole) of section 2.1.4.1, walked down.
  std::uint64_t begin = 0, end = size;
  bool whole = true;  // the old tree is all of D[0:old_size]: its root is known to who checks
  while (end > old_size) {
    const std::uint64_t middle = begin + split(end - begin);
    if (old_size <= middle) {
      COMITY_TRY(const Hash beside, range_root(middle, end, subtrees));
      proof.push_back(beside);
      end = middle;
    } else {
      COMITY_TRY(const Hash beside, range_root(begin, middle, subtrees));
      proof.push_back(beside);
      begin = middle;
      whole = false;
    }
  }
  if (!whole) {
    COMITY_TRY(const Hash common, range_root(begin, end, subtrees));
    proof.push_back(common);
  }
  std::reverse(proof.begin(), proof.end());
  return proof;
}

bool includes(const Hash& root, std::uint64_t size, std::uint64_t index, const Hash& leaf,
              const std::vector<Hash>& proof) {
  if (index >= size) return false;
  std::uint64_t fn = index, sn = size - 1;
  Hash r = leaf;
  for (const Hash& p : proof) {
    if (sn == 0) return false;  // "If sn is 0, then stop the iteration and fail the proof verification."
    if ((fn & 1) != 0 || fn == sn) {
      r = node_hash(p, r);
      // "If LSB(fn) is not set, then right-shift both fn and sn equally until either LSB(fn) is set or fn is 0."
      while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      r = node_hash(r, p);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && r == root;
}

bool is_consistent(const Hash& old_root, std::uint64_t old_size, const Hash& root, std::uint64_t size,
                   const std::vector<Hash>& proof) {
  if (old_size > size) return false;
  if (old_size == size) return proof.empty() && old_root == root;
  if (old_size == 0) return proof.empty() && old_root == empty_root();
  // "If first is an exact power of 2, then prepend first_hash to the consistency_path array."
  const bool prepend = std::has_single_bit(old_size);
  if (!prepend && proof.empty()) return false;
  std::uint64_t fn = old_size - 1, sn = size - 1;
  while ((fn & 1) != 0) fn >>= 1, sn >>= 1;
  Hash fr = prepend ? old_root : proof.front();
  Hash sr = fr;
  for (std::size_t i = prepend ? 0 : 1; i < proof.size(); ++i) {
    const Hash& c = proof[i];
    if (sn == 0) return false;
    if ((fn & 1) != 0 || fn == sn) {
      fr = node_hash(c, fr);
      sr = node_hash(c, sr);
      while ((fn & 1) == 0 && fn != 0) fn >>= 1, sn >>= 1;
    } else {
      sr = node_hash(sr, c);
    }
    fn >>= 1;
    sn >>= 1;
  }
  return sn == 0 && fr == old_root && sr == root;
}

Result<std::vector<Hash>> complete_subtrees(std::uint64_t size, const Subtrees& subtrees) {
  std::vector<Hash> out;
  std::uint64_t begin = 0;
  while (begin < size) {
    const std::uint64_t width = std::bit_floor(size - begin);
    const int height = std::countr_zero(width);
    COMITY_TRY(const Hash hash, subtrees(height, begin >> height));
    out.push_back(hash);
    begin += width;
  }
  return out;
}

void Edge::append(const Hash& leaf, const Complete& complete) {
  Hash hash = leaf;
  int height = 0;
  if (complete) complete(0, size_, hash);
  // As many subtrees are completed as the old size ends in ones.
  for (std::uint64_t at = size_; (at & 1) != 0; at >>= 1) {
    hash = node_hash(complete_.back(), hash);
    complete_.pop_back();
    ++height;
    if (complete) complete(height, at >> 1, hash);
  }
  complete_.push_back(hash);
  ++size_;
}

Hash Edge::root() const {
  if (complete_.empty()) return empty_root();
  Hash hash = complete_.back();
  for (auto left = complete_.rbegin() + 1; left != complete_.rend(); ++left) hash = node_hash(*left, hash);
  return hash;
}

}  // namespace comity::ledger
