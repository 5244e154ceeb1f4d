/* What has to hold of the editors of a desk. */
#include "../store/fixture.h"

#include "desk/invite.h"
#include "desk/people.h"
#include "item/note.h"
#include "store/chain.h"
#include "store/log.h"

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

/* Makes an invitation of this name and gives its number. */
static int64_t invited(struct fixture *f, const char *name, const char *address)
{
	const struct site site = {0};
	const struct invitation invitation = {
		.name = str_of(name), .address = str_of(address), .role = ROLE_SENIOR, .at = 1};
	int64_t id;
	bool mailed;
	OK(invite_make(&site, f->s, &invitation, &id, &mailed, &f->err));
	assert_false(mailed); /* there is no mail server */
	return id;
}

static struct str link_to(struct fixture *f, int64_t id)
{
	struct str path;
	OK(invite_link(f->s, &f->a, id, 1, &path, &f->err));
	assert_true(str_starts(path, S("invitation/")));
	return str_sub(path, 11, SIZE_MAX);
}

static bool accept(struct fixture *f, struct str key, const char *name, bool *found)
{
	const struct site site = {0};
	const struct invite_answer answer = {key, str_of(name), S("hash"), 2};
	return invite_accept(&site, f->s, &answer, found, &f->err);
}

static void an_invitation_is_accepted_once(void **state)
{
	struct fixture *f = *state;
	struct editor editor;
	bool found;
	added(f, "Ana", ROLE_ADMIN);
	int64_t id = invited(f, "Elisa", "elisa@example.net");
	struct str first = link_to(f, id), key = link_to(f, id);
	OK(accept(f, first, "Elisa", &found));
	assert_false(found); /* another link was made since */
	REFUSED(accept(f, key, "ana", &found), "taken");
	REFUSED(accept(f, key, "", &found), "name");
	OK(accept(f, key, "Elisa Ruiz", &found));
	assert_true(found);
	OK(accept(f, key, "Elisa Two", &found));
	assert_false(found);
	OK(store_editor_find(f->s, &f->a, S("elisa ruiz"), &editor, &found, &f->err));
	assert_true(found && editor.role == ROLE_SENIOR && !editor.email.n);
	assert_string_equal(sql(f, "SELECT count(*) FROM invitation"), "0");
	assert_string_equal(sql(f, "SELECT count(*) FROM mail_link"), "0");
}

static void an_address_is_invited_once(void **state)
{
	struct fixture *f = *state;
	const struct site site = {0};
	struct invitation again = {.name = S("Other"), .address = S("ELISA@example.net"), .at = 1};
	int64_t id;
	bool mailed;
	invited(f, "Elisa", "elisa@example.net");
	REFUSED(invite_make(&site, f->s, &again, &id, &mailed, &f->err), "already");
	again.address = S("no address");
	REFUSED(invite_make(&site, f->s, &again, &id, &mailed, &f->err), "mail address");
	invited(f, "One", "");
	invited(f, "Two", "");
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

static bool rename_to(struct fixture *f, struct editor editor, const char *was, const char *name)
{
	return people_rename(f->s, editor.id, str_of(was), str_of(name), &f->err);
}

static bool approve(struct fixture *f, const char *by, int64_t item)
{
	static const struct site site;
	struct decision_result result;
	const struct decision_request request = {
		.verb = VERB_APPROVE, .actor = {.name = str_of(by)}, .now = 5, .item = item};
	return item_decide(&site, f->s, &f->a, &request, &result, &f->err);
}

static size_t logged(struct fixture *f, const char *by)
{
	struct decisions rows;
	const struct log_filter filter = {
		.actor = {.name = str_of(by)}, .from = NO_TIME, .to = NO_TIME};
	OK(store_log_list(f->s, &f->a, &filter, &rows, &f->err));
	for (size_t i = 0; i < rows.n; i++)
		assert_str(rows.v[i].actor.name, by);
	return rows.n;
}

/* Whatever she is called, her rows are hers; the chain, with the names of their time, holds. */
static void what_an_editor_did_stays_hers(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN);
	struct actors actors;
	struct chain_report chain;
	struct decision last;
	bool found;
	int64_t one = item_make(f, "One", 0.5), two = item_make(f, "Two", 0.5);
	added(f, "Ben", ROLE_EDITOR);
	OK(approve(f, "Ana", one));
	OK(rename_to(f, ana, "Ana", "Ana María López"));
	OK(approve(f, "Ana María López", two));
	OK(approve(f, "Ben", item_make(f, "Three", 0.5)));
	assert_int_equal(logged(f, "Ana María López"), 2);
	assert_int_equal(logged(f, "Ben"), 1);
	OK(store_log_actors(f->s, &f->a, &actors, &f->err));
	assert_int_equal(actors.n, 2);
	assert_str(actors.v[0].name, "Ana María López");
	struct log_last which = {.editor = S("Ana María López")};
	OK(store_log_last(f->s, &f->a, &which, &last, &found, &f->err));
	assert_true(found && last.item == two);
	which.before = last.id;
	OK(store_log_last(f->s, &f->a, &which, &last, &found, &f->err));
	assert_true(found && last.item == one);
	assert_string_equal(sql(f, "SELECT group_concat(editor) FROM decision"),
		"Ana,Ana María López,Ben"); /* the rows are as they were */
	OK(store_chain_verify(f->s, &f->a, &chain, &f->err));
	assert_true(chain.decisions == 3 && !chain.break_count);
	OK(rename_to(f, ana, "Ana María López", "Ana")); /* her own of before */
	assert_int_equal(logged(f, "Ana"), 2);
	OK(rename_to(f, ana, "Ana", "ANA"));
	assert_int_equal(logged(f, "ANA"), 2);
}

