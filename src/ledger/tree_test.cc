#include "ledger/tree.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <bit>
#include <map>

using namespace comity;
using namespace comity::ledger;

namespace {

std::string from_hex(std::string_view hex) {
  std::string out;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2) {
    out += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  }
  return out;
}

// The words of the RFC, without a thought for speed: MTH(D_n).
Hash naive_root(const std::vector<Hash>& leaves, std::size_t begin, std::size_t end) {
  if (begin == end) return empty_root();
  if (end - begin == 1) return leaves[begin];
  const std::size_t k = std::bit_floor(end - begin - 1);
  return node_hash(naive_root(leaves, begin, begin + k), naive_root(leaves, begin + k, end));
}

struct Log {
  std::vector<Hash> leaves;
  Subtrees subtrees = [this](int height, std::uint64_t index) -> Result<Hash> {
    const auto begin = static_cast<std::size_t>(index << height);
    const std::size_t end = begin + (std::size_t{1} << height);
    if (end > leaves.size()) return fail(Error::Code::invalid, "a subtree beyond the tree was asked for");
    return naive_root(leaves, begin, end);
  };
  explicit Log(std::size_t size) {
    for (std::size_t i = 0; i < size; ++i) leaves.push_back(leaf_hash("leaf " + std::to_string(i)));
  }
  Hash root(std::size_t size) const { return naive_root(leaves, 0, size); }
};

// The eight leaves that implementations of RFC 6962 share, and their roots.
const std::vector<std::string> known_leaves = {
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"};
const std::vector<std::string> known_roots = {"6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                              "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                              "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                              "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                              "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                              "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                              "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                              "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

}  // namespace

TEST_CASE("the tree is RFC 6962's: known leaves have their known roots") {
  CHECK(to_hex(empty_root()) == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  Edge edge;
  CHECK(edge.root() == empty_root());
  for (std::size_t i = 0; i < known_leaves.size(); ++i) {
    edge.append(leaf_hash(from_hex(known_leaves[i])));
    CHECK(to_hex(edge.root()) == known_roots[i]);
  }
}

TEST_CASE("a growing tree, a tree of subtrees and the RFC's recursion agree, and each subtree is told once") {
  const Log log(130);
  Edge edge;
  std::map<std::pair<int, std::uint64_t>, Hash> told;
  for (std::size_t size = 0; size <= log.leaves.size(); ++size) {
    CHECK(edge.size() == size);
    CHECK(edge.root() == log.root(size));
    CHECK(root_of(size, log.subtrees) == log.root(size));
    if (size == log.leaves.size()) break;
    edge.append(log.leaves[size], [&](int height, std::uint64_t index, const Hash& hash) {
      CHECK(told.emplace(std::pair(height, index), hash).second);
      CHECK(log.subtrees(height, index) == hash);
    });
  }
  CHECK(told.size() == 130 + 65 + 32 + 16 + 8 + 4 + 2 + 1);
}

TEST_CASE("every leaf of every tree is proved, and nothing else by the same proof") {
  const Log log(40);
  for (std::uint64_t size = 1; size <= 40; ++size) {
    for (std::uint64_t index = 0; index < size; ++index) {
      const auto proof = inclusion_proof(index, size, log.subtrees);
      REQUIRE(proof);
      const Hash leaf = log.leaves[static_cast<std::size_t>(index)];
      CHECK(includes(log.root(static_cast<std::size_t>(size)), size, index, leaf, *proof));
      CHECK_FALSE(includes(log.root(static_cast<std::size_t>(size)), size, index, leaf_hash("other"), *proof));
      for (std::uint64_t other = 0; other <= size; ++other) {
        if (other != index) {
          CHECK_FALSE(includes(log.root(static_cast<std::size_t>(size)), size, other, leaf, *proof));
        }
      }
    }
    CHECK_FALSE(inclusion_proof(size, size, log.subtrees));
  }
}

TEST_CASE("every older tree is proved to be the beginning, and nothing else by the same proof") {
  const Log log(40);
  for (std::uint64_t size = 0; size <= 40; ++size) {
    const Hash root = log.root(static_cast<std::size_t>(size));
    for (std::uint64_t old = 0; old <= size; ++old) {
      const Hash old_root = log.root(static_cast<std::size_t>(old));
      const auto proof = consistency_proof(old, size, log.subtrees);
      REQUIRE(proof);
      CHECK(is_consistent(old_root, old, root, size, *proof));
      CHECK_FALSE(is_consistent(leaf_hash("other"), old, root, size, *proof));
      if (old > 0 && old < size) CHECK_FALSE(is_consistent(old_root, old, leaf_hash("other"), size, *proof));
    }
    CHECK_FALSE(consistency_proof(size + 1, size, log.subtrees));
  }
}

TEST_CASE("a proof with anything changed, missing or too much proves nothing") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::uint64_t>(2, 200);
    const auto at = *rc::gen::inRange<std::uint64_t>(0, size);
    const bool of_leaf = *rc::gen::arbitrary<bool>();
    const Log log(static_cast<std::size_t>(size));
    const Hash root = log.root(static_cast<std::size_t>(size));
    auto proof = *(of_leaf ? inclusion_proof(at, size, log.subtrees) : consistency_proof(at, size, log.subtrees));
    const auto holds = [&] {
      return of_leaf ? includes(root, size, at, log.leaves[static_cast<std::size_t>(at)], proof)
                     : is_consistent(log.root(static_cast<std::size_t>(at)), at, root, size, proof);
    };
    RC_ASSERT(holds());
    const auto place = static_cast<std::size_t>(*rc::gen::inRange<std::uint64_t>(0, proof.size() + 1));
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        proof.insert(proof.begin() + static_cast<std::ptrdiff_t>(place), leaf_hash("too much"));
        break;
      case 1:
        RC_PRE(place < proof.size());
        proof.erase(proof.begin() + static_cast<std::ptrdiff_t>(place));
        break;
      case 2:
        RC_PRE(place < proof.size());
        proof[place].bytes[*rc::gen::inRange<std::size_t>(0, 32)] ^= 1;
        break;
      default:
        RC_PRE(place + 1 < proof.size());
        std::swap(proof[place], proof[place + 1]);
    }
    RC_ASSERT(!holds());
  }));
}

TEST_CASE("a log in which anything was changed, dropped, inserted or moved has another root") {
  CHECK(rc::check([] {
    const auto size = *rc::gen::inRange<std::size_t>(2, 100);
    const Log before(size);
    Log after(size);
    const auto at = static_cast<std::ptrdiff_t>(*rc::gen::inRange<std::size_t>(0, size - 1));
    switch (*rc::gen::inRange(0, 4)) {
      case 0:
        after.leaves[static_cast<std::size_t>(at)] = leaf_hash("changed");
        break;
      case 1:
        after.leaves.erase(after.leaves.begin() + at);
        break;
      case 2:
        after.leaves.insert(after.leaves.begin() + at, leaf_hash("inserted"));
        break;
      default:
        std::swap(after.leaves[static_cast<std::size_t>(at)], after.leaves[static_cast<std::size_t>(at) + 1]);
    }
    RC_ASSERT(after.root(after.leaves.size()) != before.root(size));
    // Whatever is appended to cover it up, the kept root does not fit.
    while (after.leaves.size() < size + 5) after.leaves.push_back(leaf_hash("later"));
    const auto proof = consistency_proof(size, after.leaves.size(), after.subtrees);
    RC_ASSERT(proof.has_value());
    RC_ASSERT(!is_consistent(before.root(size), size, after.root(after.leaves.size()), after.leaves.size(), *proof));
  }));
}
