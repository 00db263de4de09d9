#include "http/posting.h"

#include "actions/read_own.h"
#include "actions/restriction.h"
#include "discussion/story_address.h"
#include "http/events.h"
#include "http/guest.h"
#include "http/reasons.h"

namespace comity::http {
namespace {

bool is_json(const Request& request) {
  const std::string_view type = request.header("content-type");
  return type.substr(0, type.find(';')) == "application/json";
}

bool is_ours(const App& app, const Request& request, std::string_view origin) {
  if (!app.options.public_url.empty()) {
    const auto own = discussion::checked_origin(app.options.public_url);
    return own && *own == origin;
  }
  const std::string_view host = request.header("host");
  return !host.empty() && origin == (request.secure ? "https://" : "http://") + std::string(host);
}

Key128 story_key(App& app, const discussion::Site& site, const actions::StoryAddress& address) {
  return keyed_hash(app.world.secret,
                    "story\n" + std::to_string(site.id.value) + "\n" + (address.id.empty() ? address.url : address.id));
}

Refused too_often(App& app, const Rates::Answer& answer) {
  ++app.counters.too_many;
  Refused refused{429, "too_many", "", answer.wait_s};
  if (answer.which == "guest") {
    refused.detail = "You wrote a lot in a short time.";
  } else if (answer.which == "source") {
    refused.detail = "A lot was written from your network in a short time.";
  } else {
    refused.detail = "A lot is being written here just now.";
  }
  refused.detail += " Nothing was lost: try again in " + std::to_string(answer.wait_s) + " s.";
  return refused;
}

// Whoever meets a closed story or a mistake in the form has written nothing: it does not cost them a comment.
void give_back_if_vain(App& app, const Rates::Who& who, const Error& error) {
  const bool failed = error.code == Error::Code::unavailable || error.code == Error::Code::corrupt;
  if (!failed) app.rates.give_back(who, app.world.clock.now());
}

// Until when, and where it says why and takes an appeal.
std::string about_block(App& app, const actions::PostComment& post) {
  const auto block = actions::restriction_of_guest(app.world, post.site, *post.guest_key);
  if (!block || !*block) return "You are blocked here.";
  std::string said = "You cannot post here";
  if ((*block)->until) said += " until " + rfc3339(*(*block)->until);
  said += ".";
  if (const auto straw = app.world.store.comment(post.site.id, (*block)->story, (*block)->comment)) {
    said += " Why, and how to ask for another look: " + app.options.public_url + "/r/" + to_base64url(straw->receipt);
  }
  return said;
}

// That somebody who is blocked was here: for a day, as a hint (traces.h).
void trace(App& app, const Request& request, const actions::PostComment& post) {
  const auto author =
      app.world.store.author_by_token(post.site.id, actions::guest_hash(app.world, post.site.id, *post.guest_key));
  if (author) app.traces.note(post.site.id, request.source, author->id, app.world.clock.now());
}

void heard(App& app, SiteId site, StoryId story, std::int64_t log_position) {
  if (!story) return;
  // The store tells us too, but an author who follows the answer at once must see their own comment.
  app.snapshots.touched_early(site, story, log_position);
}

}  // namespace

Refused refused(const Error& error) {
  switch (error.code) {
    case Error::Code::invalid:
      return {400, "invalid", error.detail, 0};
    case Error::Code::forbidden:
      return {403, "forbidden", error.detail, 0};
    case Error::Code::not_found:
      return {404, "not_found", error.detail, 0};
    case Error::Code::conflict:
      return {409, "conflict", error.detail, 0};
    case Error::Code::unavailable:
      return {503, "unavailable", "This cannot be written down now. Try again soon.", 5};
    case Error::Code::corrupt:
      break;
  }
  return {500, "corrupt", "The server found damaged data. The operator has been told.", 0};
}

Response problem(const Refused& refused, const Request& request) {
  Response response = problem(refused.status, refused.code, refused.detail, request);
  if (refused.retry_after_s > 0) response.add("Retry-After", std::to_string(refused.retry_after_s));
  return response;
}

std::optional<Refused> refused_origin(const App& app, const Request& request, const discussion::Site* site) {
  const Refused no{403, "cross_site", "This page may not do that here: its origin is not one of the site's.", 0};
  const std::string_view fetch_site = request.header("sec-fetch-site");
  if (fetch_site == "same-origin" || fetch_site == "none") return std::nullopt;
  const std::string_view origin = request.header("origin");
  if (!origin.empty()) {
    if (is_ours(app, request, origin)) return std::nullopt;
    if (site != nullptr) {
      for (const std::string& allowed : site->origins) {
        if (origin == allowed) return std::nullopt;
      }
    }
    return no;
  }
  if (!fetch_site.empty()) return no;
  // Not a browser of these years. A foreign page's form can send nothing but GET and POST, no token and no JSON body.
  if (request.method != "POST" || bearer_key(request) || is_json(request)) return std::nullopt;
  return no;
}

std::optional<Refused> refused_lookup(App& app, const Request& request) {
  const std::int64_t wait = app.rates.take_lookup(request.source, app.world.clock.now());
  if (wait == 0) return std::nullopt;
  return too_often(app, {wait, "source", 0});
}

tl::expected<actions::Posted, Refused> submit(App& app, const Request& request, actions::PostComment post) {
  if (auto no = refused_origin(app, request, &post.site)) return tl::unexpected(*no);
  const Rates::Who who{post.guest_key, request.source, post.site.id, story_key(app, post.site, post.story)};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  post.source_10m = rate.source_10m;
  auto posted = actions::post_comment(app.world, post);
  if (!posted) {
    give_back_if_vain(app, who, posted.error());
    Refused no = refused_and_logged(app, request, posted.error());
    no.code = reason_of(app, post, posted.error());
    if (no.code == "blocked") {
      no.detail = about_block(app, post);
      trace(app, request, post);
    }
    return tl::unexpected(std::move(no));
  }
  app.traces.note(post.site.id, request.source, posted->comment.author, app.world.clock.now());
  ++app.counters.posted[static_cast<std::size_t>(posted->outcome)];
  if (posted->comment.id) heard(app, post.site.id, posted->story.id, posted->log_position);
  return *std::move(posted);
}

tl::expected<actions::Posted, Refused> submit_edit(App& app, const Request& request, actions::EditComment edit) {
  if (auto no = refused_origin(app, request, &edit.site)) return tl::unexpected(*no);
  const Rates::Who who{edit.guest_key ? *edit.guest_key : edit.receipt, request.source, edit.site.id, {}};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  edit.source_10m = rate.source_10m;
  auto posted = actions::edit_comment(app.world, edit);
  if (!posted) {
    give_back_if_vain(app, who, posted.error());
    return tl::unexpected(refused_and_logged(app, request, posted.error()));
  }
  heard(app, edit.site.id, posted->story.id, posted->log_position);
  return *std::move(posted);
}

tl::expected<discussion::Comment, Refused> submit_withdrawal(App& app, const Request& request,
                                                             const discussion::Site& site, const Key128& receipt) {
  if (auto no = refused_origin(app, request, &site)) return tl::unexpected(*no);
  const Rates::Who who{receipt, request.source, site.id, {}};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  auto comment = actions::withdraw_comment(app.world, site, receipt);
  if (!comment) {
    give_back_if_vain(app, who, comment.error());
    return tl::unexpected(refused_and_logged(app, request, comment.error()));
  }
  heard(app, site.id, comment->story, 0);
  return *std::move(comment);
}

tl::expected<discussion::Appeal, Refused> submit_appeal(App& app, const Request& request, const discussion::Site& site,
                                                        const actions::FileAppeal& file) {
  if (auto no = refused_origin(app, request, &site)) return tl::unexpected(*no);
  const Rates::Who who{file.receipt, request.source, site.id, {}};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  auto appeal = actions::file_appeal(app.world, site, file);
  if (!appeal) {
    give_back_if_vain(app, who, appeal.error());
    return tl::unexpected(refused_and_logged(app, request, appeal.error()));
  }
  return *std::move(appeal);
}

tl::expected<discussion::Contact, Refused> submit_address(App& app, const Request& request,
                                                          const discussion::Site& site,
                                                          const actions::LeaveAddress& leave) {
  if (auto no = refused_origin(app, request, &site)) return tl::unexpected(*no);
  const Rates::Who who{leave.receipt, request.source, site.id, {}};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  auto contact = actions::leave_address(app.world, leave);
  if (!contact) {
    give_back_if_vain(app, who, contact.error());
    return tl::unexpected(refused_and_logged(app, request, contact.error()));
  }
  return *std::move(contact);
}

tl::expected<actions::ErasedCount, Refused> submit_erasure(App& app, const Request& request,
                                                           const discussion::Site& site, const Key128& key,
                                                           const std::function<Result<actions::ErasedCount>()>& erase) {
  if (auto no = refused_origin(app, request, &site)) return tl::unexpected(*no);
  const Rates::Who who{key, request.source, site.id, {}};
  const auto rate = app.rates.take(who, app.world.clock.now());
  if (rate.wait_s > 0) return tl::unexpected(too_often(app, rate));
  const auto erased = erase();
  if (!erased) {
    give_back_if_vain(app, who, erased.error());
    return tl::unexpected(refused_and_logged(app, request, erased.error()));
  }
  return *erased;
}

Refused refused_and_logged(App& app, const Request& request, const Error& error) {
  if (error.code == Error::Code::unavailable || error.code == Error::Code::corrupt) {
    ++app.counters.failed;
    app.log("request " + request.id + ": " + std::string(name(error.code)) + ": " + error.detail);
  }
  return refused(error);
}

}  // namespace comity::http
