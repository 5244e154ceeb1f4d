#include "fixture.h"

#include "store/editor_mail.h"
#include "store/mail_link.h"
#include "store/session.h"
#include "store/tries.h"

enum { NOW = 1000000, IDLE = 500, LONG = 5000 };

static int64_t add(struct fixture *f, const char *name, enum role role)
{
	const struct editor editor = {
		.name = str_of(name), .role = role, .password = S("hash"), .created = NOW};
	int64_t id;
	OK(store_editor_add(f->s, &editor, &id, &f->err));
	return id;
}

static struct editor get(struct fixture *f, int64_t id)
{
	struct editor editor;
	bool found;
	OK(store_editor_get(f->s, &f->a, id, &editor, &found, &f->err));
	assert_true(found);
	return editor;
}

static void a_name_is_taken_once(void **state)
{
	struct fixture *f = *state;
	struct editor editor;
	bool found;
	int64_t ana = add(f, "Ana María", ROLE_ADMIN);
	assert_int_equal(add(f, "ANA MARIA", ROLE_READER), 0);
	OK(store_editor_find(f->s, &f->a, S("ana maria"), &editor, &found, &f->err));
	assert_true(found);
	assert_int_equal(editor.id, ana);
	assert_str(editor.name, "Ana María");
	assert_int_equal(editor.role, ROLE_ADMIN);
	assert_true(editor.active && editor.last_seen == NO_TIME && editor.created == NOW);
	OK(store_editor_find(f->s, &f->a, S("Ben"), &editor, &found, &f->err));
	assert_false(found);
}

/* The editor has confirmed this address. */
static void confirmed(struct fixture *f, int64_t id, const char *address)
{
	bool done;
	OK(store_editor_mail_want(f->s, id, str_of(address), &f->err));
	OK(store_editor_mail_confirm(f->s, id, str_of(address), &done, &f->err));
	assert_true(done);
}

static void link_add(struct fixture *f, enum mail_link_kind kind, int64_t about, const char *secret)
{
	const struct mail_link link = {kind, about, S("ana@example.org"), NOW, NOW + LONG};
	OK(store_mail_link_add(f->s, str_of(secret), &link, &f->err));
}

static bool link_is(struct fixture *f, enum mail_link_kind kind, const char *secret, int64_t now)
{
	const struct mail_link_key key = {kind, str_of(secret), now};
	struct mail_link link;
	bool found;
	OK(store_mail_link_find(f->s, &f->a, &key, &link, &found, &f->err));
	return found;
}

static void who_was_removed_comes_back_as_new(void **state)
{
	struct fixture *f = *state;
	add(f, "Ana", ROLE_ADMIN);
	struct editor ben = get(f, add(f, "Ben", ROLE_SENIOR));
	struct editors all;
	ben.active = false;
	ben.totp = S("SECRET");
	confirmed(f, ben.id, "ben@example.org");
	OK(store_editor_mail_want(f->s, ben.id, S("ben@example.net"), &f->err));
	link_add(f, MAIL_LINK_RESET, ben.id, "one");
	OK(store_editor_write(f->s, &ben, &f->err));
	assert_str(get(f, ben.id).email, ""); /* who is gone has no address here */
	assert_string_equal(sql(f, "SELECT count(*) FROM editor_mail"), "0");
	assert_false(link_is(f, MAIL_LINK_RESET, "one", NOW));
	OK(store_editor_list(f->s, &f->a, &all, &f->err));
	assert_int_equal(all.n, 1);
	assert_int_equal(add(f, "ben", ROLE_READER), ben.id);
	ben = get(f, ben.id);
	assert_true(ben.active && ben.role == ROLE_READER && !ben.totp.n);
	assert_str(ben.name, "ben");
	assert_str(ben.email, "");
}

