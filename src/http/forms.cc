#include "http/forms.h"

#include "text/checked.h"

namespace comity::http {
namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

bool unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

bool is_text(std::string_view bytes) {
  return bytes.find('\0') == std::string_view::npos && text::is_well_formed(bytes);
}

}  // namespace

std::string_view Form::value(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

bool Form::has(std::string_view name) const {
  for (const auto& [key, value] : fields) {
    if (key == name) return true;
  }
  return false;
}

std::optional<std::string> percent_decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      if (i + 2 >= text.size()) return std::nullopt;
      const int high = hex_digit(text[i + 1]);
      const int low = hex_digit(text[i + 2]);
      if (high < 0 || low < 0) return std::nullopt;
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  return out;
}

std::string percent_encoded(std::string_view text) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (unreserved(c)) {
      out += c;
    } else {
      const auto byte = static_cast<unsigned char>(c);
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

Result<Pairs> parse_pairs(std::string_view text, std::size_t max_pairs) {
  Pairs pairs;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('&'), text.size());
    const std::string_view one = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (one.empty()) continue;
    if (pairs.size() == max_pairs) {
      return fail(Error::Code::invalid, "more than " + std::to_string(max_pairs) + " fields");
    }
    const std::size_t equals = std::min(one.find('='), one.size());
    auto name = percent_decoded(one.substr(0, equals), true);
    auto value = percent_decoded(equals < one.size() ? one.substr(equals + 1) : std::string_view{}, true);
    if (!name || !value) return fail(Error::Code::invalid, "a broken %-escape in the query or form");
    if (!is_text(*name) || !is_text(*value)) {
      return fail(Error::Code::invalid, "the query or form is not UTF-8, or holds U+0000");
    }
    pairs.emplace_back(std::move(*name), std::move(*value));
  }
  return pairs;
}

Result<Form> parse_form(const Request& request, std::size_t max_pairs) {
  const std::string_view type = request.header("content-type");
  if (type.substr(0, type.find(';')) != "application/x-www-form-urlencoded") {
    return fail(Error::Code::invalid, "the body must be application/x-www-form-urlencoded");
  }
  COMITY_TRY(auto pairs, parse_pairs(request.body, max_pairs));
  return Form{std::move(pairs)};
}

}  // namespace comity::http
