#include "policy/replay_charts.h"

#include <algorithm>

#include "text/markup.h"

namespace comity::policy {
namespace {

std::string number(std::uint64_t n) { return std::to_string(n); }

std::string rect(std::uint64_t x, std::uint64_t y, std::uint64_t width, std::uint64_t height, std::string_view kind,
                 const std::string& title = {}) {
  std::string out = "<rect x=\"" + number(x) + "\" y=\"" + number(y) + "\" width=\"" + number(width) + "\" height=\"" +
                    number(height) + "\" class=\"" + std::string(kind) + "\"";
  return out + (title.empty() ? "/>" : "><title>" + text::escape_html(title) + "</title></rect>");
}

std::uint64_t sum(const ByEffect& counts) {
  std::uint64_t all = 0;
  for (const std::uint64_t n : counts) all += n;
  return all;
}

std::uint64_t touched(const ByEffect& counts) { return sum(counts) - counts[0]; }

// Ten-thousandths.
std::uint64_t share(std::uint64_t part, std::uint64_t whole) { return whole == 0 ? 0 : part * 10'000 / whole; }

// The next of 1, 2, 5, 10, 20 ... per cent and the same below one.
std::uint64_t top_of(std::uint64_t most) {
  for (std::uint64_t ten = 10; ten <= 10'000; ten *= 10) {
    for (const std::uint64_t step : {1, 2, 5}) {
      if (ten * step >= most) return std::min<std::uint64_t>(ten * step, 10'000);
    }
  }
  return 10'000;
}

std::string text_at(std::uint64_t x, std::uint64_t y, std::string_view anchor, const std::string& words) {
  return "<text x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + std::string(anchor) + "\">" +
         text::escape_html(words) + "</text>";
}

}  // namespace

std::string_view css_class(Effect effect) {
  static constexpr std::string_view classes[] = {"allow", "advise", "hold", "refuse", "open"};
  return classes[static_cast<std::size_t>(effect)];
}

std::string stacked_bar(const ByEffect& counts, const std::string& label) {
  constexpr std::uint64_t width = 10'000;
  const std::uint64_t all = sum(counts);
  std::string out =
      "<svg class=\"bar\" viewBox=\"0 0 10000 100\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"" +
      text::escape_html(label) + "\">";
  std::uint64_t before = 0;
  std::uint64_t x = 0;
  for (std::size_t i = 0; i < effects && all > 0; ++i) {
    before += counts[i];
    const std::uint64_t end = before * width / all;
    if (end > x) {
      const auto effect = static_cast<Effect>(i);
      out += rect(x, 0, end - x, 100, css_class(effect),
                  std::string(name(effect)) + ": " + thousands(counts[i]) + " (" + percent(counts[i], all) + ")");
    }
    x = end;
  }
  return out + "</svg>";
}

std::string share_bar(std::uint64_t part, std::uint64_t most, std::string_view kind) {
  const std::uint64_t width = most == 0 ? 0 : part * 1'000 / most;
  std::string out =
      "<svg class=\"bar thin\" viewBox=\"0 0 1000 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";
  if (part > 0) out += rect(0, 0, std::max<std::uint64_t>(width, 2), 10, kind);
  return out + "</svg>";
}

std::string month_columns(const std::map<int, GroupTally>& months, bool has_old) {
  constexpr std::uint64_t left = 56, top = 12, height = 180, step = 22, column = 16;
  std::uint64_t most = 0;
  for (const auto& [month, group] : months) {
    most = std::max(most, share(touched(group.after), sum(group.after)));
    if (has_old) most = std::max(most, share(touched(group.before), sum(group.before)));
  }
  const std::uint64_t axis = top_of(most);
  const std::uint64_t columns = std::max<std::uint64_t>(months.size(), 12);
  const std::uint64_t width = left + columns * step + 8;
  std::string out = "<svg class=\"months\" width=\"" + number(width) + "\" height=\"" + number(top + height + 34) +
                    "\" viewBox=\"0 0 " + number(width) + " " + number(top + height + 34) +
                    "\" role=\"img\" aria-label=\"Share of each month's texts that the new policy touches; the table "
                    "below says the same\">";
  for (const std::uint64_t tick : {std::uint64_t{0}, axis / 2, axis}) {
    const std::uint64_t y = top + height - height * tick / axis;
    out += rect(left, y, width - left, 1, "grid");
    out += text_at(left - 6, y + 4, "end", percent(tick, 10'000));
  }
  std::uint64_t x = left + 4;
  int labelled = 0;
  for (const auto& [month, group] : months) {
    const std::uint64_t whole = sum(group.after);
    std::string title = month_name(month) + ": " + thousands(whole) + " texts";
    std::string stack;
    std::uint64_t y = top + height;
    std::uint64_t done = 0;
    for (std::size_t i = 1; i < effects; ++i) {
      if (group.after[i] == 0) continue;
      title += ", " + std::string(name(static_cast<Effect>(i))) + " " + thousands(group.after[i]);
      done += group.after[i];
      const std::uint64_t end = top + height - height * share(done, whole) / axis;
      if (end < y) stack += rect(x, end, column, y - end, css_class(static_cast<Effect>(i)));
      y = end;
    }
    out += "<g><title>" + text::escape_html(title) + "</title>" + rect(x, top, column, height, "hit") + stack;
    if (has_old) {
      const std::uint64_t old = share(touched(group.before), sum(group.before));
      out += rect(x - 2, top + height - height * old / axis, column + 4, 2, "mark-old");
    }
    out += "</g>";
    const bool year_begins = month != 0 && month % 12 == 0;
    if (labelled == 0 || year_begins) {
      const std::string words =
          month == 0 ? "unknown" : month_name(month).substr(0, year_begins && labelled > 0 ? 4 : 7);
      out += text_at(x, top + height + 18, "start", words);
    }
    labelled = 1;
    x += step;
  }
  return out + "</svg>";
}

}  // namespace comity::policy
