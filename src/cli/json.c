#include "cli/json.h"

#include <assert.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bidi.h"
#include "base/utf8.h"
#include "item/rejudge.h"
#include "match/match.h"
#include "render/reason.h"
#include "store/key.h"
#include "store/related.h"

json_t *json_text(struct str s)
{
	struct arena a CLEANUP_ARENA = {0};
	s = bidi_close(&a, utf8_clean(&a, s));
	return json_stringn(s.n ? s.p : "", s.n);
}

json_t *json_texts(struct strs list)
{
	json_t *array = json_array();
	for (size_t i = 0; i < list.n; i++)
		json_array_append_new(array, json_text(list.v[i]));
	return array;
}

json_t *json_time(int64_t t)
{
	char text[TIME_TEXT];
	return t == NO_TIME ? json_null() : json_string(time_rfc3339(t, text));
}

void json_line(json_t *object)
{
	/* json_pack fails on a wrong format alone: an allocation that fails ends the program. */
	assert(object);
	json_dumpf(object, stdout, JSON_COMPACT);
	putchar('\n');
	json_decref(object);
}

static json_t *json_keys(const struct stored_keys *keys)
{
	static const enum key_kind shown[] = {KEY_PMID, KEY_DOI, KEY_PMCID, KEY_NCT};
	json_t *object = json_object();
	for (size_t k = 0; k < sizeof shown / sizeof *shown; k++)
		for (size_t i = 0; i < keys->n; i++)
			if (keys->v[i].kind == (int)shown[k] &&
				!json_object_get(object, key_kind_word(shown[k])))
				json_object_set_new(object, key_kind_word(shown[k]), json_text(keys->v[i].key));
	return object;
}

static json_t *json_copy_of(const struct copy *copy)
{
	return json_pack("{s:I, s:o, s:o, s:o, s:o, s:o, s:o}", "id", (json_int_t)copy->id, "source",
		json_text(copy->source), "title", json_text(copy->entry.title), "url",
		json_text(copy->entry.url), "published", json_time(copy->entry.published), "seen",
		json_time(copy->seen), "why", json_text(copy->match_why));
}

static json_t *json_copies(const struct copies *copies)
{
	json_t *array = json_array();
	for (size_t i = 0; i < copies->n; i++)
		json_array_append_new(array, json_copy_of(&copies->v[i]));
	return array;
}

static json_t *json_related(const struct relateds *related)
{
	json_t *array = json_array();
	for (size_t i = 0; i < related->n; i++)
		json_array_append_new(array,
			json_pack("{s:I, s:o, s:o}", "id", (json_int_t)related->v[i].item, "title",
				json_text(related->v[i].title), "why", json_text(related->v[i].why)));
	return array;
}

json_t *json_item(struct cli *cli, struct arena *a, const struct item *item, struct err *err)
{
	struct stored_keys keys;
	struct copies copies;
	struct relateds related;
	if (!store_key_list(cli->store, a, item->id, &keys, err) ||
		!store_entry_copies(cli->store, a, item->id, &copies, err) ||
		!store_related_list(cli->store, a, item->id, &related, err))
		return NULL;
	struct face face = item_face(item);
	json_t *object = json_pack("{s:I, s:s, s:s, s:s, s:o, s:o, s:o, s:o, s:o}", "id",
		(json_int_t)item->id, "state", item_word(item), "section", section_word(face.section),
		"section_confidence", item_confidence_word(item->confidence), "title",
		json_text(face.title), "url", json_text(face.url), "citation", json_text(face.citation),
		"summary", json_text(face.summary), "summary_origin",
		json_text(str_of(face_origin_word(face.summary_origin))));
	json_object_set_new(object, "label", json_text(face.label));
	json_object_set_new(object, "status", json_text(face.status));
	json_object_set_new(object, "status_line", json_text(face.status_line));
	const struct copy *main = copies.n ? &copies.v[item_main_copy(&copies)] : NULL;
	json_object_set_new(object, "source", main ? json_text(main->source) : json_null());
	json_object_set_new(object, "published", main ? json_time(main->entry.published) : json_null());
	json_object_set_new(object, "first_seen", json_time(item->first_seen));
	json_object_set_new(object, "keys", json_keys(&keys));
	json_object_set_new(object, "copies", json_copies(&copies));
	json_object_set_new(object, "related", json_related(&related));
	json_object_set_new(object, "why", json_texts(item_why(a, item)));
	json_object_set_new(object, "warnings", json_texts(reason_warnings_words(a, item->warnings)));
	json_object_set_new(object, "update", json_texts(reason_list_words(a, &item->changes)));
	json_object_set_new(object, "score", json_real(item->score));
	json_object_set_new(object, "version", json_integer(item->version));
	json_object_set_new(object, "tag", json_text(item->tag));
	json_object_set_new(
		object, "assignee", item->assignee ? json_text(item->assignee_name) : json_null());
	json_object_set_new(object, "assigned_word", json_text(item->assigned_word));
	return object;
}

struct str json_member(struct arena *a, json_t *object, const char *name)
{
	json_t *value = json_object_get(object, name);
	if (json_is_integer(value))
		return str_printf(a, "%lld", (long long)json_integer_value(value));
	return (struct str){json_string_value(value), json_string_length(value)};
}

/* The object of a line; NULL: it has none. */
static json_t *read_object(struct str line, struct err *err)
{
	json_error_t problem;
	json_t *object = json_loadb(line.p, line.n, JSON_ALLOW_NUL, &problem);
	if (!object)
		err_set(err, "it is no JSON object: %s", problem.text);
	return object;
}

void json_each_line(
	struct cli *cli, bool (*take)(json_t *request, void *context, struct err *err), void *context)
{
	char *bytes = NULL;
	size_t size = 0;
	ssize_t n;
	struct err err;
	for (long number = 1; (n = getline(&bytes, &size, stdin)) > 0; number++) {
		struct str line = str_trim((struct str){bytes, (size_t)n});
		if (number == 1 && str_starts(line, S("\xEF\xBB\xBF")))
			line = str_sub(line, 3, SIZE_MAX);
		json_t *request = read_object(line, &err);
		if (!request || !take(request, context, &err)) {
			err_add(&err, "line %ld", number);
			cli_complain(cli, &err);
		}
		json_decref(request);
	}
	if (ferror(stdin)) {
		err_set(&err, "the standard input cannot be read: %s", strerror(errno));
		cli_complain(cli, &err);
	}
	free(bytes);
}
