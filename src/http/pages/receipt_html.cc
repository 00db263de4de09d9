#include "http/pages/receipt_html.h"

#include <algorithm>

#include "http/messages.h"

namespace comity::http {

discussion::Statement statement_of(const actions::OwnComment& own, const discussion::PolicyById& policy_by_id) {
  return discussion::standing_statement({own.comment, own.revisions, own.decisions}, policy_by_id);
}

void write_facts(HtmlWriter& w, const actions::OwnComment& own, const discussion::PolicyById& policy_by_id,
                 std::string_view lang) {
  std::vector<StatementPart> parts = statement_text(statement_of(own, policy_by_id), lang);
  if (own.edit_until && own.comment.state == discussion::State::published) {
    if (parts.back().key != "can") parts.push_back({"can", message(lang, "notice.can"), {}});
    const std::string until = message(lang, "receipt.edit_until", {{"date", date_time(lang, *own.edit_until)}});
    parts.back().said.push_back({until, escaped(until)});
  }
  if (own.machine_checked == false) {
    // Unknown is not clean, nor is it a reproach: it stands with who looked at the comment.
    auto who = std::find_if(parts.begin(), parts.end(), [](const StatementPart& part) { return part.key == "who"; });
    if (who == parts.end()) {
      const auto can = std::find_if(parts.begin(), parts.end(), [](const StatementPart& p) { return p.key == "can"; });
      who = parts.insert(can, {"who", message(lang, "notice.who"), {}});
    }
    const std::string unchecked = message(lang, "analyze.not_checked");
    who->said.push_back({unchecked, escaped(unchecked)});
  }
  write_statement(w, parts);
}

}  // namespace comity::http
