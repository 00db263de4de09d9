#include "http/message_format.h"

#include <unicode/messagepattern.h>

#include <algorithm>

namespace comity::http {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Walks the parts that ICU found, from `at` (a MSG_START) to its MSG_LIMIT.
class Reader {
 public:
  explicit Reader(const icu::MessagePattern& pattern) : pattern_(pattern) {}

  Result<MessageNodes> message(std::int32_t start) {
    MessageNodes nodes;
    const icu::UnicodeString& source = pattern_.getPatternString();
    std::int32_t from = pattern_.getPart(start).getLimit();
    const std::int32_t limit = pattern_.getLimitPartIndex(start);
    const auto literal_to = [&](std::int32_t to) {
      if (to > from) nodes.push_back({MessageNode::Kind::literal, utf8(source.tempSubStringBetween(from, to)), {}});
    };
    for (std::int32_t i = start + 1; i <= limit; ++i) {
      const icu::MessagePattern::Part& part = pattern_.getPart(i);
      literal_to(part.getIndex());
      from = part.getLimit();
      switch (part.getType()) {
        case UMSGPAT_PART_TYPE_MSG_LIMIT:
          return nodes;
        case UMSGPAT_PART_TYPE_REPLACE_NUMBER:
          nodes.push_back({MessageNode::Kind::number, "", {}});
          break;
        case UMSGPAT_PART_TYPE_ARG_START: {
          COMITY_TRY(MessageNode node, argument(i));
          nodes.push_back(std::move(node));
          i = pattern_.getLimitPartIndex(i);
          from = pattern_.getPart(i).getLimit();
          break;
        }
        default:
          return fail(Error::Code::invalid, "quoting is not used in catalogues");
      }
    }
    return nodes;
  }

 private:
  Result<MessageNode> argument(std::int32_t start) {
    const UMessagePatternArgType type = pattern_.getPart(start).getArgType();
    const icu::MessagePattern::Part& name = pattern_.getPart(start + 1);
    if (name.getType() != UMSGPAT_PART_TYPE_ARG_NAME)
      return fail(Error::Code::invalid, "arguments have names, not numbers");
    MessageNode node;
    node.text = utf8(pattern_.getSubstring(name));
    switch (type) {
      case UMSGPAT_ARG_TYPE_NONE:
        node.kind = MessageNode::Kind::argument;
        return node;
      case UMSGPAT_ARG_TYPE_PLURAL:
        node.kind = MessageNode::Kind::plural;
        break;
      case UMSGPAT_ARG_TYPE_SELECT:
        node.kind = MessageNode::Kind::select;
        break;
      default:
        return fail(Error::Code::invalid, "argument '" + node.text + "' has a type that catalogues do not use");
    }
    const std::int32_t limit = pattern_.getLimitPartIndex(start);
    for (std::int32_t i = start + 2; i < limit; ++i) {
      const icu::MessagePattern::Part& selector = pattern_.getPart(i);
      if (selector.getType() != UMSGPAT_PART_TYPE_ARG_SELECTOR) {
        return fail(Error::Code::invalid, "argument '" + node.text + "' has an offset");
      }
      MessageNode::Case chosen;
      chosen.selector = utf8(pattern_.getSubstring(selector));
      if (icu::MessagePattern::Part::hasNumericValue(pattern_.getPartType(i + 1))) {
        ++i;
        chosen.selector.clear();
        chosen.exactly = static_cast<std::int64_t>(pattern_.getNumericValue(pattern_.getPart(i)));
      }
      ++i;
      COMITY_TRY(chosen.nodes, message(i));
      i = pattern_.getLimitPartIndex(i);
      node.cases.push_back(std::move(chosen));
    }
    return node;
  }

