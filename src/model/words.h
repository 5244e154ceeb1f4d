/* words: what readers are told, in the language of the site.
 *
 * The keys and their English words are those of templates/words/en.conf, from which the build makes
 * the list; WORD_follow names one in C, {{words.follow}} in a template. config/words.h reads the
 * words of other languages. A struct of zeros is English. */
#ifndef MODEL_WORDS_H
#define MODEL_WORDS_H

#include "base/arena.h"
#include "base/date.h"
#include "model/words_list.h" /* made by CMakeLists.txt: WORDS_LIST(WORD), WORD(key, "English") */

#define WORD_CONSTANT(key, english) WORD_##key,
enum word { WORDS_LIST(WORD_CONSTANT) WORD_COUNT };
#undef WORD_CONSTANT

/* How the forms of a word depend on a number: the plural rules of Unicode's CLDR for whole numbers,
 * as far as the languages of the program need them. */
enum plural {
	PLURAL_ONE,    /* one: 1; other */
	PLURAL_BELOW2, /* one: 0, 1; other (French, Brazilian Portuguese) */
	PLURAL_ARABIC, /* zero, one, two, few: 3–10, 103–110 …, many: 11–99, 111–199 …, other */
};
struct words {
	struct str v[WORD_COUNT]; /* empty: the English word */
	enum plural plural;       /* of the words that are there; of the English ones, PLURAL_ONE */
	bool rtl;                 /* written from the right to the left */
	bool iso;                 /* days as 2026-11-28, whatever the language's own form */
};

/* English, whatever the site's language: what editors read. */
extern const struct words WORDS_ENGLISH;

/* The key, as it stands in the files. */
struct str words_key(enum word word);
/* The word of a key; WORD_COUNT: there is none. */
enum word words_find(struct str key);
struct str words_english(enum word word);
/* The word as it stands in the file of the language, else the English one. */
struct str words_text(const struct words *words, enum word word);

/* A word has forms when the English one has "|": those for numbers, and the names of months. */
bool words_has_forms(enum word word);
/* How many forms a language of this kind has for a number. */
size_t words_plural_forms(enum plural plural);
/* The form of that number, from 0; the last one that there is when there are fewer. */
struct str words_form(struct str text, size_t number);
/* The form for n things. */
struct str words_plural(const struct words *words, enum word word, size_t n);

/* A word with its places filled: {"title", title} for "{title}". A name of NULL ends the list. What
 * has no value among them is left out.
 *
 *     words_filled(a, words, WORD_merged_into, (struct words_place[]){{"title", title}, {0}}) */
struct words_place {
	const char *name;
	struct str value;
};
struct str words_filled(
	struct arena *a, const struct words *words, enum word word, const struct words_place *places);
/* The same with one place, and of a text. */
struct str words_with(
	struct arena *a, const struct words *words, enum word word, const char *name, struct str value);
struct str words_fill(struct arena *a, struct str text, const struct words_place *places);
/* "November 23, 2026". The day must be known. */
struct str words_day(struct arena *a, const struct words *words, struct date day);
/* "November 2026" */
struct str words_month(struct arena *a, const struct words *words, int month, int year);
/* "11/23/2026", "11/2026", "2026": as much as is known (house style 6); "" for no date. */
struct str words_date(struct arena *a, const struct words *words, struct date date);
/* "11/23/26", for the status lines of trials; without a day as words_date. */
struct str words_date_short(struct arena *a, const struct words *words, struct date date);
/* "2026-11-23", "2026-11", "2026": as among the facts of a trial; "" for no date. */
struct str words_date_fact(struct arena *a, const struct words *words, struct date date);
/* words_date of the instant's day in the site's time zone. */
struct str words_instant(struct arena *a, const struct words *words, int64_t at);
#endif
