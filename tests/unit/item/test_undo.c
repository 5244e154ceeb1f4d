#include "decisions.h"
#include "base/array.h"
#include "item/rejudge.h"

enum { ITEMS = 12, STEPS = 24 };
/* In round 48 the words of an editor settled what an update was about; in round 159 they were
 * changed beside an update that was declined. */
static const uint64_t ROUNDS[] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 48, 159};

struct rng {
	uint64_t x;
};
/* splitmix64: the same rounds on every machine. */
static unsigned pick(struct rng *r, unsigned n)
{
	uint64_t z = r->x += 0x9E3779B97F4A7C15;
	z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
	z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
	return (unsigned)((z >> 33) % n);
}

/* All that a decision may touch, of the items that were there: what each item is to editors and to
 * readers, and whose every copy, key and relation is. */
static const char *snapshot(struct fixture *f, int64_t items, bool releases_too)
{
	char text[1600];
	snprintf(text, sizeof text,
		"SELECT (SELECT group_concat(x, char(10)) FROM (SELECT i.id || '|' || i.tag || '|' || "
		"i.state || '|' || quote(i.deferred_until) || '|' || quote(i.merged_into) || '|' || "
		"quote(i.edited_section) || quote(i.edited_title) || quote(i.edited_summary) || "
		"quote(i.edited_citation) || quote(i.edited_lead) || quote(i.lead_status) || "
		"quote(i.edited_also) || quote(i.edited_url) || quote(i.edited_topics) || "
		"quote(i.update_why) || "
		"quote(i.dismissed) || quote(i.assignee) || quote(i.assigned_word) || "
		"quote(r.title) || quote(r.section) || quote(r.summary) || quote(r.lead) || "
		"quote(r.also) || quote(r.topics) || "
		"quote(r.published) || CASE WHEN %d THEN quote(i.live) ELSE '' END AS x "
		"FROM item AS i LEFT JOIN release AS r ON r.id = i.live WHERE i.id <= %lld ORDER BY i.id)) "
		"|| "
		"(SELECT group_concat(x, char(10)) FROM (SELECT 'e' || id || '|' || item AS x FROM entry "
		"ORDER BY id)) || "
		"(SELECT group_concat(x, char(10)) FROM (SELECT 'k' || id || '|' || item AS x FROM ikey "
		"ORDER BY id)) || "
		"(SELECT group_concat(x, char(10)) FROM (SELECT 'r' || item || hex(hash) || why AS x FROM "
		"related ORDER BY item, hash))",
		releases_too, (long long)items);
	return sql(f, text);
}

static int64_t item_count(struct fixture *f)
{
	return atoll(sql(f, "SELECT max(id) FROM item"));
}

/* Twelve items with one copy and two keys each; relations, some of which two items share; some
 * live, one with an update that waits. */
static void start(struct fixture *f)
{
	int64_t sources[] = {source_make(f, "A"), source_make(f, "B")};
	struct str why = S("Status changed.");
	sql(f,
		"INSERT INTO editor (name, folded, role, password, created) VALUES ('Ana', 'ana', 1, '', "
		"1), ('Ben', 'ben', 3, '', 1)");
	OK(store_begin(f->s, &f->err));
	for (int64_t i = 1; i <= ITEMS; i++) {
		char native[16];
		snprintf(native, sizeof native, "n%lld", (long long)i);
		int64_t item = item_make(f, "Title", 0.5);
		entry_put(f, sources[i % 2], item, news(native, "Title"));
		/* What the item says is what its copy says: a merge and its undo judge it anew. */
		OK(item_rejudge(ASK_SITE, f->s, item, &(struct reasons){0}, &f->err));
		OK(store_key_add(f->s, 4, str_of(native), item, &f->err));
		OK(store_key_add(f->s, 5, str_of(native), item, &f->err));
		const struct mention mention = {
			.key = i % 3 ? S("shared") : S("other"), .why = str_of(native)};
		OK(store_related_add(f->s, item, &mention, &f->err));
		if (i % 4 == 0)
			OK(ask_approve(f->s, by(i), item, SECTION_NONE, STR_NONE, &f->err));
	}
	OK(set_changes(f->s, 4, (struct strs){&why, 1}, &f->err));
	OK(store_commit(f->s, &f->err));
}

