#include "store/release_row.h"

#include <assert.h>

#include "store/face.h"
#include "store/shown_row.h"

static struct release release_take(struct query *q, struct arena *a)
{
	struct release release = {.id = take_int(q)};
	release.item = take_int(q);
	release.tag = take_str(q, a);
	release.at = take_int(q);
	release.published = take_int(q);
	release.automatic = take_int(q);
	release.backfill = take_int(q);
	release.face = face_take(q, a);
	release.filed = take_lines_or_null(q, a, &release.topics);
	release.note = take_str(q, a);
	release.noted = take_time(q);
	release.language = take_str(q, a);
	(void)date_parse_partial(take_str(q, a), &release.face.unverified);
	return release;
}

bool store_release_get(
	struct store *s, struct arena *a, int64_t id, struct release *out, bool *found, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.id, r.item, i.tag, r.at, r.published, r.automatic, i.backfill, " FACE_COLUMNS(
			"r.") ", r.topics, r.note, r.noted, r.language, i.unverified FROM release AS r JOIN "
				  "item AS "
				  "i ON i.id = r.item "
				  "WHERE r.id "
				  "= ?1");
	bind_int(&q, id);
	*found = query_row(&q);
	if (*found)
		*out = release_take(&q, a);
	return query_end(&q, err);
}

/* The rows are read one by one, so that no sorting ever carries their texts. */
bool release_take_all(
	struct store *s, struct arena *a, struct query *ids, struct releases *out, struct err *err)
{
	*out = (struct releases){0};
	while (query_row(ids)) {
		bool found;
		out->v = arena_grow(a, out->v, out->n, sizeof *out->v);
		if (!store_release_get(s, a, take_int(ids), &out->v[out->n], &found, err))
			return false;
		out->n += found;
	}
	return query_end(ids, err);
}

bool store_release_live(struct store *s, struct arena *a, enum section section, long limit,
	struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(s,
		"SELECT r.id FROM item AS i JOIN release AS r ON r.id = i.live WHERE i.live IS NOT NULL "
		"AND (?1 = 0 OR r.section = ?1) "
		"ORDER BY r.at DESC, r.item DESC LIMIT ?2");
	bind_int(&ids, section);
	bind_limit(&ids, limit);
	return release_take_all(s, a, &ids, out, err);
}

/* PubMed's titles are English or translated, and those of the registry are English; an editor's are
 * in the site's language. */
static struct str language_of(const struct release_seed *seed, struct str given)
{
	enum entry_kind kind = seed->face->kind;
	if (seed->item->has_edited_title)
		return STR_NONE;
	return kind == ENTRY_PAPER || kind == ENTRY_TRIAL ? S("en") : given;
}

bool store_release_preview(struct store *s, struct arena *a, const struct release_seed *seed,
	struct release *out, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(s,
		"SELECT r.published, l.note, l.noted, coalesce((SELECT language FROM entry WHERE id = "
		"i.main_copy), (SELECT language FROM entry WHERE item = i.id AND current = 1 ORDER BY id "
		"LIMIT 1), '') FROM item AS i LEFT JOIN shown AS s ON s.item "
		"= " SHOWN_ROW("i") "LEFT JOIN release AS r ON r.id = s.release "
							"LEFT JOIN release AS l ON l.id = ?2 WHERE i.id = ?1");
	bind_int(&q, seed->item->id);
	bind_id(&q, seed->item->live);
	*out = (struct release){.item = seed->item->id,
		.tag = seed->item->tag,
		.at = seed->at,
		.published = seed->at,
		.automatic = seed->automatic,
		.face = *seed->face,
		.noted = NO_TIME,
		.topics = seed->topics,
		.filed = true};
	if (query_row(&q)) {
		int64_t known = take_time(&q);
		out->published = known != NO_TIME ? known : seed->at;
		out->note = take_str(&q, a);
		out->noted = take_time(&q);
		out->language = language_of(seed, take_str(&q, a));
	}
	if (seed->note.n) {
		out->note = seed->note;
		out->noted = seed->at;
	}
	return query_end(&q, err);
}

static bool release_insert(
	struct store *s, const struct release *release, int64_t *id, struct err *err)
{
	char day[TIME_TEXT];
	struct query q CLEANUP_QUERY = QUERY_INSERT(s,
		"INSERT INTO release (item, at, published, corrected, automatic, topics, note, "
		"noted, language, " FACE_COLUMNS("") ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, " FACE_MARKS
											 ")");
	assert(release->item && release->face.title.n);
	bind_int(&q, release->item);
	bind_int(&q, release->at);
	bind_int(&q, release->published);
	bind_int(&q, release_is_corrected(release));
	bind_int(&q, release->automatic);
	release->filed ? bind_lines(&q, release->topics) : bind_null(&q);
	bind_str(&q, release->note);
	bind_time(&q, release->noted);
	bind_str(&q, release->language);
	face_bind(&q, &release->face, day);
	return query_inserted(&q, id, err);
}

bool store_release_add(
	struct store *s, const struct release_seed *seed, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct release release;
	return store_release_preview(s, &a, seed, &release, err) &&
		release_insert(s, &release, id, err);
}

bool store_release_copy(
	struct store *s, int64_t from, int64_t item, int64_t at, int64_t *id, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct release release;
	bool found;
	if (!store_release_get(s, &a, from, &release, &found, err))
		return false;
	if (!found)
		return err_set_kind(err, ERR_STORE, "the store: there is no release %lld", (long long)from);
	release.item = item;
	release.at = at;
	return release_insert(s, &release, id, err);
}

bool store_release_unfiled(
	struct store *s, struct arena *a, long limit, struct releases *out, struct err *err)
{
	struct query ids CLEANUP_QUERY = QUERY(
		s, "SELECT id FROM release WHERE topics IS NULL ORDER BY id LIMIT ?1");
	bind_int(&ids, limit);
	return release_take_all(s, a, &ids, out, err);
}

bool store_release_file(struct store *s, int64_t id, struct strs topics, struct err *err)
{
	struct query q CLEANUP_QUERY = QUERY(
		s, "UPDATE release SET topics = ?2 WHERE id = ?1 AND topics IS NULL");
	bind_int(&q, id);
	bind_lines(&q, topics);
	return query_end(&q, err);
}
