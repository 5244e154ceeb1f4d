/* libConfuse 3.3 parses. What it does not do well is done around it:
 * - It counts a comment as three lines and refuses one inside a list. So comments are blanked
 *   before it sees the text.
 * - It stops at the first unknown word. So the word is made known to it as a slip, and the file is
 *   parsed again from its beginning, until a pass meets no unknown word. The number of passes is
 *   bounded.
 * - It keeps sections in lists and searches them for their titles. So each section is taken out as
 *   soon as it is complete: many sections cost no more than their length, and two of the same title
 *   are both seen. */
#include "config/syntax.h"

#include <assert.h>
#include <confuse.h>
#include <string.h>

#include "base/nearest.h"
#include "config/habit.h"

enum { PASSES_MAX = 60 };

/* A word that was not known when it was met. */
struct slip {
	struct str kind; /* the block it stands in; empty for the kind of a block */
	struct str word;
	struct str meant; /* may be empty for a key: its value is then skipped */
};

struct reading {
	struct arena *arena;
	const struct vocabulary *kinds;
	size_t kind_count;
	struct problems *problems;
	struct blocks *blocks;
	cfg_t *root;
	struct str text;    /* the file without its comments */
	struct block block; /* being read */
	long read_to;       /* the line of the last value */
	struct slip *slips;
	size_t slip_count;
	bool slipped; /* this pass ended at an unknown word that the next one will know */
};

/* The reading in progress: libConfuse hands its callbacks nothing of the caller's. */
static struct reading *reading;

static bool starts_comment(const char *p, char before)
{
	bool in_word = before && !strchr(" \t\r\n={}(),+\"'", before);
	return *p == '#' || (!in_word && p[0] == '/' && (p[1] == '/' || p[1] == '*'));
}

/* The end of the comment or quoted string that starts at p. */
static char *skip_run(char *p)
{
	char quote = *p == '"' || *p == '\'' ? *p : 0;
	if (quote) {
		for (p++; *p && *p != quote; p++)
			p += *p == '\\' && p[1];
		return *p ? p + 1 : p;
	}
	char *end = p[1] == '*' ? strstr(p + 2, "*/") : strchr(p, '\n');
	return !end ? p + strlen(p) : p[1] == '*' ? end + 2 : end;
}

/* Makes comments blank, and returns how many braces are left open: libConfuse does not complain of
 * one that is missing at the end. */
static long blank_comments(char *text)
{
	long open = 0;
	for (char *p = text, before = 0; *p;) {
		bool comment = starts_comment(p, before), quoted = *p == '"' || *p == '\'';
		char *end = comment || quoted ? skip_run(p) : p + 1;
		before = comment ? ' ' : end[-1];
		open += comment || quoted ? 0 : (*p == '{') - (*p == '}');
		for (; p < end; p++)
			if (comment && *p != '\n')
				*p = ' ';
	}
	return open;
}

static const struct vocabulary *vocabulary_of(struct str kind)
{
	for (size_t i = 0; i < reading->kind_count; i++)
		if (str_eq(kind, str_of(reading->kinds[i].kind)))
			return &reading->kinds[i];
	return NULL;
}

static const struct slip *slip_find(struct str kind, struct str word)
{
	for (size_t i = 0; i < reading->slip_count; i++)
		if (str_eq(reading->slips[i].kind, kind) && str_eq(reading->slips[i].word, word))
			return &reading->slips[i];
	return NULL;
}

/* The kind of block that a section was meant to be. The text is the vocabulary's, since libConfuse
 * frees its own with the section. */
static struct str kind_of(const char *section)
{
	const struct slip *slip = slip_find(STR_NONE, str_of(section));
	const struct vocabulary *kind = vocabulary_of(slip ? slip->meant : str_of(section));
	assert(kind); /* kind_options names no other sections */
	return str_of(kind->kind);
}

static struct strs kind_words(void)
{
	struct strs words = {0};
	for (size_t i = 0; i < reading->kind_count; i++)
		strs_add(reading->arena, &words, str_of(reading->kinds[i].kind));
	return words;
}

/* What somebody wrote between the last value that was read and the line at which libConfuse
 * stopped. It stops behind a text that is not closed, which is on the line of that value. */
static bool add_habit(long line)
{
	struct habit habit;
	if (!habit_find(reading->arena, reading->text, reading->read_to + 1, line, &habit) &&
		!habit_find(reading->arena, reading->text, reading->read_to - 1, line, &habit))
		return false;
	problem_add(reading->problems, habit.line, STR_FMT, STR_ARG(habit.advice));
	return true;
}

/* Keeps an unknown word for the next pass. One that stands for a kind of block and resembles none
 * is a problem, and the end of the file. */
