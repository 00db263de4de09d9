#include "discussion/sealed.h"

#include "base/json.h"

namespace comity::discussion {

Sealed sealed_with(Sealed before, const Comment& comment, const std::vector<Revision>& revisions,
                   const std::string& seen) {
  if (before.name.empty()) before.name = comment.name;
  if (before.seen.empty()) before.seen = seen;
  for (std::size_t i = before.texts.size(); i < revisions.size(); ++i)
    before.texts.push_back({revisions[i].written, revisions[i].text});
  return before;
}

std::string to_json(const Sealed& sealed) {
  std::string out;
  json::Writer w(out);
  w.object().member("name", sealed.name).member("seen", sealed.seen).key("texts").array();
  for (const Sealed::Text& one : sealed.texts)
    w.object().member("written", rfc3339(one.written)).member("text", one.text).end();
  w.end().end();
  return out;
}

std::optional<Sealed> sealed_from_json(std::string_view json) {
  if (json.empty()) return Sealed{};
  const auto value = json::parse(json);
  if (!value) return std::nullopt;
  const auto text_in = [](const json::Value& in, std::string_view name) -> const std::string* {
    const json::Value* member = in.find(name);
    return member == nullptr ? nullptr : member->string();
  };
  const std::string* name = text_in(*value, "name");
  const std::string* seen = text_in(*value, "seen");
  const json::Value* texts = value->find("texts");
  if (name == nullptr || seen == nullptr || texts == nullptr || texts->array() == nullptr) return std::nullopt;
  Sealed sealed{*name, *seen, {}};
  for (const json::Value& one : *texts->array()) {
    const std::string* written = text_in(one, "written");
    const std::string* text = text_in(one, "text");
    const auto time = written == nullptr ? std::nullopt : parse_rfc3339(*written);
    if (!time || text == nullptr) return std::nullopt;
    sealed.texts.push_back({*time, *text});
  }
  return sealed;
}

}  // namespace comity::discussion
