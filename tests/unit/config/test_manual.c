/* The manual tidings.conf(5) and the tables of what may be configured say the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/file.h"
#include "config/records.h"
#include "config/sources.h"

#define EVERY_SOURCE "Settings of every source"

static struct arena arena;
static struct str manual;

/* The text from the line that begins so to the next section; empty when there is none. */
static struct str manual_section(const char *title)
{
	struct str start = str_printf(&arena, "\n.Ss %s", title);
	size_t at = str_find(manual, start);
	if (at == STR_NOT_FOUND)
		return STR_NONE;
	struct str rest = str_sub(manual, at + start.n, SIZE_MAX);
	size_t end = str_find(rest, S("\n.S"));
	return str_sub(rest, 0, end == STR_NOT_FOUND ? rest.n : end + 1);
}

static bool tells_of(struct str section, struct str key)
{
	struct str item = STR_CAT(&arena, S("\n.It Ic "), key, S("\n"));
	return str_find(section, item) != STR_NOT_FOUND;
}

static bool is_source(const char *kind)
{
	enum source_kind k = 0;
	while (k < SOURCE_KIND_COUNT && !str_eq(str_of(source_kind_word(k)), str_of(kind)))
		k++;
	return k < SOURCE_KIND_COUNT;
}

static void every_section_and_key_is_told_of(void **state)
{
	size_t n;
	const struct vocabulary *kinds = records_vocabularies(&arena, &n);
	struct str every = manual_section(EVERY_SOURCE);
	(void)state;
	for (size_t i = 0; i < n; i++) {
		struct str section = manual_section(kinds[i].kind);
		if (!section.n)
			fail_msg("the manual does not tell of %s", kinds[i].kind);
		for (size_t k = 0; k < kinds[i].keys.n; k++)
			if (!tells_of(section, kinds[i].keys.v[k]) &&
				!(is_source(kinds[i].kind) && tells_of(every, kinds[i].keys.v[k])))
				fail_msg("the manual does not tell of " STR_FMT " of %s",
					STR_ARG(kinds[i].keys.v[k]), kinds[i].kind);
	}
}

/* Each key of a section of the manual is one of the kind, or of every source. */
static void check_section(struct str title, struct str section)
{
	size_t n;
	const struct vocabulary *kinds = records_vocabularies(&arena, &n);
	for (size_t at; (at = str_find(section, S("\n.It Ic "))) != STR_NOT_FOUND;) {
		section = str_sub(section, at + 8, SIZE_MAX);
		struct str rest = section, key = str_cut(&rest, '\n');
		bool known = false;
		for (size_t i = 0; i < n; i++)
			known = known ||
				((str_starts(title, str_of(kinds[i].kind)) || str_eq(title, S(EVERY_SOURCE))) &&
					strs_have(kinds[i].keys, key));
		if (!known)
			fail_msg("there is no " STR_FMT " of " STR_FMT, STR_ARG(key), STR_ARG(title));
	}
}

static void nothing_else_is_told_of(void **state)
{
	struct str rest = manual;
	(void)state;
	for (size_t at; (at = str_find(rest, S("\n.Ss "))) != STR_NOT_FOUND;) {
		rest = str_sub(rest, at + 5, SIZE_MAX);
		struct str section = rest, title = str_cut(&section, '\n');
		size_t end = str_find(rest, S("\n.S"));
		check_section(title, str_sub(rest, 0, end == STR_NOT_FOUND ? rest.n : end + 1));
	}
}

static int read_manual(void **state)
{
	struct err err;
	(void)state;
	return file_read(&arena, SOURCE_DIR "/src/config/tidings.conf.5", 1 << 20, &manual, &err) ? 0 :
																								-1;
}

static int free_manual(void **state)
{
	(void)state;
	arena_free(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_section_and_key_is_told_of),
		cmocka_unit_test(nothing_else_is_told_of),
	};
	return cmocka_run_group_tests(tests, read_manual, free_manual);
}
