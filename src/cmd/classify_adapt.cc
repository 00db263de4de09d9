// comity classify adapt: a site's own correction of the classifier, from fitting it to switching it on and off.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <thread>

#include "actions/adapt_model.h"
#include "cmd/admin_commands.h"
#include "cmd/arguments.h"
#include "cmd/commands.h"
#include "cmd/data_folder.h"
#include "cmd/printable.h"
#include "cmd/progress_bar.h"
#include "cmd/read_file.h"
#include "cmd/rule_labels.h"
#include "cmd/which_comment.h"

namespace comity::cmd {
namespace {

constexpr std::size_t most_rows_bytes = 256 * 1024 * 1024;

// What the five have in common.
struct Given {
  std::string data, key, by;
  std::vector<std::string> labels, rows;
  ProgressBar bar;

  void where(Arguments& args) {
    args.option("--data", data, "DIR", "the server's data folder; it may be running", Need::required);
    args.option("--site", key, "KEY", "which site", Need::required);
  }
  void decisions(Arguments& args) {
    args.option("--label", labels, "RULE=LABEL", rule_labels_help);
    args.option("--rows", rows, "FILE", "also rows of docs/formats/rows.md; may be given several times");
  }
  void who(Arguments& args) {
    args.option("--by", by, "NAME", "who switches it: kept, never shown (default: your login name)");
  }
  std::string name() const {
    const char* login = std::getenv("USER");
    return !by.empty() ? by : login != nullptr && *login != '\0' ? login : "operator";
  }

  // Errors: `invalid`, `unavailable`.
  Result<actions::AdaptAsked> asked() {
    actions::AdaptAsked out;
    COMITY_TRY(out.rules, rule_labels(labels));
    for (const std::string& file : rows) {
      COMITY_TRY(const std::string text, read_file(file, most_rows_bytes));
      std::string_view rest = text;
      for (std::size_t number = 1; !rest.empty(); ++number) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
        auto row = actions::read_row(line);
        if (!row)
          return fail(Error::Code::invalid, file + ": line " + std::to_string(number) + ": " + row.error().detail);
        out.more.push_back(*std::move(row));
      }
    }
    out.jobs = std::max(1U, std::thread::hardware_concurrency());
    out.progress = [this](std::uint64_t texts) { bar.show("Judging", texts, 0, "texts"); };
    return out;
  }
};

int fit(const Words& words) {
  Given given;
  std::string out;
  Arguments args("comity classify adapt fit", "Fits a correction of the classifier on what a site's people decided.",
                 "Nothing is switched on: the correction is written to a file. The same decisions give the same file.\n"
                 "A fifth of the texts is left out, to measure by. docs/operate/adapt.md tells the whole way.");
  given.where(args);
  given.decisions(args);
  args.option("--out", out, "FILE", "where it is written", Need::required);
  if (const auto stop = args.parse(words)) return *stop;
  const auto asked = given.asked();
  if (!asked) return complain(asked.error());
  const auto folder = DataFolder::look(given.data);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), given.key);
  if (!site) return complain(site.error());
  const auto fitted = actions::fit_correction((*folder)->world(), *site, *asked);
  given.bar.clear();
  if (!fitted) return complain(fitted.error());
  for (const std::string& one : fitted->left_out) std::cerr << "Left out: " << printable(one) << ".\n";
  if (fitted->parts.empty()) {
    std::cerr << "comity: there is nothing to correct: too few decisions, or they are what the classifier expects.\n";
    return Exit::answer_is_no;
  }
  const std::string bytes = classify::to_bytes(fitted->parts);
  std::ofstream file(out, std::ios::binary | std::ios::trunc);
  file << bytes << std::flush;
  if (!file) {
    std::cerr << "comity: " << printable(out) << " cannot be written\n";
    return Exit::machine_failed;
  }
  std::cout << "sha256:" << to_hex((*classify::Correction::load(bytes))->hash()) << '\n';
  std::cerr << "Fitted on " << fitted->parts.rows << " decisions. See what it changes: comity classify adapt report "
            << printable(out) << " --data " << printable(given.data) << " --site " << printable(given.key) << '\n';
  return Exit::done;
}

int report(const Words& words) {
  Given given;
  std::string file, format = "text";
  Arguments args(
      "comity classify adapt report", "Says what a correction changes, and whether it may be switched on.",
      "Measured are decisions it was not fitted on; the names of the policy's sides are exchanged in the "
      "whole\narchive, and all of it is judged without and with it. Exit status 1: it may not be switched on.");
  args.positional("FILE", file, "the correction");
  given.where(args);
  given.decisions(args);
  args.option("--format", format, "text|json", "of the report (text)");
  if (const auto stop = args.parse(words)) return *stop;
  if (format != "text" && format != "json") {
    std::cerr << "comity classify adapt report: --format is text or json\n";
    return Exit::usage;
  }
  const auto bytes = read_file(file, classify::max_correction_bytes);
  if (!bytes) return complain(bytes.error());
  const auto correction = classify::Correction::load(*bytes);
  if (!correction) return complain(correction.error());
  const auto asked = given.asked();
  if (!asked) return complain(asked.error());
  const auto folder = DataFolder::look(given.data);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), given.key);
  if (!site) return complain(site.error());
  const auto made = actions::report_correction((*folder)->world(), *site, *correction, *asked);
  given.bar.clear();
  if (!made) return complain(made.error());
  std::cout << (format == "json" ? actions::to_json(*made) : printable(actions::to_text(*made)));
  return made->objections().empty() ? Exit::done : Exit::answer_is_no;
}

