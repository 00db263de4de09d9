// What a WordPress export (WXR 1.0 - 1.2) holds, as far as a discussion server cares.
//
// Source: WordPress, wp-admin/includes/export.php. Elements are matched by local name: the namespace's URI
// carries the format's version, and exports of other systems invent their own.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace comity::interchange {

struct ByteRange {  // half-open, of the file
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool operator==(const ByteRange&) const = default;
};

struct WxrChannel {
  std::string version;  // wp:wxr_version; '' missing
  std::string title;
  std::string link;
  std::string language;
  std::string base_site_url;
  std::string base_blog_url;
};

// One post, page, attachment ...; strings as in the file, white space around them cut.
struct WxrItem {
  std::uint32_t ordinal = 0;  // 1, 2, 3 ... in the file
  std::string id;             // wp:post_id
  std::string title;
  std::string link;
  std::string guid;
  std::string type;            // wp:post_type
  std::string status;          // wp:status
  std::string comment_status;  // "open" | "closed"
  std::string date;            // wp:post_date
  std::string date_gmt;        // wp:post_date_gmt
  std::int64_t comments = 0;   // that were given to the sink
  bool whole = false;          // read to its end; otherwise later members may be missing
};

struct WxrComment {
  std::uint32_t item = 0;  // ordinal
  std::string id;
  std::string author;
  std::string author_email;
  std::string author_url;
  std::string author_ip;
  std::string date;
  std::string date_gmt;
  std::string content;   // HTML
  std::string approved;  // "1" "0" "spam" "trash" "post-trashed"
  std::string type;      // "" "comment" "pingback" "trackback" ...
  std::string parent;
  std::string user_id;
  std::vector<std::string> meta_keys;
  bool content_cut = false;  // it was longer than `max_wxr_content_bytes`
  ByteRange range;
};

inline constexpr std::size_t max_wxr_content_bytes = 1024 * 1024;
inline constexpr std::size_t max_wxr_value_bytes = 4 * 1024;  // every other value is cut here
inline constexpr std::size_t max_wxr_meta_keys = 64;          // of one comment

// A part of the file that is not well-formed.
struct WxrDamage {
  ByteRange broken;   // from the beginning of the comment or item in which it happened to the place of the error
  ByteRange skipped;  // from the error to where reading went on, or to the end of the file
  std::string what;   // the parser's word for it
  bool lost_comment = false;  // a comment was broken off
};

class WxrSink {
 public:
  virtual ~WxrSink() = default;
  // A comment, whole, as soon as it ends; its item may not be known yet. An error ends the reading.
  virtual Done comment(const WxrComment& comment) = 0;
  // An item, when it ends. Its comments came before.
  virtual Done item(const WxrItem& item) = 0;
};

// What else stood in the file.
struct WxrSummary {
  WxrChannel channel;
  bool recognised = false;  // <rss> with its channel stood there, or a whole comment
  std::string encoding;
  std::uint64_t bytes = 0;
  std::int64_t items = 0;
  std::int64_t comments = 0;                   // every kind, whole ones
  std::int64_t replaced_characters = 0;        // forbidden by XML 1.0, now U+FFFD
  std::int64_t malformed_bytes = 0;            // sequences that were no characters, now U+FFFD
  std::map<std::string, std::int64_t> unread;  // elements nothing is made of, by name: author, category, postmeta ...
  std::vector<WxrDamage> damages;              // the first `max_wxr_damages`
  std::int64_t more_damages = 0;
};

inline constexpr std::size_t max_wxr_damages = 1000;

inline constexpr std::string_view no_wxr =
    "this is no WordPress export: it has no <rss> with a <channel>, and no comment. In WordPress, Tools > Export "
    "makes one";

}  // namespace comity::interchange
