#include <stdlib.h>

#include "fuzz.h"
#include "match/match.h"

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
	return 0;
}
