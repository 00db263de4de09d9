#include "actions/record_order.h"

#include "actions/decide_comment.h"
#include "text/blank.h"
#include "text/checked.h"

namespace comity::actions {
namespace {

template <class IdType>
IdType new_id(World& world) {
  return {world.random.below((std::int64_t{1} << 62) - 1) + 1};
}

Result<std::string> in_bounds(const std::string& words, std::string_view what) {
  COMITY_TRY(const auto checked, text::checked(words));
  if (text::code_points(checked.utf8()) > discussion::max_order_words)
    return fail(Error::Code::invalid, std::string(what) + " has at most 2000 letters");
  return text::is_blank(checked) ? std::string() : checked.utf8();
}

Result<discussion::Order> checked_order(World& world, const RecordOrder& request) {
  discussion::Order order = request.order;
  for (const auto& [member, what] :
       {std::pair{&discussion::Order::authority, "an authority's name"},
        std::pair{&discussion::Order::reference, "a reference"}, std::pair{&discussion::Order::ground, "a ground"},
        std::pair{&discussion::Order::what, "what is ordered"},
        std::pair{&discussion::Order::secret_ground, "a ground for silence"}}) {
    COMITY_TRY(order.*member, in_bounds(order.*member, what));
  }
  const std::string& country = order.country;
  const auto capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  if (!country.empty() && !(country.size() == 2 && capital(country[0]) && capital(country[1])))
    return fail(Error::Code::invalid, "a country is two capitals (ISO 3166-1)");
  if (order.authority.empty()) return fail(Error::Code::invalid, "an order has an authority");
  if (order.ground.empty()) return fail(Error::Code::invalid, "an order has a ground in law");
  if (request.take_down && !order.comment) return fail(Error::Code::invalid, "which comment is to be taken down?");
  order.site = request.site;
  order.id = new_id<discussion::OrderId>(world);
  order.recorded = world.clock.now();
  if (order.received == Time{} || order.received > order.recorded) order.received = order.recorded;
  order.decision = {};
  return order;
}

}  // namespace

Result<discussion::Order> record_order(World& world, const RecordOrder& request) {
  COMITY_TRY(discussion::Order order, checked_order(world, request));
  if (!request.take_down) {
    const auto outcome =
        world.store.commit({world.random.key128(), request.site, order.recorded, {store::RecordOrder{order}}});
    if (!outcome) return fail(outcome.error());
    return order;
  }
  COMITY_TRY(const auto comment, world.store.comment(request.site, order.story, order.comment));
  DecideComment decide;
  decide.site = request.site;
  decide.story = order.story;
  decide.comment = order.comment;
  decide.deed = comment.state == discussion::State::held ? discussion::Deed::refuse : discussion::Deed::remove;
  decide.actor = discussion::Actor::moderator;
  decide.by = order.recorded_by;
  decide.source = discussion::Source::order;
  if (order.secret_ground.empty()) {
    decide.reason = order.authority;
    if (!order.reference.empty()) decide.reason += ", " + order.reference;
    decide.reason += ": " + order.ground;
  }
  decide.also = [&order](const discussion::Decision& decision) -> store::Write {
    order.decision = decision.id;
    return store::RecordOrder{order};
  };
  COMITY_TRY(const auto decision, decide_comment(world, decide));
  order.decision = decision.id;
  return order;
}

Result<discussion::Danger> note_danger(World& world, const NoteDanger& request) {
  discussion::Danger danger;
  COMITY_TRY(danger.words, in_bounds(request.words, "a note"));
  danger.site = request.site;
  danger.id = new_id<discussion::DangerId>(world);
  danger.story = request.story;
  danger.comment = request.comment;
  danger.noted = world.clock.now();
  danger.noted_by = request.by;
  const auto outcome =
      world.store.commit({world.random.key128(), request.site, danger.noted, {store::NoteDanger{danger}}});
  if (!outcome) return fail(outcome.error());
  return danger;
}

Done end_danger(World& world, SiteId site, discussion::DangerId danger, const std::string& by) {
  const auto outcome =
      world.store.commit({world.random.key128(), site, world.clock.now(), {store::EndDanger{danger, by}}});
  if (!outcome) return fail(outcome.error());
  return {};
}

}  // namespace comity::actions
