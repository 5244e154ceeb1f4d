/* Whether the site's own templates let readers leave. */
#include "config/templates.h"
#include "mail/digest.h"
#include "render/template.h"
#include "render/view.h"

enum { RENDERED_MAX = 1 << 20 };
/* Stands where the address would. */
#define MARK "tidings:leave"

struct leave_test {
	struct arena *a;
	struct templates templates;
	const char *name;
	enum mustache_mode mode;
};

/* The template of an edition without items, with this as the address to leave by. */
static bool render_with(
	struct leave_test *test, struct str address, struct str *out, struct err *err)
{
	json_auto_t *data = json_object();
	struct buf text CLEANUP_BUF = buf_new(RENDERED_MAX);
	view_set(data, "unsubscribe", address);
	if (!template_render(&test->templates, test->name, data, test->mode, &text, err))
		return false;
	*out = str_copy(test->a, buf_str(&text));
	return true;
}

static struct str without_mark(struct arena *a, struct str text)
{
	struct str out = STR_NONE;
	for (size_t at; (at = str_find(text, S(MARK))) != STR_NOT_FOUND;) {
		out = STR_CAT(a, out, str_sub(text, 0, at));
		text = str_sub(text, at + sizeof MARK - 1, SIZE_MAX);
	}
	return STR_CAT(a, out, text);
}

static bool check_one(struct leave_test *test, bool elsewhere, struct err *err)
{
	struct str with, without;
	if (!render_with(test, S(MARK), &with, err) || !render_with(test, STR_NONE, &without, err))
		return false;
	if (str_find(with, S(MARK)) == STR_NOT_FOUND)
		return err_set(err,
			"your template %s does not show {{unsubscribe}}: readers could not leave, so no "
			"edition "
			"is frozen",
			test->name);
	/* What stands around the address goes with it, where there is none. */
	return !elsewhere || !str_eq(without_mark(test->a, with), without) ||
		err_set(err,
			"your template %s shows {{unsubscribe}} also where there is none, and an edition for a "
			"mailing list elsewhere has none: put it and its words between {{#unsubscribe}} and "
			"{{/unsubscribe}}; until then none is frozen",
			test->name);
}

bool digest_check_templates(
	struct arena *a, const struct site *site, bool elsewhere, struct err *err)
{
	struct leave_test test = {.a = a,
		.templates = template_folder(a, config_template_folder(a, site), config_template_read),
		.name = "digest.html",
		.mode = MUSTACHE_HTML};
	test.templates.words = &site->words;
	if (!check_one(&test, elsewhere, err))
		return false;
	test.name = "digest.txt";
	test.mode = MUSTACHE_TEXT;
	return check_one(&test, elsewhere, err);
}
