/* desk: feeds/desk.conf, the one file of the configuration that the program writes: the sources and
 * topics that editors set up at the desk. Files that are written by hand are never touched.
 *
 * A block of the file is a source or a topic. A change takes the text of a block out and puts
 * another one in its place; what stands around it, comments too, stays byte for byte:
 *
 *     struct config_desk desk;
 *     struct str changed;
 *     if (!config_desk_read(&a, folder, &desk, err)) …
 *     struct config_change change = {.before = desk.parts[i].text,
 *         .after = config_block_text(&a, &block)};
 *     if (!config_desk_apply(&a, &desk, &change, &changed)) …         somebody else changed it
 *     if (!config_read_with(folder, changed, &site, &problems)) …     as `check` says it
 *     if (!config_desk_write(folder, &desk, changed, err)) … */
#ifndef CONFIG_DESK_H
#define CONFIG_DESK_H

#include "base/err.h"
#include "model/site.h"

#define CONFIG_DESK_FILE "feeds/desk.conf"

/* key = {values} */
struct config_setting {
	struct str key;
	struct strs values; /* one of them is written without braces */
};
/* kind 'title' { settings }; the block `site` alone has no title */
struct config_block {
	struct str kind, title;
	struct config_setting *settings;
	size_t setting_count;
};
/* The values of the key; none when the block does not set it. */
struct strs config_block_values(const struct config_block *block, struct str key);
/* The first of them, or STR_NONE. */
struct str config_block_value(const struct config_block *block, struct str key);
/* Sets the key, at its place or else at the end; without values it is taken out. The array of
 * settings must be one that this function made. */
void config_block_set(
	struct arena *a, struct config_block *block, struct str key, struct strs values);
void config_block_set_one(
	struct arena *a, struct config_block *block, struct str key, struct str value);
/* The block as it stands in a file, with a line end: every text in single quotes, in which only the
 * quote and the backslash mean something. Control characters but line ends become spaces. Read
 * again, it is the same block. */
struct str config_block_text(struct arena *a, const struct config_block *block);

/* The file, block by block. */
struct config_part {
	struct str text;           /* from the first letter of its kind to its closing brace */
	struct config_block block; /* as it was read */
};
struct config_desk {
	struct str text; /* the whole file; empty: there is none */
	struct config_part *parts;
	size_t n;
};
/* Reads FOLDER/feeds/desk.conf. False (ERR_USER) when it cannot be understood: somebody has to mend
 * it by hand. A file that is not there is empty. */
bool config_desk_read(struct arena *a, struct str folder, struct config_desk *out, struct err *err)
	MUST_USE;
/* The only block of a text; NULL when it has none or several, or cannot be understood. In the
 * arena. */
const struct config_block *config_desk_only(struct arena *a, struct str text);
/* The part of this kind and title; NULL: there is none. */
const struct config_part *config_desk_find(
	const struct config_desk *desk, struct str kind, struct str title);

/* Texts of whole blocks, one or several that stand together. An empty `before` adds `after` at the
 * end, an empty `after` takes `before` out. */
struct config_change {
	struct str before, after;
};
/* The file's text after the change. False when `before` does not stand in it, from the beginning of
 * a block to the end of one. */
bool config_desk_apply(struct arena *a, const struct config_desk *desk,
	const struct config_change *change, struct str *out) MUST_USE;
/* Whether the text stands in the file so. */
bool config_desk_has(const struct config_desk *desk, struct str text);

/* config_read with this text in the place of feeds/desk.conf. */
bool config_read_with(const char *folder, struct str desk, struct site *site, struct strs *problems)
	MUST_USE;
/* Writes the text over what was read, whole or not at all, also after a power cut. False (ERR_USER)
 * when the file is no longer what was read. */
bool config_desk_write(
	struct str folder, const struct config_desk *read, struct str text, struct err *err) MUST_USE;

#endif
