#include <re2/re2.h>

#include <algorithm>

#include "policy/contacts.h"
#include "policy/diagnostics.h"
#include "policy/regex.h"
#include "policy/type_checker.h"
#include "policy/usual_mistakes.h"

namespace comity::policy {

// f(a, b): also the methods, written as functions, but for those that bind a name.
Type TypeChecker::call(Node& n) {
  if (n.text == "lexicon") return lexicon(n);
  if (n.text == "pattern") return pattern(n);
  if (n.text == "similar") return similar(n);
  if (n.text == "contacts") return contacts(n);
  if (n.text == "model") return model(n);
  if (n.text == "model_knows") return model_knows(n);
  if (n.text == "size") {
    if (n.kids.size() != 1)
      return error(n, "size() measures one thing", "write size(comment.text) or size(comment.links)");
    return size(n);
  }
  if (n.text == "startsWith" || n.text == "contains" || n.text == "matches" || n.text == "exists" || n.text == "all") {
    return error(n, "'" + n.text + "' stands behind what it looks at", "write comment.text." + n.text + "(…)");
  }
  std::vector<std::string_view> known(std::begin(condition_functions), std::end(condition_functions));
  const std::string advice = advice_for_function(n.text);
  return error(n, "unknown function " + quoted(n.text), advice.empty() ? suggestion(n.text, known) : advice);
}

Type TypeChecker::method(Node& n) {
  if (n.text == "size") {
    if (n.kids.size() != 1) return error(n, "size() takes nothing in its brackets here", "write comment.text.size()");
    return size(n);
  }
  if (n.text == "exists" || n.text == "all") return over_list(n);
  if (n.text == "startsWith" || n.text == "contains" || n.text == "matches") return in_text(n);
  const std::vector<std::string_view> known = {"size", "startsWith", "contains", "matches", "exists", "all"};
  const std::string advice = advice_for_function(n.text);
  return error(n, "unknown function " + quoted(n.text), advice.empty() ? suggestion(n.text, known) : advice);
}

Type TypeChecker::size(Node& n) {
  n.op = Op::size;
  const Type type = check(n.kids[0]);
  if (type != Type::unknown && type != Type::text && !is_list(type)) {
    error(n, "size() needs a text or a list, but this is " + std::string(in_words(type)),
          "a number is compared directly");
  }
  return Type::integer;
}

Type TypeChecker::in_text(Node& n) {
  n.op = n.text == "startsWith" ? Op::starts_with : n.text == "contains" ? Op::contains : Op::matches;
  if (n.kids.size() != 2) {
    error(n, n.text + "() takes one text in its brackets", "write comment.text." + n.text + "(\"…\")");
    return Type::boolean;
  }
  const Type where = check(n.kids[0]);
  if (is_list(where)) {
    error(n, n.text + "() looks into a text, but this is a list",
          "write \"a\" in list, or list.exists(x, x." + n.text + "(\"…\"))");
  } else if (where != Type::text && where != Type::unknown) {
    error(n, n.text + "() looks into a text, but this is " + std::string(in_words(where)),
          "write comment.text." + n.text + "(\"…\")");
  }
  const Type what = check(n.kids[1]);
  const Node& argument = node(n.kids[1]);
  if (what != Type::text && what != Type::unknown) {
    error(argument, n.text + "() looks for a text, but this is " + std::string(in_words(what)),
          "put it in quotation marks");
  } else if (n.op == Op::matches) {
    if (argument.op != Op::literal) {
      error(argument, "matches() needs its pattern written out",
            "a pattern is checked before it is used: write matches(r'…')");
    } else {
      std::string complaint;
      n.regex = compiled_regex(argument.text, complaint);
      if (!n.regex) error(argument, "this is no regular expression: " + complaint, advice_for_regex(complaint));
    }
  } else if (argument.op == Op::literal && argument.text.empty()) {
    error(argument, n.text + "() looks for an empty text", "every text contains it; write what to look for");
  }
  return Type::boolean;
}

Type TypeChecker::over_list(Node& n) {
  n.op = n.text == "exists" ? Op::exists : Op::all;
  const std::string usage = "write comment.links." + n.text + "(host, host == \"example.org\")";
  if (n.kids.size() != 3 || node(n.kids[1]).op != Op::member || node(n.kids[1]).text.find('.') != std::string::npos) {
    error(n, n.text + "() takes a name and a condition", usage);
    return Type::boolean;
  }
  if (!element_name_.empty()) {
    error(n, "exists() and all() cannot stand inside each other", "split the clause in two");
    return Type::boolean;
  }
  const Type where = check(n.kids[0]);
  if (where != Type::unknown && !is_list(where)) {
    error(n, n.text + "() looks through a list, but this is " + std::string(in_words(where)), usage);
  }
  element_name_ = node(n.kids[1]).text;
  element_type_ = element_of(where);
  node(n.kids[1]).op = Op::element;
  truth(n.kids[2], n.text);
  element_name_.clear();
  n.kids.erase(n.kids.begin() + 1);
  return Type::boolean;
}

// lexicon("name") or lexicon("name", least severity)
Type TypeChecker::lexicon(Node& n) {
  n.op = Op::lexicon;
  n.number = Number::integer(1);
  const std::string usage = "write lexicon(\"profanity\")";
  if (n.kids.empty() || n.kids.size() > 2 || node(n.kids[0]).op != Op::literal || node(n.kids[0]).type != Type::text) {
    error(n, "lexicon() takes the name of a lexicon in quotation marks", usage);
    return Type::boolean;
  }
  if (n.kids.size() == 2) {
    const Node& least = node(n.kids[1]);
    if (least.op != Op::literal || least.type != Type::integer || least.number.raw < 1 || least.number.raw > 3) {
      error(least, "the second argument of lexicon() is the least severity: 1, 2 or 3",
            "write lexicon(\"profanity\", 2), or leave it out");
    } else {
      n.number = least.number;
    }
  }
  n.text = node(n.kids[0]).text;
  if (std::find(names_.lexicons.begin(), names_.lexicons.end(), n.text) == names_.lexicons.end()) {
    const std::string told = suggestion(n.text, names_.lexicons);
    error(node(n.kids[0]), "there is no lexicon " + quoted(n.text),
          told + (told.ends_with('?') ? " " : ". ") + "Your own goes into [lexicon." + n.text + "]");
  }
  return Type::boolean;
}

Type TypeChecker::pattern(Node& n) {
  n.op = Op::pattern;
  if (n.kids.size() != 1 || node(n.kids[0]).op != Op::literal || node(n.kids[0]).type != Type::text) {
    error(n, "pattern() takes the name of a pattern in quotation marks", "write pattern(\"phone\")");
    return Type::boolean;
  }
  n.text = node(n.kids[0]).text;
  const auto found = std::find(names_.patterns.begin(), names_.patterns.end(), n.text);
  if (found == names_.patterns.end()) {
    const std::string own = "write it as [pattern." + n.text + "] with regex = '…'";
    error(node(n.kids[0]), "there is no pattern " + quoted(n.text),
          names_.patterns.empty() ? own : suggestion(n.text, names_.patterns) + " Or " + own);
  } else {
    n.index = static_cast<std::uint32_t>(found - names_.patterns.begin());
  }
  return Type::boolean;
}

Type TypeChecker::similar(Node& n) {
  n.op = Op::similar;
  const bool is_text = n.kids.size() == 1 && node(n.kids[0]).op == Op::literal && node(n.kids[0]).type == Type::text;
  const std::string whose = is_text ? node(n.kids[0]).text : "";
  if (whose != "own" && whose != "others") {
    error(n, "similar() takes \"own\" or \"others\"", "write similar(\"own\") > 0.9");
  }
  n.index = whose == "others" ? 1 : 0;
  return Type::decimal;
}

Type TypeChecker::contacts(Node& n) {
  n.op = Op::contacts;
  std::vector<std::string_view> known;
  for (const ContactKind kind : contact_kinds) known.push_back(policy::name(kind));
  for (const std::uint32_t kid : n.kids) {
    const Node& argument = node(kid);
    if (argument.op != Op::literal || argument.type != Type::text) {
      error(argument, "contacts() takes kinds of contacts in quotation marks", "write contacts(\"phone\", \"email\")");
    } else if (const auto kind = contact_kind(argument.text)) {
      n.index |= 1U << static_cast<unsigned>(*kind);
    } else {
      error(argument, "there is no kind of contacts " + quoted(argument.text), suggestion(argument.text, known));
    }
  }
  if (n.kids.empty()) n.index = (1U << contact_kinds.size()) - 1;
  return Type::boolean;
}

Type TypeChecker::model(Node& n) {
  n.op = Op::model;
  if (names_.labels.empty()) {
    error(n, "no model is loaded, so model(…) has no answer", "leave it out until this server has a classifier");
    return Type::decimal;
  }
  if (n.kids.size() != 1 || node(n.kids[0]).op != Op::literal || node(n.kids[0]).type != Type::text) {
    error(n, "model() takes a label in quotation marks",
          "write model(\"" + std::string(names_.labels.front()) + "\") > 0.9");
    return Type::decimal;
  }
  n.text = node(n.kids[0]).text;
  const auto found = std::find(names_.labels.begin(), names_.labels.end(), n.text);
  if (found == names_.labels.end()) {
    std::string upper = n.text;
    for (char& c : upper) c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    error(node(n.kids[0]), "the model has no label " + quoted(n.text), suggestion(upper, names_.labels));
  } else {
    n.index = static_cast<std::uint32_t>(found - names_.labels.begin());
  }
  return Type::decimal;
}

Type TypeChecker::model_knows(Node& n) {
  n.op = Op::model_knows;
  if (names_.labels.empty()) {
    error(n, "no model is loaded, so model_knows(…) has no answer", "leave it out until this server has a classifier");
  } else if (n.kids.size() != 1) {
    error(n, "model_knows() takes one language", "write model_knows(comment.language)");
  } else if (const Type type = check(n.kids[0]); type != Type::text && type != Type::unknown) {
    error(node(n.kids[0]), "model_knows() takes a language, but this is " + std::string(in_words(type)),
          "write model_knows(comment.language) or model_knows(\"en\")");
  }
  return Type::boolean;
}

}  // namespace comity::policy
