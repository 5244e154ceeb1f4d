#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "item/update.h"
#include "render/reason.h"

static const struct face PUBLISHED = {.section = SECTION_TRIALS,
	.title = {"Sample", 6},
	.status = {"RECRUITING", 10},
	.status_line = {"Currently recruiting. Last updated 10/01/26.", 43},
	.label = {"Sponsor", 7}};

static void a_mere_touch_is_no_update(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct reasons why = {0};
	struct face touched = PUBLISHED;
	touched.status_line = S("Currently recruiting. Last updated 11/01/26.");
	update_describe(&a, &PUBLISHED, &touched, &why);
	assert_int_equal(why.n, 0);
}

static void changes_are_said_in_words(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct reasons why = {0};
	struct face now = PUBLISHED;
	now.status = S("COMPLETED");
	now.notice = S("Retracted\nby the journal");
	now.title = STR_NONE;
	update_describe(&a, &PUBLISHED, &now, &why);
	assert_int_equal(why.n, 3);
	assert_true(str_eq(reason_words(&a, &why.v[0]), S("The title is gone: it was Sample")));
	assert_true(
		str_eq(reason_words(&a, &why.v[1]), S("The status changed from RECRUITING to COMPLETED")));
	assert_true(
		str_eq(reason_words(&a, &why.v[2]), S("The notice is new: Retracted by the journal")));
}

static void check_note(const struct face *before, const struct face *after, const char *note)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str is = update_note(&a, &WORDS_ENGLISH, before, after, NULL);
	if (!str_eq(is, str_of(note)))
		fail_msg("\"%.*s\" is not \"%s\"", STR_ARG(is), note);
}

static void a_note_speaks_to_readers(void **state)
{
	(void)state;
	struct face before = {.section = SECTION_TRIALS,
					.title = S("A: Now Recruiting"),
					.status = S("RECRUITING"),
					.status_line = S("Currently recruiting."),
					.citation = S("J, 2026")},
				after = before;
	check_note(&before, &after, "");
	after.status_line = S("Currently recruiting. Last updated 11/01/26.");
	check_note(&before, &after, "");
	after.title = S("A: Enrollment Completed");
	after.status = S("ACTIVE_NOT_RECRUITING");
	check_note(&before, &after, "Status: Recruiting → Active not recruiting");
	after.citation = S("J, 2026 Nov;12(11):301-9");
	check_note(&before, &after,
		"Status: Recruiting → Active not recruiting; citation: J, 2026 → J, 2026 Nov;12(11):301-9");
	after = before;
	after.notice = S("Retracted: see PMID 99000103.");
	after.title = S("B");
	after.summary = S("Other.");
	check_note(&before, &after, "Title: A: Now Recruiting → B; summary changed");
	check_note(&after, &before,
		"Notice: Retracted: see PMID 99000103. → none; title: B → A: Now Recruiting; summary "
		"changed");
	char title[1000];
	memset(title, 'x', sizeof title);
	after = before;
	after.title = (struct str){title, sizeof title};
	struct arena a CLEANUP_ARENA = {0};
	struct str note = update_note(&a, &WORDS_ENGLISH, &before, &after, NULL);
	assert_true(str_ends(note, S("x…")) && note.n <= NOTE_MAX && note.n > NOTE_MAX - 8);
	/* What no face shows. */
	struct reason text = {.kind = REASON_ABSTRACT};
	note = update_note(&a, &WORDS_ENGLISH, &before, &before, &(struct reasons){&text, 1});
	assert_true(str_eq(note, S("Abstract changed")));
	after = before;
	after.summary = S("Other.");
	note = update_note(&a, &WORDS_ENGLISH, &before, &after, &(struct reasons){&text, 1});
	assert_true(str_eq(note, S("Summary changed")));
}

static void facts_behind_the_face(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct reasons why = {0};
	struct str two[] = {S("PHASE2")}, three[] = {S("PHASE2"), S("PHASE3")};
	struct trial before = {.phases = {two, 1}}, now = {.phases = {three, 2}, .has_results = true};
	struct entry a_entry = {.trial = &before}, b_entry = {.trial = &now};
	update_facts(&a, &a_entry, &b_entry, &why);
	assert_int_equal(why.n, 2);
	assert_true(
		str_eq(reason_words(&a, &why.v[0]), S("The phase changed from PHASE2 to PHASE2, PHASE3")));
}

static void older_answers_are_known_by_their_dates(void **state)
{
	(void)state;
	struct trial october = {.last_update_post = {2026, 10, 1}},
				 november = {.last_update_post = {2026, 11, 1}}, unknown = {0};
	struct entry o = {.trial = &october}, n = {.trial = &november}, u = {.trial = &unknown};
	assert_true(update_is_older(&o, &n));
	assert_false(update_is_older(&n, &o));
	assert_false(update_is_older(&o, &o));
	assert_false(update_is_older(&u, &n));
	struct paper first = {.version = 1, .revised = {2026, 11, 1}},
				 second = {.version = 2, .revised = {2026, 10, 1}};
	struct entry one = {.paper = &first}, two = {.paper = &second};
	assert_true(update_is_older(&one, &two));
	assert_false(update_is_older(&two, &one));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_mere_touch_is_no_update),
		cmocka_unit_test(changes_are_said_in_words),
		cmocka_unit_test(a_note_speaks_to_readers),
		cmocka_unit_test(facts_behind_the_face),
		cmocka_unit_test(older_answers_are_known_by_their_dates),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
