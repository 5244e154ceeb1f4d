/* date_words: the words of dates: month names of the languages that feeds come in, and time zones. Private to date_text.c. */
#ifndef PARSE_DATE_WORDS_H
#define PARSE_DATE_WORDS_H

#include "base/str.h"

/* 1–12, or 0. Any case; English, German, French, Spanish, Portuguese, Italian, Dutch; full or abbreviated. */
int date_word_month(struct str word);
/* Seconds east of UTC of a zone's name; false when it is none that means one thing. */
bool date_word_zone(struct str word, int *seconds);

#endif
