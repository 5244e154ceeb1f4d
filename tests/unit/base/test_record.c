#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "base/date.h"
#include "base/hash.h"
#include "base/record.h"

struct part {
	struct str name;
	long count;
};
struct whole {
	struct str text, none;
	struct strs list, no_list;
	struct date day, no_day;
	bool yes, no;
	int small;
	int64_t id, time, no_time;
	struct hash hash, no_hash;
	struct part *parts;
	size_t part_count;
	struct part *one, *no_one;
};
static const struct field PART_FIELDS[] = {
	FIELD(struct part, FIELD_STR, name),
	FIELD(struct part, FIELD_LONG, count),
};
static const struct record PART = RECORD(struct part, PART_FIELDS);
static const struct field FIELDS[] = {
	FIELD(struct whole, FIELD_STR, text),
	FIELD(struct whole, FIELD_STR, none),
	FIELD(struct whole, FIELD_STRS, list),
	FIELD(struct whole, FIELD_STRS, no_list),
	FIELD(struct whole, FIELD_DATE, day),
	FIELD(struct whole, FIELD_DATE, no_day),
	FIELD(struct whole, FIELD_BOOL, yes),
	FIELD(struct whole, FIELD_BOOL, no),
	FIELD(struct whole, FIELD_INT, small),
	FIELD(struct whole, FIELD_ID, id),
	FIELD(struct whole, FIELD_TIME, time),
	FIELD(struct whole, FIELD_TIME, no_time),
	FIELD(struct whole, FIELD_HASH, hash),
	FIELD(struct whole, FIELD_HASH, no_hash),
	FIELD_ARRAY(struct whole, parts, part_count, PART),
	FIELD_ONE(struct whole, one, PART),
	FIELD_ONE(struct whole, no_one, PART),
};
static const struct record WHOLE = RECORD(struct whole, FIELDS);

/* Every byte that is a character of its own, and some longer ones. */
static struct str all_characters(char out[160])
{
	size_t n = 0;
	for (int c = 0; c < 128; c++)
		out[n++] = (char)c;
	const char *more = "\xc3\xa9\xe2\x80\xa8\xf0\x9f\x98\x80";
	memcpy(out + n, more, strlen(more));
	return (struct str){out, n + strlen(more)};
}

static struct whole an_example(struct arena *a, char text[160])
{
	struct whole w = {.text = all_characters(text),
		.day = {.year = 2026, .month = 11},
		.yes = true,
		.small = -7,
		.id = INT64_MIN,
		.no_time = NO_TIME,
		.hash.bytes = {1, 2, 255}};
	w.parts = arena_array(a, 3, sizeof *w.parts);
	w.part_count = 3;
	w.parts[1] = (struct part){S("second"), 5};
	w.one = &w.parts[0];
	strs_add(a, &w.list, S("a \"quoted\" \\ text"));
	strs_add(a, &w.list, STR_NONE);
	return w;
}

/* The store hashes these bytes: other ones would make every record look changed. */
static void written_as_jansson_writes_it(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	struct str json;
	char text[160], again[4096];
	struct whole w = an_example(&a, text);
	(void)state;
	assert_true(record_to_json(&a, &WHOLE, &w, &json, &err));
	json_auto_t *read = json_loadb(json.p, json.n, JSON_ALLOW_NUL, NULL);
	assert_non_null(read);
	size_t n = json_dumpb(read, again, sizeof again, JSON_COMPACT);
	assert_int_equal(n, json.n);
	assert_memory_equal(again, json.p, n);
	assert_int_equal(json_object_size(read), 10);
}

