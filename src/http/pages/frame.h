// The frame of every page: head, masthead, languages, foot; and the headers that keep a page harmless.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/html.h"
#include "http/message.h"
#include "http/pages/reader.h"

namespace comity::http {

struct Frame {
  Reader reader;
  std::string title;                       // plain text
  const discussion::Site* site = nullptr;  // whose masthead; none: the server's own
  std::string path;                        // of this page, without ?lang=, for the links to other languages; '': none
  bool indexed = true;                     // false: robots keep away
  bool widget = false;                     // loads the widget's script
  std::string_view script{};               // another one of our own, which makes no markup: "assets/passkey.js"
  Html main;
};

std::string page_html(const Frame& frame);

// Content-Security-Policy without inline script or style, referrer and permission policies. `App::answer` adds nosniff.
using Headers = std::vector<std::pair<std::string, std::string>>;
const Headers& page_headers();

// A page that is the same for everybody but is not a snapshot: short cache.
Response public_page(int status, const Frame& frame);
// A page for one person: no-store, noindex, no address of ours to other sites.
Response private_page(int status, Frame frame);
// The same, where the address itself is a secret: no-referrer. Its forms then send "Origin: null" (Fetch, "append a
// request Origin header"); browsers vouch for them by Sec-Fetch-Site, which they send over https and to localhost.
Response secret_page(int status, Frame frame);

}  // namespace comity::http
