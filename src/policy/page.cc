// The readers' page of a policy, from the same bytes that bind them.
#include <algorithm>

#include "policy/page_lists.h"
#include "text/language.h"
#include "text/markup.h"

namespace comity::policy {
namespace {

class Page {
 public:
  Page(const Compiled& policy, std::string_view language)
      : policy_(policy), language_(language), words_(page_words(language)) {}

  std::string html() {
    preamble();
    freedoms();
    rules();
    ladder();
    return std::move(out_);
  }

 private:
  std::string_view authoritative() const {
    return policy_.languages.empty() ? "en" : std::string_view(policy_.languages[0]);
  }

  void escaped(std::string_view text) { text::append_escaped_html(out_, text); }

  void element(std::string_view tag, std::string_view text, std::string_view attributes = {}) {
    out_ += '<';
    out_ += tag;
    out_ += attributes;
    out_ += '>';
    escaped(text);
    out_ += "</";
    out_ += tag;
    out_ += ">\n";
  }

  // Which language a text really is in: readers of a language the policy lacks see the authoritative one, marked.
  std::string attributes_of(const Prose& prose) const {
    for (const std::string_view tag : {language_, language_.substr(0, language_.find('-'))}) {
      if (prose.contains(tag)) return {};
    }
    const std::string_view text = in_language(prose, language_, authoritative());
    const bool rtl = text::direction_of(text) == text::Direction::rtl;
    return " lang=\"" + text::escape_html(authoritative()) + "\" dir=\"" + (rtl ? "rtl" : "ltr") + "\"";
  }

  void one_line(std::string_view tag, const Prose& prose, std::string_view before = {}) {
    element(tag, std::string(before) + std::string(in_language(prose, language_, authoritative())),
            attributes_of(prose));
  }

