#include "interchange/wxr_reader.h"

#include <expat.h>

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "interchange/wxr_fields.h"
#include "interchange/xml_filter.h"
#include "interchange/xml_resume.h"

namespace comity::interchange {
namespace {

constexpr std::size_t longest_token = 256 * 1024;  // one tag, XML comment or instruction: the parser keeps it whole
constexpr std::size_t deepest = 256;               // the parser keeps a row for every open element
constexpr std::size_t most_names = 20'000;         // and every name it has seen
constexpr std::size_t most_unread_kinds = 200;

}  // namespace

class WxrReader::Reading {
 public:
  explicit Reading(WxrSink& sink) : sink_(sink) { start_parser(""); }
  ~Reading() { XML_ParserFree(parser_); }
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  Done feed(std::string_view bytes) {
    clean_.clear();
    COMITY_CHECK(filter_.feed(bytes, clean_));
    summary_.bytes += bytes.size();
    return take(clean_, false);
  }

  bool recognised() const { return summary_.recognised; }

  Result<WxrSummary> finish() {
    clean_.clear();
    COMITY_CHECK(filter_.finish(clean_));
    COMITY_CHECK(take(clean_, true));
    COMITY_CHECK(end_item());
    summary_.encoding = filter_.encoding();
    summary_.replaced_characters = filter_.replaced();
    summary_.malformed_bytes = filter_.malformed();
    return std::move(summary_);
  }

 private:
  enum class Place { outside, channel, item, comment, meta };

  // --- the stream: parse until something is wrong, then search for a place to go on

  Done take(std::string_view text, bool last) {
    window_.append(text);
    end_ = window_begin_ + window_.size();
    std::uint64_t from = end_ - text.size();  // not yet given to the parser, nor searched
    while (true) {
      if (searching_) {
        const std::size_t skip = static_cast<std::size_t>(search_from_ - window_begin_);
        const ResumePoint point = find_resume_point(std::string_view(window_).substr(skip), last);
        if (point.kind == ResumePoint::Kind::none) {
          search_from_ += point.at;
          if (last) close_damage(end_);
          break;
        }
        from = search_from_ + point.at;
        close_damage(from);
        COMITY_CHECK(resume(point.kind, from));
      }
      if (parse(from, last)) break;
      if (failure_) return fail(*failure_);
      if (last && search_from_ >= end_) {
        close_damage(end_);
        break;
      }
    }
    drop_before(searching_ ? search_from_ : (end_ > 2 * longest_token ? end_ - 2 * longest_token : 0));
    return {};
  }

  // Gives the parser everything from `from` on. False: it stopped, and searching begins.
  bool parse(std::uint64_t from, bool last) {
    std::string_view text = std::string_view(window_).substr(static_cast<std::size_t>(from - window_begin_));
    const XML_Status status = XML_Parse(parser_, text.data(), static_cast<int>(text.size()), last);
    if (status != XML_STATUS_ERROR) {
      const XML_Index at = XML_GetCurrentByteIndex(parser_);
      const std::uint64_t seen = at < 0 ? parser_begin_ : position(at);
      if (last || end_ - std::max(seen, parser_begin_) <= longest_token) return true;
      begin_damage(seen, "a tag, comment or instruction longer than 256 kB");
      return false;
    }
    if (failure_) return false;
    const XML_Error error = XML_GetErrorCode(parser_);
    const std::uint64_t at = std::clamp(position(XML_GetCurrentByteIndex(parser_)), window_begin_, end_);
    begin_damage(at, error == XML_ERROR_ABORTED ? stopped_for_ : XML_ErrorString(error));
    return false;
  }

  void begin_damage(std::uint64_t at, std::string what) {
    const bool in_comment = place_ >= Place::comment;
    WxrDamage damage;
    damage.broken.end = filter_.source(at);
    damage.broken.begin = in_comment ? comment_.range.begin : item_ ? item_begin_ : damage.broken.end;
    damage.skipped.begin = damage.broken.end;
    damage.what = std::move(what);
    damage.lost_comment = in_comment;
    damage_ = std::move(damage);
    // At least one byte further than where this parser began: reading always gets on.
    search_from_ = std::min(std::max(at, parser_begin_ + 1), end_);
    searching_ = true;
  }

  void close_damage(std::uint64_t at) {
    if (!damage_) return;
    damage_->skipped.end = filter_.source(at);
    if (summary_.damages.size() < max_wxr_damages)
      summary_.damages.push_back(std::move(*damage_));
    else
      ++summary_.more_damages;
    damage_.reset();
  }

  // A fresh parser that believes it stands where the next item or comment may.
  Done resume(ResumePoint::Kind kind, std::uint64_t at) {
    if (kind == ResumePoint::Kind::item) {
      COMITY_CHECK(end_item());
    } else if (!item_) {
      open_item(at);
    }
    std::string around;
    for (const std::string& name : ancestors_) around += "<" + name + ">";
    if (ancestors_.empty()) around += "<rss><channel>";
    if (kind == ResumePoint::Kind::comment) around += "<item>";
    searching_ = false;
    XML_ParserFree(parser_);
    parser_ = nullptr;
    parser_begin_ = at;
    start_parser(around);
    return {};
  }

