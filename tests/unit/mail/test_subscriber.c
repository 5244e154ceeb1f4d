/* Who gets the digest: signing up, confirming, leaving, and what is kept of it. */
#include "../store/fixture.h"

#include "base/file.h"
#include "mail/letter.h"
#include "mail/subscriber.h"
#include "store/job.h"

enum { NOW = 1795000000, HOUR = 3600, DAY = 86400 };
#define ADDRESS "Maria.Rossi@Patients.example"

struct all {
	struct fixture *f;
	struct site site;
	struct mail_list lists[2];
	struct vault vault;
};

static void all_open(struct all *all, struct fixture *f)
{
	*all = (struct all){.f = f};
	all->lists[0] = mail_list_of(SECTION_RESEARCH);
	all->lists[1] = mail_list_of(SECTION_TRIALS);
	all->site.folder = str_of(f->folder);
	all->site.lists = all->lists;
	all->site.list_count = 2;
	OK(subscriber_vault_open(&all->site, f->s, VAULT_MAKE, &all->vault, &f->err));
}

static bool sign_up(struct all *all, const char *address, const char *list, int64_t now)
{
	struct str slug = str_of(list);
	const struct subscriber_wish wish = {
		.address = str_of(address), .lists = {&slug, 1}, .now = now};
	return subscriber_sign_up(&all->site, all->f->s, &all->vault, &wish, &all->f->err);
}

static struct subscriber find(struct all *all, const char *address)
{
	struct fixture *f = all->f;
	struct subscriber one;
	struct hash found;
	bool there;
	assert_true(subscriber_found_by(&all->vault, &f->a, str_of(address), &found));
	OK(store_subscriber_find(f->s, &f->a, found, &one, &there, &f->err));
	assert_true(there);
	return one;
}

static struct subscriber confirmed(struct all *all, const char *address, const char *list)
{
	struct fixture *f = all->f;
	bool there;
	OK(sign_up(all, address, list, NOW));
	OK(subscriber_confirm(f->s, find(all, address).id, NOW, &there, &f->err));
	assert_true(there);
	return find(all, address);
}

static const char *lists_of(struct all *all, int64_t id)
{
	struct fixture *f = all->f;
	struct str text = STR_NONE;
	struct strs lists;
	OK(store_subscription_list(f->s, &f->a, id, &lists, &f->err));
	for (size_t i = 0; i < lists.n; i++)
		text = str_printf(
			&f->a, STR_FMT "%s" STR_FMT, STR_ARG(text), i ? " " : "", STR_ARG(lists.v[i]));
	return str_cstr(&f->a, text);
}

/* Whether a letter is asked for; it is then done. */
static bool letter_done(struct all *all, int64_t id, int64_t now)
{
	struct fixture *f = all->f;
	struct job job;
	bool found;
	clock_at(f->s, now);
	OK(store_job_take(f->s, &f->a, 60, &job, &found, &f->err));
	if (!found)
		return false;
	assert_str(job.key, str_cstr(&f->a, str_printf(&f->a, "subscribe %lld", (long long)id)));
	OK(store_job_finish(f->s, &job, false, S("sent"), now, &f->err));
	return true;
}

static void test_confirmed_is_on_the_list(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct str address;
	int64_t n;
	all_open(&all, f);
	OK(sign_up(&all, ADDRESS, "research", NOW));
	struct subscriber one = find(&all, "maria.rossi@PATIENTS.example");
	assert_int_equal(one.state, SUBSCRIBER_PENDING);
	assert_string_equal(lists_of(&all, one.id), "");
	OK(store_subscriber_count(f->s, STR_NONE, &n, &f->err));
	assert_int_equal(n, 0);
	one = confirmed(&all, ADDRESS, "research");
	assert_int_equal(one.state, SUBSCRIBER_CONFIRMED);
	assert_string_equal(lists_of(&all, one.id), "research");
	OK(subscriber_address(&all.vault, &f->a, &one, &address, &f->err));
	assert_true(str_ieq(address, S(ADDRESS)));
	/* Another list waits for the letter, although the address is known. */
	OK(sign_up(&all, ADDRESS, "trials", NOW));
	assert_string_equal(lists_of(&all, one.id), "research");
	confirmed(&all, ADDRESS, "trials");
	assert_string_equal(lists_of(&all, one.id), "research trials");
}

static void test_refused_names_no_address(void **state)
{
	struct fixture *f = *state;
	struct all all;
	all_open(&all, f);
	REFUSED(sign_up(&all, "maria at patients", "research", NOW), "no mail address");
	assert_null(strstr(f->err.text, "maria"));
	REFUSED(sign_up(&all, ADDRESS, "nothing", NOW), "which list");
	assert_null(strstr(f->err.text, "Maria"));
}

