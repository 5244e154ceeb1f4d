/* mustache_spec FOLDER: runs the test cases of the Mustache specification
 * (../shared/cases/mustache), of which each chapter is a JSON file. All must pass. Exits 77 when
 * the folder is not there. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "render/mustache.h"

struct count {
	size_t passed, failed;
};

static struct str text_of(const json_t *value)
{
	return value ? (struct str){json_string_value(value), json_string_length(value)} : STR_NONE;
}

static bool partial_of(void *partials, struct str name, struct str *text, struct err *err)
{
	(void)err;
	*text = text_of(json_object_getn(partials, name.p, name.n));
	return true;
}

static void run_case(json_t *test, const char *chapter, struct count *count)
{
	struct err err = {0};
	struct buf out CLEANUP_BUF = buf_new(1 << 20);
	struct str expected = text_of(json_object_get(test, "expected"));
	const struct mustache mustache = {.template = text_of(json_object_get(test, "template")),
		.mode = MUSTACHE_HTML,
		.partial = partial_of,
		.user = json_object_get(test, "partials")};
	bool rendered = mustache_render(&out, &mustache, json_object_get(test, "data"), &err);
	if (rendered && str_eq(buf_str(&out), expected)) {
		count->passed++;
		return;
	}
	count->failed++;
	struct str got = rendered ? buf_str(&out) : str_of(err.text);
	printf("%s: %s\n  expected: " STR_FMT "\n  got:      " STR_FMT "\n", chapter,
		json_string_value(json_object_get(test, "name")), STR_ARG(expected), STR_ARG(got));
}

static bool run_chapter(const char *folder, const char *name, struct count *count)
{
	char path[4096];
	json_error_t error;
	snprintf(path, sizeof path, "%s/%s", folder, name);
	json_t *chapter = json_load_file(path, 0, &error);
	if (!chapter) {
		printf("%s: %s\n", path, error.text);
		return false;
	}
	size_t i;
	json_t *test;
	json_array_foreach (json_object_get(chapter, "tests"), i, test)
		run_case(test, name, count);
	json_decref(chapter);
	return true;
}

static int is_json(const struct dirent *entry)
{
	return str_ends(str_of(entry->d_name), S(".json"));
}

int main(int argc, char **argv)
{
	struct dirent **names = NULL;
	struct count count = {0};
	int n = argc == 2 ? scandir(argv[1], &names, is_json, alphasort) : -1;
	if (n < 0) {
		puts("skipped: no Mustache cases here");
		return 77;
	}
	bool fine = n > 0;
	for (int i = 0; i < n; i++) {
		fine = run_chapter(argv[1], names[i]->d_name, &count) && fine;
		free(names[i]);
	}
	free(names);
	printf("%d chapters: %zu cases pass, %zu fail\n", n, count.passed, count.failed);
	return fine && count.failed == 0 && count.passed > 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
