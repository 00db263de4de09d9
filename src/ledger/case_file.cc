#include "ledger/case_file.h"

#include <algorithm>

#include "base/base64.h"
#include "base/crypto.h"
#include "base/json.h"
#include "base/time.h"

namespace comity::ledger {
namespace {

constexpr std::string_view script_begin = "<script type=\"application/json\" id=\"comity-case\">";
constexpr std::string_view script_end = "</script>";
constexpr std::string_view seal_begin = "\n<!--comity-case-signature\n";
constexpr std::string_view seal_end = "-->\n";
constexpr std::string_view format = "comity-case/1";

tl::unexpected<Error> none(std::string what) { return fail(Error::Code::invalid, "no case file: " + std::move(what)); }
tl::unexpected<Error> conflict(std::string what) { return fail(Error::Code::conflict, std::move(what)); }

std::string sealed_text(std::string_view page) {
  const Hash256 hash = sha256(page);
  return std::string(format) + '\n' + to_base64({reinterpret_cast<const char*>(hash.bytes.data()), hash.bytes.size()}) +
         '\n';
}

std::string_view text(const json::Value& object, std::string_view key) {
  const json::Value* value = object.find(key);
  const std::string* found = value == nullptr ? nullptr : value->string();
  return found == nullptr ? std::string_view() : std::string_view(*found);
}

const json::Array& list(const json::Value& object, std::string_view key) {
  static const json::Array nothing;
  const json::Value* value = object.find(key);
  const json::Array* found = value == nullptr ? nullptr : value->array();
  return found == nullptr ? nothing : *found;
}

Time time(const json::Value& object, std::string_view key) { return parse_rfc3339(text(object, key)).value_or(Time{}); }

std::string lines_of(const json::Array& texts) {
  std::string out;
  for (const json::Value& one : texts) {
    if (one.string() != nullptr) out.append(out.empty() ? "" : "\n").append(*one.string());
  }
  return out;
}

// The decision as the file tells it against what was committed to.
Done compare(const json::Value& told, const json::Value& root, const Statement& statement, const Leaf& leaf) {
  const std::string what = "the decision of " + std::string(text(told, "decided"));
  std::vector<std::string> clauses;
  for (const json::Value& clause : list(told, "clauses")) clauses.emplace_back(text(clause, "id"));
  std::erase_if(clauses, [](const std::string& id) { return !is_leaf_clause(id); });
  const std::string_view policy = text(told, "policy");
  const bool no_policy = policy.empty() && leaf.policy == Hash256{};
  if (leaf.kind != text(told, "deed") || leaf.actor != text(told, "actor") || leaf.clauses != clauses ||
      leaf.day != text(told, "decided").substr(0, 10) || (!no_policy && "sha256:" + to_hex(leaf.policy) != policy)) {
    return conflict(what + " is told otherwise than it stands in the log");
  }
  std::string judged;
  const json::Value* revision = told.find("revision");
  for (const json::Value& one : list(root, "texts")) {
    const json::Value* number = one.find("revision");
    if (number != nullptr && revision != nullptr && number->integer() != nullptr && revision->integer() != nullptr &&
        *number->integer() == *revision->integer())
      judged = text(one, "text");
  }
  const auto differs = [&](Field field, std::string_view value) {
    const auto opened = statement.opened.find(field);
    return opened != statement.opened.end() && opened->second.value != value;
  };
  if (differs(Field::text, judged) || differs(Field::words, lines_of(list(told, "words"))) ||
      differs(Field::reason, text(told, "reason"))) {
    return conflict(what + " was about another text, other words or another reason");
  }
  return {};
}

Done check_policies(const json::Value& root, CaseReport& report) {
  for (const json::Value& policy : list(root, "policies")) {
    if ("sha256:" + to_hex(sha256(text(policy, "source"))) != text(policy, "id"))
      return conflict("a policy is not the document that its name is the hash of");
    ++report.policies;
  }
  return {};
}

Done check_decisions(const json::Value& root, const std::vector<NoteKey>& keys, CaseReport& report) {
  for (const json::Value& told : list(root, "decisions")) {
    const json::Value* held = told.find("statement");
    if (held == nullptr || held->object() == nullptr) {
      ++report.not_proved;
      continue;
    }
    std::string bytes;
    json::write(bytes, *held);
    COMITY_TRY(const Statement statement, read_statement(bytes));
    Result<Checked> checked = fail(Error::Code::forbidden, "no key is given");
    for (const NoteKey& key : keys) {
      checked = check_statement(statement, key);
      if (checked) break;
      if (checked.error().code != Error::Code::forbidden) return fail(checked.error());
    }
    if (!checked) return fail(checked.error());
    COMITY_CHECK(compare(told, root, statement, checked->leaf));
    report.decisions.push_back(
        {checked->leaf, checked->under, statement.proof.index, std::string(text(told, "decided"))});
  }
  return {};
}

// What is told of reports must agree with what is told of the decisions, which the log proves.
Done check_reports(const json::Value& root, CaseReport& report) {
  const json::Array& decisions = list(root, "decisions");
  for (const json::Value& told : list(root, "reports")) {
    ++report.reports;
    const json::Value* answer = told.find("decision");
    const std::string_view outcome = text(told, "outcome");
    const bool open = outcome == "waiting" || outcome == "gone";
    if ((answer == nullptr) != open) return conflict("a report is told as decided without its decision");
    if (answer == nullptr) continue;
    const std::int64_t* place = answer->integer();
    if (place == nullptr || *place < 0 || static_cast<std::size_t>(*place) >= decisions.size())
      return conflict("a report names a decision that is not there");
    const json::Value& decision = decisions[static_cast<std::size_t>(*place)];
    const bool kept = text(decision, "deed") == "keep";
    if (kept != (outcome == "no_action" || outcome == "acted_later") ||
        time(decision, "decided") < time(told, "filed") || time(told, "answered") < time(told, "filed"))
      return conflict("a report is told otherwise than the decision that answered it");
  }
  return {};
}

}  // namespace

std::string write_case(std::string_view head, std::string_view json, std::string_view foot, const std::string& name,
                       const SigningKey& key) {
  std::string page;
  page.append(head).append(script_begin).append(json).append(script_end).append(foot);
  Note note{sealed_text(page), {}};
  note.signatures.push_back(signed_by(note.text, name, key));
  return page.append(seal_begin).append(write_note(note)).append(seal_end);
}

Result<CaseReport> check_case(std::string_view file, const std::vector<NoteKey>& keys) {
  const std::size_t seal = file.rfind(seal_begin);
  if (seal == std::string_view::npos || !file.ends_with(seal_end)) return none("it does not end in a signature");
  const std::string_view page = file.substr(0, seal);
  std::string_view sealed = file.substr(seal + seal_begin.size());
  sealed.remove_suffix(seal_end.size());
  COMITY_TRY(const Note note, read_note(sealed));
  CaseReport report;
  for (const NoteKey& key : keys)
    if (has_signed(key, note)) report.signer = key.name;
  if (report.signer.empty()) return fail(Error::Code::forbidden, "it is not signed with the key that was given");
  if (note.text != sealed_text(page)) return conflict("the file was changed after it was signed");

  const std::size_t begin = page.find(script_begin);
  const std::size_t end = begin == std::string_view::npos ? begin : page.find(script_end, begin);
  if (end == std::string_view::npos) return none("it holds no facts for programs");
  const std::string_view json = page.substr(begin + script_begin.size(), end - begin - script_begin.size());
  COMITY_TRY(const json::Value root, json::parse(json));
  if (text(root, "format") != format) return none("its 'format' is not " + std::string(format));
  report.texts = list(root, "texts").size();
  COMITY_CHECK(check_policies(root, report));
  COMITY_CHECK(check_decisions(root, keys, report));
  COMITY_CHECK(check_reports(root, report));
  return report;
}

}  // namespace comity::ledger
