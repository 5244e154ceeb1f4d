/* date_words: the words of dates in the languages that feeds come in. Private to date_text.c. */
#ifndef PARSE_TEXT_DATE_WORDS_H
#define PARSE_TEXT_DATE_WORDS_H

#include "base/str.h"

/* 1–12, or 0. Any case, with or without accents; full, abbreviated or inflected. */
int date_word_month(struct str word);

/* What a word of East Asian dates says of the number before it, or of the time. */
enum date_unit { DATE_NO_UNIT, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_MORNING, DATE_AFTERNOON };
/* The unit at the front of the text, and the bytes that it takes. */
enum date_unit date_word_unit(struct str text, size_t *length);

#endif
