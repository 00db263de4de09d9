// Which element of an export goes into which member. Inside wxr_reader.cc only.
#pragma once

#include <string>
#include <string_view>

#include "interchange/wxr.h"

namespace comity::interchange {

struct Name {
  std::string_view prefix;
  std::string_view local;
};

inline Name split(std::string_view qualified) {
  const std::size_t colon = qualified.find(':');
  if (colon == std::string_view::npos) return {{}, qualified};
  return {qualified.substr(0, colon), qualified.substr(colon + 1)};
}

inline void cut_blank_ends(std::string& text) {
  constexpr std::string_view blank = " \t\r\n";
  text.erase(text.find_last_not_of(blank) + 1);
  text.erase(0, text.find_first_not_of(blank));
}

template <class T>
struct Field {
  std::string_view name;
  std::string T::* value;
};

// RSS's own elements carry no prefix ("atom:link" is another thing); WordPress's carry any.
inline constexpr Field<WxrChannel> channel_rss[] = {
    {"title", &WxrChannel::title}, {"link", &WxrChannel::link}, {"language", &WxrChannel::language}};
inline constexpr Field<WxrChannel> channel_wp[] = {{"wxr_version", &WxrChannel::version},
                                                   {"base_site_url", &WxrChannel::base_site_url},
                                                   {"base_blog_url", &WxrChannel::base_blog_url}};
inline constexpr Field<WxrItem> item_rss[] = {
    {"title", &WxrItem::title}, {"link", &WxrItem::link}, {"guid", &WxrItem::guid}};
inline constexpr Field<WxrItem> item_wp[] = {
    {"post_id", &WxrItem::id},     {"post_type", &WxrItem::type},
    {"status", &WxrItem::status},  {"comment_status", &WxrItem::comment_status},
    {"post_date", &WxrItem::date}, {"post_date_gmt", &WxrItem::date_gmt},
};
inline constexpr Field<WxrComment> comment_wp[] = {
    {"comment_id", &WxrComment::id},
    {"comment_author", &WxrComment::author},
    {"comment_author_email", &WxrComment::author_email},
    {"comment_author_url", &WxrComment::author_url},
    {"comment_author_IP", &WxrComment::author_ip},
    {"comment_date", &WxrComment::date},
    {"comment_date_gmt", &WxrComment::date_gmt},
    {"comment_content", &WxrComment::content},
    {"comment_approved", &WxrComment::approved},
    {"comment_type", &WxrComment::type},
    {"comment_parent", &WxrComment::parent},
    {"comment_user_id", &WxrComment::user_id},
};

template <class T, std::size_t N>
std::string* field(T& of, const Field<T> (&fields)[N], std::string_view name) {
  for (const Field<T>& f : fields)
    if (f.name == name) return &(of.*f.value);
  return nullptr;
}

// Markup that stands unescaped in a comment's content, as the text it was meant to be.
inline std::string opening_tag(std::string_view name, const char* const* attributes) {
  std::string tag = "<" + std::string(name);
  for (; *attributes != nullptr; attributes += 2) {
    tag.append(" ").append(attributes[0]).append("=\"");
    for (const char c : std::string_view(attributes[1])) {
      if (c == '"')
        tag += "&quot;";
      else if (c == '&')
        tag += "&amp;";
      else
        tag += c;
    }
    tag += '"';
  }
  return tag + ">";
}
inline std::string closing_tag(std::string_view name) {
  // HTML reads </br> as another line break.
  if (name == "br" || name == "hr" || name == "img") return {};
  return "</" + std::string(name) + ">";
}

}  // namespace comity::interchange
