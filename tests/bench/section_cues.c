/* For each line of JSON on standard input ({title, text}): the cues of its title and of its text as
 * two numbers, for sections.py to find weights by. Without input: the names of the cues. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "judge/cues.h"

static struct str field(const json_t *item, const char *name)
{
	return str_of(json_string_value(json_object_get(item, name)));
}

int main(int argc, char **argv)
{
	(void)argv;
	char *line = NULL;
	size_t room = 0;
	for (int cue = 0; argc > 1 && cue < CUE_COUNT; cue++)
		printf("%s\n", cues_word((enum cue)cue));
	while (argc < 2 && getline(&line, &room, stdin) > 0) {
		struct arena a = {0};
		json_t *item = json_loads(line, 0, NULL);
		if (!item)
			return EXIT_FAILURE;
		struct cues cues = cues_of_news(&a, field(item, "title"), field(item, "text"));
		printf("%lu %lu\n", (unsigned long)cues.title, (unsigned long)cues.text);
		json_decref(item);
		arena_free(&a);
	}
	free(line);
	return EXIT_SUCCESS;
}
