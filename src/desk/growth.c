#include "desk/growth.h"

#include <assert.h>

#include "desk/plot.h"
#include "render/view.h"
#include "store/bounce.h"
#include "store/subscriber.h"

/* What is counted of each week. */
struct growth {
	struct weeks weeks;
	long n[WEEKS][SUBSCRIBER_VERBS];
};

static bool growth_read(struct desk *desk, const struct http_request *request, struct str list,
	struct growth *out, struct err *err)
{
	char day[TIME_TEXT];
	struct subscriber_tallies tallies;
	*out = (struct growth){.weeks = weeks_until(request->now)};
	date_iso(date_local(out->weeks.from[0]), day);
	if (!store_subscriber_tallies(desk->store, request->a, list, str_of(day), &tallies, err))
		return false;
	for (size_t i = 0; i < tallies.n; i++) {
		struct date date;
		size_t week = date_parse_partial(tallies.v[i].day, &date) ?
			weeks_find(&out->weeks, date_local_time(date)) :
			WEEKS;
		for (int verb = 0; verb < SUBSCRIBER_VERBS && week < WEEKS; verb++)
			out->n[week][verb] += (long)tallies.v[i].n[verb];
	}
	return true;
}

static bool has_moved(const struct growth *growth)
{
	for (size_t week = 0; week < WEEKS; week++)
		if (growth->n[week][SUBSCRIBER_MOVED_AWAY] || growth->n[week][SUBSCRIBER_MOVED_HERE])
			return true;
	return false;
}

static json_t *plot_of(struct arena *a, const struct growth *growth, const char *id)
{
	struct plot plot = {
		.weeks = &growth->weeks, .title = S("Joined or went by week, and of that joined")};
	long all = 0;
	for (size_t week = 0; week < WEEKS; week++) {
		const long *n = growth->n[week];
		for (int verb = 0; verb < SUBSCRIBER_VERBS; verb++)
			plot.whole[week] += n[verb];
		plot.part[week] = n[SUBSCRIBER_JOINED] + n[SUBSCRIBER_MOVED_HERE];
		assert(plot.part[week] >= 0 && plot.part[week] <= plot.whole[week]);
		all += plot.whole[week];
	}
	return all ? plot_view(a, &plot, id) : json_false();
}

static json_t *weeks_of(const struct growth *growth, bool moved)
{
	static const char *const keys[SUBSCRIBER_VERBS] = {[SUBSCRIBER_JOINED] = "joined",
		[SUBSCRIBER_UNSUBSCRIBED] = "left",
		[SUBSCRIBER_STOPPED] = "bounced",
		[SUBSCRIBER_COMPLAINT] = "complained",
		[SUBSCRIBER_DELETED] = "deleted",
		[SUBSCRIBER_MOVED_AWAY] = "away",
		[SUBSCRIBER_MOVED_HERE] = "here"};
	char name[TIME_TEXT];
	json_t *weeks = json_array();
	assert(keys[SUBSCRIBER_VERBS - 1]); /* a new verb is shown, too */
	for (size_t week = 0; week < WEEKS; week++) {
		json_t *one = json_pack("{ss sb}", "week",
			date_iso_week(date_local(growth->weeks.from[week]), name), "moved", moved);
		for (int verb = 0; verb < SUBSCRIBER_VERBS; verb++)
			json_object_set_new(one, keys[verb], json_integer(growth->n[week][verb]));
		json_array_append_new(weeks, one);
	}
	return weeks;
}

bool growth_view(struct desk *desk, const struct http_request *request, struct str list,
	const char *id, json_t **out, struct err *err)
{
	struct growth growth;
	if (!growth_read(desk, request, list, &growth, err))
		return false;
	bool moved = has_moved(&growth);
	*out = json_pack("{ss so sb so}", "id", id, "plot", plot_of(request->a, &growth, id), "moved",
		moved, "weeks", weeks_of(&growth, moved));
	return true;
}

bool growth_bounces(struct desk *desk, const struct http_request *request, int64_t edition,
	json_t **out, struct err *err)
{
	static const char *const words[BOUNCE_OUTCOMES] = {
		[BOUNCE_NOT_UNDERSTOOD] = "could not be understood",
		[BOUNCE_NOTHING] = "a delay, an answer by itself, or of somebody who was stopped before",
		[BOUNCE_OF_NOBODY] = "about nobody here",
		[BOUNCE_COUNTED] = "came back, but the address may work again: three over a week stop it",
		[BOUNCE_REFUSED] = "refused for what it was, or whence it came",
		[BOUNCE_STOPPED] = "came back for good: the address gets no more mail",
		[BOUNCE_COMPLAINT] = "called spam: unsubscribed from everything",
		[BOUNCE_LEFT] = "unsubscribed by mail",
	};
	int64_t n[BOUNCE_OUTCOMES], since = edition ? 0 : weeks_until(request->now).from[0];
	assert(words[BOUNCE_OUTCOMES - 1]);
	if (!store_bounce_count(desk->store, edition, since, n, err))
		return false;
	json_t *list = json_array();
	for (int i = 0; i < BOUNCE_OUTCOMES; i++)
		if (n[i])
			json_array_append_new(
				list, json_pack("{ss sI}", "words", words[i], "n", (json_int_t)n[i]));
	*out = view_list(list);
	return true;
}