static void an_address_counts_once_it_is_confirmed(void **state)
{
	struct fixture *f = *state;
	int64_t ana = add(f, "Ana", ROLE_ADMIN), ben = add(f, "Ben", ROLE_EDITOR);
	struct editor_mail mail;
	struct editor found_editor;
	bool done, found;
	confirmed(f, ana, "Ana@example.org");
	OK(store_editor_mail_want(f->s, ana, S("ana@example.net"), &f->err));
	assert_str(get(f, ana).email, "Ana@example.org");
	OK(store_editor_mail_confirm(f->s, ana, S("ana@example.com"), &done, &f->err));
	assert_false(done); /* another one is wanted by now */
	OK(store_editor_mail_confirm(f->s, ben, STR_NONE, &done, &f->err));
	assert_false(done);
	OK(store_editor_mail_find(f->s, &f->a, S("ANA@EXAMPLE.ORG"), &found_editor, &found, &f->err));
	assert_true(found && found_editor.id == ana);
	confirmed(f, ben, "ana@example.org");
	OK(store_editor_mail_find(f->s, &f->a, S("ana@example.org"), &found_editor, &found, &f->err));
	assert_false(found); /* whose is it? */
	OK(store_editor_mail_find(f->s, &f->a, STR_NONE, &found_editor, &found, &f->err));
	assert_false(found);
	OK(store_editor_mail_forget(f->s, ana, &f->err));
	OK(store_editor_mail_get(f->s, &f->a, ana, &mail, &f->err));
	assert_true(!mail.wanted.n && !get(f, ana).email.n);
}

static void a_link_is_good_for_a_time(void **state)
{
	struct fixture *f = *state;
	struct editor ana = get(f, add(f, "Ana", ROLE_ADMIN));
	int64_t made;
	link_add(f, MAIL_LINK_RESET, ana.id, "one");
	link_add(f, MAIL_LINK_CONFIRM, ana.id, "two");
	assert_true(link_is(f, MAIL_LINK_RESET, "one", NOW + LONG - 1));
	assert_false(link_is(f, MAIL_LINK_RESET, "one", NOW + LONG));
	assert_false(link_is(f, MAIL_LINK_RESET, "three", NOW));
	/* A link to a new password confirms no address, and invites nobody. */
	assert_false(link_is(f, MAIL_LINK_CONFIRM, "one", NOW));
	assert_false(link_is(f, MAIL_LINK_INVITE, "one", NOW));
	assert_string_equal(
		sql(f, "SELECT count(*) FROM mail_link WHERE token IN ('one', 'two')"), "0");
	OK(store_mail_link_newest(f->s, MAIL_LINK_RESET, ana.id, &made, &f->err));
	assert_int_equal(made, NOW);
	ana.password = S("another");
	OK(store_editor_write(f->s, &ana, &f->err));
	assert_true(
		!link_is(f, MAIL_LINK_RESET, "one", NOW) && link_is(f, MAIL_LINK_CONFIRM, "two", NOW));
	link_add(f, MAIL_LINK_RESET, ana.id, "four");
	confirmed(f, ana.id, "ana@example.net");
	assert_false(link_is(f, MAIL_LINK_RESET, "four", NOW));
	OK(store_mail_link_newest(f->s, MAIL_LINK_RESET, ana.id, &made, &f->err));
	assert_true(made == NO_TIME);
	OK(store_mail_link_end(f->s, MAIL_LINK_CONFIRM, ana.id, &f->err));
	assert_false(link_is(f, MAIL_LINK_CONFIRM, "two", NOW));
}

static void a_desk_without_admin_still_works(void **state)
{
	struct fixture *f = *state;
	struct editor ana = get(f, add(f, "Ana", ROLE_EDITOR));
	add(f, "Ben", ROLE_EDITOR);
	ana.keys_off = true;
	ana.totp_used = 7;
	OK(store_editor_write(f->s, &ana, &f->err));
	assert_true(get(f, ana.id).keys_off && get(f, ana.id).totp_used == 7);
}

static int64_t enter(struct fixture *f, int64_t editor, const char *token)
{
	struct session session = {.editor = editor,
		.created = NOW,
		.seen = NOW,
		.until = NOW + LONG,
		.address = S("127.0.0.1"),
		.agent = S("Test")};
	int64_t id;
	OK(store_session_add(f->s, hash_str(str_of(token)), &session, &id, &f->err));
	return id;
}

static bool alive(struct fixture *f, const char *token, int64_t now)
{
	const struct session_time time = {now, now - IDLE};
	struct login login;
	OK(store_session_find(f->s, &f->a, hash_str(str_of(token)), time, &login, &f->err));
	return login.found;
}

static void a_session_ends_by_rest_and_by_age(void **state)
{
	struct fixture *f = *state;
	int64_t ana = add(f, "Ana", ROLE_ADMIN), id = enter(f, ana, "one");
	assert_true(alive(f, "one", NOW + IDLE));
	assert_false(alive(f, "one", NOW + IDLE + 1));
	assert_false(alive(f, "two", NOW));
	for (int64_t now = NOW; now < NOW + LONG; now += IDLE)
		OK(store_session_touch(f->s, id, now, &f->err));
	assert_int_equal(get(f, ana).last_seen, NOW + LONG - IDLE);
	assert_true(alive(f, "one", NOW + LONG - 1));
	assert_false(alive(f, "one", NOW + LONG));
	OK(store_session_sweep(f->s, (struct session_time){NOW + LONG - 1, NOW}, &f->err));
	assert_true(alive(f, "one", NOW + LONG - 1));
	OK(store_session_sweep(f->s, (struct session_time){NOW + LONG, NOW}, &f->err));
	assert_string_equal(sql(f, "SELECT count(*) FROM session"), "0");
}