  const icu::MessagePattern& pattern_;
};

const Argument* find(Arguments arguments, std::string_view name) {
  for (const Argument& argument : arguments) {
    if (argument.name == name) return &argument;
  }
  return nullptr;
}

void write_value(std::string& out, const Argument& argument, const LanguageRules& rules, bool as_html) {
  if (const auto* n = std::get_if<std::int64_t>(&argument.value)) {
    out += rules.number(*n);
  } else if (const auto* html = std::get_if<Html>(&argument.value)) {
    out += html->markup;
  } else if (as_html) {
    append_escaped(out, std::get<std::string_view>(argument.value));
  } else {
    out += std::get<std::string_view>(argument.value);
  }
}

const MessageNode::Case* chosen_case(const MessageNode& node, const Argument* argument, const LanguageRules& rules) {
  std::string_view want = "other";
  if (argument != nullptr) {
    if (const auto* n = std::get_if<std::int64_t>(&argument->value)) {
      for (const auto& c : node.cases) {
        if (c.exactly == *n) return &c;
      }
      want = rules.category(*n);
    } else if (const auto* text = std::get_if<std::string_view>(&argument->value)) {
      want = *text;
    }
  }
  const MessageNode::Case* other = nullptr;
  for (const auto& c : node.cases) {
    if (c.exactly >= 0) continue;
    if (c.selector == want) return &c;
    if (c.selector == "other") other = &c;
  }
  return other;
}

void write_nodes(std::string& out, const MessageNodes& nodes, const LanguageRules& rules, Arguments arguments,
                 bool as_html, const Argument* counted) {
  for (const MessageNode& node : nodes) {
    switch (node.kind) {
      case MessageNode::Kind::literal:
        out += node.text;
        break;
      case MessageNode::Kind::number:
        if (counted != nullptr) write_value(out, *counted, rules, as_html);
        break;
      case MessageNode::Kind::argument:
        if (const Argument* argument = find(arguments, node.text)) write_value(out, *argument, rules, as_html);
        break;
      case MessageNode::Kind::plural:
      case MessageNode::Kind::select: {
        const Argument* argument = find(arguments, node.text);
        const bool plural = node.kind == MessageNode::Kind::plural;
        if (const auto* c = chosen_case(node, argument, rules)) {
          write_nodes(out, c->nodes, rules, arguments, as_html, plural ? argument : counted);
        }
        break;
      }
    }
  }
}

void collect_arguments(std::set<std::string>& into, const MessageNodes& nodes) {
  for (const MessageNode& node : nodes) {
    if (node.kind == MessageNode::Kind::argument) into.insert(node.text);
    if (node.kind == MessageNode::Kind::plural) into.insert(node.text + " plural");
    if (node.kind == MessageNode::Kind::select) {
      std::set<std::string> selectors;
      for (const auto& c : node.cases) selectors.insert(c.selector);
      std::string how = node.text + " select";
      for (const auto& s : selectors) how += " " + s;
      into.insert(how);
    }
    for (const auto& c : node.cases) collect_arguments(into, c.nodes);
  }
}

}  // namespace

Result<MessageNodes> parse_message(std::string_view pattern) {
  UErrorCode status = U_ZERO_ERROR;
  UParseError where;
  const icu::MessagePattern parsed(
      icu::UnicodeString::fromUTF8(icu::StringPiece(pattern.data(), static_cast<std::int32_t>(pattern.size()))), &where,
      status);
  if (U_FAILURE(status) != 0) {
    return fail(Error::Code::invalid, "not MessageFormat, at character " + std::to_string(where.offset + 1));
  }
  return Reader(parsed).message(0);
}

std::set<std::string> arguments_of(const MessageNodes& nodes) {
  std::set<std::string> found;
  collect_arguments(found, nodes);
  return found;
}

void write_message(std::string& out, const MessageNodes& nodes, const LanguageRules& rules, Arguments arguments,
                   bool as_html) {
  write_nodes(out, nodes, rules, arguments, as_html, nullptr);
}

std::vector<std::string> plural_faults(const MessageNodes& nodes, const LanguageRules& rules) {
  std::vector<std::string> faults;
  for (const MessageNode& node : nodes) {
    if (node.kind == MessageNode::Kind::plural) {
      std::set<std::string> there;
      for (const auto& c : node.cases) {
        if (c.exactly < 0) there.insert(c.selector);
      }
      for (const auto& category : rules.categories()) {
        if (!there.contains(category)) faults.push_back("plural of '" + node.text + "' lacks '" + category + "'");
      }
      for (const auto& category : there) {
        if (!rules.categories().contains(category)) {
          faults.push_back("plural of '" + node.text + "' has '" + category + "', which the language does not use");
        }
      }
    }
    for (const auto& c : node.cases) {
      for (auto& fault : plural_faults(c.nodes, rules)) faults.push_back(std::move(fault));
    }
  }
  return faults;
}

}  // namespace comity::http
