/* Subscribers and the ledger: nobody gets an edition twice, or after they left. */
#include "fixture.h"

#include "model/subscriber.h"
#include "store/delivery.h"
#include "store/edition.h"
#include "store/subscriber.h"
#include "store/unit.h"

enum { NOW = 1795000000, LEASE = 600 };

static struct str handle_of(struct fixture *f, int i)
{
	return str_printf(&f->a, "handle-%09d", i);
}

static int64_t subscriber_make(struct fixture *f, int i, enum subscriber_state state)
{
	int64_t id;
	bool changed;
	struct subscriber one = {.found = hash_str(handle_of(f, i)),
		.has_found = true,
		.handle = handle_of(f, i),
		.address = str_printf(&f->a, "sealed %d", i),
		.state = state,
		.made = NOW,
		.confirmed = NO_TIME,
		.asked = NO_TIME,
		.changed = NOW};
	OK(store_subscriber_add(f->s, &one, &id, &f->err));
	OK(store_subscription_add(f->s, id, S("research"), NOW, &changed, &f->err));
	assert_true(changed);
	return id;
}

/* An edition of research on its way to `n` people. */
static void mailing_make(struct fixture *f, int n)
{
	const struct mailing mailing = {.edition = 1, .editor = S("ana"), .at = NOW, .ended = NO_TIME};
	int64_t people;
	for (int i = 1; i <= n; i++)
		subscriber_make(f, i, SUBSCRIBER_CONFIRMED);
	subscriber_make(f, n + 1, SUBSCRIBER_PENDING);
	subscriber_make(f, n + 2, SUBSCRIBER_BOUNCED);
	sql(f, "INSERT INTO edition (id, list, period, frozen, hash) VALUES (1, 1, '2026-W47', 1, '')");
	OK(store_mailing_begin(f->s, &mailing, S("research"), 0, &people, &f->err));
	assert_int_equal(people, n);
	REFUSED(store_mailing_begin(f->s, &mailing, S("research"), 0, &people, &f->err), "already");
}

/* The number of the subscriber whose copy is next; 0: none. */
static int64_t take(struct fixture *f, struct delivery *d, int64_t now)
{
	bool found;
	clock_at(f->s, now);
	OK(store_delivery_take(f->s, &f->a, 1, LEASE, d, &found, &f->err));
	return found ? d->subscriber : 0;
}

static void end(struct fixture *f, struct delivery *d, enum delivery_state state, int64_t due)
{
	d->state = state;
	d->due = due;
	d->code = S("250");
	OK(store_delivery_end(f->s, d, &f->err));
}

static int64_t count(struct fixture *f, enum delivery_state state)
{
	struct delivery_counts counts;
	OK(store_delivery_count(f->s, 1, &counts, &f->err));
	return counts.n[state];
}

static void each_gets_one(void **state)
{
	struct fixture *f = *state;
	struct delivery d;
	bool done;
	mailing_make(f, 3);
	for (int i = 1; i <= 3; i++) {
		assert_int_equal(take(f, &d, NOW), i);
		assert_str(d.address, str_cstr(&f->a, str_printf(&f->a, "sealed %d", i)));
		assert_str(d.handle, str_cstr(&f->a, handle_of(f, i)));
		OK(store_mailing_finish(f->s, 1, NOW, &done, &f->err));
		assert_false(done);
		end(f, &d, i == 2 ? DELIVERY_DEFERRED : DELIVERY_SENT, i == 2 ? NOW + 60 : NO_TIME);
		OK(store_delivery_end(f->s, &d, &f->err)); /* the answer to the first was lost */
		d.state = DELIVERY_FAILED;
		REFUSED(store_delivery_end(f->s, &d, &f->err), "another sender");
	}
	assert_int_equal(take(f, &d, NOW), 0);
	OK(store_mailing_finish(f->s, 1, NOW, &done, &f->err));
	assert_false(done);
	assert_int_equal(take(f, &d, NOW + 60), 2);
	assert_int_equal(d.attempts, 2);
	end(f, &d, DELIVERY_FAILED, NO_TIME);
	OK(store_mailing_finish(f->s, 1, NOW, &done, &f->err));
	assert_true(done);
	assert_int_equal(count(f, DELIVERY_SENT), 2);
	assert_int_equal(count(f, DELIVERY_FAILED), 1);
}