static bool split_one(struct fixture *f, struct rng *r, struct by who, int64_t item)
{
	struct copies copies;
	int64_t made;
	OK(store_entry_copies(f->s, &f->a, item, &copies, &f->err));
	if (!copies.n)
		return false;
	const struct copy *copy = &copies.v[pick(r, (unsigned)copies.n)];
	return ask_split(f->s, who, copy->id, &made, &f->err);
}

/* An item is set aside, or given back; now and then it is refused. */
static bool assign_something(struct fixture *f, int64_t now)
{
	static struct rng own = {99}; /* so that the other decisions are those of their seeds */
	int64_t item = 1 + pick(&own, (unsigned)item_count(f));
	struct decision_request request = request_of(
		by(now), pick(&own, 3) ? VERB_ASSIGN : VERB_UNASSIGN, item);
	struct decision_result result;
	request.assignee = 1 + pick(&own, 3);
	request.reason = pick(&own, 2) ? S("Look.") : S("Is it so?");
	return decide(f->s, by(now), &request, &result, &f->err);
}

/* A decision like those of a careless editor; many are refused. */
static bool decide_something(struct fixture *f, struct rng *r, int64_t now)
{
	static const struct str texts[] = {S("Mine."), S("Other words."), S("")};
	struct str topic = S("one");
	int64_t items = item_count(f), item = 1 + pick(r, (unsigned)items),
			other = 1 + pick(r, (unsigned)items);
	enum section section = (enum section)pick(r, SECTION_COUNT);
	struct str text = texts[pick(r, 3)];
	struct edit edit = {.section = section,
		.set_title = pick(r, 2),
		.set_summary = pick(r, 2),
		.set_topics = pick(r, 2),
		.set_lead = pick(r, 2),
		.set_also = pick(r, 2),
		.set_url = pick(r, 2),
		.lead = text,
		.also = text.n ? S("A page\t") : S(""),
		.url = text.n ? S("https://a.example/") : S(""),
		.title = text,
		.summary = text,
		.topics = {&topic, pick(r, 2)}};
	switch (pick(r, 9)) {
	case 0: return ask_approve(f->s, by(now), item, section, pick(r, 2) ? text : STR_NONE, &f->err);
	case 1: return ask_reject(f->s, by(now), item, text, &f->err);
	case 2: return ask_defer(f->s, by(now), item, now + 9, &f->err);
	case 3:
	case 4: return ask_edit(f->s, by(now), item, &edit, &f->err);
	case 5:
	case 6: return ask_merge(f->s, by(now), item, other, &f->err);
	case 7: return ask_withdraw(f->s, by(now), item, S("Wrong."), &f->err);
	default: return split_one(f, r, by(now), item);
	}
}

/* Whatever was decided: what readers saw is live, or gone for a reason that the log gives, or leads
 * on to a live item. */
static void assert_nothing_vanished(struct fixture *f)
{
	struct gones gone;
	OK(store_gone_list(f->s, &f->a, &gone, &f->err));
	char text[300];
	snprintf(text, sizeof text,
		"SELECT count(*) FROM shown AS s JOIN item AS i ON i.id = s.item LEFT JOIN item AS m ON "
		"m.id = i.merged_into WHERE i.live IS NULL AND m.live IS NULL");
	assert_int_equal(gone.n, atoll(sql(f, text)));
	for (size_t i = 0; i < gone.n; i++)
		assert_true(gone.v[i].decision && gone.v[i].at);
}

static int64_t decision_count(struct fixture *f)
{
	return atoll(sql(f, "SELECT count(*) FROM decision"));
}

static void publish_sometimes(struct fixture *f, struct rng *r, bool publishing)
{
	if (publishing && pick(r, 3) == 0)
		show_all(f);
}

struct step {
	const char *before;
	int64_t items;
};

