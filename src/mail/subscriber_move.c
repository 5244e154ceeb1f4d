/* Everybody on one list is put on another: it was renamed, or two become one. */
#include "mail/subscriber_parts.h"
#include "store/mail_list.h"
#include "store/unit.h"

static bool check_lists(
	const struct site *site, struct store *s, const struct subscription_move *move, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct strs known;
	bool mailed;
	if (!site_list(site, move->to))
		return err_set(err, "the configuration has no digest “" STR_FMT "”", STR_ARG(move->to));
	if (str_eq(move->from, move->to))
		return err_set(err, "they are on “" STR_FMT "” already", STR_ARG(move->to));
	if (!store_mail_list_all(s, &a, &known, err))
		return false;
	if (!strs_have(known, move->from))
		return err_set(err, "nobody ever was on a list “" STR_FMT "”", STR_ARG(move->from));
	if (!store_subscription_is_mailed(s, move->from, &mailed, err))
		return false;
	return !mailed ||
		err_set(err,
			"an edition of “" STR_FMT
			"” is on its way, which they would not get: move them when it is done or cancelled",
			STR_ARG(move->from));
}

static bool move_all(const struct site *site, struct store *s, const struct subscription_move *move,
	int64_t now, struct subscription_moved *out, struct err *err)
{
	return check_lists(site, s, move, err) && store_subscription_move(s, move, out, err) &&
		subscriber_tally(
			s, move->from, &(struct tallied){SUBSCRIBER_MOVED_AWAY, out->people, now}, err) &&
		subscriber_tally(s, move->to,
			&(struct tallied){SUBSCRIBER_MOVED_HERE, out->people - out->already, now}, err);
}

bool subscriber_move(const struct site *site, struct store *s, const struct subscription_move *move,
	int64_t now, struct subscription_moved *out, struct err *err)
{
	struct unit u;
	*out = (struct subscription_moved){0};
	return unit_begin(&u, s, err) && unit_end(&u, move_all(site, s, move, now, out, err), err);
}

bool subscriber_stranded(const struct site *site, struct store *s, struct arena *a,
	struct stranded_lists *out, struct err *err)
{
	struct strs known;
	*out = (struct stranded_lists){0};
	if (!store_mail_list_all(s, a, &known, err))
		return false;
	for (size_t i = 0; i < known.n; i++) {
		struct stranded_list one = {.slug = known.v[i]};
		if (site_list(site, one.slug))
			continue;
		if (!store_subscriber_count(s, one.slug, &one.people, err))
			return false;
		if (!one.people)
			continue;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		out->v[out->n++] = one;
	}
	return true;
}