static void who_left_gets_none(void **state)
{
	struct fixture *f = *state;
	struct delivery d;
	struct subscriber one;
	bool there, changed;
	mailing_make(f, 4);
	assert_int_equal(take(f, &d, NOW), 1);
	end(f, &d, DELIVERY_SENT, NO_TIME);
	OK(store_subscription_end(f->s, 2, S("research"), &changed, &f->err));
	assert_true(changed);
	OK(store_subscriber_get(f->s, &f->a, 3, &one, &there, &f->err));
	one.state = SUBSCRIBER_LEFT;
	OK(store_subscriber_write(f->s, &one, &f->err));
	assert_int_equal(take(f, &d, NOW), 4);
	assert_int_equal(count(f, DELIVERY_STOPPED), 2);
}

static void a_paused_mailing_waits_and_a_cancelled_one_ends(void **state)
{
	struct fixture *f = *state;
	struct delivery d;
	bool changed;
	mailing_make(f, 2);
	OK(store_mailing_set(f->s, 1, MAILING_PAUSED, NOW, &changed, &f->err));
	assert_true(changed);
	assert_int_equal(take(f, &d, NOW), 0);
	OK(store_mailing_set(f->s, 1, MAILING_GOING, NOW, &changed, &f->err));
	OK(store_mailing_put_off(f->s, 1, NOW + 60, S("no mail server answers"), &f->err));
	assert_int_equal(take(f, &d, NOW), 1);
	OK(store_mailing_set(f->s, 1, MAILING_CANCELLED, NOW, &changed, &f->err));
	end(f, &d, DELIVERY_SENT, NO_TIME);
	assert_int_equal(take(f, &d, NOW), 0);
	assert_int_equal(count(f, DELIVERY_STOPPED), 1);
	OK(store_mailing_set(f->s, 1, MAILING_GOING, NOW, &changed, &f->err));
	assert_false(changed);
}

static void editions_are_read_a_page_at_a_time(void **state)
{
	struct fixture *f = *state;
	struct frozen_editions page;
	struct frozen_edition last;
	bool there;
	sql(f,
		"WITH RECURSIVE n(i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 7) INSERT INTO "
		"edition (id, list, period, frozen, hash) SELECT i * 2, 1 + i / 7, 'p' || i, i, '' FROM n");
	OK(store_edition_list(f->s, &f->a, 0, 3, &page, &f->err));
	assert_int_equal(page.n, 3);
	assert_true(page.v[0].id == 14 && page.v[2].id == 10);
	OK(store_edition_list(f->s, &f->a, page.v[2].id, 3, &page, &f->err));
	assert_true(page.n == 3 && page.v[0].id == 8 && page.v[2].id == 4);
	OK(store_edition_list(f->s, &f->a, page.v[2].id, 3, &page, &f->err));
	assert_true(page.n == 1 && page.v[0].id == 2);
	OK(store_edition_list(f->s, &f->a, 0, 0, &page, &f->err));
	assert_int_equal(page.n, 7);
	OK(store_edition_last(f->s, &f->a, S("research"), &last, &there, &f->err));
	assert_true(there && last.id == 12);
	OK(store_edition_last(f->s, &f->a, S("trials"), &last, &there, &f->err));
	assert_false(there);
}

static void a_sender_that_died_leaves_one_copy_in_doubt(void **state)
{
	struct fixture *f = *state;
	struct delivery d;
	int64_t n;
	mailing_make(f, 2);
	for (int turn = 0; turn < 2; turn++) {
		assert_int_equal(take(f, &d, NOW + turn), 1);
		assert_int_equal(d.again, turn);
		clock_at(f->s, NOW + turn);
		OK(store_delivery_lost(f->s, true, &n, &f->err));
		assert_int_equal(n, 0); /* it is alive, and its lease holds */
		sql(f, "UPDATE delivery SET lease_until = 1 WHERE state = 1");
		clock_at(f->s, NOW - 5);
		OK(store_delivery_lost(f->s, true, &n, &f->err));
		assert_int_equal(n, 1);
		d.state = DELIVERY_SENT;
		REFUSED(store_delivery_end(f->s, &d, &f->err), "another sender");
	}
	assert_int_equal(count(f, DELIVERY_UNKNOWN), 1); /* not a third time by itself */
	OK(store_delivery_settle(f->s, 1, false, NOW, &n, &f->err));
	assert_int_equal(count(f, DELIVERY_SENT), 1);
	assert_int_equal(take(f, &d, NOW + 9), 2);
	sql(f, "UPDATE delivery SET lease_until = 1 WHERE state = 1");
	clock_at(f->s, NOW);
	OK(store_delivery_lost(f->s, false, &n, &f->err));
	assert_int_equal(count(f, DELIVERY_UNKNOWN), 1);
	OK(store_delivery_settle(f->s, 1, true, NOW, &n, &f->err));
	assert_int_equal(take(f, &d, NOW + 9), 2); /* settled for once more */
}