static size_t decide_much(
	struct fixture *f, struct rng *r, bool publishing, int64_t *now, struct step *steps)
{
	size_t n = 0;
	for (int tries = 0; n < STEPS && tries < 4 * STEPS; tries++) {
		int64_t had = decision_count(f);
		steps[n].items = item_count(f);
		steps[n].before = snapshot(f, steps[n].items, !publishing);
		bool done = tries % 3 == 2 ? assign_something(f, ++*now) : decide_something(f, r, ++*now);
		if (!done && pick(r, 4) == 0)
			assert_string_equal(snapshot(f, steps[n].items, !publishing), steps[n].before);
		n += decision_count(f) > had;
		publish_sometimes(f, r, publishing);
		assert_nothing_vanished(f);
	}
	return n;
}

static void undo_all(
	struct fixture *f, struct rng *r, bool publishing, int64_t now, struct step *steps, size_t n)
{
	while (n-- > 0) {
		struct decision undone = {0};
		int64_t last = atoll(sql(f,
			"SELECT item FROM decision AS d WHERE undoes IS NULL AND NOT EXISTS "
			"(SELECT 1 FROM decision AS u WHERE u.undoes = d.id) ORDER BY id DESC"));
		if (pick(r, 8) == 0)
			fixture_reopen(f);
		OK(ask_undo(f->s, by(++now), pick(r, 2) ? 0 : last, &undone, &f->err));
		assert_true(undone.undone);
		assert_string_equal(snapshot(f, steps[n].items, !publishing), steps[n].before);
		publish_sometimes(f, r, publishing);
		assert_nothing_vanished(f);
	}
}

/* What a split made and an undo took back is an alias, and nothing is left with it. */
static void assert_no_remains(struct fixture *f)
{
	char text[256];
	snprintf(text, sizeof text,
		"SELECT count(*) FROM item WHERE id > %d AND (merged_into IS NULL OR live IS NOT NULL OR "
		"EXISTS (SELECT 1 FROM entry WHERE entry.item = item.id))",
		ITEMS);
	assert_string_equal(sql(f, text), "0");
	assert_string_equal(sql(f, "PRAGMA foreign_key_check"), "");
}

static void undoing_all_goes_back_through_every_state(void **state)
{
	for (size_t i = 0; i < ARRAY_COUNT(ROUNDS); i++) {
		struct fixture *f = *state;
		struct rng r = {ROUNDS[i]};
		struct step steps[STEPS];
		int64_t now = 100;
		bool publishing = ROUNDS[i] % 2;
		start(f);
		size_t n = decide_much(f, &r, publishing, &now, steps);
		assert_true(n >= STEPS / 2);
		undo_all(f, &r, publishing, now, steps, n);
		assert_no_remains(f);
		fixture_close(state);
		fixture_open(state);
	}
}

static void what_comes_back_after_a_publication_is_a_new_release(void **state)
{
	struct fixture *f = *state;
	int64_t id = item_make(f, "T", 0.5);
	struct release release;
	bool found;
	OK(ask_approve(f->s, by(10), id, SECTION_NONE, S("First."), &f->err));
	int64_t first = item_read(f, id).live;
	show_all(f);
	OK(ask_approve(f->s, by(20), id, SECTION_NONE, S("Second."), &f->err));
	OK(ask_undo(f->s, by(30), id, NULL, &f->err));
	assert_int_equal(item_read(f, id).live, first);
	OK(ask_approve(f->s, by(40), id, SECTION_NONE, S("Third."), &f->err));
	show_all(f);
	OK(ask_undo(f->s, by(50), id, NULL, &f->err));
	OK(store_release_get(f->s, &f->a, item_read(f, id).live, &release, &found, &f->err));
	assert_true(found && release.id != first && release.at == 50 && release.published == 10);
	assert_str(release.face.summary, "First.");
	OK(ask_undo(f->s, by(60), id, NULL, &f->err));
	assert_true(!item_read(f, id).live && item_read(f, id).state == ITEM_QUEUED);
	OK(ask_approve(f->s, by(70), id, SECTION_NONE, STR_NONE, &f->err));
	OK(store_release_get(f->s, &f->a, item_read(f, id).live, &release, &found, &f->err));
	assert_int_equal(release.published, 10); /* readers have had it since then */
}