static void note_slip(cfg_t *section, struct str word)
{
	bool is_kind = section == reading->root;
	struct str kind = is_kind ? STR_NONE : kind_of(section->name);
	if (!is_kind && vocabulary_of(word) &&
		!habit_is_setting(habit_line(reading->text, section->line), word)) {
		problem_add(reading->problems, section->line,
			"the } that ends “" STR_FMT "” is missing before this “" STR_FMT "”", STR_ARG(kind),
			STR_ARG(word));
		return;
	}
	struct strs words = is_kind ? kind_words() : vocabulary_of(kind)->keys;
	struct slip slip = {kind, str_copy(reading->arena, word), nearest_word(word, &words)};
	if (is_kind && !slip.meant.n && add_habit(section->line))
		return;
	if (is_kind && !slip.meant.n) {
		problem_add_word(reading->problems, section->line, word, "kind of section", &words);
		return;
	}
	reading->slips = arena_grow(
		reading->arena, reading->slips, reading->slip_count, sizeof *reading->slips);
	reading->slips[reading->slip_count++] = slip;
	reading->slipped = true;
}

/* libConfuse's messages in the words of somebody who writes a .conf file. A message that quotes a
 * word has a part before it and one after it. */
static const struct {
	const char *theirs, *before, *after;
} MESSAGES[] = {
	{"premature end of file", "the file ends too early: a } or a closing quotation mark is missing",
		NULL},
	{"unexpected closing brace", "there is a } too many", NULL},
	{"unterminated string constant", "a closing quotation mark is missing", NULL},
	{"unexpected token '%s'", "did not expect “",
		"” here: is a quotation mark, a comma or a } missing before it?"},
	{"missing equal sign after option '%s'", "“", "” needs an = and a value after it"},
	{"missing opening brace for section '%s'", "“", "” needs a { here"},
	{"missing title for section '%s'", "“", "” needs a name in quotation marks before its {"},
	{"bad escape sequence '%s'", "“",
		"” means nothing in double quotes: write \\\\ for a backslash, or use single quotes"},
	{"invalid octal number '%s'", "“",
		"” means nothing in double quotes: write \\\\ for a backslash, or use single quotes"},
};

static void on_error(cfg_t *section, const char *fmt, va_list args)
{
	if (strcmp(fmt, "no such option '%s'") == 0) {
		note_slip(section, str_of(va_arg(args, const char *)));
		return;
	}
	if (add_habit(section->line))
		return;
	for (size_t i = 0; i < sizeof MESSAGES / sizeof *MESSAGES; i++) {
		if (strcmp(fmt, MESSAGES[i].theirs) != 0)
			continue;
		struct str word = MESSAGES[i].after ? str_sub(str_of(va_arg(args, const char *)), 0, 60) :
											  STR_NONE;
		problem_add(reading->problems, section->line, "%s" STR_FMT "%s", MESSAGES[i].before,
			STR_ARG(word), MESSAGES[i].after ? MESSAGES[i].after : "");
		return;
	}
	problem_add(reading->problems, section->line, "this cannot be read");
}

static struct setting *setting_find(const struct block *block, struct str key)
{
	for (size_t i = block->setting_count; i-- > 0;)
		if (str_eq(block->settings[i].key, key))
			return &block->settings[i];
	return NULL;
}

static struct setting *setting_begin(const cfg_t *section, struct str key)
{
	struct block *block = &reading->block;
	if (!block->setting_count)
		block->line = reading->root->line; /* the root still stands where the section began */
	if (setting_find(block, key))
		problem_add(reading->problems, section->line, "“" STR_FMT "” is given twice", STR_ARG(key));
	block->settings = arena_grow(
		reading->arena, block->settings, block->setting_count, sizeof *block->settings);
	struct setting *setting = &block->settings[block->setting_count++];
	*setting = (struct setting){.key = key, .line = section->line};
	return setting;
}

/* Takes one value of a key. An assignment may give several; at the first one libConfuse's own list
 * has just become one long. */
static int on_value(cfg_t *section, cfg_opt_t *option, const char *value, void *result)
{
	struct str kind = kind_of(section->name), key = str_of(option->name);
	const struct slip *slip = slip_find(kind, key);
	if (slip && option->nvalues == 1) {
		struct str what = STR_CAT(reading->arena, S("key of "), kind);
		problem_add_word(reading->problems, section->line, key, str_cstr(reading->arena, what),
			&vocabulary_of(kind)->keys);
	}
	if (slip)
		key = slip->meant;
	*(const char **)result = value;
	reading->read_to = section->line;
	if (!key.n)
		return 0;
	struct setting *setting = option->nvalues == 1 ?
		setting_begin(section, str_copy(reading->arena, key)) :
		setting_find(&reading->block, key);
	assert(setting); /* the first value of the list began it */
	strs_add(reading->arena, &setting->values, str_copy(reading->arena, str_of(value)));
	return 0;
}

static int on_section(cfg_t *root, cfg_opt_t *option)
{
	cfg_t *section = cfg_opt_getnsec(option, 0);
	struct block *block = &reading->block;
	if (!block->setting_count)
		block->line = root->line;
	block->kind = kind_of(section->name);
	block->title = str_copy(reading->arena, str_of(cfg_title(section)));
	struct strs words = kind_words();
	if (slip_find(STR_NONE, str_of(section->name)))
		problem_add_word(
			reading->problems, block->line, str_of(section->name), "kind of section", &words);
	reading->blocks->v = arena_grow(
		reading->arena, reading->blocks->v, reading->blocks->n, sizeof *block);
	reading->blocks->v[reading->blocks->n++] = *block;
	*block = (struct block){0};
	cfg_opt_rmnsec(option, 0);
	return 0;
}