  // Paragraphs are parted by an empty line.
  void paragraphs(const Prose& prose) {
    std::string_view rest = in_language(prose, language_, authoritative());
    const std::string attributes = attributes_of(prose);
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find("\n\n"), rest.size());
      std::string_view paragraph = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 2, rest.size()));
      while (!paragraph.empty() && (paragraph.back() == '\n' || paragraph.back() == ' ')) paragraph.remove_suffix(1);
      while (!paragraph.empty() && paragraph.front() == '\n') paragraph.remove_prefix(1);
      if (!paragraph.empty()) element("p", paragraph, attributes);
    }
  }

  void preamble() {
    if (policy_.preamble.empty()) return;
    out_ += "<section class=\"policy-preamble\">\n";
    paragraphs(policy_.preamble);
    out_ += "</section>\n";
  }

  void freedoms() {
    if (policy_.freedoms.empty()) return;
    out_ += "<section class=\"policy-freedoms\" aria-labelledby=\"promises\">\n";
    element("h2", said(words_, "promises"), " id=\"promises\"");
    for (const Freedom& freedom : policy_.freedoms) {
      out_ += "<section id=\"promise-" + text::escape_html(freedom.id) + "\">\n";
      one_line("h3", freedom.title);
      paragraphs(freedom.text);
      out_ += "</section>\n";
    }
    out_ += "</section>\n";
  }

  void rules() {
    out_ += "<section class=\"policy-rules\" aria-labelledby=\"rules\">\n";
    element("h2", said(words_, "rules"), " id=\"rules\"");
    for (std::size_t i = 0; i < policy_.clauses.size(); ++i) rule(i);
    out_ += "</section>\n";
  }

  void rule(std::size_t i) {
    const Clause& clause = policy_.clauses[i];
    out_ += "<section id=\"rule-" + text::escape_html(clause.id) + "\">\n";
    one_line("h3", clause.title, std::to_string(clause.number) + ". ");
    paragraphs(clause.text);
    element("p", acts(clause), " class=\"policy-acts\"");
    if (clause.quotes_ignored) element("p", said(words_, "quotes_ignored"), " class=\"policy-acts\"");
    if (const std::string two = two_people(clause, words_); !two.empty()) element("p", two, " class=\"policy-acts\"");
    lists(i);
    if (!clause.when.empty()) {
      out_ += "<details class=\"policy-condition\"><summary>" + text::escape_html(said(words_, "condition")) +
              "</summary>\n<pre dir=\"ltr\"><code>";
      escaped(clause.when);
      out_ += "</code></pre>\n";
      if (!clause.refuse_when.empty()) {
        element("p", said(words_, "refuse_when"));
        out_ += "<pre dir=\"ltr\"><code>";
        escaped(clause.refuse_when);
        out_ += "</code></pre>";
      }
      out_ += "</details>\n";
    }
    examples(clause);
    out_ += "</section>\n";
  }

  std::string acts(const Clause& clause) const {
    switch (clause.action) {
      case Action::allow:
        return said(words_, "people_only");
      case Action::advise:
        if (clause.then == Action::allow) return said(words_, "advise");
        return said(words_, clause.then == Action::hold ? "advise_hold" : "advise_refuse");
      case Action::hold:
        return said(words_, "hold");
      case Action::refuse:
        return said(words_, "refuse");
    }
    return {};
  }

  void lists(std::size_t clause) {
    const std::vector<const LexiconCard*> lists = lists_of(policy_, clause);
    if (lists.empty()) return;
    out_ +=
        "<details class=\"policy-lists\"><summary>" + text::escape_html(said(words_, "lists")) + "</summary>\n<ul>\n";
    for (const LexiconCard* card : lists) {
      out_ += "<li>";
      escaped(told(*card, words_));
      for (std::size_t i = 0; i < card->words.size(); ++i) {
        out_ += i ? ", <bdi>" : "<br>\n<bdi>";
        escaped(card->words[i]);
        out_ += "</bdi>";
      }
      out_ += "</li>\n";
    }
    out_ += "</ul></details>\n";
  }

  void examples(const Clause& clause) {
    const bool any =
        std::any_of(clause.examples.begin(), clause.examples.end(), [](const Example& e) { return e.is_public; });
    if (!any) return;
    out_ += "<details class=\"policy-examples\"><summary>" + text::escape_html(said(words_, "examples")) +
            "</summary>\n<ul>\n";
    for (const Example& example : clause.examples) {
      if (!example.is_public) continue;
      out_ += "<li><q dir=\"auto\">";
      escaped(example.text);
      out_ += "</q> - " +
              text::escape_html(
                  said(words_, example.by_person ? "example_person" : "example_" + std::string(name(example.expect))));
      for (const Freedom& freedom : policy_.freedoms) {
        if (freedom.id != example.freedom) continue;
        out_ += ", <a href=\"#promise-" + text::escape_html(freedom.id) + "\">";
        escaped(said(words_, "example_promise",
                     {{"title", std::string(in_language(freedom.title, language_, authoritative()))}}));
        out_ += "</a>";
      }
      out_ += "</li>\n";
    }
    out_ += "</ul></details>\n";
  }

  void ladder() {
    if (policy_.ladder.empty()) return;
    out_ += "<section class=\"policy-ladder\" aria-labelledby=\"ladder\">\n";
    element("h2", said(words_, "ladder"), " id=\"ladder\"");
    out_ += "<table>\n<thead><tr>";
    for (const std::string_view column : {"ladder_strikes", "ladder_within", "ladder_then", "ladder_for"}) {
      out_ += "<th scope=\"col\">" + text::escape_html(said(words_, column)) + "</th>";
    }
    out_ += "</tr></thead>\n<tbody>\n";
    for (const LadderStep& step : policy_.ladder) {
      out_ += "<tr><td>" + std::to_string(step.strikes) + "</td><td>" + days(step.within_ms) + "</td><td>" +
              text::escape_html(said(words_, "then_" + step.then)) + "</td><td>" + days(step.for_ms) + "</td></tr>\n";
    }
    out_ += "</tbody></table>\n</section>\n";
  }

  // Days with at most two places: hours and minutes are parts of a day.
  static std::string days(std::int64_t ms) {
    if (ms == 0) return "-";
    const std::int64_t hundredths = ms * 100 / 86'400'000;
    std::string text = std::to_string(hundredths / 100);
    if (hundredths % 100 != 0) text += '.' + std::to_string(hundredths % 100 / 10) + std::to_string(hundredths % 10);
    return text;
  }

  const Compiled& policy_;
  std::string_view language_;
  const PageWords& words_;
  std::string out_;
};

}  // namespace

std::string to_html(const Compiled& policy, std::string_view language) { return Page(policy, language).html(); }

}  // namespace comity::policy
