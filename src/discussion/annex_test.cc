// The eleven tables against Annex I as the Commission published it: tests/transparency/README.md.
#include <doctest.h>

#include <fstream>
#include <sstream>

#include "discussion/annex_names.h"
#include "discussion/annex_sheet.h"
#include "discussion/transparency.h"

using namespace comity;
using namespace comity::discussion;

namespace {

constexpr const char* template_period = "YYYY-MM-DD/YYYY-MM-DD";
constexpr const char* period = "2026-01-01/2026-12-31";
constexpr const char* other_placeholder = "Text to detail the \"Other\" keyword.";

// RFC 4180, with LF or CRLF.
std::vector<Cells> rows_of(std::string_view bytes) {
  std::vector<Cells> rows;
  Cells row;
  std::string cell;
  bool quoted = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (quoted) {
      if (c != '"') {
        cell += c;
      } else if (i + 1 < bytes.size() && bytes[i + 1] == '"') {
        cell += bytes[++i];
      } else {
        quoted = false;
      }
    } else if (c == '"') {
      quoted = true;
    } else if (c == ',' || c == '\n') {
      row.push_back(std::exchange(cell, {}));
      if (c == '\n') rows.push_back(std::exchange(row, {}));
    } else if (c != '\r') {
      cell += c;
    }
  }
  return rows;
}

std::vector<Cells> annex(const std::string& name) {
  std::ifstream file("tests/transparency/annex-i/" + name, std::ios::binary);
  REQUIRE_MESSAGE(file, name);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return rows_of(bytes.str());
}

// The annex writes "one row for each": of the Member States as "AT, […], SE", or as three rows, the second "[...]"; of
// the languages in three rows too. Here each has its rows.
std::vector<Cells> written_out(const std::string& name, const std::vector<Cells>& rows) {
  std::vector<Cells> out;
  const auto put = [&](Cells row, std::size_t column, std::string_view value) {
    row[column] = value;
    out.push_back(std::move(row));
  };
  if (name.starts_with("3_")) {
    // The second block leaves out one keyword that the first has; it is the first that each Member State gets.
    std::vector<Cells> block;
    for (const Cells& row : rows)
      if (row[5] != "AT, […], SE") block.push_back(row);
    out.push_back(block.front());
    block.erase(block.begin());
    for (const Cells& row : block) put(row, 5, "TOTAL");
    for (const std::string_view country : member_states)
      for (const Cells& row : block) put(row, 5, country);
    return out;
  }
  if (name.starts_with("8_")) {  // all of one indicator, then of the next
    std::vector<std::string> by_language;
    for (const Cells& row : rows) {
      if (row[0] != "Only for VLOPs") {
        out.push_back(row);
      } else if (std::find(by_language.begin(), by_language.end(), row[4]) == by_language.end()) {
        by_language.push_back(row[4]);
        for (const std::string_view language : official_languages) put(row, 5, language);
      }
    }
    return out;
  }
  for (const Cells& row : rows) {
    if (row.size() > 5 && row[5] == "[...]") continue;
    const bool first_language = row.size() > 5 && row[5] == "bg", first_country = row.size() > 5 && row[5] == "AT";
    if (first_language)
      for (const std::string_view language : official_languages) put(row, 5, language);
    if (first_country)
      for (const std::string_view country : member_states) put(row, 5, country);
    if (!first_language && !first_country && !(row.size() > 5 && (row[5] == "sv" || row[5] == "SE")))
      out.push_back(row);
  }
  return out;
}

Transparency quiet_year() {
  Transparency report;
  report.year = {2026};
  report.service = "The Herald";
  return report;
}
const PublisherSays says{"Herald, Ltd.", at_ms(1'802'649'600'000), "2026-02-12"};

