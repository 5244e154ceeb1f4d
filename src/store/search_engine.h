/* search_engine: the index of words, as an engine has it (private to store/).
 *
 * Two tables have the same names in every engine, and beside their words a number that is called
 * rowid: `doc` is what editors look through (store/catalog.h), with an index over title, summary,
 * text and author; `found_terms` is what readers look through (store/found.h), with its title and
 * text to read back. What is looked for is an expression in the engine's own language, made by the
 * functions below: it cannot be malformed, whatever somebody typed. Words are the same whatever
 * their case and accents.
 *
 * search.h and select.h are how the rest of the room calls this. */
#ifndef STORE_SEARCH_ENGINE_H
#define STORE_SEARCH_ENGINE_H

#include "base/strs.h"
#include "store/store.h"

struct catalog_words;
struct search_engine {
	/* Adds the words of an item; *doc is their rowid, higher than those there are. */
	bool (*doc_add)(struct store *s, int64_t item, const struct catalog_words *words, int64_t *doc,
		struct err *err);
	/* Every word has to stand in the doc; `beginning`: the last may be the beginning of a word.
	 * What looks like one word and is several ("Covid-19") has to stand there in this order. */
	struct str (*all_words)(struct arena *a, struct strs words, bool beginning);
	/* The same, made for a store: what begins with the last word may be looked for by name. NULL:
	 * nothing is won by that. */
	struct str (*all_words_in)(struct store *s, struct arena *a, struct strs words, bool beginning);
	/* Any of the words has to stand in the title. */
	struct str (*any_in_title)(struct arena *a, struct strs words);
	/* In SQL, a condition on a row of doc: it is found by the expression "?". */
	const char *doc_holds;
	/* In SQL, (SELECT … AS doc, … AS place …): the docs that are found by the expression "?", the
	 * "?" of them that hold it best, whose place is lowest. */
	const char *doc_best;
	/* In SQL, the columns of doc by which an item is found, the rowid AS doc among them; and the
	 * item of a row `held` of these. */
	const char *doc_columns, *doc_item;

	/* Adds terms (base/terms.h), a space between two. */
	bool (*found_add)(
		struct store *s, int64_t number, struct str title, struct str text, struct err *err);
	/* All of the terms have to be there; `in_title`: in the title. `beginning` as above. */
	struct str (*all_terms)(struct arena *a, bool in_title, struct strs terms, bool beginning);
	/* In SQL, a condition on a row of found_terms: it is found by the expression "?". */
	const char *found_holds;
};

#endif
