#include "discussion/thread_order.h"

#include <doctest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <set>

using namespace comity::discussion;

namespace {

// "1 2<1 3<1 4 5<2": comment 2 answers 1, and so on.
std::vector<Placed> rows(std::string_view words) {
  std::vector<Placed> out;
  std::size_t begin = 0;
  while (begin < words.size()) {
    const std::size_t end = std::min(words.find(' ', begin), words.size());
    const std::string word(words.substr(begin, end - begin));
    const auto answers = word.find('<');
    out.push_back({std::stoll(word), answers == std::string::npos ? 0 : std::stoll(word.substr(answers + 1)), 0});
    begin = end + 1;
  }
  return out;
}

std::string shown(const std::vector<Placed>& order) {
  std::string out;
  for (const Placed& p : order) {
    if (!out.empty()) out += ' ';
    out += std::string(static_cast<std::size_t>(p.depth), '>') + std::to_string(p.number);
  }
  return out;
}

std::string threads(std::string_view words) { return shown(in_order(rows(words), Sort::threads)); }

// A discussion as it grows: comment i answers `answers[i] % i`, where 0 is nobody.
std::vector<Placed> grown(const std::vector<std::uint8_t>& answers, std::size_t count) {
  std::vector<Placed> out;
  for (std::size_t i = 0; i < count; ++i) {
    out.push_back({static_cast<std::int64_t>(i + 1), static_cast<std::int64_t>(answers[i] % (i + 1)), 0});
  }
  return out;
}

std::set<std::int64_t> numbers(const std::vector<Placed>& order) {
  std::set<std::int64_t> out;
  for (const Placed& p : order) out.insert(p.number);
  return out;
}

}  // namespace

TEST_CASE("roots stand by number, each followed by its replies, depth-first") {
  CHECK(threads("1 2<1 3 4<2 5<1 6<3") == "1 >2 >>4 >5 3 >6");
  CHECK(threads("") == "");
  CHECK(threads("1") == "1");
}

TEST_CASE("an imported reply may be older than what it answers") { CHECK(threads("1<2 2") == "2 >1"); }

TEST_CASE("a reply to what is not there, and a ring of replies, lose nobody") {
  CHECK(threads("1 2<9 3<2") == "1 2 >3");
  CHECK(threads("1<1 2<1") == "1 >2");
  CHECK(threads("1<2 2<1 3<2 4") == "4 1 >2 >>3");
}

TEST_CASE("oldest and newest go by number") {
  CHECK(shown(in_order(rows("1 2<1 3 4<2"), Sort::oldest)) == "1 >2 3 >>4");
  CHECK(shown(in_order(rows("1 2<1 3 4<2"), Sort::newest)) == ">>4 3 >2 1");
}

TEST_CASE("a chain of ten thousand replies is ordered") {
  std::vector<Placed> chain;
  for (std::int64_t n = 1; n <= 10'000; ++n) chain.push_back({n, n - 1, 0});
  const auto order = in_order(chain, Sort::threads);
  REQUIRE(order.size() == 10'000);
  CHECK(order.back().number == 10'000);
  CHECK(order.back().depth == 9'999);
}

TEST_CASE("pages show every comment once, whatever their size") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& answers) {
    const auto limit = static_cast<std::size_t>(*rc::gen::inRange(1, 8));
    for (const Sort sort : {Sort::threads, Sort::oldest, Sort::newest}) {
      const auto order = in_order(grown(answers, answers.size()), sort);
      std::vector<Placed> paged;
      std::string cursor;
      do {
        const auto page = page_of(order, sort, cursor, limit);
        RC_ASSERT(page.has_value());
        RC_ASSERT(page->comments.size() <= limit);
        paged.insert(paged.end(), page->comments.begin(), page->comments.end());
        cursor = page->next;
      } while (!cursor.empty());
      RC_ASSERT(paged == order);
    }
  }));
}

TEST_CASE("comments written between two pages neither repeat nor hide one that was there") {
  CHECK(rc::check([](const std::vector<std::uint8_t>& answers) {
    const std::size_t before = answers.size() / 2;
    const auto limit = static_cast<std::size_t>(*rc::gen::inRange(1, 8));
    for (const Sort sort : {Sort::threads, Sort::oldest}) {
      const auto early = in_order(grown(answers, before), sort);
      const auto late = in_order(grown(answers, answers.size()), sort);
      const auto first = page_of(early, sort, "", limit);
      RC_ASSERT(first.has_value());
      std::vector<Placed> seen = first->comments;
      if (!first->next.empty()) {
        const auto rest = page_of(late, sort, first->next, 10'000);
        RC_ASSERT(rest.has_value());
        seen.insert(seen.end(), rest->comments.begin(), rest->comments.end());
      }
      RC_ASSERT(numbers(seen).size() == seen.size());
      for (const Placed& old : early) RC_ASSERT(numbers(seen).contains(old.number));
    }
  }));
}

TEST_CASE("an edit comes after the last answer that was there, if there was one") {
  const auto discussion = rows("1 2 3<1 4<2 5<1 6<3");
  CHECK(last_answer(discussion, 1, 6) == 5);
  CHECK(last_answer(discussion, 1, 4) == 3);
  CHECK(last_answer(discussion, 1, 2) == 0);
  CHECK(last_answer(discussion, 4, 6) == 0);
}

TEST_CASE("a cursor of another order, or none of ours, is no cursor") {
  const auto order = in_order(rows("1 2 3"), Sort::oldest);
  CHECK(page_of(order, Sort::oldest, "o1", 10)->comments.size() == 2);
  for (const std::string_view bad : {"t1", "o", "o0", "o-1", "o1x", "1", "o99999999999999999999"}) {
    CHECK_FALSE(page_of(order, Sort::oldest, bad, 10));
  }
  CHECK(page_of(order, Sort::oldest, "o3", 10)->comments.empty());
  CHECK(page_of(in_order(rows("1 2"), Sort::threads), Sort::threads, "t7", 10)->comments.empty());
}