/* The keys of a kind, and the slips for them. All are lists for libConfuse: reader.c says which
 * keys take several values. */
static cfg_opt_t *key_options(const struct vocabulary *kind)
{
	cfg_opt_t *options = arena_array(
		reading->arena, kind->keys.n + reading->slip_count + 1, sizeof *options);
	size_t n = 0;
	for (size_t i = 0; i < kind->keys.n; i++)
		options[n++] = (cfg_opt_t)CFG_STR_LIST_CB(
			kind->keys.v[i].p, NULL, CFGF_NODEFAULT, on_value);
	for (size_t i = 0; i < reading->slip_count; i++)
		if (str_eq(reading->slips[i].kind, str_of(kind->kind)))
			options[n++] = (cfg_opt_t)CFG_STR_LIST_CB(
				reading->slips[i].word.p, NULL, CFGF_NODEFAULT, on_value);
	options[n] = (cfg_opt_t)CFG_END();
	return options;
}

static cfg_opt_t section_option(const char *word, const struct vocabulary *kind)
{
	cfg_opt_t option = CFG_SEC(
		word, key_options(kind), CFGF_MULTI | (kind->titled ? CFGF_TITLE : 0));
	option.validcb = on_section;
	return option;
}

static cfg_opt_t *kind_options(void)
{
	cfg_opt_t *options = arena_array(
		reading->arena, reading->kind_count + reading->slip_count + 1, sizeof *options);
	size_t n = 0;
	for (size_t i = 0; i < reading->kind_count; i++)
		options[n++] = section_option(reading->kinds[i].kind, &reading->kinds[i]);
	for (size_t i = 0; i < reading->slip_count; i++)
		if (!reading->slips[i].kind.n)
			options[n++] = section_option(
				reading->slips[i].word.p, vocabulary_of(reading->slips[i].meant));
	options[n] = (cfg_opt_t)CFG_END();
	return options;
}

/* One parse from the beginning; false when it did not reach the end. */
static bool pass(const char *text)
{
	reading->slipped = false;
	reading->block = (struct block){0};
	reading->read_to = 0;
	reading->root = cfg_init(kind_options(), CFGF_NONE);
	cfg_set_error_function(reading->root, on_error);
	bool complete = cfg_parse_buf(reading->root, text) == CFG_SUCCESS;
	cfg_free(reading->root);
	return complete;
}

void syntax_read(struct str text, const struct vocabulary *kinds, size_t kind_count,
	struct problems *problems, struct blocks *out)
{
	struct reading state = {.arena = problems->arena,
		.kinds = kinds,
		.kind_count = kind_count,
		.problems = problems,
		.blocks = out};
	if (str_starts(text, S("\xEF\xBB\xBF")))
		text = str_sub(text, 3, SIZE_MAX);
	char *copy = str_cstr(problems->arena, text);
	long open = blank_comments(copy);
	state.text = str_of(copy);
	reading = &state;
	size_t problems_before = problems->n, blocks_before = out->n;
	bool complete = false;
	for (int passes = 0; !complete && (passes == 0 || state.slipped) && passes < PASSES_MAX;
		 passes++) {
		problems->n = problems_before;
		out->n = blocks_before;
		complete = pass(copy);
	}
	if (complete && open > 0 && out->n > blocks_before)
		problem_add(problems, out->v[out->n - 1].line, "the } that ends “" STR_FMT "” is missing",
			STR_ARG(out->v[out->n - 1].kind));
	if (!complete && problems->n == problems_before)
		problem_add(problems, 0,
			"the file cannot be read to its end"); /* whatever libConfuse keeps to itself */
	problems->incomplete = problems->incomplete || !complete;
	reading = NULL;
}

/* Whether a block may begin with this character. */
static bool begins_block(char c)
{
	return !strchr(" \t\r\n", c);
}

void syntax_split(struct arena *a, struct str text, struct strs *out)
{
	char *copy = str_cstr(a, text); /* with an end that skip_run finds */
	long open = 0;
	size_t from = STR_NOT_FOUND, start = str_starts(text, S("\xEF\xBB\xBF")) ? 3 : 0;
	for (char *p = copy + start, before = 0; *p;) {
		bool comment = starts_comment(p, before), quoted = *p == '"' || *p == '\'';
		char *end = comment || quoted ? skip_run(p) : p + 1;
		before = comment ? ' ' : end[-1];
		if (from == STR_NOT_FOUND && !comment && begins_block(*p))
			from = (size_t)(p - copy);
		open += comment || quoted ? 0 : (*p == '{') - (*p == '}');
		if (*p == '}' && end == p + 1 && open == 0 && from != STR_NOT_FOUND) {
			strs_add(a, out, str_sub(text, from, (size_t)(end - copy) - from));
			from = STR_NOT_FOUND;
		}
		p = end;
	}
}
