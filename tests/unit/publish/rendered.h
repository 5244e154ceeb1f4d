/* The sample of sample.h, rendered by the templates of the repository. */
#ifndef TESTS_PUBLISH_RENDERED_H
#define TESTS_PUBLISH_RENDERED_H

#include <libxml/parser.h>

#include "config/templates.h"
#include "sample.h"

struct rendered {
	struct arena a;
	struct sample sample;
	struct templates templates;
	struct outputs outputs;
};

/* The files of a publication; a failure fails the test. */
static struct outputs render(struct rendered *r, const struct publication *publication)
{
	struct outputs outputs;
	struct err err = {0};
	if (!publication_render(&r->a, publication, &r->templates, &outputs, &err))
		fail_msg("%s", err.text);
	return outputs;
}

static int setup(void **state)
{
	struct rendered *r = test_calloc(1, sizeof *r);
	sample_make(&r->sample);
	r->templates = template_folder(
		&r->a, config_template_folder(&r->a, &r->sample.site), config_template_read);
	r->outputs = render(r, &r->sample.publication);
	*state = r;
	return 0;
}

static int teardown(void **state)
{
	struct rendered *r = *state;
	sample_free(&r->sample);
	arena_free(&r->a);
	test_free(r);
	xmlCleanupParser();
	return 0;
}

#endif
