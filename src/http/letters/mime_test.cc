#include "http/letters/mime.h"

#include <doctest.h>
#include <rapidcheck.h>

namespace comity::http {
namespace {

LetterWords words_of(std::string subject, std::string text) {
  LetterWriter w("en", std::move(subject));
  w.paragraph(text);
  return w.finish();
}

Envelope an_envelope() {
  Envelope envelope;
  envelope.from = "desk@paper.example";
  envelope.from_name = "The Paper";
  envelope.to = "anna@paper.example";
  envelope.language = "en";
  envelope.message_id = "<1.paper@paper.example>";
  envelope.unsubscribe = "https://talk.example/letters/paper/AAAA/stop";
  envelope.one_click = true;
  envelope.date = at_ms(1'795'421'400'000);
  return envelope;
}

// What stands before the first empty line, unfolded: RFC 5322 section 2.2.3.
std::vector<std::string> headers_of(const std::string& message) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < message.size();) {
    const std::size_t end = message.find("\r\n", at);
    const std::string line = message.substr(at, end - at);
    if (line.empty()) break;
    if (line.front() == ' ' && !out.empty()) {
      out.back() += line;
    } else {
      out.push_back(line);
    }
    at = end + 2;
  }
  return out;
}

std::vector<std::string> names_of(const std::vector<std::string>& headers) {
  std::vector<std::string> names;
  for (const std::string& header : headers) names.push_back(header.substr(0, header.find(':')));
  return names;
}

const std::vector<std::string> all_headers = {"Date",
                                              "From",
                                              "To",
                                              "Subject",
                                              "Message-ID",
                                              "List-Unsubscribe",
                                              "List-Unsubscribe-Post",
                                              "Auto-Submitted",
                                              "Content-Language",
                                              "MIME-Version",
                                              "Content-Type"};

}  // namespace

TEST_CASE("a letter says who sends it, what it is, and how to end it with one click") {
  const std::string message = mime_message(an_envelope(), words_of("A decision", "Good morning."));
  const auto headers = headers_of(message);
  CHECK(names_of(headers) == all_headers);
  CHECK(headers[0] == "Date: Mon, 23 Nov 2026 08:10:00 +0000");
  CHECK(headers[1] == "From: The Paper <desk@paper.example>");
  CHECK(headers[2] == "To: <anna@paper.example>");
  CHECK(headers[5] == "List-Unsubscribe: <https://talk.example/letters/paper/AAAA/stop>");
  CHECK(headers[6] == "List-Unsubscribe-Post: List-Unsubscribe=One-Click");
  CHECK(message.find("\r\nGood morning.\r\n") != std::string::npos);
  CHECK(message.ends_with("--\r\n"));
  Envelope plain = an_envelope();
  plain.one_click = false;
  CHECK(mime_message(plain, words_of("A", "B")).find("List-Unsubscribe-Post") == std::string::npos);
}

TEST_CASE("no name and no title makes a header") {
  for (const char* hostile :
       {"Anna\r\nBcc: all@paper.example", "\n\nMIME-Version: 2.0", "=?UTF-8?Q?=0ABcc:_x?=", "\"; <x@y.example>, z",
        "a\rb\nc", "Anna <x@y.example>", "", "\xD9\x85\xD8\xB1\r\nX: y"}) {
    Envelope envelope = an_envelope();
    envelope.from_name = hostile;
    const std::string message = mime_message(envelope, words_of(hostile, hostile));
    const auto headers = headers_of(message);
    CHECK(names_of(headers) == all_headers);
    CHECK(headers[1].ends_with(" <desk@paper.example>"));
    CHECK(headers[1].find("y.example") == std::string::npos);
  }
}

TEST_CASE("whatever a letter says, its lines are short ASCII that end with CRLF") {
  CHECK(rc::check([](const std::string& subject, const std::string& text) {
    LetterWords words{subject, text, {}};
    words.html.markup = text;
    const std::string message = mime_message(an_envelope(), words);
    RC_ASSERT(names_of(headers_of(message)) == all_headers);
    std::size_t line = 0;
    for (std::size_t i = 0; i < message.size(); ++i) {
      const char c = message[i];
      RC_ASSERT(static_cast<unsigned char>(c) < 0x7F);
      if (c == '\r') RC_ASSERT(i + 1 < message.size() && message[i + 1] == '\n');
      if (c == '\n') RC_ASSERT(i > 0 && message[i - 1] == '\r');
      line = c == '\n' ? 0 : line + 1;
      RC_ASSERT(line <= 79);
    }
  }));
}

TEST_CASE("quoted-printable keeps every byte") {
  CHECK(quoted_printable("a=b\n") == "a=3Db\r\n");
  CHECK(quoted_printable("blank \nend") == "blank=20\r\nend");
  CHECK(quoted_printable(".\nFrom here") == "=2E\r\n=46rom here");
  CHECK(quoted_printable("é") == "=C3=A9");
  const std::string folded = quoted_printable(std::string(80, 'x'));
  CHECK(folded == std::string(75, 'x') + "=\r\nxxxxx");
}

TEST_CASE("in Arabic each line of the text is from right to left, and addresses are not") {
  LetterWriter w("ar", "رسالة");
  w.paragraph("The Herald: مرحبا");
  w.link("افتح:", "https://talk.example/x");
  w.quote("Hello\nthere");
  const LetterWords words = w.finish();
  CHECK(words.text == "\u200FThe Herald: مرحبا\n\n\u200Fافتح:\nhttps://talk.example/x\n\n> Hello\n> there\n");
  CHECK(words.html.markup.find("<html lang=\"ar\" dir=\"rtl\">") != std::string::npos);
  CHECK(words.html.markup.find("dir=\"ltr\">https://talk.example/x</a>") != std::string::npos);
  CHECK(words.html.markup.find("<blockquote dir=\"auto\"") != std::string::npos);
}

TEST_CASE("a person's words stand in a letter as text") {
  LetterWriter w("en", "<b>A</b>");
  w.quote("<script>alert(1)</script>");
  w.link("See:", "https://talk.example/?a=1&b=2");
  const std::string html = w.finish().html.markup;
  CHECK(html.find("<script") == std::string::npos);
  CHECK(html.find("<b>") == std::string::npos);
  CHECK(html.find("a=1&amp;b=2") != std::string::npos);
}

}  // namespace comity::http
