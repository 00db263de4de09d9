// A letter as the bytes that go over the wire: what the file outbox keeps and what SMTP sends.
//
// Source: RFC 5322 (message), RFC 2045 and 2046 (MIME, multipart/alternative), RFC 2047 (words in headers), RFC 8058
// (one click ends it), RFC 3834 (Auto-Submitted), RFC 3282 (Content-Language).
#pragma once

#include <string>
#include <string_view>

#include "base/time.h"
#include "http/letters/words.h"

namespace comity::http {

struct Envelope {
  std::string from;       // checked address
  std::string from_name;  // any text: the site's name
  std::string to;         // checked address
  std::string language;
  std::string message_id;   // "<4711.1@talk.example.org>"
  std::string unsubscribe;  // address of the page that ends it; '' none
  bool one_click = false;   // it may be posted to: RFC 8058 asks for https
  Time date;
};

// ASCII lines of at most 78 letters that end with CRLF, except addresses of links that may be longer. Whatever stands
// in `words` and `from_name`, the headers are those above.
std::string mime_message(const Envelope& envelope, const LetterWords& words);

// As one or more encoded words, folded; plain ASCII that needs none is itself. Line ends and controls become blanks.
std::string header_text(std::string_view utf8, std::size_t already_on_the_line);

std::string quoted_printable(std::string_view utf8);  // RFC 2045 section 6.7; line ends are CRLF
std::string mail_date(Time t);                        // "Mon, 23 Nov 2026 01:10:00 +0000"

}  // namespace comity::http
