#include "actions/adapt_model.h"

#include <algorithm>

#include "actions/mirror_texts.h"
#include "base/crypto.h"
#include "policy/model_reading.h"

namespace comity::actions {
namespace {

std::string primary(std::string_view language) { return std::string(language.substr(0, language.find('-'))); }

// A decided text as the model reads it.
struct Read {
  std::string language;
  const policy::ModelReading& reading;
  const text::CheckedText& text;
  const classify::PerLabel<std::optional<bool>>& labels;
};

// Every decided text whose language the model knows: the site's own, then `asked.more`.
Done for_each_read(World& world, const discussion::Site& site, const policy::Compiled& policy, const AdaptAsked& asked,
                   const std::function<void(const Read&)>& use) {
  std::uint64_t seen = 0;
  const auto one = [&](const text::CheckedText& text, const policy::Facts& facts, const policy::StoryFacts& story,
                       const TrainingRow& row) {
    const policy::ModelReading reading = policy::read_by_model(policy, text, facts, story);
    if (reading.is_known) use({primary(policy::language_for_model(facts, story)), reading, text, row.labels});
    if (asked.progress && ++seen % 1'000 == 0) asked.progress(seen);
  };
  const auto own =
      for_each_decided(world, site, asked.rules, [&](const StoredText& text, const TrainingRow& row) -> Done {
        one(text.text, text.facts, *text.story, row);
        return {};
      });
  if (!own) return fail(own.error());
  for (const TrainingRow& row : asked.more) {
    COMITY_TRY(const text::CheckedText text, text::checked(row.text));
    policy::Facts facts;
    facts.language = row.language.empty() ? policy::detected_language(text) : primary(row.language);
    one(text, facts, {}, row);
  }
  return {};
}

Result<policy::MirrorTally> mirrored(World& world, const discussion::Site& site, const policy::Compiled& policy,
                                     const AdaptAsked& asked) {
  policy::MirrorTally tally = policy::mirrored_examples(policy);
  COMITY_TRY(const auto texts, ArchiveTexts::open(world, site));
  COMITY_TRY(const auto of_archive, mirror_texts(*texts, policy, asked.jobs, asked.progress));
  tally.merge(of_archive);
  return tally;
}

std::string points(std::uint64_t sum, std::uint64_t labels) { return classify::mean_text(sum, labels); }

void add_errors(std::string& out, std::string_view what, const classify::ErrorSum& sum) {
  out += "  " + std::string(what) + std::string(what.size() < 18 ? 18 - what.size() : 1, ' ') +
         policy::thousands(sum.rows) + " texts: " + points(sum.before, sum.labels) + " becomes " +
         points(sum.after, sum.labels) + '\n';
}

void add_errors(json::Writer& w, const classify::ErrorSum& sum) {
  w.member("texts", sum.rows).member("labels", sum.labels);
  w.key("before").raw(points(sum.before, sum.labels)).key("after").raw(points(sum.after, sum.labels)).end();
}

std::string joined(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

bool more_stopped(policy::Effect before, policy::Effect after) {
  return before < after && after >= policy::Effect::hold && after != policy::Effect::not_judgeable;
}

// Texts that are held or refused with it and were not without, and the other way round.
std::pair<std::uint64_t, std::uint64_t> stopped_and_let_pass(const policy::ReplayTally& tally) {
  std::uint64_t stopped = 0, passed = 0;
  for (std::size_t b = 0; b < policy::effects; ++b)
    for (std::size_t a = 0; a < policy::effects; ++a) {
      const auto before = static_cast<policy::Effect>(b), after = static_cast<policy::Effect>(a);
      if (more_stopped(before, after)) stopped += tally.actions[b][a];
      if (more_stopped(after, before)) passed += tally.actions[b][a];
    }
  return {stopped, passed};
}

}  // namespace

Result<classify::Fitted> fit_correction(World& world, const discussion::Site& site, const AdaptAsked& asked) {
  const auto model = classify::shipped_model();
  if (!model)
    return fail(Error::Code::unavailable, "this program was built without a model: there is nothing to correct");
  COMITY_TRY(const auto policy, world.policies.by_id(site.id, site.policy));
  struct Place {
    Hash256 hash;
    std::size_t row;
  };
  const auto lower = [](const Place& a, const Place& b) { return a.hash < b.hash; };
  std::vector<classify::AdaptRow> rows;
  std::vector<Place> heap;  // the highest hash first: of too many the lowest are kept
  COMITY_CHECK(for_each_read(world, site, *policy, asked, [&](const Read& read) {
    const Hash256 hash = sha256(read.text.utf8() + "\n" + read.language);
    std::size_t at = rows.size();
    if (rows.size() == classify::max_adapt_rows) {
      if (!(hash < heap.front().hash)) return;
      std::pop_heap(heap.begin(), heap.end(), lower);
      at = heap.back().row;
      heap.pop_back();
    } else {
      rows.emplace_back();
    }
    rows[at] = classify::adapt_row(*model, read.language, read.text.utf8(), read.reading.features, read.labels);
    heap.push_back({hash, at});
    std::push_heap(heap.begin(), heap.end(), lower);
  }));
  return classify::fit(*model, rows);
}

std::vector<std::string> AdaptReport::objections() const {
  std::vector<std::string> out;
  const auto model = classify::shipped_model();
  if (!model || !correction->is_for(*model)) out.emplace_back("it was fitted for another model: fit it anew");
  for (const std::string& language : correction->parts().languages) {
    const auto found = errors.languages.find(language);
    const std::uint64_t measured = found == errors.languages.end() ? 0 : found->second.rows;
    if (measured < classify::least_held_out_of_language)
      out.push_back("for '" + language + "' there are " + std::to_string(measured) +
                    " decisions to measure it by, and " + std::to_string(classify::least_held_out_of_language) +
                    " are needed");
  }
  for (const auto& [language, sum] : errors.languages) {
    if (sum.grew())
      out.push_back("its error grows by more than a tenth for '" + language + "': " + points(sum.before, sum.labels) +
                    " becomes " + points(sum.after, sum.labels));
  }
  if (mirror.changed > 0)
    out.push_back(policy::thousands(mirror.changed) +
                  " verdicts change when the names of the policy's sides are exchanged; without it " +
                  policy::thousands(mirror_changed_before) + " do");
  return out;
}

Result<AdaptReport> report_correction(World& world, const discussion::Site& site,
                                      std::shared_ptr<const classify::Correction> correction, const AdaptAsked& asked) {
  AdaptReport report;
  report.correction = std::move(correction);
  COMITY_TRY(report.before, world.policies.live(site));
  report.before = policy::with_correction(report.before, nullptr);
  report.after = policy::with_correction(report.before, report.correction);
  const auto model = classify::shipped_model();
  COMITY_CHECK(for_each_read(world, site, *report.before, asked, [&](const Read& read) {
    const bool applies = report.correction->is_for(*model) && report.correction->applies_in(read.language);
    const auto after = applies ? report.correction->scores(*model, read.reading.features) : read.reading.scores;
    report.errors.add(read.language, read.text.utf8(), read.reading.scores, after, read.labels);
  }));
  if (!report.before->sides.empty()) {
    COMITY_TRY(const policy::MirrorTally without, mirrored(world, site, *report.before, asked));
    report.mirror_changed_before = without.changed;
    COMITY_TRY(report.mirror, mirrored(world, site, *report.after, asked));
  }
  COMITY_TRY(const auto texts, ArchiveTexts::open(world, site));
  COMITY_TRY(report.replay, replay(*texts, {report.before, report.after, {}}, asked.jobs, asked.progress));
  return report;
}

std::string to_text(const AdaptReport& report) {
  const classify::CorrectionParts& parts = report.correction->parts();
  std::size_t moved = 0;
  for (const auto& steps : parts.steps) moved += !steps.empty();
  std::string out = "Correction sha256:" + to_hex(report.correction->hash()) + "\nfitted on " +
                    policy::thousands(parts.rows) + " decisions, for " + joined(parts.languages) + ": " +
                    std::to_string(parts.weights.size()) + " weights, steps for " + std::to_string(moved) +
                    " labels.\n\nHow far scores are from decisions it was not fitted on (mean square):\n";
  for (const auto& [language, sum] : report.errors.languages) add_errors(out, language, sum);
  for (const auto& [label, sum] : report.errors.labels) add_errors(out, classify::name(label), sum);
  out +=
      "\nBoth sides alike:\n" + policy::to_text(*report.after, report.mirror) + "\nThe archive, without and with it:\n";
  const auto [stopped, passed] = stopped_and_let_pass(report.replay);
  out += policy::thousands(report.replay.texts) + " texts judged, " +
         policy::thousands(policy::changed(report.replay)) + " come out otherwise: " + policy::thousands(stopped) +
         " more are stopped, " + policy::thousands(passed) + " are not any more.\n\n";
  const auto against = report.objections();
  if (against.empty()) return out + "Nothing stands against switching it on.\n";
  out += "It may not be switched on:\n";
  for (const std::string& one : against) out += "- " + one + '\n';
  return out;
}

std::string to_json(const AdaptReport& report) {
  std::string out;
  json::Writer w(out);
  const classify::CorrectionParts& parts = report.correction->parts();
  w.object().member("format", 1).member("correction", "sha256:" + to_hex(report.correction->hash()));
  w.member("model", "sha256:" + to_hex(parts.model)).member("policy", "sha256:" + to_hex(report.before->id));
  w.member("fitted_on", parts.rows).member("weights", parts.weights.size());
  w.key("languages").array();
  for (const auto& [language, sum] : report.errors.languages) {
    w.object().member("language", language);
    w.member("corrected", report.correction->applies_in(language)).member("grew", sum.grew());
    add_errors(w, sum);
  }
  w.end().key("labels").array();
  for (const auto& [label, sum] : report.errors.labels) {
    w.object().member("label", classify::name(label));
    add_errors(w, sum);
  }
  w.end().key("mirror").object().member("texts", report.mirror.texts).member("exchanged", report.mirror.exchanged);
  w.member("changed", report.mirror.changed).member("changed_without", report.mirror_changed_before).end();
  const auto [stopped, passed] = stopped_and_let_pass(report.replay);
  w.key("replay").object().member("texts", report.replay.texts).member("changed", policy::changed(report.replay));
  w.member("stopped", stopped).member("let_pass", passed).end().key("objections").array();
  for (const std::string& one : report.objections()) w.value(one);
  w.end().end();
  return out + '\n';
}

Result<SwitchedOn> switch_correction_on(World& world, const discussion::Site& site, std::string_view file,
                                        std::string_view by, const AdaptAsked& asked) {
  COMITY_TRY(auto correction, classify::Correction::load(file));
  SwitchedOn out;
  COMITY_TRY(out.report, report_correction(world, site, std::move(correction), asked));
  if (!out.report.objections().empty()) return out;
  const store::Change change{world.random.key128(),
                             site.id,
                             world.clock.now(),
                             {store::SwitchCorrection{out.report.correction->hash(), std::string(file),
                                                      to_json(out.report), std::string(by)}}};
  COMITY_CHECK(world.store.commit(change).map([](const auto&) {}));
  out.on = true;
  return out;
}

Done switch_correction_off(World& world, const discussion::Site& site, std::string_view by) {
  const store::Change change{
      world.random.key128(), site.id, world.clock.now(), {store::SwitchCorrection{{}, {}, {}, std::string(by)}}};
  return world.store.commit(change).map([](const auto&) {});
}

}  // namespace comity::actions
