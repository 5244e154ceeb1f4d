/* search_terms: reads lines of JSON strings from standard input, and prints for each the list of
 * its terms as the program makes them (base/terms.h), as a line of JSON. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/terms.h"

static json_t *terms(struct arena *a, const json_t *text)
{
	json_t *list = json_array();
	struct strs found = terms_of(
		a, (struct str){json_string_value(text), json_string_length(text)});
	for (size_t i = 0; i < found.n; i++)
		json_array_append_new(list, json_stringn(found.v[i].p, found.v[i].n));
	return list;
}

int main(void)
{
	struct arena a CLEANUP_ARENA = {0};
	char *line = NULL;
	size_t size = 0;
	while (getline(&line, &size, stdin) > 0) {
		json_t *text = json_loads(line, JSON_DECODE_ANY | JSON_ALLOW_NUL, NULL);
		json_t *list = terms(&a, text);
		json_dumpf(list, stdout, JSON_COMPACT);
		putchar('\n');
		json_decref(list);
		json_decref(text);
		arena_reset(&a);
	}
	free(line);
	return 0;
}
