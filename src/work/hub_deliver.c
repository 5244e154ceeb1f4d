/* Who subscribed gets the feed as it is now (WebSub section 7). */

#include "base/file.h"
#include "base/hmac.h"
#include "work/hub_parts.h"

enum { TRIES = 12, CONTENT_MAX = 16 << 20, GONE = 410 };

struct task {
	struct hub_work *h;
	struct hub_delivery delivery;
};

static bool delivery_keep(struct task *task, const struct fetch_response *response, struct err *err)
{
	struct hub_work *h = task->h;
	const struct hub_delivery *delivery = &task->delivery;
	bool well = response && hub_is_well(response);
	if (delivery->denied || (response && response->status == GONE))
		return store_hub_unsubscribe(h->w->store, delivery->topic, delivery->callback, err);
	h->report.deliveries += well;
	h->report.failures += !well;
	return well ? store_hub_delivered(h->w->store, delivery, err) :
				  store_hub_delivery_failed(h->w->store, delivery,
					  hub_again(h, response, delivery->failures, TRIES), err);
}

static void on_answer(void *user, const struct fetch_response *response)
{
	struct task *task = user;
	struct err err;
	hub_kept(task->h, delivery_keep(task, response, &err), &err);
}

/* The content of a feed, which many get. */
struct content {
	struct str path, bytes;
	bool right; /* it is what was published */
};
struct contents {
	struct content *v;
	size_t n;
};

/* Only what was published is sent: not a file that gets its name at this moment, nor one that
 * somebody altered. */
static const struct content *content_of(
	struct hub_work *h, struct contents *all, const struct hub_delivery *delivery)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->v[i].path, delivery->path))
			return &all->v[i];
	all->v = arena_grow(&h->a, all->v, all->n, sizeof *all->v);
	struct content *content = &all->v[all->n++];
	struct str file = str_printf(
		&h->a, STR_FMT "/out/" STR_FMT, STR_ARG(h->w->site->folder), STR_ARG(delivery->path));
	*content = (struct content){.path = delivery->path};
	content->right = file_read(&h->a, file.p, CONTENT_MAX, &content->bytes, NULL) &&
		content->bytes.n && hash_eq(hash_str(content->bytes), delivery->hash);
	return content;
}

static struct strs headers_of(
	struct hub_work *h, const struct hub_delivery *delivery, struct str content)
{
	struct arena *a = &h->a;
	struct strs headers = {0};
	strs_add(a, &headers,
		str_printf(a, "Content-Type: " STR_FMT, STR_ARG(publish_feed_type(delivery->path))));
	strs_add(a, &headers,
		str_printf(a, "Link: <" STR_FMT ">; rel=\"hub\", <" STR_FMT ">; rel=\"self\"",
			STR_ARG(h->own), STR_ARG(delivery->topic)));
	if (delivery->secret.n)
		strs_add(a, &headers,
			str_printf(a, "X-Hub-Signature: %s=" STR_FMT, hmac_name(HMAC_SHA256),
				STR_ARG(hmac_hex(a, HMAC_SHA256, delivery->secret, content))));
	return headers;
}

static bool deliver(
	struct hub_work *h, struct contents *contents, struct task *task, struct err *err)
{
	const struct hub_delivery *delivery = &task->delivery;
	if (delivery->denied) {
		hub_ask_callback(h, delivery->callback, hub_denial(h, delivery->topic), on_answer, task);
		return true;
	}
	const struct content *content = content_of(h, contents, delivery);
	if (!content->right)
		return delivery_keep(task, NULL, err);
	hub_submit(h,
		(struct fetch_request){.url = delivery->callback,
			.body = content->bytes,
			.headers = headers_of(h, delivery, content->bytes)},
		on_answer, task);
	return true;
}

bool hub_deliver_due(struct hub_work *h, size_t *n, struct err *err)
{
	struct hub_deliveries due;
	struct contents contents = {0};
	bool well = store_hub_deliveries_due(
		h->w->store, &h->a, store_clock(h->w->store), h->site_now, HUB_BATCH, &due, err);
	for (size_t i = 0; well && i < due.n; i++) {
		struct task *task = arena_alloc(&h->a, sizeof *task);
		*task = (struct task){h, due.v[i]};
		task->delivery.denied = due.v[i].denied || !h->own.n;
		well = deliver(h, &contents, task, err);
	}
	*n += well ? due.n : 0;
	return well;
}