static void what_rests_on_a_merge_is_undone_first(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5);
	struct decision undone = {0};
	OK(ask_merge(f->s, by(1), a, b, &f->err));
	OK(ask_approve(f->s, by(2), a, SECTION_NONE, STR_NONE, &f->err));
	REFUSED(ask_undo(f->s, by(3), b, &undone, &f->err), "undo that first");
	OK(ask_undo(f->s, by(4), a, &undone, &f->err));
	assert_verb(undone, VERB_APPROVE);
	OK(ask_undo(f->s, by(5), b, &undone, &f->err));
	assert_verb(undone, VERB_MERGE);
	assert_true(undone.item == a && undone.other == b);
	REFUSED(ask_undo(f->s, by(6), 0, &undone, &f->err), "no decision to undo");
}

static void each_item_goes_back_for_itself(void **state)
{
	struct fixture *f = *state;
	int64_t a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5);
	OK(ask_reject(f->s, by(1), a, STR_NONE, &f->err));
	OK(ask_reject(f->s, by(2), b, STR_NONE, &f->err));
	long version = item_read(f, a).version;
	OK(ask_undo(f->s, by(3), a, NULL, &f->err));
	assert_true(item_read(f, a).state == ITEM_QUEUED && item_read(f, b).state == ITEM_REJECTED);
	assert_int_equal(item_read(f, a).version, version + 1);
}

static void a_copy_that_changed_since_goes_back_with_its_new_version(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "A"), a = item_make(f, "A", 0.5), b = item_make(f, "B", 0.5);
	struct copies copies;
	entry_put(f, source, a, news("a", "A"));
	entry_put(f, source, b, news("b", "B"));
	OK(ask_merge(f->s, by(1), a, b, &f->err));
	entry_put(f, source, a, news("b", "B, newer"));
	OK(ask_undo(f->s, by(2), 0, NULL, &f->err));
	OK(store_entry_copies(f->s, &f->a, b, &copies, &f->err));
	assert_int_equal(copies.n, 1);
	assert_str(copies.v[0].entry.title, "B, newer");
}

/* Versions up to 6 of the store kept another hash of what was declined. */
static void what_an_older_version_declined_stays_away(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "A"), id = item_make(f, "Title", 0.5);
	char day[TIME_TEXT], text[200];
	entry_put(f, source, id, news("a", "Title"));
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	OK(ask_approve(f->s, by(1), id, SECTION_NONE, STR_NONE, &f->err));
	entry_put(f, source, id, news("a", "Another title"));
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	struct item item = item_read(f, id);
	assert_int_equal(item.changes.n, 1);
	const struct face *face = &item.judged;
	struct str fields[] = {face->title, face->official_title, face->url, face->label,
		face->citation, face->summary, face->status, face->status_line, face->notice, S("news"),
		str_of(date_iso(face->date, day))};
	struct str hash = hash_hex(&f->a, hash_strs(fields, sizeof fields / sizeof *fields));
	snprintf(text, sizeof text, "UPDATE item SET dismissed = x'" STR_FMT "'", STR_ARG(hash));
	sql(f, text);
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 0);
	entry_put(f, source, id, news("a", "A third title"));
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 1);
}

/* Up to version 17 facts were English in the hash, and in what was approved. */
static void facts_of_an_older_version_are_no_change(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "A"), id = item_make(f, "Title", 0.5);
	struct str first[] = {S("PHASE1")}, second[] = {S("PHASE2")}, conditions[] = {S("Morphea")};
	struct trial trial = {.detailed = true,
		.phases = {first, 1},
		.conditions = {conditions, 1},
		.sex = S("ALL"),
		.minimum_age = S("18 Years")};
	struct entry entry = news("NCT99000001", "Title");
	char text[200];
	entry.kind = ENTRY_TRIAL;
	entry.trial = &trial;
	entry_put(f, source, id, entry);
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	OK(ask_approve(f->s, by(1), id, SECTION_NONE, STR_NONE, &f->err));
	sql(f, "DROP TRIGGER release_kept");
	sql(f,
		"UPDATE release SET facts = 'phase' || char(9) || 'Phase 1' || char(10) || 'conditions' || "
		"char(9) || 'Morphea' || char(10) || 'ages' || char(9) || '18 Years and older' || char(10) "
		"|| 'sex' || char(9) || 'All'");
	sql(f, "UPDATE item SET facts = (SELECT facts FROM release)");
	long version = item_read(f, id).version;
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 0);
	assert_int_equal(item_read(f, id).version, version);
	/* A change, which was declined. */
	trial.phases.v = second;
	entry_put(f, source, id, entry);
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	struct item item = item_read(f, id);
	assert_int_equal(item.changes.n, 1);
	assert_str(item.changes.v[0].from, "Phase 1");
	assert_str(item.changes.v[0].to, "Phase 2");
	struct face face = item.judged;
	face.facts = S("phase\tPhase 2\nconditions\tMorphea\nages\t18 Years and older\nsex\tAll");
	struct str hash = hash_hex(&f->a, face_hash(&face));
	snprintf(text, sizeof text, "UPDATE item SET dismissed = x'" STR_FMT "'", STR_ARG(hash));
	sql(f, text);
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 0);
}

