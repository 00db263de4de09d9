// A replay as a page that an editor can read, in one file without a script.
#include <algorithm>

#include "base/crypto.h"
#include "policy/replay_charts.h"
#include "policy/replay_report.h"
#include "policy/replay_style.h"
#include "text/markup.h"

namespace comity::policy {
namespace {

// RFC 4648 section 4, for a hash of 32 bytes.
std::string base64(const Hash256& hash) {
  constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < hash.bytes.size(); i += 3) {
    std::uint32_t bits = 0;
    for (std::size_t j = i; j < i + 3; ++j) bits = bits << 8 | (j < hash.bytes.size() ? hash.bytes[j] : 0U);
    for (int shift = 18; shift >= 0; shift -= 6) out += letters[bits >> shift & 63];
  }
  out.back() = '=';  // 32 bytes are ten threes and two more
  return out;
}

class Page {
 public:
  explicit Page(const ReplayReport& report)
      : report_(report), tally_(report.tally), has_old_(report.before != nullptr) {}

  std::string html() {
    head();
    summary();
    before_and_after();
    clauses();
    months();
    languages();
    people();
    engine();
    foot();
    return std::move(out_);
  }

 private:
  static std::string escaped(std::string_view text) { return text::escape_html(text); }
  void raw(std::string_view markup) { out_ += markup; }
  void element(std::string_view tag, std::string_view words, std::string_view attributes = {}) {
    out_ += "<" + std::string(tag) + std::string(attributes) + ">" + escaped(words) + "</" + std::string(tag) + ">\n";
  }

  static std::string id_of(const Compiled& policy) { return "<code>" + to_hex(policy.id).substr(0, 16) + "</code>"; }
  static std::string of_all(std::uint64_t part, std::uint64_t whole) {
    return thousands(part) + " (" + percent(part, whole) + ")";
  }

  void head() {
    const std::string title = "What “" + report_.after->name + "” would have done";
    raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-" +
        base64(sha256(replay_style)) +
        "'; base-uri 'none'; form-action 'none'\">\n<meta name=\"viewport\" content=\"width=device-width, "
        "initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n<title>" +
        escaped(title) + "</title>\n<style>");
    raw(replay_style);
    raw("</style>\n</head>\n<body>\n<main>\n");
    element("h1", title);
    std::string about = "Every text of <strong>" + escaped(report_.corpus) + "</strong> judged again";
    if (!report_.since.empty()) about += ", as far as it was written since " + escaped(report_.since);
    about += ". New policy: " + escaped(report_.after->name) + " " + id_of(*report_.after) + ".";
    if (has_old_) about += " Old policy: " + escaped(report_.before->name) + " " + id_of(*report_.before) + ".";
    raw("<p>" + about + "</p>\n");
    if (!report_.clauses.empty()) {
      std::string only;
      for (const std::string& id : report_.clauses) only += (only.empty() ? "" : ", ") + clause_title(report_, id);
      raw("<p>Only what these clauses do is counted: " + escaped(only) + ".</p>\n");
    }
  }

  void card(const std::string& term, const std::string& value, const std::string& note) {
    raw("<div><dt>" + escaped(term) + "</dt><dd>" + escaped(value));
    if (!note.empty()) raw("<small>" + escaped(note) + "</small>");
    raw("</dd></div>\n");
  }

  void summary() {
    const ByEffect after = totals(tally_, true);
    const ByEffect before = totals(tally_, false);
    const auto stopped = [](const ByEffect& counts) { return counts[2] + counts[3]; };
    raw("<dl class=\"cards\">\n");
    card("Texts judged", thousands(tally_.texts),
         tally_.erased > 0 ? thousands(tally_.erased) + " more are erased" : std::string());
    if (has_old_)
      card("Come out otherwise", thousands(changed(tally_)), percent(changed(tally_), tally_.texts) + " of all");
    card("Held or refused", percent(stopped(after), tally_.texts),
         thousands(stopped(after)) + (has_old_ ? "; old policy: " + percent(stopped(before), tally_.texts) : ""));
    if (tally_.decided > 0)
      card("Against a person's decision", thousands(tally_.would_stop + tally_.would_pass),
           "of " + thousands(tally_.decided) + " that people decided");
    if (after[4] > 0) card("Not judgeable", percent(after[4], tally_.texts), "a fact is missing that decides");
    raw("</dl>\n");
  }

  void legend() {
    raw("<ul class=\"legend\">");
    for (std::size_t i = 0; i < effects; ++i) {
      const auto effect = static_cast<Effect>(i);
      raw("<li><svg viewBox=\"0 0 1 1\" aria-hidden=\"true\"><rect width=\"1\" height=\"1\" class=\"" +
          std::string(css_class(effect)) + "\"/></svg>" + std::string(name(effect)) + "</li>");
    }
    raw("</ul>\n");
  }

