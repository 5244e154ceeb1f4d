/* date_words: the words of dates in the languages that feeds are written in. Private to
 * date_text.c. */
#ifndef PARSE_TEXT_DATE_WORDS_H
#define PARSE_TEXT_DATE_WORDS_H

#include "base/str.h"

/* 1 to 12 for the name of a month, else 0. The name may be full, abbreviated or inflected, in any
 * case, with or without accents. */
int date_words_month(struct str word);

/* 0 (Sunday) to 6 for the English name of a weekday or its first three letters or more, else -1. */
int date_words_weekday(struct str word);

/* What an East Asian word says of the number before it ("2026年" is a year), or which half of the
 * day it names. The units of a date come first. */
enum date_unit { DATE_NO_UNIT, DATE_YEAR, DATE_MONTH, DATE_DAY, DATE_MORNING, DATE_AFTERNOON };

/* The unit whose word begins the text, and the length of that word in bytes. */
enum date_unit date_words_unit(struct str text, size_t *length);

#endif