static void sessions_are_ones_own(void **state)
{
	struct fixture *f = *state;
	int64_t ana = add(f, "Ana", ROLE_ADMIN), ben = add(f, "Ben", ROLE_EDITOR),
			first = enter(f, ana, "a1");
	struct sessions list;
	enter(f, ana, "a2");
	enter(f, ana, "a3");
	enter(f, ben, "b1");
	OK(store_session_end(f->s, ben, first, &f->err));
	assert_true(alive(f, "a1", NOW));
	OK(store_session_list(f->s, &f->a, ana, (struct session_time){NOW, NOW}, &list, &f->err));
	assert_int_equal(list.n, 3);
	OK(store_session_end_others(f->s, ana, first, &f->err));
	assert_true(
		alive(f, "a1", NOW) && !alive(f, "a2", NOW) && !alive(f, "a3", NOW) && alive(f, "b1", NOW));
	OK(store_session_end(f->s, ana, first, &f->err));
	assert_false(alive(f, "a1", NOW));
	struct editor gone = get(f, ben);
	gone.active = false;
	OK(store_editor_write(f->s, &gone, &f->err));
	assert_false(alive(f, "b1", NOW));
}

static void the_stamp_moves_with_every_change(void **state)
{
	struct fixture *f = *state;
	int64_t before = store_stamp(f->s);
	if (!test_server()) /* which other tests use meanwhile: its stamp moves with theirs */
		assert_int_equal(store_stamp(f->s), before);
	add(f, "Ana", ROLE_ADMIN);
	int64_t own = store_stamp(f->s);
	assert_int_not_equal(own, before);
	struct store *other = open_store(f->path, &f->err);
	assert_non_null(other);
	OK(store_note_set(other, "x", S("y"), &f->err));
	assert_int_not_equal(store_stamp(f->s), own);
	store_close(other);
}

static int64_t try_at(struct fixture *f, const char *what, int64_t now_ms)
{
	static const struct limit three = {.burst = 3, .refill_ms = 1000};
	int64_t wait;
	clock_at_ms(f->s, now_ms);
	OK(store_tries_take(f->s, hash_str(str_of(what)), &three, &wait, &f->err));
	return wait;
}

static void so_many_tries_are_allowed(void **state)
{
	struct fixture *f = *state;
	for (int i = 0; i < 3; i++)
		assert_int_equal(try_at(f, "ana", 500000), 0);
	assert_int_equal(try_at(f, "ana", 500000), 1000);
	assert_int_equal(try_at(f, "ben", 500000), 0);
	fixture_reopen(f); /* another desk, or this one opened again */
	assert_int_equal(try_at(f, "ana", 500400), 600);
	const char *before = str_cstr(&f->a, str_of(sql(f, "SELECT max(full_at) FROM tries")));
	assert_int_equal(try_at(f, "ana", 500400), 600); /* what is refused does not count */
	assert_string_equal(sql(f, "SELECT max(full_at) FROM tries"), before);
	assert_int_equal(try_at(f, "ana", 501000), 0);
	assert_int_equal(try_at(f, "ana", 501000), 1000);
	OK(store_tries_forgive(f->s, hash_str(S("ana")), &f->err));
	assert_int_equal(try_at(f, "ana", 501000), 0);
	assert_string_equal(sql(f, "SELECT count(*) FROM tries"), "1"); /* all of Ben's are left */
	/* Whose clock was an hour ahead locks nobody out for as long. */
	for (int i = 0; i < 3; i++)
		assert_int_equal(try_at(f, "ana", 5000000), 0);
	assert_int_equal(try_at(f, "ana", 501000), 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_name_is_taken_once),
		TEST(who_was_removed_comes_back_as_new),
		TEST(an_address_counts_once_it_is_confirmed),
		TEST(a_link_is_good_for_a_time),
		TEST(a_desk_without_admin_still_works),
		TEST(a_session_ends_by_rest_and_by_age),
		TEST(so_many_tries_are_allowed),
		TEST(sessions_are_ones_own),
		TEST(the_stamp_moves_with_every_change),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
