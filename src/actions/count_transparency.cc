#include "actions/count_transparency.h"

#include <algorithm>

#include "actions/file_report.h"
#include "actions/named_policies.h"
#include "actions/walk_site.h"
#include "discussion/annex_names.h"
#include "discussion/block.h"
#include "discussion/dsa_submission.h"

namespace comity::actions {
namespace {

using discussion::Actor;
using discussion::Decision;
using discussion::Deed;
using discussion::Source;

// Upon an authority's order or a notice, and under no rule of the house.
bool rests_on_law(const Decision& decision) {
  return decision.clauses.empty() && (decision.source == Source::notice || decision.source == Source::order);
}

bool is_person(Actor actor) { return actor == Actor::moderator || actor == Actor::operator_; }

bool lets_stand(Deed deed) { return deed == Deed::publish || deed == Deed::restore; }

class Counting {
 public:
  Counting(World& world, const discussion::Site& site, discussion::Year year)
      : world_(world), site_(site), policies_(world, site.id) {
    counts_.year = year;
    counts_.service = site.name;
  }

  Result<discussion::Transparency> run() {
    COMITY_CHECK(each_judged(world_, site_.id, [this](const auto& text) { return take_text(text); }));
    COMITY_CHECK(each_report(world_, site_.id, [this](const auto& report) { return take_report(report); }));
    COMITY_CHECK(each_appeal(world_, site_.id, [this](const auto& appeal) { return take_complaint(appeal); }));
    COMITY_TRY(const auto orders, world_.store.orders(site_.id));
    for (const discussion::Order& order : orders) COMITY_CHECK(take_order(order));
    return std::move(counts_);
  }

 private:
  bool now(Time t) const { return counts_.year.has(t); }

  Done take_text(const store::JudgedText& text) {
    discussion::ProgramFigures& program = counts_.program[text.revision.facts.language];
    for (const Decision& decision : text.decisions) {
      if (!discussion::is_restriction(decision) || !now(decision.decided)) continue;
      const bool by_program = decision.actor == Actor::engine;
      ++(by_program ? program.by_program : program.by_people);
      if (decision.source == Source::notice) {
        ++(rests_on_law(decision) ? counts_.notices.acted_by_law : counts_.notices.acted_by_rules);
      } else if (decision.source != Source::order) {
        ++(by_program ? program.own_by_program : program.own_by_people);
        const Kind kind = kind_of(decision);
        counts_.own_initiative[kind.category][kind.rule].count(decision);
      }
      if (decision.deed == Deed::block) COMITY_CHECK(take_block(decision));
    }
    const bool judged_here = text.revision.facts.author_kind != policy::AuthorKind::imported;
    if (judged_here && now(text.revision.written)) settle(text, program);
    return {};
  }

  // Whether the program was right about a text, where people have shown it: by what the last of them decided about one
  // it stopped; by whether anybody stopped one that it let through.
  static void settle(const store::JudgedText& text, discussion::ProgramFigures& program) {
    bool stopped = false;
    const Decision* last = nullptr;  // of a person's
    for (const Decision& decision : text.decisions) {
      if (decision.actor == Actor::engine && discussion::is_restriction(decision)) stopped = true;
      if (is_person(decision.actor) && discussion::decides_state(decision.deed)) last = &decision;
    }
    const bool stands = last == nullptr || lets_stand(last->deed);
    if (stopped && last == nullptr) return;  // nobody has looked
    ++(stopped ? (stands ? program.wrongly_stopped : program.rightly_stopped)
               : (stands ? program.rightly_passed : program.missed));
  }

  struct Kind {
    std::string category;  // one that the annex has
    std::string rule;      // its title
  };
  Kind kind_of(const Decision& decision) {
    const policy::Compiled* policy = policies_.find(decision.policy);
    const auto [category, rule] = discussion::categorised(decision, policy);
    const auto all = discussion::annex_categories();
    const bool known = std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.name == category; });
    std::string title = decision.clauses.empty() ? "The discussion policy as a whole" : decision.clauses.front();
    if (rule != nullptr) {
      const std::string authoritative = policy->languages.empty() ? "en" : policy->languages.front();
      title = policy::in_language(rule->title, "en", authoritative);
    }
    return {known ? category : std::string(discussion::beside_the_law), title};
  }

