/* JSON without what nobody will read. */
#include "../base/check.h"

#include "parse/text/json_prune.h"
#include "parse/text/json_read.h"

static const char *const NAMES[] = {"long", "text", NULL};

static void what_is_named_is_left_out(void **state)
{
	static const struct {
		const char *text, *pruned;
	} cases[] = {
		{"{\"long\":{\"a\":[1,{}]},\"b\":2}", "{\"long\":null,\"b\":2}"},
		{"{\"b\": {\"long\" :\n [\"]\", \"\\\"]\"] }}", "{\"b\": {\"long\" :\n null }}"},
		{"[{\"text\":\"\\\\\"},{\"text\":\"a\\\"}\"}]", "[{\"text\":null},{\"text\":null}]"},
		/* no member, or nothing that is long */
		{"{\"b\":\"long\",\"c\":[\"text\"]}", NULL},
		{"{\"long\":1,\"text\":null}", NULL},
		{"{\"longer\":{\"lon\":[]}}", NULL},
		{"{\"b\":\"\\\"long\\\":{}\"}", NULL},
		/* what does not end */
		{"{\"long\":{\"a\":[1,2}", NULL},
		{"{\"text\":\"a", NULL},
		{"{\"long", NULL},
		{"{\"long\":", NULL},
		{"", NULL},
	};
	struct arena a CLEANUP_ARENA = {0};
	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		const char *pruned = cases[i].pruned ? cases[i].pruned : cases[i].text;
		assert_str(json_prune(&a, str_of(cases[i].text), NAMES), str_of(pruned));
	}
}

static const char *read_b(struct arena *a, const char *text, struct json_reading *reading)
{
	json_t *root = json_read_without(a, str_of(text), NAMES, reading);
	const char *b = json_string_value(json_object_get(root, "b"));
	struct str copy = b ? str_copy(a, str_of(b)) : S("none");
	json_decref(root);
	return str_cstr(a, copy);
}

/* Of broken JSON the rest is read as it would be with all in it. */
static void what_is_broken_is_mended_as_a_whole(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct json_reading reading;
	(void)state;
	assert_string_equal(read_b(&a, "{\"long\":[1e999],\"b\":\"c\"}", &reading), "c");
	assert_int_equal(reading.fault.n, 0); /* nobody looked at it */
	assert_string_equal(read_b(&a, "{\"long\":['}',{],\"b\":\"c\"}", &reading), "none");
	assert_true(reading.fault.n > 0);
	assert_string_equal(read_b(&a, "{\"long\":[],\"b\":\"c\",}", &reading), "c");
	assert_true(reading.fault.n > 0 && !reading.truncated);
	read_b(&a, "{\"long\":[],\"b\":\"c\",\"d\":[", &reading);
	assert_true(reading.truncated);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_is_left_out),
		cmocka_unit_test(what_is_broken_is_mended_as_a_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
