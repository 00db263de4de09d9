// A letter's words, written once as plain text and as simple HTML. In languages written from right to left each line of
// the text begins with U+200F, because programs that show mail look at a line's first letter only.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/html.h"
#include "http/pages/statement_text.h"

namespace comity::http {

struct LetterWords {
  std::string subject;  // one line
  std::string text;     // lines that end with '\n'
  Html html;            // a whole document
};

class LetterWriter {
 public:
  LetterWriter(std::string lang, std::string subject);

  void paragraph(std::string_view text);
  void paragraph(const Said& said);
  void heading(std::string_view text);
  void link(std::string_view before, const std::string& url);  // the sentence, then the address
  void quote(std::string_view words);                          // somebody's own, in their own direction
  void statement(const std::vector<StatementPart>& parts);
  void foot();  // what follows is small print

  const std::string& lang() const { return lang_; }
  LetterWords finish();

 private:
  void line(std::string_view text);
  const std::string lang_;
  const bool rtl_;
  std::string subject_, text_, body_;
};

}  // namespace comity::http
