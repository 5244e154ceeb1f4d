/* utf8_batch: reads lines of bytes in hexadecimal from standard input. Prints a line of JSON for
 * each:
 *   {"valid": whether the bytes are UTF-8, "text": how they are stored} */
#include <jansson.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"

static json_t *answer(struct arena *a, struct str hex)
{
	unsigned char *bytes = arena_alloc(a, hex.n + 1);
	size_t n = 0;
	if (sodium_hex2bin(bytes, hex.n, hex.p, hex.n, NULL, &n, NULL))
		return json_pack("{s:s}", "error", "not hexadecimal");
	struct str text = {(const char *)bytes, n}, clean = utf8_clean(a, text);
	return json_pack("{s:b, s:o}", "valid", utf8_valid(text), "text",
		json_stringn(clean.n ? clean.p : "", clean.n));
}

int main(void)
{
	struct arena a CLEANUP_ARENA = {0};
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		json_t *document = answer(&a, str_trim(str_of(line)));
		json_dumpf(document, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(document);
		arena_reset(&a);
	}
	free(line);
	return 0;
}
