#include "config/desk.h"

#include <assert.h>
#include <errno.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "base/utf8.h"
#include "config/config.h"
#include "config/records.h"

enum { TEXT_MAX = 8 << 20 };

static const struct config_setting *setting_of(const struct config_block *block, struct str key)
{
	for (size_t i = 0; i < block->setting_count; i++)
		if (str_eq(block->settings[i].key, key))
			return &block->settings[i];
	return NULL;
}

struct strs config_block_values(const struct config_block *block, struct str key)
{
	const struct config_setting *setting = setting_of(block, key);
	return setting ? setting->values : (struct strs){0};
}

struct str config_block_value(const struct config_block *block, struct str key)
{
	struct strs values = config_block_values(block, key);
	return values.n ? values.v[0] : STR_NONE;
}

void config_block_set(
	struct arena *a, struct config_block *block, struct str key, struct strs values)
{
	size_t i = 0;
	while (i < block->setting_count && !str_eq(block->settings[i].key, key))
		i++;
	bool is_new = i == block->setting_count;
	if (is_new && !values.n)
		return;
	if (!values.n) {
		for (block->setting_count--; i < block->setting_count; i++)
			block->settings[i] = block->settings[i + 1];
		return;
	}
	if (is_new)
		block->settings = arena_grow(
			a, block->settings, block->setting_count++, sizeof *block->settings);
	block->settings[i] = (struct config_setting){key, values};
}

void config_block_set_one(
	struct arena *a, struct config_block *block, struct str key, struct str value)
{
	struct strs values = {0};
	strs_add(a, &values, value);
	config_block_set(a, block, key, values);
}

static void add_quoted(struct buf *b, struct str s)
{
	buf_add_char(b, '\'');
	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];
		if (c == '\'' || c == '\\')
			buf_add_char(b, '\\');
		bool control = ((unsigned char)c < ' ' && c != '\n') || c == 0x7f;
		buf_add_char(b, control ? ' ' : c);
	}
	buf_add_char(b, '\'');
}

static void add_values(struct buf *b, struct strs values)
{
	if (values.n == 1) {
		add_quoted(b, values.v[0]);
		return;
	}
	for (size_t i = 0; i < values.n; i++) {
		buf_add(b, i ? S(", ") : S("{"));
		add_quoted(b, values.v[i]);
	}
	buf_add_char(b, '}');
}

struct str config_block_text(struct arena *a, const struct config_block *block)
{
	struct buf b CLEANUP_BUF = buf_new(TEXT_MAX);
	buf_add(&b, block->kind);
	if (!str_eq(block->kind, S("site"))) {
		buf_add_char(&b, ' ');
		add_quoted(&b, block->title);
	}
	buf_add(&b, S(" {\n"));
	for (size_t i = 0; i < block->setting_count; i++) {
		buf_addf(&b, "    " STR_FMT " = ", STR_ARG(block->settings[i].key));
		add_values(&b, block->settings[i].values);
		buf_add_char(&b, '\n');
	}
	buf_add(&b, S("}\n"));
	return str_copy(a, buf_str(&b));
}

static struct str path_in(struct arena *a, struct str folder)
{
	return str_printf(a, STR_FMT "/" CONFIG_DESK_FILE, STR_ARG(folder));
}

/* A file that is not there is empty. */
static bool read_text(struct arena *a, struct str folder, struct str *out, struct err *err)
{
	struct str path = path_in(a, folder);
	*out = S("");
	if (access(path.p, F_OK) != 0 && errno == ENOENT)
		return true;
	return file_read(a, path.p, TEXT_MAX, out, err);
}

static struct config_block block_of(struct arena *a, const struct block *read)
{
	struct config_block block = {.kind = read->kind, .title = read->title};
	for (size_t i = 0; i < read->setting_count; i++)
		config_block_set(a, &block, read->settings[i].key, read->settings[i].values);
	return block;
}

/* By the problems of its syntax; `check` says more. */
static bool read_blocks(struct arena *a, struct str text, struct blocks *out, struct err *err)
{
	struct problems problems = {.arena = a};
	struct strs lines = {0};
	size_t kind_count;
	const struct vocabulary *kinds = records_vocabularies(a, &kind_count);
	strs_add(a, &problems.files, S(CONFIG_DESK_FILE));
	if (!utf8_valid(text) || str_find_char(text, 0) != STR_NOT_FOUND)
		return err_set_kind(err, ERR_USER, CONFIG_DESK_FILE " is not UTF-8 text");
	syntax_read(text, kinds, kind_count, &problems, out);
	problem_list(&problems, &lines);
	return !lines.n || err_set_kind(err, ERR_USER, STR_FMT, STR_ARG(lines.v[0]));
}

