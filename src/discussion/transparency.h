// A publisher's transparency report for one year, in the eleven tables of Implementing Regulation (EU) 2024/2835,
// Annex I (DSA Art. 15 and 24): counts only, no row is about one person. docs/formats/transparency.md says what each
// cell holds, and where the names of the tables, columns and rows were read.
#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/time.h"
#include "discussion/records.h"

namespace comity::discussion {

// A calendar year, UTC: what everybody but very large platforms reports on.
struct Year {
  int year = 1970;

  Time begin() const;
  Time end() const;  // the first moment that is not in it
  bool has(Time t) const { return begin() <= t && t < end(); }
};

// Orders of one Member State's authorities (Art. 9, 10), by when they were received.
struct OrderFigures {
  std::int64_t to_act = 0;
  std::int64_t items = 0;  // comments that those name
  std::int64_t to_inform = 0;
  std::vector<Millis> to_effect;  // of those to act that a comment was taken down for: from received to decided

  OrderFigures& operator+=(const OrderFigures& more);
};

// Notices of illegal content (Art. 16).
struct NoticeFigures {
  std::int64_t received = 0;
  std::vector<Millis> to_action;  // of those answered: from filed to decided, whatever was decided
  std::int64_t acted_by_law = 0;  // restrictions upon a notice: under no rule
  std::int64_t acted_by_rules = 0;
  std::int64_t answered_by_program = 0;
  std::int64_t answered_by_people = 0;

  NoticeFigures& operator+=(const NoticeFigures& more);
};

// What a restriction is to the annex.
enum class Measure : std::uint8_t {
  removal,
  disabled,
  interaction_restricted,
  service_suspended,
  account_suspended,
  account_terminated,
};
inline constexpr std::size_t measures = 6;
// Only of what is_restriction (dsa_submission.h).
Measure measure_of(const Decision& decision);

// Restrictions of the publisher's own accord.
struct MeasureFigures {
  std::int64_t taken = 0;
  std::int64_t found_by_program = 0;
  std::array<std::int64_t, measures> by_kind{};

  void count(const Decision& decision);
  MeasureFigures& operator+=(const MeasureFigures& more);
};

// Who took measures, and how often the program was right: over texts written in the year about which that is known.
struct ProgramFigures {
  std::int64_t by_program = 0;  // measures, and those of our own accord among them
  std::int64_t by_people = 0;
  std::int64_t own_by_program = 0;
  std::int64_t own_by_people = 0;
  std::int64_t rightly_stopped = 0;  // a person who looked agreed
  std::int64_t wrongly_stopped = 0;  // a person let it stand
  std::int64_t missed = 0;           // it let through what a person then restricted
  std::int64_t rightly_passed = 0;   // it let through what stands

  ProgramFigures& operator+=(const ProgramFigures& more);
};

// What a complaint is about.
enum class Contested : std::uint8_t { visibility, service, account, no_action_on_notice, other };
inline constexpr std::size_t contested_kinds = 5;
Contested contested(Deed deed, bool upon_notice);

struct ComplaintFigures {
  std::int64_t filed = 0;
  std::int64_t upheld = 0;  // the decision stays; by when they were decided, and so on
  std::int64_t partly = 0;
  std::int64_t reversed = 0;
  std::vector<Millis> to_decision;

  ComplaintFigures& operator+=(const ComplaintFigures& more);
};

struct Transparency {
  Year year;
  std::string service;  // the site's name
  // By category, by keyword OTHER's description ('' the category's own rows alone), by country ('' unknown).
  using Orders = std::map<std::string, OrderFigures>;
  std::map<std::string, std::map<std::string, Orders>> orders;
  std::int64_t orders_from_elsewhere = 0;  // authorities of no Member State: in none of the tables
  NoticeFigures notices;
  // By category and the rule's title: which of the annex's keywords a rule is, a policy does not say.
  std::map<std::string, std::map<std::string, MeasureFigures>> own_initiative;
  std::map<std::string, ProgramFigures> program;  // by language of the text; '' unknown
  std::array<ComplaintFigures, contested_kinds> complaints;
  std::int64_t restricted_after_complaint = 0;  // what those who reported contested, and were right
  std::int64_t suspended_for_illegal = 0;       // blocks that stand on nothing but restrictions by the law
};

// What only the publisher knows.
struct PublisherSays {
  std::string provider;  // who provides the service, by law
  Time published;
  std::string previous;  // the day of the report before, "2026-02-27"; '' not said
};

struct AnnexTable {
  std::string name;  // "3_member_states_orders.csv"
  std::string bytes;
  std::vector<std::string> left_empty;  // for the publisher to fill: the indicators, each once
};

// All eleven, in order. RFC 4180, UTF-8.
std::vector<AnnexTable> annex_tables(const Transparency& report, const PublisherSays& says);

}  // namespace comity::discussion
