#include "interchange/xml_resume.h"

namespace comity::interchange {
namespace {

constexpr std::size_t longest_name = 64;

bool ends_name(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '>' || c == '/'; }

}  // namespace

ResumePoint find_resume_point(std::string_view text, bool last) {
  std::size_t at = 0;
  while ((at = text.find('<', at)) != std::string_view::npos) {
    const std::string_view rest = text.substr(at + 1, longest_name);
    std::size_t end = 0;
    while (end < rest.size() && !ends_name(rest[end]) && rest[end] != '<') ++end;
    if (end == rest.size() && rest.size() < longest_name) {
      if (!last) return {ResumePoint::Kind::none, at};
      return {ResumePoint::Kind::none, text.size()};
    }
    const std::string_view name = rest.substr(0, end);
    if (end < rest.size() && rest[end] != '<') {
      if (name == "item") return {ResumePoint::Kind::item, at};
      const std::size_t colon = name.find(':');
      if (colon != 0 && colon != std::string_view::npos && name.substr(colon + 1) == "comment")
        return {ResumePoint::Kind::comment, at};
    }
    ++at;
  }
  return {ResumePoint::Kind::none, text.size()};
}

}  // namespace comity::interchange
