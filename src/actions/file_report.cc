#include "actions/file_report.h"

#include <algorithm>

#include "actions/forget_reporter.h"
#include "actions/letters.h"
#include "discussion/case_code.h"
#include "discussion/contact.h"
#include "text/blank.h"
#include "text/checked.h"

namespace comity::actions {

using discussion::Report;
using discussion::ReportKind;

namespace {

constexpr int max_attempts = 8;  // a case code may be taken

bool fits(std::string_view words, std::size_t most) {
  const auto checked = text::checked(words);
  return checked && text::code_points(checked->utf8()) <= most;
}

std::string trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  return begin == std::string_view::npos
             ? std::string()
             : std::string(text.substr(begin, text.find_last_not_of(" \t\r\n") - begin + 1));
}

std::string_view fault_name(ReportFault fault) {
  switch (fault) {
    case ReportFault::none:
      break;
    case ReportFault::clause:
      return "a report names a rule of the policy in force";
    case ReportFault::words:
      return "a report has at most 1000 letters";
    case ReportFault::explanation:
      return "a notice says why it is illegal, in at most 5000 letters";
    case ReportFault::name:
      return "a notice names who sends it";
    case ReportFault::address:
      return "a notice has an e-mail address";
    case ReportFault::good_faith:
      return "a notice states that it is sent in good faith";
  }
  return "";
}

Key128 reporter_of(const World& world, SiteId site, const FileReport& request) {
  if (request.guest_key) return reporter_hash(world, site, guest_hash(world, site, *request.guest_key));
  return keyed_hash(world.secret,
                    "reporter\n" + std::to_string(site.value) + "\nsource\n" + to_base64url(request.source));
}

Result<bool> is_known(World& world, SiteId site, const FileReport& request) {
  if (!request.guest_key) return false;
  const auto author = world.store.author_by_token(site, guest_hash(world, site, *request.guest_key));
  if (author) return author->published > 0;
  if (author.error().code == Error::Code::not_found) return false;
  return fail(author.error());
}

// The letter that tells that the notice was received (Art. 16(4)) asks whether the address is theirs; the outcome goes
// there once they have said so: nobody gets letters because of what a stranger typed.
std::vector<store::Write> receipt_letter(World& world, const Report& report) {
  discussion::Contact contact;
  contact.site = report.site;
  contact.id = {world.random.below((std::int64_t{1} << 62) - 1) + 1};
  contact.owner = owner_of(report);
  contact.address = report.address;
  contact.language = report.language;
  contact.added = report.filed;
  return {store::AddContact{contact},
          letter_to(world, contact,
                    {discussion::LetterKind::report_receipt, report.story, report.comment, report.id.value})};
}

}  // namespace

ReportFault fault_in(const FileReport& request, const policy::Compiled& policy) {
  if (request.kind == ReportKind::rule) {
    if (policy.find(request.clause) == nullptr) return ReportFault::clause;
    return fits(request.words, discussion::max_report_words) ? ReportFault::none : ReportFault::words;
  }
  if (!fits(request.words, discussion::max_notice_words) || text::is_blank(text::checked(request.words)->utf8()))
    return ReportFault::explanation;
  const std::string name = trimmed(request.name), address = trimmed(request.address);
  if (!fits(name, discussion::max_notifier_name) || (name.empty() && !request.about_child_abuse))
    return ReportFault::name;
  if (address.empty() ? !request.about_child_abuse : !discussion::checked_address(address)) return ReportFault::address;
  return request.good_faith ? ReportFault::none : ReportFault::good_faith;
}

Result<Report> file_report(World& world, const discussion::Site& site, const FileReport& request) {
  COMITY_TRY(const auto policy, world.policies.live(site));
  if (const ReportFault fault = fault_in(request, *policy); fault != ReportFault::none)
    return fail(Error::Code::invalid, std::string(fault_name(fault)));
  COMITY_TRY(const auto about, world.store.by_number(site.id, request.story, request.number));
  if (about.comment.state != discussion::State::published)
    return fail(Error::Code::forbidden, "readers do not see this comment any more");
  COMITY_TRY(const bool known, is_known(world, site.id, request));
  COMITY_TRY(const auto words, text::checked(request.words));

  // What is pressed twice is one report: its id, its receipt and the change's follow from the press, and from what was
  // sent by it, so that a form which was gone back to and changed is another.
  const std::string press = request.press.empty() ? to_base64url(world.random.key128()) : request.press;
  const Key128 change = keyed_hash(
      world.secret, "report\n" + std::to_string(site.id.value) + "\n" + std::to_string(request.story.value) + "\n" +
                        std::to_string(request.number) + "\n" + press + "\n" + std::string(name(request.kind)) + "\n" +
                        request.clause + "\n" + request.name + "\n" + request.address + "\n" + request.words);
  Report report;
  report.site = site.id;
  for (std::size_t i = 0; i < 8; ++i)
    report.id.value = static_cast<std::int64_t>(static_cast<std::uint64_t>(report.id.value) << 8 | change.bytes[i]);
  report.id.value = std::max<std::int64_t>(1, report.id.value & ((std::int64_t{1} << 62) - 1));
  report.story = request.story;
  report.comment = about.comment.id;
  report.revision = about.comment.live_revision;
  report.kind = request.kind;
  report.words = words.utf8();
  if (request.kind == ReportKind::rule) {
    report.clause = request.clause;
  } else {
    report.name = trimmed(request.name);
    report.address = discussion::checked_address(trimmed(request.address)).value_or("");
  }
  report.reporter = reporter_of(world, site.id, request);
  report.known = known;
  report.receipt = keyed_hash(world.secret, "report receipt\n" + to_base64url(change));
  report.language = request.language;
  report.filed = world.clock.now();
  std::vector<store::Write> letter;
  if (!report.address.empty() && !report.language.empty()) letter = receipt_letter(world, report);
  for (int attempt = 0; attempt < max_attempts; ++attempt) {
    report.case_code = discussion::make_case_code(world.random, request.language);
    store::Change filing{change, site.id, report.filed, {store::FileReport{report}}};
    filing.writes.insert(filing.writes.end(), letter.begin(), letter.end());
    const auto outcome = world.store.commit(filing);
    if (outcome) return outcome->again ? world.store.report(site.id, report.id) : Result<Report>(report);
    if (outcome.error().code != Error::Code::conflict) return fail(outcome.error());
    const auto now = world.store.comment(site.id, report.story, report.comment);
    if (now && now->state != discussion::State::published)
      return fail(Error::Code::forbidden, "readers do not see this comment any more");
  }
  return fail(Error::Code::conflict, "no case code was free");
}

Key128 complainant_of(const World& world, const Report& report) {
  return keyed_hash(world.secret,
                    "notifier\n" + std::to_string(report.site.value) + "\n" + to_base64url(report.receipt));
}

}  // namespace comity::actions
