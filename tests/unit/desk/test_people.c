/* What has to hold of the editors of a desk. */
#include "../store/fixture.h"

#include "desk/people.h"
#include "item/note.h"

static bool change(struct fixture *f, const struct editor *editor)
{
	static const struct site site;
	const struct people_by by = {
		.site = &site, .store = f->s, .actor = {.name = S("Root")}, .now = 9};
	return people_change(&by, editor, &f->err);
}

static bool add(struct fixture *f, const char *name, enum role role, int64_t *id)
{
	const struct editor editor = {
		.name = str_of(name), .role = role, .password = S("hash"), .created = 1};
	return people_add(f->s, &editor, id, &f->err);
}

static struct editor added(struct fixture *f, const char *name, enum role role)
{
	struct editor editor;
	int64_t id;
	bool found;
	OK(add(f, name, role, &id));
	OK(store_editor_get(f->s, &f->a, id, &editor, &found, &f->err));
	assert_true(found);
	return editor;
}

static void an_editor_is_not_called_like_another_or_a_source(void **state)
{
	struct fixture *f = *state;
	int64_t id;
	added(f, "Ana María", ROLE_ADMIN);
	REFUSED(add(f, "ANA MARIA", ROLE_READER, &id), "already");
	REFUSED(add(f, "Source PubMed", ROLE_READER, &id), "source");
	added(f, "Sourcerer", ROLE_READER);
}

static void somebody_stays_admin(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN), ben = added(f, "Ben", ROLE_EDITOR);
	ana.role = ROLE_READER;
	REFUSED(change(f, &ana), "admin");
	assert_string_equal(sql(f, "SELECT role FROM editor WHERE name = 'Ana'"), "3");
	ana.role = ROLE_ADMIN;
	ana.active = false;
	REFUSED(change(f, &ana), "admin");
	assert_int_equal(f->err.kind, ERR_USER);
	ben.role = ROLE_ADMIN;
	OK(change(f, &ben));
	OK(change(f, &ana));
	ben.active = false; /* the last of all may go: the desk begins anew */
	OK(change(f, &ben));
}

static void a_desk_without_admin_still_changes(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_EDITOR);
	added(f, "Ben", ROLE_EDITOR);
	ana.role = ROLE_SENIOR;
	OK(change(f, &ana));
}

/* What was set aside for an editor who cannot decide any more waits for nobody, and the log says
 * so; notes that name one who was removed are no news to whoever gets the name later. */
static void what_waits_for_one_who_is_gone_is_given_back(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN), ben = added(f, "Ben", ROLE_EDITOR), again;
	int64_t item = item_make(f, "T", 0.5), n;
	static const struct site site;
	const struct decision_request assign = {.verb = VERB_ASSIGN,
		.actor = {.name = S("Ana")},
		.now = 5,
		.item = item,
		.assignee = ben.id,
		.reason = S("look")};
	const struct note_request note = {.item = item, .editor = S("Ana"), .text = S("@Ben look")};
	struct decision_result result;
	OK(item_decide(&site, f->s, &f->a, &assign, &result, &f->err));
	OK(item_note_write(f->s, &f->a, &note, &n, &f->err));
	ben.role = ROLE_SENIOR;
	OK(change(f, &ben));
	assert_int_equal(item_read(f, item).assignee, ben.id);
	ben.role = ROLE_READER;
	OK(change(f, &ben));
	assert_int_equal(item_read(f, item).assignee, 0);
	assert_string_equal(
		sql(f, "SELECT verb || editor || assignee FROM decision ORDER BY id DESC"), "11Root2");
	OK(store_mention_count(f->s, ben.id, &n, &f->err));
	assert_int_equal(n, 1); /* one who only reads is still named */
	ben.active = false;
	OK(change(f, &ben));
	again = added(f, "Ben", ROLE_EDITOR);
	assert_int_equal(again.id, ben.id);
	OK(store_mention_count(f->s, ben.id, &n, &f->err));
	assert_int_equal(n, 0);
	ana.active = false; /* refused: nobody would be admin */
	OK(item_decide(&site, f->s, &f->a,
		&(struct decision_request){.verb = VERB_ASSIGN,
			.actor = {.name = S("Ben")},
			.item = item,
			.assignee = ana.id,
			.reason = S("look")},
		&result, &f->err));
	REFUSED(change(f, &ana), "admin");
	assert_int_equal(item_read(f, item).assignee, ana.id);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_editor_is_not_called_like_another_or_a_source),
		TEST(somebody_stays_admin),
		TEST(a_desk_without_admin_still_changes),
		TEST(what_waits_for_one_who_is_gone_is_given_back),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