/* A newer version of the program may choose another sentence of the same text. */
static void another_sentence_of_the_same_text_is_no_change(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "A"), id = item_make(f, "Title", 0.5);
	struct entry entry = news("a", "Title");
	entry.lead = entry.text = S("Lamps help many people. They are new in the north.");
	entry_put(f, source, id, entry);
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	OK(ask_approve(f->s, by(1), id, SECTION_NONE, STR_NONE, &f->err));
	sql(f, "DROP TRIGGER release_kept");
	sql(f, "UPDATE release SET summary = 'They are new in the north.'");
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_str(item_read(f, id).judged.summary, "Lamps help many people.");
	assert_int_equal(item_read(f, id).changes.n, 0);
	/* What the text no longer says is a change. */
	sql(f, "UPDATE release SET summary = 'They are old in the north.'");
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 1);
}

/* What waits lasts from the first phase to the last, whatever was decided and taken back
 * between. */
static void lasting_reasons_go_on_through_an_undo(void **state)
{
	struct fixture *f = *state;
	int64_t source = source_make(f, "A"), id = item_make(f, "Title", 0.5);
	struct reason up = {REASON_PHASE, S("1"), S("2")}, on = {REASON_PHASE, S("2"), S("3")},
				  back = {REASON_PHASE, S("3"), S("1")};
	const struct reasons first = {&up, 1}, second = {&on, 1}, third = {&back, 1};
	entry_put(f, source, id, news("a", "Title"));
	OK(item_rejudge(ASK_SITE, f->s, id, &(struct reasons){0}, &f->err));
	OK(ask_approve(f->s, by(1), id, SECTION_NONE, STR_NONE, &f->err));
	OK(item_rejudge(ASK_SITE, f->s, id, &first, &f->err));
	OK(ask_approve(f->s, by(2), id, SECTION_NONE, STR_NONE, &f->err));
	OK(item_rejudge(ASK_SITE, f->s, id, &second, &f->err));
	OK(ask_undo(f->s, by(3), id, NULL, &f->err));
	struct reasons changes = item_read(f, id).changes;
	assert_int_equal(changes.n, 1);
	assert_str(changes.v[0].from, "1");
	assert_str(changes.v[0].to, "3");
	OK(ask_edit(f->s, by(4), id, &(struct edit){.set_title = true, .title = S("Mine")}, &f->err));
	OK(item_rejudge(ASK_SITE, f->s, id, &third, &f->err));
	OK(ask_undo(f->s, by(5), id, NULL, &f->err));
	assert_int_equal(item_read(f, id).changes.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(undoing_all_goes_back_through_every_state),
		TEST(what_comes_back_after_a_publication_is_a_new_release),
		TEST(what_rests_on_a_merge_is_undone_first),
		TEST(each_item_goes_back_for_itself),
		TEST(what_an_older_version_declined_stays_away),
		TEST(facts_of_an_older_version_are_no_change),
		TEST(another_sentence_of_the_same_text_is_no_change),
		TEST(lasting_reasons_go_on_through_an_undo),
		TEST(a_copy_that_changed_since_goes_back_with_its_new_version),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