static void test_letters_are_few(void **state)
{
	struct fixture *f = *state;
	struct all all;
	int letters = 0;
	all_open(&all, f);
	OK(sign_up(&all, ADDRESS, "research", NOW));
	int64_t id = find(&all, ADDRESS).id;
	for (int64_t now = NOW; now < NOW + 3 * HOUR; now += 60) {
		OK(sign_up(&all, ADDRESS, "research", now));
		letters += letter_done(&all, id, now);
	}
	assert_int_equal(letters, 3);
	for (int64_t now = NOW + 3 * HOUR; now < NOW + 6 * DAY; now += HOUR) {
		OK(sign_up(&all, ADDRESS, "research", now));
		letters += letter_done(&all, id, now);
	}
	assert_int_equal(letters, SUBSCRIBER_LETTERS);
}

static void test_who_left_is_not_kept(void **state)
{
	struct fixture *f = *state;
	struct all all;
	bool changed, there;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	OK(subscriber_leave(f->s, one.id, S("trials"), NOW, &changed, &f->err));
	assert_false(changed);
	OK(subscriber_leave(f->s, one.id, S("research"), NOW, &changed, &f->err));
	assert_true(changed);
	one = find(&all, ADDRESS);
	assert_int_equal(one.state, SUBSCRIBER_LEFT);
	assert_int_equal(one.address.n, 0);
	assert_string_equal(lists_of(&all, one.id), "");
	OK(subscriber_leave(f->s, one.id, STR_NONE, NOW, &changed, &f->err));
	assert_false(changed);
	/* An old letter brings nobody back; a wish of a stranger is forgotten. */
	OK(subscriber_confirm(f->s, one.id, NOW, &there, &f->err));
	assert_int_equal(find(&all, ADDRESS).state, SUBSCRIBER_LEFT);
	OK(sign_up(&all, ADDRESS, "research", NOW + 1));
	assert_true(find(&all, ADDRESS).address.n);
	OK(subscriber_sweep(f->s, NOW + 8 * DAY, &f->err));
	one = find(&all, ADDRESS);
	assert_int_equal(one.address.n, 0);
	assert_int_equal(one.wanted.n, 0);
	assert_int_equal(one.state, SUBSCRIBER_LEFT);
}

static void test_chosen_lists(void **state)
{
	struct fixture *f = *state;
	struct all all;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	struct str trials = S("trials");
	OK(subscriber_choose(&all.site, f->s, one.id, &(struct strs){&trials, 1}, NOW, &f->err));
	assert_string_equal(lists_of(&all, one.id), "trials");
	assert_int_equal(find(&all, ADDRESS).state, SUBSCRIBER_CONFIRMED);
	OK(subscriber_choose(&all.site, f->s, one.id, &(struct strs){0}, NOW, &f->err));
	assert_int_equal(find(&all, ADDRESS).state, SUBSCRIBER_LEFT);
}

static void test_deleted_is_a_number(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct hash found;
	bool there;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	int64_t id = one.id;
	OK(subscriber_delete(f->s, one.id, NOW, &f->err));
	assert_true(subscriber_found_by(&all.vault, &f->a, S(ADDRESS), &found));
	OK(store_subscriber_find(f->s, &f->a, found, &one, &there, &f->err));
	assert_false(there);
	OK(store_subscriber_get(f->s, &f->a, id, &one, &there, &f->err));
	assert_false(there);
	assert_string_equal(lists_of(&all, id), "");
}

/* A page, a command or a report read the row before somebody else deleted or ended it. */
static void test_nothing_is_undone_by_an_older_look(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct str trials = S("trials");
	bool changed, there;
	all_open(&all, f);
	struct subscriber seen = confirmed(&all, ADDRESS, "research"), now;
	OK(subscriber_leave(f->s, seen.id, STR_NONE, NOW, &changed, &f->err));
	assert_int_equal(seen.state, SUBSCRIBER_CONFIRMED);
	OK(subscriber_choose(&all.site, f->s, seen.id, &(struct strs){&trials, 1}, NOW, &f->err));
	OK(subscriber_end(f->s, seen.id, SUBSCRIBER_BOUNCED, NOW, &f->err));
	now = find(&all, ADDRESS);
	assert_int_equal(now.state, SUBSCRIBER_LEFT);
	assert_int_equal(now.address.n, 0);
	assert_string_equal(lists_of(&all, seen.id), "");
	seen = confirmed(&all, ADDRESS, "research");
	OK(subscriber_delete(f->s, seen.id, NOW, &f->err));
	OK(subscriber_leave(f->s, seen.id, S("research"), NOW, &changed, &f->err));
	assert_false(changed);
	OK(subscriber_choose(&all.site, f->s, seen.id, &(struct strs){&trials, 1}, NOW, &f->err));
	OK(subscriber_end(f->s, seen.id, SUBSCRIBER_COMPLAINED, NOW, &f->err));
	OK(subscriber_delete(f->s, seen.id, NOW, &f->err));
	OK(store_subscriber_get(f->s, &f->a, seen.id, &now, &there, &f->err));
	assert_false(there);
	assert_string_equal(lists_of(&all, seen.id), "");
}