/* A source may be called as an editor was. */
static void the_rows_of_a_source_are_not_hers(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "News", ROLE_ADMIN);
	static const struct site site;
	struct decision_result result;
	struct actors actors;
	const struct decision_request request = {.verb = VERB_APPROVE,
		.actor = {.name = S("News"), .automatic = true},
		.now = 5,
		.item = item_make(f, "One", 0.5)};
	OK(item_decide(&site, f->s, &f->a, &request, &result, &f->err));
	OK(rename_to(f, ana, "News", "Ana"));
	assert_int_equal(logged(f, "Ana"), 0);
	OK(store_log_actors(f->s, &f->a, &actors, &f->err));
	assert_true(actors.n == 1 && actors.v[0].automatic);
	assert_str(actors.v[0].name, "News");
}

static void a_name_is_one_editors_for_ever(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN), ben = added(f, "Ben", ROLE_EDITOR);
	int64_t id;
	REFUSED(rename_to(f, ana, "Ana", "BÉN"), "already");
	REFUSED(rename_to(f, ana, "Ana", ""), "letters");
	REFUSED(rename_to(f, ana, "Ana", "Source X"), "source");
	OK(rename_to(f, ana, "Ana", "Anna"));
	REFUSED(rename_to(f, ana, "Ana", "Anne"), "meanwhile"); /* another admin was first */
	REFUSED(rename_to(f, ben, "Ben", "ana"), "there was one");
	REFUSED(add(f, "aná", ROLE_EDITOR, &id), "there was one");
	OK(add(f, "Anne", ROLE_EDITOR, &id));
	ben.active = false;
	OK(change(f, &ben));
	REFUSED(rename_to(f, ben, "Ben", "Bob"), "meanwhile");
	OK(add(f, "BEN", ROLE_EDITOR, &id)); /* she comes back */
	assert_int_equal(id, ben.id);
	assert_string_equal(sql(f, "SELECT group_concat(name) FROM editor_name"), "Ana,Ben");
}

/* Whoever writes by habit the name of before means her. */
static void a_note_may_name_her_as_before(void **state)
{
	struct fixture *f = *state;
	struct editor ana = added(f, "Ana", ROLE_ADMIN);
	int64_t item = item_make(f, "T", 0.5), n;
	struct note_request note = {.item = item, .editor = S("Ana"), .text = S("Mine.")};
	struct item_notes notes;
	OK(item_note_write(f->s, &f->a, &note, &n, &f->err));
	OK(rename_to(f, ana, "Ana", "Maria"));
	note = (struct note_request){.item = item, .editor = S("Ben"), .text = S("@ana, @Maria")};
	OK(item_note_write(f->s, &f->a, &note, &n, &f->err));
	OK(store_mention_count(f->s, ana.id, &n, &f->err));
	assert_int_equal(n, 1);
	OK(store_item_note_list(f->s, &f->a, item, 0, &notes, &f->err));
	assert_str(notes.v[1].editor, "Maria");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(an_editor_is_not_called_like_another_or_a_source),
		TEST(an_invitation_is_accepted_once),
		TEST(an_address_is_invited_once),
		TEST(somebody_stays_admin),
		TEST(a_desk_without_admin_still_changes),
		TEST(what_waits_for_one_who_is_gone_is_given_back),
		TEST(what_an_editor_did_stays_hers),
		TEST(the_rows_of_a_source_are_not_hers),
		TEST(a_name_is_one_editors_for_ever),
		TEST(a_note_may_name_her_as_before),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
