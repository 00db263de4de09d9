#include "http/pages/articles.h"

#include <algorithm>
#include <stdexcept>

#include "base/embedded.h"
#include "text/markup.h"

namespace comity::demo {
const std::vector<base::EmbeddedFile>& embedded();
}

namespace comity::http {
namespace {

void set_field(Article& article, std::string_view name, std::string_view value) {
  static constexpr std::pair<std::string_view, std::string Article::*> fields[] = {
      {"title", &Article::title},   {"language", &Article::language}, {"section", &Article::section},
      {"byline", &Article::byline}, {"date", &Article::date},         {"summary", &Article::summary},
  };
  for (const auto& [known, member] : fields) {
    if (known == name) {
      article.*member = value;
      return;
    }
  }
  throw std::logic_error("demonstration article: unknown line '" + std::string(name) + "'");
}

// The files are our own and compiled in: one that cannot be read is a broken build, and its test says so.
Article read(const base::EmbeddedFile& file) {
  Article article;
  const std::size_t slash = file.path.find('/');
  article.site = file.path.substr(0, slash);
  article.id = file.path.substr(slash + 1, file.path.rfind('.') - slash - 1);
  std::string_view rest = file.bytes;
  while (!rest.empty() && rest.front() != '\n') {
    const std::string_view line = rest.substr(0, rest.find('\n'));
    rest.remove_prefix(std::min(line.size() + 1, rest.size()));
    const std::size_t colon = line.find(": ");
    if (colon == std::string_view::npos) throw std::logic_error("demonstration article: a line without ': '");
    set_field(article, line.substr(0, colon), line.substr(colon + 2));
  }
  const auto markdown = text::checked(rest);
  if (!markdown) throw std::logic_error("demonstration article: " + markdown.error().detail);
  article.body = trusted_html(text::to_html(*markdown));
  return article;
}

}  // namespace

const std::vector<Article>& articles() {
  static const std::vector<Article> all = [] {
    std::vector<Article> read_in;
    for (const base::EmbeddedFile& file : demo::embedded()) {
      if (file.path.ends_with(".md") && file.path.find('/') != std::string_view::npos) read_in.push_back(read(file));
    }
    std::stable_sort(read_in.begin(), read_in.end(),
                     [](const Article& a, const Article& b) { return a.date > b.date; });
    return read_in;
  }();
  return all;
}

const Article* article_of(std::string_view site, std::string_view publisher_id) {
  for (const Article& article : articles()) {
    if (article.site == site && article.id == publisher_id) return &article;
  }
  return nullptr;
}

bool is_demonstration(std::string_view site) {
  return std::any_of(articles().begin(), articles().end(), [&](const Article& a) { return a.site == site; });
}

}  // namespace comity::http
