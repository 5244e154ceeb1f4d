#include "config/config.h"

#include <string.h>

#include "base/hash.h"

/* The settings of the first version stand at fixed places, whether the kind has them or not, so
 * that the fingerprints in stores stay what they are. */
static const char *const FIRST[] = {"query", "condition", "intervention", "term", "url", "db"};
enum { FIRST_COUNT = sizeof FIRST / sizeof *FIRST };

static size_t place_of(const char *key)
{
	size_t i = 0;
	while (i < FIRST_COUNT && strcmp(FIRST[i], key) != 0)
		i++;
	return i;
}

struct str config_fingerprint(struct arena *a, const struct source *source)
{
	const struct source_setting *settings = source_schema(source->kind)->settings;
	struct str first[FIRST_COUNT] = {0};
	struct strs asked = {0}, rest = {0};
	for (size_t i = 0; i < SETTINGS_MAX && settings[i].key; i++) {
		const struct source_value *value = &source->settings[i];
		size_t place = place_of(settings[i].key);
		if (place < FIRST_COUNT) {
			first[place] = value->text;
			continue;
		}
		if (strcmp(settings[i].key, "status") !=
			0) { /* of the first version, and always the last */
			strs_add(a, &rest, str_of(settings[i].key));
			strs_add(a, &rest, value->text);
		}
		for (size_t k = 0; k < value->texts.n; k++)
			strs_add(a, &rest, value->texts.v[k]);
	}
	strs_add(a, &asked, str_of(source_kind_word(source->kind)));
	for (size_t i = 0; i < FIRST_COUNT; i++)
		strs_add(a, &asked, first[i]);
	strs_add(a, &asked, pattern_text(source->keep));
	strs_add(a, &asked, pattern_text(source->drop));
	for (size_t i = 0; i < rest.n; i++)
		strs_add(a, &asked, rest.v[i]);
	return hash_hex(a, hash_strs(asked.v, asked.n));
}