AnnexTable table(const Transparency& report, const std::string& name) {
  for (AnnexTable& one : annex_tables(report, says))
    if (one.name == name) return one;
  FAIL("no table " << name);
  return {};
}
// The cells of the first row that begins (behind applicability, service and period) with these.
Cells row(const Transparency& report, const std::string& name, const Cells& begins) {
  for (Cells& one : rows_of(table(report, name).bytes)) {
    if (one.size() >= 3 + begins.size() && std::equal(begins.begin(), begins.end(), one.begin() + 3)) return one;
  }
  FAIL("no such row in " << name);
  return {};
}

}  // namespace

TEST_CASE("every table has the annex's columns, and every row of it in its order, and no other") {
  const auto tables = annex_tables(quiet_year(), says);
  REQUIRE(tables.size() == 11);
  for (const AnnexTable& one : tables) {
    CAPTURE(one.name);
    const auto wanted = written_out(one.name, annex(one.name));
    const auto made = rows_of(one.bytes);
    REQUIRE(made.size() == wanted.size());
    CHECK(made.front() == wanted.front());
    for (std::size_t i = 1; i < made.size(); ++i) {
      CAPTURE(i);
      REQUIRE(made[i].size() == made.front().size());
      for (std::size_t column = 0; column < wanted[i].size(); ++column) {
        const std::string& cell = wanted[i][column];
        if (cell == other_placeholder || cell == "Text" || cell == "Free text" || cell == "YYYY-MM-DD") continue;
        if (one.name != "2_categories_names.csv" && column == 1) {
          CHECK(made[i][column] == "The Herald");
        } else {
          CHECK(made[i][column] == (cell == template_period ? period : cell));
        }
      }
    }
  }
}

TEST_CASE("a quiet year counts nothing: each count is 0, and only what the publisher knows is empty") {
  const Transparency quiet = quiet_year();
  const auto numbers = [&](const std::string& name, std::size_t from, std::size_t count) {
    std::string out;
    for (const Cells& cells : rows_of(table(quiet, name).bytes)) {
      if (cells[0] == "Applicability") continue;
      std::string one;
      for (std::size_t i = from; i < from + count; ++i) one += (cells[i].empty() ? "-" : cells[i]) + " ";
      if (out.empty()) out = one;
      CHECK(one == out);
    }
    return out;
  };
  CHECK(numbers("3_member_states_orders.csv", 6, 7) == "0 0 - - 0 - - ");  // no median of nothing
  CHECK(numbers("4_notices.csv", 5, 10) == "0 0 0 0 - - 0 0 0 0 ");
  CHECK(numbers("5_own_initiative_illegal.csv", 5, 16) == "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ");
  CHECK(numbers("6_own_initiative_TC.csv", 5, 16) == "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ");
  for (const char* complete : {"2_categories_names.csv", "3_member_states_orders.csv", "4_notices.csv",
                               "5_own_initiative_illegal.csv", "6_own_initiative_TC.csv", "8_automated_means.csv"})
    CHECK(table(quiet, complete).left_empty.empty());
  CHECK(table(quiet, "7_appeals_and_recidivism.csv").left_empty ==
        Cells{"Number of disputes submitted to out-of-court dispute settlement bodies"});
  CHECK(table(quiet, "9_human_resources.csv").left_empty.size() == 3);
  CHECK(table(quiet, "10_AMAR.csv").left_empty.size() == 1);
  CHECK(table(quiet, "11_qualitative.csv").left_empty.size() == 11);
}

TEST_CASE("the first table says whose report it is and of when; what was not said is named as missing") {
  const auto made = rows_of(table(quiet_year(), "1_report_identification.csv").bytes);
  Cells values;
  for (const Cells& cells : made) values.push_back(cells[3]);
  CHECK(values == Cells{"Value", "Herald, Ltd.", "2027-02-15", "2026-02-12", "2026-01-01", "2026-12-31"});
  const auto unsaid = annex_tables(quiet_year(), {"", says.published, ""}).front();
  CHECK(unsaid.left_empty ==
        Cells{"Name of the service provider", "Date of the publication of the latest previous report"});
}

