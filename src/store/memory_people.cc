// The staff of a site, in plain containers.
#include <algorithm>
#include <tuple>

#include "store/memory_model.h"
#include "store/memory_sessions.h"

namespace comity::store::memory {
namespace {

using discussion::Person;
using discussion::StaffSession;

tl::unexpected<Error> missing() { return fail(Error::Code::not_found, "no such person"); }
tl::unexpected<Error> conflict(std::string what) { return fail(Error::Code::conflict, std::move(what)); }

StaffRow* active(Staff& staff, PersonId id) {
  const auto found = staff.people.find(id);
  return found == staff.people.end() || found->second.person.removed ? nullptr : &found->second;
}

Done look_for(const SiteRow& in, const std::optional<discussion::Case>& only) {
  if (!only) return {};
  const auto story = in.stories.find(only->story);
  if (story == in.stories.end() || !story->second.comments.contains(only->comment))
    return fail(Error::Code::not_found, "no such comment");
  return {};
}

}  // namespace

void end_sessions(Staff& staff, PersonId person, const std::optional<Key128>& keep) {
  end_sessions_of(staff.sessions, &StaffSession::person, person, keep);
}

void note(const Staff& staff, StaffRow& row) {
  row.person.has_password = !row.credentials.password.empty();
  row.person.has_totp = !row.credentials.totp_secret.empty();
  row.person.passkeys = static_cast<std::int64_t>(passkeys(staff, row.person.id).size());
  row.person.recovery_left = static_cast<std::int64_t>(row.credentials.recovery.size());
}

Done case_is_there(const SiteRow& in, const AddPerson& w) { return look_for(in, w.person.only); }
Done case_is_there(const SiteRow& in, const SetPerson& w) { return look_for(in, w.only); }

Result<Staff> after(Staff staff, const AddPerson& w, Time) {
  if (staff.people.contains(w.person.id)) return conflict("a person with this id is there already");
  for (const auto& [id, row] : staff.people)
    if (row.person.name == w.person.name) return conflict("the name " + w.person.name + " is taken");
  Person person;
  person.site = staff.site;
  person.id = w.person.id;
  person.name = w.person.name;
  person.desk = w.person.desk;
  person.roles = w.person.roles;
  person.only = w.person.only;
  person.created = w.person.created;
  staff.people.emplace(person.id, StaffRow{person, {}});
  return staff;
}

Result<Staff> after(Staff staff, const SetPerson& w, Time) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  if (w.desk) row->person.desk = *w.desk;
  if (w.roles) {
    row->person.roles = *w.roles;
    row->person.only = w.only;
  }
  return staff;
}

Result<Staff> after(Staff staff, const Invite& w, Time) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  for (const auto& [id, other] : staff.people)
    if (id != w.person && other.credentials.invitation == w.token) return conflict("this invitation is open already");
  row->credentials.invitation = w.token;
  row->person.invited_until = w.until;
  return staff;
}

Result<Staff> after(Staff staff, const SetPassword& w, Time at) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  if (w.by_invitation && (row->credentials.invitation != w.by_invitation || *row->person.invited_until <= at))
    return conflict("the invitation is not open any more");
  row->credentials.password = w.password;
  row->credentials.invitation.reset();
  row->person.invited_until.reset();
  note(staff, *row);
  end_sessions(staff, w.person, w.keep);
  return staff;
}

Result<Staff> after(Staff staff, const SetTotp& w, Time) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  row->credentials.totp_secret = w.secret;
  row->credentials.totp_step = w.step;
  row->credentials.recovery = w.recovery;
  std::sort(row->credentials.recovery.begin(), row->credentials.recovery.end());
  note(staff, *row);
  end_sessions(staff, w.person, w.keep);
  return staff;
}

Result<Staff> after(Staff staff, const TakeTotpStep& w, Time) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  if (row->credentials.totp_step >= w.step) return conflict("a code of this time was used already");
  row->credentials.totp_step = w.step;
  return staff;
}

Result<Staff> after(Staff staff, const TakeRecoveryCode& w, Time) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  if (std::erase(row->credentials.recovery, w.code) == 0) return conflict("there is no such code left");
  note(staff, *row);
  return staff;
}

Result<Staff> after(Staff staff, const NoteFailure& w, Time at) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  ++row->person.failures;
  row->person.last_failure = at;
  return staff;
}

Result<Staff> after(Staff staff, const AddSession& w, Time at) {
  StaffRow* row = active(staff, w.session.person);
  if (!row) return missing();
  if (staff.sessions.contains(w.session.key)) return conflict("a sign-in with this key is there already");
  row->person.failures = 0;
  row->person.last_failure.reset();
  begin_session(staff.sessions, &StaffSession::person, w.session, discussion::most_sessions, at);
  return staff;
}

Result<Staff> after(Staff staff, const TouchSession& w, Time at) {
  touch_session(staff.sessions, w.key, at);
  return staff;
}

Result<Staff> after(Staff staff, const EndSessions& w, Time) {
  end_session_or_all(staff.sessions, &StaffSession::person, w.person, w.key, w.keep);
  return staff;
}

Result<Staff> after(Staff staff, const RemovePerson& w, Time at) {
  StaffRow* row = active(staff, w.person);
  if (!row) return missing();
  row->person.removed = at;
  row->person.invited_until.reset();
  row->credentials = {};
  std::erase_if(staff.passkeys, [&](const auto& one) { return one.second.person == w.person; });
  note(staff, *row);
  end_sessions(staff, w.person, {});
  return staff;
}

std::vector<Person> people(const Staff& staff) {
  std::vector<Person> out;
  for (const auto& [id, row] : staff.people) out.push_back(row.person);
  std::sort(out.begin(), out.end(),
            [](const Person& a, const Person& b) { return std::tie(a.created, a.id) < std::tie(b.created, b.id); });
  return out;
}

const StaffRow* person_named(const Staff& staff, std::string_view name) {
  for (const auto& [id, row] : staff.people)
    if (row.person.name == name) return &row;
  return nullptr;
}

const StaffRow* invited(const Staff& staff, const Key128& token) {
  for (const auto& [id, row] : staff.people)
    if (row.credentials.invitation == token) return &row;
  return nullptr;
}

std::vector<StaffSession> sessions(const Staff& staff, PersonId person) {
  return sessions_of(staff.sessions, &StaffSession::person, person);
}

}  // namespace comity::store::memory
