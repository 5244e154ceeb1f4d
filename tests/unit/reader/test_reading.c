/* What the child may answer: every field arrives as it was, and what no parser gives is refused. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/array.h"
#include "base/buf.h"
#include "base/hash.h"
#include "base/pack.h"
#include "model/entry_record.h"
#include "reader/reader.h"
#include "parse/page/web_page.h"
#include "reader/reading.h"

enum { ROOM = 1 << 20 };
static struct arena arena;

static int clear(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

/* Fills a struct so that no field holds nothing, and no two hold the same. */
static void fill(const struct record *record, void *value, int *n);

static void fill_records(const struct field *field, char *base, int *n)
{
	size_t count = 3;
	char *elements = arena_array(&arena, count, field->of->size);
	memcpy(base + field->offset, &elements, sizeof elements);
	memcpy(base + field->count_offset, &count, sizeof count);
	for (size_t i = 0; i < count; i++)
		fill(field->of, elements + i * field->of->size, n);
}

static void fill_field(const struct field *field, char *base, int *n)
{
	void *p = base + field->offset;
	int number = ++*n;
	switch (field->type) {
	case FIELD_STR: *(struct str *)p = str_printf(&arena, "%d ü", number); break;
	case FIELD_STRS:
		for (int i = 0; i < 3; i++)
			strs_add(&arena, p, i ? str_printf(&arena, "%d.%d", number, i) : STR_NONE);
		break;
	case FIELD_DATE: *(struct date *)p = (struct date){1900 + number, 2, 0}; break;
	case FIELD_BOOL: *(bool *)p = true; break;
	case FIELD_INT: *(int *)p = field->most ? field->most : number; break;
	case FIELD_LONG: *(long *)p = -number; break;
	case FIELD_ID: *(int64_t *)p = INT64_MIN + number; break;
	case FIELD_TIME: *(int64_t *)p = -number; break;
	case FIELD_HASH: memset(p, number, HASH_BYTES); break;
	case FIELD_RECORDS: fill_records(field, base, n); break;
	case FIELD_RECORD: {
		void *one = arena_alloc(&arena, field->of->size);
		memcpy(p, &one, sizeof one);
		fill(field->of, one, n);
		break;
	}
	}
}

static void fill(const struct record *record, void *value, int *n)
{
	for (size_t i = 0; i < record->field_count; i++)
		fill_field(&record->fields[i], value, n);
}

/* The JSON of the store says of two structs whether they are equal: it has all fields. */
static struct str as_json(const struct record *record, const void *value)
{
	struct str json;
	struct err err;
	assert_true(record_to_json(&arena, record, value, &json, &err));
	return json;
}

static void assert_same(const struct record *record, const void *value, const void *back)
{
	struct str left = as_json(record, value), right = as_json(record, back);
	assert_int_equal(left.n, right.n);
	assert_memory_equal(left.p, right.p, left.n);
}

static void every_field_arrives(void **state)
{
	(void)state;
	for (size_t i = 0; i < READING_COUNT; i++) {
		const struct record *record = READINGS[i].record;
		void *value = arena_alloc(&arena, record->size), *back = arena_alloc(&arena, record->size);
		int n = 0;
		fill(record, value, &n);
		struct str bytes = pack_record(&arena, record, value);
		struct unpack u = {.arena = &arena, .rest = bytes, .room = ROOM};
		assert_true(pack_take(&u, record, back));
		assert_int_equal(u.rest.n, 0);
		assert_same(record, value, back);
	}
}

/* A record cut off anywhere is refused, and so is one with more behind it. */
static void every_length_counts(void **state)
{
	(void)state;
	const struct record *record = &ENTRY_RECORD;
	struct entry entry = {0};
	int n = 0;
	fill(record, &entry, &n);
	struct str bytes = pack_record(&arena, record, &entry);
	for (size_t i = 0; i < bytes.n; i++) {
		struct entry back = {0};
		struct unpack u = {.arena = &arena, .rest = str_sub(bytes, 0, i), .room = ROOM};
		assert_false(pack_take(&u, record, &back));
	}
}

/* Every four bytes as another number: nothing is read beyond the end (the sanitizers look), and
 * nothing takes more memory than is allowed. */
static void every_number_is_doubted(void **state)
{
	static const uint32_t LIES[] = {1, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF, 0x01000000};
	(void)state;
	struct entry entry = {0};
	int n = 0;
	fill(&ENTRY_RECORD, &entry, &n);
	struct str bytes = pack_record(&arena, &ENTRY_RECORD, &entry);
	for (size_t i = 0; i + 4 <= bytes.n; i++)
		for (size_t lie = 0; lie < ARRAY_COUNT(LIES); lie++) {
			struct arena own = {0};
			char *wrong = arena_alloc(&own, bytes.n);
			struct entry back = {0};
			memcpy(wrong, bytes.p, bytes.n);
			memcpy(wrong + i, &LIES[lie], 4);
			size_t before = own.used;
			struct unpack u = {.arena = &own, .rest = {wrong, bytes.n}, .room = 1 << 14};
			if (!pack_take(&u, &ENTRY_RECORD, &back))
				assert_true(own.used - before <= (1 << 14) + 64);
			arena_free(&own);
		}
}