  void bar(const std::string& label, const ByEffect& counts) {
    std::string words = label + ":";
    for (std::size_t i = 0; i < effects; ++i)
      words += " " + std::string(name(static_cast<Effect>(i))) + " " + thousands(counts[i]) + ";";
    raw("<span>" + escaped(label) + "</span>" + stacked_bar(counts, words) + "\n");
  }

  void before_and_after() {
    element("h2", has_old_ ? "Before and after" : "What is done");
    raw("<div class=\"pair\">");
    if (has_old_) bar("Old policy", totals(tally_, false));
    bar("New policy", totals(tally_, true));
    raw("</div>\n");
    legend();
    raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: old and new\"><table>\n<caption>" +
        std::string(has_old_ ? "Rows: what the old policy does. Columns: what the new one does."
                             : "What the policy does.") +
        "</caption>\n<thead><tr><th scope=\"col\"></th>");
    for (std::size_t is = 0; is < effects; ++is)
      raw("<th scope=\"col\">" + std::string(name(static_cast<Effect>(is))) + "</th>");
    raw("</tr></thead>\n<tbody>\n");
    for (std::size_t was = 0; was < effects && has_old_; ++was) row(was);
    raw("<tr><th scope=\"row\">all</th>");
    for (const std::uint64_t n : totals(tally_, true)) raw("<td>" + thousands(n) + "</td>");
    raw("</tr>\n</tbody></table></div>\n");
  }

  void row(std::size_t was) {
    raw("<tr><th scope=\"row\">" + std::string(name(static_cast<Effect>(was))) + "</th>");
    for (std::size_t is = 0; is < effects; ++is)
      raw(std::string(was == is ? "<td class=\"same\">" : "<td>") + thousands(tally_.actions[was][is]) + "</td>");
    raw("</tr>\n");
  }

  void clauses() {
    element("h2", "Clause by clause");
    std::uint64_t most = 1;
    for (const auto& [id, clause] : tally_.clauses) most = std::max({most, clause.before, clause.after});
    std::string idle;  // clauses that nothing is to be said of
    for (const std::string& id : clause_order(report_)) {
      const ClauseTally& clause = tally_.clauses.find(id)->second;
      if (clause.before + clause.after + clause.not_judgeable == 0) {
        idle += (idle.empty() ? "" : "; ") + clause_title(report_, id);
        continue;
      }
      raw("<section class=\"clause\">\n<h3>" + escaped(clause_title(report_, id)) + " <code>" + escaped(id) +
          "</code></h3>\n<div class=\"pair\">");
      if (has_old_)
        raw("<span>Old</span>" + share_bar(clause.before, most, "old") + "<span class=\"number\">" +
            of_all(clause.before, tally_.texts) + "</span>");
      raw("<span>New</span>" + share_bar(clause.after, most, "new") + "<span class=\"number\">" +
          of_all(clause.after, tally_.texts) + "</span></div>\n");
      const bool is_new = report_.after->find(id) != nullptr;
      if (!is_new) element("p", "The new policy does not have this clause.", " class=\"quiet\"");
      if (brake_would_stop(report_, id))
        element("p",
                "It touches more than " + percent(static_cast<std::uint64_t>(report_.brake_share), 10'000) +
                    " of what is written. If it is new, the brake will stop it at “hold” until somebody releases it.",
                " class=\"flag\"");
      if (clause.released > 0)
        element("p", "A person had allowed " + thousands(clause.released) + " of the texts it touches.");
      if (clause.not_judgeable > 0)
        element("p", thousands(clause.not_judgeable) + " texts lack a fact that decides about it.", " class=\"quiet\"");
      samples(has_old_ ? "Newly touched" : "Touched", clause.gained);
      samples("No longer touched", clause.lost);
      raw("</section>\n");
    }
    if (!idle.empty()) element("p", "They touch none of these texts: " + idle + ".", " class=\"quiet\"");
  }

  void samples(const std::string& what, const Samples& samples) {
    if (samples.kept().empty()) return;
    raw("<details><summary>" + escaped(what) + ": " + std::to_string(samples.kept().size()) +
        (samples.kept().size() == 1 ? " example" : " examples") + "</summary>\n<ul class=\"samples\">\n");
    for (const Sample& sample : samples.kept()) {
      raw("<li><blockquote dir=\"auto\">");
      std::size_t at = 0;
      for (const text::Span mark : sample.marks) {
        raw(escaped(std::string_view(sample.text).substr(at, mark.begin - at)) + "<mark>" +
            escaped(std::string_view(sample.text).substr(mark.begin, mark.end - mark.begin)) + "</mark>");
        at = mark.end;
      }
      raw(escaped(std::string_view(sample.text).substr(at)) + "</blockquote><span class=\"where\">" +
          escaped(sample.where) + ": " + std::string(name(sample.before)) + " → " + std::string(name(sample.after)));
      for (const std::string& id : sample.clauses) raw(" · " + escaped(clause_title(report_, id)));
      raw("</span></li>\n");
    }
    raw("</ul></details>\n");
  }

  void months() {
    const bool known = std::any_of(tally_.months.begin(), tally_.months.end(), [](const auto& m) { return m.first; });
    if (!known) return;
    element("h2", "Month by month");
    raw("<p>Share of each month's texts that the new policy does anything about." +
        std::string(has_old_ ? " The dark line is where the old policy's column ends." : "") + "</p>\n");
    raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Chart: months\">" +
        month_columns(tally_.months, has_old_) + "</div>\n");
    legend();
    raw("<details><summary>The months as a table</summary>\n");
    groups("Month", [this](const auto& use) {
      for (const auto& [month, group] : tally_.months) use(month_name(month), group);
    });
    raw("</details>\n");
  }

  void languages() {
    element("h2", "Language by language");
    groups("Language", [this](const auto& use) {
      for (const auto& [tag, group] : tally_.languages) use(language_name(tag), group);
    });
    element("p", "Short texts, and those whose language cannot be told, are “unknown”.", " class=\"quiet\"");
  }

  template <class Each>
  void groups(const std::string& what, Each each) {
    raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: " + what +
        "\"><table>\n<thead><tr><th scope=\"col\">" + what + "</th><th scope=\"col\">texts</th>");
    if (has_old_) raw("<th scope=\"col\">come out otherwise</th>");
    for (std::size_t is = 1; is < effects; ++is)
      raw("<th scope=\"col\">" + std::string(name(static_cast<Effect>(is))) + "</th>");
    raw("</tr></thead>\n<tbody>\n");
    each([this](const std::string& key, const GroupTally& group) {
      std::uint64_t texts = 0;
      for (const std::uint64_t n : group.after) texts += n;
      raw("<tr><th scope=\"row\">" + escaped(key) + "</th><td>" + thousands(texts) + "</td>");
      if (has_old_) raw("<td>" + thousands(group.changed) + "</td>");
      for (std::size_t is = 1; is < effects; ++is) raw("<td>" + thousands(group.after[is]) + "</td>");
      raw("</tr>\n");
    });
    raw("</tbody></table></div>\n");
  }

  void people() {
    if (tally_.decided == 0) return;
    element("h2", "Against people's decisions");
    element("p",
            "People decided about " + thousands(tally_.decided) +
                " of these texts. The new policy would hold or refuse " + thousands(tally_.would_stop) +
                " that they had allowed, and let " + thousands(tally_.would_pass) +
                " pass that they had refused, returned or removed. Each is a question to the rule, not a mistake of "
                "the person.");
    samples("Allowed by a person, now stopped", tally_.stopped);
    samples("Stopped by a person, now let pass", tally_.passed);
  }

  void engine() {
    if (tally_.engines.empty() && tally_.never_judged == 0 && tally_.rule_unknown == 0) return;
    element("h2", "What differs by engine, not by policy");
    element("p",
            "Word lists and tables that ship with the program change too. Judged again by the policy of their day, " +
                thousands(tally_.engine_differs) + " texts come out otherwise than they did then.");
    if (!tally_.engines.empty()) {
      raw("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Table: engines\"><table>\n<thead><tr><th "
          "scope=\"col\">engine that judged then</th><th scope=\"col\">texts</th><th scope=\"col\">come out otherwise"
          "</th></tr></thead>\n<tbody>\n");
      for (const auto& [engine, texts] : tally_.engines) {
        const bool known = engine != Hash256{};
        raw("<tr><th scope=\"row\">" +
            (known ? "<code>" + to_hex(engine).substr(0, 16) + "</code>" : std::string("not written down (let pass)")) +
            (has_old_ && engine == report_.before->engine ? " today's" : "") + "</th><td>" + thousands(texts.texts) +
            "</td><td>" + thousands(texts.differ) + "</td></tr>\n");
      }
      raw("</tbody></table></div>\n");
    }
    samples("Then and now", tally_.differing);
    if (tally_.never_judged > 0)
      element("p",
              thousands(tally_.never_judged) + " texts had never been judged: they were imported, or are no archive.",
              " class=\"quiet\"");
    if (tally_.rule_unknown > 0)
      element("p", thousands(tally_.rule_unknown) + " were judged by a policy that is not known any more.",
              " class=\"quiet\"");
  }

  void foot() {
    element("h2", "How to read this");
    element(
        "p",
        "Every text was judged from the facts that were stored when it was posted: same policy, same engine, same "
        "text, same verdict. “Not judgeable” means that a clause asks for a fact the archive does not have, "
        "such as how often the author of an imported comment had written before; it is never counted as allowed. "
        "Examples are chosen by chance, the same in every run. Texts that were only advised against were never stored "
        "and are not among these.");
    raw("<p class=\"quiet\">Engine of this report: <code>" + to_hex(report_.after->engine).substr(0, 16) +
        "</code>. Keep this page to yourselves: it quotes what was held and refused.</p>\n</main>\n</body>\n</html>\n");
  }

  const ReplayReport& report_;
  const ReplayTally& tally_;
  const bool has_old_;
  std::string out_;
};

}  // namespace

std::string to_html(const ReplayReport& report) { return Page(report).html(); }

}  // namespace comity::policy
