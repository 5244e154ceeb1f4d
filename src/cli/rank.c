/* rank: the order of a queue as it learns from decisions, by the model that orders the desk's. */
#include <stdio.h>
#include <stdlib.h>

#include "cli/command.h"
#include "cli/json.h"
#include "judge/rank_model.h"

enum { RANKED_MAX = 1 << 20 };

struct ranking {
	struct arena arena; /* the ids */
	struct str *ids;
	size_t n;
	json_t *numbers; /* of the texts, by id */
	struct rank_model *model;
	bool ended;
};

static bool rank_add(struct ranking *r, json_t *request, struct err *err)
{
	struct str id = json_member(&r->arena, request, "id");
	if (!id.n)
		return err_set(err, "what is added needs an id: {\"op\":\"add\", \"id\":\"1\"}");
	if (json_object_getn(r->numbers, id.p, id.n))
		return err_set(err, "“" STR_FMT "” was added already", STR_ARG(id));
	if (r->n == RANKED_MAX)
		return err_set(err, "more than %d are added", RANKED_MAX);
	struct str title = json_member(&r->arena, request, "title"),
			   text = json_member(&r->arena, request, "abstract");
	size_t number = rank_model_add(r->model, title, text);
	r->ids = arena_grow(&r->arena, r->ids, r->n, sizeof *r->ids);
	r->ids[r->n++] = str_copy(&r->arena, id);
	json_object_setn_new(r->numbers, id.p, id.n, json_integer((json_int_t)number));
	return true;
}

/* "approve" is true, false, or null when the decision is taken back. */
static bool decide(struct ranking *r, json_t *request, struct err *err)
{
	struct str id = json_member(&r->arena, request, "id");
	json_t *number = json_object_getn(r->numbers, id.n ? id.p : "", id.n),
		   *approve = json_object_get(request, "approve");
	if (!number)
		return err_set(err, "“" STR_FMT "” was not added", STR_ARG(id));
	if (!json_is_boolean(approve) && !json_is_null(approve))
		return err_set(err, "a decision is {\"op\":\"decide\", \"id\":\"1\", \"approve\":true}");
	rank_model_decide(r->model, (size_t)json_integer_value(number),
		json_is_true(approve)      ? RANK_WANTED :
			json_is_false(approve) ? RANK_UNWANTED :
									 RANK_WAITING);
	return true;
}

static bool order(struct ranking *r, json_t *request, struct err *err)
{
	json_t *limit = json_object_get(request, "limit");
	json_int_t most = limit ? json_integer_value(limit) : RANKED_MAX;
	if ((limit && !json_is_integer(limit)) || most < 0)
		return err_set(err, "a limit is a number: {\"op\":\"rank\", \"limit\":10}");
	struct arena a CLEANUP_ARENA = {0};
	size_t *best = arena_array(&a, r->n ? r->n : 1, sizeof *best);
	rank_model_learn(r->model);
	size_t n = rank_model_order(r->model, best, most < RANKED_MAX ? (size_t)most : RANKED_MAX);
	json_t *ids = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(ids, json_stringn(r->ids[best[i]].p, r->ids[best[i]].n));
	json_line(ids);
	fflush(stdout);
	return true;
}

static bool take_request(json_t *request, void *context, struct err *err)
{
	struct ranking *r = context;
	struct str op = json_member(&r->arena, request, "op");
	if (r->ended)
		return true;
	if (str_eq(op, S("add")))
		return rank_add(r, request, err);
	if (str_eq(op, S("decide")))
		return decide(r, request, err);
	if (str_eq(op, S("rank")))
		return order(r, request, err);
	r->ended = str_eq(op, S("quit"));
	return r->ended || err_set(err, "an “op” is add, decide, rank or quit");
}

static bool rank_run(struct cli *cli, struct err *err)
{
	(void)err;
	struct ranking r = {.numbers = json_object(), .model = rank_model_new()};
	json_each_line(cli, take_request, &r);
	rank_model_free(r.model);
	json_decref(r.numbers);
	arena_free(&r.arena);
	return true;
}

struct rank_options {
	bool batch;
};

static const struct option OPTIONS[] = {
	{"batch", .field = offsetof(struct rank_options, batch)},
	{0},
};

const struct command COMMAND_RANK = {
	.name = "rank",
	.help = "orders what is added by what was decided, on JSON Lines",
	.arguments = {.wrong = "texts and decisions come on the standard input"},
	.options = OPTIONS,
	.options_size = sizeof(struct rank_options),
	.run = rank_run,
};
