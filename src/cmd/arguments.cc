#include "cmd/arguments.h"

#include <CLI/CLI.hpp>
#include <iostream>

namespace comity::cmd {

struct Arguments::Inside {
  CLI::App app;
  std::string name;
  Inside(const std::string& summary, std::string full_name) : app(summary, full_name), name(std::move(full_name)) {}
};

Arguments::Arguments(std::string name, const std::string& summary, const std::string& more)
    : inside_(std::make_unique<Inside>(summary, std::move(name))) {
  if (!more.empty()) inside_->app.footer("\n" + more);
  inside_->app.get_formatter()->column_width(34);
}
Arguments::~Arguments() = default;

namespace {

template <class T>
void add_option(CLI::App& app, const std::string& flag, T& into, const std::string& value, const std::string& help,
                Need need) {
  CLI::Option* option = app.add_option(flag, into, help)->type_name(value)->required(need == Need::required);
  if constexpr (std::is_same_v<T, std::vector<std::string>>) {
    if (!flag.starts_with('-')) return;
    option->expected(1)->multi_option_policy(CLI::MultiOptionPolicy::TakeAll)->allow_extra_args(false);
  }
}

}  // namespace

void Arguments::option(const std::string& flag, std::string& into, const std::string& value, const std::string& help,
                       Need need) {
  add_option(inside_->app, flag, into, value, help, need);
}
void Arguments::option(const std::string& flag, std::int64_t& into, const std::string& value, const std::string& help,
                       Need need) {
  add_option(inside_->app, flag, into, value, help, need);
}
void Arguments::option(const std::string& flag, std::vector<std::string>& into, const std::string& value,
                       const std::string& help, Need need) {
  add_option(inside_->app, flag, into, value, help, need);
}
void Arguments::flag(const std::string& flag, bool& into, const std::string& help) {
  inside_->app.add_flag(flag, into, help);
}
void Arguments::positional(const std::string& name, std::string& into, const std::string& help, Need need) {
  add_option(inside_->app, name, into, "", help, need);
}
void Arguments::positional(const std::string& name, std::vector<std::string>& into, const std::string& help,
                           Need need) {
  add_option(inside_->app, name, into, "", help, need);
}

std::optional<int> Arguments::parse(const std::vector<std::string>& words) {
  try {
    inside_->app.parse(std::vector<std::string>(words.rbegin(), words.rend()));  // CLI11 takes them from the back
    return std::nullopt;
  } catch (const CLI::CallForHelp&) {
    std::cout << inside_->app.help();
    return Exit::done;
  } catch (const CLI::ParseError& error) {
    std::cerr << inside_->name << ": " << error.what() << "\nTry: " << inside_->name << " --help\n";
    return Exit::usage;
  }
}

}  // namespace comity::cmd
