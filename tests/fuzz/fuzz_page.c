#include <stdlib.h>

#include "base/utf8.h"
#include "fuzz.h"
#include "parse/page/hand_read.h"

/* Every entry has a title, and what is shown is UTF-8 without line ends. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a CLEANUP_ARENA = {0};
	struct hand_page page;
	struct err err;
	(void)!hand_read(
		&a, fuzz_bytes(data, size), S("https://page.example/kept/"), STR_NONE, &page, &err);
	for (size_t i = 0; i < page.part_count; i++)
		for (size_t k = 0; k < page.parts[i].entry_count; k++) {
			const struct hand_entry *entry = &page.parts[i].entries[k];
			if (!entry->title.n || !utf8_valid(entry->title) || !utf8_valid(entry->summary) ||
				memchr(entry->title.p, '\n', entry->title.n))
				abort();
		}
	return 0;
}