int on(const Words& words) {
  Given given;
  std::string file;
  Arguments args("comity classify adapt on", "Switches a correction on, if its report has nothing against it.",
                 "It is refused while a verdict changes when the names of the policy's sides are exchanged, or while\n"
                 "its error on decisions that it was not fitted on grows by more than a tenth for any language.\n"
                 "The report is kept. A running server follows within a second.");
  args.positional("FILE", file, "the correction");
  given.where(args);
  given.decisions(args);
  given.who(args);
  if (const auto stop = args.parse(words)) return *stop;
  const auto bytes = read_file(file, classify::max_correction_bytes);
  if (!bytes) return complain(bytes.error());
  const auto asked = given.asked();
  if (!asked) return complain(asked.error());
  const auto folder = DataFolder::open(given.data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), given.key);
  if (!site) return complain(site.error());
  const auto done = actions::switch_correction_on((*folder)->world(), *site, *bytes, given.name(), *asked);
  given.bar.clear();
  if (!done) return complain(done.error());
  std::cout << printable(actions::to_text(done->report));
  std::cerr << (done->on ? "Switched on on " + site->key + ".\n" : "comity: not switched on; nothing has changed.\n");
  return done->on ? Exit::done : Exit::answer_is_no;
}

int off(const Words& words) {
  Given given;
  Arguments args("comity classify adapt off", "Switches a site's correction off: the classifier judges as it ships.",
                 "What was decided with it goes on naming it. A running server follows within a second.");
  given.where(args);
  given.who(args);
  if (const auto stop = args.parse(words)) return *stop;
  const auto folder = DataFolder::open(given.data, Missing::refuse);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), given.key);
  if (!site) return complain(site.error());
  if (site->correction == Hash256{}) {
    std::cerr << "comity: no correction is switched on on " << site->key << ".\n";
    return Exit::answer_is_no;
  }
  if (const Done done = actions::switch_correction_off((*folder)->world(), *site, given.name()); !done)
    return complain(done.error());
  std::cerr << "No correction any more on " << site->key << ".\n";
  return Exit::done;
}

int show(const Words& words) {
  Given given;
  std::string out;
  bool whole = false;
  Arguments args("comity classify adapt show", "Says which correction is switched on on a site, and which ones were.",
                 "Exit status 1: none is.");
  given.where(args);
  args.flag("--report", whole, "the report it was switched on with, as JSON, instead");
  args.option("--out", out, "FILE", "also write the correction to this file");
  if (const auto stop = args.parse(words)) return *stop;
  const auto folder = DataFolder::look(given.data);
  if (!folder) return complain(folder.error());
  const auto site = which_site((*folder)->world(), given.key);
  if (!site) return complain(site.error());
  const bool is_on = site->correction != Hash256{};
  if (!whole) {
    const auto history = (*folder)->store().correction_history(site->id);
    if (!history) return complain(history.error());
    for (const store::CorrectionSwitch& one : *history)
      std::cout << rfc3339(one.at) << ' ' << (one.id == Hash256{} ? "off" : "sha256:" + to_hex(one.id)) << " by "
                << one_line(one.by, 60) << '\n';
    const auto model = classify::shipped_model();
    if (const auto live = (*folder)->world().policies.correction(*site);
        live && *live && !(model && (*live)->is_for(*model)))
      std::cerr << "It was fitted for another model and does nothing: fit it anew.\n";
  }
  if (!is_on) {
    std::cerr << "No correction is switched on on " << site->key << ".\n";
    return Exit::answer_is_no;
  }
  if (!whole && out.empty()) return Exit::done;
  const auto stored = (*folder)->store().correction(site->id, site->correction);
  if (!stored) return complain(stored.error());
  if (whole) std::cout << stored->report;
  if (out.empty()) return Exit::done;
  std::ofstream file(out, std::ios::binary | std::ios::trunc);
  file << stored->bytes << std::flush;
  if (file) return Exit::done;
  std::cerr << "comity: " << printable(out) << " cannot be written\n";
  return Exit::machine_failed;
}

}  // namespace

std::vector<Command> classify_adapt_commands() {
  return {{"classify adapt fit", "fit a correction of the classifier on a site's decisions", fit},
          {"classify adapt report", "say what a correction changes", report},
          {"classify adapt on", "switch a correction on, if nothing stands against it", on},
          {"classify adapt off", "switch a site's correction off", off},
          {"classify adapt show", "say which correction is switched on", show}};
}

}  // namespace comity::cmd
