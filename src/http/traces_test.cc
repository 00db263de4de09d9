#include "http/traces.h"

#include <doctest.h>

using namespace comity;
using namespace comity::http;

namespace {

constexpr SiteId herald{1}, gazette{2};
Key128 source(std::uint8_t which) {
  Key128 key;
  key.bytes[0] = which;
  return key;
}
const Time noon = at_ms(1'800'000'000'000);
using Authors = std::vector<AuthorId>;

}  // namespace

TEST_CASE("authors who wrote from one place within a day stand beside each other, on one site") {
  Traces traces;
  traces.note(herald, source(1), {10}, noon);
  traces.note(herald, source(1), {11}, noon + std::chrono::hours(2));
  traces.note(herald, source(2), {10}, noon + std::chrono::hours(3));
  traces.note(herald, source(2), {12}, noon + std::chrono::hours(3));
  traces.note(herald, source(3), {13}, noon);
  traces.note(gazette, source(1), {14}, noon);
  CHECK(traces.beside(herald, {10}, noon + std::chrono::hours(4)) == Authors{{11}, {12}});
  CHECK(traces.beside(herald, {11}, noon + std::chrono::hours(4)) == Authors{{10}});
  CHECK(traces.beside(herald, {13}, noon).empty());
  CHECK(traces.beside(gazette, {14}, noon).empty());
}

TEST_CASE("a trace is gone after a day, by the clock") {
  Traces traces;
  traces.note(herald, source(1), {10}, noon);
  traces.note(herald, source(1), {11}, noon + std::chrono::hours(20));
  CHECK(traces.beside(herald, {11}, noon + std::chrono::hours(23)) == Authors{{10}});
  CHECK(traces.beside(herald, {11}, noon + std::chrono::hours(24)).empty());
  traces.note(herald, source(9), {19}, noon + std::chrono::hours(25));
  CHECK(traces.size() == 2);  // not kept either
}

TEST_CASE("where a crowd writes, nobody stands beside anybody; and memory has an end") {
  Traces traces;
  for (std::int64_t author = 1; author <= 9; ++author) traces.note(herald, source(1), {author}, noon);
  CHECK(traces.beside(herald, {1}, noon).empty());
  Traces many;
  for (std::int64_t author = 1; author <= 60'000; ++author) many.note(herald, source(1), {author}, noon);
  CHECK(many.size() <= Traces::most);
}