  void start_parser(const std::string& around) {
    parser_ = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser_, this);
    XML_SetElementHandler(parser_, on_start, on_end);
    XML_SetCharacterDataHandler(parser_, on_text);
    XML_SetStartDoctypeDeclHandler(parser_, on_doctype);
    around_bytes_ = around.size();
    depth_ = 0;
    place_ = Place::outside;
    value_ = nullptr;
    ancestors_.clear();
    inventing_ = true;
    if (!around.empty()) XML_Parse(parser_, around.data(), static_cast<int>(around.size()), XML_FALSE);
    inventing_ = false;
  }

  // A byte of the clean text, from one of this parser's.
  std::uint64_t position(XML_Index at) const {
    const std::uint64_t in_parser = at < 0 ? 0 : static_cast<std::uint64_t>(at);
    return parser_begin_ + (in_parser < around_bytes_ ? 0 : in_parser - around_bytes_);
  }
  std::uint64_t here() const { return filter_.source(position(XML_GetCurrentByteIndex(parser_))); }

  std::uint64_t here_behind() const {
    return filter_.source(position(XML_GetCurrentByteIndex(parser_) + XML_GetCurrentByteCount(parser_)));
  }

  void drop_before(std::uint64_t at) {
    if (at < window_begin_ + longest_token && !(searching_ && at > window_begin_)) return;
    window_.erase(0, static_cast<std::size_t>(at - window_begin_));
    window_begin_ = at;
    filter_.forget_before(at);
  }

  // --- the document

  static void XMLCALL on_start(void* self, const XML_Char* name, const XML_Char** attributes) {
    static_cast<Reading*>(self)->start(name, attributes);
  }
  static void XMLCALL on_end(void* self, const XML_Char* name) { static_cast<Reading*>(self)->end(name); }
  static void XMLCALL on_text(void* self, const XML_Char* text, int size) {
    static_cast<Reading*>(self)->text({text, static_cast<std::size_t>(size)});
  }
  static void XMLCALL on_doctype(void* self, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    auto& reading = *static_cast<Reading*>(self);
    reading.refuse("the file has a DOCTYPE near byte " + std::to_string(reading.here()) +
                   "; a WordPress export has none, and one can make a reader read other files. Remove it.");
  }

  void refuse(std::string why) { stop_with(Error{Error::Code::invalid, std::move(why)}); }
  void stop_with(Error error) {
    failure_ = std::move(error);
    XML_StopParser(parser_, XML_FALSE);
  }

  void start(std::string_view qualified, const XML_Char** attributes) {
    ++depth_;
    if (depth_ > deepest) {
      stopped_for_ = "elements nested deeper than 256";
      XML_StopParser(parser_, XML_FALSE);
      return;
    }
    remember(qualified);
    for (const XML_Char** a = attributes; *a != nullptr; a += 2) remember(*a);
    if (failure_) return;
    const Name name = split(qualified);
    if (depth_ == 1 && name.local != "rss") {
      refuse("this is no WordPress export: its first element is <" + std::string(qualified.substr(0, 40)) +
             ">, not <rss>");
      return;
    }
    if (value_ != nullptr) {  // markup that somebody wrote without escaping it
      if (value_ == &comment_.content) text(opening_tag(qualified, attributes));
      return;
    }
    switch (place_) {
      case Place::outside:
      case Place::channel:
        if (qualified == "item") {
          begin_item();
        } else if (depth_ == 2) {
          place_ = Place::channel;
          keep_ancestors(qualified);
          if (!inventing_) summary_.recognised = true;
        } else if (place_ == Place::channel && depth_ == 3) {
          take_field(name, channel_rss, channel_wp, summary_.channel);
        } else if (depth_ == 1) {
          root_ = qualified.substr(0, 100);
        }
        break;
      case Place::item:
        if (depth_ != item_depth_ + 1) break;
        if (name.local == "comment") {
          place_ = Place::comment;
          comment_ = {};
          comment_.item = item_->ordinal;
          comment_.range.begin = here();
        } else {
          take_field(name, item_rss, item_wp, *item_);
        }
        break;
      case Place::comment:
        if (depth_ != item_depth_ + 2) break;
        if (name.local == "commentmeta") {
          place_ = Place::meta;
        } else {
          value_ = field(comment_, comment_wp, name.local);
          if (value_ != nullptr) value_->clear();
        }
        break;
      case Place::meta:
        if (depth_ == item_depth_ + 3 && name.local == "meta_key") {
          value_ = &meta_key_;
          meta_key_.clear();
        }
        break;
    }
    value_depth_ = depth_;
  }

