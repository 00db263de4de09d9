// The form in which a moderator decides about a comment, on the pages where one does: of what waits, of what readers
// reported.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "http/console/evidence.h"
#include "http/forms.h"

namespace comity::http {

// What becomes of the answers when a comment is removed.
enum class Below : std::uint8_t { keep, close, each };

struct TypedDecision {
  std::string deed;  // a deed's name; '' none of those there are
  std::vector<std::string> clauses;
  std::string reason, freedom;
  Below below = Below::keep;
  std::optional<Error> wrong{};  // none of `deeds`, or a sentence that is too long: it is typed, and cannot be sent
};
// Releases cite no clause and restrictions no freedom, whatever was ticked.
TypedDecision typed_decision(const Form& form, const std::vector<std::string>& deeds);

struct DecisionForm {
  std::string place;                                        // where it is sent, behind /console/{site}
  std::vector<std::pair<std::string, std::string>> deeds;   // a deed's name, and what it is called here
  std::vector<std::pair<std::string, std::string>> hidden;  // fields
  std::vector<std::string> clauses;                         // ticked before anybody has typed
  std::string clauses_note;                                 // under them; ''
  std::string reason_label;
  std::string pass;         // address that passes the comment on
  bool asks_below = false;  // a removal says what becomes of the answers
};
void write_decision_form(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at,
                         const DecisionForm& form, const std::optional<TypedDecision>& typed);

// What its author would read once that is decided.
void write_decision_preview(HtmlWriter& w, App& app, const SignedIn& who, const ConsoleCase& at,
                            const TypedDecision& typed, discussion::Source source);

// Who else has the comment open. `place`: of the page that says so; it is asked again there, at /here.
void write_presence(HtmlWriter& w, const Request& request, const SignedIn& who, const ConsoleCase& at, Claims& claims,
                    std::string_view place, Time now);
// The answer at /here. `over`: it does not wait any more.
Response presence_answer(const SignedIn& who, const ConsoleCase& at, Claims& claims, bool over, Time now);

}  // namespace comity::http
