#include "actions/verified_quotes.h"

#include <algorithm>
#include <array>

#include "campaign/plain_words.h"
#include "text/links.h"

namespace comity::actions {
namespace {

constexpr std::size_t max_quotes_kept = 4;  // policy::Facts::quotes

// What people write under a quotation to say that they think so too, in plain words; alone it is no objection.
constexpr std::array<std::string_view, 66> nods = {" this ",
                                                   " so true ",
                                                   " true ",
                                                   " exactly ",
                                                   " well said ",
                                                   " agreed ",
                                                   " i agree ",
                                                   " totally agree ",
                                                   " yes ",
                                                   " indeed ",
                                                   " 100 ",
                                                   " 1 ",
                                                   " quite right ",
                                                   " spot on ",
                                                   " amen ",
                                                   " preach ",
                                                   " same ",
                                                   " точно ",
                                                   " именно ",
                                                   " верно ",
                                                   " согласен ",
                                                   " согласна ",
                                                   " да ",
                                                   " вот именно ",
                                                   " хорошо сказано ",
                                                   " так и есть ",
                                                   " правда ",
                                                   " плюс ",
                                                   " ճիշտ է ",
                                                   " ճիշտ ",
                                                   " համաձայն եմ ",
                                                   " այո ",
                                                   " doğrudur ",
                                                   " düzdür ",
                                                   " razıyam ",
                                                   " bəli ",
                                                   " doğru ",
                                                   " katılıyorum ",
                                                   " aynen ",
                                                   " evet ",
                                                   " kesinlikle ",
                                                   " genau ",
                                                   " stimmt ",
                                                   " richtig ",
                                                   " so ist es ",
                                                   " ja ",
                                                   " exactement ",
                                                   " cest vrai ",
                                                   " daccord ",
                                                   " oui ",
                                                   " bien dit ",
                                                   " tout a fait ",
                                                   " exacto ",
                                                   " cierto ",
                                                   " de acuerdo ",
                                                   " si ",
                                                   " bien dicho ",
                                                   " totalmente ",
                                                   " صحيح ",
                                                   " بالضبط ",
                                                   " نعم ",
                                                   " اتفق ",
                                                   " كلام سليم ",
                                                   " صدقت ",
                                                   " احسنت ",
                                                   " صح "};

std::string without(std::string_view utf8, const std::vector<text::Span>& spans) {
  std::string out;
  std::size_t at = 0;
  for (const text::Span span : spans) {
    if (span.begin > at) out += utf8.substr(at, span.begin - at);
    out += '\n';
    at = std::max<std::size_t>(at, span.end);
  }
  return at < utf8.size() ? out + std::string(utf8.substr(at)) : out;
}

// The line before or behind `at`, empty ones passed over.
std::string_view line_before(std::string_view utf8, std::size_t at) {
  while (at > 0 && (utf8[at - 1] == '\n' || utf8[at - 1] == ' ')) --at;
  const std::size_t begin = at == 0 ? std::string_view::npos : utf8.rfind('\n', at - 1);
  return utf8.substr(begin == std::string_view::npos ? 0 : begin + 1,
                     at - (begin == std::string_view::npos ? 0 : begin + 1));
}

std::string_view line_behind(std::string_view utf8, std::size_t at) {
  while (at < utf8.size() && (utf8[at] == '\n' || utf8[at] == ' ')) ++at;
  return utf8.substr(at, std::min(utf8.find('\n', at), utf8.size()) - at);
}

bool beside_a_link(std::string_view utf8, text::Span span) {
  return !text::links_in(utf8.substr(span.begin, span.end - span.begin)).empty() ||
         !text::links_in(line_before(utf8, span.begin)).empty() || !text::links_in(line_behind(utf8, span.end)).empty();
}

bool is_in(const std::string& source, const std::string& words) { return source.find(words) != std::string::npos; }

// The story itself, as far as its publisher gave it, and its newest comments, each in plain words; read once, when the
// first quotation needs them.
Result<std::vector<std::string>> said_here(store::Store& store, const Writing& writing) {
  std::vector<std::string> said;
  if (writing.story_is_new) return said;
  COMITY_TRY(std::string own, store.story_text(writing.story.site, writing.story.id));
  said.push_back(std::move(own));
  std::vector<std::int64_t> numbers;
  for (std::int64_t n = writing.story.next_number - 1; n >= 1 && writing.story.next_number - n <= comments_searched;
       --n) {
    numbers.push_back(n);
  }
  if (numbers.empty()) return said;
  COMITY_TRY(const auto comments, store.by_numbers(writing.story.site, writing.story.id, numbers));
  std::size_t bytes = 0;
  for (const store::StoredComment& stored : comments) {
    if (stored.comment.state != discussion::State::published) continue;
    if (writing.edited != nullptr && stored.comment.id == writing.edited->id) continue;
    bytes += stored.revision.text.size();
    if (bytes > bytes_searched) break;
    said.push_back(campaign::plain_words(stored.revision.text));
  }
  return said;
}

}  // namespace

std::string quoted_words(std::string_view quotation) {
  std::string out;
  bool line_begins = true;
  for (const char c : quotation) {
    if (line_begins && (c == '>' || c == ' ')) continue;
    line_begins = c == '\n';
    out += c;
  }
  return campaign::plain_words(out);
}

bool adds_words(std::string_view utf8, const std::vector<text::Span>& quotations) {
  std::string own = without(utf8, quotations);
  const std::vector<text::Link> links = text::links_in(own);
  std::vector<text::Span> link_spans;
  for (const text::Link& link : links) link_spans.push_back(link.span);
  const std::string words = campaign::plain_words(without(own, link_spans));
  return words.size() > 2 && std::find(nods.begin(), nods.end(), words) == nods.end();
}

Result<std::vector<text::Span>> verified_quotes(store::Store& store, const Writing& writing,
                                                const std::vector<text::Span>& quotations) {
  std::vector<text::Span> found;
  const std::string_view utf8 = writing.text;
  if (quotations.empty() || !adds_words(utf8, quotations)) return found;
  std::vector<std::string> near = {campaign::plain_words(writing.story.title)};
  if (writing.parent != nullptr && writing.parent->comment.state == discussion::State::published) {
    near.push_back(campaign::plain_words(writing.parent->revision.text));
  }
  std::optional<std::vector<std::string>> said;  // in the story itself, then by its readers
  for (const text::Span span : quotations) {
    if (found.size() == max_quotes_kept) break;
    const std::string words = quoted_words(utf8.substr(span.begin, span.end - span.begin));
    if (words.empty()) continue;
    const auto holds = [&](const std::string& source) { return is_in(source, words); };
    bool known = std::any_of(near.begin(), near.end(), holds) || beside_a_link(utf8, span);
    if (!known) {
      if (!said) {
        COMITY_TRY(said, said_here(store, writing));
      }
      known = std::any_of(said->begin(), said->end(), holds);
    }
    if (known) found.push_back(span);
  }
  return found;
}

}  // namespace comity::actions
