#include "cli/option.h"

#include "base/array.h"
#include "base/utf8.h"
#include "store/list.h"

/* An option with an empty value is not an option that is missing: its text has p != NULL. */
static struct str given(struct str text)
{
	return text.n ? text : (struct str){"", 0};
}

bool option_text(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)cli;
	(void)err;
	*(struct str *)field = given(value);
	return true;
}

bool option_line(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)err;
	*(struct str *)field = given(str_collapse(&cli->arena, utf8_clean(&cli->arena, value)));
	return true;
}

bool option_section(struct cli *cli, struct str value, void *field, struct err *err)
{
	enum section section = section_of(value);
	(void)cli;
	if (value.n && section == SECTION_NONE)
		return err_set(err,
			"there is no section “" STR_FMT "”; the sections are research, news and trials",
			STR_ARG(value));
	*(enum section *)field = section;
	return true;
}

bool option_id(struct cli *cli, struct str value, void *field, struct err *err)
{
	(void)cli;
	return cli_id(value, field, err);
}

bool option_count(struct cli *cli, struct str value, void *field, struct err *err)
{
	long n;
	(void)cli;
	if (!str_to_long(value, &n) || n < 1)
		return err_set(err, "“" STR_FMT "” is no number of items", STR_ARG(value));
	*(int64_t *)field = n;
	return true;
}

static struct strs state_words(struct arena *a)
{
	struct strs words = {0};
	for (size_t i = 0; i < LIST_STATE_COUNT; i++)
		strs_add(a, &words, str_of(list_state_word((enum list_state)i)));
	return words;
}

static struct strs order_words(struct arena *a)
{
	struct strs words = {0};
	for (size_t i = 0; i < LIST_ORDER_COUNT; i++)
		strs_add(a, &words, str_of(list_order_word((enum list_order)i)));
	return words;
}

static struct strs section_words(struct arena *a)
{
	struct strs words = {0};
	for (enum section s = SECTION_RESEARCH; s <= SECTION_TRIALS; s++)
		strs_add(a, &words, str_of(section_word(s)));
	return words;
}

/* The place of the value among the words. */
static bool choose(
	struct cli *cli, struct strs words, struct str value, size_t *place, struct err *err)
{
	struct arena *a = &cli->arena;
	struct str all = STR_NONE;
	for (*place = 0; *place < words.n; ++*place) {
		if (str_eq(words.v[*place], value))
			return true;
		all = STR_CAT(a, all, *place ? S(", ") : S(""), words.v[*place]);
	}
	return err_set(err, "“" STR_FMT "” is none of " STR_FMT, STR_ARG(value), STR_ARG(all));
}

bool option_list_state(struct cli *cli, struct str value, void *field, struct err *err)
{
	size_t place;
	if (!choose(cli, state_words(&cli->arena), value, &place, err))
		return false;
	*(enum list_state *)field = (enum list_state)place;
	return true;
}

bool option_list_order(struct cli *cli, struct str value, void *field, struct err *err)
{
	size_t place;
	if (!choose(cli, order_words(&cli->arena), value, &place, err))
		return false;
	*(enum list_order *)field = (enum list_order)place;
	return true;
}

struct strs option_choices(struct arena *a, const struct option *option)
{
	static const struct {
		option_reader *read;
		struct strs (*words)(struct arena *a);
	} lists[] = {{option_section, section_words}, {option_list_state, state_words},
		{option_list_order, order_words}};
	for (size_t i = 0; i < ARRAY_COUNT(lists); i++)
		if (option->read == lists[i].read)
			return lists[i].words(a);
	return (struct strs){0};
}
