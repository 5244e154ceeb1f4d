/* A store in a folder of its own, and short words for what the tests put into it. */
#ifndef TEST_STORE_FIXTURE_H
#define TEST_STORE_FIXTURE_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "../beside.h"
#include "../clock_at.h"
#include "store/decision.h"
#include "store/edition.h"
#include "store/entry.h"
#include "store/item.h"
#include "store/key.h"
#include "store/note.h"
#include "store/pace.h"
#include "store/related.h"
#include "store/release.h"
#include "store/source.h"

struct fixture {
	char folder[64], path[96];
	struct store *s;
	struct beside beside; /* of sql() */
	struct arena a;
	struct err err;
	int made; /* items */
};

#define OK(call) \
	do { \
		if (!(call)) \
			fail_msg("%s: %s", #call, f->err.text); \
	} while (0)
#define REFUSED(call, words) \
	do { \
		f->err.text[0] = 0; \
		assert_false(call); \
		assert_non_null(strcasestr(f->err.text, words)); \
	} while (0)
#define assert_str(actual, expected) \
	do { \
		struct str is_ = (actual), shall_ = str_of(expected); \
		if (!str_eq(is_, shall_)) \
			fail_msg("\"" STR_FMT "\" is not \"" STR_FMT "\"", STR_ARG(is_), STR_ARG(shall_)); \
	} while (0)

static inline int fixture_open(void **state)
{
	struct fixture *f = calloc(1, sizeof *f);
	/* In memory where there is such a folder: the tests commit thousands of times, and a disk takes
	 * a millisecond each. */
	snprintf(f->folder, sizeof f->folder, "%s/tidings-store-XXXXXX",
		access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp");
	assert_non_null(mkdtemp(f->folder));
	snprintf(f->path, sizeof f->path, "%s/tidings.db", f->folder);
	assert_true(new_store(f->path, &f->err));
	f->s = open_store(f->path, &f->err);
	assert_non_null(f->s);
	*state = f;
	return 0;
}

static inline int fixture_remove(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static inline int fixture_close(void **state)
{
	struct fixture *f = *state;
	beside_close(&f->beside);
	store_close(f->s);
	drop_stores();
	arena_free(&f->a);
	nftw(f->folder, fixture_remove, 8, FTW_DEPTH | FTW_PHYS);
	free(f);
	return 0;
}

static inline void fixture_reopen(struct fixture *f)
{
	store_close(f->s);
	f->s = open_store(f->path, &f->err);
	if (!f->s)
		fail_msg("%s", f->err.text);
}

/* Runs SQL beside the store (beside.h). */
static inline const char *sql(struct fixture *f, const char *text)
{
	return beside_sql(&f->beside, &f->a, f->path, text);
}

static inline int64_t source_make(struct fixture *f, const char *name)
{
	struct source_states all;
	char query[200];
	snprintf(query, sizeof query,
		"INSERT INTO source (name, kind, fingerprint) VALUES ('%s', 'feed', 'x') ON CONFLICT DO "
		"NOTHING",
		name);
	sql(f, query);
	OK(store_source_list(f->s, &f->a, &all, &f->err));
	for (size_t i = 0; i < all.n; i++)
		if (str_eq(all.v[i].name, str_of(name)))
			return all.v[i].id;
	fail_msg("no source %s", name);
	return 0;
}

static inline struct verdict verdict_of(const char *title, double score)
{
	return (struct verdict){.score = score,
		.confidence = CONFIDENCE_HIGH,
		.face = {.section = SECTION_NEWS,
			.title = str_of(title),
			.url = S("https://a.example/"),
			.label = S("A"),
			.date = {2026, 1, 2}}};
}

static inline int64_t item_make(struct fixture *f, const char *title, double score)
{
	struct verdict verdict = verdict_of(title, score);
	int64_t id;
	const struct item_seed seed = {
		.tag = str_printf(&f->a, "item/%d", ++f->made), .verdict = &verdict, .now = 1000};
	OK(store_item_add(f->s, &seed, &id, &f->err));
	return id;
}

static inline struct entry news(const char *native, const char *title)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.native = str_of(native),
		.title = str_of(title),
		.published = NO_TIME,
		.updated = NO_TIME};
}

static inline int64_t entry_put(struct fixture *f, int64_t source, int64_t item, struct entry entry)
{
	int64_t id;
	struct str detail;
	OK(entry_detail_to_json(&f->a, &entry, &detail, &f->err));
	const struct entry_seed seed = {.source = source,
		.item = item,
		.now = 1000,
		.entry = &entry,
		.detail = detail,
		.hash = entry_hash(&entry),
		.match_why = S("Same address.")};
	OK(store_entry_add(f->s, &seed, &id, &f->err));
	return id;
}

static inline struct item item_read(struct fixture *f, int64_t id)
{
	struct item item;
	bool found;
	OK(store_item_get(f->s, &f->a, id, &item, &found, &f->err));
	assert_true(found);
	return item;
}

/* Each line as a reason in words. */
static inline bool set_changes(struct store *s, int64_t id, struct strs lines, struct err *err)
{
	struct reason reasons[4];
	assert_true(lines.n <= 4);
	for (size_t i = 0; i < lines.n; i++)
		reasons[i] = (struct reason){.kind = REASON_OTHER, .to = lines.v[i]};
	return store_item_set_changes(s, id, &(struct reasons){reasons, lines.n}, err);
}

/* The next edition of the news, and its end. */
static inline struct edition_draft draft(struct fixture *f)
{
	const struct mail_list list = mail_list_of(SECTION_NEWS);
	struct edition_draft out;
	OK(store_edition_draft(f->s, &f->a, &list, 0, &out, &f->err));
	return out;
}

static inline void freeze(struct fixture *f, const char *period)
{
	struct edition_draft held = draft(f);
	const struct frozen_edition edition = {
		.list = S("news"), .period = str_of(period), .frozen = 99, .hash = S("hash")};
	int64_t id;
	OK(store_edition_freeze(f->s, &edition, &(struct edition_bodies){0}, &held, &id, &f->err));
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)

/* Takes back what step 53 changed. */
static inline void fixture_take_back_53(struct fixture *f)
{
	sql(f, "DROP INDEX entry_item");
	sql(f, "CREATE INDEX entry_item ON entry (item, current)");
}

/* Takes away what step 52 brought. */
static inline void fixture_take_back_52(struct fixture *f)
{
	fixture_take_back_53(f);
	sql(f, "DROP TRIGGER item_left_live");
	sql(f, "DROP TRIGGER shown_not_live");
	sql(f, "DROP TABLE left_live");
}

/* Takes back what step 51 changed. */
static inline void fixture_take_back_51(struct fixture *f)
{
	fixture_take_back_52(f);
	if (test_server())
		sql(f, "ALTER TABLE doc DROP COLUMN item");
}

/* Takes back what step 50 changed. */
static inline void fixture_take_back_50(struct fixture *f)
{
	fixture_take_back_51(f);
	sql(f, "DROP TRIGGER facet_follows");
	sql(f,
		test_server() ?
			"CREATE FUNCTION facet_follows() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN UPDATE "
			"facet SET state = new.state, score = new.score WHERE item = new.id; RETURN NULL; END "
			"$$; CREATE TRIGGER facet_follows AFTER UPDATE OF state, score ON item FOR EACH ROW "
			"EXECUTE FUNCTION facet_follows()" :
			"CREATE TRIGGER facet_follows AFTER UPDATE OF state, score ON item BEGIN UPDATE facet "
			"SET state = new.state, score = new.score WHERE item = new.id; END");
}

/* Takes away what step 49 brought. */
static inline void fixture_take_back_49(struct fixture *f)
{
	fixture_take_back_50(f);
	sql(f, "DROP TABLE tries");
}

/* Takes back what step 48 changed. */
static inline void fixture_take_back_48(struct fixture *f)
{
	fixture_take_back_49(f);
	sql(f, "DROP TRIGGER facet_follows");
	sql(f, "DROP TABLE facet");
	sql(f,
		"CREATE TABLE facet (name TEXT NOT NULL, item BIGINT NOT NULL, PRIMARY KEY (name, item))");
	sql(f, "CREATE INDEX facet_item ON facet(item)");
}

/* Takes away what step 45 brought. */
static inline void fixture_take_back_45(struct fixture *f)
{
	fixture_take_back_48(f);
	sql(f, "ALTER TABLE item DROP COLUMN prior");
	sql(f, "ALTER TABLE item DROP COLUMN learned");
}

/* Takes away what steps 42 to 44 brought. */
static inline void fixture_take_back_42(struct fixture *f)
{
	fixture_take_back_45(f);
	sql(f, "DROP TABLE edition_reminder"); /* of step 44 */
	sql(f, "ALTER TABLE editor_mail DROP COLUMN reminded");
	sql(f, "ALTER TABLE edition DROP COLUMN about");
	sql(f, "DROP TABLE block");
	sql(f, "DROP TABLE block_due");
}

/* Takes back what step 41 changed. */
static inline void fixture_take_back_41(struct fixture *f)
{
	fixture_take_back_42(f);
	sql(f, "DROP TABLE handed_over");
	sql(f, "CREATE INDEX delivery_at ON delivery(at) WHERE at IS NOT NULL");
}

/* Takes away what steps 35 and 36 brought. */
static inline void fixture_take_back_35(struct fixture *f)
{
	fixture_take_back_41(f);
	sql(f, "DROP TABLE subscription_moved"); /* of step 39 */
	sql(f, "DROP TABLE mail_list_before");
	sql(f, "DROP TABLE edition_left_out"); /* of step 36 */
	sql(f, "DROP TABLE edition_wording");
	sql(f, "DROP INDEX edition_file_waits");
	sql(f, "ALTER TABLE edition_file DROP COLUMN written");
	sql(f, "ALTER TABLE edition DROP COLUMN subject");
	sql(f, "ALTER TABLE edition DROP COLUMN fresh");
	sql(f, "ALTER TABLE edition DROP COLUMN corrected");
	sql(f, "ALTER TABLE edition DROP COLUMN html");
	sql(f, "ALTER TABLE edition DROP COLUMN text");
	sql(f, "ALTER TABLE edition DROP COLUMN slot");
	sql(f, "ALTER TABLE edition RENAME COLUMN list TO section");
	sql(f, "ALTER TABLE running_order RENAME COLUMN list TO section");
	sql(f, "DROP TABLE delivery");
	sql(f, "DROP TABLE mailing");
	sql(f, "DROP TABLE subscriber_tally");
	sql(f, "DROP TABLE subscription");
	sql(f, "DROP TABLE subscriber");
	sql(f, "DROP TABLE mail_list");
}

/* Takes away what step 37 brought. */
static inline void fixture_take_back_37(struct fixture *f)
{
	sql(f, "DROP TABLE edition_act"); /* of step 40 */
	sql(f, "DROP TABLE campaign");    /* of step 38 */
	sql(f, "DROP TABLE bounce_inbox");
	sql(f, "DROP TABLE bounce");
}

/* Takes away what step 31 and later ones brought. */
static inline void fixture_take_back_31(struct fixture *f)
{
	fixture_take_back_37(f);
	fixture_take_back_35(f);
	sql(f, "DROP TABLE alert");          /* of step 34 */
	sql(f, "DROP TABLE invitation");     /* of step 33 */
	sql(f, "DROP TRIGGER editor_named"); /* of step 32 */
	sql(f, "DROP TABLE editor_name");
	sql(f, "DROP TABLE mention");
	sql(f, "DROP TABLE item_note");
	sql(f, "ALTER TABLE decision DROP COLUMN assignee");
	sql(f, "DROP INDEX item_assignee");
	sql(f, "ALTER TABLE item DROP COLUMN assignee");
	sql(f, "ALTER TABLE item DROP COLUMN assigned_word");
}

/* Takes away what step 29 and later ones, up to 30, brought. */
static inline void fixture_take_back_29(struct fixture *f)
{
	sql(f, "ALTER TABLE addition DROP COLUMN fault"); /* of step 30 */
	sql(f, "DROP TRIGGER editor_left");
	sql(f, "DROP TRIGGER editor_reset");
	sql(f, "DROP TABLE editor_mail");
	sql(f, "DROP TABLE mail_link");
}

/* Takes away what step 28 brought. */
static inline void fixture_take_back_28(struct fixture *f)
{
	sql(f, "DROP INDEX entry_brought");
	sql(f, "ALTER TABLE entry DROP COLUMN first");
	sql(f, "DROP INDEX decision_at");
}

/* Takes away what step 13 and later ones brought. */
static inline void fixture_take_back_13(struct fixture *f)
{
	fixture_take_back_31(f);
	fixture_take_back_29(f);
	fixture_take_back_28(f);
	sql(f, "DROP TABLE worker");         /* of step 27 */
	sql(f, "DROP TRIGGER batch_counts"); /* of step 26 */
	sql(f, "DROP TRIGGER batch_loses");
	sql(f, "DROP TABLE saved_filter");   /* of step 25 */
	sql(f, "DROP INDEX decision_batch"); /* of step 24 */
	sql(f, "ALTER TABLE decision DROP COLUMN batch");
	sql(f, "DROP TABLE batch");
	sql(f, "DROP TABLE config_change"); /* of step 22 */
	sql(f, "DROP TABLE config_tryout");
	sql(f, "DROP TABLE arrangement"); /* of step 23 */
	sql(f, "DROP TRIGGER item_joined");
	sql(f, "DROP INDEX listed_placed");
	sql(f, "ALTER TABLE listed DROP COLUMN place");
	for (size_t i = 0; i < 2; i++) { /* of step 21 */
		sql(f, i ? "ALTER TABLE release DROP COLUMN lead" : "ALTER TABLE item DROP COLUMN lead");
		sql(f, i ? "ALTER TABLE release DROP COLUMN also" : "ALTER TABLE item DROP COLUMN also");
	}
	sql(f, "ALTER TABLE item DROP COLUMN edited_official_title");
	sql(f, "ALTER TABLE item DROP COLUMN edited_url");
	sql(f, "ALTER TABLE item DROP COLUMN edited_label");
	sql(f, "ALTER TABLE item DROP COLUMN edited_lead");
	sql(f, "ALTER TABLE item DROP COLUMN edited_also");
	sql(f, "ALTER TABLE item DROP COLUMN lead_status");
	sql(f, "DROP TABLE addition");     /* of step 20 */
	sql(f, "DROP TABLE websub_named"); /* of step 19 */
	sql(f, "DROP TABLE websub");
	sql(f, "DROP TABLE websub_delivery");
	sql(f, "DROP TABLE hub_topic"); /* of step 17 */
	sql(f, "DROP TABLE hub_ping");
	sql(f, "DROP TABLE hub_subscription");
	sql(f, "DROP TABLE hub_request");
	sql(f, "DROP TRIGGER item_unverified"); /* of step 18 */
	sql(f, "ALTER TABLE item DROP COLUMN unverified");
	sql(f, "ALTER TABLE dirty DROP COLUMN lists");
	sql(f, "DROP TABLE found"); /* of step 15 */
	sql(f, "DROP TABLE found_terms");
	sql(f, "ALTER TABLE release DROP COLUMN language"); /* of step 14 */
	sql(f, "DROP TABLE link");
	sql(f, "DROP INDEX release_url");
	sql(f, "ALTER TABLE item DROP COLUMN told");
	sql(f, "ALTER TABLE release DROP COLUMN told");
	sql(f, "DROP TABLE witness");
	sql(f,
		"CREATE TABLE witness (key_kind INTEGER NOT NULL, key TEXT NOT NULL, correction INTEGER "
		"NOT NULL, pmid TEXT NOT NULL, seen INTEGER NOT NULL, PRIMARY KEY (key_kind, key, "
		"correction, pmid)) STRICT, WITHOUT ROWID");
}

#endif
