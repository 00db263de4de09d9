#include "actions/training_rows.h"

namespace comity::actions {
namespace {

using classify::Label;

std::optional<bool>& of(TrainingRow& row, Label label) { return row.labels[static_cast<std::size_t>(label)]; }

// Nothing: the decision says nothing of any label.
std::optional<TrainingRow> row_of(const StoredText& text, const RuleLabels& rules) {
  TrainingRow row;
  if (text.person == policy::Person::allowed) {
    of(row, Label::toxicity) = false;
    for (const auto& [rule, label] : rules) of(row, label) = false;
    return row;
  }
  bool any = false;
  for (const std::string& clause : text.person_clauses) {
    const auto rule = rules.find(clause);
    if (rule == rules.end()) continue;
    of(row, rule->second) = true;
    of(row, Label::toxicity) = true;
    any = true;
  }
  return any ? std::optional(row) : std::nullopt;
}

}  // namespace

std::optional<Label> row_label(std::string_view name) {
  for (const auto& [known, label] : row_labels) {
    if (known == name) return label;
  }
  return std::nullopt;
}

void write_members(json::Writer& out, const TrainingRow& row) {
  out.member("id", row.id).member("source", row.source).member("lang", row.language).member("text", row.text);
  out.key("labels").object();
  for (const auto& [name, label] : row_labels) {
    const std::optional<bool> said = row.labels[static_cast<std::size_t>(label)];
    out.key(name);
    if (said) {
      out.value(*said ? 1 : 0);
    } else {
      out.null();
    }
  }
  out.end().key("spans").null();
}

RuleLabels usual_rule_labels() {
  return {{"profanity", Label::profanity},
          {"person", Label::insult},
          {"group", Label::identity_attack},
          {"threat", Label::threat}};
}

Result<TrainingRow> read_row(std::string_view line) {
  COMITY_TRY(const json::Value value, json::parse(line));
  const json::Value* text = value.find("text");
  const json::Value* labels = value.find("labels");
  if (text == nullptr || text->string() == nullptr || labels == nullptr || labels->object() == nullptr)
    return fail(Error::Code::invalid, "a row has a \"text\" and an object \"labels\"");
  TrainingRow row;
  row.text = *text->string();
  for (const auto& [member, into] : {std::pair("id", &row.id), {"source", &row.source}, {"lang", &row.language}}) {
    const json::Value* said = value.find(member);
    if (said != nullptr && said->string() != nullptr) *into = *said->string();
  }
  for (const auto& [name, label] : row_labels) {
    const json::Value* said = labels->find(name);
    if (said == nullptr || said->is_null()) continue;
    if (said->integer() == nullptr || (*said->integer() != 0 && *said->integer() != 1))
      return fail(Error::Code::invalid, "a label is 1, 0 or null");
    row.labels[static_cast<std::size_t>(label)] = *said->integer() == 1;
  }
  return row;
}

Result<RowCounts> for_each_decided(World& world, const discussion::Site& site, const RuleLabels& rules,
                                   const std::function<Done(const StoredText&, const TrainingRow&)>& use) {
  COMITY_TRY(const auto texts, ArchiveTexts::open(world, site));
  RowCounts counts;
  for (;;) {
    COMITY_TRY(const std::vector<StoredText> some, texts->next());
    if (some.empty()) return counts;
    for (const StoredText& text : some) {
      if (text.erased() || text.person == policy::Person::nobody) continue;
      auto row = row_of(text, rules);
      if (!row) continue;
      row->id = text.where;
      row->source = "site:" + site.key;
      row->language = text.facts.language;
      row->text = text.text.utf8();
      COMITY_CHECK(use(text, *row));
      ++(text.person == policy::Person::allowed ? counts.negative : counts.positive);
    }
  }
}

Result<RowCounts> export_rows(World& world, const discussion::Site& site, const RuleLabels& rules,
                              const std::function<Done(std::string_view line)>& write) {
  return for_each_decided(world, site, rules, [&](const StoredText&, const TrainingRow& row) {
    std::string line;
    json::Writer out(line);
    out.object();
    write_members(out, row);
    out.end();
    line += '\n';
    return write(line);
  });
}

}  // namespace comity::actions
