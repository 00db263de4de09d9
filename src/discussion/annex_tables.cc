// The eleven tables, one after the other. Names of columns and rows are the annex's own, the spaces at their ends too:
// programs read them by those.
#include "discussion/annex_sheet.h"

namespace comity::discussion {
namespace {

constexpr const char* anybody = "All";
constexpr const char* hosts = "Only for providers of hosting services, including online platforms";
constexpr const char* platforms = "Only for providers of online platforms";
constexpr const char* very_large = "Only for VLOPs";

std::string day(Time t) { return rfc3339(t).substr(0, 10); }

struct Writing {
  const Transparency& report;
  const PublisherSays& says;
  std::string period;  // "2026-01-01/2026-12-31"

  Cells lead(const char* applies_to, const Cells& then) const {
    return joined({applies_to, report.service, period}, then);
  }
};

Cells about(const char* prefix, const Cells& columns) {
  Cells out;
  for (const std::string& column : columns) out.push_back(prefix + column);
  return out;
}

AnnexTable identification(const Writing& w) {
  AnnexSheet sheet("1_report_identification.csv", {"Applicability", "Service", "Indicator", "Value"});
  const auto put = [&](const std::string& indicator, const std::string& value) {
    sheet.row({anybody, w.report.service, indicator, value.empty() ? sheet.for_publisher(indicator) : value});
  };
  put("Name of the service provider", w.says.provider);
  put("Date of the publication of the report", day(w.says.published));
  put("Date of the publication of the latest previous report", w.says.previous);
  put("Starting date of reporting period", w.period.substr(0, 10));
  put("Ending date of reporting period", w.period.substr(11));
  return sheet.take();
}

AnnexTable categories_names() {
  AnnexSheet sheet(
      "2_categories_names.csv",
      {"Category label", "Category description",
       "Category of illegal content / incompatible with the terms and conditions", "Contextual information"});
  sheet.row({"TOTAL", "All the entries", "TOTAL"});
  int n = 0;
  for (const AnnexCategory& category : annex_categories()) {
    const std::string label = "Category " + std::to_string(++n);
    sheet.row({label, std::string(category.description), "STATEMENT_CATEGORY_" + std::string(category.name)});
    char letter = 'a';
    for (const AnnexKeyword& keyword : category.keywords)
      sheet.row({label + letter++, std::string(keyword.description), "KEYWORD_" + std::string(keyword.name)});
    sheet.row({label + letter, "Not captured by any other sub-category", "KEYWORD_OTHER"});
  }
  sheet.row({"Category 16", "Type of illegal content not specified by the public authority",
             "STATEMENT_CATEGORY_" + std::string(not_said_in_order)});
  sheet.row({"Category 17", "Type of alleged illegal content not specified by the notifier",
             "STATEMENT_CATEGORY_" + std::string(not_said_in_notice)});
  return sheet.take();
}

// What one block of rows counts of the orders: one Member State's, or all.
std::map<std::string, std::map<std::string, OrderFigures>> orders_of(const Transparency& report,
                                                                     std::string_view country) {
  std::map<std::string, std::map<std::string, OrderFigures>> out;
  for (const auto& [category, by_rule] : report.orders)
    for (const auto& [rule, by_country] : by_rule)
      for (const auto& [from, figures] : by_country)
        if (country.empty() || from == country) out[category][rule] += figures;
  return out;
}

AnnexTable orders(const Writing& w) {
  const Cells columns = {
      "Number of orders to act against illegal content received",
      "Number of specific items of information included in the total number of orders to act against illegal content",
      "Median time to inform the authority of the receipt of the order to act against illegal content",
      "Median time to give effect to the order to act against illegal content",
      "Number of orders to provide information",
      "Median time to inform the authority of the receipt of the order to provide information",
      "Median time to give effect to the order to provide information"};
  Cells contexts = about("Contextual information on ", columns);
  for (const std::size_t small : {0, 1}) contexts[small][contexts[small].find("Number")] = 'n';  // as the annex has it
  AnnexSheet sheet("3_member_states_orders.csv",
                   joined(joined({"Applicability", "Service", "Reporting period", "Category of illegal content",
                                  "Description of the sub-category \"Other\"", "Scope"},
                                 columns),
                          contexts));
  const auto block = [&](std::string_view country) {
    const std::string scope(country.empty() ? "TOTAL" : country);
    const auto emit = [&](const std::string& name, const std::string& rule, const OrderFigures& f) {
      const auto told = [&](std::size_t column, std::int64_t count) {
        return count == 0 ? std::string() : sheet.for_publisher(columns[column]);
      };
      sheet.row(w.lead(
          anybody, {name, rule, scope, number(f.to_act), number(f.items), told(2, f.to_act), median_hours(f.to_effect),
                    number(f.to_inform), told(5, f.to_inform), told(6, f.to_inform)}));
    };
    each_category(orders_of(w.report, country), false, not_said_in_order, emit);
  };
  block("");
  for (const std::string_view country : member_states) block(country);
  return sheet.take();
}

AnnexTable notices(const Writing& w) {
  const std::string flagger = " (Trusted Flagger notices)";
  const Cells columns = {
      "Number of notices received ",
      "Number of notices received from Trusted flaggers",
      "Number of specific items of information included in the total number of notices",
      "Number of specific items of information included in the total number of notices by Trusted Flaggers" + flagger,
      "Median time to take action",
      "Median time to take action" + flagger,
      "Number of actions taken on the basis of the law",
      "Number of actions taken on the basis of the law" + flagger,
      "Number of actions taken on the basis of the terms and conditions of the service",
      "Number of actions taken on the basis of the terms and conditions of the service" + flagger};
  AnnexSheet sheet("4_notices.csv",
                   joined(joined({"Applicability", "Service", "Reporting period", "Category of illegal content",
                                  "Description of the sub-category \"Other\""},
                                 columns),
                          about("Contextual information on ", columns)));
  const auto emit = [&](const std::string& name, const std::string& rule, const NoticeFigures& f) {
    // Who is a trusted flagger, nobody has told the server. Of none, none is.
    const auto flagged = [&](std::size_t column, std::int64_t of) {
      return of == 0 ? number(0) : sheet.for_publisher(columns[column]);
    };
    const std::string median_flagged = f.to_action.empty() ? std::string() : sheet.for_publisher(columns[5]);
    sheet.row(w.lead(hosts, {name, rule, number(f.received), flagged(1, f.received),
                             number(f.received),  // each names one comment
                             flagged(3, f.received), median_hours(f.to_action), median_flagged, number(f.acted_by_law),
                             flagged(7, f.acted_by_law), number(f.acted_by_rules), flagged(9, f.acted_by_rules)}));
  };
  // The form asks for reasons in words, not for a category.
  each_category<NoticeFigures>({{std::string(not_said_in_notice), {{"", w.report.notices}}}}, false, not_said_in_notice,
                               emit);
  return sheet.take();
}

AnnexTable own_initiative(const Writing& w, bool illegal) {
  const Cells columns = {"Number of measures taken at the provider's own initiative ",
                         "Number of measures taken after detection with solely automated means ",
                         "Visibility restriction Removal",
                         "Visibility restriction Disable",
                         "Visibility restriction Demoted",
                         "Visibility restriction Age restricted",
                         "Visibility restriction Interaction restricted",
                         "Visibility restriction Labelled ",
                         "Visibility restriction Other",
                         "Monetary restriction Suspension",
                         "Monetary restriction Termination",
                         "Monetary restriction Other",
                         "Provision of the service Suspension",
                         "Provision of the service Termination",
                         "Account restriction Suspension",
                         "Account restriction Termination"};
  const char* category =
      illegal ? "Category of illegal content" : "Category of incompatibility with the provider's terms and conditions";
  AnnexSheet sheet(illegal ? "5_own_initiative_illegal.csv" : "6_own_initiative_TC.csv",
                   joined(joined({"Applicability", "Service", "Reporting period", category,
                                  "Description of the sub-category \"Other\""},
                                 columns),
                          about("Contextual Information on ", columns)));
  const auto emit = [&](const std::string& name, const std::string& rule, const MeasureFigures& f) {
    const auto of = [&](Measure kind) { return number(f.by_kind[static_cast<std::size_t>(kind)]); };
    const std::string never = number(0);  // what this program does not do
    sheet.row(w.lead(anybody, {name, rule, number(f.taken), number(f.found_by_program), of(Measure::removal),
                               of(Measure::disabled), never, never, of(Measure::interaction_restricted), never, never,
                               never, never, never, of(Measure::service_suspended), never,
                               of(Measure::account_suspended), of(Measure::account_terminated)}));
  };
  // What is done of our own accord is done under a rule of the house: nothing of it is told to be illegal.
  if (illegal) {
    each_category<MeasureFigures>({}, false, "", emit);
  } else {
    each_category(w.report.own_initiative, true, "", emit);
  }
  return sheet.take();
}

AnnexTable complaints(const Writing& w) {
  AnnexSheet sheet("7_appeals_and_recidivism.csv", {"Applicability", "Service", "Reporting period", "Section",
                                                    "Indicator", "Scope", "Value", "Contextual Information"});
  constexpr const char* inside = "Internal complaints mechanism";
  const auto put = [&](const char* applies_to, const char* section, const std::string& indicator,
                       const std::string& scope,
                       const std::string& value) { sheet.row(w.lead(applies_to, {section, indicator, scope, value})); };
  const auto five = [&](const char* first_applies_to, const std::string& indicator, const ComplaintFigures& f) {
    put(first_applies_to, inside, indicator, "Total number", number(f.filed));
    put(platforms, inside, indicator, "Decisions upheld", number(f.upheld));
    put(platforms, inside, indicator, "Decisions partially reversed", number(f.partly));
    put(platforms, inside, indicator, "Decisions reversed", number(f.reversed));
    put(platforms, inside, indicator, "Median time", median_hours(f.to_decision));
  };
  const auto of = [&](Contested kind) { return w.report.complaints[static_cast<std::size_t>(kind)]; };
  ComplaintFigures all;
  for (const ComplaintFigures& f : w.report.complaints) all += f;
  const std::string submitted = "Number of complaints submitted to the internal-complaints mechanism";
  five(anybody, submitted, all);
  put(platforms, inside, submitted, "Decision omitted", number(0));  // each is answered, or still waits
  put(platforms, inside, "Number of restrictions newly imposed as a result of an internal complaint", "Total number",
      number(w.report.restricted_after_complaint));
  const std::string regarding = "Complaint regarding a decision ";
  five(platforms, regarding + "to remove or disable access to or restrict visibility of information",
       of(Contested::visibility));
  five(platforms, regarding + "to suspend or terminate the provision of the service", of(Contested::service));
  five(platforms, regarding + "to suspend or terminate an account ", of(Contested::account));
  five(platforms, regarding + "to restrict the ability to monetise information", {});
  five(platforms, regarding + "not to take action on a notice submitted in accordance with Article 16",
       of(Contested::no_action_on_notice));
  const std::string flagged =
      regarding + "not to take action on a notice submitted by a Trusted Flagger in accordance with Article 16";
  const ComplaintFigures about_notices = of(Contested::no_action_on_notice);
  if (about_notices.filed == 0 && about_notices.to_decision.empty()) {
    five(platforms, flagged, {});
  } else {
    for (const char* scope :
         {"Total number", "Decisions upheld", "Decisions partially reversed", "Decisions reversed", "Median time"})
      put(platforms, inside, flagged, scope, sheet.for_publisher(flagged));
  }
  const std::string disputes = "Number of disputes submitted to out-of-court dispute settlement bodies";
  for (const char* scope : {"Total number", "Decisions upheld", "Decisions partially reversed", "Decisions reversed",
                            "Median time", "Decision omitted", "Percentage of outcomes implemented"})
    put(platforms, "Out-of-court dispute settlement bodies", disputes, scope, sheet.for_publisher(disputes));
  constexpr const char* suspensions = "Suspensions imposed on repeated offenders";
  put(platforms, suspensions, "Number of suspensions enacted for the provision of manifestly illegal content ",
      "Total number", number(w.report.suspended_for_illegal));
  // Nobody is kept from reporting or complaining here.
  for (const char* what : {"notices", "complaints"})
    put(platforms, suspensions,
        std::string("Number of suspensions enacted for the provision of manifestly unfounded ") + what, "Total number",
        number(0));
  return sheet.take();
}

AnnexTable automated_means(const Writing& w) {
  AnnexSheet sheet("8_automated_means.csv", {"Applicability", "Service", "Reporting period", "Section", "Indicator",
                                             "Scope", "Value", "Contextual Information"});
  const std::string program = "Number of measures solely taken by automated means ";
  const std::string people = "Number of measures not taken by automated means";
  const std::string notices_program = "Number of notices solely processed by automated means ";
  const std::string notices_people = "Number of notices not processed by automated means";
  const Cells accuracy = {"Accuracy of the automated means - Accuracy", "Accuracy of the automated means - Precision",
                          "Accuracy of the automated means - Recall"};
  const auto put = [&](const char* applies_to, const std::string& indicator, const std::string& scope,
                       const std::string& value) {
    sheet.row(w.lead(applies_to, {"Use of automated means for content moderation", indicator, scope, value}));
  };
  const auto right = [](const ProgramFigures& f, std::size_t which) {
    const std::int64_t all = f.rightly_stopped + f.wrongly_stopped + f.missed + f.rightly_passed;
    return which == 0   ? share(f.rightly_stopped + f.rightly_passed, all)
           : which == 1 ? share(f.rightly_stopped, f.rightly_stopped + f.wrongly_stopped)
                        : share(f.rightly_stopped, f.rightly_stopped + f.missed);
  };
  ProgramFigures all;
  for (const auto& [language, f] : w.report.program) all += f;
  put(anybody, program, "Total number", number(all.by_program));
  put(anybody, people, "Total number", number(all.by_people));
  for (std::size_t i = 0; i < 3; ++i) put(anybody, accuracy[i], "Total number", right(all, i));
  put(anybody, program, "Own-initiative ", number(all.own_by_program));
  put(anybody, people, "Own-initiative ", number(all.own_by_people));
  // The program looks at texts of its own accord, and at nothing else.
  for (std::size_t i = 0; i < 3; ++i) put(anybody, accuracy[i], "Own-initiative ", right(all, i));

  const NoticeFigures& n = w.report.notices;
  put(hosts, notices_program, "NAM Total", number(n.answered_by_program));
  put(hosts, notices_people, "NAM Total", number(n.answered_by_people));
  for (const std::string& indicator : accuracy)  // of nothing it has none
    put(hosts, indicator, "NAM Total",
        n.answered_by_program == 0 ? std::string() : sheet.for_publisher(indicator + " (NAM)"));
  const auto flagged = [&](const std::string& indicator, std::int64_t of) {
    return of == 0 ? number(0) : sheet.for_publisher(indicator + "(NAM Trusted Flagger)");
  };
  put(platforms, notices_program, "NAM Trusted Flagger", flagged(notices_program, n.answered_by_program));
  put(platforms, notices_people, "NAM Trusted Flagger", flagged(notices_people + " ", n.answered_by_people));
  for (const std::string& indicator : accuracy) put(platforms, indicator, "NAM Trusted Flagger", "");

  const auto in = [&](std::string_view language) {
    const auto found = w.report.program.find(std::string(language));
    return found == w.report.program.end() ? ProgramFigures{} : found->second;
  };
  for (const std::string_view lang : official_languages)
    put(very_large, program, std::string(lang), number(in(lang).by_program));
  for (const std::string_view lang : official_languages)
    put(very_large, people, std::string(lang), number(in(lang).by_people));
  for (std::size_t i = 0; i < 3; ++i)
    for (const std::string_view lang : official_languages)
      put(very_large, accuracy[i], std::string(lang), right(in(lang), i));
  return sheet.take();
}

AnnexTable human_resources(const Writing& w) {
  AnnexSheet sheet("9_human_resources.csv", {"Applicability", "Service", "Reporting period", "Section", "Indicator",
                                             "Scope", "Value", "Contextual information"});
  const auto put = [&](const std::string& indicator, std::string_view scope) {
    sheet.row(w.lead(very_large, {"Human resources dedicated to content moderation ", indicator, std::string(scope),
                                  sheet.for_publisher(indicator)}));
  };
  put("Number of internal moderators employed by the provider", "Total number");
  put("Number of external moderators contracted by the provider", "Total number");
  const std::string speakers = "Number of total moderators with sufficient linguistic expertise ";
  put(speakers, "Total number");
  for (const std::string_view lang : official_languages) put(speakers, lang);
  return sheet.take();
}

AnnexTable recipients(const Writing& w) {
  AnnexSheet sheet("10_AMAR.csv",
                   {"Applicability", "Service", "Reporting period", "Section", "Indicator", "Scope", "Value"});
  const std::string indicator = "Number of average monthly active recipients during the reporting period ";
  const auto put = [&](std::string_view scope) {
    sheet.row(
        w.lead("Only for VLOPs and VLOSEs", {"AMAR", indicator, std::string(scope), sheet.for_publisher(indicator)}));
  };
  put("TOTAL");
  for (const std::string_view country : member_states) put(country);
  return sheet.take();
}

AnnexTable qualitative(const Writing& w) {
  AnnexSheet sheet("11_qualitative.csv", {"Applicability", "Service", "Reporting period", "Indicator", "Value"});
  const auto put = [&](const char* applies_to, const std::string& indicator) {
    sheet.row(w.lead(applies_to, {indicator, sheet.for_publisher(indicator)}));
  };
  put(anybody, "Summary of the content moderation engaged in at the providers’ own initiative");
  put(anybody,
      "Meaningful and comprehensible information regarding content moderation engaged in at the providers' own "
      "initiative");
  put(anybody, "Qualitative description of the automated means");
  put(anybody, "Qualitative description of indicators of accuracy and possible rate of error of automated means");
  put(anybody, "Specification of the precise purposes to apply automated means");
  put(anybody, "Safeguards applied to the use of automated means");
  put(very_large, "High-level description of the content moderation governance structure");
  put(very_large, "Qualifications of the human resources dedicated to content moderation");
  put(very_large, "Training given to human resources dedicated to content moderation");
  put(very_large, "Support given to human resources dedicated to content moderation ");
  put(very_large, "Methodology used to compute the number of human resources dedicated to content moderation  ");
  return sheet.take();
}

}  // namespace

std::vector<AnnexTable> annex_tables(const Transparency& report, const PublisherSays& says) {
  const Writing w{report, says, day(report.year.begin()) + "/" + day(report.year.end() - std::chrono::days(1))};
  return {identification(w), categories_names(),      orders(w),
          notices(w),        own_initiative(w, true), own_initiative(w, false),
          complaints(w),     automated_means(w),      human_resources(w),
          recipients(w),     qualitative(w)};
}

}  // namespace comity::discussion