static void read_as_it_was(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	struct str json;
	char text[160];
	struct whole w = an_example(&a, text), back = {.id = 0};
	(void)state;
	assert_true(record_to_json(&a, &WHOLE, &w, &json, &err));
	assert_true(record_of_json(&a, &WHOLE, json, &back, &err));
	assert_true(str_eq(back.text, w.text) && strs_eq(back.list, w.list));
	assert_true(back.day.year == 2026 && back.day.month == 11 && !back.day.day);
	assert_true(back.yes && !back.no && back.small == -7 && back.id == INT64_MIN);
	assert_true(back.time == 0 && back.no_time == NO_TIME && hash_eq(back.hash, w.hash));
	assert_int_equal(back.part_count, 3);
	assert_true(str_eq(back.parts[1].name, S("second")) && back.parts[1].count == 5);
	assert_true(back.one && !back.no_one);
}

static bool is_read(struct arena *a, const char *json, struct whole *out)
{
	struct err err;
	*out = (struct whole){.id = 0};
	return record_of_json(a, &WHOLE, str_of(json), out, &err);
}

static void any_json_is_read(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct whole w;
	(void)state;
	assert_true(is_read(&a, "{}", &w) && w.no_time == NO_TIME);
	assert_true(is_read(&a,
		" { \"id\" : 5 , \"new\" : [ { \"a\" : \"]}\\\"\" } , null ] , \"text\" : \"b\" } ", &w));
	assert_true(w.id == 5 && str_eq(w.text, S("b")));
	assert_true(is_read(&a, "{\"text\":\"\\u00E9\\ud83d\\uDE00\\/\\n\",\"id\":1.5}", &w));
	assert_true(str_eq(w.text, S("\xc3\xa9\xf0\x9f\x98\x80/\n")) && w.id == 0);
	assert_true(
		is_read(&a, "{\"text\":[\"a\"],\"list\":\"b\",\"yes\":1,\"parts\":{},\"id\":2}", &w));
	assert_true(!w.text.n && !w.list.n && !w.yes && !w.part_count && w.id == 2);
	assert_true(is_read(&a, "{\"list\":[],\"parts\":[{\"name\":\"x\"},7,{}],\"one\":null}", &w));
	assert_true(w.part_count == 3 && str_eq(w.parts[0].name, S("x")) && !w.parts[1].name.n);
}

static void what_is_no_json_is_an_error(void **state)
{
	static const char *const damaged[] = {"", "{", "{\"text\"", "{\"text\":", "{\"text\":}",
		"{\"text\":\"a}", "{\"text\":\"a\"", "{\"text\":\"a\"}}", "{\"text\":\"a\" \"id\":1}",
		"{\"text\":\"\\x\"}", "{\"text\":\"\\u12\"}", "{\"text\":\"\\ud800\"}",
		"{\"text\":\"\\uDC00\"}", "{\"text\":\"\\ud83d\\u0041\"}", "{\"text\":\"\xff\"}",
		"{\"list\":[\"a\"", "{\"list\":[\"a\",]}", "{\"parts\":[{]}", "{\"new\":[1}", "{text:1}",
		"{\"text\":\"a\\"};
	struct arena a CLEANUP_ARENA = {0};
	struct whole w;
	(void)state;
	for (size_t i = 0; i < sizeof damaged / sizeof *damaged; i++)
		if (is_read(&a, damaged[i], &w))
			fail_msg("%s was read", damaged[i]);
}

static void text_that_is_not_utf8_is_an_error(void **state)
{
	struct arena a CLEANUP_ARENA = {0};
	struct err err;
	struct str json;
	struct part part = {.name = S("\xff")}, *parts = &part;
	struct whole deep = {.parts = parts, .part_count = 1, .time = NO_TIME, .no_time = NO_TIME};
	(void)state;
	assert_false(record_to_json(&a, &PART, &part, &json, &err));
	assert_false(record_to_json(&a, &WHOLE, &deep, &json, &err));
	assert_int_equal(err.kind, ERR_STORE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(written_as_jansson_writes_it),
		cmocka_unit_test(read_as_it_was),
		cmocka_unit_test(any_json_is_read),
		cmocka_unit_test(what_is_no_json_is_an_error),
		cmocka_unit_test(text_that_is_not_utf8_is_an_error),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
