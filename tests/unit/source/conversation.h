/* A conversation with a kind of source, with the other side's answers written by hand. */
#ifndef CONVERSATION_H
#define CONVERSATION_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "source/kind.h"

struct conversation {
	struct site site;
	struct source source;
	struct visit visit;
	struct arena arena; /* of the answers */
	struct fetch_request asked;
	struct source_answer answer; /* to the last request */
	struct err err;
};

/* 2026-11-23T12:00:00Z */
enum { NOW = 1795435200 };

static inline void begin(struct conversation *c, const struct kind *kind)
{
	c->site.email = S("desk@example.org");
	for (int i = 0; i < SOURCE_KIND_COUNT; i++)
		c->site.services[i].base_url = S("https://service.example/");
	c->visit.site = &c->site;
	c->visit.source = &c->source;
	c->visit.kind = kind;
	c->visit.now = NOW;
	kind->begin(&c->visit);
}

static inline void end(struct conversation *c)
{
	arena_free(&c->visit.arena);
	arena_free(&c->arena);
}

static inline bool ask(struct conversation *c)
{
	c->asked = (struct fetch_request){0};
	return c->visit.kind->ask(&c->visit, &c->asked);
}

static inline bool answer_with(struct conversation *c, struct fetch_response response)
{
	c->answer = (struct source_answer){0};
	if (!response.url.n)
		response.url = c->asked.url;
	return c->visit.kind->take(&c->visit, &response, &c->arena, &c->answer, &c->err);
}

static inline bool answer(struct conversation *c, const char *body)
{
	return answer_with(c,
		(struct fetch_response){.outcome = FETCH_DONE,
			.status = 200,
			.body = str_of(body),
			.retry_after = -1,
			.max_age = -1});
}

/* The request asked for this, in its address or its form. */
static inline bool asked_for(const struct conversation *c, const char *text)
{
	return str_find(c->asked.url, str_of(text)) != STR_NOT_FOUND ||
		str_find(c->asked.body, str_of(text)) != STR_NOT_FOUND;
}

#endif
