// Any bytes as a connection sends them: whole and cut at each place of a byte's choosing they are the same request;
// what was read of target, query, form, cookies, codings and addresses is text.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "http/addresses.h"
#include "http/codings.h"
#include "http/forms.h"
#include "http/request_parser.h"
#include "text/checked.h"

namespace {

using namespace comity::http;

void expect(bool truth) {
  if (!truth) std::abort();
}

struct Read {
  int failed = 0;
  bool done = false;
  Request request;
};

Read read(std::string_view bytes, std::size_t step) {
  RequestParser parser({2000, 20, 500, 1000});
  std::string buffer;
  while (!bytes.empty() && !parser.done() && parser.failed() == 0) {
    const std::size_t n = std::min(step, bytes.size());
    buffer += bytes.substr(0, n);
    bytes.remove_prefix(n);
    const std::size_t taken = parser.feed(buffer);
    expect(taken <= buffer.size());
    buffer.erase(0, taken);
  }
  return {parser.failed(), parser.done(), parser.request()};
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  Read whole = read(bytes, bytes.size());
  const Read cut = read(bytes, data[0] % 32 + 1u);
  if (whole.done && cut.done) {
    expect(whole.request.target == cut.request.target && whole.request.body == cut.request.body);
    expect(whole.request.headers == cut.request.headers);
  }
  expect(!(whole.done && cut.failed != 0) && !(cut.done && whole.failed != 0));
  if (!whole.done) return 0;

  Request& request = whole.request;
  expect(request.body.size() <= 1000 && request.target.size() <= 500);
  const std::string target = std::move(request.target);
  if (set_target(request, target)) {
    for (const std::string& segment : request.segments) expect(comity::text::is_well_formed(segment));
    for (const auto& [name, value] : request.query) expect(comity::text::is_well_formed(name + value));
  }
  if (const auto form = parse_form(request)) {
    for (const auto& [name, value] : form->fields) expect(comity::text::is_well_formed(name + value));
  }
  request.cookie("comity_guest_herald");
  best_coding(request.header("accept-encoding"));
  none_match_has(request.header("if-none-match"), "\"a\"");
  const Network all = *parse_network("0.0.0.0/0");
  client_of(*parse_address("127.0.0.1"), request, {all}, false);
  return 0;
}
