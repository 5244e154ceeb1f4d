/* syntax: the text of a .conf file as blocks of settings, by libConfuse. Knows which words exist,
 * not what they mean. Inside config/. */
#ifndef CONFIG_SYNTAX_H
#define CONFIG_SYNTAX_H

#include "config/problem.h"

/* The words of one kind of block. */
struct vocabulary {
	const char *kind; /* "pubmed" */
	bool titled;      /* kind "title" { … } */
	struct strs keys;
};

/* key = value */
struct setting {
	struct str key;
	long line;
	struct strs values; /* one, or those of {"a", "b"} */
};

/* kind "title" { settings } */
struct block {
	struct str kind, title;
	long line;
	struct setting *settings;
	size_t setting_count;
};
struct blocks {
	struct block *v;
	size_t n;
};

/* Adds the blocks of a file to *out. A word that is in no vocabulary is a problem; it is read as
 * the word that was probably meant, so that one slip is not reported twice. An error of syntax is a
 * problem that ends the file. Kinds and keys in *out are always words of the vocabularies. */
void syntax_read(struct str text, const struct vocabulary *kinds, size_t kind_count,
	struct problems *problems, struct blocks *out);
/* Adds the text of each block, as it stands in the file, to *out: in a file that syntax_read takes
 * without a problem, they are those that it gives. */
void syntax_split(struct arena *a, struct str text, struct strs *out);

#endif