  Done take_block(const Decision& decision) {
    COMITY_TRY(const auto comment, world_.store.comment(site_.id, decision.story, decision.comment));
    COMITY_TRY(const auto blocks, world_.store.blocks(site_.id, comment.author));
    for (const discussion::Block& block : blocks) {
      if (block.decision != decision.id || block.strikes.empty()) continue;
      bool by_law = true;
      for (const DecisionId strike : block.strikes) {
        COMITY_TRY(const auto struck, world_.store.decision(site_.id, strike));
        by_law = by_law && rests_on_law(struck);
      }
      if (by_law) ++counts_.suspended_for_illegal;
    }
    return {};
  }

  Done take_report(const discussion::Report& report) {
    if (report.kind != discussion::ReportKind::notice) return {};
    discussion::NoticeFigures& notices = counts_.notices;
    if (now(report.filed)) ++notices.received;
    if (!report.answered || !now(*report.answered)) return {};
    COMITY_TRY(const auto answer, world_.store.decision(site_.id, report.answer));
    ++(answer.actor == Actor::engine ? notices.answered_by_program : notices.answered_by_people);
    notices.to_action.push_back(*report.answered - report.filed);
    return {};
  }

  Done take_complaint(const discussion::Appeal& appeal) {
    const bool decided = appeal.decided && appeal.outcome && now(*appeal.decided);
    if (!now(appeal.filed) && !decided) return {};
    COMITY_TRY(const auto against, world_.store.decision(site_.id, appeal.decision));
    COMITY_TRY(const bool upon_notice, is_upon_notice(appeal, against));
    auto& figures = counts_.complaints[static_cast<std::size_t>(discussion::contested(against.deed, upon_notice))];
    if (now(appeal.filed)) ++figures.filed;
    if (!decided) return {};
    ++(*appeal.outcome == discussion::AppealOutcome::upheld   ? figures.upheld
       : *appeal.outcome == discussion::AppealOutcome::partly ? figures.partly
                                                              : figures.reversed);
    figures.to_decision.push_back(*appeal.decided - appeal.filed);
    if (against.deed != Deed::keep || !appeal.answer) return {};
    COMITY_TRY(const auto answer, world_.store.decision(site_.id, appeal.answer));
    if (discussion::is_restriction(answer)) ++counts_.restricted_after_complaint;
    return {};
  }

  // Whether somebody complains that nothing was done upon a notice of theirs.
  Result<bool> is_upon_notice(const discussion::Appeal& appeal, const Decision& against) {
    if (against.deed != Deed::keep) return false;
    COMITY_TRY(const auto reports, world_.store.reports_about(site_.id, appeal.story, appeal.comment));
    return std::any_of(reports.begin(), reports.end(), [&](const discussion::Report& report) {
      return report.kind == discussion::ReportKind::notice && complainant_of(world_, report) == appeal.complainant;
    });
  }

  Done take_order(const discussion::Order& order) {
    if (!now(order.received)) return {};
    const bool from_member = std::find(std::begin(discussion::member_states), std::end(discussion::member_states),
                                       order.country) != std::end(discussion::member_states);
    if (!from_member && !order.country.empty()) {
      ++counts_.orders_from_elsewhere;
      return {};
    }
    Kind kind{std::string(discussion::not_said_in_order), ""};
    std::optional<Millis> effect;
    if (order.decision) {
      COMITY_TRY(const auto decision, world_.store.decision(site_.id, order.decision));
      effect = decision.decided - order.received;
      if (!decision.clauses.empty())
        if (Kind named = kind_of(decision); named.category != discussion::beside_the_law) kind = std::move(named);
    }
    discussion::OrderFigures& figures = counts_.orders[kind.category][kind.rule][order.country];
    if (order.ordered == discussion::Ordered::inform) {
      ++figures.to_inform;
      return {};
    }
    ++figures.to_act;
    if (order.comment) ++figures.items;
    if (effect) figures.to_effect.push_back(*effect);
    return {};
  }

  World& world_;
  const discussion::Site& site_;
  NamedPolicies policies_;
  discussion::Transparency counts_;
};

int year_of(Time t) {
  return static_cast<int>(std::chrono::year_month_day(std::chrono::floor<std::chrono::days>(t)).year());
}

}  // namespace

Result<discussion::Transparency> count_transparency(World& world, const discussion::Site& site, discussion::Year year) {
  return Counting(world, site, year).run();
}

std::vector<discussion::Year> transparency_years(const discussion::Site& site, Time now) {
  std::vector<discussion::Year> out;
  for (int year = std::min(year_of(site.created), year_of(now)); year <= year_of(now); ++year) out.push_back({year});
  return out;
}

}  // namespace comity::actions