  template <class T, std::size_t N, std::size_t M>
  void take_field(const Name& name, const Field<T> (&rss)[N], const Field<T> (&wp)[M], T& of) {
    value_ = name.prefix.empty() ? field(of, rss, name.local) : nullptr;
    if (value_ == nullptr) value_ = field(of, wp, name.local);
    if (value_ != nullptr) {
      value_->clear();
    } else if (summary_.unread.size() < most_unread_kinds || summary_.unread.contains(std::string(name.local))) {
      ++summary_.unread[std::string(name.local.substr(0, 40))];
    }
  }

  void text(std::string_view piece) {
    if (value_ == nullptr) return;
    const bool is_content = value_ == &comment_.content;
    const std::size_t room = (is_content ? max_wxr_content_bytes : max_wxr_value_bytes) - value_->size();
    if (piece.size() > room) {
      comment_.content_cut = comment_.content_cut || is_content;
      std::size_t cut = room;
      while (cut > 0 && (static_cast<unsigned char>(piece[cut]) & 0xC0) == 0x80) --cut;
      piece = piece.substr(0, cut);
    }
    value_->append(piece);
  }

  void end(std::string_view qualified) {
    if (value_ != nullptr && depth_ != value_depth_) {
      if (value_ == &comment_.content) text(closing_tag(qualified));
      --depth_;
      return;
    }
    if (value_ != nullptr) {
      cut_blank_ends(*value_);
      if (value_ == &meta_key_ && comment_.meta_keys.size() < max_wxr_meta_keys)
        comment_.meta_keys.push_back(meta_key_);
      value_ = nullptr;
    }
    if (place_ == Place::meta && depth_ == item_depth_ + 2) {
      place_ = Place::comment;
    } else if (place_ == Place::comment && depth_ == item_depth_ + 1) {
      place_ = Place::item;
      comment_.range.end = here_behind();
      item_begin_ = comment_.range.end;
      ++summary_.comments;
      summary_.recognised = true;
      ++item_->comments;
      pass(sink_.comment(comment_));
    } else if (place_ == Place::item && depth_ == item_depth_) {
      place_ = Place::channel;
      item_->whole = true;
      pass(end_item());
    }
    --depth_;
  }

  void begin_item() {
    place_ = Place::item;
    item_depth_ = depth_;
    if (inventing_) return;  // around a comment where reading goes on: the item is open already
    open_item(position(XML_GetCurrentByteIndex(parser_)));
  }

  void open_item(std::uint64_t at) {
    item_.emplace();
    item_->ordinal = static_cast<std::uint32_t>(++summary_.items);
    item_begin_ = filter_.source(at);
  }

  Done end_item() {
    if (!item_) return {};
    const WxrItem item = std::move(*item_);
    item_.reset();
    return sink_.item(item);
  }

  void pass(const Done& done) {
    if (!done) stop_with(done.error());
  }

  void keep_ancestors(std::string_view channel) { ancestors_ = {root_, std::string(channel.substr(0, 100))}; }

  void remember(std::string_view name) {
    names_.insert(std::hash<std::string_view>{}(name));
    if (names_.size() > most_names) refuse("this is no WordPress export: it has more than 20,000 different names");
  }

  WxrSink& sink_;
  XmlFilter filter_;
  std::string clean_;
  WxrSummary summary_;
  std::optional<Error> failure_;
  std::string stopped_for_;

  XML_Parser parser_ = nullptr;
  std::uint64_t parser_begin_ = 0;  // byte of the clean text that this parser saw first
  std::size_t around_bytes_ = 0;    // invented before it
  bool inventing_ = false;
  std::string window_;  // the last part of the clean text, for searching after an error
  std::uint64_t window_begin_ = 0;
  std::uint64_t end_ = 0;
  bool searching_ = false;
  std::uint64_t search_from_ = 0;
  std::optional<WxrDamage> damage_;

  std::size_t depth_ = 0;
  std::size_t item_depth_ = 0;
  Place place_ = Place::outside;
  std::string root_ = "rss";
  std::vector<std::string> ancestors_;  // of an item
  std::unordered_set<std::size_t> names_;
  std::string* value_ = nullptr;  // where the text of the innermost element goes
  std::size_t value_depth_ = 0;
  std::optional<WxrItem> item_;
  std::uint64_t item_begin_ = 0;  // in the file: of the open item, or of what follows its last whole comment
  WxrComment comment_;
  std::string meta_key_;
};

WxrReader::WxrReader(WxrSink& sink) : reading_(std::make_unique<Reading>(sink)) {}
WxrReader::~WxrReader() = default;
Done WxrReader::feed(std::string_view bytes) { return reading_->feed(bytes); }
bool WxrReader::recognised() const { return reading_->recognised(); }
Result<WxrSummary> WxrReader::finish() { return reading_->finish(); }

}  // namespace comity::interchange