TEST_CASE("orders stand under their Member State and their kind; what the publisher told the authority is theirs") {
  Transparency report = quiet_year();
  report.orders["VIOLENCE"]["No threats"]["DE"] = {2, 1, 0, {std::chrono::hours(3), std::chrono::hours(5)}};
  report.orders[std::string(not_said_in_order)][""]["DE"] = {1, 0, 4, {}};
  report.orders[std::string(not_said_in_order)][""][""] = {1, 1, 0, {std::chrono::minutes(90)}};
  const std::string name = "3_member_states_orders.csv";
  const auto figures = [&](const Cells& begins) {
    const Cells cells = row(report, name, begins);
    return Cells(cells.begin() + 6, cells.begin() + 13);
  };
  CHECK(figures({"TOTAL", "", "TOTAL"}) == Cells{"4", "2", "", "3.00", "4", "", ""});
  CHECK(figures({"TOTAL", "", "DE"}) == Cells{"3", "1", "", "3.00", "4", "", ""});
  CHECK(figures({"TOTAL", "", "FR"}) == Cells{"0", "0", "", "", "0", "", ""});
  CHECK(figures({"STATEMENT_CATEGORY_VIOLENCE", "", "DE"}) == Cells{"2", "1", "", "3.00", "0", "", ""});
  CHECK(figures({"KEYWORD_OTHER", "No threats", "DE"}) == Cells{"2", "1", "", "3.00", "0", "", ""});
  CHECK(figures({"KEYWORD_COORDINATED_HARM", "", "DE"}) == Cells{"0", "0", "", "", "0", "", ""});
  CHECK(figures({"STATEMENT_CATEGORY_NOT_SPECIFIED_ORDER", "", "TOTAL"}) == Cells{"2", "1", "", "1.50", "4", "", ""});
  CHECK(table(report, name).left_empty ==
        Cells{"Median time to inform the authority of the receipt of the order to act against illegal content",
              "Median time to inform the authority of the receipt of the order to provide information",
              "Median time to give effect to the order to provide information"});
}

TEST_CASE("measures stand under their category, each rule of the house in a row of its own") {
  Transparency report = quiet_year();
  Decision decision;
  decision.deed = Deed::remove;
  decision.detected = Detected::person;
  report.own_initiative["CYBER_VIOLENCE"]["No attacks"].count(decision);
  decision.deed = Deed::hold;
  decision.detected = Detected::engine;
  report.own_initiative["CYBER_VIOLENCE"]["No attacks"].count(decision);
  report.own_initiative["CYBER_VIOLENCE"]["No \"mobs\", please"].count(decision);
  decision.deed = Deed::block;
  report.own_initiative["OTHER_VIOLATION_TC"]["No swearing"].count(decision);
  const std::string name = "6_own_initiative_TC.csv";
  const auto figures = [&](const Cells& begins) {
    const Cells cells = row(report, name, begins);
    std::string out;
    for (std::size_t i = 5; i < 21; ++i) out += cells[i] + " ";
    return out;
  };
  CHECK(figures({"TOTAL", ""}) == "4 3 1 2 0 0 0 0 0 0 0 0 0 0 0 1 ");
  CHECK(figures({"STATEMENT_CATEGORY_CYBER_VIOLENCE", ""}) == "3 2 1 2 0 0 0 0 0 0 0 0 0 0 0 0 ");
  CHECK(figures({"KEYWORD_OTHER", "No attacks"}) == "2 1 1 1 0 0 0 0 0 0 0 0 0 0 0 0 ");
  CHECK(figures({"KEYWORD_OTHER", "No \"mobs\", please"}) == "1 1 0 1 0 0 0 0 0 0 0 0 0 0 0 0 ");
  CHECK(figures({"KEYWORD_CYBER_HARASSMENT", ""}) == "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 ");
  CHECK(table(report, name).left_empty.empty());
}

