#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include "model/face_17.h"
#include "model/facts.h"

/* A row of a store of version 17, and what it means. */
#define OLD \
	"phase\tEarly phase 1\tPhase 2\tNot applicable\n" \
	"results\tyes\n" \
	"why-stopped\tNo money (and 3 more\n" \
	"conditions\tPhase 2 of life\tand 3 more\n" \
	"ages\t18 Years to 70 Years\n" \
	"sex\tAll\n" \
	"start\t2026-07\n" \
	"sponsor\tSample (Recruiting)\n" \
	"places\tSample Hospital, Chicago (Not yet recruiting)\tOther (Main campus)\t(Completed)" \
	"\tand 12 more"
#define NEW \
	"typed\nphase\tEARLY_PHASE1\tPHASE2\tNA\n" \
	"results\tyes\n" \
	"why-stopped\tNo money (and 3 more\n" \
	"conditions\tPhase 2 of life\tand 3 more\n" \
	"ages\t18 Years|70 Years\n" \
	"sex\tALL\n" \
	"start\t2026-07\n" \
	"sponsor\tSample (Recruiting)\n" \
	"places\tNOT_YET_RECRUITING|Sample Hospital, Chicago\t|Other (Main campus)\tCOMPLETED|" \
	"\t+12"

static struct face with_facts(const char *facts)
{
	return (struct face){.kind = ENTRY_TRIAL, .facts = str_of(facts)};
}

static void check(const char *old, const char *now)
{
	struct arena a CLEANUP_ARENA = {0};
	struct face face = with_facts(old);
	face_from_17(&a, &face);
	assert_string_equal(str_cstr(&a, face.facts), now);
	face_from_17(&a, &face); /* which it is already */
	assert_string_equal(str_cstr(&a, face.facts), now);
	face_to_17(&a, &face);
	assert_string_equal(str_cstr(&a, face.facts), old);
}

static void test_facts_go_both_ways(void **state)
{
	(void)state;
	check(OLD, NEW);
	check("", "");
	check("ages\tup to 17 Years", "typed\nages\t|17 Years");
	check("ages\t6 Months and older", "typed\nages\t6 Months|");
	check("preprint\tnot peer reviewed\nanimals\tanimal study\ntypes\tReview",
		"typed\npreprint\tNOT_PEER_REVIEWED\nanimals\tANIMALS\ntypes\tReview");
	/* What this version does not know. */
	check("phase\tPHASE2A\nsex\tFoo bar", "typed\nphase\tPHASE2A\nsex\tFOO_BAR");
}

static void test_a_link_that_is_gone_has_a_kind(void **state)
{
	(void)state;
	struct arena a CLEANUP_ARENA = {0};
	struct face gone = {.notice = S("The linked page is no longer available.")},
				other = {.notice = S("Another.")}, known = {.notice = gone.notice, .told = S("4")};
	face_from_17(&a, &gone);
	assert_string_equal(str_cstr(&a, gone.told), "21\t\t");
	face_from_17(&a, &other);
	assert_int_equal(other.told.n, 0);
	face_from_17(&a, &known);
	assert_string_equal(str_cstr(&a, known.told), "4");
	face_to_17(&a, &gone);
	assert_int_equal(gone.told.n, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_facts_go_both_ways),
		cmocka_unit_test(test_a_link_that_is_gone_has_a_kind),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