/* An answer about one entry, which `change` has made wrong. */
static bool is_taken(enum reading_kind kind, struct entry entry)
{
	struct reader_feed feed = {.entries = {&entry, 1}, .is_feed = true}, back_feed = {0};
	struct pubmed_records records = {.entries = {&entry, 1}}, back_records = {0};
	bool is_feed = kind == READING_FEED;
	struct reading_end end = {.well = true}, back_end = {0};
	struct str pieces[READING_PIECES];
	reading_pack(&arena, &READINGS[kind], &end, is_feed ? (void *)&feed : &records, pieces);
	struct buf b CLEANUP_BUF = buf_new(ROOM);
	for (size_t i = 0; i < READING_PIECES; i++)
		buf_add(&b, pieces[i]);
	return reading_unpack(&arena, &READINGS[kind], str_copy(&arena, buf_str(&b)), &back_end,
		is_feed ? (void *)&back_feed : &back_records);
}

static struct entry good_news(void)
{
	return (struct entry){.kind = ENTRY_NEWS,
		.title = S("A title"),
		.url = S("https://news.example/1"),
		.published = NO_TIME,
		.updated = 1795435200};
}

static void refuses_what_no_parser_gives(void **state)
{
	(void)state;
	struct entry entry = good_news();
	assert_true(is_taken(READING_FEED, entry));
#define REFUSED(kind, member, ...) \
	do { \
		struct entry wrong = entry; \
		wrong.member = __VA_ARGS__; \
		assert_false(is_taken((kind), wrong)); \
	} while (0)
	REFUSED(READING_FEED, kind, (enum entry_kind)77);
	REFUSED(READING_FEED, kind, ENTRY_PAPER);
	REFUSED(READING_FEED, url, S("javascript:alert(1)"));
	REFUSED(READING_FEED, url, S("file:///etc/passwd"));
	REFUSED(READING_FEED, title, S("\xFF\xFE"));
	REFUSED(READING_FEED, title, S("\xED\xA0\x80"));
	REFUSED(READING_FEED, native, S("not yet"));
	REFUSED(READING_FEED, published, INT64_MAX);
	REFUSED(READING_FEED, updated, -62135596801);
	REFUSED(READING_FEED, keys.pmid, S("../../index"));
	REFUSED(READING_FEED, keys.pmcid, S("PMC1/.."));
	REFUSED(READING_FEED, keys.nct, S("NCT0000000x"));
	REFUSED(READING_FEED, keys.doi, S("/etc"));
	REFUSED(READING_FEED, paper, &(struct paper){0});
	REFUSED(READING_FEED, trial, &(struct trial){0});
	REFUSED(READING_FEED, text, (struct str){arena_alloc(&arena, 20000), 20000});

	struct paper paper = {.article_date = {2024, 2, 29}};
	entry.kind = ENTRY_PAPER;
	entry.native = S("31314805");
	entry.paper = &paper;
	assert_true(is_taken(READING_PUBMED, entry));
	REFUSED(READING_PUBMED, native, S("x"));
	REFUSED(READING_PUBMED, paper, NULL);
	REFUSED(READING_PUBMED, paper, &(struct paper){.article_date = {2023, 2, 29}});
	REFUSED(READING_PUBMED, paper, &(struct paper){.article_date = {0, 0, 1}});
	struct correction odd = {.kind = (enum correction_kind)99};
	REFUSED(READING_PUBMED, paper, &(struct paper){.corrections = &odd, .correction_count = 1});
}

static bool page_is_taken(struct web_page page)
{
	struct web_page back = {0};
	struct reading_end end = {.well = true}, back_end = {0};
	struct str pieces[READING_PIECES];
	reading_pack(&arena, &READINGS[READING_WEB_PAGE], &end, &page, pieces);
	struct str bytes = str_cat(&arena, pieces, READING_PIECES);
	return reading_unpack(&arena, &READINGS[READING_WEB_PAGE], bytes, &back_end, &back);
}

static void refuses_what_no_page_says(void **state)
{
	(void)state;
	const struct web_page page = {.title = S("A title"),
		.url = S("https://fund.example/"),
		.day = {2024, 2, 29},
		.keys = {.doi = S("10.1234/a")}};
	struct web_page wrong;
	struct str long_text = {arena_alloc(&arena, 3000), 3000};
	assert_true(page_is_taken(page));
#define PAGE_REFUSED(member, ...) \
	do { \
		wrong = page; \
		wrong.member = __VA_ARGS__; \
		assert_false(page_is_taken(wrong)); \
	} while (0)
	PAGE_REFUSED(url, S("javascript:alert(1)"));
	PAGE_REFUSED(title, S("\xFF\xFE"));
	PAGE_REFUSED(title, long_text);
	PAGE_REFUSED(summary, long_text);
	PAGE_REFUSED(site, long_text);
	PAGE_REFUSED(day, (struct date){2023, 2, 29});
	PAGE_REFUSED(keys.pmid, S("../../index"));
	PAGE_REFUSED(keys.doi, S("/etc"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(every_field_arrives, clear),
		cmocka_unit_test_teardown(every_length_counts, clear),
		cmocka_unit_test_teardown(every_number_is_doubted, clear),
		cmocka_unit_test_teardown(refuses_what_no_parser_gives, clear),
		cmocka_unit_test_teardown(refuses_what_no_page_says, clear),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
