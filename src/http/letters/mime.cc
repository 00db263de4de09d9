#include "http/letters/mime.h"

#include <algorithm>

#include "base/base64.h"
#include "base/crypto.h"

namespace comity::http {
namespace {

constexpr std::size_t max_line = 76;           // RFC 2045 section 6.7 (5), RFC 2047 section 2
constexpr std::size_t encoded_word_text = 45;  // bytes: 60 letters of base64 and "=?UTF-8?B?" "?="

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }

// Nothing here is read as an encoded word, a quotation or a comment.
bool is_plain(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    return letter || std::string_view(" .,:;!-'").find(c) != std::string_view::npos;
  });
}

std::string part(std::string_view type, std::string_view body) {
  return "Content-Type: " + std::string(type) +
         "; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" + quoted_printable(body) + "\r\n";
}

// RFC 5322 section 3.2.4: a display name as one quoted string would need escapes; an encoded word needs none.
std::string mailbox(std::string_view name, const std::string& address, std::size_t already) {
  std::string out;
  if (!name.empty()) {
    const std::string shown = header_text(name, already);
    // ',', ';' and ':' part addresses where they stand bare.
    out = shown.find_first_of(".,:;!") == std::string::npos || shown.starts_with("=?") ? shown : "\"" + shown + "\"";
    out += "\r\n ";
  }
  return out + "<" + address + ">";
}

}  // namespace

std::string header_text(std::string_view utf8, std::size_t already_on_the_line) {
  std::string text(utf8);
  std::replace_if(text.begin(), text.end(), is_control, ' ');
  if (is_plain(text) && already_on_the_line + text.size() <= max_line) return text;
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end =
        std::min(at + encoded_word_text - (at == 0 ? std::min<std::size_t>(already_on_the_line, 30) : 0), text.size());
    const std::size_t longest = end;
    while (end < text.size() && end > at && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    if (end == at) end = longest;  // no UTF-8; whole characters otherwise
    if (!out.empty()) out += "\r\n ";
    out += "=?UTF-8?B?" + to_base64(std::string_view(text).substr(at, end - at)) + "?=";
    at = end;
  }
  return out;
}

std::string quoted_printable(std::string_view utf8) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  std::size_t column = 0;
  for (std::size_t i = 0; i < utf8.size(); ++i) {
    const char c = utf8[i];
    if (c == '\n') {
      out += "\r\n";
      column = 0;
      continue;
    }
    const bool ends_line = i + 1 == utf8.size() || utf8[i + 1] == '\n';
    const bool blank = c == ' ' || c == '\t';
    const auto byte = static_cast<unsigned char>(c);
    // A '.' that begins a line and "From " are changed by some programs on the way.
    const bool risky = column == 0 && (c == '.' || c == 'F');
    const bool itself = (byte > 0x20 && byte < 0x7F && c != '=' && !risky) || (blank && !ends_line);
    const std::size_t width = itself ? 1 : 3;
    if (column + width >= max_line) {
      out += "=\r\n";
      column = 0;
    }
    if (itself) {
      out += c;
    } else {
      out += {'=', digits[byte >> 4], digits[byte & 15]};
    }
    column += width;
  }
  return out;
}

std::string mail_date(Time t) {
  std::string date = http_date(t);
  return date.substr(0, date.size() - 3) + "+0000";  // RFC 5322 section 4.3: "GMT" is of old
}

std::string mime_message(const Envelope& envelope, const LetterWords& words) {
  // Derived from the letter, so that one letter is one file; '=' and '_' stand beside each other in no encoded body.
  const std::string boundary = "=_" + to_hex(sha256(envelope.message_id + words.text)).substr(0, 32);
  std::string out = "Date: " + mail_date(envelope.date) + "\r\n";
  out += "From: " + mailbox(envelope.from_name, envelope.from, 6) + "\r\n";
  out += "To: <" + envelope.to + ">\r\n";
  out += "Subject: " + header_text(words.subject, 9) + "\r\n";
  out += "Message-ID: " + envelope.message_id + "\r\n";
  if (!envelope.unsubscribe.empty()) {
    out += "List-Unsubscribe: <" + envelope.unsubscribe + ">\r\n";
    if (envelope.one_click) out += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
  }
  out += "Auto-Submitted: auto-generated\r\nContent-Language: " + envelope.language + "\r\nMIME-Version: 1.0\r\n";
  out += "Content-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
  out += "--" + boundary + "\r\n" + part("text/plain", words.text);
  out += "--" + boundary + "\r\n" + part("text/html", words.html.markup);
  return out + "--" + boundary + "--\r\n";
}

}  // namespace comity::http