static void test_moved_keep_their_way_out(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct subscription_moved moved;
	const struct subscription_move move = {S("research"), S("trials")};
	const char *both = "both@patients.example", *waits = "waits@patients.example";
	bool changed, there;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	int64_t two = confirmed(&all, both, "research").id;
	confirmed(&all, both, "trials");
	OK(sign_up(&all, waits, "research", NOW));
	OK(subscriber_move(&all.site, f->s, &move, NOW, &moved, &f->err));
	assert_int_equal(moved.people, 2);
	assert_int_equal(moved.already, 1);
	assert_int_equal(moved.waiting, 1);
	assert_string_equal(lists_of(&all, one.id), "trials");
	assert_string_equal(lists_of(&all, two), "trials");
	assert_int_equal(find(&all, ADDRESS).confirmed, one.confirmed);
	OK(subscriber_confirm(f->s, find(&all, waits).id, NOW, &there, &f->err));
	assert_string_equal(lists_of(&all, find(&all, waits).id), "trials");
	/* By a link of the old list: who was moved is off, who wanted the other one as well is not. */
	OK(subscriber_leave(f->s, one.id, S("research"), NOW, &changed, &f->err));
	assert_true(changed);
	assert_int_equal(find(&all, ADDRESS).state, SUBSCRIBER_LEFT);
	OK(subscriber_leave(f->s, two, S("research"), NOW, &changed, &f->err));
	assert_false(changed);
	assert_string_equal(lists_of(&all, two), "trials");
	/* Who signs up again did so for that list alone. */
	confirmed(&all, ADDRESS, "trials");
	OK(subscriber_leave(f->s, one.id, S("research"), NOW, &changed, &f->err));
	assert_string_equal(lists_of(&all, one.id), "trials");
}

static void test_bounced_stays_on_its_lists(void **state)
{
	struct fixture *f = *state;
	struct all all;
	int64_t n;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	OK(subscriber_end(f->s, one.id, SUBSCRIBER_BOUNCED, NOW, &f->err));
	OK(store_subscriber_count(f->s, S("research"), &n, &f->err));
	assert_int_equal(n, 0);
	assert_string_equal(lists_of(&all, one.id), "research");
	assert_true(find(&all, ADDRESS).address.n);
	assert_int_equal(confirmed(&all, ADDRESS, "trials").state, SUBSCRIBER_CONFIRMED);
	assert_string_equal(lists_of(&all, one.id), "research trials");
}

static void test_tokens(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct str handle;
	struct leave_link link;
	all_open(&all, f);
	struct subscriber one = confirmed(&all, ADDRESS, "research");
	struct str token = subscriber_leave_token(&all.vault, &f->a, S("trials"), one.handle);
	OK(subscriber_leave_read(&all.vault, &f->a, f->s, token, &link, &f->err));
	assert_true(link.proved && str_eq(link.handle, one.handle) && str_eq(link.list, S("trials")));
	all.site.list_count = 0; /* the link holds, though the list is configured no more */
	OK(subscriber_leave_read(&all.vault, &f->a, f->s, token, &link, &f->err));
	assert_true(link.proved);
	assert_false(subscriber_settings_read(&all.vault, &f->a, token, &handle));
	token = subscriber_settings_token(&all.vault, &f->a, one.handle);
	assert_true(subscriber_settings_read(&all.vault, &f->a, token, &handle));
	OK(subscriber_leave_read(&all.vault, &f->a, f->s, token, &link, &f->err));
	assert_false(link.proved);
}

static void test_key_that_is_lost(void **state)
{
	struct fixture *f = *state;
	struct all all;
	struct vault vault;
	all_open(&all, f);
	confirmed(&all, ADDRESS, "research");
	const char *key = str_cstr(&f->a, str_printf(&f->a, "%s/subscribers.key", f->folder)),
			   *away = str_cstr(&f->a, str_printf(&f->a, "%s/away.key", f->folder));
	assert_int_equal(rename(key, away), 0);
	REFUSED(subscriber_vault_open(&all.site, f->s, VAULT_MAKE, &vault, &f->err), "put it back");
	assert_int_not_equal(access(key, F_OK), 0);
	OK(vault_open(&vault, key, VAULT_MAKE, &f->err));
	REFUSED(subscriber_vault_open(&all.site, f->s, VAULT_THERE, &vault, &f->err), "is not the key");
	assert_int_equal(rename(away, key), 0);
	OK(subscriber_vault_open(&all.site, f->s, VAULT_THERE, &vault, &f->err));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, fixture_open, fixture_close)
	const struct CMUnitTest tests[] = {
		TEST(test_confirmed_is_on_the_list),
		TEST(test_refused_names_no_address),
		TEST(test_letters_are_few),
		TEST(test_who_left_is_not_kept),
		TEST(test_chosen_lists),
		TEST(test_deleted_is_a_number),
		TEST(test_nothing_is_undone_by_an_older_look),
		TEST(test_moved_keep_their_way_out),
		TEST(test_bounced_stays_on_its_lists),
		TEST(test_tokens),
		TEST(test_key_that_is_lost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