static bool read_parts(struct arena *a, struct config_desk *desk, struct err *err)
{
	struct blocks blocks = {0};
	struct strs texts = {0};
	if (!read_blocks(a, desk->text, &blocks, err))
		return false;
	syntax_split(a, desk->text, &texts);
	if (texts.n != blocks.n)
		return err_set_kind(err, ERR_USER, CONFIG_DESK_FILE " cannot be taken apart");
	desk->parts = arena_array(a, blocks.n, sizeof *desk->parts);
	desk->n = blocks.n;
	for (size_t i = 0; i < blocks.n; i++)
		desk->parts[i] = (struct config_part){texts.v[i], block_of(a, &blocks.v[i])};
	return true;
}

static bool parse_text(struct arena *a, struct str text, struct config_desk *out, struct err *err)
{
	*out = (struct config_desk){.text = text};
	return read_parts(a, out, err);
}

bool config_desk_read(struct arena *a, struct str folder, struct config_desk *out, struct err *err)
{
	struct str text;
	*out = (struct config_desk){0};
	return read_text(a, folder, &text, err) && parse_text(a, text, out, err);
}

const struct config_block *config_desk_only(struct arena *a, struct str text)
{
	struct config_desk *one = arena_new(a, struct config_desk);
	return parse_text(a, text, one, NULL) && one->n == 1 ? &one->parts[0].block : NULL;
}

const struct config_part *config_desk_find(
	const struct config_desk *desk, struct str kind, struct str title)
{
	for (size_t i = 0; i < desk->n; i++)
		if (str_eq(desk->parts[i].block.kind, kind) && str_eq(desk->parts[i].block.title, title))
			return &desk->parts[i];
	return NULL;
}

/* Where the text stands, as whole blocks; STR_NOT_FOUND when it does not. */
static size_t place_of(const struct config_desk *desk, struct str text)
{
	text = str_trim(text);
	for (size_t i = 0; text.n && i < desk->n; i++) {
		size_t at = (size_t)(desk->parts[i].text.p - desk->text.p), end = at + text.n;
		if (!str_starts(str_sub(desk->text, at, SIZE_MAX), text))
			continue;
		for (size_t k = i; k < desk->n; k++)
			if ((size_t)(desk->parts[k].text.p - desk->text.p) + desk->parts[k].text.n == end)
				return at;
	}
	return STR_NOT_FOUND;
}

bool config_desk_has(const struct config_desk *desk, struct str text)
{
	return place_of(desk, text) != STR_NOT_FOUND;
}

static struct str add_at_end(struct arena *a, struct str text, struct str after)
{
	static const struct str head = S("# Written by the desk: sources and topics that editors set "
									 "up there.\n");
	if (!text.n)
		return str_printf(a, STR_FMT "\n" STR_FMT, STR_ARG(head), STR_ARG(after));
	return str_printf(a, STR_FMT "%s\n" STR_FMT, STR_ARG(text), str_ends(text, S("\n")) ? "" : "\n",
		STR_ARG(after));
}

/* What is left behind a block that is taken out: of the blank lines around it one stays. */
static struct str take_out(struct str before, struct str *rest)
{
	while (str_starts(*rest, S("\n")))
		*rest = str_sub(*rest, 1, SIZE_MAX);
	while (!rest->n && str_ends(before, S("\n\n")))
		before.n--;
	return before;
}

bool config_desk_apply(struct arena *a, const struct config_desk *desk,
	const struct config_change *change, struct str *out)
{
	if (!change->before.n) {
		*out = add_at_end(a, desk->text, change->after);
		return true;
	}
	size_t at = place_of(desk, change->before);
	if (at == STR_NOT_FOUND)
		return false;
	struct str ahead = str_sub(desk->text, 0, at), after = str_trim(change->after),
			   rest = str_sub(desk->text, at + str_trim(change->before).n, SIZE_MAX);
	if (!after.n)
		ahead = take_out(ahead, &rest);
	*out = str_printf(a, STR_FMT STR_FMT STR_FMT, STR_ARG(ahead), STR_ARG(after), STR_ARG(rest));
	return true;
}

bool config_desk_write(
	struct str folder, const struct config_desk *read, struct str text, struct err *err)
{
	struct arena a CLEANUP_ARENA = {0};
	struct str now, path = path_in(&a, folder);
	if (!read_text(&a, folder, &now, err))
		return false;
	if (!str_eq(now, read->text))
		return err_set_kind(
			err, ERR_USER, CONFIG_DESK_FILE " was changed meanwhile, so nothing was written");
	file_sweep(path.p);
	return file_replace(path.p, text, NULL, err);
}