static void a_correction_goes_to_those_who_got_the_item(void **state)
{
	struct fixture *f = *state;
	struct delivery d;
	int64_t people, item = item_make(f, "T", 0.5);
	char text[300];
	mailing_make(f, 3);
	assert_int_equal(take(f, &d, NOW), 1);
	end(f, &d, DELIVERY_SENT, NO_TIME);
	assert_int_equal(take(f, &d, NOW), 2);
	end(f, &d, DELIVERY_FAILED, NO_TIME);
	sql(f, "PRAGMA foreign_keys = OFF");
	snprintf(text, sizeof text,
		"INSERT INTO edition_item (edition, release, item) VALUES (1, 1, %lld)", (long long)item);
	assert_string_equal(sql(f, text), "");
	sql(f, "INSERT INTO edition (id, list, period, frozen, hash) VALUES (2, 1, '2026-W48', 1, '')");
	const struct mailing mailing = {.edition = 2, .editor = S("ana"), .at = NOW, .ended = NO_TIME};
	OK(store_mailing_begin(f->s, &mailing, S("research"), item, &people, &f->err));
	assert_int_equal(people, 1);
	assert_string_equal(sql(f, "SELECT subscriber FROM delivery WHERE edition = 2"), "1");
}

static void subscribers_are_found_counted_and_swept(void **state)
{
	struct fixture *f = *state;
	struct subscriber one;
	struct strs lists;
	struct subscriber_tallies days;
	int64_t n[SUBSCRIBER_STATES], people;
	bool there;
	int64_t id = subscriber_make(f, 1, SUBSCRIBER_CONFIRMED);
	subscriber_make(f, 2, SUBSCRIBER_PENDING);
	subscriber_make(f, 3, SUBSCRIBER_LEFT);
	OK(store_subscriber_find(f->s, &f->a, hash_str(handle_of(f, 1)), &one, &there, &f->err));
	assert_true(there && one.id == id && one.confirmed == NO_TIME);
	OK(store_subscriber_named(f->s, &f->a, handle_of(f, 1), &one, &there, &f->err));
	assert_true(there && one.id == id);
	OK(store_subscription_list(f->s, &f->a, id, &lists, &f->err));
	assert_true(lists.n == 1 && str_eq(lists.v[0], S("research")));
	OK(store_subscriber_count(f->s, S("research"), &people, &f->err));
	assert_int_equal(people, 1);
	OK(store_subscriber_count(f->s, S("news"), &people, &f->err));
	assert_int_equal(people, 0);
	OK(store_subscriber_count(f->s, STR_NONE, &people, &f->err));
	assert_int_equal(people, 1);
	sql(f, "DELETE FROM subscription WHERE subscriber = 2");
	OK(store_subscriber_sweep(f->s, NOW + 1, &f->err));
	OK(store_subscriber_states(f->s, n, &f->err));
	assert_true(
		n[SUBSCRIBER_PENDING] == 0 && n[SUBSCRIBER_CONFIRMED] == 1 && n[SUBSCRIBER_LEFT] == 1);
	OK(store_subscriber_tally(f->s, S("news"), S("2026-11-23"), SUBSCRIBER_JOINED, 1, &f->err));
	OK(store_subscriber_tally(f->s, S("news"), S("2026-11-23"), SUBSCRIBER_JOINED, 1, &f->err));
	OK(store_subscriber_tally(f->s, S("news"), S("2026-11-24"), SUBSCRIBER_STOPPED, 1, &f->err));
	OK(store_subscriber_tallies(f->s, &f->a, S("news"), S("2026-11-01"), &days, &f->err));
	assert_true(days.n == 2 && days.v[0].n[SUBSCRIBER_JOINED] == 2);
	assert_int_equal(days.v[1].n[SUBSCRIBER_STOPPED], 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(each_gets_one),
		TEST(who_left_gets_none),
		TEST(a_paused_mailing_waits_and_a_cancelled_one_ends),
		TEST(editions_are_read_a_page_at_a_time),
		TEST(a_sender_that_died_leaves_one_copy_in_doubt),
		TEST(a_correction_goes_to_those_who_got_the_item),
		TEST(subscribers_are_found_counted_and_swept),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
