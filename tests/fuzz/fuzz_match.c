#include <stdlib.h>

#include "fuzz.h"
#include "match/block.h"
#include "match/compare.h"
#include "match/match.h"

/* Two citations made of a text and of its second half, compared both ways. */
static void compare(struct arena *a, struct str text, enum entry_kind kind)
{
	const struct described *both[2];
	for (size_t i = 0; i < 2; i++) {
		struct str part = str_sub(text, i ? text.n / 2 : 0, SIZE_MAX);
		struct citation citation = {.kind = kind,
			.title = part,
			.text = part,
			.journal = part,
			.volume = part,
			.issue = part,
			.pages = part,
			.url = part,
			.authors = author_names(a, part),
			.published = NO_TIME};
		struct blocks blocks;
		both[i] = match_describe_citation(a, &citation);
		match_blocks(a, both[i], &blocks);
	}
	if (match_compare(both[0], both[1]).answer != match_compare(both[1], both[0]).answer)
		abort();
}

/* The key of an address, read as an address, has itself as its key. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str text = fuzz_bytes(data, size), key = match_url_key(&a, text);
	if (key.n && !str_eq(key, match_url_key(&a, str_printf(&a, "https://" STR_FMT, STR_ARG(key)))))
		abort();
	match_url_clean(&a, text);
	match_url_ids(&a, text);
	match_title_similarity(
		match_title(&a, text), match_title(&a, str_sub(text, size / 2, SIZE_MAX)));
	struct entry entry = {.kind = ENTRY_NEWS,
		.url = text,
		.title = text,
		.text = text,
		.published = NO_TIME,
		.updated = NO_TIME};
	struct match_keys keys;
	match_keys(&a, &entry, S("source"), &keys);
	match_mentions(&a, &entry, &keys);
	compare(&a, text, ENTRY_PAPER);
	compare(&a, text, ENTRY_NEWS);
	return 0;
}