TEST_CASE("each kind of restriction has its column") {
  const auto column = [](Deed deed, bool ends) {
    Decision decision;
    decision.deed = deed;
    if (ends) decision.until = at_ms(1);
    return measure_of(decision);
  };
  CHECK(column(Deed::hold, false) == Measure::disabled);
  CHECK(column(Deed::return_, false) == Measure::disabled);
  CHECK(column(Deed::refuse, false) == Measure::removal);
  CHECK(column(Deed::remove, false) == Measure::removal);
  CHECK(column(Deed::close_replies, false) == Measure::interaction_restricted);
  CHECK(column(Deed::premoderate, true) == Measure::service_suspended);
  CHECK(column(Deed::block, true) == Measure::account_suspended);
  CHECK(column(Deed::block, false) == Measure::account_terminated);
}

TEST_CASE("shares lie between 0 and 1 and times are hours") {
  CHECK(share(0, 0) == "");
  CHECK(share(0, 3) == "0.0000");
  CHECK(share(2, 3) == "0.6667");
  CHECK(share(3, 3) == "1.0000");
  CHECK(median_hours({}) == "");
  CHECK(median_hours({std::chrono::minutes(15)}) == "0.25");
  CHECK(median_hours({std::chrono::hours(1), std::chrono::hours(200)}) == "1.00");
  CHECK(median_hours({std::chrono::hours(-1)}) == "0.00");  // a clock was set back
}

TEST_CASE("how often the program was right is told in all, and by language") {
  Transparency report = quiet_year();
  report.program["de"] = {5, 1, 4, 1, 3, 1, 1, 5};
  report.program[""] = {1, 0, 1, 0, 0, 0, 0, 10};
  const auto value = [&](const std::string& indicator, const std::string& scope) {
    return row(report, "8_automated_means.csv", {"Use of automated means for content moderation", indicator, scope})[6];
  };
  CHECK(value("Number of measures solely taken by automated means ", "Total number") == "6");
  CHECK(value("Number of measures not taken by automated means", "Total number") == "1");
  CHECK(value("Number of measures solely taken by automated means ", "Own-initiative ") == "5");
  CHECK(value("Accuracy of the automated means - Accuracy", "Total number") == "0.9000");   // 18 of 20
  CHECK(value("Accuracy of the automated means - Precision", "Total number") == "0.7500");  // 3 of 4
  CHECK(value("Accuracy of the automated means - Recall", "de") == "0.7500");
  CHECK(value("Accuracy of the automated means - Recall", "fr") == "");
  CHECK(value("Number of measures solely taken by automated means ", "de") == "5");
  CHECK(value("Number of measures solely taken by automated means ", "fr") == "0");
}

TEST_CASE("complaints are counted by what they are about; those of trusted flaggers the publisher knows") {
  Transparency report = quiet_year();
  report.complaints[static_cast<std::size_t>(Contested::visibility)] = {3, 1, 0, 1, {std::chrono::hours(2)}};
  report.complaints[static_cast<std::size_t>(Contested::no_action_on_notice)] = {1, 0, 0, 0, {}};
  report.complaints[static_cast<std::size_t>(Contested::other)] = {1, 1, 0, 0, {std::chrono::hours(4)}};
  const auto value = [&](const std::string& indicator, const std::string& scope) {
    return row(report, "7_appeals_and_recidivism.csv", {"Internal complaints mechanism", indicator, scope})[6];
  };
  const std::string all = "Number of complaints submitted to the internal-complaints mechanism";
  CHECK(value(all, "Total number") == "5");
  CHECK(value(all, "Decisions upheld") == "2");
  CHECK(value(all, "Decisions reversed") == "1");
  CHECK(value(all, "Median time") == "2.00");
  CHECK(value("Complaint regarding a decision to suspend or terminate an account ", "Total number") == "0");
  CHECK(value("Complaint regarding a decision not to take action on a notice submitted in accordance with Article 16",
              "Total number") == "1");
  CHECK(table(report, "7_appeals_and_recidivism.csv").left_empty.size() == 2);
}
